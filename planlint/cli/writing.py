"""Report files: written whole or not at all, never through a link."""

from __future__ import annotations

import os
import stat
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.cli.output import look
from planlint.report import ErrorEntry
from planlint.reporters import REPORTERS
from planlint.run.barrier import Crash, guarded
from planlint.shown import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from planlint.report import Report

MODE = 0o644


def write_all(report: Report, wanted: Sequence[tuple[str, Path]]) -> Report:
    """Write reports, each format to its file; what could not be written is part of the report that is returned.

    The files that could be written tell of it too.
    """
    return _write_each(report, wanted, _plans(report)) if wanted else report


def _plans(report: Report) -> frozenset[str]:
    """Return where all really lies that was named or found, judged or not."""
    files = {*report.files, *report.left_out}
    for each in (report.plans, report.errors, report.excluded):  # what standard input stands for is there alone
        files |= {one.path for one in each}
    return frozenset(map(os.path.realpath, files))


def _write_each(report: Report, wanted: Sequence[tuple[str, Path]], plans: Collection[str]) -> Report:
    outcomes = [_written(report, form, file, plans) for form, file in wanted]
    errors = tuple(error for error in outcomes if error)
    told = replace(report, errors=(*report.errors, *errors))
    if errors:
        again = [place for place, error in zip(wanted, outcomes, strict=True) if not error]
        return _write_each(told, again, plans)
    return told


def _written(report: Report, form: str, file: Path, plans: Collection[str]) -> ErrorEntry | None:
    if os.path.realpath(file) in plans:
        return _not_written(file, "it is a plan that was named or found")
    text = guarded(lambda: REPORTERS[form](report, look()))
    if isinstance(text, Crash):
        return ErrorEntry("report-not-written", shown(str(file)), None, text.message, text.traceback)
    return write(file, text)


def write(file: Path, text: str) -> ErrorEntry | None:
    """Write a report; return what kept it from being written. A file that is there is replaced, its mode kept."""
    try:
        mode = _mode(file)
        if mode is None:
            return _not_written(file, "it is a link, a folder or a device")
        _replace(file, text, mode)
    except OSError as error:
        return _not_written(file, str(error.strerror))
    return None


def _mode(file: Path) -> int | None:
    """Return the mode that a file has, or is to have; None for what is no file. Raises OSError."""
    try:
        mode = file.lstat().st_mode
    except FileNotFoundError:
        return MODE
    return mode & 0o777 if stat.S_ISREG(mode) else None


def _replace(file: Path, text: str, mode: int) -> None:
    """Put a whole new file in a file's place, or leave the old one. Raises OSError."""
    handle, temporary = tempfile.mkstemp(prefix=".planlint-", dir=file.absolute().parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            stream.write(text)
        Path(temporary).chmod(mode)
        Path(temporary).replace(file)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _not_written(file: Path, why: str) -> ErrorEntry:
    return ErrorEntry("report-not-written", shown(str(file)), None, f"The report could not be written: {why}.")
