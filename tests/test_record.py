"""Records: what makes one, and that whoever knows dataclasses knows them."""

from __future__ import annotations

import copy
import pickle
from dataclasses import asdict, field, fields, is_dataclass, replace
from typing import TYPE_CHECKING

import pytest

from planlint.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@record
class Place:
    """Where something stands."""

    line: int
    name: str = "here"

    @property
    def both(self) -> str:
        return f"{self.line} {self.name}"


@record
class Wide(Place):
    width: int = 1
    more: Mapping[str, int] = {}


def test_fields_are_given_by_place_or_name_and_defaults_are_kept() -> None:
    assert repr(Place(3)) == "Place(line=3, name='here')"
    assert repr(Wide(3, width=2)) == "Wide(line=3, name='here', width=2, more={})"
    assert (Wide(3).both, Wide.__doc__, Place.__doc__) == ("3 here", None, "Where something stands.")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Place, r"Place\.__init__\(\) missing 1 required positional argument: 'line'"),
        (lambda: Wide(1, "a", 2, {}, 3), "takes from 2 to 5 positional arguments but 6 were given"),  # type: ignore[call-arg]
        (lambda: Wide(1, high=3), "unexpected keyword argument 'high'"),  # type: ignore[call-arg]
    ],
)
def test_other_arguments_are_refused(wrong: Callable[[], Place], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        wrong()


def test_what_a_record_does_not_heed_is_refused() -> None:
    with pytest.raises(TypeError, match=r"a record's defaults are values, and one of .*Late is a dataclasses\.field"):

        @record
        class Late:
            names: list[str] = field(default_factory=list)


def test_a_record_is_equal_to_itself_alone_and_has_no_room_for_more() -> None:
    one = Wide(1)
    assert {one: 1}[one]
    assert Wide(1) != one
    with pytest.raises(AttributeError):
        one.high = 3  # type: ignore[attr-defined]


def test_a_record_is_a_dataclass_to_those_who_ask() -> None:
    one = Wide(1, more={"a": 2})
    assert is_dataclass(Place)
    assert [each.name for each in fields(Wide)] == ["line", "name", "width", "more"]
    assert [each.name for each in fields(Place)] == ["line", "name"]
    assert asdict(one) == {"line": 1, "name": "here", "width": 1, "more": {"a": 2}}
    assert repr(replace(one, line=4, width=5)) == "Wide(line=4, name='here', width=5, more={'a': 2})"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])  # noqa: S301 - our own
def test_a_record_survives_being_copied_and_sent(again: Callable[[Wide], Wide]) -> None:
    assert repr(again(Wide(7, "x", 3, {"b": 1}))) == repr(Wide(7, "x", 3, {"b": 1}))


def test_a_record_is_taken_apart_by_place() -> None:
    match Wide(1, "x"):
        case Wide(line, name, width):
            assert (line, name, width) == (1, "x", 1)
