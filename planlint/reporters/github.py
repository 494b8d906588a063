"""The report for a log of GitHub Actions: one workflow command for each finding, which becomes an annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.finding import Severity
from planlint.reporters.escape import unbracketed, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planlint.finding import Finding
    from planlint.report import ErrorEntry, Report
    from planlint.reporters.escape import Look

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
#: So many annotations of a kind does GitHub show for a step; the log has all.
MOST_SHOWN = 10


def render(report: Report, _look: Look) -> str:
    """Return what was not judged, then the findings, the loudest first: the first annotations alone are shown."""
    findings = sorted(report.shown, key=lambda finding: -finding.severity)
    lines = [*_cut(report), *map(_error, report.errors), *map(_finding, findings)]
    return "".join(f"{line}\n" for line in lines)


def _cut(report: Report) -> Iterator[str]:
    """Yield a notice where GitHub is going to leave annotations out."""
    counts = {severity: sum(finding.severity is severity for finding in report.shown) for severity in Severity}
    counts[Severity.ERROR] += len(report.errors)
    if max(counts.values()) > MOST_SHOWN:
        message = f"GitHub shows {MOST_SHOWN} annotations of a kind; this step's log has all {sum(counts.values())}"
        yield _command("notice", {"title": "planlint"}, message)


def _error(error: ErrorEntry) -> str:
    place = {"file": error.path, **({"line": str(error.line)} if error.line else {})}
    return _command("error", {**place, "title": f"Incomplete: {error.code}"}, error.message)


def _finding(finding: Finding) -> str:
    remarks = {"Why": finding.because, "Fix": finding.fix}
    message = "\n".join(
        [visible(finding.message), *(f"{name}: {visible(text)}" for name, text in remarks.items() if text)]
    )
    return _command(COMMANDS[finding.severity], {**_place(finding), "title": finding.rule}, message)


def _place(finding: Finding) -> dict[str, str]:
    """Return where a finding stands; the runner takes columns within one line only."""
    start, end = finding.start, finding.end
    place = {"file": finding.path, "line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:
        return {**place, "col": str(start.column), "endColumn": str(end.column)}
    return place


def _command(name: str, properties: Mapping[str, str], message: str) -> str:
    values = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {values}::{_data(message)}"


def _data(text: str) -> str:
    """Return text as the runner's own toolkit escapes it; its older syntax is obeyed anywhere in a line."""
    return unbracketed(visible(text, keep="\n")).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
