"""Owning: which lines and blocks a label has for itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from planlint.markdown.labels import BOLD, CODED, COUNTED, PLAIN, Label, Stretch, labels_on, may_hold_label
from planlint.markdown.structure import Block
from planlint.named import NamedTuple
from planlint.record import changeable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planlint.markdown.document import Document
    from planlint.markdown.structure import Container, ListItem, Piece

#: Blocks at which everything ends that a label owns.
WALLS = frozenset({"heading", "rule"})
#: Blocks that belong to the label line right above them.
FOLLOWING = frozenset({"list", "code", "table", "quote"})
#: How a list item ends that says no more than a label.
LABEL_ENDS = (":", ":**", ":__", "**", "__")


@changeable
class Entry:
    """A line of a paragraph (all of it where none has a label) or another block, as they stand in a container."""

    kind: str  # line | list | code | table | quote | html | heading | rule
    start: int
    end: int
    piece: int  # which piece of the container it is part of
    labels: Sequence[Label] = ()

    def ends(self, strength: int) -> bool:
        """Tell whether what a label of this strength owns ends before this."""
        return self.kind in WALLS or any(label.strength >= strength for label in self.labels)


class Owned(NamedTuple):
    """A label, where its value on the line (soft-wrapped lines included) ends, and where all ends that it owns."""

    label: Label
    inline_end: int
    end: int


class LabelReader:
    """Reads the labels of a document, container by container."""

    def __init__(self, document: Document) -> None:
        self.text = document.source.text
        self.items = document.blocks.items
        self.item_starts = [item.start for item in self.items]
        self.codes = [(code.start, code.end) for code in document.inline.code]
        self.boxed = {box.start: box.end for box in document.blocks.boxes}  # lines that end in a box, it included
        self.claims: dict[int, Block | Piece] = {}  # by the start of the item that claims the code below its list
        self.claimants: dict[int, Block | Piece] = {}  # the same by the start of the list
        self.claimed: set[int] = set()  # where such code starts
        for container in document.blocks.containers:
            for piece, following in pairwise(container.pieces):
                if piece.kind == "list" and following.kind == "code":
                    self._claim(piece, following)

    def _claim(self, piece: Block | Piece, following: Block | Piece) -> None:
        """Note the code right below a list whose last item is but a label: its author meant it to be inside."""
        last = self._last_item(piece)
        if last.end != last.first_end or not self.text.endswith(LABEL_ENDS, last.start, last.end):
            return
        if self.text.count("\n", last.end, following.start) <= 2:
            self.claims[last.start] = self.claimants[piece.start] = following
            self.claimed.add(following.start)

    def _last_item(self, piece: Block | Piece) -> ListItem:
        low, high = bisect_left(self.item_starts, piece.start), bisect_left(self.item_starts, piece.end)
        depth = self.items[low].depth
        return next(item for item in reversed(self.items[low:high]) if item.depth == depth)

    def _in_code(self, offset: int) -> bool:
        at = bisect_right(self.codes, (offset, len(self.text))) - 1
        return at >= 0 and offset < self.codes[at][1]

    def owned(self, container: Container) -> Iterator[Owned]:
        """Yield the labels of a container with what they own."""
        entries = list(self._entries(container))
        if not any(entry.labels for entry in entries):
            return
        cuts = cuts_of(entries)
        for at, entry in enumerate(entries):
            for label in entry.labels[:-1]:
                yield Owned(label, label.value_end, label.value_end)
            if entry.labels:
                lead = at == 0 and container.kind == "item"
                end = self._lead_end(container, entry, cuts[0]) if lead else self._end(entries, at, cuts[at])
                yield Owned(entry.labels[-1], self._inline_end(entries, at), end)

    def _entries(self, container: Container) -> Iterator[Entry]:
        for at, piece in enumerate(container.pieces):
            if isinstance(piece, Block) and piece.kind == "paragraph":
                yield from self._lines(container, at, piece)
            elif piece.start not in self.claimed:
                yield Entry(piece.kind, piece.start, self.claimants.get(piece.start, piece).end, at)

    def _lines(self, container: Container, at: int, paragraph: Block) -> Iterator[Entry]:
        if not may_hold_label(self.text, paragraph.start, paragraph.end):
            yield Entry("line", paragraph.start, paragraph.end, at)
            return
        lead = at == 0 and container.kind == "item"
        for number, (start, text_end) in enumerate(paragraph.segments):
            end = self.boxed.get(start, text_end)
            line = Stretch(self.text, start, end, first=number == 0, lead=lead and number == 0)
            yield Entry("line", start, end, at, labels_on(line, self._in_code))

    def _lead_end(self, container: Container, entry: Entry, cut: int) -> int:
        """Return where that ends which the label at a list item's head owns."""
        label = entry.labels[-1]
        if label.colon and not label.opens:
            return cut
        claimed = self.claims.get(container.start) if label.opens else None
        return claimed.end if claimed else container.end

    def _end(self, entries: Sequence[Entry], at: int, cut: int) -> int:
        """Return where that ends which the last label of a line owns."""
        if entries[at].labels[-1].opens:
            return cut
        last = at
        while last + 1 < len(entries) and entries[last + 1].piece == entries[at].piece and not entries[last + 1].labels:
            last += 1
        following = entries[last + 1] if last + 1 < len(entries) else None
        if following and following.kind in FOLLOWING and self._adjoins(entries[last].end, following):
            return following.end
        return entries[last].end

    def _adjoins(self, end: int, following: Entry) -> bool:
        """Tell whether a block belongs to the line above: no blank line between (before code one), or a colon there."""
        near = 2 if following.kind == "code" else 1
        return self.text.count("\n", end, following.start) <= near or self.text.endswith(
            (":", ":**", ":__", "："), 0, end
        )

    def _inline_end(self, entries: Sequence[Entry], at: int) -> int:
        """Return where the value on a label's line ends: at a hard break, another label or the paragraph's end."""
        end = entries[at].labels[-1].value_end
        if entries[at].labels[-1].opens:
            return end
        for number in range(at + 1, len(entries)):
            entry = entries[number]
            hard_break = self.text.startswith("  ", end) or self.text.endswith("\\", 0, end)
            if entry.piece != entries[at].piece or entry.labels or hard_break:
                break
            end = entry.end
        return end


def cuts_of(entries: Sequence[Entry]) -> list[int]:
    """Return for each entry with labels where its last label's block ends: before a label as strong, or a wall."""
    cuts = [entry.end for entry in entries]
    until = dict.fromkeys((PLAIN, CODED, BOLD, COUNTED), entries[-1].end if entries else 0)
    for at in range(len(entries) - 1, -1, -1):
        if entries[at].labels:
            cuts[at] = until[entries[at].labels[-1].strength]
        for strength in until:
            if at and entries[at].ends(strength):
                until[strength] = entries[at - 1].end
    return cuts
