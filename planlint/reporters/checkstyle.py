"""The report as Checkstyle XML: the findings of each file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.finding import Severity
from planlint.reporters.markup import as_xml, element
from planlint.reporters.wording import sentences

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from planlint.finding import Finding
    from planlint.report import ErrorEntry, Report
    from planlint.reporters.escape import Look

#: Of Checkstyle, whose reports have this form; some readers ask for it.
VERSION = "10.0"
SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


def render(report: Report, _look: Look) -> str:
    """Return a file for each plan, one without findings included."""
    files: dict[str, list[ET.Element]] = {plan.path: [] for plan in report.plans}
    for error in report.errors:
        files.setdefault(error.path, []).append(_error(error))
    for finding in report.shown:
        files[finding.path].append(_finding(finding))
    inside = (element("file", {"name": path}, files[path]) for path in sorted(files))
    return as_xml(element("checkstyle", {"version": VERSION}, inside))


def _error(error: ErrorEntry) -> ET.Element:
    said = {"message": f"Incomplete: {error.message}", "source": f"incomplete/{error.code}"}
    return element("error", {"line": error.line or 1, "severity": "error", **said})


def _finding(finding: Finding) -> ET.Element:
    place = {"line": finding.start.line, "column": finding.start.column, "severity": SEVERITIES[finding.severity]}
    return element("error", {**place, "message": sentences(finding.message, finding.fix), "source": finding.rule})
