"""Items and checkboxes: what a list item says, what a box ticks, and what is set aside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.nodes import Checkbox, Item
from planlint.markdown.structure import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document
    from planlint.markdown.structure import ListItem

ASIDE = (
    r"(?:deferred|optional|future|later|manual(?:ly)?|skip(?:ped)?|postponed|dropped|cancell?ed|descoped|out of scope"
    r"|n/?a|not applicable|not needed)"
)
REMARK = re.compile(rf"[(\[][^()\[\]]{{0,80}}?\b{ASIDE}\b[^()\[\]]{{0,80}}[)\]]", re.IGNORECASE)
BEGINNING = re.compile(rf"{ASIDE}\s*:|n/a\b", re.IGNORECASE)
NONE = re.compile(r"(?:none|n/?a|nil|not applicable)(?:[.!]?$|\s*[-–—(:])", re.IGNORECASE)
STRUCK = re.compile(r"(?:\*\*)?~~[^~]+~~(?:\*\*)?\s*(?:\Z|[-–—→.,;:(])")


def is_deferred(text: str, raw: str) -> bool:
    """Tell whether a thing to do is deferred, optional, future, not applicable, struck out, or none at all.

    `text` is plain; `raw` is the source of the same.
    """
    if NONE.match(text) or BEGINNING.match(text) or REMARK.search(text):
        return True
    return STRUCK.match(raw) is not None


def items(document: Document) -> Iterator[Item]:
    """Yield the items of a plan with their texts."""
    for item in document.blocks.items:
        lead = item.pieces[0] if item.pieces else None
        start, end = (lead.start, lead.end) if isinstance(lead, Block) else (item.first_end, item.first_end)
        yield _with_text(document, item, start, end)


def _with_text(document: Document, item: ListItem, start: int, end: int) -> Item:
    text = document.plain_text(start, end)
    return Item(
        item.start,
        item.end,
        item.start,
        item.mark_end,
        text,
        item.depth,
        item.ordered,
        item.number,
        item.box,
        is_deferred(text, document.source.text[start:end]),
        item.first_end,
        item.set_in,
    )


def checkboxes(document: Document) -> Iterator[Checkbox]:
    """Yield the boxes of a plan with the texts of what they tick."""
    boxes = document.blocks.boxes
    nodes = document.nodes("item") if boxes else ()
    ticked = {node.start: node for node in nodes if isinstance(node, Item) and node.box}
    for box in boxes:
        item = ticked.get(box.start)
        if item and item.first_end == box.end:
            text, deferred = item.text, item.deferred
        else:
            text = document.plain_text(box.start, box.end)
            deferred = is_deferred(text, text)
        yield Checkbox(box.start, box.end, box.mark_start, box.mark_end, text, box.state, deferred, box.depth)
