"""The report for people at a terminal: each finding with its line, carets, why, fix and source; a summary."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from planlint.finding import Severity
from planlint.report import UNRECOGNISED
from planlint.reporters.escape import Look, harmless, visible
from planlint.reporters.frame import frame
from planlint.reporters.summary import summary
from planlint.reporters.wording import source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planlint.finding import Finding
    from planlint.report import ErrorEntry, PlanReport, Report
    from planlint.text.source import Source

BOLD, DIM, BLUE = "1", "2", "1;34"
#: So many findings of a rule show a plan's lines; of more, their places and what they say are read more easily.
MOST_FRAMES = 5
COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


def render(report: Report, look: Look) -> str:
    """Return the report; a block for each finding, blank lines between."""
    page = _Page(report, look)
    blocks = list(page.findings(report.shown))
    blocks += [_error(error, look) for error in report.errors]
    if look.verbose:
        blocks += [_plan(plan) for plan in report.plans]
    if not look.quiet:
        blocks.append(summary(report))
    text = "\n".join(blocks)
    return harmless(text) if look.in_log else text


def _paint(text: str, colour: str, look: Look) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if look.colour and text else text


class _Page:
    """The blocks of findings; many show the same lines, and many of a plan's give the same reasons, told once."""

    def __init__(self, report: Report, look: Look) -> None:
        self.sources = {plan.path: plan.source for plan in report.plans}
        self.look = look
        self._frames: dict[object, str] = {}
        self._told: set[object] = set()
        self._framed: Counter[tuple[str, str]] = Counter()

    def findings(self, shown: Iterable[Finding]) -> Iterator[str]:
        """Yield the blocks of findings; what is one of many is a line, and such lines are one block."""
        for is_one_of_many, together in groupby(shown, key=self._is_one_of_many):
            if is_one_of_many:
                yield "".join(self._head(each) + "".join(self._new_remarks(each)) for each in together)
            else:
                yield from map(self._block, together)

    def _is_one_of_many(self, finding: Finding) -> bool:
        self._framed[finding.path, finding.rule] += 1
        return self._framed[finding.path, finding.rule] > MOST_FRAMES

    def _block(self, finding: Finding) -> str:
        if finding.rule == UNRECOGNISED:
            return self._head(finding)
        return self._head(finding) + self._frame(finding) + "".join(self._new_remarks(finding))

    def _head(self, finding: Finding) -> str:
        look = self.look
        place = _paint(f"{visible(finding.path)}:{finding.start.line}:{finding.start.column}", BOLD, look)
        severity = _paint(finding.severity.label, COLOURS[finding.severity], look)
        rule = _paint(f"[{visible(finding.rule)}]", DIM, look)
        return f"{place}: {severity}: {_paint(visible(finding.message), BOLD, look)} {rule}\n"

    def _frame(self, finding: Finding) -> str:
        key = finding.path, finding.start, finding.end, finding.severity
        if key not in self._frames:
            self._frames[key] = "".join(_framed(finding, self.sources[finding.path], self.look))
        return self._frames[key]

    def _new_remarks(self, finding: Finding) -> Iterator[str]:
        """Yield what no finding of the same rule has said of the plan before."""
        margin = " " * len(str(finding.start.line))
        for name, text in _remarks(finding):
            remark = finding.path, finding.rule, name, text
            if remark not in self._told:
                self._told.add(remark)
                yield f"{margin} {_paint('=', BLUE, self.look)} {_paint(name, BOLD, self.look)}: {visible(text)}\n"


def _framed(finding: Finding, plan: Source, look: Look) -> Iterator[str]:
    number = str(finding.start.line)
    margin = " " * len(number)
    bar = _paint("|", BLUE, look)
    shown = frame(plan, finding)
    carets = _paint("^" * shown.carets, COLOURS[finding.severity], look)
    yield f"{margin} {bar}\n"
    yield f"{_paint(number, BLUE, look)} {bar} {shown.line}".rstrip() + "\n"
    yield f"{margin} {bar} {' ' * shown.blanks}{carets}\n"


def _remarks(finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.because:
        yield "why", finding.because
    if finding.fix:
        yield "fix", finding.fix
    for related in finding.related:
        yield "see", f"{related.path}:{related.start.line}:{related.start.column}: {related.message}"
    if finding.document:
        yield "source", source(finding)


def _error(error: ErrorEntry, look: Look) -> str:
    place = visible(error.path) + (f":{error.line}" if error.line else "")
    head = f"{_paint(place, BOLD, look)}: {_paint('not judged', COLOURS[Severity.ERROR], look)}"
    return f"{head}: {visible(error.message)} {_paint(f'[{error.code}]', DIM, look)}\n"


def _plan(plan: PlanReport) -> str:
    rulesets = ", ".join(plan.rulesets) or "no ruleset"
    counts = ", ".join(f"{count} {outcome}" for outcome, count in plan.paths.items())
    boxes = ", ".join(f"{count} {state}" for state, count in plan.progress.items())
    lines = [
        f"{plan.path}: {rulesets} ({plan.chosen}), {plan.judged} rules judged something",
        f"  paths: {counts}",
        f"  boxes: {boxes}",
        *(f"  nothing to judge: {name}" for name in plan.idle),
    ]
    return "".join(f"{visible(line)}\n" for line in lines)
