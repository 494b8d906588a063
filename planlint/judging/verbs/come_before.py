"""come before: the subject stands before the first of something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.case import Case, Related, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation where the subject comes after it (negated: before); silent where there is no such thing."""
    found = [
        match for match in case.selection.find(case.clause.objects[0], case.captures) if match.node is not case.subject
    ]
    if not found:
        return
    first = found[0].node
    if (case.subject.start < first.start) == case.clause.negated:
        related = Related(first.mark_start, first.mark_end, "the first of those stands here")
        yield case.at_subject(found=first.text)._replace(related=(related,))
