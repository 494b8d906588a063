"""The report as work orders for a coding agent: few, from the end of a plan to its start, each with its proof."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from planlint.finding import Severity
from planlint.report import STANDARD_INPUT, UNRECOGNISED
from planlint.reporters.escape import printable, visible
from planlint.reporters.summary import summary
from planlint.reporters.wording import many, source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.finding import Finding
    from planlint.report import ErrorEntry, PlanReport, Report
    from planlint.reporters.escape import Look

#: More orders at once are not followed well; the loudest are given first.
MOST_ORDERS = 20
QUOTED = 100
ORDER = (
    "Follow the orders as they are listed: they go from the end of each plan to its start, so lines keep their numbers."
)


def render(report: Report, look: Look) -> str:
    """Return what was not judged, the orders with a count of the rest, the command that proves all, and the summary."""
    orders = chosen(report)
    said = [_not_judged(report), _strangers(report), _head(report, orders)]
    blocks = [*said, *_orders(report, orders), _rest(report, orders), summary(report)]
    return printable("\n".join(block for block in blocks if block), look)


def chosen(report: Report) -> list[Finding]:
    """Return the findings to mend now: the loudest, by plan, the last place of each plan first."""
    loudest = sorted(_to_mend(report), key=lambda finding: -finding.severity)[:MOST_ORDERS]
    upwards = sorted(loudest, key=lambda finding: finding.start, reverse=True)
    return sorted(upwards, key=lambda finding: finding.path)


def _to_mend(report: Report) -> list[Finding]:
    return [finding for finding in report.shown if not _is_stranger(finding)]


def _not_judged(report: Report) -> str:
    if report.complete:
        return ""
    return "The run is incomplete. Not judged or not written:\n" + "".join(map(_error, report.errors))


def _error(error: ErrorEntry) -> str:
    place = visible(error.path) + (f":{error.line}" if error.line else "")
    return f"- {place}: {visible(error.message)} [{error.code}]\n"


def _strangers(report: Report) -> str:
    """Return the files that no rule judged, as no ruleset fits: that nothing is wrong with them nobody knows."""
    lines = [
        f"- {finding.path}: {finding.message}. {finding.fix}." for finding in report.shown if _is_stranger(finding)
    ]
    return "".join(f"{visible(line)}\n" for line in ("No rule judged these files:", *lines)) if lines else ""


def _is_stranger(finding: Finding) -> bool:
    return finding.rule == UNRECOGNISED


def _head(report: Report, orders: list[Finding]) -> str:
    if orders:
        return f"{ORDER}\n"
    judged = report.unchanged or any(plan.rulesets for plan in report.plans)
    return "There is nothing to mend.\n" if judged else "No plan was judged.\n"


def _orders(report: Report, orders: list[Finding]) -> Iterator[str]:
    plans = {plan.path: plan for plan in report.plans}
    for number, finding in enumerate(orders, start=1):
        yield f"{number}. {visible(_title(finding))}\n" + "".join(
            f"   {name}: {visible(text)}\n" for name, text in _details(report, plans[finding.path], finding) if text
        )


def _title(finding: Finding) -> str:
    start = finding.start
    return f"{finding.path}:{start.line}:{start.column} {finding.severity.label} {finding.rule}"


def _details(report: Report, plan: PlanReport, finding: Finding) -> Iterator[tuple[str, str]]:
    yield "line", plan.source.line(finding.start.line).strip()[:QUOTED]
    yield "wrong", finding.message
    yield "why", finding.because
    yield "write", finding.fix
    for related in finding.related:
        yield "see", f"{related.path}:{related.start.line}: {related.message}"
    yield "source", source(finding)
    yield "proof", _command(report, finding.severity, finding.path, finding.rule)


def _command(report: Report, severity: Severity, path: str, rule: str = "") -> str:
    """Return the command that fails for as long as a finding of this severity, and of this rule, is there."""
    select = ("--select", rule) if rule else ()
    least = () if severity is Severity.ERROR else ("--min-severity", severity.label, "--fail-on", severity.label)
    return shlex.join(["planlint", "check", *report.options, *select, *least, _argument(path)])


def _argument(path: str) -> str:
    """Return a plan's path as it is given on a command line."""
    if path == STANDARD_INPUT:
        return "-"
    return f"./{path}" if path.startswith("-") else path


def _rest(report: Report, orders: list[Finding]) -> str:
    left_out = len(_to_mend(report)) - len(orders)
    if not left_out:
        return ""
    return f"{many(left_out, 'more finding')}, none of them louder: run the same check again when these are mended.\n"
