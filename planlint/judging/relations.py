"""Relations: attributes that ask what stands around, before, after or inside a node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.markdown.nodes import Field, Item, Section

if TYPE_CHECKING:
    from planlint.judging.select import Match, Selection
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


def _around(found: list[Match], node: Node) -> list[Match]:
    return [
        match
        for match in found
        if match.node.start <= node.start and node.end <= match.node.end and match.node is not node
    ]


def under(selection: Selection, node: Node, value: Selector, captures: Captures, _: Selector) -> Captures | None:
    """Keep what stands inside a match; gain the captures of the innermost."""
    around = [match for match in _around(selection.find(value, captures), node) if not _own_heading(match.node, node)]
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
    sections = [
        section
        for section in selection.document.sections_at(node.start)
        if section.start < node.start or section.end > node.end
    ]
    sections = [
        section
        for section in sections
        if section is not node and not (isinstance(node, Field) and node.start == section.start)
    ]
    if not sections:
        return None
    found = [
        match
        for match in selection.find(value, captures)
        if match.node is sections[-1] or _inside_only(match.node, sections[-1], node)
    ]
    return dict(found[-1].captures) if found else None


def _inside_only(container: Node, section: Section, node: Node) -> bool:
    """Tell whether a container that is no section holds the node within the node's own section."""
    if isinstance(container, Section):
        return False
    return section.start <= container.start <= node.start and node.end <= container.end and container is not node


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
