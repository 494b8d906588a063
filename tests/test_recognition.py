"""Recognition: what is found when only what matters is counted is what is found when all is."""

from __future__ import annotations

from pathlib import Path

import pytest

from planlint.engine import score
from planlint.markdown.document import parse
from planlint.rulesets import fitting, get, recognise, shipped

PLANS = sorted((Path(__file__).parent.parent / "fixtures").rglob("*.md"))
RULESETS = tuple(get(name) for name in shipped())
FEATURE_PLAN = (
    "# Feature: Notes\n\n## User Story\n\n## Problem Statement\n\n## STEP-BY-STEP TASKS\n\n- **VALIDATE**: `a`\n"
)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.parent.parent.name}-{plan.stem}")
def test_counting_less_finds_the_same(plan: Path) -> None:
    text = plan.read_bytes().decode("utf-8", "replace")
    found = fitting(parse(text, plan.name), RULESETS)
    assert found is recognise(parse(text, plan.name), RULESETS).ruleset


def test_a_hopeless_format_is_not_scored_to_the_end() -> None:
    document = parse(FEATURE_PLAN, "plan.md")
    ruleset = get("feature-plan")
    points, signals = score(document, ruleset)
    assert 0 < points < 8
    assert score(document, ruleset, least=9) == (0, ())
    assert score(document, ruleset, least=points) == (points, signals)
