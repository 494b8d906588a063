"""The nouns of a plan: what the tree is made of. Offsets are code points into the source text, ends exclusive."""

from __future__ import annotations

from planlint.record import record


@record
class Node:
    """A part of a plan: where it stands and what it says.

    `start`/`end` bound the whole thing. `mark_start`/`mark_end` bound what a
    finding about it underlines (a heading's line, a field's label, an item's
    first line). `text` is plain: inline markup removed, white space folded,
    the content of code spans kept.
    """

    start: int
    end: int
    mark_start: int
    mark_end: int
    text: str


@record
class Section(Node):
    """A heading and all up to the next heading of its level or above; `text` is the title."""

    level: int
    number: str  # "7", "2.1" or ""
    body_start: int
    setext: bool = False


@record
class Field(Node):
    """A label and what it owns; `text` is the label without its colon."""

    value: str  # inline value, plain; "" where the value is only the block below
    value_start: int  # the value and all that the label owns; value_start <= value_end <= end
    value_end: int
    form: str  # label | heading | row | front matter | cell (of the noun cell alone)


@record
class Item(Node):
    """A list item, nested items inside it; `text` is its own text without box and nested blocks."""

    depth: int  # 1 for the outermost list
    ordered: bool
    number: int | None
    box: str  # open | checked | unknown | look-alike | "" (none)
    deferred: bool  # deferred, optional, future, N/A, struck out, or nothing but "None"
    first_end: int  # where the item's own first paragraph ends
    set_in: bool  # further in than its list, or the list just above, begins: not far enough to be nested


@record
class Checkbox(Node):
    """A box, in an item, a table cell, a heading or at a label's end; bounds are those of what it ticks."""

    state: str  # open | checked | unknown | look-alike
    deferred: bool
    depth: int  # of its item; 0 elsewhere


@record
class Paragraph(Node):
    """A paragraph of prose, list items' own paragraphs included."""


@record
class Sentence(Node):
    """A sentence of a paragraph, item, cell or heading."""


@record
class Line(Node):
    """One source line that carries prose or code, blanks at its ends left out."""

    code: bool


@record
class Quote(Node):
    """A block quote."""


@record
class Table(Node):
    """A table; `text` is its header."""

    header: tuple[str, ...]


@record
class Row(Node):
    """A row of a table, header and separator left out."""

    cells: tuple[str, ...]
    cell_spans: tuple[tuple[int, int], ...]
    header: tuple[str, ...]


@record
class Link(Node):
    """An inline, reference or bare link; `text` is its target."""

    label: str
    image: bool


@record
class Code(Node):
    """A fenced or indented block; `text` is its content, lines kept."""

    language: str  # first word of the info string, lower case; "" where none is given
    fenced: bool
    content_start: int
    content_end: int


@record
class Command(Node):
    """A line of a shell block, or a code span that is a command; continuation lines joined."""

    in_block: bool


@record
class Path(Node):
    """A file path as written (`text`), with the lines it cites and what the plan means to do with it."""

    lines: tuple[tuple[int, int], ...]  # inclusive, as written (may run backwards)
    approximate: bool  # "~150", "around line 150"
    intent: str  # read | modify | create | delete | mention
    in_heading: bool


@record
class Placeholder(Node):
    """Text of a template that nobody replaced; `text` is the token."""

    form: str  # brackets | braces | angle | date | choices | word


@record
class Text(Node):
    """An occurrence of a phrase."""
