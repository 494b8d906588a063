"""Plain scalars: what an unquoted word means by YAML 1.2's core rules, and no word more."""

from __future__ import annotations

import math
import re

#: A number has at most this many digits: nothing here counts further.
MOST_DIGITS = 18
INTEGER = re.compile(r"[-+]?[0-9]+\Z")
BASED = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")
WORDS: dict[str, bool | None] = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "": None,
}  # fmt: skip


class NumberError(ValueError):
    """An unquoted number is too long, infinite or none; the message says what to do."""


def plain(text: str) -> str | int | float | bool | None:
    """Return what an unquoted scalar means: true, false, null and numbers; anything else is text.

    Words and numbers of YAML 1.1 alone (`on`, `no`, `22:30`, `1_000`) are text,
    and `010` is ten. Raises NumberError.
    """
    if text in WORDS:
        return WORDS[text]
    if not text[0].isascii() or (text[0].isalpha()):
        return text
    return _number(text)


def _number(text: str) -> str | int | float:
    if INFINITE.match(text):
        raise NumberError(f'a number is finite, and {text} is not; write it as "{text}" if it is text')
    if not DECIMAL.match(text) and not BASED.match(text):
        return text
    if sum(char.isalnum() for char in text) > MOST_DIGITS:
        raise NumberError(f"a number has at most {MOST_DIGITS} digits; put this one in quotes if it is text")
    if INTEGER.match(text):
        return int(text)
    return int(text, 0) if BASED.match(text) else _finite(float(text), text)


def _finite(value: float, text: str) -> float:
    if math.isinf(value):
        raise NumberError(f"a number is not as large as {text}; put it in quotes if it is text")
    return value
