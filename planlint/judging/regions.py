"""Regions: the parts of a plan that are looked into, where it is known that what is asked for stands nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from planlint.markdown.content import merged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Found = TypeVar("Found")

#: Spans in order, ends exclusive, none of which touches another.
Region = tuple[tuple[int, int], ...]

#: So much of a plan is looked into on its own; what is found in more is found in all of it, once for all who ask.
PART = 1 / 2


def covering(spans: Iterable[tuple[int, int]]) -> Region:
    """Return the region that spans take up."""
    return tuple(merged(sorted(spans)))


def worth_it(region: Region, size: int) -> Region | None:
    """Return a region of a plan of some size; None where it is most of the plan."""
    return region if sum(end - start for start, end in region) <= size * PART else None


class Looks(Generic[Found]):
    """What was found of all that has been looked for, in a region or in all of the plan."""

    def __init__(self) -> None:
        self._known: dict[object, dict[Region | None, Found]] = {}

    def found(self, what: object, region: Callable[[], Region | None], look: Callable[[Region | None], Found]) -> Found:
        """Return what a look finds, at least all that lies in a region (None: the plan).

        What is asked for in a second region is looked for in all of the plan, once and for all.
        """
        known = self._known.setdefault(what, {})
        if None in known:
            return known[None]
        where = region()
        if where not in known:
            where = None if known else where
            known[where] = look(where)
        return known[where]


def everywhere() -> None:
    """Return the region of those who may look at all of the plan."""
