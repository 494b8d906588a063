"""Records: classes that hold data; a type checker keeps them from being changed, so that nothing at run time need."""

from __future__ import annotations

from dataclasses import Field, fields, make_dataclass
from inspect import get_annotations
from types import FunctionType
from typing import Any, TypeVar, dataclass_transform

from planlint.named import compiled, placeholders

Made = TypeVar("Made", bound=type)

#: Where a record keeps its fields' defaults, for those that are built on it.
DEFAULTS = "__defaults__"
#: What each class is given anew.
ANEW = frozenset({"__dict__", "__weakref__"})


@dataclass_transform(frozen_default=True, eq_default=False)
def record(made: Made) -> Made:
    """Make a class of its annotated fields a record: equal to itself alone; whoever asks for a dataclass finds one.

    A frozen dataclass takes thirty times as long to make, and there are forty of them at each start. A field's default
    is a value. Raises TypeError on one by `dataclasses.field`.
    """
    own = get_annotations(made)
    names = (*getattr(made, "__match_args__", ()), *own)
    defaults = getattr(made, DEFAULTS, {}) | {name: made.__dict__[name] for name in own if name in made.__dict__}
    if any(isinstance(default, Field) for default in defaults.values()):
        raise TypeError(f"a record's defaults are values, and one of {made.__qualname__} is a dataclasses.field")
    body = {name: value for name, value in made.__dict__.items() if name not in own and name not in ANEW}
    body |= {"__slots__": tuple(own), "__match_args__": names, "__annotations__": own, "__dataclass_fields__": FIELDS}
    body |= {"__init__": _initialiser(made, names, tuple(defaults.values())), "__repr__": _shown, DEFAULTS: defaults}
    body["__qualname__"] = made.__qualname__
    kind: type[type] = type(made)
    return kind(made.__name__, made.__bases__, body)  # type: ignore[return-value]


@dataclass_transform(eq_default=False)
def changeable(made: Made) -> Made:
    """Make a class a record that a type checker lets be changed."""
    return record(made)


class _Fields:
    """What a dataclass knows of its fields but for defaults, worked out when a record is first asked: few are."""

    def __get__(self, _: object, owner: type) -> dict[str, Field[Any]]:
        annotated = {name: kind for each in reversed(owner.__mro__) for name, kind in get_annotations(each).items()}
        known = {each.name: each for each in fields(make_dataclass(owner.__name__, annotated.items(), init=False))}
        owner.__dataclass_fields__ = known  # type: ignore[attr-defined]
        return known


FIELDS = _Fields()


def _initialiser(made: type, names: tuple[str, ...], defaults: tuple[object, ...]) -> FunctionType:
    """Return a function that sets attributes: that for so many, and these names in it. To compile each takes longer."""
    given = placeholders(names)
    text = f"def made(self, {', '.join(given)}):\n" + "".join(f" self.{each} = {each}\n" for each in given)
    code = compiled(text).replace(co_varnames=("self", *names), co_names=names)
    initialiser = FunctionType(code, {}, "__init__", defaults)
    initialiser.__qualname__ = f"{made.__qualname__}.__init__"
    return initialiser


def _shown(self: Any) -> str:
    """Return a record as a dataclass shows itself; one function for all, since each of its own takes time to make."""
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({values})"
