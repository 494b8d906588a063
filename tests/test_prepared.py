"""Expressions prepared: what is read back does what was compiled."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from planlint.cache import Cache
from planlint.compiling import keep_expressions, remember
from planlint.engine import judge
from planlint.language.loader import load
from planlint.language.needles import needles
from planlint.language.phrases import forget
from planlint.language.prepared import PREPARED, Prepared
from planlint.markdown.document import parse
from planlint.recognition import recognise

if TYPE_CHECKING:
    from collections.abc import Callable

    from planlint.markdown.document import Document

ROOT = Path(__file__).parent.parent
RULESETS = sorted((ROOT / "rulesets").glob("*.yaml"))
PLANS = sorted((ROOT / "fixtures").glob("*/*/*.md"))
SOURCES = (
    r"\bgoals?\b",
    r"\A(?:(?P<name>.+?)\s+(?P<n>\d+))(?:\s*\([^()]*\))?\Z",
    r"(?<!\w)Step(?!\w)|(?i:é+)",
    r"^\W*(?:[a-z]|\d+|[ivx]+)[).]\s+\w",
    r"(a)(?:b|(c))\1",
    r"[\p{Lu}\d]{2,}",
)
FLAGS = int(regex.DOTALL | regex.IGNORECASE)


def known(*sources: str) -> Prepared:
    made = Prepared()
    for source in sources:
        made.needles(source, FLAGS, keep=True)
    made.complete()
    return made


def again(prepared: Prepared) -> Prepared:
    other = Prepared()
    other.take(prepared.dump())
    return other


@given(st.sampled_from(SOURCES), st.text("aAbcB 12stepSTEP().é\nX", max_size=20))
def test_what_is_read_back_finds_what_was_compiled(source: str, text: str) -> None:
    restored = again(known(source)).pattern(source, FLAGS, keep=True)
    compiled = regex.compile(source, FLAGS)
    assert [(each.span(), each.groups(), each.groupdict()) for each in restored.finditer(text)] == [
        (each.span(), each.groups(), each.groupdict()) for each in compiled.finditer(text)
    ]
    assert (restored.pattern, restored.flags, restored.groupindex) == (
        compiled.pattern,
        compiled.flags,
        compiled.groupindex,
    )


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_read_back_is_not_worked_out_again(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = again(known(source))
    monkeypatch.setattr(regex, "compile", None)
    assert prepared.pattern(source, FLAGS, keep=True).pattern == source
    assert prepared.needles(source, FLAGS, keep=True) == needles(source)
    assert prepared.new == 0


def test_what_another_version_compiled_is_left() -> None:
    _, patterns, asked = json.loads(known(*SOURCES).dump())
    prepared = Prepared()
    prepared.take(json.dumps(["1999.1.1", {key: [] for key in patterns}, asked]))
    assert prepared.pattern(SOURCES[0], FLAGS, keep=True).search("two Goals")
    assert prepared.new == 1


def test_more_is_asked_for_once() -> None:
    asked: list[str] = []

    def more() -> str:
        asked.append("more")
        return known(SOURCES[0]).dump()

    prepared = Prepared()
    prepared.more = more
    for source in SOURCES[:2]:
        prepared.pattern(source, FLAGS, keep=True)
    assert asked == ["more"]
    assert prepared.new == 1


def test_what_lies_under_a_name_is_read_once() -> None:
    read: list[str] = []

    def reading(source: str) -> str:
        read.append(source)
        return known(source).dump()

    prepared = Prepared()
    for source in (SOURCES[0], SOURCES[0], SOURCES[1]):
        prepared.take_once(source, partial(reading, source))
        prepared.pattern(source, FLAGS, keep=True)
    assert read == [*SOURCES[:2]]
    assert prepared.new == 0
    prepared.clear()
    prepared.take_once(SOURCES[0], partial(reading, SOURCES[0]))
    assert len(read) == 3


def test_what_a_plan_says_is_not_kept() -> None:
    prepared = Prepared()
    prepared.pattern("plan text", FLAGS, keep=False)
    prepared.needles("plan text", FLAGS, keep=False)
    assert "plan text" not in prepared.dump()


def test_expressions_of_own_rulesets_are_kept_for_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    cache = Cache.below(tmp_path)
    PREPARED.clear()
    for number in range(20):
        PREPARED.pattern(f"own {number}", FLAGS, keep=True)
    keep_expressions(cache)
    PREPARED.clear()
    remember(cache)
    assert PREPARED.pattern("own 7", FLAGS, keep=True).search("OWN 7")
    assert PREPARED.new == 0
    PREPARED.clear()


def missing(ships: str, work: Callable[[Document], object]) -> tuple[int, list[str]]:
    """Return how many expressions ship, and those which some work on our plans asks for beyond these."""
    forget()
    PREPARED.take(ships)
    for plan in PLANS:
        work(parse(plan.read_text(encoding="utf-8")))
    held, all_asked = json.loads(ships)[2], json.loads(PREPARED.dump())[2]
    return len(held), sorted(all_asked.keys() - held.keys())


@pytest.mark.uncounted
def test_what_plans_ask_for_ships(installed: Path) -> None:
    (folder,) = installed.parent.glob("lib/python3*/site-packages/planlint/rulesets_data")
    shipped = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.expressions")}
    rulesets = {file.stem: load(file) for file in RULESETS}
    recognising = partial(recognise, rulesets=rulesets.values())
    held, beyond = missing(shipped["recognition.expressions"], recognising)
    assert held > 300
    assert beyond == []  # all of it
    for name, ruleset in rulesets.items():
        held, beyond = missing(shipped[f"{name}.expressions"], partial(judge, ruleset=ruleset))
        assert len(beyond) <= held / 50, name  # nearly all: what a plan asks for depends on what it says
