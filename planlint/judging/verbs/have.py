"""have: something like it is inside the subject, counts apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.case import Case, Violation, at_node
from planlint.judging.relations import count_holds
from planlint.judging.said import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.language.model import Selector


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation for each thing that is missing, forbidden or too many."""
    if case.clause.negated:
        yield from _forbidden(case)
    elif case.clause.any_of:
        yield from _none_of(case)
    else:
        for selector in case.clause.objects:
            yield from _wanted(case, selector)


def _forbidden(case: Case) -> Iterator[Violation]:
    for selector in case.clause.objects:
        found = case.find(selector)
        if count_holds(selector, len(found)):
            for node, captures in found[selector.at_least - 1 :]:
                yield at_node(node, captures, found=said(node, case.document) or node.text)


def _none_of(case: Case) -> Iterator[Violation]:
    if not any(count_holds(selector, len(case.find(selector))) for selector in case.clause.objects):
        yield case.at_subject(" or ".join(selector.reads for selector in case.clause.objects), absent=True)


def _wanted(case: Case, selector: Selector) -> Iterator[Violation]:
    found = case.find(selector)
    if len(found) < selector.at_least:
        yield case.at_subject(selector.reads, str(len(found)), absent=True)
    elif selector.at_most is not None and len(found) > selector.at_most:
        node, captures = found[selector.at_most]
        yield at_node(node, captures, found=str(len(found)))
