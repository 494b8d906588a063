"""The report in reviewdog's diagnostic format; its columns count bytes of UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.finding import Position, Severity
from planlint.reporters.escape import as_json, visible
from planlint.reporters.wording import HOME, sentences

if TYPE_CHECKING:
    from planlint.finding import Finding
    from planlint.report import ErrorEntry, Report
    from planlint.reporters.escape import Look
    from planlint.text.source import Source

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(report: Report, _look: Look) -> str:
    """Return a DiagnosticResult, what could not be judged first."""
    sources = {plan.path: plan.source for plan in report.plans}
    diagnostics = [*map(_error, report.errors), *(_finding(each, sources[each.path]) for each in report.shown)]
    tool = {"name": "planlint", "url": HOME}
    return as_json({"source": tool, "diagnostics": diagnostics}, indent=2) + "\n"


def _error(error: ErrorEntry) -> dict[str, Any]:
    place: dict[str, Any] = {"range": {"start": {"line": error.line}}} if error.line else {}
    return {
        "message": visible(f"Incomplete: {error.message}"),
        "location": {"path": visible(error.path), **place},
        "severity": "ERROR",
        "code": {"value": f"incomplete/{error.code}"},
    }


def _finding(finding: Finding, source: Source) -> dict[str, Any]:
    span = {"start": _position(source, finding.start), "end": _position(source, finding.end)}
    return {
        "message": visible(sentences(finding.message, finding.fix)),
        "location": {"path": visible(finding.path), "range": span},
        "severity": SEVERITIES[finding.severity],
        "code": {"value": visible(finding.rule)},
    }


def _position(source: Source, position: Position) -> dict[str, int]:
    """Return a place whose column counts bytes from 1."""
    before = source.line(position.line)[: position.column - 1]
    return {"line": position.line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
