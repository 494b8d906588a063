"""Named tuples: `typing.NamedTuple` to a type checker, and the same at run time for a fifth of its price."""

from __future__ import annotations

from collections import _tuplegetter  # type: ignore[attr-defined] # what namedtuple itself reads a field with
from functools import cache
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType
    from typing import NamedTuple, Self

__all__ = ["NamedTuple"]


class _Named(type):
    """Makes a class of annotated fields a tuple with names; typing has Python compile text for each field and class."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _Named:
        """Return the class; one that is built on a named tuple is as it stands."""
        fields = () if bases[-1].__base__ is not tuple else tuple(body.get("__annotations__", ()))
        if fields:
            defaults = {field: body[field] for field in fields if field in body}
            body |= {field: _tuplegetter(at, f"Field {field}") for at, field in enumerate(fields)}
            body |= {"__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
            body["__new__"] = _maker(name, fields, tuple(defaults.values()))
        return super().__new__(cls, name, bases, {"__slots__": (), **body})


def _maker(name: str, fields: tuple[str, ...], defaults: tuple[object, ...]) -> FunctionType:
    """Return a function that makes a tuple of values: that for so many, and these names in it."""
    values = "".join(f"{each}," for each in placeholders(fields))
    code = compiled(f"def made(_cls, {values}): return new(_cls, ({values}))").replace(co_varnames=("_cls", *fields))
    maker = FunctionType(code, {"new": tuple.__new__}, "__new__", defaults)
    maker.__qualname__ = f"{name}.__new__"
    return maker


def placeholders(fields: tuple[str, ...]) -> list[str]:
    """Return names that stand for fields, the same for any that are as many."""
    return [f"field_{at}" for at in range(len(fields))]


@cache
def compiled(text: str) -> CodeType:
    """Return the code of the function `made` that a text of our own defines; one text serves all that are alike."""
    known: dict[str, Any] = {}
    exec(text, known)  # noqa: S102 - our own text, as dataclasses and namedtuple do
    code: CodeType = known["made"].__code__
    return code


class _Tuple(tuple[Any, ...], metaclass=_Named):
    """What any named tuple can do."""

    __slots__ = ()

    if TYPE_CHECKING:
        _fields: tuple[str, ...]

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Self:
        return tuple.__new__(cls, values)

    def _replace(self, **changes: Any) -> Self:
        made = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"{type(self).__name__} has no {', '.join(changes)}")
        return made

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        values = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
        return f"{type(self).__name__}({values})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


if not TYPE_CHECKING:
    NamedTuple = _Tuple
