"""The table of a pyproject.toml: its values with their places, its faults, and what is refused before it is parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planlint.configuration.toml import DEEPEST_KEY, read
from planlint.language.faults import RuleSetFaults

if TYPE_CHECKING:
    from planlint.language.reader import Document


def fault(text: str) -> str:
    with pytest.raises(RuleSetFaults) as caught:
        read(text, "p.toml")
    (only,) = caught.value.faults
    return str(only)


def document(text: str) -> Document:
    found = read(text, "p.toml")
    assert found
    assert found.keys == found.values
    return found


@pytest.mark.parametrize("text", ["", "[project]\nname = 'planlint'\n", "tool = 3\n", "[tool.other]\nplanlint = 1\n"])
def test_a_file_without_the_table_says_nothing(text: str) -> None:
    assert read(text, "p.toml") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = \n", "p.toml:1:5: this is no TOML: Invalid value"),
        ("\n\na = 1\na = 2\n", "p.toml:4:6: this is no TOML: Cannot overwrite a value"),
        ('a = "', "p.toml:1:1: this is no TOML: Unterminated string"),
        ("a" + ".a" * DEEPEST_KEY + " = 1\n", "p.toml:1:1: a key has at most 100 parts, and one here has more"),
        ('"!".' * DEEPEST_KEY + '"!" = 1\n', "p.toml:1:1: a key has at most 100 parts, and one here has more"),
        (
            "['! \\' . " + "'x y' ." * DEEPEST_KEY + "a]\n",
            "p.toml:1:1: a key has at most 100 parts, and one here has more",
        ),
        (
            "a = {" + '"\\"".' * DEEPEST_KEY + "b = 1}\n",
            "p.toml:1:1: a key has at most 100 parts, and one here has more",
        ),
        ("x = " + "[" * 5000, "p.toml:1:1: values nest too deep, or a number has too many digits"),
        ("x = " + "1" * 5000, "p.toml:1:1: values nest too deep, or a number has too many digits"),
    ],
)
def test_what_is_not_read_is_told_at_its_place(text: str, told: str) -> None:
    assert fault(text) == told


def test_a_key_may_have_a_hundred_parts() -> None:
    assert read("a" + ".a" * (DEEPEST_KEY - 1) + " = 1\n", "p.toml") is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[tool.planlint]\n", {(): (1, 1)}),
        (
            "\n  [ tool . planlint ]\na = 1\n\tb.c = 2\n",
            {(): (2, 1), ("a",): (3, 1), ("b",): (4, 2), ("b", "c"): (4, 2)},
        ),
        ("[tool]\nplanlint = 3  # planlint\n", {(): (2, 1)}),
        ("[tool]\nx = 1\nplanlint = { a = 1, 'b' = 2 }\n", {(): (3, 1), ("a",): (3, 1), ("b",): (3, 1)}),
        ('"tool"."planl\\u0069nt" = 1\n', {(): (1, 1)}),
        (
            "[tool.planlint]\nfail-on = 1\n\n[tool.planlint.rules]\n'a/b' = 1\n\"c\" = { d = 2 }\n",
            {(): (1, 1), ("fail-on",): (2, 1), ("rules",): (4, 1), ("rules", "a/b"): (5, 1), ("rules", "c"): (6, 1)},
        ),
        (
            "[tool.planlint]\nrules = { a = 1, b = 2 }\n",
            {(): (1, 1), ("rules",): (2, 1), ("rules", "a"): (2, 11), ("rules", "b"): (2, 18)},
        ),
        (
            "[other]\nz = 1\n[tool.planlint]\na = 1\n[other.more]\nz = 1\n[tool.planlint.rules]\nz = 1\n",
            {(): (3, 1), ("a",): (4, 1), ("rules",): (7, 1), ("rules", "z"): (8, 1)},
        ),
        (
            "[tool.planlint]\nl = [1, 2]\n[[tool.planlint.plans]]\na = 1\n[[tool.planlint.plans]]\nb = 1\n",
            {(): (1, 1), ("l",): (2, 1), ("plans",): (3, 1), ("plans", 0): (3, 1), ("plans", 1): (5, 1)},
        ),
    ],
)
def test_values_have_their_places(text: str, places: dict[tuple[str | int, ...], tuple[int, int]]) -> None:
    assert document(text).keys == places


def test_values_are_what_tomllib_reads() -> None:
    assert document("[tool.planlint]\na = [1, 'b']\nc.d = true\n").value == {"a": [1, "b"], "c": {"d": True}}
