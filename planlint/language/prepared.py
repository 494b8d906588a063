"""Expressions prepared: what was worked out about them once, as plain data, so that no run need do it again.

Compiling an expression takes a thousand times as long as making it from what `regex` gives to be pickled. That is
numbers and bytes, kept here as JSON, and read back only from what planlint ships or what bears the user's own key.
"""

from __future__ import annotations

import copyreg
import json
from binascii import a2b_base64, b2a_base64
from typing import TYPE_CHECKING, Any

import regex

from planlint.language.needles import needles

if TYPE_CHECKING:
    from collections.abc import Callable

#: What was compiled is good for the same version of the library alone.
MARK = regex.__version__
#: How `regex` pickles a pattern, and what it makes one from: (source, flags, code, names, numbers, lists, …).
REDUCE: Callable[[Any], tuple[Any, Any]] = copyreg.dispatch_table[regex.Pattern]  # type: ignore[assignment]
MAKE: Callable[..., regex.Pattern[str]] = REDUCE(regex.compile(""))[0]


class Prepared:
    """What is known of expressions. It is a memory: what it does not hold is worked out, and is the same."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.more: Callable[[], str] | None = None  # asked once, at the first expression that is not held
        self.new = 0  # expressions that had to be worked out
        self._taken: set[str] = set()
        self._patterns: dict[str, list[Any]] = {}
        self._needles: dict[str, list[str]] = {}

    def take_once(self, name: str, read: Callable[[], str]) -> None:
        """Take in what dump gave and lies under a name, if that was not taken yet."""
        if name not in self._taken:
            self._taken.add(name)
            self.take(read())

    def take(self, text: str) -> None:
        """Take in what dump gave; what another version of the library compiled is left."""
        if text:
            mark, patterns, known = json.loads(text)
            self._patterns |= patterns if mark == MARK else {}
            self._needles |= known

    def dump(self) -> str:
        """Return all that is held as one line of text."""
        return json.dumps([MARK, self._patterns, self._needles], ensure_ascii=True, separators=(",", ":"))

    def pattern(self, source: str, flags: int, *, keep: bool) -> regex.Pattern[str]:
        """Return a compiled expression; `keep` where it will be asked for in other plans too."""
        key = f"{flags}:{source}"
        found = self._held(self._patterns, key)
        if found is not None:
            return _made(source, found)
        made = regex.compile(source, flags)
        if keep:
            self.new += 1
            self._patterns[key] = _plain(made)
        return made

    def needles(self, source: str, flags: int, *, keep: bool) -> frozenset[str]:
        """Return an expression's needles."""
        key = f"{flags}:{source}"
        found = self._held(self._needles, key)
        if found is not None:
            return frozenset(found)
        made = needles(source)
        if keep:
            self._needles[key] = sorted(made)
        return made

    def complete(self) -> None:
        """Compile what was asked for its needles alone: in another plan, they may be there."""
        for key in self._needles.keys() - self._patterns.keys():
            flags, _, source = key.partition(":")
            self.pattern(source, int(flags), keep=True)

    def _held(self, kept: dict[str, Any], key: str) -> Any:
        if key not in kept and self.more:
            more, self.more = self.more, None
            self.take(more())
        return kept.get(key)


def _plain(pattern: regex.Pattern[str]) -> list[Any]:
    _, flags, code, names, _, _, _, offset, chars, folding, groups = REDUCE(pattern)[1]
    return [flags, b2a_base64(code, newline=False).decode(), names, offset, chars, folding, groups]


def _made(source: str, kept: list[Any]) -> regex.Pattern[str]:
    flags, code, names, offset, chars, folding, groups = kept
    numbers = {number: name for name, number in names.items()}
    return MAKE(source, flags, a2b_base64(code), names, numbers, {}, [], offset, tuple(chars), folding, groups)


#: What this process knows. Like any memory of calls, it changes no answer.
PREPARED = Prepared()
