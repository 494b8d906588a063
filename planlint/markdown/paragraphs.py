"""Paragraphs and underlined headings: CommonMark's rules as one, so that each line is looked at once.

One thing is read as its author meant it, not as CommonMark has it: a label at
the margin right below a list is no part of the item above, where a list of
its own follows or where the list above is at its end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.guarded import MOST_INDENT

if TYPE_CHECKING:
    from planlint.markdown.state import BlockState

UNDERLINE = re.compile(r"(?:-+|=+)[ \t]*")
#: A bold label alone on its line, and an item right below.
LABEL_OVER_ITEMS = re.compile(r"\*\*[^*`\n]{1,80}\*\*:?[ \t]*\n[ \t]*[-*+][ \t]+\S")
#: A bold label, a few lines of text, a fence perhaps, and then a heading, a break or the end: no list goes on.
LABEL_BEHIND_LIST = re.compile(
    r"\*\*[^*`\n]{1,80}(?::\*\*|\*\*:)[^\n]*\n"
    r"(?:(?!\s|[-*+#][ \t]|[0-9]+[.)]|`{3}|~{3}|-{3})[^\n]+\n){0,8}+"
    r"(?:(?P<fence>`{3,}|~{3,})[^\n]*\n(?:(?!(?P=fence))[^\n]*\n){0,40}+(?P=fence)[ \t]*\n)?+"
    r"[ \t\n]*+(?:#|-{3}|\Z)"
)


def paragraph(state: BlockState, start: int, end: int, _silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a paragraph or an underlined heading, as a rule of markdown-it's block parser; it never has to be silent."""
    around, state.parentType = state.parentType, "paragraph"  # what ends a paragraph asks for this
    after, mark = _last(state, start, end)
    state.parentType = around
    if mark:
        state.leaf("heading_open", start, after + 1, mark)
    else:
        state.leaf("paragraph_open", start, after, "")
    return True


def _last(state: BlockState, start: int, end: int) -> tuple[int, str]:
    """Return the line behind a paragraph's last, and the mark that underlines it, "" where it is no heading."""
    text, begins, shifts, ends, indents = state.src, state.bMarks, state.tShift, state.eMarks, state.sCount
    for line in range(start + 1, end):
        at = begins[line] + shifts[line]
        if at >= ends[line]:
            return line, ""
        depth = indents[line] - state.blkIndent
        if 0 <= indents[line] < state.blkIndent and begins_label(text, at):
            return line, ""
        if depth <= MOST_INDENT:
            if depth >= 0 and UNDERLINE.fullmatch(text, at, ends[line]):
                return line, text[at]
            if indents[line] >= 0 and state.ends_paragraph(state, line, end, True):  # noqa: FBT003 - markdown-it's signature
                return line, ""
    return end, ""


def begins_label(text: str, at: int) -> bool:
    """Tell whether a label begins that is no part of the list item above."""
    return text.startswith("**", at) and bool(LABEL_OVER_ITEMS.match(text, at) or LABEL_BEHIND_LIST.match(text, at))
