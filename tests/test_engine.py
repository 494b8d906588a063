"""Judging is total and exact: any text, any ruleset; findings sorted, inside the plan, the same for any newline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint.engine import MORE, MOST_FINDINGS, judge, without
from planlint.language.budget import PART, SCAN_SECONDS, Expression, RegexBudgetError
from planlint.language.loader import load, load_text
from planlint.markdown.document import parse
from planlint.repository import Repository

if TYPE_CHECKING:
    from planlint.finding import Finding

ROOT = Path(__file__).parent.parent
RULESETS = {
    path.stem: load(path)
    for path in sorted([*(ROOT / "rulesets").glob("*.yaml"), *(ROOT / "tests/language").glob("*.yaml")])
}
LINES = st.sampled_from(
    [
        "", "# Plan", "# Feature: {Name}", "## Step 1: Do it", "## Phase 2: More", "### Task 1: CREATE `a/b.py`", "**Status:** Completed",
        "**Goal:** [What for]", "- **VALIDATE**: `pytest -q`", "- [ ] open", "- [x] done", "  - nested", "1. one", "> quoted", "```", "```bash",
        "ls -l", "| a | b |", "|---|---|", "| c | d |", "See `src/a.py` (lines 5-9).", "text\x0bmore\u2028end", "<!-- c -->", "---", "\tcode",
        "Never use docker-compose.", "## Database", "**Agent:** database-agent.md", "## Stage 1: Planning Stage", "__init__ *x* _y_",
    ]
)  # fmt: skip
PLANS = st.lists(st.one_of(LINES, st.text(max_size=12)), max_size=25).map("\n".join)
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def findings(text: str, name: str) -> tuple[Finding, ...]:
    return judge(
        parse(text, "plan.md"), RULESETS[name], Repository.of_files({"src/a.py": "x\n"}), "docs/plan.md"
    ).findings


@pytest.mark.uncounted
@pytest.mark.parametrize("name", RULESETS)
@RELAXED
@given(text=PLANS)
def test_findings_are_sorted_and_inside_the_plan(name: str, text: str) -> None:
    found = findings(text, name)
    source = parse(text).source
    assert list(found) == sorted(found, key=lambda finding: finding.order)
    for finding in found:
        assert finding.start <= finding.end
        for place in (finding.start, finding.end):
            assert 1 <= place.line <= source.line_count
            assert 1 <= place.column <= len(source.line(place.line)) + 1
        assert finding.message
        assert finding.fingerprint


@pytest.mark.uncounted
@pytest.mark.parametrize("name", RULESETS)
@RELAXED
@given(text=PLANS)
def test_newlines_of_any_kind_make_no_difference(name: str, text: str) -> None:
    text = text.replace("\r", "")
    assert (
        findings(text, name) == findings(text.replace("\n", "\r\n"), name) == findings(text.replace("\n", "\r"), name)
    )


@pytest.mark.parametrize("name", ["verbs", "words"])
def test_findings_move_with_their_lines(name: str) -> None:
    text = "# Plan\n\n## Step 1: Do it\n\n**Goal:** [What for]\n\n- [ ] a\n"
    there, below = (
        [(one.rule, one.fingerprint) for one in findings(plan, name) if one.start.line > 2]
        for plan in (text, "\n" + text)
    )
    assert there
    assert there == below


@pytest.mark.parametrize("plan", ["# Plan\n\ntext\n", "text\n"])
def test_findings_about_the_plan_itself_keep_their_fingerprints_below_new_lines(plan: str) -> None:
    ruleset = RULESETS["verbs"]
    there, below = (
        [
            one.fingerprint
            for one in judge(parse(each, "notes/a.md"), ruleset, plan_path="notes/a.md").findings
            if one.rule.endswith("be-saved-as")
        ]
        for each in (plan, f"---\nwhen: now\n---\n\n{plan}")
    )
    assert len(there) == 1
    assert there == below


def test_a_finding_about_what_stands_at_line_1_keeps_its_fingerprint_too() -> None:
    text = (ROOT / "fixtures/feature-plan/bad/wrapped-in-fence.md").read_text(encoding="utf-8")
    there, below = ({each.fingerprint for each in findings(plan, "feature-plan")} for plan in (text, f"\n\n{text}"))
    assert there == below


RULESET = """
planlint: 1
ruleset: slow
title: A pattern that backtracks
source: {{ document: x.txt, lines: 1, sha256: "{zeros}" }}
recognised by: [{{ points: 5, has: {{ section: Slow }} }}]
rules:
  slow:
    must not have: {{ text: '/{pattern}/' }}
    source: 1
    because: It shows the budget.
    say: slow
    pass: "# P\\n"
    fail: {{ plan: "# P\\naab\\n", at: 2 }}
