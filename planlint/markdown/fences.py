"""Fenced code: CommonMark's rule, told apart from a fence that holds another fence or is never closed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planlint.markdown.unbalanced import nested, torn, unbalanced
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

    from planlint.markdown.structure import Spoiled

#: Keys of markdown-it's environment.
SPOILED = "planlint spoiled"
TRIED = "planlint lines tried"

#: How many times over a plan's lines may be looked at in vain for the end of an outer fence.
PATIENCE = 20

#: The length of most fences; none is shorter.
SHORTEST = 3
FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
#: An outer fence of these languages may be meant to hold fences: a sample of Markdown, or plain text.
PROSE = frozenset({"", "markdown", "md", "mdx", "text", "txt"})
#: Of these, a sample may hold bare fences too.
MARKDOWN = frozenset({"markdown", "md", "mdx"})


class Fence(NamedTuple):
    """A line that is a fence."""

    line: int  # from 0
    mark: str  # the run of backticks or tildes
    info: str

    @property
    def language(self) -> str:
        """Return the first word of the info string, lower case."""
        return self.info.split(" ")[0].lower()

    def holds(self, other: Fence) -> bool:
        """Tell whether another fence could be taken for the end of this one, or opens one that could."""
        return other.mark[0] == self.mark[0] and len(other.mark) >= len(self.mark)


def fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read one fenced block, as a rule of markdown-it's block parser."""
    opening = fence_at(state, start)
    if opening is None or silent:
        return opening is not None
    closing, after, inner = _close(state, opening, end)
    left = _left_open(state, opening, closing)
    inner = inner or _bare_inner(state, opening, closing, end) or (left and closing)
    if inner and (outer := _outer_close(state, opening, end)):
        closing, after = outer, outer.line + 1
        _spoiled(state).append(nested(opening, inner, closing))
    elif left and closing:
        _report(state, left, torn(opening, left, closing))
    elif (inner and inner.info) or not closing:
        _report(state, opening, unbalanced(opening, inner, after))
    _push(state, opening, closing, after)
    return True


def fence_at(state: StateBlock, line: int) -> Fence | None:
    """Return the fence that a line is in its container."""
    begin = state.bMarks[line] + state.tShift[line]
    if state.src[begin : begin + 3] not in {"```", "~~~"} or state.is_code_block(line):
        return None
    found = FENCE.match(state.src, begin, state.eMarks[line])
    return Fence(line, found[1] or found[3], (found[2] or found[4] or "").strip(" \t")) if found else None


def _is_outside(state: StateBlock, line: int) -> bool:
    """Tell whether a line ends the container of a fence: it is no blank one and indented less."""
    return state.sCount[line] < state.blkIndent and not state.isEmpty(line)


def _close(state: StateBlock, opening: Fence, end: int) -> tuple[Fence | None, int, Fence | None]:
    """Return the closing fence as CommonMark reads it, the line after the block, and the first fence opened inside."""
    inner: Fence | None = None
    for line in range(opening.line + 1, end):
        if _is_outside(state, line):
            return None, line, inner
        found = fence_at(state, line)
        if found and opening.holds(found):
            if not found.info:
                return found, line + 1, inner
            inner = inner or found
    return None, end, inner


def _outer_close(state: StateBlock, opening: Fence, end: int) -> Fence | None:
    """Return the closing fence as the author of a sample meant it, None where it is no sample or does not come out."""
    tried: int = state.env.get(TRIED, 0)
    if opening.language not in PROSE or tried > PATIENCE * state.lineMax:
        return None
    found = _even_close(state, opening, end)
    if not found:
        state.env[TRIED] = tried + end - opening.line
    return found


def _even_close(state: StateBlock, opening: Fence, end: int) -> Fence | None:
    """Return the fence at which all are closed: those with an info string open, bare ones close."""
    depth = 1
    for line in range(opening.line + 1, end):
        if _is_outside(state, line):
            return None
        found = fence_at(state, line)
        if found and found.mark[0] == opening.mark[0]:
            depth += 1 if found.info or (depth == 1 and _opens(state, opening, found, end)) else -1
            if not depth:
                return found if opening.holds(found) else None
    return None


def _opens(state: StateBlock, opening: Fence, bare: Fence, end: int) -> bool:
    """Tell whether a bare fence in a sample of Markdown reads as an opening: a blank or a colon above, text below."""
    if opening.language not in MARKDOWN or bare.info or bare.line + 1 >= end:
        return False
    above = state.src[state.bMarks[bare.line - 1] : state.eMarks[bare.line - 1]].rstrip()
    return (not above or above.endswith(":")) and not state.isEmpty(bare.line + 1)


def _bare_inner(state: StateBlock, opening: Fence, closing: Fence | None, end: int) -> Fence | None:
    """Return the bare fence that CommonMark takes for the end, where it reads as the start of a block inside."""
    return closing if closing is not None and _opens(state, opening, closing, end) else None


def _left_open(state: StateBlock, opening: Fence, closing: Fence | None) -> Fence | None:
    """Return the shorter fence in a sample of Markdown that is still open where the sample ends."""
    if closing is None or opening.language not in MARKDOWN or len(opening.mark) == SHORTEST:
        return None
    left: Fence | None = None
    for line in range(opening.line + 1, closing.line):
        found = fence_at(state, line)
        if found and left is None:
            left = found
        elif found and left and left.holds(found) and not found.info:
            left = None
    return left


def _push(state: StateBlock, opening: Fence, closing: Fence | None, after: int) -> None:
    last = closing.line if closing else after
    state.line = after
    token = state.push("fence", "code", 0)
    token.info = opening.info
    token.content = state.getLines(opening.line + 1, last, state.sCount[opening.line], True)  # noqa: FBT003
    token.markup = opening.mark
    token.map = [opening.line, after]
    token.meta = {"closed": closing is not None}


def _spoiled(state: StateBlock) -> list[Spoiled]:
    spoiled: list[Spoiled] = state.env.setdefault(SPOILED, [])
    return spoiled


def _report(state: StateBlock, opening: Fence, found: Spoiled) -> None:
    """Note an unbalanced region; a bare fence after one is its end gone astray, and the same region."""
    before = _spoiled(state)
    if before and not before[-1].judged and not opening.info:
        before[-1] = replace(before[-1], last_line=found.last_line)
    else:
        before.append(found)
