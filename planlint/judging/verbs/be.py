"""be: the subject's value is one of those asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.case import Case, Violation
from planlint.judging.said import said
from planlint.markdown.nodes import Field

if TYPE_CHECKING:
    from collections.abc import Iterator


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation where the value is none of (negated: one of) those asked for."""
    held = case.holds(case.subject, case.clause.objects)
    if held == case.clause.negated:
        yield at_value(case, " or ".join(case.clause.objects))


def at_value(case: Case, missing: str) -> Violation:
    """Return a violation at the subject's value: a field's inline value, else the subject's first line."""
    found = said(case.subject, case.document)
    subject = case.subject
    if isinstance(subject, Field) and subject.value and subject.value_start < subject.mark_end:
        return Violation(subject.value_start, subject.mark_end, missing, found, node=subject)
    return case.at_subject(missing, found)
