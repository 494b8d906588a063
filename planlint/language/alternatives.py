"""Alternatives: an expression taken apart at its top, as `regex` looks for one text far faster than for one of many."""

from __future__ import annotations

import re
from functools import lru_cache

from planlint.language.patterns import is_regex

#: What an expression is made of, as far as its bars are to be found; a set in a set is not read.
PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\\\[\]])*\]|(?P<open>\()|(?P<close>\))|(?P<bar>\|)|[^\\\[()|]+", re.DOTALL)
#: What bears on other alternatives, or on what they are numbered by: references, conditions, flags for all.
LINK = re.compile(r"\\[1-9gkK]|\(\?(?:[a-zA-Z]+\)|\(|P=|[|&R0-9])")


@lru_cache(maxsize=4096)
def apart(phrase: str) -> tuple[str, ...]:
    """Return phrases of which one is found wherever a phrase is: `/a|b/` as `/a/` and `/b/`, any other as it is."""
    sources = _alternatives(phrase[1:-1]) if is_regex(phrase) else []
    return tuple(f"/{source}/" for source in sources) if len(sources) > 1 and all(sources) else (phrase,)


def _alternatives(source: str) -> list[str]:
    """Return what stands between the bars outside of all parentheses; nothing where that is not certain."""
    found, begin, at, depth = list[str](), 0, 0, 0
    while piece := PIECE.match(source, at):
        depth += (piece.lastgroup == "open") - (piece.lastgroup == "close")
        if piece.lastgroup == "bar" and depth == 0:
            found.append(source[begin:at])
            begin = piece.end()
        at = piece.end()
    return [*found, source[begin:]] if at == len(source) and not LINK.search(source) else []
