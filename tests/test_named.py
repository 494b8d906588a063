"""Named tuples: that ours are what typing's are, in all that anything here or elsewhere may do with one."""

from __future__ import annotations

import copy
import json
import pickle
import typing
from typing import TYPE_CHECKING, Any

import pytest

from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Ours(NamedTuple):
    """A place."""

    line: int
    column: int = 1
    name: str = ""

    @property
    def both(self) -> str:
        return f"{self.line}:{self.column}"


class Theirs(typing.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    name: str = ""

    @property
    def both(self) -> str:
        return f"{self.line}:{self.column}"


class Sub(Ours):
    """What is built on one."""

    __slots__ = ()
    more = 3


def matched(value: Any) -> object:
    match value:
        case Ours(line, name=name) | Theirs(line, name=name):
            return line, name
    return None


def sent(value: Any) -> object:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own


USES: dict[str, Callable[[Any], object]] = {
    "by place": lambda kind: tuple(kind(3, 4)),
    "by name": lambda kind: tuple(kind(name="x", line=3)),
    "as text": lambda kind: repr(kind(3)).removeprefix(kind.__name__),
    "a field": lambda kind: (kind(3).line, kind(3).name, kind(3, 9).both),
    "equality": lambda kind: (kind(3) == kind(3), kind(3) == (3, 1, ""), kind(3) == kind(4), hash(kind(3)) == hash((3, 1, ""))),
    "order": lambda kind: [tuple(each) for each in sorted([kind(3), kind(2, 7), kind(2)])],
    "another": lambda kind: (tuple(kind(3)._replace(column=5)), type(kind(3)._replace(column=5)) is kind),
    "a dictionary": lambda kind: kind(3)._asdict(),
    "made of a list": lambda kind: tuple(kind._make([1, 2, "c"])),
    "what it knows": lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__, typing.get_type_hints(kind)),
    "a field's help": lambda kind: bool(kind.line.__doc__),
    "matched": lambda kind: matched(kind(3, name="x")),
    "taken apart": lambda kind: [*kind(1, 2, "c")],
    "as JSON": lambda kind: json.dumps(kind(3)),
    "copied": lambda kind: (copy.copy(kind(3)) == kind(3), copy.deepcopy(kind(3)) == kind(3)),
    "pickled": lambda kind: (sent(kind(3)) == kind(3), type(sent(kind(3))) is kind),
    "nothing beside it": lambda kind: hasattr(kind(3), "__dict__"),
}  # fmt: skip
WRONG: dict[str, Callable[[Any], object]] = {
    "too few": lambda kind: kind(),
    "too many": lambda kind: kind(1, 2, "c", 4),
    "an unknown name": lambda kind: kind(1, high=2),
    "a field that is set": lambda kind: setattr(kind(1), "line", 2),
    "a new attribute": lambda kind: setattr(kind(1), "high", 2),
}


def refusal(wrong: Callable[[Any], object], kind: type) -> type[Exception]:
    with pytest.raises((TypeError, AttributeError)) as caught:
        wrong(kind)
    return caught.type


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_ours_does_what_theirs_does(use: Callable[[Any], object]) -> None:
    assert use(Ours) == use(Theirs)


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_ours_refuses_what_theirs_refuses(wrong: Callable[[Any], object]) -> None:
    assert refusal(wrong, Ours) is refusal(wrong, Theirs)


def test_a_field_that_is_none_is_not_replaced() -> None:
    with pytest.raises(ValueError, match="Ours has no high"):
        Ours(1)._replace(high=2)  # type: ignore[call-arg]


def test_what_is_built_on_one_is_one() -> None:
    assert (Sub(3), Sub(3).more, isinstance(Sub(3), Ours), Sub._fields) == ((3, 1, ""), 3, True, Ours._fields)
