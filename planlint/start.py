"""The command's door: what was answered before is answered again; everything else starts the command line."""

from __future__ import annotations

import _thread
import gc
import os
import sys
import time

from planlint.answers import ask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from planlint.answers import Question

#: As the command line has it, which an interruption may come before.
INTERRUPTED = 130
#: So many more than before are made before the collector looks: more than the modules and the rulesets come to.
MANY_OBJECTS = 100_000
#: Seconds after which a place that swallows exceptions is left.
SOON = 0.01


def main() -> int:
    """Run the command line and return its exit code."""
    told = sys.unraisablehook
    try:
        sys.unraisablehook = lambda raised: _heard(raised) or told(raised)
        return _main(sys.argv[1:])
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        sys.unraisablehook = told


def _heard(raised: sys.UnraisableHookArgs) -> bool:
    """Interrupt once more where an interruption struck what no exception leaves, as the end of an import does not."""
    lost = isinstance(raised.exc_value, KeyboardInterrupt)
    if lost:
        _thread.start_new_thread(_interrupt_soon, ())
    return lost


def _interrupt_soon() -> None:
    time.sleep(SOON)
    _thread.interrupt_main()


def _main(arguments: list[str]) -> int:
    _be_patient()
    question = ask(arguments, time.time_ns())
    answer = question.answer() if question else None
    if answer is None:
        return _start(arguments, question)
    printed, errors, code = answer
    try:
        for stream, text in ((sys.stdout, printed), (sys.stderr, errors)):
            getattr(stream, "reconfigure", _nothing)(errors="backslashreplace")
            stream.write(text)
            stream.flush()
    except (OSError, AttributeError):  # closed, full, or none at all: the command line says so as ever
        return _start(arguments, None)
    return code


def _start(arguments: list[str], question: Question | None) -> int:
    """Run the command line; what it makes mostly lives until it ends, so that the collector finds next to nothing."""
    settable = hasattr(gc, "freeze")  # not in every Python
    if settable:
        gc.set_threshold(MANY_OBJECTS)
    from planlint.cli.main import main as start  # noqa: PLC0415 - what was answered before loads nothing more

    try:
        return start(arguments, question)
    finally:
        if settable:
            gc.freeze()  # or Python looks for garbage, several times, in what goes with the process anyway


def _be_patient() -> None:
    """Make output wait for a slow reader; whoever started this may have made it give up."""
    for stream in (sys.stdout, sys.stderr):
        try:
            os.set_blocking(stream.fileno(), True)
        except (OSError, ValueError, AttributeError):  # no file, closed, or none at all
            continue


def _nothing(*, errors: str) -> None:
    """Leave a stream that is no file as it is."""
