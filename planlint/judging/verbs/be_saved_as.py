"""be saved as: the plan's own path, from the root, has a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.language.patterns import match_any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.judging.case import Case, Violation


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation at the plan's title where its path has none of the forms (negated: one of them)."""
    path = case.surroundings.plan_path
    held = match_any(case.clause.objects, path, case.names, "exact plain")
    if held == case.clause.negated:
        yield case.at_subject(" or ".join(case.clause.objects), path)
