"""Signing: from violations to complete findings: place, message, section, source lines, fingerprint."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from planlint.finding import Finding
from planlint.finding import Related as RelatedPlace
from planlint.hashes import sha256
from planlint.language.messages import fill
from planlint.markdown.nodes import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planlint.judging.case import Seen
    from planlint.language.model import Ranges, Rule, RuleSet
    from planlint.markdown.document import Document
    from planlint.markdown.nodes import Node

#: Text of a plan that a message repeats is cut here.
QUOTED_LENGTH = 80


class Signer:
    """Makes the findings of one rule."""

    def __init__(self, ruleset: RuleSet, rule: Rule) -> None:
        self.ruleset = ruleset
        self.rule = rule

    def sign(self, together: Sequence[Seen]) -> Finding:
        """Return the one finding for violations that belong together; it stands where the first stands."""
        one, rule = together[0], self.rule
        document = one.case.document
        start, end = self._place(one)
        values = self._values(together)
        return Finding(
            rule=f"{self.ruleset.name}/{rule.name}",
            severity=rule.severity,
            path=document.source.path,
            start=document.source.position(start),
            end=document.source.position(max(start, end)),
            section=sections(document, start),
            message=fill(rule.say, values),
            fix=fill(rule.fix, values),
            because=rule.because,
            document=self.ruleset.document or None,
            lines=_lines(rule, together),
            related=tuple(_related(document, one)),
        )

    def _place(self, one: Seen) -> tuple[int, int]:
        if self.rule.point_at is not None:
            found = one.case.find(self.rule.point_at)
            if found:
                return found[0][0].mark_start, found[0][0].mark_end
        return one.violation.start, one.violation.end

    def _values(self, together: Sequence[Seen]) -> dict[str, str]:
        one = together[0]
        node = one.violation.node or one.case.subject
        document = one.case.document
        around = sections(document, one.violation.start)
        known = {name: _said(value) for name, value in {**one.case.captures, **one.violation.captures}.items()}
        return {
            "text": cut(node.text or document.source.text[one.violation.start : one.violation.end]),
            "title": cut(_title(one.case.subject, around)),
            "section": around[-1] if around else "the plan",
            "missing": ", ".join(dict.fromkeys(_missing(each) for each in together)),
            "found": cut(one.violation.found),
            "line": str(document.source.position(one.violation.start).line),
            "path": document.source.path,
            **{name: cut(value) for name, value in known.items()},
        }


def _title(subject: Node, around: tuple[str, ...]) -> str:
    return subject.text or (around[-1] if around else "the plan")


def _missing(seen: Seen) -> str:
    """Return what a violation lacks: by the row's first name where the rule has rows, else by the verb."""
    if seen.row.names:
        return _said(seen.row.names[0][1])
    return seen.violation.missing


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
    return tuple(
        section.text for section in document.sections_at(offset) if isinstance(section, Section) and section.level > 1
    )


def fingerprinted(document: Document, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with fingerprints that survive moved lines: rule, path, the line's words, which of them."""
    seen: Counter[tuple[str, str]] = Counter()
    words_on = cache(lambda number: " ".join(document.source.line(number).split()).casefold())
    begun = cache(lambda *parts: sha256("".join(f"{part}\0" for part in parts).encode("utf-8", "surrogatepass")))
    signed = []
    for finding in findings:
        words = words_on(finding.start.line)
        digest = begun(finding.rule, finding.path, words).copy()
        digest.update(str(seen[finding.rule, words]).encode())
        seen[finding.rule, words] += 1
        signed.append(replace(finding, fingerprint=digest.hexdigest()[:16]))
    return tuple(signed)
