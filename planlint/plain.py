"""Values as plain data and back: dataclasses and named tuples of known kinds as JSON; nothing else is ever made."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from planlint.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Marks of values that JSON has no form for; a list begins with one of them.
OBJECT, NAMES, SEVERITY, MAPPING = "@", "{", "!", ":"
#: What JSON has a form for.
AS_THEY_STAND = frozenset({str, int, bool, type(None)})
#: The kind of objects that are tuples and no more.
TUPLE = -1


class NotPlainError(ValueError):
    """The text is not one that this form made."""


class Form:
    """Writes and reads values that are made of certain kinds."""

    def __init__(self, kinds: Sequence[type]) -> None:
        self._kinds = tuple(kinds)
        self._numbers = {kind: number for number, kind in enumerate(kinds)}

    def dump(self, value: Any) -> str:
        """Return a value as one line of text. What stands in it twice is written once, and becomes one thing."""
        writer = _Writer(self._numbers)
        root = writer.plain(value)
        return json.dumps([writer.objects, root], ensure_ascii=True, separators=(",", ":"))

    def restore(self, text: str) -> Any:
        """Return the value that a text was dumped from. Raises NotPlainError."""
        objects: list[Any] = []
        try:
            written, root = json.loads(text)
            for kind, *parts in written:
                made = _wholes(parts, objects)
                objects.append(tuple(made) if kind == TUPLE else self._kinds[kind](*made))
            return _wholes([root], objects)[0]
        except (ValueError, TypeError, IndexError, KeyError) as error:
            raise NotPlainError(str(error)) from None


class _Writer:
    """Lists the objects that a value is made of, parts before what holds them."""

    def __init__(self, numbers: dict[type, int]) -> None:
        self.objects: list[list[Any]] = []
        self._numbers = numbers
        self._places: dict[int, int] = {}
        self._alike: dict[str, int] = {}

    def plain(self, value: Any) -> Any:
        kind = type(value)
        if kind in AS_THEY_STAND:
            return value
        if kind is Severity:
            return [SEVERITY, int(value)]
        if kind is tuple or kind in self._numbers:
            return [OBJECT, self._placed(value)]
        return self._collection(value)

    def _collection(self, value: Any) -> list[Any]:
        if isinstance(value, frozenset):
            return [NAMES, *sorted(value)]
        if isinstance(value, dict):
            return [MAPPING, *([self.plain(key), self.plain(one)] for key, one in value.items())]
        raise TypeError(f"{type(value).__name__} has no plain form here")

    def _placed(self, value: Any) -> int:
        if id(value) not in self._places:
            kind = self._numbers.get(type(value), TUPLE)
            self._places[id(value)] = self._place_of([kind, *map(self.plain, _parts(value))])
        return self._places[id(value)]

    def _place_of(self, written: list[Any]) -> int:
        place = self._alike.setdefault(repr(written), len(self.objects))
        if place == len(self.objects):
            self.objects.append(written)
        return place


def _parts(value: Any) -> Sequence[Any]:
    kind: Any = type(value)
    names = _names(kind)
    return tuple(value) if names is None else [getattr(value, name) for name in names]


@cache
def _names(kind: Any) -> tuple[str, ...] | None:
    """Return the names of what a record is made of, None for a tuple."""
    return tuple(field.name for field in fields(kind) if field.init) if is_dataclass(kind) else None


def _wholes(values: list[Any], objects: list[Any]) -> list[Any]:
    """Return what plain values stand for; most of them are texts and numbers, which stand for themselves."""
    return [value if type(value) is not list else _whole(value, objects) for value in values]


def _whole(value: list[Any], objects: list[Any]) -> Any:
    mark = value[0]
    if mark == OBJECT:
        return objects[value[1]]
    if mark == SEVERITY:
        return Severity(value[1])
    if mark == MAPPING:
        return dict(_wholes(pair, objects) for pair in value[1:])
    return frozenset(value[1:])
