"""Said: the part of a node that is its content, and what that says as a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.language.patterns import EMOJI, folded
from planlint.markdown.nodes import Field, Section

if TYPE_CHECKING:
    from planlint.markdown.document import Document
    from planlint.markdown.nodes import Node


def body(node: Node) -> tuple[int, int]:
    """Return the part of a node that is its content: a section without its heading, a field's value."""
    if isinstance(node, Section):
        return node.body_start, node.end
    if isinstance(node, Field):
        return node.value_start, node.value_end
    return node.start, node.end


def said(node: Node, document: Document) -> str:
    """Return the text that a value test reads: a field's value, else the node's own text."""
    if isinstance(node, Field):
        return node.value or document.plain_text(node.value_start, node.value_end)
    return node.text


def normal(text: str) -> str:
    """Return a value without emoji, emphasis and letter case."""
    return folded(EMOJI.sub(" ", text)).strip("*_` ").casefold()
