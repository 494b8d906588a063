"""Runs the reliability suite and prints the figures it reached: `python tests/reliability/figures.py [--quick] [--but] [NAME…]`.

`--quick` leaves out what pytest runs as well, and what takes long: under two minutes instead of half an hour. Names
are those of parts (`pathologies`, `matrix`, …), which then alone are run, or with `--but` alone are not.
"""

from __future__ import annotations

import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.reliability import inputs, machine
from tests.reliability.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

QUICK: dict[str, Callable[[], list[Figure]]] = {
    "exhaustion": partial(inputs.exhaustion, longest=4, one_in=12),
    "pathologies": partial(inputs.pathologies, quick=True),
    "bombs": inputs.bombs,
    "interruptions": partial(machine.interruptions, tries=10),
    "overhead": partial(machine.overhead, rounds=1),
}
WHOLE: dict[str, Callable[[], list[Figure]]] = {
    "bad_inputs": inputs.bad_inputs,
    "bombs": inputs.bombs,
    "tested": machine.tested,
    "matrix": machine.matrix,
    "interruptions": partial(machine.interruptions, tries=100),
    "determinism": machine.determinism,
    "overhead": partial(machine.overhead, rounds=3),
    "pathologies": partial(inputs.pathologies, quick=False),
    "injections": partial(machine.injections, cases=8000),
    "exhaustion": partial(inputs.exhaustion, longest=5, one_in=1),
}


def main(*, quick: bool, but: bool, names: Collection[str]) -> int:
    """Run parts (all, where none is named), print the table as it grows, and return 1 where a goal that binds is missed."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background makes all it starts deaf to ^C
    print("| measure | goal | reached | met |\n|---|---|---|---|", flush=True)
    start, missed = time.monotonic(), list[Figure]()
    parts = QUICK if quick else WHOLE
    chosen = [name for name in parts if name not in names] if but else names or parts
    for figure in (figure for name in chosen for figure in parts[name]()):
        missed += [] if figure.met else [figure]
        met = "yes" if figure.met else "NO"
        print(f"| {figure.measure} | {figure.goal} | {figure.reached} | {met} |", flush=True)
    print(f"\n{time.monotonic() - start:.0f} seconds; {len(missed)} goals missed")
    return int(any(figure.binds for figure in missed))


if __name__ == "__main__":
    said = sys.argv[1:]
    sys.exit(main(quick="--quick" in said, but="--but" in said, names=[name for name in said if name[:2] != "--"]))
