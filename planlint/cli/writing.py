"""Report files: written whole or not at all, never through a link."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from planlint.files import shown
from planlint.report import ErrorEntry

MODE = 0o644


def write(file: Path, text: str) -> ErrorEntry | None:
    """Write a report; return what kept it from being written. A file that is there is replaced, its mode kept."""
    if file.is_symlink() or (file.exists() and not file.is_file()):
        return _not_written(file, "it is a link, a folder or a device")
    try:
        mode = file.stat().st_mode & 0o777 if file.exists() else MODE
        handle, temporary = tempfile.mkstemp(prefix=".planlint-", dir=file.absolute().parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
                stream.write(text)
            Path(temporary).chmod(mode)
            Path(temporary).replace(file)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        return _not_written(file, str(error.strerror))
    return None


def _not_written(file: Path, why: str) -> ErrorEntry:
    return ErrorEntry("report-not-written", shown(str(file)), None, f"The report could not be written: {why}.")
