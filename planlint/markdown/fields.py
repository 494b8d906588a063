"""Fields: labels with what they own; headings, table rows and front-matter keys are fields too."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from planlint.markdown.labels import EMOJI
from planlint.markdown.nodes import Field, Row, Section, Table
from planlint.markdown.owning import LabelReader, Owned
from planlint.markdown.tables import split_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document

#: Cells of a row: a label and its value.
PAIR = 2
#: A value rather than a column's title: several words, a number, a word behind a sign.
SAID = re.compile(r"\w\W+\w|\d|^[^\w\s]")
COUNTED = re.compile(r"\d")
PICTURES = re.compile(f"{EMOJI}+")


def fields(document: Document) -> list[Field]:
    """Return the fields of a plan in order."""
    reader = LabelReader(document)
    found = [*document.blocks.front_matter, *_headings(document), *_rows(document), *_first_rows(document)]
    found += (
        _labelled(document, owned) for container in document.blocks.containers for owned in reader.owned(container)
    )
    return sorted(found, key=lambda field: (field.start, -field.end))


def _headings(document: Document) -> Iterator[Field]:
    for node in document.nodes("section"):
        if isinstance(node, Section) and node.level > 1:
            mark = (node.mark_start, node.mark_end)
            yield Field(node.start, node.end, *mark, node.text, "", node.body_start, node.end, "heading")


def _rows(document: Document) -> Iterator[Field]:
    for row in document.nodes("row"):
        if isinstance(row, Row) and len(row.cells) > 1 and row.cells[0]:
            value = " ".join(cell for cell in row.cells[1:] if cell)
            value_start = row.cell_spans[1][0]
            yield Field(row.start, row.end, row.start, row.end, row.cells[0], value, value_start, row.end, "row")


def _first_rows(document: Document) -> Iterator[Field]:
    """Yield what the first rows of tables in the plan's head say: a head is made of a label and its value as well."""
    end = next((node.start for node in document.nodes("section") if getattr(node, "level", 1) > 1), sys.maxsize)
    for table in document.nodes("table"):
        if isinstance(table, Table) and table.start < end and _is_of_pairs(document, table):
            mark, (label, value) = (table.mark_start, table.mark_end), table.header
            _, (value_start, _) = split_cells(document.source.text, *mark)
            yield Field(*mark, *mark, label, value, value_start, table.mark_end, "row")


def _is_of_pairs(document: Document, table: Table) -> bool:
    """Tell whether each row of a table is a label and its value, the first one too; columns of values have titles."""
    if len(table.header) != PAIR or not SAID.search(table.header[1]):
        return False
    labels = [row.cells[0] for row in document.inside("row", table.start, table.end) if isinstance(row, Row)]
    return not any(map(COUNTED.search, [table.header[0], *labels]))


def _labelled(document: Document, owned: Owned) -> Field:
    label = owned.label
    text = PICTURES.sub(" ", document.plain_text(label.text_start, label.text_end))
    value = document.plain_text(label.value_start, owned.inline_end)
    end = max(owned.end, owned.inline_end, label.value_end)
    mark = (label.start, label.value_end)
    return Field(label.start, end, *mark, " ".join(text.split()).rstrip(":： "), value, label.value_start, end, "label")
