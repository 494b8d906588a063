"""be under: the subject stands inside something."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.judging.case import Case, Violation


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation where the subject stands outside (negated: inside) of it."""
    inside = bool(case.selection.around(case.clause.objects[0], case.names, case.subject))
    if inside == case.clause.negated:
        yield case.at_subject(case.clause.objects[0].reads)
