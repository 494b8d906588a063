"""The command line's door: which way a command line goes, and its exit code decided in one place."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from planlint.cli.brief import brief
from planlint.cli.output import Refused, complain
from planlint.fixed import take_shipped
from planlint.run.barrier import Crash, guarded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType
    from typing import Any

    from planlint.answers import Question

BAD, INTERRUPTED, TERMINATED = 2, 130, 143


def main(arguments: Sequence[str] | None = None, question: Question | None = None) -> int:
    """Run a command line and return its exit code; `question` is where a run is kept that may be asked for again.

    0 all is well, 1 findings, 2 anything that kept planlint from telling, 130 and 143 interrupted.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    _prepare()
    try:
        code = guarded(lambda: _run(given, question))
    except KeyboardInterrupt:
        complain("planlint: interrupted")
        return INTERRUPTED
    if isinstance(code, Crash):
        complain(f"planlint: {code.message}")
        if "--debug" in given:
            complain(code.traceback)
        return BAD
    return code


def _prepare() -> None:
    """Make output fit any encoding, and a termination an exit like others."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminated)


def _terminated(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(TERMINATED)


def _run(arguments: list[str], question: Question | None) -> int:
    take_shipped()
    argument = _file_as_option(arguments)
    if argument:
        complain(f"planlint: '{argument}' is a file here and looks like an option; write './{argument}' for the file")
        complain("Try 'planlint --help'.")
        return BAD
    if not _is_somewhere():
        complain("planlint: The folder that this was started in is gone; change to one that is there.")
        return BAD
    given = brief(arguments)
    return _run_whole(arguments, question) if given is None else _run_brief(*given, question)


def _run_whole(arguments: list[str], question: Question | None) -> int:
    from planlint.cli.commands import run  # noqa: PLC0415 - click is loaded for what needs it

    return run(arguments, question)


def _run_brief(paths: tuple[str, ...], options: dict[str, Any], question: Question | None) -> int:
    from planlint.cli.linting import lint  # noqa: PLC0415 - not for --help and the like

    try:
        return lint(paths, options, question)
    except Refused as error:
        complain(f"planlint: {error}")
        return error.exit_code


def _is_somewhere() -> bool:
    """Tell whether the current folder is still there."""
    try:
        os.getcwd()  # noqa: PTH109 - a Path is not asked for
    except OSError:
        return False
    return True


def _file_as_option(arguments: list[str]) -> str:
    """Return an argument that is both an option and a file: hooks pass files' names, whatever they look like."""
    for argument in arguments:
        if argument.startswith("-") and argument != "-" and os.path.lexists(argument):
            return argument
        if argument == "--":
            break
    return ""
