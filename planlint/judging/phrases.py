"""Phrases in a document: one scan for each, remembered; polarity of the sentence around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from planlint.judging.regions import Looks, covering, everywhere
from planlint.judging.words import Words
from planlint.language.alternatives import apart
from planlint.language.budget import RegexBudgetError
from planlint.language.catching import bearing
from planlint.language.patterns import expanded, names_of, names_of_all
from planlint.language.phrases import find_phrase, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from planlint.judging.regions import Region
    from planlint.language.model import Captures
    from planlint.markdown.document import Document

Hit = tuple[int, int, "Captures"]

#: Words that turn a sentence into a prohibition, a negation or somebody else's work.
NEGATION = re.compile(
    r"\b(?:never|not|don't|doesn't|won't|can't|cannot|mustn't|shouldn't|isn't|aren't|without|avoid(?:s|ed|ing)?"
    r"|deprecated|forbidden|prohibited|instead of|rather than|no longer|ask|asks|request|no|none|exclude[sd]?)\b",
    re.IGNORECASE,
)

#: So many windows are scanned one by one, or this part of all; a whole text in one go is quicker than more.
FEW, PART = 40, 5


class Hits:
    """Where phrases occur, in order of place."""

    def __init__(self, hits: list[Hit]) -> None:
        self.all = hits
        self._starts = [start for start, _, _ in hits]

    def inside(self, start: int, end: int) -> Iterator[Hit]:
        """Yield the hits between two offsets."""
        for at in range(bisect_left(self._starts, start), bisect_right(self._starts, end)):
            if self.all[at][1] <= end:
                yield self.all[at]


class Phrases:
    """Where phrases occur in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        words = document.derived(Words)
        self._raw, self._words = words.text, words.written
        self._hits: Looks[Hits] = Looks()
        self._scans: dict[object, list[Hit]] = {}
        self._over_budget: dict[object, RegexBudgetError] = {}
        self._may_hold: dict[object, bool] = {}
        self._leaves = [leaf.segments[0][0] for leaf in document.blocks.leaves if leaf.segments]

    @cached_property
    def _windows(self) -> list[int]:
        """Return where the lines start on which blocks start, and the end: no phrase goes over one of these."""
        text = self.document.source.text
        return [*sorted({0, *(text.rfind("\n", 0, start) + 1 for start in self._leaves)}), len(text) + 1]

    def hits(
        self,
        phrases: tuple[str, ...],
        captures: Captures,
        *,
        exact: bool = False,
        code: bool = False,
        region: Callable[[], Region | None] = everywhere,
    ) -> Hits:
        """Return where any of the phrases occurs, overlapping hits once: at least all hits in the region."""

        def look(region: Region | None) -> Hits:
            parts = None if region is None else self._whole_windows(region)
            found = [self._scan(phrase, captures, exact, code, parts) for phrase in _single(phrases, captures)]
            return Hits(found[0] if len(found) == 1 else _once(hit for hits in found for hit in hits))

        return self._hits.found((phrases, exact, code, bearing(names_of_all(phrases), captures)), region, look)

    def _whole_windows(self, region: Region) -> Region:
        """Return a region made wider, to windows that are whole."""
        windows = self._windows
        return covering(
            (windows[bisect_right(windows, start) - 1], windows[bisect_left(windows, end)]) for start, end in region
        )

    def _scan(self, phrase: str, captures: Captures, exact: bool, code: bool, parts: Region | None) -> list[Hit]:  # noqa: FBT001 - a key's parts
        known = bearing(names_of(phrase), captures)
        key = (phrase, known, exact, code, parts)
        if key in self._over_budget:
            raise self._over_budget[key]
        try:
            if key not in self._scans:
                self._scans[key] = list(self._found(phrase, dict(known), parts, exact=exact, code=code))
        except RegexBudgetError as error:
            self._over_budget[key] = error
            raise
        return self._scans[key]

    def may_hold(self, phrases: tuple[str, ...], captures: Captures, *, exact: bool = False) -> bool:
        """Tell whether any of the phrases may occur, as far as that is told without reading inline marks."""
        key = (phrases, exact, bearing(names_of_all(phrases), captures))
        if key not in self._may_hold:
            single = (spoken(each, captures, exact=exact) for each in _single(phrases, captures))
            self._may_hold[key] = any(
                self._words.may_hold_any(each.needles) and each.may_match(self._raw) for each in single
            )
        return self._may_hold[key]

    def _found(self, phrase: str, known: Captures, parts: Region | None, *, exact: bool, code: bool) -> Iterator[Hit]:
        expression = spoken(phrase, known, exact=exact)
        spans = self._worth_scanning(expression.needles, parts or ((0, len(self._raw)),))
        if not spans:
            return iter(())
        text = self.document.plain if code else self.document.prose
        return filter(self._is_whole, find_phrase(expression, text, known, spans))

    def _worth_scanning(self, wanted: frozenset[str], parts: Region) -> Sequence[tuple[int, int]]:
        """Return the windows that hold a needle; all parts where that would be many, or nothing is known."""
        if not wanted:
            return parts
        text, windows, held = self._raw, self._windows, set[int]()
        most = max(FEW, len(windows) // PART)
        for needle, (start, end) in product(filter(self._words.may_hold, wanted), parts):
            offset = text.find(needle, start, end)
            while offset >= 0:
                at = bisect_right(windows, offset)
                held.add(at)
                if len(held) > most:
                    return parts
                offset = text.find(needle, windows[at], end)
        return [(windows[at - 1], windows[at]) for at in sorted(held)]

    def _is_whole(self, hit: Hit) -> bool:
        """Tell whether a hit lies in one block: the end of an item and the start of the next are no phrase."""
        start, end, _ = hit
        if "\n" not in self.document.source.text[start:end]:
            return True
        return bisect_right(self._leaves, start) == bisect_right(self._leaves, end - 1)

    def inside(
        self,
        phrases: tuple[str, ...],
        captures: Captures,
        span: tuple[int, int],
        *,
        code: bool = False,
        exact: bool = False,
    ) -> list[Hit]:
        """Return the hits between two offsets."""
        return list(self.hits(phrases, captures, exact=exact, code=code).inside(*span))

    def sentence_at(self, offset: int) -> str:
        """Return the text of the sentence around an offset; of its line, where prose has no sentence there."""
        sentences = self.document.nodes("sentence")
        at = bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1
        if at >= 0 and offset < sentences[at].end:
            return sentences[at].text
        return self.document.source.line(self.document.source.line_at(offset))


def _single(phrases: tuple[str, ...], captures: Captures) -> list[str]:
    """Return phrases of which one is found wherever one of several is, a row's name replaced by the row's."""
    return [each for phrase in expanded(phrases, captures) for each in apart(phrase)]


def _once(hits: Iterable[Hit]) -> list[Hit]:
    """Return hits in order of place, overlapping ones once: the first, and of those the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept


def is_negated(text: str) -> bool:
    """Tell whether a sentence forbids, negates or asks somebody else."""
    return NEGATION.search(text.replace("’", "'")) is not None
