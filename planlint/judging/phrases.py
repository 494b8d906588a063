"""Phrases in a document: one scan for each, remembered; polarity of the sentence around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import regex

from planlint.language.patterns import expanded, find_phrase, names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planlint.language.model import Captures
    from planlint.markdown.document import Document

Hit = tuple[int, int, dict[str, str]]

#: Words that turn a sentence into a prohibition, a negation or somebody else's work.
NEGATION = regex.compile(
    r"\b(?:never|not|don't|doesn't|won't|can't|cannot|mustn't|shouldn't|isn't|aren't|without|avoid(?:s|ed|ing)?"
    r"|deprecated|forbidden|prohibited|instead of|rather than|no longer|ask|asks|request|no|none|exclude[sd]?)\b",
    regex.IGNORECASE,
)


class Phrases:
    """Where phrases occur in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._hits: dict[tuple[object, ...], list[Hit]] = {}
        self._leaves = [leaf.segments[0][0] for leaf in document.blocks.leaves if leaf.segments]

    def hits(self, phrases: Sequence[str], captures: Captures, *, exact: bool = False, code: bool = False) -> list[Hit]:
        """Return where any of the phrases occurs, in order of place, overlapping ones once."""
        phrases = expanded(phrases, captures)
        if len(phrases) == 1:
            return self._scan(phrases[0], captures, exact=exact, code=code)
        found = sorted(
            (hit for phrase in phrases for hit in self._scan(phrase, captures, exact=exact, code=code)),
            key=lambda hit: (hit[0], -hit[1]),
        )
        kept: list[Hit] = []
        for hit in found:
            if not kept or hit[0] >= kept[-1][1]:
                kept.append(hit)
        return kept

    def _scan(self, phrase: str, captures: Captures, *, exact: bool, code: bool) -> list[Hit]:
        known = {name: captures[name] for name in names_of(phrase) if name in captures}
        key = (phrase, tuple(sorted(known.items())), exact, code)
        if key not in self._hits:
            text = self.document.plain if code else self.document.prose
            self._hits[key] = [hit for hit in find_phrase(phrase, text, known, exact=exact) if self._is_whole(hit)]
        return self._hits[key]

    def _is_whole(self, hit: Hit) -> bool:
        """Tell whether a hit lies in one block: the end of an item and the start of the next are no phrase."""
        start, end, _ = hit
        if "\n" not in self.document.source.text[start:end]:
            return True
        return bisect_right(self._leaves, start) == bisect_right(self._leaves, end - 1)

    def inside(
        self,
        phrases: Sequence[str],
        captures: Captures,
        span: tuple[int, int],
        *,
        code: bool = False,
        exact: bool = False,
    ) -> list[Hit]:
        """Return the hits between two offsets."""
        hits = self.hits(phrases, captures, exact=exact, code=code)
        low = bisect_left(hits, span[0], key=lambda hit: hit[0])
        high = bisect_right(hits, span[1], key=lambda hit: hit[0])
        return [hit for hit in hits[low:high] if hit[1] <= span[1]]

    def sentence_at(self, offset: int) -> str:
        """Return the text of the sentence around an offset; of its line, where prose has no sentence there."""
        sentences = self.document.nodes("sentence")
        at = bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1
        if at >= 0 and offset < sentences[at].end:
            return sentences[at].text
        return self.document.source.line(self.document.source.line_at(offset))


def is_negated(text: str) -> bool:
    """Tell whether a sentence forbids, negates or asks somebody else."""
    return NEGATION.search(text.replace("’", "'")) is not None
