"""Demands at their edges: what a rule of one's own finds, by the lines of what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planlint.engine import judge
from planlint.judging.values import has_any
from planlint.language.faults import RuleSetFaults
from planlint.language.loader import load_text
from planlint.markdown.document import parse
from planlint.repository import Repository

if TYPE_CHECKING:
    from planlint.language.model import RuleSet

RULESET = """\
planlint: 1
ruleset: own
title: Own
source: {{ document: own.txt }}
recognised by: [{{ points: 5, has: {{ section: Own }} }}]
status: {{ field: Status, draft: Draft, active: Active, done: Done }}
rules:
  own:
    {demand}
    source: 1
    because: It is tried.
    say: found
    pass: "# P"
    fail: {{ plan: "# P", at: 1 }}
"""
FILES = {"docs/x y.md": "", "docs/plan.md": "", "Makefile": "check:\n\ttrue\n"}
LINK = "for each: link\n    must exist: in the repository"
NO_LINK = "for each: link\n    must not exist: in the repository"
HINTED = "for each: { line: '/line (?<n>\\d+)/', under: { code: '*' } }\n    must exist: at those lines"
PLANNED = "for each: { path: '*', but not: '*/' }\n    must exist: in the repository or planned earlier"
TITLE = "must have: {{ section: '{}' }}"
VALUE = "for each: {{ field: S }}\n    must be: {}"


def ruleset(demand: str) -> RuleSet:
    return load_text(RULESET.format(demand=demand), "own.yaml")


@pytest.mark.parametrize(
    ("demand", "plan", "lines"),
    [
        (LINK, "[a](http://e.example/a), <https://e.example>, [b](mailto:a@e.example), [c](//e.example/c.md)", []),
        (LINK, "[a](../../up/x.md), [b](..), [c](../..)", []),
        (LINK, "[a](x%20y.md), [b](../docs/plan.md), [c](plan.md#part)", []),
        (LINK, "[a](gone.md)", [1]),
        (LINK, "It is so[^1], and so.[^two]\n\n[^1]: gone.md\n[^two]: away.md", []),
        (NO_LINK, "[a](plan.md)\n\n[b](gone.md)\n\n[c](http://e.example/a)", [1]),
        ("must not skip: a level", "# P\n### A", [2]),
        ("for each: { section: '*', level: 2 }\n    must not skip: a level", "# P\n## A\n### B", []),
        ("for each: { section: '*', level: 2 }\n    must not skip: a level", "# P\n## A\n#### B", [3]),
        (TITLE.format("🧪 Testing"), "# 🧪 Testing", []),
        (TITLE.format("Overview:"), "# Overview:", []),
        (TITLE.format("Overview:"), "# Overview", []),
        (TITLE.format("`x.py`"), "# `x.py`", []),
        ("must have: { field: 'Goal:' }", "**Goal:** x", []),
        ("where: [{ n: '1' }, { n: '2' }]\n    must have: { section: 'Phase {n}: *' }", "# Phase 1: a", [1]),
        ("for each: { path: '*' }\n    must match: 'src/*'", "`src/a.py` and\n`SRC/a.py`", [2]),
        (VALUE.format("number"), "**S:** 4.5", []),
        (VALUE.format("number"), "**S:** v1/2", [1]),
        (VALUE.format("number"), "**S:** 12.abc", [1]),
        (VALUE.format("date"), "**S:** 2026-01-02, at last", []),
        (VALUE.format("date"), "**S:** 20260102", [1]),
        (VALUE.format("date"), "**S:** 2026-W01-1", [1]),
        (VALUE.format("date"), "**S:** 2026-01-0299", [1]),
        (VALUE.format("[Draft, Done]"), "**S:** Draft | since May", []),
        (VALUE.format("[Draft, Done]"), "**S:** Draft | Done", [1]),
        (VALUE.format("[Draft, Done]"), "**S:** Draft, Done", [1]),
        (VALUE.format("[open, closed]"), "**S:** open", []),
        (VALUE.format("[open, closed]"), "**S:** ajar", [1]),
        ("for each: item\n    must be: open", "- [ ] a\n- open\n- [x] c", [2, 3]),
        ("when: { status: draft }\n    must have: item", "**Status:** Draft, for now", [1]),
        ("when: { status: draft }\n    must have: item", "**Status:** Draft | Active | Done", []),
        ("when: { status: draft }\n    must have: item", "**Status:** Draft, Active, Done", []),
        ("for each: command\n    must match: 'make *'", "```bash\n$ make check\nall is well\n```", []),
        ("for each: command\n    must exist: as a target", "```sh\n$ make gone\n```", [2]),
        ("must have: { item: 'do it' }", "- ✅ Do it:", []),
        ("must have: { item: 'do it:' }", "- Do it:", []),
        ("must have: { checkbox: 'do it' }", "- [ ] 🚧 do it", []),
        ("must have: { paragraph: 'done' }", "Done ✅", []),
        ("must be unique: item", "- https://a.example/1\n- https://b.example/2\n- https://a.example/1", [3]),
        ("must be unique: { field: ID }", "**ID:** a\n\n**ID:** b\n\n**ID:**\n\n**ID:**\n\n**ID:** A", [9]),
        ("must be unique: { cell: ID }", "|ID|\n|-|\n|a|\n|b|\n|a|", [5]),
        ("for each: row\n    must be: filled", "|a|b|\n|-|-|\n|x|TBD|\n|x|…|\n|x|-|", [3, 4]),
        ("for each: { cell: b }\n    must be: filled", "|a|b|\n|-|-|\n|x|TBD|\n|x|…|", [3, 4]),
        (VALUE.format("filled"), "**S:** …", [1]),
        ("for each: path\n    must exist: at those lines", f"`docs/plan.md:{'9' * 5000}`", []),
        ("for each: path\n    must exist: at those lines", "`docs/plan.md:0`\n\n`docs/plan.md:1`", [1]),
        (HINTED, "- `docs/plan.md`\n  ```\n  # line 99\n  # line 1\n  ```", [3]),
        (HINTED, "**`gone.md`, `docs/plan.md`:**\n```\n# line 99\n```\n\n```\n# line 99\n```", []),
        (HINTED, f"**`docs/plan.md`:**\n```\n# line {'9' * 5000}\n```", []),
        ("must be numbered: { section: 'Task {n}' }", f"# Task 1\n# Task {'9' * 5000}\n# Task 3", [3]),
        ("where: [{ n: '2' }]\n    must have: { section: 'Task {n}' }", f"# Task 1-{'9' * 5000}", [1]),
        ("for each: item\n    must be: filled", "- https://a.example/1\n-", [2]),
        ("for each: row\n    must be: filled", "|a|b|\n|-|-|\n|x|https://a.example|\n|x||", [4]),
        (PLANNED, "- `docs/` - new page `x`\n\nThen `docs/gone.md`", [3]),
        (PLANNED, "- `pages/` - new page\n\nThen `pages/x.md`", []),
        (PLANNED, "```\ndocs/\n  more/x.md   # NEW\n```\n\nThen `docs/more/x.md`, `docs/y.md`", [3, 6]),
        ("must have: { section: X }", "---\n\n# Plan\n\n## X\n\ntext\n\n---\n\n## Y", []),
    ],
)
def test_a_rule_finds_what_it_says(demand: str, plan: str, lines: list[int]) -> None:
    found = judge(parse(f"{plan}\n"), ruleset(demand), Repository.of_files(FILES), "docs/plan.md").findings
    assert [finding.start.line for finding in found] == lines


@pytest.mark.parametrize(
    "demand",
    [
        "must not be in order: [{ section: A }, { section: B }]",
        "must not be numbered: { section: 'Phase {n}' }",
        "must not be unique: item",
        "must not be ticked in order: checkbox",
        "for each: path\n    must not exist: at those lines",
        "for each: command\n    must not exist: as a target",
    ],
)
def test_what_says_nothing_the_other_way_round_is_refused(demand: str) -> None:
    with pytest.raises(RuleSetFaults, match='is asked without "not" here'):
        ruleset(demand)


def is_none(value: str) -> bool:
    document = parse(f"**Env:** {value}\n", "p.md")
    (field,) = document.nodes("field")
    return has_any(field, document, ("none",), {})


@pytest.mark.parametrize("value", ["None", "n/a", "-", "No changes needed", "keine", "Aucune.", "无", "なし"])
def test_none_is_none_in_any_of_its_words(value: str) -> None:
    assert is_none(value)


@pytest.mark.parametrize("value", ["Nonesuch", "keine Wiederholung", "无需重启的服务", "A and B"])
def test_what_says_more_than_none_is_something(value: str) -> None:
    assert not is_none(value)
