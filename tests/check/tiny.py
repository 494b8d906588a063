"""A tiny ruleset, plans for it, and `planlint check` held against it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
from click.testing import CliRunner, Result

from planlint.cli.commands import cli

SCHEMA = json.loads((Path(__file__).parents[2] / "planlint/schemas/report.schema.json").read_text("utf-8"))
RULESET = """\
planlint: 1
ruleset: tiny-plan
title: A tiny ruleset
source: { document: tiny.txt, lines: 10, sha256: "0000000000000000000000000000000000000000000000000000000000000000" }
recognised by:
  - { points: 3, has: { section: Tasks } }
  - { points: 2, has: { section: "Task {n}*" } }
rules:
  task-has-check:
    for each: { section: "Task {n}*" }
    must have: { field: Check, is: filled }
    source: "4, 7-9"
    because: Nobody can tell whether it is done.
    say: "Task {n} has no check"
    fix: "Add a line `**Check:** …`"
    pass: "# P\\n## Task 1\\n**Check:** x\\n"
    fail: { plan: "# P\\n\\n## Task 1\\nDo it.\\n", at: 3 }
  has-goal:
    should have: { section: Goal }
    source: 2
    because: A plan has a goal.
    say: "The plan has no goal"
    fix: "Add a section Goal"
    pass: "# P\\n## Goal\\nx\\n"
    fail: { plan: "# P\\n", at: 1 }
  has-risks:
    could have: { section: Risks }
    source: 3
    because: Plans go wrong.
    say: "The plan has no risks"
    fix: "Add a section Risks"
    pass: "# P\\n## Risks\\nx\\n"
    fail: { plan: "# P\\n", at: 1 }
  file-exists:
    for each: { path: "*", intent: modify }
    should exist: in the repository
    source: 5
    because: It is to be changed.
    say: "{text} is not in the repository"
    fix: "Correct the path"
    pass: { plan: "# P\\n- Modify `a/b.py`\\n", files: [a/b.py] }
    fail: { plan: "# P\\n- Modify `a/b.py`\\n", files: [a/c.py], at: 2 }
"""
GOOD = "# Plan\n\n## Goal\n\nWin.\n\n## Risks\n\nLosing.\n\n## Tasks\n\n### Task 1: Act\n\n**Check:** it works\n"
BAD = "# Plan\n\n## Tasks\n\n### Task 1: Act\n\n- [ ] a\n- [x] b\n"
EMPTY_PATHS = {"verified": 0, "missing": 0, "ambiguous": 0, "uncheckable": 0}


def check(*arguments: str, ruleset: str = "tiny.yaml", stdin: bytes = b"") -> Result:
    options = ["--ruleset", ruleset] if ruleset else []
    return CliRunner().invoke(cli, ["check", *options, *arguments], input=stdin)


def reported(
    *arguments: str, stdin: bytes = b"", ruleset: str = "tiny.yaml", code: int | None = None
) -> dict[str, object]:
    done = check("--format", "json", *arguments, stdin=stdin, ruleset=ruleset)
    assert code is None or done.exit_code == code
    report: dict[str, object] = json.loads(done.stdout)
    jsonschema.validate(report, SCHEMA)
    return report


def codes(report: dict[str, object]) -> list[tuple[str, str]]:
    assert report["complete"] is not bool(report["errors"])
    return [(error["path"], error["code"]) for error in report["errors"]]  # type: ignore[attr-defined]


def rules(report: dict[str, object]) -> list[str]:
    return [finding["rule"] for finding in report["findings"]]  # type: ignore[attr-defined]
