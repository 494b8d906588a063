"""be unique: no two things inside the subject are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.case import Case, Related, Violation, at_node
from planlint.judging.said import said
from planlint.language.patterns import title_forms
from planlint.markdown.nodes import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.language.model import Captures
    from planlint.markdown.document import Document
    from planlint.markdown.nodes import Node


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation at each thing that repeats an earlier one: same captures, without captures same text."""
    first: dict[object, Node] = {}
    for node, captures in case.find(case.clause.objects[0]):
        key = _key(node, captures, case.document)
        if key not in first:
            first[key] = node
        if first[key] is node or not key:
            continue
        related = Related(first[key].mark_start, first[key].mark_end, "first stands here")
        yield at_node(node, captures, found=_said(node, case.document))._replace(related=(related,))


def _key(node: Node, captures: Captures, document: Document) -> object:
    own = {name: str(value).casefold() for name, value in captures.items()}
    return tuple(sorted(own.items())) if own else title_forms(_said(node, document))[0].casefold()


def _said(node: Node, document: Document) -> str:
    """Return what a thing says: a field's value, since many have its label; an address, which is no text."""
    if isinstance(node, Field):
        return said(node, document)
    return node.text or document.source.text[node.start : node.end]