"""


def test_one_thing_that_several_words_of_a_rule_name_is_found_once() -> None:
    found = findings("# Feature: X\n\n## Problem Statement\n\nTBD\n", "feature-plan")
    assert [each.start.line for each in found if each.rule == "feature-plan/undecided-placeholder"] == [5]


def test_a_pattern_that_takes_too_long_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlint.language.budget.SCAN_SECONDS", 0.05)
    ruleset = load_text(RULESET.format(zeros="0" * 64, pattern="(a|aa)+b"), "slow.yaml")
    judgement = judge(parse("# P\n" + "a" * 40 + "c" + "a" * 3000 + " b\n"), ruleset)
    assert [str(error) for error in judgement.over_budget.values()] == [
        "the pattern '/(a|aa)+b/' took too long on this plan"
    ]
    assert (judgement.findings, judgement.judged, judgement.idle) == ((), frozenset(), ())


@pytest.mark.parametrize("again", [r"\1", "(?P=x)", r"\g<x>"])
def test_a_pattern_that_finds_again_what_it_found_runs_against_the_clock(
    again: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planlint.language.budget.SCAN_SECONDS", 0.01)
    ruleset = load_text(RULESET.format(zeros="0" * 64, pattern=f"(?P<x>a+){again * 3}b"), "slow.yaml")
    judgement = judge(parse("# P\nb" + "a" * 600 + "\n"), ruleset)
    assert len(judgement.over_budget) == 1


def test_the_budget_of_a_scan_grows_with_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    class Compiled:
        def finditer(self, _text: str, _start: int, _end: int, timeout: float) -> list[object]:
            given.append(timeout)
            return []

    expression = Expression("(a+)+", "(a+)+", 0, lasting=False)
    monkeypatch.setitem(vars(expression), "_compiled", Compiled())
    for size in (PART - 1, PART, 5 * PART):
        expression.scan("", 0, size)
    assert given == [SCAN_SECONDS, 2 * SCAN_SECONDS, 6 * SCAN_SECONDS]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("## Task 3: ADD `a/b.py`", "Task 3: ADD `a/b.py`"),
        ("##  Task   3: ADD `a/b.py` ##", "Task 3: ADD `a/b.py`"),
        ("## **Goal**", "Goal"),
        ("## Read __init__ of C#", "Read __init__ of C#"),
        ("Add `x`\n---", "Add `x`"),
        ("## A ##", "A"),
    ],
)
def test_a_section_is_named_as_it_is_written(heading: str, title: str) -> None:
    found = judge(
        parse(f"# P\n\n{heading}\n\naab\n"), load_text(RULESET.format(zeros="0" * 64, pattern="aab"), "x.yaml")
    )
    assert [finding.section for finding in found.findings] == [(title,)]


def test_findings_on_lines_that_are_not_judged_are_left_out() -> None:
    found = findings("# Plan\n\n## Step 1: Do it\n\nx\n", "verbs")
    lines = {finding.start.line for finding in found}
    assert {finding.start.line for finding in without(found, [(3, 9)])} == lines - {3}


HEAD = """
planlint: 1
ruleset: x
title: What is tried
source: { document: x.txt, lines: 1, sha256: "0000000000000000000000000000000000000000000000000000000000000000" }
recognised by: [{ points: 5, has: { section: Slow } }]
"""
GOAL = """
rules:
  goal:
    should have: { section: Goal }
    source: 1
    because: A plan has a goal.
    say: The plan has no goal
    fix: Add one
    pass: "## Goal"
    fail: { plan: "# P\\n", at: 1 }
"""
MISSING = """\
  check:
    for each: { section: "Step {n}" }
    should have: { field: Check }
    source: 1
    because: A step has a check.
    say: "{title} has no check"
    fix: Add one
    pass: |
      ## Step 1
      **Check:** it runs
    fail: { plan: "## Step 1\\n", at: 1 }
"""
OPEN = "# P\n\n## Step 1\n\n```py\n{}\n```sh\nx\n```\n"


@pytest.mark.parametrize(
    ("hidden", "told"),
    [("x = 1", ["The plan has no goal"]), ("## Goal", []), ("**Check:** it runs", ["The plan has no goal"])],
)
def test_what_a_plan_lacks_is_told_where_no_fence_out_of_balance_can_hide_it(hidden: str, told: list[str]) -> None:
    ruleset = load_text(HEAD + GOAL + MISSING, "m.yaml")
    assert [found.message for found in judge(parse(OPEN.format(hidden), "p.md"), ruleset).findings] == told


FORBIDDEN = """
rules:
  names:
    must not mention: ["state", "state of rows", "of rows and", "rows"]
    source: 1
    because: It is a detail.
    say: "{found}"
    fix: Leave it out
    pass: "# P"
    fail: { plan: "# P\\nthe state\\n", at: 2 }
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the state of rows", ["state of rows"]),
        ("the state and rows", ["state", "rows"]),
        ("the state of rows and more", ["state of rows", "of rows and"]),
    ],
)
def test_no_part_of_what_must_not_be_there_is_told_again(text: str, told: list[str]) -> None:
    found = judge(parse(f"# P\n\n{text}\n", "p.md"), load_text(HEAD + FORBIDDEN, "f.yaml")).findings
    assert [each.message for each in found] == told


