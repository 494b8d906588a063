"""`planlint hook`: lints the plan that a coding agent has just written or hands over, in its hooks' own contract."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cache import Cache, digest
from planlint.cli.output import complain
from planlint.files import is_gone
from planlint.finding import Severity
from planlint.payload import MOST_BYTES, PayloadError, Plan, Task, read
from planlint.repository.listing import marked_above
from planlint.run.barrier import Crash, guarded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What an agent's hooks understand: nothing to say, an error shown to the user alone, orders for the agent.
QUIET, ERROR, ORDERS = 0, 1, 2
KIND = "refused"
#: An order that is an error's.
ERRORS = re.compile(rf"^\d+\. .* {Severity.ERROR.label} \S+$", re.MULTILINE)


@click.command(short_help="Lint plans from a coding agent's hooks.", context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, metavar="[OPTION OF CHECK]...", type=click.UNPROCESSED)
@click.pass_context
def command(context: click.Context, /, options: tuple[str, ...]) -> None:
    """Lint plans from a coding agent's hooks.

    Reads a hook's input from standard input, as Claude Code and Gemini CLI
    write it: after a plan was written, before it is handed over, or when the
    agent means to be done. Exit code 2, with work orders on standard error,
    which the agent reads; 0 where there is nothing to mend or no plan; 1 where
    planlint could not judge, which never blocks. Options are those of check.
    """
    code = guarded(lambda: _answer(options))
    if isinstance(code, Crash):
        complain(f"planlint: {code.message}")
        code = ERROR
    context.exit(code)


def _answer(options: Sequence[str]) -> int:
    try:
        task = read(_given(), Path(os.path.expanduser("~")))  # noqa: PTH111 - bears users without a home
        _enter(task.folder)
    except (PayloadError, OSError) as error:
        complain(f"planlint: {error}")
        return ERROR
    codes = [_judged(task, plan, options) for plan in task.plans]
    if task.changed:
        codes.append(_check(["--changed", *options]))
    return max(codes, default=QUIET)  # orders before errors


def _given() -> bytes:
    """Return a hook's input. Raises PayloadError."""
    if sys.stdin is None:  # closed by whoever started this
        raise PayloadError("A hook's input comes on standard input, and that is closed")
    return sys.stdin.buffer.read(MOST_BYTES)


def _enter(folder: str) -> None:
    """Go to where the agent works. Raises PayloadError for what is no path, else OSError."""
    try:
        os.chdir(folder)
    except ValueError:  # NUL, or half a character
        raise PayloadError("A hook's input names a folder as cwd, and this is no path") from None


def _judged(task: Task, plan: Plan, options: Sequence[str]) -> int:
    if plan.text is None:
        return QUIET if _is_no_file(Path(plan.path)) else _check([*options, "--", plan.path])
    return _check([*options, "-"], plan.text, _again(task, plan.text))


def _is_no_file(path: Path) -> bool:
    """Tell whether nothing lies at a path, or what is no file; of what lies in a closed folder, check says why not."""
    return is_gone(path, follow=True) or (os.path.exists(path) and not os.path.isfile(path))  # noqa: PTH110, PTH113


def _again(task: Task, text: str) -> Refusals:
    name = digest(*(part.encode("utf-8", "surrogatepass") for part in (task.session, text)))
    return Refusals(Cache.below(marked_above(Path.cwd()) or Path.cwd()), name)


class Refusals:
    """Which plans were refused: the same one, handed over again in the same session, goes to the user."""

    def __init__(self, cache: Cache | None, name: bytes) -> None:
        self._cache = cache
        self._name = name

    def refuse(self) -> bool:
        """Tell whether this plan may be refused, and keep that it was."""
        if self._cache is None or self._cache.get(KIND, self._name) is not None:
            return False
        self._cache.put(KIND, self._name, b"")
        return self._cache.get(KIND, self._name) is not None


def _check(arguments: Sequence[str], text: str | None = None, refusals: Refusals | None = None) -> int:
    """Return what the agent is to know of a check; its orders are written to standard error."""
    from planlint.cli.main import BAD, main  # noqa: PLC0415 - it is what starts this command

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), _standard_input(text):
        code = main(["check", "--format", "agent", "--color", "never", *arguments])
    if code == BAD:  # something could not be judged; what was found all the same is not lost
        complain(printed.getvalue().rstrip("\n"))
        return ORDERS if ERRORS.search(printed.getvalue()) else ERROR
    if code != 1:
        return ERROR if code else QUIET
    if refusals is not None and not refusals.refuse():
        complain("planlint: This plan was refused before, and is let through as it stands.")
        return QUIET
    complain(printed.getvalue().rstrip("\n"))
    return ORDERS


@contextlib.contextmanager
def _standard_input(text: str | None) -> Iterator[None]:
    before = sys.stdin
    if text is not None:
        sys.stdin = io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogatepass")), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before
