"""Blocks: what the parser's tokens say, gathered into one frozen record before any inline work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planlint.markdown import containers, leaves
from planlint.markdown.parser import parse_blocks
from planlint.markdown.sections import spanned
from planlint.markdown.structure import Blocks
from planlint.markdown.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from planlint.markdown.frontmatter import FrontMatter
    from planlint.markdown.nodes import Node
    from planlint.markdown.state import BlockToken
    from planlint.markdown.structure import Container
    from planlint.text.source import Source


READERS: dict[str, Callable[[Walk, BlockToken], None]] = {
    "paragraph_open": leaves.read_paragraph,
    "heading_open": leaves.read_heading,
    "fence": leaves.read_code,
    "code_block": leaves.read_code,
    "hr": leaves.read_rule,
    "html_block": leaves.read_html,
    "table_open": leaves.read_table,
    "bullet_list_open": containers.list_open,
    "ordered_list_open": containers.list_open,
    "bullet_list_close": containers.list_close,
    "ordered_list_close": containers.list_close,
    "list_item_open": containers.item_open,
    "list_item_close": containers.item_close,
    "blockquote_open": containers.quote_open,
    "blockquote_close": containers.quote_close,
}


def place(node: Node | Container) -> tuple[int, int]:
    """Return the order of nodes: by start, the longer one first."""
    return node.start, -node.end


def read_blocks(source: Source, front_matter: FrontMatter) -> Blocks:
    """Return the blocks of a plan. Raises BeyondLimits."""
    walk = Walk(source)
    readers = {kind: partial(reader, walk) for kind, reader in READERS.items()}
    parsed = parse_blocks(source.text, readers, front_matter.lines)
    walk.close(len(source.text))
    return Blocks(
        sections=spanned(walk.headings, source),
        items=tuple(sorted(walk.items, key=place)),
        quotes=tuple(sorted(walk.quotes, key=place)),
        tables=tuple(walk.tables),
        rows=tuple(walk.rows),
        codes=tuple(walk.codes),
        leaves=tuple(walk.leaves),
        rules=tuple(walk.rules),
        html=tuple(walk.html),
        spoiled=parsed.spoiled,
        front_matter=front_matter.fields,
        front_matter_end=front_matter.end,
        boxes=tuple(sorted(walk.boxes, key=place)),
        code_lines=tuple(walk.code_lines),
        containers=tuple(sorted(walk.containers, key=place)),
        references=parsed.references,
    )
