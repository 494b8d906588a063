"""Paths as they are shown: from where the user stands, with what is no text written out."""

from __future__ import annotations

import os
import re
from pathlib import Path

#: What a byte of a name looks like that is no text, as it is shown.
WRITTEN_OUT = re.compile(rb"\\x[0-9a-f]{2}")


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
