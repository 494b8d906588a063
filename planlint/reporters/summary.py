"""The end of a run in words: what was checked, found, hidden, and what could not be told."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planlint.finding import Severity
from planlint.reporters.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.report import Report

#: What somebody who named a file that no ruleset fits can do about it.
REMEDY = " (choose one with --ruleset, or with <!-- planlint-ruleset NAME --> in the plan)"


def summary(report: Report) -> str:
    """Return the summary's lines."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"{many(len(report.plans), 'plan')} checked: {_found(report)}{_hidden(report)}."
    judged = sum(plan.judged for plan in report.plans)
    idle = sum(len(plan.idle) for plan in report.plans)
    if judged or idle:
        yield f"{_judged(judged, idle, len(report.plans))}{_paths(report)}."
    elif any(plan.rulesets for plan in report.plans):
        yield "No rule was judged: none that is selected belongs to the rulesets of these plans."
    if report.silenced:
        yield f"{many(report.silenced, 'finding')} silenced in the plans (shown with --no-silence)."
    if report.known:
        yield f"{many(report.known, 'finding')} known from the baseline."
    if report.stale:
        yield f"{many(report.stale, 'finding')} of the baseline no longer there (planlint baseline --prune)."
    yield from _left_out(report)
    named = sum(not plan.rulesets for plan in report.plans)
    if strangers := report.passed_over + named:
        yield f"{many(strangers, 'file')} fit{'s' if strangers == 1 else ''} no ruleset{REMEDY if named else ''}."
    if report.errors:
        yield f"The run is incomplete: {many(len(report.errors), 'thing')} could not be judged or written."


def left_out(report: Report) -> str:
    """Return the lines on files that were not looked at, "" where all were."""
    return "\n".join(_left_out(report))


def _left_out(report: Report) -> Iterator[str]:
    for by, count in Counter(each.by for each in report.excluded).items():
        yield f"{many(count, 'file')} excluded by {by}."
    if report.unchanged:
        yield f"{many(report.unchanged, 'file')} not changed."
    yield from (f"{said}, and was not looked into." for said in report.foreign)
    if report.plans or report.errors or report.excluded or report.unchanged:
        yield from (f"No Markdown file below {folder}." for folder in report.empty)


def _found(report: Report) -> str:
    counts = [(report.count(severity), severity.label) for severity in sorted(Severity, reverse=True)]
    return ", ".join(many(count, label) for count, label in counts if count) or "no findings"


def _judged(judged: int, idle: int, plans: int) -> str:
    """Return how many rules judged something; of several plans, how often."""
    if plans > 1:
        return f"Rules judged something {many(judged, 'time')}, found nothing to judge {many(idle, 'time')}"
    return f"{many(judged, 'rule')} judged something, {idle} found nothing to judge"


def _hidden(report: Report) -> str:
    shown = set(report.shown)
    hidden = [finding for finding in report.findings if finding not in shown]
    if not hidden:
        return ""
    least = min(finding.severity for finding in hidden)
    counts = Counter(finding.severity for finding in hidden)
    said = " and ".join(many(counts[severity], severity.label) for severity in sorted(counts, reverse=True))
    return f" ({said} hidden, show with --min-severity {least.label})"


def _paths(report: Report) -> str:
    counts = Counter[str]()
    for plan in report.plans:
        counts.update(plan.paths)
    if not sum(counts.values()):
        return ""
    checked = counts.total() - counts["uncheckable"]
    return f"; {many(checked, 'path')} checked, {counts['uncheckable']} could not be checked"
