"""The walk over the parser's tokens: one handler a kind of block, offsets throughout."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planlint.markdown.boxes import Box, closes_label, closing_box, heading_box, leading_box
from planlint.markdown.nodes import Block, Checkbox, Code, Container, Item, Piece, Quote, Row, Table
from planlint.markdown.sections import Heading
from planlint.markdown.tables import split_cells, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from planlint.text.source import Source

Span = tuple[int, int]

LANGUAGE = re.compile(r"[{.\s]*([\w+#-]+)")
#: HTML blocks without prose: comments, instructions, declarations, scripts and their like.
MARKUP_ONLY = re.compile(r"<(?:!|\?|(?:script|pre|style|textarea)\b)", re.IGNORECASE)


@dataclass(slots=True)
class Open:
    """A container whose end is not read yet; of an item also what its first line says."""

    kind: str
    start: int
    mark_end: int = 0
    first_end: int = 0  # of an item's first paragraph; of a quote's last line
    ordered: bool = False
    number: int | None = None
    box: Box | None = None
    pieces: list[Piece] = field(default_factory=list)


class Walk:
    """What has been read so far; one pass over the tokens fills it."""

    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text
        self.line_ends = [*(start - 1 for start in source.starts[1:]), len(source.text)]
        self.headings: list[Heading] = []
        self.items: list[Item] = []
        self.quotes: list[Quote] = []
        self.tables: list[Table] = []
        self.rows: list[Row] = []
        self.codes: list[Code] = []
        self.leaves: list[Block] = []
        self.rules: list[Span] = []
        self.html: list[Span] = []
        self.boxes: list[Checkbox] = []
        self.code_lines: list[Span] = []
        self.containers: list[Container] = []
        self.stack = [Open("document", 0)]
        self.depth = 0  # of the innermost item
        self.end = 0  # where what has been read ends

    def add(self, kind: str, start: int, end: int, leaf: int = -1) -> None:
        """Add a block to the innermost container."""
        self.end = max(self.end, end)
        self.stack[-1].pieces.append(Piece(kind, start, end, leaf))

    def add_leaf(self, kind: str, segments: list[Span]) -> None:
        """Add a block of inline text to the innermost container; nothing where it has no text."""
        if segments := [span for span in segments if span[0] < span[1]]:
            self.leaves.append(Block(kind, tuple(segments)))
            self.add(kind, segments[0][0], segments[-1][1], len(self.leaves) - 1)

    def close(self, end: int) -> Open:
        """Close the innermost container and return it."""
        opened = self.stack.pop()
        self.containers.append(Container(opened.kind, opened.start, end, tuple(opened.pieces)))
        return opened

    def lines(self, token: Token) -> list[Span]:
        """Return the spans of a leaf block's lines, container marks and blanks at their ends left out."""
        first = (token.map or [0])[0]
        starts: list[int] = token.meta["starts"]
        return [trimmed(self.text, start, self.line_ends[first + at]) for at, start in enumerate(starts)]

    def marker(self, token: Token, mark: str) -> int:
        """Return where a container's mark stands: the last thing before its content on its first line."""
        line = (token.map or [0])[0]
        low = self.source.starts[line]
        return max(low, self.text.rfind(mark, low, token.meta.get("content", self.line_ends[line])))


def _paragraph(walk: Walk, token: Token) -> None:
    segments = [span for span in walk.lines(token) if span[0] < span[1]]
    opened = walk.stack[-1]
    if segments and opened.kind == "item" and not opened.pieces and not opened.box:
        _lead_item(walk, opened, segments)
    for at, span in enumerate(segments):
        box = closing_box(walk.text, *span)
        if box and closes_label(walk.text, span[0], box.start):
            _add_box(walk, box, span, span)
            segments[at] = trimmed(walk.text, span[0], box.start)
    walk.add_leaf("paragraph", segments)


def _lead_item(walk: Walk, opened: Open, segments: list[Span]) -> None:
    """Take the box off an item's first paragraph, and note where that paragraph ends."""
    opened.mark_end, opened.first_end = segments[0][1], segments[-1][1]
    if box := leading_box(walk.text, *segments[0]):
        opened.box = box
        segments[0] = trimmed(walk.text, box.end, segments[0][1])
        walk.end = max(walk.end, box.end)


def _add_box(walk: Walk, box: Box, span: Span, mark: Span) -> None:
    walk.boxes.append(Checkbox(*span, *mark, "", box.state, deferred=False, depth=walk.depth))
    walk.end = max(walk.end, box.end)


def _heading(walk: Walk, token: Token) -> None:
    first, after = token.map or [0, 1]
    setext = not token.markup.startswith("#")
    lines = walk.lines(token)[: -1 if setext else None]
    mark = (lines[0][0], lines[-1][1])
    segments = [span for span in lines if span[0] < span[1]] if setext else [_title(walk, lines[0])]
    for box in (heading_box(walk.text, *segments[0]), closing_box(walk.text, *segments[-1])):
        if box:
            _add_box(walk, box, mark, mark)
            _cut(walk, segments, box)
    if token.level == 0:
        starts = walk.source.starts
        body = starts[after] if after < len(starts) else len(walk.text)
        title = segments[0][0], segments[-1][1]
        walk.headings.append(Heading(int(token.tag[1]), starts[first], body, *mark, *title, setext))
    walk.end = max(walk.end, mark[1])
    if any(span[0] < span[1] for span in segments):
        walk.add_leaf("heading", segments)
    else:
        walk.add("heading", *mark)


