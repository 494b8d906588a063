"""be in order: the things that are present stand in the order listed."""

from __future__ import annotations

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
            others = [other for other, _, other_rank in placed[:at] if other_rank > rank]
            others += [other for other, _, other_rank in placed[at:] if other_rank < rank]
            neighbour = others[0].text if others else ""
            yield at_node(node, captures, missing=neighbour, found=node.text)
            return


def _present(case: Case) -> Iterator[Placed]:
    for rank, selector in enumerate(case.clause.objects):
        found = case.find(selector)
        if found:
            yield (*found[0], rank)


def longest_rise(ranks: list[int]) -> set[int]:
    """Return the indexes of a longest rising run of ranks; among equals the one that starts first.

    From the back, the longest run that starts at each index; plans have few sections, so pairs are compared.
    """
    length = [1] * len(ranks)
    for at in range(len(ranks) - 1, -1, -1):
        length[at] += max((length[later] for later in range(at + 1, len(ranks)) if ranks[later] > ranks[at]), default=0)
    kept: set[int] = set()
    last, left = -1, max(length, default=0)
    for at, rank in enumerate(ranks):
        if length[at] == left and rank > last:
            kept.add(at)
            last, left = rank, left - 1
    return kept
