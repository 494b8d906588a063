"""The report for editors and eyes in a hurry: one line for each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.reporters.escape import Look, harmless, visible

if TYPE_CHECKING:
    from planlint.finding import Finding
    from planlint.report import ErrorEntry, Report


def render(report: Report, look: Look) -> str:
    """Return `path:line:column: severity: message [rule]` for each finding, `incomplete` for what was not judged."""
    lines = [*map(_finding, report.shown), *map(_error, report.errors)]
    text = "".join(f"{visible(line)}\n" for line in lines)
    return harmless(text) if look.in_log else text


def _finding(finding: Finding) -> str:
    start = finding.start
    return f"{finding.path}:{start.line}:{start.column}: {finding.severity.label}: {finding.message} [{finding.rule}]"


def _error(error: ErrorEntry) -> str:
    return f"{error.path}:{error.line or 1}:1: incomplete: {error.message} [{error.code}]"
