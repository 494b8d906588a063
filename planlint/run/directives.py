"""Directives: comments in a plan by which it silences rules, read but not yet acted on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.judging.words import Words
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document

NEXT_LINE, THIS_LINE, FROM_HERE, UP_TO_HERE, WHOLE_FILE = (
    "disable-next-line",
    "disable-line",
    "disable",
    "enable",
    "disable-file",
)
KINDS = (NEXT_LINE, THIS_LINE, FROM_HERE, UP_TO_HERE, WHOLE_FILE)
#: Said by a comment of its own kind, which choosing reads.
RULESET = "ruleset"
#: "planlint-disable", and what people write who remember it by half: "planlint: disable", "planlint disable".
DIRECTIVE = re.compile(r"\s*planlint(?:-|\s*:\s*|\s+(?=(?:disable|enable)\b))([\w-]+)", re.IGNORECASE)
REASON = re.compile(r"(?:^|\s)(?:--?|[–—])\s|:\s")
SEPARATOR = re.compile(r"[\s,]+")
OPENING, CLOSING = "<!--", "-->"


class Directive(NamedTuple):
    """A comment: its kind, the rules that it names, the reason that it gives, and its offsets in the text."""

    kind: str
    rules: tuple[str, ...]
    reason: str
    start: int
    end: int


def directives(document: Document) -> list[Directive]:
    """Return the directives of a plan that silence rules, in order; what stands in code is none."""
    return [each for each in _all(document) if each.kind != RULESET]


def rulesets_named(document: Document) -> list[Directive]:
    """Return the directives of a plan that name its ruleset, in order."""
    return [each for each in _all(document) if each.kind == RULESET]


def _all(document: Document) -> list[Directive]:
    if "planlint" not in document.derived(Words).text:  # there already: to put a long plan in lower case takes memory
        return []
    spans = sorted({*document.blocks.html, *document.inline.html})
    found = {each.start: each for span in spans for each in _within(document.source.text, *span)}
    return [found[start] for start in sorted(found)]


def _within(text: str, start: int, end: int) -> Iterator[Directive]:
    while (opening := text.find(OPENING, start, end)) >= 0:
        closing = text.find(CLOSING, opening + len(OPENING), end)
        if closing < 0:
            return
        start = closing + len(CLOSING)
        directive = _read(text[opening + len(OPENING) : closing], opening, start)
        if directive:
            yield directive


def _read(said: str, start: int, end: int) -> Directive | None:
    found = DIRECTIVE.match(said)
    if not found:
        return None
    rest = f"{said[found.end() :]} "
    parts = REASON.split(rest, maxsplit=1)
    rules = tuple(dict.fromkeys(name for name in SEPARATOR.split(parts[0]) if name))
    return Directive(found[1].lower(), rules, parts[1].strip() if len(parts) > 1 else "", start, end)
