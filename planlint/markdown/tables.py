"""Tables: lines split into cells where GitHub splits them, at each pipe that no backslash stands before."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from planlint.markdown.nodes import Field, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planlint.markdown.document import Document

Span = tuple[int, int]

BAR = re.compile(r"(?<!\\)\|")


def split_cells(text: str, start: int, end: int) -> list[Span]:
    """Return the spans of a table line's cells, blanks at their ends left out; empty cells are empty spans."""
    bars = [found.start() for found in BAR.finditer(text, start, end)]
    edges = [start - 1, *bars, end]
    spans = [(low + 1, high) for low, high in pairwise(edges)]
    if len(spans) > 1 and spans[0][0] == spans[0][1]:
        del spans[0]
    if len(spans) > 1 and spans[-1][0] == spans[-1][1]:
        del spans[-1]
    return [trimmed(text, *span) for span in spans]


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the white space at its ends."""
    piece = text[start:end]
    bare = piece.strip()
    if len(bare) < len(piece):
        start += len(piece) - len(piece.lstrip())
    return start, start + len(bare)


def tables(document: Document) -> Iterator[Table]:
    """Yield the tables of a plan with the texts of their headers."""
    for table in document.blocks.tables:
        header = _texts(document, split_cells(document.source.text, table.mark_start, table.mark_end))
        mark = (table.mark_start, table.mark_end)
        yield Table(table.start, table.end, *mark, " ".join(cell for cell in header if cell), header)


def rows(document: Document) -> Iterator[Row]:
    """Yield the rows of a plan's tables with the texts of their cells."""
    headers = [(node.end, node.header) for node in document.nodes("table") if isinstance(node, Table)]
    at = 0
    for row in document.blocks.rows:
        while headers[at][0] < row.end:
            at += 1
        cells = _texts(document, row.cell_spans)
        text = " ".join(cell for cell in cells if cell)
        yield Row(row.start, row.end, row.start, row.end, text, cells, row.cell_spans, headers[at][1])


def cells(document: Document) -> Iterator[Field]:
    """Yield the cells below a table's header as fields: the column's title, and what the cell says.

    A row that ends early has empty cells at its end; an empty cell is marked by its row.
    """
    for row in document.nodes("row"):
        if isinstance(row, Row):
            for at in range(max(len(row.header), len(row.cells))):
                title = row.header[at] if at < len(row.header) else ""
                said, span = (row.cells[at], row.cell_spans[at]) if at < len(row.cells) else ("", (row.end, row.end))
                mark = span if said else (row.mark_start, row.mark_end)
                yield Field(*span, *mark, title, said, *span, "cell")


def _texts(document: Document, spans: Iterable[Span]) -> tuple[str, ...]:
    """Return the texts of cells; in a cell an escaped pipe is a pipe, in code too."""
    return tuple(document.plain_text(start, end).replace("\\|", "|") for start, end in spans)
