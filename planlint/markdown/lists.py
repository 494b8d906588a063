"""Lists: CommonMark's rule, each marker read at one look. Whether a list is loose is left out; nobody asks for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.guarded import BREAK, MOST_INDENT
from planlint.markdown.limits import MAX_NESTING
from planlint.markdown.state import TAB, column_behind

if TYPE_CHECKING:
    from re import Match

    from planlint.markdown.state import BlockState

    Marker = Match[str]

#: An item's number, the sign behind it or a bullet, and the blanks up to its content. A thematic break is no item.
MARKER = re.compile(rf"(?:(?P<number>[0-9]{{1,9}})(?=[.)])|(?=[-+*])(?!{BREAK.pattern}))(?P<sign>.)(?:[ \t]++|\Z)")

#: What begins a paragraph, as can be told at one look.
TEXT = re.compile(r"[^\s`~>*+\-_0-9\[<#]|`(?!``)|\*\*(?=\w)|\[[ xX]\][ \t]|[0-9]++(?![.)])")


def list_block(state: BlockState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a list, as a rule of markdown-it's block parser."""
    indent = state.sCount[start]
    if indent - state.listIndent > MOST_INDENT and indent < state.blkIndent:
        return False  # an item set in too far for the list around it, too little for this one: the text goes on
    marker = _marker(state, start)
    if marker is None or silent:
        return marker is not None and _ends_what_is_above(state, start, marker)
    _read(state, start, end, marker)
    return True


def _marker(state: BlockState, line: int) -> Marker | None:
    return MARKER.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])


def _ends_what_is_above(state: BlockState, line: int, marker: Marker) -> bool:
    """Tell whether a list begins on a line: after a paragraph only with an item that says something, the first."""
    if state.parentType != "paragraph" or state.sCount[line] < state.blkIndent:
        return True
    return marker.end() < state.eMarks[line] and int(marker["number"] or 1) == 1


def _read(state: BlockState, line: int, end: int, marker: Marker) -> None:
    kind = "ordered_list" if marker["number"] else "bullet_list"
    sign = marker["sign"]
    lines = [line, 0]
    state.begin(f"{kind}_open", lines, sign, marker.start())
    following: Marker | None = marker
    while following and following["sign"] == sign:
        following = _item(state, line, end, following)
        line = state.line
    lines[1] = line
    state.end(f"{kind}_close", sign)


def _following(state: BlockState, line: int, end: int) -> Marker | None:
    """Return the marker of the list's next item, None where the list is at its end."""
    if line >= end or not 0 <= state.sCount[line] - state.blkIndent <= MOST_INDENT:
        return None
    return _marker(state, line)


def _item(state: BlockState, line: int, end: int, marker: Marker) -> Marker | None:
    """Read an item; return the marker of the list's next, None where the list is at its end."""
    lines = [line, 0]
    state.begin("list_item_open", lines, marker["sign"], marker.start(), marker["number"] or "")
    column, indent = _columns(state, line, marker)
    state.tShift[line], state.sCount[line] = marker.end() - state.bMarks[line], column
    below = _below(state, line, end, indent) if column == indent and TEXT.match(state.src, marker.end()) else None
    if below:
        state.leaf("paragraph_open", line, line + 1, "")
    else:
        _blocks(state, line, end, marker, indent)
    lines[1] = state.line
    state.end("list_item_close", marker["sign"])
    return below or _following(state, state.line, end)


def _below(state: BlockState, line: int, end: int, indent: int) -> Marker | None:
    """Return the marker right below an item's first line, where it ends the paragraph there and may go on the list."""
    if line + 1 < end and state.sCount[line + 1] < indent and state.level < MAX_NESTING:
        return _following(state, line + 1, end)
    return None


def _blocks(state: BlockState, line: int, end: int, marker: Marker, indent: int) -> None:
    """Read the blocks of an item."""
    around, state.listIndent, state.blkIndent = state.listIndent, state.blkIndent, indent
    if marker.end() >= state.eMarks[line] and state.isEmpty(line + 1):
        state.line = min(line + 2, end)  # an item may begin with one blank line, not with two
    else:
        state.md.block.tokenize(state, line, end)
    state.listIndent, state.blkIndent = around, state.listIndent


def _columns(state: BlockState, line: int, marker: Marker) -> tuple[int, int]:
    """Return the column that an item's content begins in, and the one from which on lines belong to the item."""
    behind = marker.end("sign")
    beside = state.sCount[line] + behind - marker.start()
    column = column_behind(state.src[behind : marker.end()], beside, state.bsCount[line])
    begins_with_code = column - beside > TAB
    return column, beside + 1 if begins_with_code or marker.end() >= state.eMarks[line] else column
