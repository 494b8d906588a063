"""Wordings: tables of what words tell, the first line that fits."""

from __future__ import annotations

import re

#: What is told, and an expression for the words that tell it.
Table = tuple[tuple[str, re.Pattern[str]], ...]


def any_of(*words: str) -> re.Pattern[str]:
    """Return an expression for any of the words, in capitals or not."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def as_written(*words: str) -> re.Pattern[str]:
    """Return an expression for any of the words as they are written."""
    return re.compile(rf"(?:{'|'.join(words)})\b")


def first(table: Table, text: str) -> str:
    """Return what the first line with a word that occurs in a text tells, "" for none."""
    return next((told for told, words in table if words.search(text)), "")
