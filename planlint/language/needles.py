"""Needles: pieces of text of which each match of an expression, with what must stand ahead of it, holds one."""

from __future__ import annotations

import re
from itertools import product

from planlint.named import NamedTuple

NOTHING: frozenset[str] = frozenset()
EMPTY = frozenset({""})
#: What counts begin with.
COUNTS = ("?", "*", "+", "{")
#: So many texts are told apart at most, since each is looked for.
MOST = 16

#: How what has to stand ahead begins.
AHEAD = "(?="

#: What expressions are made of; one that holds anything else is not understood, and may match anywhere.
TOKEN = re.compile(
    r"(?P<around>\(\?<?[=!])"
    r"|(?P<group>\((?:\?[ims]*(?:-[ims]+)?:|\?P?<[A-Za-z_]\w*>|(?!\?)))"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|(?P<count>(?:[?*+]|\{\d*,?\d*\})[?+]?)"
    r"|(?P<nowhere>\\[AbBZ]|[\^$])"
    r"|(?P<text>[A-Za-z0-9 ]{2,}(?![?*+{]))"
    r"|(?P<few>\[[^\\\[\]^-]{1,4}\])"
    r"|(?P<kind>\[\^?\]?(?:\\.|[^\\\[\]]|\[(?!:))*\]|\\[wWdDsSnrt]|\\x[0-9A-Fa-f]{2}|\.)"
    r"|(?P<char>\\[^\w]|[^\\()\[\]{}|?*+.^$])",
    re.DOTALL,
)


class Told(NamedTuple):
    """What a part of an expression tells of its matches, in lower case."""

    needles: frozenset[str]  # each match, with what must stand ahead, holds one; none where that is not known
    whole: frozenset[str]  # each match is one; none where that is not known, or they are many


#: Rare letters that are found as others when case is ignored, beside their lower case.
RARE = str.maketrans("\u0130\u017f\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86\u1c87\U0001df95", "isвдосттъѣß")
HAS_RARE = re.compile(f"[{''.join(map(chr, RARE))}]")
#: Letters with an upper case of their own, which stand for nothing else then: of Latin and Cyrillic alphabets.
CASED = frozenset(map(chr, (*range(0xDF, 0x17F), *range(0x430, 0x460)))) - {"ı"}


def lowered(text: str) -> str:
    """Return a text as needles are looked for in it: lower case, and as long, with rare letters as what they may be."""
    if text.isascii():
        return text.lower()
    return (text.translate(RARE) if HAS_RARE.search(text) else text).lower()


def needles(source: str) -> frozenset[str]:
    """Return texts, in lower case, of which what an expression matches or sees ahead holds one; none if not known."""
    reader = _Reader(source)
    found = reader.either().needles
    return found if reader.is_understood else NOTHING


class _Reader:
    """Reads an expression token by token."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.is_understood = True

    def either(self) -> Told:
        """Read alternatives, up to the parenthesis that closes them: each must bring a needle."""
        branches = [self._branch()]
        while self._next_is("bar"):
            branches.append(self._branch())
        return Told(_all([each.needles for each in branches]), _few(_all([each.whole for each in branches])))

    def _branch(self) -> Told:
        best, run, is_whole = NOTHING, EMPTY, True
        while (token := self._token()) and token.lastgroup not in {"bar", "close"}:
            self.at = token.end()
            inside = self._inside(token)
            if token.lastgroup == "nowhere":
                continue
            optional, repeated = self._count()
            if token.lastgroup == "around":  # what stands ahead is no part of the match, but there with it
                best = _better(best, inside.needles if token[0] == AHEAD and not optional else NOTHING)
                continue
            texts = inside.whole | EMPTY if optional and inside.whole else inside.whole
            grown = _joined(run, texts) if not (optional and repeated) else NOTHING
            if grown and not repeated:
                run = grown
                continue
            best = _better(_better(best, _held(grown or run)), NOTHING if optional else inside.needles)
            run, is_whole = EMPTY if repeated or not texts else texts, False
        return Told(_better(best, _held(run)), run if is_whole else NOTHING)

    def _inside(self, token: re.Match[str]) -> Told:
        """Return what a token tells; a group is read to its end."""
        if token.lastgroup in {"group", "around"}:
            found = self.either()
            self.is_understood &= self._next_is("close")
            return found
        texts = _texts(token.lastgroup, token[0])
        return Told(texts, texts)

    def _count(self) -> tuple[bool, bool]:
        """Read a quantifier; tell whether what it counts may be absent, and whether it may be there again."""
        token = self._token() if self.source.startswith(COUNTS, self.at) else None
        if not token or token.lastgroup != "count":
            return False, False
        self.at = token.end()
        return token[0][0] in "?*" or token[0].startswith(("{0", "{,")), token[0][0] != "?"

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


def _texts(kind: str | None, written: str) -> frozenset[str]:
    """Return all that a token matches, in lower case; nothing where that is not known, or may be anything."""
    if kind == "text":
        return frozenset((written.lower(),))
    if kind == "few":
        return frozenset(written[1:-1].lower()) if all(map(_is_plain, written[1:-1])) else NOTHING
    return frozenset((written[-1].lower(),)) if kind == "char" and _is_plain(written[-1]) else NOTHING


def _is_plain(char: str) -> bool:
    """Tell whether a character stands for itself, or its upper or lower case at most, when case is ignored."""
    return char.isascii() or char == char.upper() == char.lower() or char.lower() in CASED


def _all(branches: list[frozenset[str]]) -> frozenset[str]:
    """Return the texts of all branches; nothing where one has none."""
    return frozenset().union(*branches) if all(branches) else NOTHING


def _joined(run: frozenset[str], texts: frozenset[str]) -> frozenset[str]:
    """Return each text of a run with each of the texts that may follow."""
    if len(run) == len(texts) == 1:
        return frozenset(("".join((*run, *texts)),))
    return _few(frozenset(map("".join, product(run, texts))))


def _few(texts: frozenset[str]) -> frozenset[str]:
    """Return texts that are few enough, else nothing."""
    return texts if len(texts) <= MOST else NOTHING


def _held(texts: frozenset[str]) -> frozenset[str]:
    """Return the needles of texts of which each match holds one: what holds another is told by that."""
    if "" in texts:
        return NOTHING
    return frozenset(each for each in texts if not any(other in each for other in texts if other != each))


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Return the needles that are found less often: the longer ones, then the fewer."""
    return max(one, other, key=lambda each: (min(map(len, each), default=0), -len(each)))
