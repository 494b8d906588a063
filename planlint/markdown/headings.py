"""Headings that number signs begin: CommonMark's rule, as one look at a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.guarded import MOST_INDENT

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

SIGNS = re.compile(r"#{1,6}(?![^ \t])")


def heading(state: StateBlock, line: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a heading, as a rule of markdown-it's block parser."""
    if state.sCount[line] - state.blkIndent > MOST_INDENT:
        return False
    signs = SIGNS.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if signs and not silent:
        token = state.push("heading_open", f"h{len(signs[0])}", 1)
        state.level -= 1
        state.line = line + 1
        token.map, token.markup = [line, line + 1], signs[0]
    return signs is not None
