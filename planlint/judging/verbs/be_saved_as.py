"""be saved as: the plan's own path, from the root, has a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.case import Case, Violation
from planlint.language.patterns import match_any

if TYPE_CHECKING:
    from collections.abc import Iterator


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation at line 1 where the plan's path has none of the forms (negated: one of them)."""
    path = case.surroundings.plan_path
    held = match_any(case.clause.objects, path, case.names, "exact plain")
    if held == case.clause.negated:
        start, end = case.document.source.line_span(1)
        yield Violation(start, end, missing=" or ".join(case.clause.objects), found=path)
