"""Headings that number signs begin: CommonMark's rule, as one look at a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planlint.markdown.state import BlockState

SIGNS = re.compile(r"#{1,6}(?![^ \t])")


def heading(state: BlockState, line: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a heading, as a rule of markdown-it's block parser."""
    signs = SIGNS.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if signs and not silent:
        state.leaf("heading_open", line, line + 1, signs[0])
    return signs is not None
