"""be matched by: the plan has a counterpart with the subject's captures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.markdown.nodes import Path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.judging.case import Case, Violation
    from planlint.language.model import Captures, Selector
    from planlint.markdown.nodes import Node


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation where there is no counterpart (negated: where there is one)."""
    selector = case.clause.objects[0]
    captures = known(case)
    matches = case.selection.find(selector, captures, _scope(case, selector))
    found = [match for match in matches if match.node is not case.subject]
    if bool(found) == case.clause.negated:
        yield case.at_subject(selector.reads, found[0].node.text if found else "")


def known(case: Case) -> Captures:
    """Return the captures that the counterpart is compared with; a path brings itself as {path}."""
    if isinstance(case.subject, Path):
        return {**case.captures, "path": case.subject.text}
    return case.captures


def _scope(case: Case, selector: Selector) -> Node | None:
    if selector.same is None:
        return None
    if any(match.node is case.subject for match in case.selection.found(selector.same, {}).matches):
        return case.subject
    around = case.selection.around(selector.same, {}, case.subject)
    return around[-1].node if around else None
