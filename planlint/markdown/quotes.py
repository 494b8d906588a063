"""Block quotes: CommonMark's rule, which keeps aside only what it changes of a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.state import TAB, column_behind

if TYPE_CHECKING:
    from re import Match

    from planlint.markdown.state import BlockState

#: A mark, the one blank that belongs to it, and the blanks up to what is quoted.
MARK = re.compile(r">([ \t]?)[ \t]*+")
#: The indentation of lines that go on with a paragraph in a quote and bear no mark.
LAZY = -1


def blockquote(state: BlockState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a block quote, as a rule of markdown-it's block parser."""
    if _mark(state, start) is None:
        return False
    if not silent:
        _read(state, start, end)
    return True


def _read(state: BlockState, start: int, end: int) -> None:
    mark = state.bMarks[start] + state.tShift[start]
    indent = state.blkIndent
    quoted = _Quoted(state)
    after = quoted.take(start, end)
    state.blkIndent = 0
    lines = [start, 0]
    state.begin("blockquote_open", lines, ">", mark)
    state.md.block.tokenize(state, start, after)
    lines[1] = state.line
    state.end("blockquote_close", ">")
    state.blkIndent = indent
    quoted.give_back()


def _mark(state: BlockState, line: int) -> Match[str] | None:
    return MARK.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])


class _Quoted:
    """The lines of one quote, and what they were before."""

    def __init__(self, state: BlockState) -> None:
        self.state = state
        self.kept: list[tuple[int, tuple[int, int, int, int]]] = []  # lines, and their marks
        self.lazy: list[tuple[int, list[int]]] = []  # lines side by side: the first, and their indentations

    def take(self, start: int, end: int) -> int:
        """Make lines read as what stands behind their marks; return the line after the last."""
        state, line, is_empty = self.state, start, False
        while line < end and not state.isEmpty(line):
            mark = _mark(state, line) if state.sCount[line] >= state.blkIndent else None
            if mark:
                self._keep(line)
                is_empty = _take_mark(state, line, mark)
                line += 1
                continue
            after = line if is_empty else self._lazy_end(line, end)
            if after == line:
                break
            self._take_lazy(line, after)
            line = after
        return line

    def give_back(self) -> None:
        """Make the lines what they were."""
        state = self.state
        for line, marks in self.kept:
            state.bMarks[line], state.tShift[line], state.sCount[line], state.bsCount[line] = marks
        for line, indents in self.lazy:
            state.sCount[line : line + len(indents)] = indents

    def _keep(self, line: int) -> None:
        state = self.state
        marks = state.bMarks[line], state.tShift[line], state.sCount[line], state.bsCount[line]
        self.kept.append((line, marks))

    def _lazy_end(self, start: int, end: int) -> int:
        """Return the line after the last that bears no mark and goes on with the paragraph above."""
        state = self.state
        text, begins, shifts, ends = state.src, state.bMarks, state.tShift, state.eMarks
        for line in range(start, end):
            at = begins[line] + shifts[line]
            if at >= ends[line]:
                return line
            if text[at] in state.quote_enders and state.ends_quote(state, line, end, True):  # noqa: FBT003 - markdown-it's signature
                return line
        return end

    def _take_lazy(self, line: int, after: int) -> None:
        indents = self.state.sCount[line:after]
        if indents.count(LAZY) < len(indents):
            self.lazy.append((line, indents))
            self.state.sCount[line:after] = [LAZY] * len(indents)


def _take_mark(state: BlockState, line: int, mark: Match[str]) -> bool:
    """Make a line read as what stands behind its mark; tell whether that is nothing."""
    begin, first, beyond = mark.start() + 1, state.sCount[line] + 1, state.bsCount[line]
    if mark[1] == " " or (mark[1] and (beyond + first) % TAB == TAB - 1):
        begin, first = begin + 1, first + 1  # the one blank that belongs to the mark
    elif mark[1]:
        beyond += 1  # a tab of which one column belongs to the mark
    column = column_behind(state.src[begin : mark.end()], first, beyond)
    state.bMarks[line], state.tShift[line] = begin, mark.end() - begin
    state.sCount[line], state.bsCount[line] = column - first, state.sCount[line] + 1 + len(mark[1])
    return mark.end() >= state.eMarks[line]
