"""The one barrier: an exception that nobody expected becomes data, so that one plan does not cost the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

Made = TypeVar("Made")


class Crash(NamedTuple):
    """A bug of planlint's own: one sentence without a word of the plan's, and the traceback for --debug."""

    message: str
    traceback: str


def guarded(work: Callable[[], Made]) -> Made | Crash:
    """Return what the work returns, or the crash that it ended in."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - the one place where anything may be caught
        return _crash(error)


def _crash(error: Exception) -> Crash:
    import traceback  # noqa: PLC0415 - not loaded where nothing crashes

    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    module = place.tb_frame.f_globals.get("__name__", "?") if place is not None else "?"
    message = f"This is a bug in planlint: {type(error).__name__} in {module}. Please report it; --debug shows where."
    return Crash(message, "".join(traceback.format_exception(error)))
