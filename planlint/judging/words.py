"""Words: what a plan can say at most, told before its inline marks are read and its nodes are built."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.language.needles import lowered
from planlint.language.patterns import wholes
from planlint.markdown.masks import folded_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planlint.language.model import Captures
    from planlint.markdown.document import Document

#: Nouns whose texts are stretches of the plan, marks left out; and those where `&` is read as a word besides.
STRETCHES = frozenset({"sentence", "paragraph", "item", "quote", "row", "line"})
TITLES = frozenset({"section", "field", "cell"})
#: Tags, addresses and what links lead to are left out with the words in them: others may come to stand side by side.
WITH_WORDS = ("<", "](", "][", "://")
MARKS = str.maketrans("", "", "\\`*_~![]")
WORD = re.compile(r"[^\W_]+")


class Vocabulary:
    """The words of a text, each once; what it does not have, the text does not hold, however long it is."""

    def __init__(self, text: str) -> None:
        self._words = " ".join(dict.fromkeys(WORD.findall(text)))
        self._known: dict[str, bool] = {}

    def may_hold(self, needle: str) -> bool:
        """Tell whether the text may hold a needle: whether all words of that are parts of its own."""
        if needle not in self._known:
            self._known[needle] = all(word in self._words for word in WORD.findall(needle))
        return self._known[needle]

    def may_hold_any(self, needles: Iterable[str]) -> bool:
        """Tell whether the text may hold one of an expression's needles; without any, it may match anywhere."""
        return not needles or any(map(self.may_hold, needles))


class Words:
    """The text of one document as needles are looked for in it."""

    def __init__(self, document: Document) -> None:
        text = document.source.text
        self.text = lowered(folded_marks(text))
        self.written = Vocabulary(self.text)
        merged = any(each in text for each in WITH_WORDS)
        unmarked = None if merged else Vocabulary(self.text.translate(MARKS))
        self._read = dict.fromkeys(STRETCHES, unmarked) | dict.fromkeys(TITLES, None if "&" in text else unmarked)

    def read(self, noun: str) -> Vocabulary | None:
        """Return the words that nodes of a noun hold at most; None where that is not known."""
        return self._read.get(noun)

    def may_say(self, noun: str, patterns: tuple[str, ...], captures: Captures, *, exact: bool) -> bool:
        """Tell whether a node of a noun may match patterns, by the words that it would have to hold."""
        words = self.read(noun)
        form = ("exact " if exact else "") + ("title" if noun in TITLES else "plain")
        return words is None or any(words.may_hold_any(each.needles) for each in wholes(patterns, captures, form))
