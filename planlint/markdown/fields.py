"""Fields: labels and what they own; headings, table rows and front-matter keys are fields too."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planlint.markdown.labels import BOLD_STRENGTH, EMOJI, PLAIN_STRENGTH, Label, labels_on
from planlint.markdown.nodes import Field, Item, Row, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planlint.markdown.document import Document
    from planlint.markdown.nodes import Container, Piece

MARKS = re.compile(rf"{EMOJI}+")
#: What stands between blocks so that a label owns all up to there, whatever its kind.
WALLS = frozenset({"heading", "rule"})
WALL_STRENGTH = BOLD_STRENGTH + 1
#: Blocks that belong to the label line right above them.
FOLLOWING = frozenset({"list", "code", "table", "quote"})


@dataclass(slots=True)
class Entry:
    """A line of a paragraph, or another block, of a container: what stands side by side."""

    kind: str  # line | list | code | table | quote | html | heading | rule
    start: int
    end: int
    paragraph: int  # which piece of the container it is part of
    labels: Sequence[Label] = ()

    @property
    def strength(self) -> int:
        """Return how strong a label ends here what it owns."""
        if self.kind in WALLS:
            return WALL_STRENGTH
        return max((label.strength for label in self.labels), default=0)


def fields(document: Document) -> list[Field]:
    """Return the fields of a plan in order."""
    found: list[Field] = list(document.blocks.front_matter)
    found.extend(_headings(document))
    found.extend(_rows(document))
    reader = LabelReader(document)
    for container in document.blocks.containers:
        found.extend(reader.fields(container))
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
            span = (row.cell_spans[1][0], max(row.end, row.cell_spans[1][0]))
            yield Field(row.start, row.end, row.start, row.end, row.cells[0], value, *span, "row")


class LabelReader:
    """Reads the labels of a document's containers."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.source.text
        self.leaves = document.blocks.leaves
        self.items = document.blocks.items
        self.item_starts = [item.start for item in self.items]
        self.codes = [(code.start, code.end) for code in document.inline.code]

    def in_code(self, offset: int) -> bool:
        """Tell whether an offset lies in a code span."""
        at = bisect_right(self.codes, (offset, len(self.text))) - 1
        return at >= 0 and self.codes[at][0] <= offset < self.codes[at][1]

    def fields(self, container: Container) -> Iterator[Field]:
        """Yield the label fields of a container."""
        entries = list(self.entries(container))
        ends = owned_ends(entries)
        for at, entry in enumerate(entries):
            for label in entry.labels[:-1]:
                yield self.field(label, label.value_end, label.value_end)
            if entry.labels:
                label = entry.labels[-1]
                lead = at == 0 and container.kind == "item"
                inline_end = self.inline_end(entries, at)
                yield self.field(label, inline_end, self.owned_end(container, entries, at, ends[at], lead=lead))

    def entries(self, container: Container) -> Iterator[Entry]:
        """Yield the lines and blocks of a container."""
        claimed = -1
        for at, piece in enumerate(container.pieces):
            if piece.kind == "paragraph":
                yield from self.lines(container, at, piece)
            elif at != claimed:
                entry = Entry(piece.kind, piece.start, piece.end, at)
                if code := self.claimed_code(container, at):
                    claimed, entry.end = at + 1, code.end
                yield entry

    def lines(self, container: Container, at: int, piece: Piece) -> Iterator[Entry]:
        """Yield the lines of a paragraph with their labels."""
        lead = at == 0 and container.kind == "item"
        for number, (start, end) in enumerate(self.leaves[piece.leaf].segments):
            first = number == 0
            labels = labels_on(self.text, start, end, first=first, lead=lead and first, in_code=self.in_code)
            yield Entry("line", start, end, at, labels)

    def claimed_code(self, container: Container, at: int) -> Piece | None:
        """Return the code right below a list whose last item is a lone label: the author meant it to be inside."""
        following = container.pieces[at + 1] if at + 1 < len(container.pieces) else None
        if container.pieces[at].kind != "list" or not following or following.kind != "code":
            return None
        last = self.last_item(container.pieces[at])
        if not last or last.end != last.first_end or self.text.count("\n", last.end, following.start) > 2:
            return None
        return following if self.text[: last.end].endswith((":", ":**", ":__", "**"), last.start) else None

    def last_item(self, piece: Piece) -> Item | None:
        """Return the last direct item of a list."""
        low, high = bisect_left(self.item_starts, piece.start), bisect_left(self.item_starts, piece.end)
        depth = self.items[low].depth if low < high else 0
        return next((item for item in reversed(self.items[low:high]) if item.depth == depth), None)

    def inline_end(self, entries: Sequence[Entry], at: int) -> int:
        """Return where the value that a label's line begins ends: at a hard break, another label or the paragraph's end."""
        label = entries[at].labels[-1]
        if label.alone:
            return label.value_start
        end = entries[at].end
        for entry in entries[at + 1 :]:
            if entry.paragraph != entries[at].paragraph or entry.labels or self.breaks(end):
                break
            end = entry.end
        return end

    def breaks(self, end: int) -> bool:
        """Tell whether a line ends in a hard break."""
        return self.text.startswith("  ", end) or self.text.endswith("\\", 0, end)

    def owned_end(self, container: Container, entries: Sequence[Entry], at: int, cut: int, *, lead: bool) -> int:
        """Return where what a line's last label owns ends."""
        label = entries[at].labels[-1]
        if lead and (label.alone or not label.colon):
            return max(self.claim(container, entries[at]), container.end)
        if label.alone or lead:
            return cut
        last = at
        while last + 1 < len(entries) and entries[last + 1].paragraph == entries[at].paragraph:
            if entries[last + 1].labels:
                break
            last += 1
        following = entries[last + 1] if last + 1 < len(entries) else None
        if following and following.kind in FOLLOWING and self.adjoins(entries[last].end, following.start):
            return following.end
        return entries[last].end

    def adjoins(self, end: int, start: int) -> bool:
        """Tell whether a block belongs to the line above it: no blank line between, or a colon at its end."""
        return self.text.count("\n", end, start) == 1 or self.text[max(0, end - 3) : end].rstrip("*_").endswith(":")

    def claim(self, container: Container, entry: Entry) -> int:
        """Return where the code ends that an item's lone label claims from below its list."""
        return 0

    def field(self, label: Label, inline_end: int, end: int) -> Field:
        """Return a label's field."""
        text = self.document.plain_text(label.text_start, label.text_end)
        value = self.document.plain_text(label.value_start, inline_end)
        end = max(end, inline_end, label.value_end)
        mark_end = max(label.value_end, label.text_end)
        name = " ".join(MARKS.sub(" ", text).split()).rstrip(":： ")
        return Field(label.start, end, label.start, mark_end, name, value, label.value_start, end, "label")


def owned_ends(entries: Sequence[Entry]) -> list[int]:
    """Return for each entry where its last label's block ends: before the next label as strong, or a wall."""
    ends = [0] * len(entries)
    last = entries[-1].end if entries else 0
    until = {PLAIN_STRENGTH: last, BOLD_STRENGTH: last}
    for at in range(len(entries) - 1, -1, -1):
        entry = entries[at]
        if entry.labels:
            ends[at] = until[entry.labels[-1].strength]
        for strength in until:
            if at and entry.strength >= strength:
                until[strength] = entries[at - 1].end
    return ends
