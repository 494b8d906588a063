"""Structure: what the block parse yields, before any inline work. Offsets are code points, ends exclusive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planlint.markdown.nodes import Checkbox, Code, Field, Quote, Section, Table


@record
class Spoiled:
    """A region whose fences do not balance, so that prose and code mix; lines are inclusive."""

    first_line: int
    last_line: int
    mark_line: int  # the line to mend
    message: str
    fix: str
    judged: bool  # the rest of the plan could be read as meant (the region is one opaque block)


@record
class Block:
    """A leaf block that carries inline text: where it stands, container prefixes left out.

    `segments` are the source spans of its lines, in order: (start, end) offsets
    of each line's own text, without list markers, boxes, quote marks and blanks
    at the ends. Text in an HTML block that is not a comment or a script is a
    paragraph.
    """

    kind: str  # heading | paragraph | cell
    segments: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Return where its text starts."""
        return self.segments[0][0]

    @property
    def end(self) -> int:
        """Return where its text ends."""
        return self.segments[-1][1]


@record
class Piece:
    """A block without inline text of its own, as its container holds it: what it is, where it stands."""

    kind: str  # heading (without a title) | list | quote | code | table | rule | html
    start: int
    end: int


@record
class Container:
    """What holds blocks side by side: the document, an item or a quote."""

    kind: str  # document | item | quote
    start: int
    end: int
    pieces: tuple[Block | Piece, ...]


@record
class ListItem(Container):
    """A list item as the block parse has it, without its text; what Item says of these attributes holds."""

    mark_end: int
    depth: int
    ordered: bool
    number: int | None
    box: str
    first_end: int
    set_in: bool


@record
class TableRow:
    """A row of a table as the block parse has it, without its texts."""

    start: int
    end: int
    cell_spans: tuple[tuple[int, int], ...]


@record
class Blocks:
    """What the block parse yields, before inline work; each tuple sorted by start."""

    sections: tuple[Section, ...] = ()
    items: tuple[ListItem, ...] = ()  # which are containers, too
    quotes: tuple[Quote, ...] = ()
    tables: tuple[Table, ...] = ()
    rows: tuple[TableRow, ...] = ()
    codes: tuple[Code, ...] = ()
    leaves: tuple[Block, ...] = ()
    rules: tuple[tuple[int, int], ...] = ()  # thematic breaks
    html: tuple[tuple[int, int], ...] = ()  # html blocks, comments among them
    spoiled: tuple[Spoiled, ...] = ()
    front_matter: tuple[Field, ...] = ()
    front_matter_end: int = 0  # where the front matter's last line ends, its newline included
    boxes: tuple[Checkbox, ...] = ()  # their text is still to be filled in
    code_lines: tuple[tuple[int, int], ...] = ()  # non-blank lines of code, indentation and fence lines left out
    containers: tuple[Container, ...] = ()
    references: Mapping[str, str] = {}  # label, case and white space folded, to target
