"""Needles: pieces of text of which each match of an expression holds one, so that most texts need no search."""

from __future__ import annotations

import re

NOTHING: frozenset[str] = frozenset()

#: What expressions are made of; one that holds anything else is not understood, and may match anywhere.
TOKEN = re.compile(
    r"(?P<around>\(\?<?[=!])"
    r"|(?P<group>\((?:\?:|\?P?<[A-Za-z_]\w*>|(?!\?)))"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|(?P<count>(?:[?*+]|\{\d*,?\d*\})[?+]?)"
    r"|(?P<nowhere>\\[AbBZ]|[\^$])"
    r"|(?P<kind>\[\^?\]?(?:\\.|[^\\\[\]]|\[(?!:))*\]|\\[wWdDsSnrt]|\\x[0-9A-Fa-f]{2}|\.)"
    r"|(?P<char>\\[^\w]|[^\\()\[\]{}|?*+.^$])",
    re.DOTALL,
)


def lowered(text: str) -> str:
    """Return a text as needles are looked for in it: lower case, with what else an `i` or `s` may stand for."""
    return text.replace("\u0130", "i").replace("\u017f", "s").lower()


def needles(source: str) -> frozenset[str]:
    """Return texts, in lower case, of which each match of an expression holds one; none where that is not known."""
    reader = _Reader(source)
    found = reader.either()
    return found if reader.is_understood else NOTHING


class _Reader:
    """Reads an expression token by token."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.is_understood = True

    def either(self) -> frozenset[str]:
        """Read alternatives, up to the parenthesis that closes them: each must bring a needle."""
        branches = [self._branch()]
        while self._next_is("bar"):
            branches.append(self._branch())
        return frozenset().union(*branches) if all(branches) else NOTHING

    def _branch(self) -> frozenset[str]:
        best, run = NOTHING, ""
        while (token := self._token()) and token.lastgroup not in {"bar", "close"}:
            self.at = token.end()
            inside = self._inside(token.lastgroup)
            if token.lastgroup in {"around", "nowhere"}:
                continue
            optional, many = self._count()
            if token.lastgroup == "char" and not optional and _is_plain(token[0][-1]):
                run += token[0][-1].lower()
                if not many:
                    continue
            best = _better(_better(best, frozenset({run}) if run else NOTHING), NOTHING if optional else inside)
            run = ""
        return _better(best, frozenset({run}) if run else NOTHING)

    def _inside(self, kind: str | None) -> frozenset[str]:
        """Read a group to its end, and return what it asks for."""
        if kind not in {"group", "around"}:
            return NOTHING
        found = self.either()
        self.is_understood &= self._next_is("close")
        return found

    def _count(self) -> tuple[bool, bool]:
        """Read a quantifier; tell whether what it counts may be absent, and whether there is one at all."""
        token = self._token()
        if not token or token.lastgroup != "count":
            return False, False
        self.at = token.end()
        return token[0][0] in "?*" or token[0].startswith(("{0", "{,")), True

    def _next_is(self, kind: str) -> bool:
        token = self._token()
        if token and token.lastgroup == kind:
            self.at = token.end()
            return True
        return False

    def _token(self) -> re.Match[str] | None:
        token = TOKEN.match(self.source, self.at)
        self.is_understood &= token is not None or self.at == len(self.source)
        return token


def _is_plain(char: str) -> bool:
    """Tell whether a character stands for itself, or its upper or lower case at most, when case is ignored."""
    return char.isascii() or char == char.upper() == char.lower()


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Return the needles that are found less often: the longer ones, then the fewer."""
    return max(one, other, key=lambda each: (min(map(len, each), default=0), -len(each)))
