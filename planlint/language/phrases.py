"""Phrases: from words that an author wrote to expressions that find them in running text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from planlint.language import patterns
from planlint.language.budget import Expression
from planlint.language.catching import Bearing, bearing, caught_by
from planlint.language.patterns import DASHES, IGNORECASE, MULTILINE, is_regex, lasts, literal, name_source, names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planlint.language.model import Captures

NAMED_WORD = re.compile(r"\{(\w+)\}[.,:;)]*")
#: What is written without blanks between words: kana and Chinese characters.
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
GAP = r"(?:[ \t\x00]+(?:\n[ \t\x00]*)?|\n[ \t\x00]*)"
#: What a lone `*` in a phrase may skip: the rest of a sentence, within reason.
ANYTHING = r"[^.!?]{0,200}?"


def _phrase_word(word: str) -> str:
    if word == "*":
        return ANYTHING
    body = r"\w*".join(literal(part) for part in word.split("*"))
    before = r"(?<!\w)" if _has_border(word[0]) else ""
    after = r"(?!\w)" if _has_border(word[-1]) or word[-1] == "*" else ""
    return before + body + after


def _has_border(char: str) -> bool:
    """Tell whether a word that begins or ends in a character stands apart: Chinese and Japanese put no blanks."""
    return char.isalnum() and not UNSPACED.match(char)


def _phrase_part(part: str, captures: Captures) -> str:
    named = NAMED_WORD.fullmatch(part)
    return name_source(named[1], captures, r"\w+") if named else _phrase_word(part)


@lru_cache(maxsize=16384)
def _phrase(phrase: str, key: Bearing, exact: bool) -> Expression:  # noqa: FBT001 - a cache's key
    flags = 0 if exact else IGNORECASE
    if is_regex(phrase):
        return Expression(phrase, phrase[1:-1], flags | MULTILINE, lasting=True)
    parts = [_phrase_part(part, dict(key)) for part in phrase.translate(DASHES).split()]
    source = GAP.join(parts).replace(GAP + ANYTHING + GAP, GAP + ANYTHING + r"(?:(?<=[ \t\x00\n]))")
    return Expression(phrase, source, flags, lasting=lasts(key))


def spoken(phrase: str, captures: Captures, *, exact: bool) -> Expression:
    """Return the expression that a phrase stands for."""
    return _phrase(phrase, bearing(names_of(phrase), captures), exact)


def find_phrase(
    expression: Expression, text: str, captures: Captures, spans: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int, Captures]]:
    """Yield where a phrase's expression matches in parts of a text: start, end, captures. Raises RegexBudgetError."""
    for start, end in spans:
        for found in expression.scan(text, start, end):
            caught = caught_by(found, captures)
            if found.end() > found.start() and caught is not None:
                yield found.start(), found.end(), caught


def forget() -> None:
    """Forget all expressions, patterns too: as if no plan had been judged."""
    patterns.forget()
    _phrase.cache_clear()
