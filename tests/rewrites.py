"""Rewrites: other ways to write the same Markdown, as formatters and other authors do; code is left as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FENCE = re.compile(r"\s*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})")
#: What a broken line must not begin with, since it would begin a block.
BLOCK = re.compile(r"[-*+#>|=`~]|\d+[.)]")
#: Words, and what holds together: code, bold text, links, tags.
PIECES = re.compile(r"(?:`[^`]*`|\*\*[^*]*\*\*|!?\[[^\]]*\](?:\([^)]*\))?|<[^>]*>|\S)+")
WIDTH = 72


def each_line(change: Callable[[str], str]) -> Callable[[str], str]:
    """Return a rewrite that changes each line outside of fenced code, front matter and tables."""

    def rewrite(text: str) -> str:
        done, fence = [], ""
        for at, line in enumerate(text.split("\n")):
            mark = FENCE.match(line)
            if line == "---" and (at == 0 or fence == "---"):
                fence = "---" if at == 0 else ""
            elif mark and not fence:
                fence = mark[1]
            elif fence:
                fence = "" if line.strip().startswith(fence) else fence
            else:
                line = line if line.startswith("|") else change(line)  # noqa: PLW2901 - as it is rewritten
            done.append(line)
        return "\n".join(done)

    return rewrite


def underlined(line: str) -> str:
    """Return a heading of level 1 or 2 as one that is underlined; a number would make a list of it."""
    found = re.fullmatch(r"(##?) (?!\W*\d)([^|]*[^|\s])", line)
    return f"\n{found[2]}\n{'=-'[len(found[1]) - 1] * 3}" if found else line


def broken(line: str) -> str:
    """Return a long line of prose broken into shorter ones, those of an item set in as far as its text."""
    mark = re.match(r"\s*(?:(?:[-*+]|\d+[.)]) )?", line)
    if len(line) <= WIDTH or line.startswith(("#", ">", "    ")) or not mark:
        return line
    rows = [""]
    for piece in PIECES.findall(line[mark.end() :]):
        if len(rows[-1]) + len(piece) < WIDTH or BLOCK.match(piece):
            rows[-1] = f"{rows[-1]} {piece}".strip()
        else:
            rows.append(piece)
    return mark[0] + ("\n" + " " * mark.end()).join(rows)


REWRITES: dict[str, Callable[[str], str]] = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text: f"\ufeff{text}",
    "a remark at the end": lambda text: f"{text}\n\n<!-- reviewed -->\n",
    "blanks at line ends": each_line(lambda line: f"{line} " if line else line),
    "stars as bullets": each_line(lambda line: re.sub(r"^(\s*)- (?!-)", r"\1* ", line)),
    "plus signs as bullets": each_line(lambda line: re.sub(r"^(\s*)- (?!-)", r"\1+ ", line)),
    "numbers with parentheses": each_line(lambda line: re.sub(r"^(\s*\d+)\. ", r"\1) ", line)),
    "boxes ticked in capitals": each_line(lambda line: line.replace("[x]", "[X]")),
    "headings underlined": each_line(underlined),
    "headings closed": each_line(lambda line: re.sub(r"^(#{1,6}) (.*\S)", r"\1 \2 \1", line)),
    "headings in bold": each_line(lambda line: re.sub(r"^(#{2,6}) ([^*`_\[\]]*[^*`_\[\]\s])$", r"\1 **\2**", line)),
    "headings with an anchor": each_line(lambda line: re.sub(r"^(#{2,6} .*[^\s}])$", r"\1 {#here}", line)),
    "headings with a picture": each_line(lambda line: re.sub(r"^(#{2,6}) (?=[A-Za-z])", r"\1 🚀 ", line)),
    # A lone word of small letters between underscores is a name, as __init__ is.
    "bold by underscores": each_line(lambda line: re.sub(r"\*\*(?![a-z\d]+\*)([^*_`]+)\*\*", r"__\1__", line)),
    "colons in the bold": each_line(lambda line: re.sub(r"\*\*([^*:`]+)\*\*:", r"**\1:**", line)),
    "colons behind the bold": each_line(lambda line: re.sub(r"\*\*([^*:`]+):\*\*", r"**\1**:", line)),
    "lines broken": each_line(broken),
    "files linked": each_line(
        lambda line: (
            re.sub(r"(?<![`\[])`((?:[\w.-]+/)+[\w.-]+\.\w{1,4})`(?![`\]])", r"[`\1`](\1)", line)
            if not line.startswith("#")
            else line
        )
    ),
}