def _cut(walk: Walk, segments: list[Span], box: Box) -> None:
    """Take a box off the start or the end of a heading's text."""
    if box.start == segments[0][0]:
        segments[0] = trimmed(walk.text, box.end, segments[0][1])
    else:
        segments[-1] = trimmed(walk.text, segments[-1][0], box.start)


def _title(walk: Walk, line: Span) -> Span:
    """Return the text of a heading's line: without its leading and closing `#`s."""
    raw = walk.text[line[0] : line[1]]
    start = len(raw) - len(raw.lstrip("#"))
    bare = raw.rstrip("#")
    end = len(bare.rstrip()) if len(bare) <= start or bare[-1:] in " \t" else len(raw)
    return trimmed(walk.text, line[0] + start, line[0] + max(start, end))


def _item_open(walk: Walk, token: Token) -> None:
    start = walk.marker(token, token.info + token.markup)
    if walk.stack[-1].start < 0:
        walk.stack[-1].start = start
    number = int(token.info) if token.info else None
    walk.depth += 1
    walk.end = mark_end = start + len(token.info) + 1
    walk.stack.append(Open("item", start, mark_end, mark_end, bool(token.info), number))


def _item_close(walk: Walk, _: Token) -> None:
    opened = walk.close(walk.end)
    mark = (opened.start, opened.mark_end)
    state = opened.box.state if opened.box else ""
    walk.items.append(
        Item(
            opened.start,
            walk.end,
            *mark,
            "",
            depth=walk.depth,
            ordered=opened.ordered,
            number=opened.number,
            box=state,
            deferred=False,
            first_end=opened.first_end,
        )
    )
    if opened.box:
        _add_box(walk, opened.box, (opened.start, opened.first_end), mark)
    walk.depth -= 1


def _list_open(walk: Walk, _: Token) -> None:
    walk.stack.append(Open("list", -1))  # it starts where its first item does


def _list_close(walk: Walk, _: Token) -> None:
    opened = walk.stack.pop()
    walk.add("list", opened.start, walk.end)


def _quote_open(walk: Walk, token: Token) -> None:
    start = walk.marker(token, ">")
    walk.end = start + 1
    first, after = token.map or [0, 1]
    mark = trimmed(walk.text, start, walk.line_ends[first])
    walk.stack.append(Open("quote", start, mark[1], trimmed(walk.text, start, walk.line_ends[after - 1])[1]))


def _quote_close(walk: Walk, _: Token) -> None:
    walk.end = max(walk.end, walk.stack[-1].first_end)
    opened = walk.close(walk.end)
    walk.quotes.append(Quote(opened.start, walk.end, opened.start, opened.mark_end, ""))
    walk.add("quote", opened.start, walk.end)


def _code(walk: Walk, token: Token) -> None:
    lines = walk.lines(token)
    fenced = token.type == "fence"
    language = LANGUAGE.match(token.info) if fenced else None
    closed = bool(token.meta.get("closed"))
    start, end = lines[0][0], max(line[1] for line in lines)
    inner = lines[1 : -1 if closed else None] if fenced else lines
    first = (token.map or [0])[0]
    content_start = min(walk.line_ends[first] + 1, len(walk.text)) if fenced else start
    content_end = walk.source.starts[(token.map or [0, 1])[1] - 1] if closed else max(content_start, end)
    walk.codes.append(
        Code(
            start,
            end,
            *lines[0],
            token.content.removesuffix("\n"),
            language=language[1].lower() if language else "",
            fenced=fenced,
            content_start=content_start,
            content_end=content_end,
        )
    )
    walk.code_lines.extend(span for span in inner if span[0] < span[1])
    walk.add("code", start, end)


def _rule(walk: Walk, token: Token) -> None:
    span = walk.lines(token)[0]
    walk.rules.append(span)
    walk.add("rule", *span)


def _html(walk: Walk, token: Token) -> None:
    lines = [span for span in walk.lines(token) if span[0] < span[1]]
    span = lines[0][0], lines[-1][1]
    if MARKUP_ONLY.match(walk.text, *span):
        walk.html.append(span)
        walk.add("html", *span)
    else:
        walk.add_leaf("paragraph", lines)


def _table(walk: Walk, token: Token) -> None:
    lines = walk.lines(token)
    span = lines[0][0], lines[-1][1]
    header = _cells(walk, lines[0])
    titles = tuple(walk.text[start:end] for start, end in header)
    walk.tables.append(Table(*span, *lines[0], "", titles))
    for line in lines[2:]:
        cells = _cells(walk, line)
        walk.rows.append(Row(*line, *line, "", (), tuple(cells), titles))
    walk.add("table", *span)


def _cells(walk: Walk, line: Span) -> list[Span]:
    cells = split_cells(walk.text, *line)
    for at, (start, end) in enumerate(cells):
        if box := leading_box(walk.text, start, end):
            span = (start, end) if box.end < end else line
            _add_box(walk, box, span, (start, end))
            cells[at] = trimmed(walk.text, box.end, end)
    walk.leaves.extend(Block("cell", (span,)) for span in cells if span[0] < span[1])
    return cells


HANDLERS: dict[str, Callable[[Walk, Token], None]] = {
    "paragraph_open": _paragraph,
    "heading_open": _heading,
    "bullet_list_open": _list_open,
    "ordered_list_open": _list_open,
    "bullet_list_close": _list_close,
    "ordered_list_close": _list_close,
    "list_item_open": _item_open,
    "list_item_close": _item_close,
    "blockquote_open": _quote_open,
    "blockquote_close": _quote_close,
    "fence": _code,
    "code_block": _code,
    "hr": _rule,
    "html_block": _html,
    "table_open": _table,
}
