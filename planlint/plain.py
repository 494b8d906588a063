"""Values as plain data and back: dataclasses and named tuples of known kinds as JSON; nothing else is ever made."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from planlint.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: What JSON has a form for.
AS_THEY_STAND = frozenset({str, int, bool, type(None)})
#: Numbers of the kinds that any form knows; a form's own count from 0.
TUPLE, SEVERITY, NAMES, MAPPING = -1, -2, -3, -4


class NotPlainError(ValueError):
    """The text is not one that this form made."""


class Form:
    """Writes and reads values that are made of certain kinds.

    What is written is a list of texts and numbers, and of what is made of them: the number of its kind, and the places
    in the list of its parts, which stand before it. The last is the value.
    """

    def __init__(self, kinds: Sequence[type]) -> None:
        self._numbers = {kind: number for number, kind in enumerate(kinds)}
        self._makers: dict[int, Callable[..., Any]] = {number: kind for kind, number in self._numbers.items()}
        self._makers |= {SEVERITY: Severity, NAMES: _names_made, MAPPING: _mapping_made}

    def dump(self, value: Any) -> str:
        """Return a value as one line of text. What stands in it twice is written once, and becomes one thing."""
        writer = _Writer(self._numbers)
        writer.place(value)
        return json.dumps(writer.written, ensure_ascii=True, separators=(",", ":"))

    def restore(self, text: str) -> Any:
        """Return the value that a text was dumped from. Raises NotPlainError."""
        made: list[Any] = []
        part, makers = made.__getitem__, self._makers
        try:
            written = json.loads(text)
            for each in written if type(written) is list else ():
                if type(each) is not list:
                    made.append(each)
                elif each[0] == TUPLE:
                    made.append(tuple(map(part, each[1:])))
                else:
                    made.append(makers[each[0]](*map(part, each[1:])))
            return made[-1]
        except (ValueError, TypeError, IndexError, KeyError) as error:
            raise NotPlainError(str(error)) from None


def _names_made(*names: Any) -> frozenset[Any]:
    return frozenset(names)


def _mapping_made(*parts: Any) -> dict[Any, Any]:
    return dict(zip(parts[::2], parts[1::2], strict=True))


class _Writer:
    """Lists what a value is made of, parts before what holds them."""

    def __init__(self, numbers: dict[type, int]) -> None:
        self.written: list[Any] = []
        self._numbers = numbers
        self._places: dict[int, int] = {}
        self._alike: dict[str, int] = {}

    def place(self, value: Any) -> int:
        """Return the place of a value in the list, where it is put if it is not there."""
        if type(value) in AS_THEY_STAND:
            return self._place_of(value)
        if id(value) not in self._places:
            kind, parts = self._taken_apart(value)
            self._places[id(value)] = self._place_of([kind, *map(self.place, parts)])
        return self._places[id(value)]

    def _taken_apart(self, value: Any) -> tuple[int, Iterable[Any]]:
        kind = type(value)
        if kind is Severity:
            return SEVERITY, (int(value),)
        if kind in self._numbers:
            return self._numbers[kind], _parts(value)
        if kind is tuple:
            return TUPLE, value
        if isinstance(value, frozenset):
            return NAMES, sorted(value)
        if isinstance(value, dict):
            return MAPPING, chain.from_iterable(value.items())
        raise TypeError(f"{kind.__name__} has no plain form here")

    def _place_of(self, written: Any) -> int:
        place = self._alike.setdefault(repr(written), len(self.written))
        if place == len(self.written):
            self.written.append(written)
        return place


def _parts(value: Any) -> Sequence[Any]:
    kind: Any = type(value)
    names = _names(kind)
    return tuple(value) if names is None else [getattr(value, name) for name in names]


@cache
def _names(kind: Any) -> tuple[str, ...] | None:
    """Return the names of what a record is made of, None for a tuple."""
    return tuple(field.name for field in fields(kind) if field.init) if is_dataclass(kind) else None
