"""be unique: no two things inside the subject are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.case import Case, Related, Violation, at_node
from planlint.language.patterns import title_forms

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
            continue
        related = Related(first[key].mark_start, first[key].mark_end, "first stands here")
        yield at_node(node, captures, found=node.text)._replace(related=(related,))


def _key(node: Node, captures: Captures, document: Document) -> object:
    own = {name: str(value).casefold() for name, value in captures.items()}
    said = node.text or document.source.text[node.start : node.end]  # an address is no text
    return tuple(sorted(own.items())) if own else title_forms(said)[0].casefold()
