"""Tree drawings: the paths that a drawing of folders and files spells out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

BRANCH = re.compile(r"^(?P<stem>[\s│|]*(?:[├└+`|]\s?[─-]{1,3}\s?)?)(?P<name>[^\s#│├└─]\S*)(?P<rest>.*)$")
COMMENT = re.compile(r"^\s*(?:#|//|←|<-+|->|→|—|–|-|\(|\*)\s*(.*)$")


class Part(NamedTuple):
    """A line of a drawing: offset and length of the name, the whole path, the comment behind it."""

    start: int
    length: int
    path: str
    comment: str


def tree_paths(content: str) -> Iterator[Part]:
    """Yield the files and folders of a drawing, with offsets into it."""
    folders: list[tuple[int, str]] = []
    at = 0
    for line in content.split("\n"):
        found = BRANCH.match(line)
        if found:
            depth, name = found.start("name"), found["name"].rstrip(",")
            drawn = bool(found["stem"].strip())
            while folders and folders[-1][0] >= depth:
                folders.pop()
            path = "".join(folder for _, folder in folders) + name
            if name.endswith("/"):
                folders.append((depth, name if name != "./" else ""))
            if (drawn or name.endswith("/")) and name not in {"...", "…", "./"} and "..." not in name:
                comment = COMMENT.match(found["rest"])
                yield Part(at + depth, len(name), path, comment[1] if comment else "")
        at += len(line) + 1
