"""Tree drawings: the paths that a drawing of folders and files spells out."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from planlint.markdown.pathnames import ENDING, is_known
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

BRANCH = re.compile(
    r"^(?P<stem>[\s│|]*(?:[├└+`|]\s?[─-]{1,3}\s?)?)(?:[^\w\s!-~│├└─]{1,3}\s)?"
    r"(?P<name>[^\s#│├└─|`-]\S*)(?P<rest>.*)$"
)
#: What shows that a block is a drawing of folders and files: a line that begins as a branch.
DRAWING = re.compile(r"^[ \t│|]*(?:[├└]|[│|+`]\s?─|[|`+]-- \S)", re.MULTILINE)
#: What trees have none of: boxes, arrowheads, branches that end in an arrow.
DIAGRAM = re.compile(r"[┌┐┘┤┼╭╮╯╔╗╝║═▲▼◀▶◄►]|─[>→]|^[ \t│|]*[├└+`|]-*[>→]", re.MULTILINE)
#: A folder and, further in, what it holds.
INDENTED = re.compile(r"\A\s*[\w.@-]+(?:/[\w.@-]+)*/[ \t]*(?:(?:#|//|<-|-)[^\n]*)?\n[ \t]+[\w.@\[-]")
NAME = re.compile(r"(?=\W*\w)[\w.@(\[{*<$~+/][\w.@()\[\]{}*<>$~+,/-]*")
FILE = re.compile(r"\.[A-Za-z]\w{0,9}$")
COMMENT = re.compile(r"^\s*(?:#|//|←|<-+|->|→|—|–|-|\(|\*)\s*(.*)$")
#: A second word right behind the first: a line of prose.
PROSE = re.compile(r" ?[^\s#/←<→—–(*\[-]")


class Part(NamedTuple):
    """A line of a drawing: offset and length of the name, the whole path, the comment behind it."""

    start: int
    length: int
    path: str
    comment: str


class Entry(NamedTuple):
    """A line of a drawing as it stands: how far in, the name with its place, and what follows it."""

    depth: int
    start: int
    name: str
    rest: str
    drawn: bool
    last: bool  # nothing more is drawn in any folder around it


def tree_paths(content: str, *, listed: bool) -> list[Part]:
    """Return the files and folders of a drawing; `listed`: one of blanks alone will do. Nothing if it is none."""
    indented = listed and INDENTED.match(content) is not None
    if not indented and (not DRAWING.search(content) or DIAGRAM.search(content)):
        return []
    entries = [*_entries(content), None]
    if not any(
        entry and (entry.name.endswith("/") or ENDING.search(entry.name) or is_known(entry.name)) for entry in entries
    ):
        return []
    return [*_parts(entries, indented=indented)]


def _entries(content: str) -> Iterator[Entry | None]:
    """Yield what each line holds, None for nothing."""
    at = 0
    for line in content.split("\n"):
        found = BRANCH.match(line)
        if found:
            stem, name = found["stem"], found["name"].rstrip(",")
            last = not stem.strip(" \t└`─-") and ("└" in stem or "`" in stem)
            yield Entry(len(stem), at + found.start("name"), name, found["rest"], bool(stem.strip()), last)
        else:
            yield None
        at += len(line) + 1


def _parts(entries: list[Entry | None], *, indented: bool) -> Iterator[Part]:
    """Yield the files and folders; what stands below a drawing that has come to its end is in none of its folders."""
    folders: list[tuple[int, str]] = []
    ended = False
    for entry, following in pairwise(entries):
        if entry is None:
            folders = [] if ended else folders
            continue
        while folders and folders[-1][0] >= entry.depth:
            folders.pop()
        name = _named(entry, following, indented=indented)
        if name:
            path = "".join(folder for _, folder in folders) + name
            comment = COMMENT.match(entry.rest)
            yield Part(entry.start, len(entry.name), path, comment[1] if comment else "")
        if name.endswith("/") or entry.name == "./":
            folders.append((entry.depth, name))
        ended = entry.last


def _named(entry: Entry, following: Entry | None, *, indented: bool) -> str:
    """Return the name of a file or folder, the latter's with its slash; "" for what is neither."""
    name = entry.name
    if not NAME.fullmatch(name) or "()" in name or "..." in name or name == "./":
        return ""
    if name.endswith("/"):
        return name
    holds = following is not None and following.drawn and following.depth > entry.depth
    if FILE.search(name) or is_known(name):
        beside = entry.depth == 0 and not holds and not PROSE.match(entry.rest)  # the folders that are drawn
        return name if entry.drawn or indented or beside else ""
    return f"{name}/" if holds and not PROSE.match(entry.rest) else ""
