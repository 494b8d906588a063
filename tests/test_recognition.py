"""Recognition: what is found when only what matters is counted is what is found when all is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.judging.relations import count_holds
from planlint.language.captures import nouns_of
from planlint.language.model import Selector, Signal
from planlint.markdown.document import parse
from planlint.recognition import fitting, recognise
from planlint.rulesets import get, shipped

PLANS = sorted((Path(__file__).parent.parent / "fixtures").rglob("*.md"))
RULESETS = tuple(get(name) for name in shipped())
TITLES = (
    "User Story", "Problem Statement", "Solution Statement", "Context References", "Implementation Plan",
    "Step-by-Step Tasks", "Testing Strategy", "Validation Commands", "Acceptance Criteria",
)  # fmt: skip
HERE, GONE = Selector("section", ("Here",)), Selector("section", ("Gone",))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.parent.parent.name}-{plan.stem}")
def test_counting_less_finds_the_same(plan: Path) -> None:
    text = plan.read_bytes().decode("utf-8", "replace")
    found = fitting(parse(text, plan.name), RULESETS)
    assert found is recognise(parse(text, plan.name), RULESETS).ruleset


def test_a_hopeless_format_is_not_asked_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counting(selector: Selector, number: int) -> bool:
        asked.append(selector)
        return count_holds(selector, number)

    monkeypatch.setattr("planlint.recognition.count_holds", counting)
    document = parse("# Feature: Notes\n\n" + "".join(f"## {title}\n\n" for title in TITLES), "plan.md")
    found = fitting(document, RULESETS)
    assert found is not None
    assert found.name == "feature-plan"
    fewer, asked = len(asked), []
    assert recognise(document, RULESETS).ruleset is found
    assert fewer < len(asked) == sum(len(ruleset.signals) for ruleset in RULESETS)


def test_titles_are_asked_about_before_all_else(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def noting(selector: Selector, number: int) -> bool:
        asked.append(nouns_of([selector]) == {"section"})
        return count_holds(selector, number)

    monkeypatch.setattr("planlint.recognition.count_holds", noting)
    document = parse(
        "# Notes\n\n## Stage 1: Planning\n\n## Stage 2: Architecture\n\n## Stage 3: Validation\n", "plan.md"
    )
    assert fitting(document, RULESETS) is not None
    assert asked == sorted(asked, reverse=True)
    assert {True, False} == set(asked)


@given(st.lists(st.lists(st.tuples(st.integers(1, 6), st.booleans()), max_size=5), max_size=4))
def test_whatever_speaks_for_formats_counting_less_finds_the_same(formats: list[list[tuple[int, bool]]]) -> None:
    rulesets = [
        replace(RULESETS[0], name=f"format-{number}", signals=tuple(Signal(points, HERE if holds else GONE) for points, holds in signals))
        for number, signals in enumerate(formats)
    ]  # fmt: skip
    document = parse("# Here\n", "plan.md")
    assert fitting(document, rulesets) is recognise(document, rulesets).ruleset


PLANLESS = {
    "rules for contributors": "# Contributing\n\n- run `make docker-test`\n- never use docker-compose\n- `docker ps` first\n"
    "- env files: `cat .env`\n- ask for clarification\n",
    "another form": "# Request\n\n## Technical Requirements\nx\n## Testing Requirements\nx\n## Success Criteria\nx\n",
}
STEP = (
    "## Step {0}: Sort\n\n**Goal**: Rows are sorted\n\n**Actions**: Sort them\n\n**Verification**: Look at the page\n\n"
)
PLANS_OF = {
    "steps without rules": ("step-by-step-plan", "# Rows\n\n" + "".join(STEP.format(number) for number in (1, 2, 3))),
    "rules and work": (
        "step-by-step-plan",
        (
            "# Rows\n\n## Rules\n\n- Ask for clarification\n- Run `make docker-test`\n- Look at `docker ps`\n"
            "- Run migrations in the api container\n\n## Implementation\n\nSort them.\n"
        ),
    ),
    "half of a feature plan": (
        "feature-plan",
        "# Feature: Rows\n\n## CONTEXT REFERENCES\n- `a/b.py`\n\n## STEP-BY-STEP TASKS\n\n### Task 1: ADD rows\n",
    ),
    "a feature plan with remarks in its titles": (
        "feature-plan",
        "# Feature: Rows\n\n"
        + "".join(f"## {title} — in short\nx\n\n" for title in ("Feature Description", *TITLES[:3], *TITLES[6:])),
    ),
    "the first stage of a spec": (
        "plan-spec",
        (
            "# Plan Spec: Rows\n\n## Purpose\nx\n## Background\nx\n## Summary of Task\nx\n## Backward Compatibility\nx\n"
            "## Stage 1: Planning Stage\nSort them.\n"
        ),
    ),
}


@pytest.mark.parametrize("text", PLANLESS.values(), ids=PLANLESS)
def test_what_looks_like_a_plan_by_chance_is_none(text: str) -> None:
    assert recognise(parse(text, "x.md"), RULESETS).ruleset is None


@pytest.mark.parametrize(("ruleset", "text"), PLANS_OF.values(), ids=PLANS_OF)
def test_a_plan_that_lacks_much_is_one(ruleset: str, text: str) -> None:
    found = recognise(parse(text, "x.md"), RULESETS).ruleset
    assert found
    assert found.name == ruleset
