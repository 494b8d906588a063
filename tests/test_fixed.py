"""Fixed expressions: what is put where `re` looks first is what `re` itself would compile."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from planlint import fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

EXPRESSIONS = [
    (r"\bgoals?\b", re.IGNORECASE),
    (r"(?P<name>é+)(?:x|(?P<n>\d+))?(?P=name)", 0),
    (r"(?i:[a-zß-ÿ])|(?<!\w)[\U0001f300-\U0001faff]", re.MULTILINE),
    (r"(a)|(b)(?>c*)d++", re.DOTALL | re.ASCII),
    ("", 0),
]


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    re.purge()
    yield
    re.purge()


def dumped() -> str:
    for source, flags in EXPRESSIONS:
        re.compile(source, flags)
    text = fixed.dump()
    re.purge()
    return text


@pytest.mark.parametrize(("source", "flags"), EXPRESSIONS)
def test_what_is_taken_is_what_re_compiles(source: str, flags: int) -> None:
    text = dumped()
    compiled = re.compile(source, flags)
    re.purge()
    fixed.take(text)
    taken = re.compile(source, flags)
    assert taken is not compiled
    assert (taken, taken.groupindex, taken.groups) == (compiled, compiled.groupindex, compiled.groups)


def test_what_is_taken_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    fixed.take(dumped())
    monkeypatch.setattr(re._compiler, "compile", None)  # type: ignore[attr-defined] # noqa: SLF001
    for source, flags in EXPRESSIONS:
        found = re.compile(source, flags)
        assert found.pattern == source
    match = re.compile(*EXPRESSIONS[1]).search("é7é")
    assert match is not None
    assert (match["n"], match.lastgroup) == ("7", "n")


def test_what_re_knows_already_stays() -> None:
    text = dumped()
    known = re.compile(*EXPRESSIONS[0])
    fixed.take(text)
    assert re.compile(*EXPRESSIONS[0]) is known


def test_expressions_of_bytes_are_left_out() -> None:
    re.compile(b"x")
    assert json.loads(fixed.dump())[1] == []


@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_another_python_compiled_is_left(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    mark, kept = json.loads(dumped())
    mark[at] = "another"
    fixed.take(json.dumps([mark, kept]))
    monkeypatch.setattr(re._compiler, "compile", None)  # type: ignore[attr-defined] # noqa: SLF001
    with pytest.raises(TypeError):
        re.compile(*EXPRESSIONS[0])


def test_nothing_is_nothing() -> None:
    fixed.take(fixed.NOTHING)
    assert json.loads(fixed.dump())[1] == []
