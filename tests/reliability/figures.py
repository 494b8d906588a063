"""Runs the reliability suite and prints the figures it reached: `python tests/reliability/figures.py [--quick]`.

`--quick` leaves out what pytest runs as well, and what takes long: two minutes instead of half an hour.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.reliability import inputs, machine

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reliability.figure import Figure

QUICK: tuple[Callable[[], list[Figure]], ...] = (
    partial(inputs.exhaustion, quick=True),
    partial(inputs.pathologies, quick=True),
    inputs.bombs,
    partial(machine.interruptions, tries=10),
    partial(machine.overhead, rounds=1),
)
WHOLE: tuple[Callable[[], list[Figure]], ...] = (
    inputs.bad_inputs,
    inputs.bombs,
    machine.tested,
    machine.matrix,
    partial(machine.interruptions, tries=100),
    machine.determinism,
    partial(machine.overhead, rounds=3),
    partial(inputs.pathologies, quick=False),
    partial(machine.injections, cases=8000),
    partial(inputs.exhaustion, quick=False),
)


def main(*, quick: bool) -> int:
    """Run all, print the table as it grows, and return 1 where a goal is missed."""
    print("| measure | goal | reached | met |\n|---|---|---|---|", flush=True)
    start, missed = time.monotonic(), 0
    for measure in QUICK if quick else WHOLE:
        for figure in measure():
            missed += not figure.met
            print(
                f"| {figure.measure} | {figure.goal} | {figure.reached} | {'yes' if figure.met else 'NO'} |", flush=True
            )
    print(f"\n{time.monotonic() - start:.0f} seconds; {missed} goals missed")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(quick="--quick" in sys.argv[1:]))
