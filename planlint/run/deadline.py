"""The deadline of a plan: what takes longer is stopped, and said."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

#: Seconds that one plan may take.
PLAN_SECONDS = 10.0


class DeadlineError(BaseException):
    """A plan takes too long. No Exception: nothing on the way may take it for one of its own."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Stop what runs inside after some seconds of wall time. Raises DeadlineError.

    Only the main thread of a system that has alarms can be stopped; elsewhere there is no deadline.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise DeadlineError