RIVALS = """\
  one:
    must not mention: slow
    source: 1
    because: It is slow.
    say: slow
    fix: Leave it out
    pass: "# P"
    fail: { plan: "# P\\nslow\\n", at: 2 }
  two:
    must mention: slow
    source: 1
    because: It is slow.
    say: not slow
    fix: Add it
    pass: "slow"
    fail: { plan: "# P\\n", at: 1 }
"""


def test_what_is_over_its_budget_is_looked_for_once_and_costs_only_the_rules_that_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scanned: list[str] = []

    def scan(expression: Expression, *_: object) -> list[object]:
        scanned.append(expression.written)
        raise RegexBudgetError(expression.written)

    monkeypatch.setattr("planlint.language.budget.Expression.scan", scan)
    ruleset = load_text(HEAD + GOAL + RIVALS, "rivals.yaml")
    judgement = judge(parse("# P\n\nslow\n", "p.md"), ruleset)
    assert list(judgement.over_budget) == ["one", "two"]
    assert scanned == ["slow"]
    assert [found.rule for found in judgement.findings] == ["x/goal"]


PAIRS = r"""
rules:
  pair:
    for each: { item: '/^make (?P<thing>\w+)$/' }
    should be matched by: { item: '/^test (?P<thing>\w+)$/' }
    source: 1
    because: What is made is tested.
    say: "{thing} is not tested"
    fix: Test it
    pass: "- make a\n- test a\n"
    fail: { plan: "- make a\n- test b\n", at: 1 }
"""


def test_what_a_regular_expression_names_is_compared_with_what_is_known() -> None:
    found = judge(parse("- make a\n- make b\n- test B\n- test c\n", "p.md"), load_text(HEAD + PAIRS, "p.yaml")).findings
    assert [each.message for each in found] == ["a is not tested"]


TITLES = r"""
rules:
  from-title:
    for each: { section: "Phase {n}: {name}" }
    should be matched by: { item: "Phase {n}: {name}" }
    source: 1
    because: What is planned is tracked.
    say: "{name} is not tracked"
    fix: Track it
    pass: "## Phase 1: a\n- Phase 1: a\n"
    fail: { plan: "## Phase 1: a\n", at: 1 }
  from-item:
    for each: { item: '/^phase (?P<n>\d): (?P<name>.+)$/' }
    should be matched by: { section: ["Phase {n}: {name}"] }
    source: 1
    because: What is tracked is planned.
    say: "{name} is not planned"
    fix: Plan it
    pass: "## Phase 1: a\n- Phase 1: a\n"
    fail: { plan: "- Phase 1: a\n", at: 1 }
"""


@pytest.mark.parametrize("item", ["Core & Web", "Core and Web", "core and web"])
@pytest.mark.parametrize("title", ["Core & Web", "Core and Web"])
def test_and_is_read_alike_in_what_is_captured(title: str, item: str) -> None:
    plan = parse(f"## Phase 1: {title}\n\n- Phase 1: {item}\n", "p.md")
    assert judge(plan, load_text(HEAD + TITLES, "t.yaml")).findings == ()


def test_cited_lines_that_run_backwards_are_told_without_a_repository() -> None:
    rule = GOAL.replace("should have: { section: Goal }", "for each: path\n    should exist: at those lines")
    found = judge(parse("`a.py` (lines 9-3), `b.py` (lines 3-9)\n", "p.md"), load_text(HEAD + rule, "f.yaml")).findings
    assert [finding.start.column for finding in found] == [2]


@pytest.mark.parametrize(("lines", "told"), [(MOST_FINDINGS, MOST_FINDINGS), (MOST_FINDINGS + 1, MOST_FINDINGS)])
def test_a_rule_tells_so_many_findings_and_says_that_there_are_more(lines: int, told: int) -> None:
    found = judge(parse("# P\n\n" + "the state\n\n" * lines, "p.md"), load_text(HEAD + FORBIDDEN, "f.yaml")).findings
    assert len(found) == told
    assert {each.message for each in found[:-1]} == {"state"}
    assert found[-1].message == "state" + (MORE if lines > told else "")
