"""Readings: which nodes of a document match patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.found import Match
from planlint.judging.matching import Sayings
from planlint.judging.regions import Looks, everywhere
from planlint.judging.words import Words
from planlint.language.catching import bearing
from planlint.language.model import NO_CAPTURES
from planlint.language.patterns import names_of_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planlint.judging.regions import Region
    from planlint.language.model import Captures
    from planlint.markdown.document import Document
    from planlint.markdown.nodes import Node

#: The pattern that everything matches, as nothing at all does.
ANY = ("*",)
#: So many nodes are remembered region by region; a plan whose parts lie in one another could ask for ever more.
MOST_NODES = 200_000


class Readings:
    """Which nodes of one document match patterns; remembered, since many selectors and rulesets share them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._words = document.derived(Words)
        self._sayings: dict[tuple[str, Region | None], Sayings] = {}
        self._matching: Looks[list[Match]] = Looks()
        self._all: dict[tuple[str, Region | None], list[Match]] = {}
        self._nodes = 0  # in regions, of those that are remembered

    def matching(
        self,
        noun: str,
        patterns: tuple[str, ...],
        captures: Captures,
        *,
        exact: bool,
        region: Callable[[], Region | None] = everywhere,
    ) -> list[Match]:
        """Return the nodes of a noun that match patterns, in order of place: at least all those in the region."""

        def look(region: Region | None) -> list[Match]:
            if not self.document.has_read(noun) and not self._words.may_say(noun, patterns, captures, exact=exact):
                return []  # so that no node is built for nothing
            sayings = self._sayings_in(noun, region)
            found = sayings.matching(patterns, captures, exact=exact)
            return [Match(sayings.nodes[at], found[at]) for at in sorted(found)]

        if not patterns or patterns == ANY:
            return self._everything(noun, region())
        return self._matching.found((noun, patterns, exact, bearing(names_of_all(patterns), captures)), region, look)

    def _sayings_in(self, noun: str, region: Region | None) -> Sayings:
        if (noun, region) not in self._sayings:
            self._sayings[noun, region] = Sayings(self._nodes_in(noun, region))
        return self._sayings[noun, region]

    def _nodes_in(self, noun: str, region: Region | None) -> Sequence[Node]:
        """Return the nodes in a region that is about to be remembered."""
        if region is None:
            return self.document.nodes(noun)
        nodes = [node for start, end in region for node in self.document.inside(noun, start, end)]
        self._nodes += len(nodes)
        if self._nodes > MOST_NODES:
            self._sayings = {key: sayings for key, sayings in self._sayings.items() if key[1] is None}
            self._all = {key: matches for key, matches in self._all.items() if key[1] is None}
            self._nodes = len(nodes)
        return nodes

    def _everything(self, noun: str, region: Region | None) -> list[Match]:
        if (noun, region) not in self._all:
            self._all[noun, region] = [Match(node, NO_CAPTURES) for node in self._nodes_in(noun, region)]
        return self._all[noun, region]
