"""Leaf blocks: paragraphs, headings, code, breaks, HTML and tables, each read off its token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.boxes import closes_label, closing_box, heading_box, leading_box
from planlint.markdown.nodes import Code, Table
from planlint.markdown.sections import Heading
from planlint.markdown.structure import Block, TableRow
from planlint.markdown.tables import split_cells, trimmed

if TYPE_CHECKING:
    from planlint.markdown.state import BlockToken
    from planlint.markdown.walk import Open, Span, Walk

LANGUAGE = re.compile(r"[{.\s]*([\w+#-]+)")
#: HTML blocks without prose: comments, instructions, declarations, scripts and their like.
MARKUP_ONLY = re.compile(r"<(?:!|\?|(?:script|pre|style|textarea)\b)", re.IGNORECASE)
#: `{#anchor}`, `{: .class }` behind a heading.
ATTRIBUTES = re.compile(r"\{:?[ \t]*[#.][\w-][^{}\n]*\}")
#: The levels of underlined headings.
UNDERLINES = {"=": 1, "-": 2}


def read_paragraph(walk: Walk, token: BlockToken) -> None:
    """Read a paragraph, and the boxes at the head of an item and behind labels."""
    segments = [span for span in walk.lines(token) if span[0] < span[1]]
    opened = walk.stack[-1]
    if segments and opened.kind == "item" and not opened.pieces and not opened.box:
        _lead_item(walk, opened, segments)
    for at, span in enumerate(segments):
        box = closing_box(walk.text, *span)
        if box and closes_label(walk.text, span[0], box.start):
            walk.add_box(box, span, span)
            segments[at] = trimmed(walk.text, span[0], box.start)
    walk.add_leaf("paragraph", segments)


def _lead_item(walk: Walk, opened: Open, segments: list[Span]) -> None:
    """Take the box off an item's first paragraph, and note where that paragraph ends."""
    opened.mark_end, opened.first_end = segments[0][1], segments[-1][1]
    if box := leading_box(walk.text, *segments[0]):
        opened.box = box
        segments[0] = trimmed(walk.text, box.end, segments[0][1])
        walk.end = max(walk.end, box.end)


def read_heading(walk: Walk, token: BlockToken) -> None:
    """Read a heading; one at the top level opens a section."""
    mark, segments = _underlined(walk, token) if token.markup in UNDERLINES else _signed(walk, token)
    if box := heading_box(walk.text, *segments[0]):
        walk.add_box(box, mark, mark)
        segments[0] = trimmed(walk.text, box.end, segments[0][1])
    if box := closing_box(walk.text, *segments[-1]):
        walk.add_box(box, mark, mark)
        segments[-1] = trimmed(walk.text, segments[-1][0], box.start)
    if token.level == 0:
        walk.add_heading(_top(walk, token, mark, segments))
    walk.end = max(walk.end, mark[1])
    if not walk.add_leaf("heading", segments):
        walk.add("heading", *mark)


def _underlined(walk: Walk, token: BlockToken) -> tuple[Span, list[Span]]:
    """Return where an underlined heading stands, and its lines of text."""
    lines = walk.lines(token)[:-1]
    mark = (lines[0][0], lines[-1][1])
    lines[-1] = (lines[-1][0], _without_attributes(walk.text, *lines[-1]))
    return mark, [span for span in lines if span[0] < span[1]] or [mark]


def _signed(walk: Walk, token: BlockToken) -> tuple[Span, list[Span]]:
    """Return where a heading that number signs begin stands, and its text: without those signs and closing ones."""
    (mark,) = walk.lines(token)
    start, end = mark[0] + len(token.markup), mark[1]
    if start == end:
        return mark, [(end, end)]
    end = _without_attributes(walk.text, start, end)
    if walk.text.endswith("#", start, end):
        bare = walk.text[start:end].rstrip("#")
        end = start + len(bare) if not bare or bare[-1] in " \t" else end
    return mark, [trimmed(walk.text, start, end)]


def _without_attributes(text: str, start: int, end: int) -> int:
    """Return where a heading's text ends before the anchor or class that site builders let it have."""
    opened = text.rfind("{", start, end) if text.endswith("}", start, end) else -1
    if opened <= start or text[opened - 1] not in " \t" or not ATTRIBUTES.match(text, opened):
        return end
    return start + len(text[start:opened].rstrip())


def _top(walk: Walk, token: BlockToken, mark: Span, segments: list[Span]) -> Heading:
    first, after = token.map or [0, 1]
    starts = walk.source.starts
    body = starts[after] if after < len(starts) else len(walk.text)
    underlined = UNDERLINES.get(token.markup, 0)
    level = underlined or len(token.markup)
    return Heading(level, starts[first], body, mark[0], mark[1], segments[0][0], segments[-1][1], underlined > 0)


def read_code(walk: Walk, token: BlockToken) -> None:
    """Read a fenced or indented block of code."""
    lines = walk.lines(token)
    fenced = token.type == "fence"
    language = LANGUAGE.match(token.info) if fenced else None
    closed = fenced and bool(token.meta["closed"])
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


def read_rule(walk: Walk, token: BlockToken) -> None:
    """Read a thematic break."""
    span = walk.lines(token)[0]
    walk.rules.append(span)
    walk.add("rule", *span)


def read_html(walk: Walk, token: BlockToken) -> None:
    """Read an HTML block; text between tags is a paragraph."""
    lines = [span for span in walk.lines(token) if span[0] < span[1]]
    span = lines[0][0], lines[-1][1]
    if MARKUP_ONLY.match(walk.text, *span):
        walk.html.append(span)
        walk.add("html", *span)
    else:
        walk.add_leaf("paragraph", lines)


def read_table(walk: Walk, token: BlockToken) -> None:
    """Read a table: its header, its rows and their cells."""
    lines = walk.lines(token)
    span = lines[0][0], lines[-1][1]
    header = _cells(walk, lines[0])
    titles = tuple(walk.text[start:end] for start, end in header)
    walk.tables.append(Table(*span, *lines[0], "", titles))
    for line in lines[2:]:
        walk.add_row(TableRow(*line, tuple(_cells(walk, line))))
    walk.add("table", *span)


def _cells(walk: Walk, line: Span) -> list[Span]:
    cells = split_cells(walk.text, *line)
    for at, (start, end) in enumerate(cells):
        if box := leading_box(walk.text, start, end):
            span = (start, end) if box.end < end else line
            walk.add_box(box, span, (start, end))
            cells[at] = trimmed(walk.text, box.end, end)
    walk.leaves.extend(Block("cell", (span,)) for span in cells if span[0] < span[1])
    return cells
