"""The code frame: one line of a plan, cut to a width, with carets under a span."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

from planlint.named import NamedTuple
from planlint.reporters.escape import visible

if TYPE_CHECKING:
    from planlint.finding import Finding
    from planlint.text.source import Source

WIDTH = 100
#: How much of a long line stands in front of the carets.
LEAD = 30
TAB = "    "


class Frame(NamedTuple):
    """A line as it is shown, and the blanks and carets below it."""

    line: str
    blanks: int
    carets: int


def frame(source: Source, finding: Finding) -> Frame:
    """Return the frame of a finding: its first line, the span up to that line's end."""
    start, end = source.line_span(finding.start.line)
    at = min(start + finding.start.column - 1, end)
    until = min(start + finding.end.column - 1, end) if finding.end.line == finding.start.line else end
    line = source.text[start:end]
    if _is_shown_whole(line, at - start):
        return Frame(line.rstrip(), at - start, max(1, until - at))
    before = _last_cells(source.text[max(start, at - WIDTH) : at])
    marked = _cells(source.text[at : min(until, at + WIDTH + 1)])
    after = _cells(source.text[until : min(end, until + WIDTH + 1)])
    return _cut(_whole(before, at - start), marked, after)


def _is_shown_whole(line: str, before: int) -> bool:
    """Tell whether a line is shown as it stands: most are, and need no cells."""
    return len(line) <= WIDTH and before <= WIDTH // 2 and line.isascii() and line.isprintable()


def _whole(before: list[str], length: int) -> list[str]:
    """Return the cells before the carets, with a mark where some were left out."""
    return before if len(before) == length else ["…", *before]


def _cut(before: list[str], marked: list[str], after: list[str]) -> Frame:
    blanks = sum(map(_width, before))
    line, width = "".join(before), blanks
    carets = 0
    for cell, is_marked in [*((cell, True) for cell in marked), *((cell, False) for cell in after)]:
        if width + _width(cell) > WIDTH:
            return Frame(line + "…", blanks, max(1, carets))
        line += cell
        width += _width(cell)
        carets += _width(cell) if is_marked else 0
    return Frame(line.rstrip(), blanks, max(1, carets))


def _last_cells(text: str) -> list[str]:
    """Return the cells in front of the carets: all where they are few, else the last of them."""
    cells = _cells(text)
    if sum(map(_width, cells)) <= WIDTH // 2:
        return cells
    near = [width for width in accumulate(map(_width, reversed(cells))) if width <= LEAD]
    return cells[len(cells) - len(near) :]


def _cells(text: str) -> list[str]:
    return [TAB if character == "\t" else visible(character) for character in text]


def _width(cell: str) -> int:
    """Return how many columns of a terminal a cell takes."""
    if len(cell) > 1 or cell.isascii():
        return len(cell)
    if unicodedata.combining(cell) or unicodedata.category(cell) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(cell) in {"W", "F"} else 1
