"""Rules are run on their own examples alone, and what does not behave is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from planlint.examples import run
from planlint.language.loader import load, load_text

WHOLE = load(Path(__file__).parent / "data" / "whole.yaml")
HEAD = """\
planlint: 1
ruleset: tiny
title: Tiny
source: {{ document: tiny.txt, lines: 9, sha256: "{zeros}" }}
recognised by: [{{ points: 5, has: {{ section: Tiny }} }}]
rules:
""".format(zeros="0" * 64)
RULE = """\
  step-has-goal:
    for each: {{ section: "Step {{n}}" }}
    must have: {{ field: Goal, is: filled }}
    source: 1
    because: A step has a goal.
    say: "Step {{n}} has no goal"
    pass: {passing}
    fail: {failing}
"""
GOOD = '"# P\\n## Step 1\\n**Goal:** x\\n"'
BAD = "## Step 1\\n\\n## Step 2\\n**Goal:** x\\n\\n## Step 3\\n"


def outcomes(passing: str, failing: str, name: str = "step-has-goal") -> list[tuple[str, str]]:
    rule = RULE.format(passing=passing, failing=failing).replace("step-has-goal", name)
    ruleset = load_text(HEAD + rule, "tiny.yaml")
    found = run(ruleset)
    assert {outcome.rule for outcome in found} == {f"tiny/{name}"}
    return [(outcome.kind, outcome.message) for outcome in found]


def test_examples_that_behave_are_ok() -> None:
    failing = f'{{ plan: "{BAD}", at: [1, 6] }}'
    assert outcomes(f'[{GOOD}, "# P\\n"]', failing) == [("ok", ""), ("ok", ""), ("ok", "")]


def test_the_order_of_lines_makes_no_difference() -> None:
    assert outcomes(GOOD, f'{{ plan: "{BAD}", at: [6, 1] }}')[1] == ("ok", "")


@pytest.mark.parametrize(
    ("passing", "failing", "kind", "message"),
    [
        (f'"{BAD}"', f'{{ plan: "{BAD}", at: [1, 6] }}', "noisy",
         "pass 1: nothing should be said, and this was: line 1: Step 1 has no goal; line 6: Step 3 has no goal"),
        (GOOD, f'{{ plan: "{BAD}", at: 1 }}', "misplaced",
         "fail 1: findings should stand at line 1, and these do: line 1: Step 1 has no goal; line 6: Step 3 has no goal"),
        (GOOD, f'{{ plan: "{BAD}", at: [1, 3] }}', "misplaced",
         "fail 1: findings should stand at lines 1, 3, and these do: line 1: Step 1 has no goal; line 6: Step 3 has no goal"),
        (GOOD, f'[{{ plan: "{BAD}", at: [1, 6] }}, {{ plan: {GOOD}, at: 2 }}]', "missing",
         "fail 2: a finding should stand at line 2, and there is none"),
        (GOOD, '{ plan: "# P\\n## Stpe 1\\n", at: 2 }', "missing",
         "fail 1: a finding should stand at line 2, and there is none; the rule finds nothing to judge in this plan"),
        ('"# P\\n"', '{ plan: "# P\\n## Stpe 1\\n", at: 2 }', "missing",
         "fail 1: a finding should stand at line 2, and there is none; the rule finds nothing to judge in any of its examples"),
    ],
)  # fmt: skip
def test_examples_that_do_not_behave_are_named(passing: str, failing: str, kind: str, message: str) -> None:
    wrong = [outcome for outcome in outcomes(passing, failing) if outcome[0] != "ok"]
    assert wrong == [(kind, message)]


def test_a_rule_is_run_alone() -> None:
    rule = RULE.format(passing=GOOD, failing=f'{{ plan: "{BAD}", at: [1, 6] }}')
    template = rule.replace("step-has-goal", "template-not-a-plan").replace(
        "\n    source", "\n    stands alone: yes\n    source"
    )
    ruleset = load_text(HEAD + template + rule, "tiny.yaml")
    assert [outcome.kind for outcome in run(ruleset)] == ["ok"] * 4


def test_examples_bring_their_repository_and_their_own_path() -> None:
    rules = """\
  path-exists:
    for each: path
    must exist: in the repository
    source: 1
    because: b
    say: "{missing}"
    pass: { plan: "see `src/a.py`\\n", files: [src/a.py] }
    fail: { plan: "see `src/b.py`\\n", files: { src/a.py: 3 }, at: 1 }
  lines-exist:
    for each: path
    must exist: at those lines
    source: 1
    because: b
    say: "{missing}"
    pass: { plan: "see `src/a.py:30`\\n", files: { src/a.py: 30 } }
    fail: { plan: "see `src/a.py:30`\\n", files: { src/a.py: 3 }, at: 1 }
  saved-in-plans:
    must be saved as: "plans/*.md"
    source: 1
    because: b
    say: "{found}"
    pass: { plan: x, path: plans/a.md }
    fail: { plan: x, path: a.md, at: 1 }
"""
    assert [outcome.kind for outcome in run(load_text(HEAD + rules, "tiny.yaml"))] == ["ok"] * 6


def test_outcomes_stand_in_the_order_of_the_file() -> None:
    found = run(WHOLE)
    assert [outcome.rule.split("/")[1] for outcome in found] == (
        ["steps-have-goals"] * 3 + ["steps-in-order"] * 2 + ["no-hedging"] * 2
    )
    assert [outcome for outcome in found if outcome.kind != "ok"] == []
