"""Tree drawings: the paths that a drawing of folders and files spells out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

BRANCH = re.compile(r"^(?P<stem>[\s│|]*(?:[├└+`|]\s?[─-]{1,3}\s?)?)(?P<name>[^\s#│├└─|`-]\S*)(?P<rest>.*)$")
#: What shows that a block is a drawing of folders and files.
DRAWING = re.compile(r"──|[├└]|^[ |]*[|`+]-- \S", re.MULTILINE)
#: A folder and, further in, what it holds.
INDENTED = re.compile(r"\A\s*[\w.@-]+(?:/[\w.@-]+)*/[ \t]*(?:(?:#|//|<-|-)[^\n]*)?\n[ \t]+[\w.@\[-]")
FILE = re.compile(r"[\w.@()\[\]+/-]*\w\.\w{1,8}")
COMMENT = re.compile(r"^\s*(?:#|//|←|<-+|->|→|—|–|-|\(|\*)\s*(.*)$")


class Part(NamedTuple):
    """A line of a drawing: offset and length of the name, the whole path, the comment behind it."""

    start: int
    length: int
    path: str
    comment: str


def tree_paths(content: str, *, indented: bool = False) -> Iterator[Part]:
    """Yield the files and folders of a drawing, with offsets into it; `indented`: made of blanks alone."""
    folders: list[tuple[int, str]] = []
    at = 0
    lines = content.split("\n")
    for number, line in enumerate(lines):
        found = BRANCH.match(line)
        if found:
            depth, name = found.start("name"), found["name"].rstrip(",")
            drawn = bool(found["stem"].strip()) or (indented and FILE.fullmatch(name) is not None)
            if not name.endswith("/") and _holds(lines[number + 1 : number + 2], depth):
                name += "/"
            while folders and folders[-1][0] >= depth:
                folders.pop()
            path = "".join(folder for _, folder in folders) + name
            if name.endswith("/"):
                folders.append((depth, name if name != "./" else ""))
            if (drawn or name.endswith("/")) and name not in {"...", "…", "./"} and "..." not in name:
                comment = COMMENT.match(found["rest"])
                yield Part(at + depth, len(found["name"]), path, comment[1] if comment else "")
        at += len(line) + 1


def _holds(following: list[str], depth: int) -> bool:
    """Tell whether what is drawn below an entry at this depth is inside it: a folder without its slash."""
    branch = BRANCH.match(following[0]) if following else None
    return branch is not None and bool(branch["stem"].strip()) and branch.start("name") > depth
