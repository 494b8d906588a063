"""The walk over the parser's tokens: what has been read so far, and the containers that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.markdown.limits import MOST_HEADINGS, MOST_ITEMS, MOST_ROWS, TooMany
from planlint.markdown.nodes import Checkbox
from planlint.markdown.structure import Block, Container, Piece
from planlint.markdown.tables import trimmed
from planlint.record import changeable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planlint.markdown.boxes import Box
    from planlint.markdown.nodes import Code, Quote, Table
    from planlint.markdown.sections import Heading
    from planlint.markdown.state import BlockToken
    from planlint.markdown.structure import ListItem, TableRow
    from planlint.text.source import Source

Span = tuple[int, int]


@changeable
class Open:
    """A container whose end is not read yet; of an item also what its first line says."""

    kind: str
    start: int
    pieces: list[Block | Piece]
    mark_end: int = 0
    first_end: int = 0  # of an item's first paragraph
    ordered: bool = False
    number: int | None = None
    set_in: bool = False
    column: int = 0  # of a list's first item, from 0
    box: Box | None = None
    lines: Sequence[int] = ()  # of a quote: its first, and that after its last once it is read


class Walk:
    """What has been read so far; one pass over the tokens fills it."""

    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text
        self.line_ends = [*(start - 1 for start in source.starts[1:]), len(source.text)]
        self.headings: list[Heading] = []
        self.items: list[ListItem] = []
        self.quotes: list[Quote] = []
        self.tables: list[Table] = []
        self.rows: list[TableRow] = []
        self.codes: list[Code] = []
        self.leaves: list[Block] = []
        self.rules: list[Span] = []
        self.html: list[Span] = []
        self.boxes: list[Checkbox] = []
        self.code_lines: list[Span] = []
        self.containers: list[Container] = []
        self.stack = [Open("document", 0, [])]
        self.depth = 0  # of the innermost item
        self.end = 0  # where what has been read ends

    def add(self, kind: str, start: int, end: int) -> None:
        """Add a block without inline text to the innermost container."""
        self.end = max(self.end, end)
        self.stack[-1].pieces.append(Piece(kind, start, end))

    def add_heading(self, heading: Heading) -> None:
        """Add a heading that opens a section. Raises TooMany."""
        if len(self.headings) >= MOST_HEADINGS:
            raise TooMany(self.source.line_at(heading.start), "headings", MOST_HEADINGS)
        self.headings.append(heading)

    def add_item(self, item: ListItem) -> None:
        """Add an item whose end is known, a container too. Raises TooMany."""
        if len(self.items) >= MOST_ITEMS:
            raise TooMany(self.source.line_at(item.start), "list items", MOST_ITEMS)
        self.items.append(item)
        self.containers.append(item)

    def add_row(self, row: TableRow) -> None:
        """Add a row of a table, its header left out. Raises TooMany."""
        if len(self.rows) >= MOST_ROWS:
            raise TooMany(self.source.line_at(row.start), "rows of tables", MOST_ROWS)
        self.rows.append(row)

    def add_leaf(self, kind: str, segments: list[Span]) -> bool:
        """Add a block of inline text to the innermost container; tell whether it has any text."""
        said = [span for span in segments if span[0] < span[1]]
        if said:
            leaf = Block(kind, tuple(said))
            self.leaves.append(leaf)
            self.stack[-1].pieces.append(leaf)
            self.end = max(self.end, said[-1][1])
        return bool(said)

    def close(self, end: int) -> Open:
        """Close the innermost container and return it."""
        opened = self.stack.pop()
        self.containers.append(Container(opened.kind, opened.start, end, tuple(opened.pieces)))
        return opened

    def lines(self, token: BlockToken) -> list[Span]:
        """Return the spans of a leaf block's lines, container marks and blanks at their ends left out."""
        first = (token.map or [0])[0]
        starts = token.starts
        if len(starts) == 1:
            return [trimmed(self.text, starts[0], self.line_ends[first])]
        return [trimmed(self.text, start, self.line_ends[first + at]) for at, start in enumerate(starts)]

    def add_box(self, box: Box, span: Span, mark: Span) -> None:
        """Add a box by what it ticks and what a finding about it underlines."""
        self.boxes.append(Checkbox(*span, *mark, "", box.state, deferred=False, depth=self.depth))
        self.end = max(self.end, box.end)
