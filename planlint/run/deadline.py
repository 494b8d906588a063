"""The deadline of a plan: what takes longer is stopped, and said."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

#: Seconds of the processor's time that one plan may take for each MiB: a busy machine makes no plan slow.
PLAN_SECONDS = 10.0
MIB = 1 << 20
#: What waits for something else, and so takes no time of the processor's, is stopped after so many times that.
PATIENCE = 3


class DeadlineError(BaseException):
    """A plan takes too long. No Exception: nothing on the way may take it for one of its own."""


def seconds_for(path: Path, most_bytes: int) -> float:
    """Return how long a plan may take, of which no more is read than some bytes."""
    try:
        size = min(path.stat().st_size, most_bytes)
    except OSError:  # reading it will tell
        size = 0
    return seconds_for_bytes(size)


def seconds_for_bytes(size: int) -> float:
    """Return how long a plan of some bytes may take."""
    return PLAN_SECONDS * max(1, -(-size // MIB))


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Stop what runs inside after some seconds of the processor's time. Raises DeadlineError.

    Only the main thread of a system that has alarms can be stopped; elsewhere there is no deadline.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    clocks = {signal.SIGPROF: (signal.ITIMER_PROF, seconds), signal.SIGALRM: (signal.ITIMER_REAL, seconds * PATIENCE)}
    before = {number: signal.signal(number, _ring) for number in clocks}
    for clock, after in clocks.values():
        signal.setitimer(clock, after)
    try:
        yield
    finally:
        for clock, _ in clocks.values():
            signal.setitimer(clock, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise DeadlineError
