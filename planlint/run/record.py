"""Records: what came of a plan as plain data and back, for workers and for the cache."""

from __future__ import annotations

from planlint.finding import Edit, Finding, Position, Related
from planlint.plain import Form, NotPlainError
from planlint.report import ErrorEntry, PlanReport, Spent
from planlint.run.judging import Judged
from planlint.text.source import Source

FORM = Form((Judged, PlanReport, Finding, Position, Related, Edit, ErrorEntry, Source, Spent))


def dump(judged: Judged) -> str:
    """Return what came of a plan as one line of text."""
    return FORM.dump(judged)


def restore(text: str) -> Judged:
    """Return what came of a plan. Raises NotPlainError."""
    judged = FORM.restore(text)
    if not isinstance(judged, Judged):
        raise NotPlainError("no record of a plan")
    return judged
