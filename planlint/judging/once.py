"""Once: what is violated again and again in one place told together, and no part told of what is told as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planlint.finding import Finding
    from planlint.judging.case import Seen
    from planlint.language.model import Rule


def outermost(rule: Rule, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings each once; of what must not be there, no part of what is told as a whole."""
    once = dict.fromkeys(findings)
    if not rule.clause.negated:
        return tuple(once)
    kept: list[Finding] = []
    for finding in sorted(once, key=lambda each: (each.start, tuple(-at for at in each.end))):
        whole = kept[-1] if kept else finding
        if whole.end < finding.end or (whole.start, whole.end) == (finding.start, finding.end):
            kept.append(finding)
    return tuple(kept)


def folded(rule: Rule, seen: Iterable[Seen]) -> Iterator[list[Seen]]:
    """Yield violations one by one, or, where the rule folds and there are enough of one subject, together."""
    if not rule.fold:
        yield from ([one] for one in seen)
        return
    by_subject: dict[int, list[Seen]] = {}
    for one in seen:
        by_subject.setdefault(one.case.subject.start, []).append(one)
    for together in by_subject.values():
        yield from [together] if len(together) >= rule.fold else ([one] for one in together)
