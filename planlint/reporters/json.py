"""The report for programs, version 1; docs and schema speak of it as it is written here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.finding import Severity
from planlint.reporters.escape import as_json

if TYPE_CHECKING:
    from planlint.finding import Edit, Finding, Position, Related
    from planlint.report import ErrorEntry, PlanReport, Report
    from planlint.reporters.escape import Look

VERSION = 1


def render(report: Report, _look: Look) -> str:
    """Return the report as JSON in ASCII, the same bytes whatever the locale.

    What a terminal or a log's runner would act on is written as an escape, always.
    """
    return as_json(as_data(report), indent=2) + "\n"


def as_data(report: Report) -> dict[str, Any]:
    """Return the report as plain data, its keys in the order that is promised."""
    return {
        "version": VERSION,
        "tool": {"name": "planlint", "version": report.version},
        "plans": [_plan(plan) for plan in report.plans],
        "findings": [_finding(finding) for finding in report.shown],
        "complete": report.complete,
        "errors": [_error(error) for error in report.errors],
        "summary": {
            "plans": len(report.plans),
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "notes": report.count(Severity.NOTE),
            "silenced": report.silenced,
        },
    }


def _plan(plan: PlanReport) -> dict[str, Any]:
    return {
        "path": plan.path,
        "rulesets": list(plan.rulesets),
        "chosen": plan.chosen,
        "rules": {"judged": plan.judged, "idle": list(plan.idle)},
        "paths": dict(plan.paths),
        "progress": dict(plan.progress),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.label,
        "path": finding.path,
        "start": _position(finding.start),
        "end": _position(finding.end),
        "section": list(finding.section),
        "message": finding.message,
        "fix": finding.fix,
        "edits": [_edit(edit) for edit in finding.edits],
        "source": {"document": finding.document, "lines": [list(span) for span in finding.lines]},
        "related": [_related(related) for related in finding.related],
        "fingerprint": finding.fingerprint,
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def _edit(edit: Edit) -> dict[str, Any]:
    return {"start": _position(edit.start), "end": _position(edit.end), "text": edit.text}


def _related(related: Related) -> dict[str, Any]:
    return {
        "path": related.path,
        "start": _position(related.start),
        "end": _position(related.end),
        "message": related.message,
    }


def _error(error: ErrorEntry) -> dict[str, Any]:
    return {"code": error.code, "path": error.path, "line": error.line, "message": error.message}
