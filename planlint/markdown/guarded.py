"""Rules of markdown-it that are tried on many lines, each behind one look that tells most of them off."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from markdown_it import rules_block

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

#: Lines further in than this are code, or go on with a paragraph.
MOST_INDENT = 3

#: The rule of markdown-it looks at each character, for each list that begins on a line once more.
BREAK = re.compile(r"(?P<mark>[-*_])(?:[ \t]*+(?P=mark)){2,}+[ \t]*+\Z")

#: What the line below a table's head begins with: a dash and a blank begin an item.
RULED_OFF = ("|", ":", "--", "-|", "-:")

#: What a label or a title ends with.
CLOSING = "]\"')"
#: A key of markdown-it's environment: where the paragraph last looked at ends, and its last line with one.
PARAGRAPH = "planlint paragraph"


def is_break(state: StateBlock, line: int) -> bool:
    """Tell whether a line is a thematic break, however far it is set in."""
    return BREAK.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]) is not None


def thematic_break(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read what is a break; most lines that begin so are items, some of them long."""
    return is_break(state, line) and rules_block.hr(state, line, end, silent)


def table(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a table, where the line below begins as one does that rules off a table's head."""
    below = line + 1  # where there is none, a place at the text's end
    begin = state.bMarks[below] + state.tShift[below]
    return state.src.startswith(RULED_OFF, begin) and rules_block.table(state, line, end, silent)


def reference(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a link definition, no further than a label or a title can reach that comes to its end.

    markdown-it's rule looks for that end on each line of a paragraph, slowly. A target may stand on the line below a
    label's end, and a table that begins there instead has a second line.
    """
    whole = state.lineMax
    state.lineMax = min(whole, _last_closing(state, line) + 3)
    found = rules_block.reference(state, line, end, silent)
    state.lineMax = whole
    return found


def _last_closing(state: StateBlock, line: int) -> int:
    """Return the last line up to the next blank one that holds what closes a label or a title."""
    text, begin = state.src, state.bMarks[line]
    known: tuple[int, int] = state.env.get(PARAGRAPH, (0, 0))
    if begin >= known[0]:
        blank = text.find("\n\n", begin)
        after = blank if blank >= 0 else len(text)
        last = max(text.rfind(mark, begin, after) for mark in CLOSING)
        known = state.env[PARAGRAPH] = after, bisect_right(state.eMarks, last)
    return known[1]
