"""Signing: from violations to complete findings: place, message, section, source lines, fingerprint."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING

from planlint.finding import Finding
from planlint.finding import Related as RelatedPlace
from planlint.hashes import sha256
from planlint.language.messages import fill, names
from planlint.language.vocabulary import MESSAGE_NAMES
from planlint.markdown.nodes import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planlint.judging.case import Seen
    from planlint.language.model import Ranges, Rule, RuleSet
    from planlint.markdown.document import Document

#: The signs that may close a heading.
CLOSING = re.compile(r"(?:^|\s)#+$")
#: Until its fingerprint is made: a finding about a plan without a title, which stands at line 1 for want of a place.
NO_LINE = "no line"
#: Text of a plan that a message repeats is cut here.
QUOTED_LENGTH = 80


class Located:
    """Lines, columns and sections of offsets in one plan; many findings stand at the same."""

    def __init__(self, document: Document) -> None:
        self.position = cache(document.source.position)
        self.sections = cache(partial(sections, document))


class Signer:
    """Makes the findings of one rule."""

    def __init__(self, ruleset: RuleSet, rule: Rule) -> None:
        self.ruleset = ruleset
        self.rule = rule
        self.asked = frozenset((*names(rule.say), *names(rule.fix)))

    def sign(self, together: Sequence[Seen]) -> Finding:
        """Return the one finding for violations that belong together; it stands where the first stands."""
        one, rule = together[0], self.rule
        document = one.case.document
        places = document.derived(Located)
        start, end = self._place(one)
        plan = one.case.selection.plan
        values = self._values(together)
        return Finding(
            rule=f"{self.ruleset.name}/{rule.name}",
            severity=rule.severity,
            path=document.source.path,
            start=places.position(start),
            end=places.position(max(start, end)),
            section=places.sections(start),
            message=fill(rule.say, values),
            fix=fill(rule.fix, values),
            because=rule.because,
            document=self.ruleset.document or None,
            lines=_lines(rule, together),
            fingerprint=NO_LINE if one.violation.node is plan and not plan.text else "",
            related=tuple(_related(document, one)),
        )

    def _place(self, one: Seen) -> tuple[int, int]:
        if self.rule.point_at is not None:
            found = one.case.find(self.rule.point_at)
            if found:
                return found[0][0].mark_start, found[0][0].mark_end
        return one.violation.start, one.violation.end

    def _values(self, together: Sequence[Seen]) -> dict[str, str]:
        """Return what the rule's messages ask for: what patterns captured, or what all violations have."""
        one = together[0]
        known = {**one.case.captures, **one.violation.captures}
        return {
            name: cut(_said(known[name])) if name in known else NAMED[name](together)
            for name in self.asked
            if name in known or name in NAMED
        }


def _text(together: Sequence[Seen]) -> str:
    one = together[0]
    node, document = one.violation.node or one.case.subject, one.case.document
    return cut(node.text or document.source.text[one.violation.start : one.violation.end])


def _title(together: Sequence[Seen]) -> str:
    return cut(together[0].case.subject.text or _section(together))


def _section(together: Sequence[Seen]) -> str:
    around = sections(together[0].case.document, together[0].violation.start)
    return around[-1] if around else "the plan"


def _line(together: Sequence[Seen]) -> str:
    return str(together[0].case.document.source.line_at(together[0].violation.start))


def _missing(seen: Seen) -> str:
    """Return what a violation lacks: by the row's first name where the rule has rows, else by the verb."""
    if seen.row.names:
        return _said(seen.row.names[0][1])
    return seen.violation.missing


#: What any message may ask for by name.
NAMED: dict[str, Callable[[Sequence[Seen]], str]] = {
    "text": _text,
    "title": _title,
    "section": _section,
    "missing": lambda together: ", ".join(dict.fromkeys(map(_missing, together))),
    "found": lambda together: cut(together[0].violation.found),
    "line": _line,
    "path": lambda together: together[0].case.document.source.path,
}
assert set(NAMED) == set(MESSAGE_NAMES)  # noqa: S101 - two tables, one fact


def _said(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else value[0]


def cut(text: str) -> str:
    """Return text of a plan as a message repeats it: on one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED_LENGTH else line[: QUOTED_LENGTH - 1] + "…"


def _lines(rule: Rule, together: Iterable[Seen]) -> Ranges:
    own = {span for seen in together for span in seen.row.lines}
    return tuple(sorted(own)) or rule.lines


def _related(document: Document, seen: Seen) -> Iterable[RelatedPlace]:
    for place in seen.violation.related:
        start, end = document.source.position(place.start), document.source.position(place.end)
        yield RelatedPlace(document.source.path, start, end, place.message)


def sections(document: Document, offset: int) -> tuple[str, ...]:
    """Return the titles of the sections around a place, the plan's own title left out, outermost first."""
    around = (section for section in document.sections_at(offset) if isinstance(section, Section))
    return tuple(_written(document, section) for section in around if section.level > 1)


def _written(document: Document, section: Section) -> str:
    """Return a title as it is written where it bears marks inside: code in it, or what is taken for emphasis."""
    line = " ".join(document.source.text[section.mark_start : section.mark_end].split())
    if section.text in line:
        return section.text
    return line if section.setext else CLOSING.sub("", line.lstrip("#").strip())


def fingerprinted(document: Document, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with fingerprints that survive moved lines: rule, path, the line's words, which of them.

    They have just been made, and nobody else holds them: each is completed as it stands.
    """
    seen: Counter[tuple[str, str]] = Counter()
    words_on = cache(lambda number: " ".join(document.source.line(number).split()).casefold())
    begun = cache(lambda *parts: sha256("".join(f"{part}\0" for part in parts).encode("utf-8", "surrogatepass")))
    made = tuple(findings)
    for finding in made:
        words = "" if finding.fingerprint == NO_LINE else words_on(finding.start.line)
        digest = begun(finding.rule, finding.path, words).copy()
        digest.update(str(seen[finding.rule, words]).encode())
        seen[finding.rule, words] += 1
        object.__setattr__(finding, "fingerprint", digest.hexdigest()[:16])
    return made
