"""match: the subject's text has a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.said import said
from planlint.judging.verbs.be import at_value
from planlint.language.patterns import folded, match_any, title_forms
from planlint.markdown.nodes import Path, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.judging.case import Case, Violation


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation where the text does not match (negated: matches)."""
    if case.clause.negated or case.clause.any_of:
        held = any(_matches(case, pattern) for pattern in case.clause.objects)
        if held == case.clause.negated:
            yield at_value(case, " or ".join(case.clause.objects))
        return
    for pattern in case.clause.objects:
        if not _matches(case, pattern):
            yield at_value(case, pattern)


def _matches(case: Case, pattern: str) -> bool:
    if isinstance(case.subject, Section):
        return any(match_any((pattern,), form, case.names, "title") for form in title_forms(case.subject.text))
    form = "exact plain" if isinstance(case.subject, Path) else "plain"
    return match_any((pattern,), folded(said(case.subject, case.document)), case.names, form)
