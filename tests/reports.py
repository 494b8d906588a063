"""Reports, plans and findings that the tests of the formats share."""

from __future__ import annotations

from planlint.finding import Finding, Position, Related, Severity
from planlint.report import UNRECOGNISED, ErrorEntry, PlanReport, Report
from planlint.text.source import Source

PLAN = "# Plan\n\n## Tasks\n\n### Task 1: ADD `a.py`\n\nDo it.\n"


def a_finding(**other: object) -> Finding:
    values: dict[str, object] = {
        "rule": "feature-plan/task-has-check",
        "severity": Severity.ERROR,
        "path": "docs/a.md",
        "start": Position(5, 5),
        "end": Position(5, 11),
        "section": ("Tasks", "Task 1: ADD a.py"),
        "message": "Task 1 has no check",
        "fix": "Add one",
        "because": "Nobody can tell whether it is done.",
        "document": "004.txt",
        "lines": ((4, 4), (7, 9)),
        "related": (Related("docs/a.md", Position(3, 1), Position(3, 9), "the tasks"),),
        "fingerprint": "abc",
    }
    return Finding(**{**values, **other})  # type: ignore[arg-type]


def a_plan(*findings: Finding, text: str = PLAN, **other: object) -> PlanReport:
    values: dict[str, object] = {
        "path": "docs/a.md",
        "rulesets": ("feature-plan",),
        "chosen": "option",
        "judged": 12,
        "idle": ("feature-plan/x",),
        "paths": {"verified": 3, "missing": 1, "ambiguous": 0, "uncheckable": 2},
        "progress": {"checked": 0, "open": 1, "unknown": 0},
        "source": Source.of(text, "docs/a.md"),
        "findings": findings,
    }
    return PlanReport(**{**values, **other})  # type: ignore[arg-type]


def a_report(*findings: Finding, text: str = PLAN, **other: object) -> Report:
    values: dict[str, object] = {"version": "1.2.3", "plans": (a_plan(*findings, text=text),)}
    return Report(**{**values, **other})  # type: ignore[arg-type]


NOTE = a_finding(severity=Severity.NOTE, rule="feature-plan/note", start=Position(7, 1), end=Position(7, 7))
STRANGER = a_finding(rule=UNRECOGNISED, severity=Severity.NOTE, message="No ruleset fits", document=None, lines=())
ERROR = ErrorEntry("not-utf-8", "docs/b.md", 3, "A plan is UTF-8.")
