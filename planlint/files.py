"""Reading: from a file's path to its bytes or its text, or a reason why not."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from planlint.text.source import NotUtf8Error, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Opened so, a pipe does not block and a link put in the file's place is not followed.
OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
OPEN_BINARY = getattr(os, "O_BINARY", 0)


class ReadError(Exception):
    """A plan cannot be read; `code` is one of the codes of incomplete runs, `line` counts from 1."""

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.line = line


class NotRegularError(OSError):
    """What is to be read is no regular file; `kind` is what it is."""

    def __init__(self, kind: str) -> None:
        super().__init__(errno.EINVAL, f"it is {kind}, and no regular file")
        self.kind = kind


def is_folder(path: Path) -> bool:
    """Tell whether a path leads to a folder; not, where a closed door hides it (pathlib fails there)."""
    return os.path.isdir(path)  # noqa: PTH112


def is_link(path: Path) -> bool:
    """Tell whether a path is a link; not, where a closed door hides it."""
    return os.path.islink(path)  # noqa: PTH114


def is_gone(path: Path, *, follow: bool = False) -> bool:
    """Tell whether there is nothing at a path, or where its link leads; what lies in a closed folder is not gone."""
    try:
        path.stat(follow_symlinks=follow)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # no path at all, as with NUL in it
        return True
    except OSError:
        return False
    return False


def kind_of(path: Path, root: Path) -> str:
    """Return whether a path is a "folder" to look into or a "file" to read.

    Raises ReadError where there is no such thing, or a folder is a link out of the root.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        raise ReadError("unreadable", "There is no such file or folder.") from None
    except OSError as error:
        raise _unreadable(error) from None
    if not is_folder(path):
        return "file"
    _real(path, root)
    return "folder"


def read(path: Path, root: Path, most_bytes: int) -> str:
    """Return the text of a plan that lies wherever the user says, but follows no link out of the root.

    Raises ReadError.
    """
    real = _real(path, root)
    try:
        with _opened(real) as file:
            return text_of(file, most_bytes)
    except NotRegularError as error:
        raise ReadError("not-a-regular-file", f"A plan is a regular file, and this is {error.kind}.") from None
    except FileNotFoundError:
        raise _gone(path) from None
    except OSError as error:
        raise _unreadable(error) from None


def content(path: Path, most_bytes: int) -> bytes:
    """Return the bytes of a regular file wherever it lies, cut behind the first that is too many.

    Raises OSError, of the kind NotRegularError for what is no such file.
    """
    with _opened(Path(os.path.realpath(path))) as file:
        return file.read(most_bytes + 1)


def inside(path: Path, root: Path) -> Path:
    """Return a path that a file of the tree names, and that really lies in the root. Raises OSError."""
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        raise PermissionError(errno.EACCES, "it lies out of the root, or a link to it leads there")
    return path


@contextmanager
def _opened(real: Path) -> Iterator[BinaryIO]:
    """Open a regular file. It is looked at before, as opening a device may do more, and again once it is open."""
    _must_be_regular(real.stat())
    with os.fdopen(os.open(real, OPEN_FLAGS | OPEN_BINARY), "rb") as file:
        _must_be_regular(os.fstat(file.fileno()))
        yield file


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
        raise NotRegularError("a folder" if stat.S_ISDIR(status.st_mode) else "a pipe, socket or device")


def _unreadable(error: OSError) -> ReadError:
    return ReadError("unreadable", f"The file cannot be read: {error.strerror}.")


def _gone(path: Path) -> ReadError:
    if is_link(path):
        return ReadError("vanished", "The link leads to no file.")
    return ReadError("vanished", "The file was there a moment ago and is gone.")


def _real(path: Path, root: Path) -> Path:
    """Return where a path really lies. Raises ReadError where a link leads out of the root."""
    real, inside = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    if real.is_relative_to(inside):
        return real
    if is_link(path) and not real.is_relative_to(os.path.realpath(path.parent)):
        raise ReadError("outside-root", "The link leads out of the root and was not followed.")
    if Path(os.path.abspath(path)).is_relative_to(os.path.abspath(root)):  # noqa: PTH100 - as written, links and all
        raise ReadError("outside-root", "A folder on the way is a link out of the root and was not followed.")
    return real
