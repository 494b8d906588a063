"""Expressions at work: compiled when they are first needed, tried where they may match, run within a budget."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from planlint.language.prepared import PREPARED

if TYPE_CHECKING:
    import regex

#: Seconds that one match, or all matches in PART characters, may take. A run over it is an error, never "no match".
MATCH_SECONDS = SCAN_SECONDS = 1.0
PART = 2**20

#: Steps that an expression may take without a clock running: about as long as MATCH_SECONDS.
BRIEF_STEPS = 10**8
LOOP_OF_GROUP = re.compile(r"\)[*+{]")
#: What was found before, to be found again: by number, or by name.
BACKREFERENCE = re.compile(r"\\[1-9g]|\(\?P=")


class RegexBudgetError(Exception):
    """A pattern took longer than its budget on this plan; the rule could not be judged."""

    def __init__(self, pattern: str) -> None:
        super().__init__(f"the pattern {pattern!r} took too long on this plan")
        self.pattern = pattern


class Expression:
    """A regular expression, compiled when it is first needed, and run within a budget."""

    def __init__(self, written: str, source: str, flags: int, *, lasting: bool) -> None:
        """Take an expression as written and as to be compiled; lasting where no text of a plan stands in it."""
        self.written, self.source, self.flags, self.lasting = written, source, flags, lasting

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        return PREPARED.pattern(self.source, self.flags, keep=self.lasting)

    @cached_property
    def needles(self) -> frozenset[str]:
        """Texts, in lower case, of which each match holds one; none where that is not known."""
        return PREPARED.needles(self.source, self.flags, keep=self.lasting)

    @cached_property
    def brief(self) -> int:
        """The length of texts on which no clock need run."""
        return _brief(self.source)

    def may_match(self, low: str) -> bool:
        """Tell whether a text, lowered, holds what each match holds; that is told sooner than whether there is one."""
        return not self.needles or any(needle in low for needle in self.needles)

    def search(self, text: str) -> regex.Match[str] | None:
        """Return the first match in a text. Raises RegexBudgetError."""
        if len(text) <= self.brief:
            return self._compiled.search(text)
        try:
            return self._compiled.search(text, timeout=MATCH_SECONDS)
        except TimeoutError:
            raise RegexBudgetError(self.written) from None

    def scan(self, text: str, start: int, end: int) -> list[regex.Match[str]]:
        """Return the matches in a part of a text. Raises RegexBudgetError."""
        if end - start <= self.brief:
            return list(self._compiled.finditer(text, start, end))
        try:
            parts = (end - start) // PART + 1
            return list(self._compiled.finditer(text, start, end, timeout=SCAN_SECONDS * parts))
        except TimeoutError:
            raise RegexBudgetError(self.written) from None


def _brief(source: str) -> int:
    """Return the length of texts on which an expression cannot take long, whatever they say, so that no clock need run.

    Each loop may begin and end anywhere, each group and option may be taken or not. Loops of loops are never brief, nor
    is what repeats what it found: each try compares as much as there is.
    """
    if LOOP_OF_GROUP.search(source) or BACKREFERENCE.search(source):
        return 0
    loops = sum(map(source.count, "*+{"))
    choices = sum(map(source.count, "?("))
    return int((BRIEF_STEPS / 2**choices) ** (1 / (loops + 1)))
