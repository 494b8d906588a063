"""Reading: from paths on a command line to plans' bytes and texts, or a reason why not."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from planlint.named import NamedTuple
from planlint.repository.listing import list_files
from planlint.text.source import NotUtf8Error, decode

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIXES = (".md", ".markdown")
#: Opened so, a pipe does not block and a link put in the file's place is not followed.
OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
#: What a byte of a name looks like that is no text, as it is printed.
WRITTEN_OUT = re.compile(rb"\\x[0-9a-f]{2}")
OPEN_BINARY = getattr(os, "O_BINARY", 0)


class ReadError(Exception):
    """A plan cannot be read; `code` is one of the codes of incomplete runs, `line` counts from 1."""

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.line = line


class Found(NamedTuple):
    """A plan to read: its path as shown, and where it lies."""

    shown: str
    path: Path


def shown(path: str) -> str:
    r"""Return a path as it is printed: with slashes, bytes that are no text written out, as in `a\xff.md`.

    Beside these, and where a name looks as if it had some, a backslash is two: no two names are shown alike.
    """
    name = os.fsencode(path)
    if os.sep == "/" and (WRITTEN_OUT.search(name) or not _is_text(name)):
        name = name.replace(b"\\", b"\\\\")
    return name.decode("utf-8", "backslashreplace").replace(os.sep, "/")


def _is_text(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def from_here(path: Path) -> str:
    """Return a path as the current folder's user would write it: relative where it lies below, else absolute."""
    place, here = Path(os.path.realpath(path.parent), path.name), Path.cwd()
    return str(place.relative_to(here) if place.is_relative_to(here) else place)


def markdown_below(folder: str, *, git: bool) -> tuple[list[Found], list[Found]]:
    """Return the Markdown files below a folder, sorted, and the folders that could not be looked into.

    Where git may be asked, those of its repository; a folder that git ignores
    as a whole is walked: it was named on purpose.
    """
    place = Path(folder)
    listing = list_files(place, git=git)
    if git and not listing.files:
        listing = list_files(place, git=False)
    plans = [_below(folder, name) for name in listing.files if name.lower().endswith(SUFFIXES)]
    there = [found for found in plans if os.path.lexists(found.path) and not found.path.is_dir()]
    return there, [_below(folder, name) for name in listing.closed]


def _below(folder: str, name: str) -> Found:
    return Found(shown(name if folder == "." else os.path.join(folder, name)), Path(folder, name))  # noqa: PTH118 - as given


def once(found: Sequence[Found]) -> list[Found]:
    """Return each file once, by where it really lies; a file itself goes before links to it."""
    first: dict[str, Found] = {}
    for each in found:
        first.setdefault(os.path.realpath(each.path), each)
    for each in found:
        real = os.path.realpath(each.path)
        if first[real].path.is_symlink() and not each.path.is_symlink():
            first[real] = each
    return list(first.values())


def kind_of(path: Path, root: Path) -> str:
    """Return whether a path is a "folder" to look into or a "file" to read.

    Raises ReadError where there is no such thing, or a folder is a link out of the root.
    """
    if not os.path.lexists(path):
        raise ReadError("unreadable", "There is no such file or folder.")
    if not path.is_dir():
        return "file"
    _real(path, root)
    return "folder"


def read(path: Path, root: Path, most_bytes: int) -> str:
    """Return the text of a plan that lies wherever the user says, but follows no link out of the root.

    Raises ReadError.
    """
    real = _real(path, root)
    try:
        _must_be_regular(real.stat())
        with os.fdopen(os.open(real, OPEN_FLAGS | OPEN_BINARY), "rb") as file:
            _must_be_regular(os.fstat(file.fileno()))
            return text_of(file, most_bytes)
    except FileNotFoundError:
        raise _gone(path) from None
    except OSError as error:
        raise ReadError("unreadable", f"The file cannot be read: {error.strerror}.") from None


def text_of(file: BinaryIO, most_bytes: int) -> str:
    """Return the text of an open file. Raises ReadError."""
    data = file.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise ReadError("too-large", f"A plan has at most {most_bytes} bytes, and this file has more (--max-size).")
    try:
        return decode(data)
    except NotUtf8Error as error:
        raise ReadError("not-utf-8", str(error), error.line) from None


def _must_be_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a pipe, socket or device"
        raise ReadError("not-a-regular-file", f"A plan is a regular file, and this is {kind}.")


def _gone(path: Path) -> ReadError:
    if path.is_symlink():
        return ReadError("vanished", "The link leads to no file.")
    return ReadError("vanished", "The file was there a moment ago and is gone.")


def _real(path: Path, root: Path) -> Path:
    """Return where a path really lies. Raises ReadError where a link leads out of the root."""
    real, inside = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    if real.is_relative_to(inside):
        return real
    if path.is_symlink() and not real.is_relative_to(os.path.realpath(path.parent)):
        raise ReadError("outside-root", "The link leads out of the root and was not followed.")
    if Path(os.path.abspath(path)).is_relative_to(os.path.abspath(root)):  # noqa: PTH100 - as written, links and all
        raise ReadError("outside-root", "A folder on the way is a link out of the root and was not followed.")
    return real
