"""Words: what a plan can say at most, told before its inline marks are read and its nodes are built."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.language.needles import lowered
from planlint.language.patterns import wholes
from planlint.markdown.masks import folded_marks

if TYPE_CHECKING:
    from planlint.language.model import Captures
    from planlint.markdown.document import Document

#: Nouns whose texts are stretches of the plan, marks left out; and those where `&` is read as a word besides.
STRETCHES = frozenset({"sentence", "paragraph", "item", "quote", "row", "line"})
TITLES = frozenset({"section", "field", "cell"})
#: Tags, addresses and what links lead to are left out with the words in them: others may come to stand side by side.
WITH_WORDS = ("<", "](", "][", "://")
MARKS = str.maketrans("", "", "\\`*_~![]")
WORD = re.compile(r"[a-z0-9]+")


class Words:
    """The text of one document as needles are looked for in it."""

    def __init__(self, document: Document) -> None:
        text = document.source.text
        self.text = lowered(folded_marks(text))
        unmarked = None if any(each in text for each in WITH_WORDS) else self.text.translate(MARKS)
        self._of_noun = dict.fromkeys(STRETCHES, unmarked) | dict.fromkeys(TITLES, None if "&" in text else unmarked)

    def may_say(self, noun: str, patterns: tuple[str, ...], captures: Captures, *, exact: bool) -> bool:
        """Tell whether a node of a noun may match patterns, by the words that it would have to hold."""
        text = self._of_noun.get(noun)
        if text is None:
            return True
        form = ("exact " if exact else "") + ("title" if noun in TITLES else "plain")
        return any(_has_words(text, each.needles) for each in wholes(patterns, captures, form))


def _has_words(text: str, needles: frozenset[str]) -> bool:
    """Tell whether a text has all words of one of the needles."""
    return not needles or any(all(word in text for word in WORD.findall(each)) for each in needles)
