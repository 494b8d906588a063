"""Standard output and error: written whole or said not to be, a closed pipe borne, others' text made harmless."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from planlint.reporters.escape import Look, printable

IN_LOG = "GITHUB_ACTIONS"


class Refused(Exception):  # noqa: N818 - it says what the command does
    """The command cannot do what is asked; the message says why."""

    exit_code = 2


class Misused(Refused):
    """What the command line asks does not go together; the message says what."""


def look(colour: str = "never", *, quiet: bool = False, verbose: bool = False) -> Look:
    """Return how output is to look, by options and environment."""
    return Look(_coloured(colour), in_log=os.environ.get(IN_LOG) == "true", quiet=quiet, verbose=verbose)


def _coloured(colour: str) -> bool:
    """Tell whether to colour: as the option says, else NO_COLOR, FORCE_COLOR, and whether a terminal is there."""
    if colour != "auto":
        return colour == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    terminal = sys.stdout is not None and sys.stdout.isatty()
    return terminal and os.environ.get("TERM") != "dumb"


def emit(text: str) -> None:
    """Write text that a reporter made to standard output. Raises Refused where it cannot be written whole."""
    if sys.stdout is None:  # closed by whoever started this
        raise Refused("The output could not be written: standard output is closed.")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go(sys.stdout)
    except OSError as error:
        _let_go(sys.stdout)
        raise Refused(f"The output could not be written: {error.strerror}.") from None


def show(text: str) -> None:
    """Write text of several lines to standard output, whoever wrote it."""
    emit(printable(text, look()))


def complain(text: str) -> str:
    """Write lines to standard error, and return them; where that is not possible, nobody is there to hear it."""
    said = printable(text, look()) + "\n"
    if sys.stderr is None:
        return said
    try:
        sys.stderr.write(said)
        sys.stderr.flush()
    except OSError:
        _let_go(sys.stderr)
    return said


def _let_go(stream: TextIO) -> None:
    """Point a broken stream at nothing, so that Python does not stumble over it at its end."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, stream.fileno())
    os.close(nothing)
