"""Claims: the ruleset that a plan says it follows, in its front matter or in a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.language.faults import Collector, RuleSetFaults, meant
from planlint.markdown.nodes import Field
from planlint.named import NamedTuple
from planlint.run.directives import DIRECTIVE, OPENING, rulesets_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document
    from planlint.run.directives import Directive

#: The entry of front matter that names a ruleset, and the key in it.
ENTRY, KEY = "planlint", "ruleset"


class Claim(NamedTuple):
    """The ruleset that a plan names, and where (offsets); or why what it says names none ("" where it does)."""

    name: str
    start: int
    end: int
    fault: str = ""


def named_in(document: Document) -> Claim | None:
    """Return the ruleset that a plan names, the first if it names several."""
    return next(claims(document), None)


def claims(document: Document) -> Iterator[Claim]:
    """Yield what a plan says of its ruleset: its front matter first, then its comments in order."""
    for field in document.blocks.front_matter:
        if isinstance(field, Field) and field.text == ENTRY:
            yield _in_front_matter(document.source.text, field)
    for directive in rulesets_named(document):
        yield _in_comment(document.source.text, directive)


def _in_front_matter(text: str, field: Field) -> Claim:
    """Return what the entry of front matter says, read as the YAML it is, whatever stands around it."""
    from planlint.language.reader import read  # noqa: PLC0415 - few plans have such an entry

    try:
        said = read(text[field.start : field.end], ENTRY)
        Collector(ENTRY, said).raise_any()
    except RuleSetFaults as faults:
        return Claim("", field.start, field.end, f"this cannot be read: {faults.faults[0].message}")
    name, fault = _meant(said.value[ENTRY])
    return _claim(text, field.value_start, field.end, name) if name else Claim("", field.start, field.end, fault)


def _meant(said: object) -> tuple[str, str]:
    """Return the name that a value gives, else what is wrong with it."""
    if isinstance(said, dict):
        strange = next((key for key in said if key != KEY), None)
        if strange is not None:
            return "", f'this has a key "{strange}"{meant(strange, (KEY,))}'
        said = said.get(KEY)
    if isinstance(said, list):
        return "", f"this is a list of {len(said)}"
    return (said, "") if isinstance(said, str) and said else ("", "this names none")


def _in_comment(text: str, directive: Directive) -> Claim:
    if len(directive.rules) != 1:
        return Claim("", directive.start, directive.end, f"this names {len(directive.rules) or 'none'}")
    told = DIRECTIVE.match(text, directive.start + len(OPENING))
    return _claim(text, told.end() if told else directive.start, directive.end, directive.rules[0])


def _claim(text: str, start: int, end: int, name: str) -> Claim:
    """Return a claim at its name; a name that is written with escapes stands nowhere as it is."""
    at = text.find(name, start, end)
    return Claim(name, at, at + len(name)) if at >= 0 else Claim(name, start, end)
