"""be in order: the things that are present stand in the order listed."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from planlint.judging.case import Case, Violation, at_node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.language.model import Captures
    from planlint.markdown.nodes import Node

Placed = tuple["Node", "Captures", int]


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation at the first thing that is out of order: what must move least is left in place."""
    placed = sorted(_present(case), key=lambda one: one[0].start)
    kept = longest_rise([rank for _, _, rank in placed])
    for at, (node, captures, rank) in enumerate(placed):
        if at not in kept:
            neighbour = next((other.text for other, _, other_rank in placed if other_rank > rank), "")
            yield at_node(node, captures, missing=neighbour, found=node.text)
            return


def _present(case: Case) -> Iterator[Placed]:
    for rank, selector in enumerate(case.clause.objects):
        found = case.find(selector)
        if found:
            yield (*found[0], rank)


def longest_rise(ranks: list[int]) -> set[int]:
    """Return the indexes of a longest rising run of ranks; among equals the one that starts first.

    Patience sorting: `ends[k]` is the index at which a run of length k + 1 ends lowest.
    """
    ends: list[int] = []
    before: list[int] = []
    for at, rank in enumerate(ranks):
        place = bisect_left(ends, rank, key=lambda index: ranks[index])
        before.append(ends[place - 1] if place else -1)
        if place == len(ends):
            ends.append(at)
        elif place < len(ends) - 1 or ranks[ends[place]] > rank:
            ends[place] = at
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
