"""Relations: attributes that ask what stands around, before, after or inside a node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.markdown.nodes import Field, Item

if TYPE_CHECKING:
    from planlint.judging.select import Selection
    from planlint.language.model import Captures, Selector
    from planlint.markdown.document import Document
    from planlint.markdown.nodes import Node


def depth_around(document: Document, scope: Node | None) -> int:
    """Return how deep in lists a scope's content starts: the depth of the innermost item around it."""
    if scope is None:
        return 0
    if isinstance(scope, Item):
        return scope.depth
    around = [
        item.depth
        for item in document.nodes("item")
        if isinstance(item, Item) and item.start <= scope.start and scope.end <= item.end
    ]
    return max(around, default=0)


def keep(*, wanted: bool) -> Captures | None:
    """Return no captures gained where the node stays, None where it falls out."""
    return {} if wanted else None


def under(selection: Selection, node: Node, value: Selector, captures: Captures, _: Selector) -> Captures | None:
    """Keep what stands inside a match; gain the captures of the innermost."""
    around = [match for match in selection.around(value, captures, node) if not _own_heading(match.node, node)]
    return dict(around[-1].captures) if around else None


def _own_heading(container: Node, node: Node) -> bool:
    """Tell whether the node is just the container's heading, read as a field."""
    return isinstance(node, Field) and node.form == "heading" and node.start == container.start


def not_under(selection: Selection, node: Node, value: Selector, captures: Captures, own: Selector) -> Captures | None:
    """Keep what stands inside no match."""
    return keep(wanted=under(selection, node, value, captures, own) is None)


def directly_under(
    selection: Selection, node: Node, value: Selector, captures: Captures, _: Selector
) -> Captures | None:
    """Keep what stands inside a match with no deeper section between."""
    around = [match for match in selection.around(value, captures, node) if not _own_heading(match.node, node)]
    if not around:
        return None
    container = around[-1].node
    between = [section for section in selection.document.sections_at(node.start) if section.start > container.start]
    deeper = [section for section in between if section.start < node.start]
    return None if deeper else dict(around[-1].captures)


def before(selection: Selection, node: Node, value: Selector, captures: Captures, _: Selector) -> Captures | None:
    """Keep what stands before the first match; all, where there is none."""
    found = selection.find(value, captures)
    return keep(wanted=not found or node.start < found[0].node.start)


def after(selection: Selection, node: Node, value: Selector, captures: Captures, _: Selector) -> Captures | None:
    """Keep what stands after the first match."""
    found = selection.find(value, captures)
    return keep(wanted=bool(found) and node.start > found[0].node.start)


def count_holds(selector: Selector, number: int) -> bool:
    """Tell whether a number of matches is what a selector's count asks for."""
    return number >= selector.at_least and (selector.at_most is None or number <= selector.at_most)


def holding(selection: Selection, node: Node, value: Selector, captures: Captures, _: Selector) -> Captures | None:
    """Keep what has such a thing inside."""
    return keep(wanted=count_holds(value, len(selection.find(value, captures, node))))


def without(selection: Selection, node: Node, value: Selector, captures: Captures, _: Selector) -> Captures | None:
    """Keep what has no such thing inside."""
    return keep(wanted=not count_holds(value, len(selection.find(value, captures, node))))
