"""Containers: lists, items and quotes, opened and closed by their tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.markdown.nodes import Quote
from planlint.markdown.structure import ListItem
from planlint.markdown.tables import trimmed
from planlint.markdown.walk import Open

if TYPE_CHECKING:
    from planlint.markdown.state import BlockToken
    from planlint.markdown.walk import Walk


def item_open(walk: Walk, token: BlockToken) -> None:
    """Open a list item at its marker."""
    (start,) = token.starts
    begun, before = walk.stack[-1], walk.stack[-2].pieces
    column = start - walk.source.starts[(token.map or [0])[0]]
    if begun.start < 0:
        begun.start, begun.column = start, column
        above = before[-1].start if before and before[-1].kind == "list" else start
        begun.set_in = column > 0 and above != start and column >= walk.source.position(above).column
    set_in = begun.set_in or column > begun.column
    number = int(token.info) if token.info else None
    walk.depth += 1
    walk.end = mark_end = start + len(token.info) + 1
    walk.stack.append(Open("item", start, [], mark_end, mark_end, bool(token.info), number, set_in=set_in))


def item_close(walk: Walk, _: BlockToken) -> None:
    """Close a list item, which ends where the last thing in it does."""
    opened = walk.stack.pop()
    item = ListItem(
        "item",
        opened.start,
        walk.end,
        tuple(opened.pieces),
        opened.mark_end,
        walk.depth,
        opened.ordered,
        opened.number,
        opened.box.state if opened.box else "",
        opened.first_end,
        opened.set_in,
    )
    walk.add_item(item)
    if opened.box:
        walk.add_box(opened.box, (opened.start, opened.first_end), (opened.start, opened.mark_end))
    walk.depth -= 1


def list_open(walk: Walk, _: BlockToken) -> None:
    """Open a list."""
    walk.stack.append(Open("list", -1, []))  # it starts where its first item does


def list_close(walk: Walk, _: BlockToken) -> None:
    """Close a list."""
    opened = walk.stack.pop()
    walk.add("list", opened.start, walk.end)


def quote_open(walk: Walk, token: BlockToken) -> None:
    """Open a block quote at its first mark."""
    (start,) = token.starts
    walk.end = start + 1
    lines = token.map or [0, 1]
    mark = trimmed(walk.text, start, walk.line_ends[lines[0]])
    walk.stack.append(Open("quote", start, [], mark[1], lines=lines))


def quote_close(walk: Walk, _: BlockToken) -> None:
    """Close a block quote, which holds all of its lines."""
    opened = walk.stack[-1]
    last = trimmed(walk.text, opened.start, walk.line_ends[opened.lines[1] - 1])
    walk.end = max(walk.end, last[1])
    walk.close(walk.end)
    walk.quotes.append(Quote(opened.start, walk.end, opened.start, opened.mark_end, ""))
    walk.add("quote", opened.start, walk.end)
