"""The state of a block parse: what is read is told at once, as tokens would take up more than the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Literal

    from markdown_it import MarkdownIt

    Readers = Mapping[str, Callable[["BlockToken"], None]]
    Rule = Callable[["BlockState", int, int, bool], bool]

#: Columns from one place that a tab leads to up to the next.
TAB = 4


class BlockToken(Token):
    """A token with what is asked of a block's; markdown-it's own has more, and takes three times as long to make.

    `starts` are offsets: where the text of each line of a leaf begins, or where the mark of an item or a quote stands.
    """

    __slots__ = ("starts",)
    starts: Sequence[int]

    def __init__(self, kind: str, level: int, lines: list[int] | None = None, markup: str = "", info: str = "") -> None:
        self.type, self.level = kind, level
        self.map, self.markup, self.info = lines, markup, info
        self.content = ""


class BlockState(StateBlock):
    """markdown-it's state of a parse. Our rules tell readers what they read; what others push is told behind them."""

    def __init__(self, text: str, markdown: MarkdownIt, readers: Readers) -> None:
        super().__init__(text, markdown, {}, [])
        self.readers = readers
        self.pushed: list[BlockToken] = []
        self.unread = BlockToken("", 0)
        rules = markdown.block.ruler.getRules
        (self.begins_block,), (self.ends_paragraph,), (self.ends_quote,) = map(rules, ("", "paragraph", "blockquote"))
        self.quote_enders: frozenset[str] = self.ends_quote.beginnings  # type: ignore[attr-defined] # a Switch of ours

    def begin(self, kind: str, lines: list[int], sign: str, start: int, number: str = "") -> None:
        """Tell where a list, an item or a quote begins; `lines` is filled in when it ends."""
        token = BlockToken(kind, self.level, lines, sign, number)
        token.starts = (start,)
        self.level += 1
        self.readers[kind](token)

    def end(self, kind: str, sign: str) -> None:
        """Tell that what began last ends."""
        self.level -= 1
        self.readers[kind](BlockToken(kind, self.level, None, sign))

    def leaf(self, kind: str, line: int, after: int, sign: str) -> None:
        """Tell of a block that holds no others, and go on behind it."""
        token = BlockToken(kind, self.level, [line, after], sign)
        token.starts = self._starts(line, after)
        self.line = after
        self.readers[kind](token)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> BlockToken:  # noqa: ARG002 - markdown-it's signature
        """Return a token for a rule to fill in: where nobody reads its kind, one for all of them."""
        if ttype not in self.readers:
            self.level += nesting
            return self.unread
        self.level += min(nesting, 0)
        token = BlockToken(ttype, self.level)
        self.level += max(nesting, 0)
        self.pushed.append(token)
        return token

    def tell_pushed(self, line: int) -> None:
        """Tell of the leaf block that a rule pushed, from a line on."""
        for token in self.pushed:
            token.starts = self._starts(line, self.line)
            self.readers[token.type](token)
        self.pushed.clear()

    def _starts(self, line: int, after: int) -> list[int]:
        """Return where the text of lines begins, behind blanks and the marks of containers."""
        marks, shifts = self.bMarks, self.tShift
        if after == line + 1:
            return [marks[line] + shifts[line]]
        return [marks[at] + shifts[at] for at in range(line, after)]


def column_behind(blanks: str, column: int, beyond: int) -> int:
    """Return the column behind blanks that begin in a column; `beyond` columns stand before the first that counts."""
    for blank in blanks:
        column += TAB - (column + beyond) % TAB if blank == "\t" else 1
    return column
