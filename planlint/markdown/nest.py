"""Nests: spans one inside another, and which of them hold a place, without a look at all of them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Nest:
    """Spans in order of their starts; offsets, ends exclusive."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.above: list[int] = []  # the nearest earlier span that ends later, -1 for none
        for start, end in spans:
            self._add(start, end)

    def _add(self, start: int, end: int) -> None:
        above = len(self.ends) - 1
        while above >= 0 and self.ends[above] <= end:
            above = self.above[above]
        self.starts.append(start)
        self.ends.append(end)
        self.above.append(above)

    def outward(self, start: int, end: int) -> Iterator[int]:
        """Yield the numbers of the spans that hold all between two offsets, the last to start first."""
        at = bisect_right(self.starts, start) - 1
        while at >= 0:
            if self.ends[at] >= end:
                yield at
                at -= 1
            else:
                at = self.above[at]

    def around(self, start: int, end: int) -> list[int]:
        """Return the numbers of the spans that hold all between two offsets, in their order."""
        return [*self.outward(start, end)][::-1]
