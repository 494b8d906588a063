"""The report: what a run found, judged and could not judge; data for the reporters."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.finding import Severity
from planlint.named import NamedTuple
from planlint.record import record
from planlint.shown import shown
from planlint.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planlint.finding import Finding
    from planlint.text.source import Source

OUTCOMES = ("verified", "missing", "ambiguous", "uncheckable")
BOX_STATES = ("checked", "open", "unknown")

#: The path of a plan that came on standard input without a name.
STANDARD_INPUT = "<stdin>"

#: The note about a file that no ruleset fits: always shown, and without a say in the exit code.
UNRECOGNISED = "planlint/unrecognised"


class Excluded(NamedTuple):
    """A file that is left out, and `FILE:LINE` of the configuration that says so."""

    path: str
    by: str


class ErrorEntry(NamedTuple):
    """What could not be judged or written, and why; `line` counts from 1, None where it is the file as a whole.

    `details` are for --debug alone.
    """

    code: str
    path: str
    line: int | None
    message: str
    details: str = ""


@record
class PlanReport:
    """What was judged in one plan. `source` is its text, for those who show lines of it."""

    path: str
    rulesets: tuple[str, ...]
    chosen: str  # option | configuration | plan | recognised
    judged: int
    idle: tuple[str, ...]
    paths: Mapping[str, int]
    progress: Mapping[str, int]
    source: Source
    findings: tuple[Finding, ...] = ()
    silenced: int = 0  # findings that the plan silences
    known: int = 0  # findings that a baseline knows
    stale: int = 0  # entries of that baseline that nothing matches


class Spent(NamedTuple):
    """The time that a plan took, by step, in nanoseconds."""

    path: str
    reading: int = 0
    parsing: int = 0
    judging: int = 0

    @property
    def whole(self) -> int:
        """Return the nanoseconds of all steps."""
        return self.reading + self.parsing + self.judging


@dataclass(slots=True, eq=False)
class Report:
    """A whole run. `shown_from` is the least severity that is shown; everything counts."""

    plans: tuple[PlanReport, ...]
    errors: tuple[ErrorEntry, ...] = ()
    shown_from: Severity = Severity.WARNING
    passed_over: int = 0  # files found, and left out because no ruleset fits
    excluded: tuple[Excluded, ...] = ()  # files that a configuration leaves out
    unchanged: int = 0  # files found, and left out because only changed ones were asked for
    gone: tuple[tuple[str, int], ...] = ()  # plans of baselines that are there no more, and how many entries each has
    foreign: tuple[str, ...] = ()  # what is said of folders that were not looked into
    empty: tuple[str, ...] = ()  # folders that were named, and hold no Markdown file
    refusal: str = ""  # why git did not say which files there are, where it should have
    options: tuple[str, ...] = ()  # what a command line has to say to judge the same
    version: str = VERSION
    files: tuple[str, ...] = ()  # every file that was looked at, as found
    left_out: tuple[str, ...] = ()  # every file that was found and not looked at, as found: excluded, or not changed
    trees: tuple[str, ...] = ()  # the folders whose files were listed for paths in plans
    consulted: tuple[str, ...] = ()  # the files that were read there
    begun: int = field(default=0, compare=False)  # when judging began, by the clock of perf_counter_ns
    spent: tuple[Spent, ...] = field(default=(), compare=False)  # by plan; no format shows it
    findings: tuple[Finding, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Put the findings of all plans in order."""
        found = (finding for plan in self.plans for finding in plan.findings)
        object.__setattr__(self, "findings", tuple(sorted(found, key=lambda finding: finding.order)))

    def place_of(self, path: str) -> Path:
        """Return where a plan lies that is shown so; a name that is no text is shown as no file is called."""
        odd = (file for file in self.files if shown(file) == path) if "\\" in path else iter(())
        return Path(next(odd, path))

    @property
    def complete(self) -> bool:
        """Tell whether every plan was judged whole."""
        return not self.errors

    @property
    def shown(self) -> tuple[Finding, ...]:
        """Return the findings that are loud enough to be shown."""
        return tuple(
            finding for finding in self.findings if finding.severity >= self.shown_from or finding.rule == UNRECOGNISED
        )

    @property
    def silenced(self) -> int:
        """Return how many findings the plans silence."""
        return sum(plan.silenced for plan in self.plans)

    @property
    def known(self) -> int:
        """Return how many findings baselines know."""
        return sum(plan.known for plan in self.plans)

    @property
    def stale(self) -> int:
        """Return how many entries of baselines match nothing any more."""
        return sum(plan.stale for plan in self.plans) + sum(count for _, count in self.gone)

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity, hidden ones included."""
        return sum(finding.severity is severity for finding in self.findings)
