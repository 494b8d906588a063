"""The report for a log of GitHub Actions: one workflow command for each finding, which becomes an annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.finding import Severity
from planlint.report import UNRECOGNISED
from planlint.reporters.escape import unbracketed, visible
from planlint.reporters.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planlint.finding import Finding
    from planlint.report import ErrorEntry, Report
    from planlint.reporters.escape import Look

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
#: So many annotations of a kind does GitHub show for a step.
MOST_SHOWN = 10


def render(report: Report, _look: Look) -> str:
    """Return what was not judged, then the findings, the loudest first; what GitHub would not show stands as text."""
    annotated, rest = _parted(report)
    lines = [*_cut(rest), *map(_error, report.errors[:MOST_SHOWN]), *map(_finding, annotated)]
    lines += [_line(f"{error.path}: {error.message} [{error.code}]") for error in report.errors[MOST_SHOWN:]]
    lines += [_line(f"{one.path}:{one.start.line}: {one.severity.label}: {one.message} [{one.rule}]") for one in rest]
    return "".join(f"{line}\n" for line in lines)


def _parted(report: Report) -> tuple[list[Finding], list[Finding]]:
    """Return the findings to annotate, ten of a kind, and the rest; that a file is no plan is no annotation."""
    left = dict.fromkeys(Severity, MOST_SHOWN)
    left[Severity.ERROR] -= len(report.errors)
    left[Severity.NOTE] -= 1  # the notice that there are more
    annotated: list[Finding] = []
    rest: list[Finding] = []
    for finding in sorted(report.shown, key=lambda finding: -finding.severity):
        fits = left[finding.severity] > 0 and finding.rule != UNRECOGNISED
        left[finding.severity] -= fits
        (annotated if fits else rest).append(finding)
    return annotated, rest


def _cut(rest: list[Finding]) -> Iterator[str]:
    """Yield a notice where there are findings without an annotation."""
    number = sum(finding.rule != UNRECOGNISED for finding in rest)
    if number:
        message = f"GitHub shows {MOST_SHOWN} annotations of a kind; {many(number, 'more finding')} stand in the log"
        yield _command("notice", {"title": "planlint"}, message)


def _line(text: str) -> str:
    """Return a line of text that the runner takes for no command: those begin a line, or bear ##[."""
    return f"- {unbracketed(visible(text))}"


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
