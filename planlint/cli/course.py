"""How a run goes: plans judged so far, on a line of the terminal that is wiped again; and where the time went."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from planlint.report import Report

#: Fewer plans than this are judged before anyone wonders.
FEW = 50
#: The line changes about so many times.
CHANGES = 100
#: So many of the slowest plans are named.
SLOWEST = 3
STEPS = ("reading", "parsing", "judging")


class Line:
    """One line on standard error that says how far a run is."""

    def __init__(self) -> None:
        self._shown = ""

    def tell(self, plans: int, judged: int) -> None:
        """Show how many of how many plans are judged, where that is worth a line."""
        if plans > FEW and judged % max(plans // CHANGES, 1) == 0:
            self._write(f"planlint: {judged} of {plans} plans")

    def wipe(self) -> None:
        """Leave the terminal as it was."""
        if self._shown:
            self._write(" " * len(self._shown))
            self._write("")

    def _write(self, text: str) -> None:
        self._shown = text
        with suppress(OSError):  # nobody is there to see it
            sys.stderr.write(f"\r{text}")
            sys.stderr.flush()


@contextmanager
def course(options: Mapping[str, Any]) -> Iterator[Callable[[int, int], None]]:
    """Give what hears how far a run is, and shows it where people sit before it: not in pipes, in CI, or quietly."""
    line = Line() if _is_seen() and options["form"] == "text" and not options["quiet"] else None
    try:
        yield line.tell if line else _unseen
    finally:
        if line:
            line.wipe()


def _unseen(_plans: int, _judged: int) -> None:
    """Show nothing."""


def _is_seen() -> bool:
    terminals = (stream is not None and stream.isatty() for stream in (sys.stdout, sys.stderr))
    return all(terminals) and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")


def account(report: Report, start: int, judged: int, end: int, foreign: int = 0) -> str:
    """Return where the time of a run went, as lines; the moments in nanoseconds, by the clock of perf_counter_ns.

    `foreign` is how many entries of the cache could not be used.
    """
    plans = sorted(report.spent, key=lambda each: (-each.whole, each.path))
    steps = ", ".join(f"{step} {_seconds(sum(getattr(each, step) for each in plans))}" for step in STEPS)
    lines = [
        f"planlint: {_seconds(end - start)} in all",
        f"  {_seconds(report.begun - start)} finding rulesets and plans",
        f"  {_seconds(judged - report.begun)} judging plans; summed over processes: {steps}",
        *(f"    {_seconds(each.whole)} {each.path}" for each in plans[:SLOWEST]),
        f"  {_seconds(end - judged)} writing",
        *(
            [f"  {foreign} of the cache's entries were damaged or somebody else's, and are made anew"]
            if foreign
            else []
        ),
    ]
    return "\n".join(lines)


def _seconds(time: int) -> str:
    return f"{time / 1e9:.3f} s"
