"""Processes, measured: CPU seconds, wall seconds and peak memory of commands; ratios of medians taken in one run."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class Cost(NamedTuple):
    """What a command cost."""

    cpu: float
    wall: float
    mib: float
    code: int


def cost(command: Sequence[str | Path], folder: Path, environment: dict[str, str] | None = None) -> Cost:
    """Run a command, its output thrown away."""
    start = time.perf_counter()
    done = subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(done.pid, 0)
    done.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, done.returncode)


def medians(times: int, *runs: Callable[[], Cost]) -> list[Cost]:
    """Return the median cost of several runs, taken in turns: what disturbs one disturbs all."""
    taken: list[list[Cost]] = [[] for _ in runs]
    for _ in range(times):
        for costs, run in zip(taken, runs, strict=True):
            costs.append(run())
    return [
        Cost(
            *(statistics.median(getattr(each, name) for each in costs) for name in ("cpu", "wall", "mib")),
            costs[-1].code,
        )
        for costs in taken
    ]
