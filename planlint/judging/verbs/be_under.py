"""be under: the subject stands inside something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.select import innermost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.judging.case import Case, Violation


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation where the subject stands outside (negated: inside) of it."""
    found = case.selection.find(case.clause.objects[0], case.captures)
    inside = innermost(found, case.subject) is not None
    if inside == case.clause.negated:
        yield case.at_subject(case.clause.objects[0].reads)
