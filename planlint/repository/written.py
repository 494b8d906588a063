"""Written: a path as a plan writes it, made one from the root."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Globs, brace sets, placeholders, variables: what stands for several paths, or for none.
STANDS_FOR_OTHERS = re.compile(r"[*?{}<>$|\"'`\x00-\x1f\ud800-\udfff]|\.\.\.|…|://")
#: Absolute, home, drive, alias: not from this repository's root.
FROM_ELSEWHERE = re.compile(r"[/~@#]|[A-Za-z]:")
LONGEST_PATH = 4096


def above(path: str) -> Iterable[str]:
    """Return the folders that a path leads through, the longest first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def normal(path: str) -> str | None:
    """Return a path from the root without dots and doubled slashes; None where it names no one place inside."""
    written = path.strip().replace("\\", "/")
    if not written or len(written) > LONGEST_PATH or FROM_ELSEWHERE.match(written) or STANDS_FOR_OTHERS.search(written):
        return None
    parts: list[str] = []
    for part in written.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or None
