"""Regions save work and change nothing: all plans are judged the same by parts and as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planlint.engine import judge
from planlint.judging import readings, regions
from planlint.judging.regions import Looks, covering, worth_it
from planlint.language.loader import load
from planlint.markdown.document import parse
from planlint.recognition import recognise

if TYPE_CHECKING:
    from planlint.finding import Finding
    from planlint.judging.regions import Region

ROOT = Path(__file__).parent.parent
RULESETS = {path.stem: load(path) for path in sorted((ROOT / "rulesets").glob("*.yaml"))}
PLANS = sorted((ROOT / "fixtures").rglob("*.md"))


def said(plan: Path) -> list[tuple[object, tuple[Finding, ...]]]:
    document = parse(plan.read_text(encoding="utf-8"), plan.name)
    scores = recognise(document, RULESETS.values()).scores
    return [(scores, judge(document, ruleset).findings) for ruleset in RULESETS.values()]


@pytest.mark.uncounted
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.parts[-3]}/{plan.stem}")
def test_a_plan_is_judged_the_same_by_parts_and_as_a_whole(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "PART", 1)
    by_parts = said(plan)
    monkeypatch.setattr(regions, "PART", -1)
    assert said(plan) == by_parts


@pytest.mark.uncounted
def test_what_regions_hold_may_be_forgotten_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    plans = PLANS[::9]
    remembered = list(map(said, plans))
    monkeypatch.setattr(readings, "MOST_NODES", 0)
    assert list(map(said, plans)) == remembered


def test_a_region_joins_spans_that_touch_or_overlap() -> None:
    assert covering([(9, 12), (0, 4), (4, 5), (1, 2)]) == ((0, 5), (9, 12))


def test_most_of_a_plan_is_all_of_it() -> None:
    assert worth_it(((0, 4), (6, 7)), 10) == ((0, 4), (6, 7))
    assert worth_it(((0, 4), (6, 8)), 10) is None


def test_what_is_asked_for_in_a_second_region_is_looked_for_everywhere_and_once() -> None:
    looks: Looks[str] = Looks()
    seen: list[Region | None] = []

    def look(region: Region | None) -> str:
        seen.append(region)
        return str(region)

    here, there = ((0, 2),), ((4, 6),)
    answers = [looks.found("x", lambda region=region: region, look) for region in (here, here, there, here)]
    assert (answers, seen) == ([str(here), str(here), "None", "None"], [here, None])
