"""Relations: attributes that ask what stands around, before, after or inside a node."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from planlint.judging.regions import covering
from planlint.language.model import NO_CAPTURES
from planlint.markdown.nodes import Field, Item, Node
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from planlint.judging.found import Match
    from planlint.judging.regions import Region
    from planlint.judging.select import Selection
    from planlint.language.model import Captures, Selector
    from planlint.markdown.document import Document

Test = Callable[[Node], "Captures | None"]


class Asked(NamedTuple):
    """What a selector asks by one of its attributes, in one plan."""

    selection: Selection
    value: Any
    captures: Captures  # what the rule knows
    own: Selector
    left: Sequence[Match]  # what is to be tested, in order of place

    def region(self, span: Callable[[Node], tuple[int, int]]) -> Region | None:
        """Return where what is left stands, as far as `span` takes it; None where that is most of the plan."""
        return self.selection.part(covering(span(match.node) for match in self.left))

    def is_set(self, flag: str) -> bool:
        """Tell whether the selector has a flag."""
        return bool(dict(self.own.attributes).get(flag))


def depth_around(document: Document, scope: Node | None) -> int:
    """Return how deep in lists a scope's content starts: the depth of the innermost item around it."""
    if scope is None:
        return 0
    if isinstance(scope, Item):
        return scope.depth
    return max((item.depth for item in document.items_around(scope.start, scope.end)), default=0)


def keep(*, wanted: bool) -> Captures | None:
    """Return no captures gained where the node stays, None where it falls out."""
    return NO_CAPTURES if wanted else None


def under(asked: Asked) -> Test:
    """Keep what stands inside a match; gain the captures of the innermost."""
    innermost = _innermost(asked)
    return lambda node: found.captures if (found := innermost(node)) else None


def _innermost(asked: Asked) -> Callable[[Node], Match | None]:
    found = asked.selection.found(asked.value, asked.captures)
    matches, outward = found.matches, found.nest.outward

    def innermost(node: Node) -> Match | None:
        for at in outward(node.start, node.end):
            container = matches[at].node
            if container is not node and not _own_heading(container, node):
                return matches[at]
        return None

    return innermost if matches else lambda _: None


def _own_heading(container: Node, node: Node) -> bool:
    """Tell whether the node is just the container's heading, read as a field."""
    return isinstance(node, Field) and node.form == "heading" and node.start == container.start


def directly_under(asked: Asked) -> Test:
    """Keep what stands inside a match with no deeper section between."""
    innermost, sections_at = _innermost(asked), asked.selection.document.sections_at

    def test(node: Node) -> Captures | None:
        container = innermost(node)
        if container is None or any(
            container.node.start < section.start < node.start for section in sections_at(node.start)
        ):
            return None
        return container.captures

    return test


def before(asked: Asked) -> Test:
    """Keep what stands before the first match; all, where there is none."""
    found = asked.selection.find(asked.value, asked.captures)
    return lambda node: keep(wanted=not found or node.start < found[0].node.start)


def after(asked: Asked) -> Test:
    """Keep what stands after the first match."""
    found = asked.selection.find(asked.value, asked.captures)
    return lambda node: keep(wanted=bool(found) and node.start > found[0].node.start)


def count_holds(selector: Selector, number: int) -> bool:
    """Tell whether a number of matches is what a selector's count asks for."""
    return number >= selector.at_least and (selector.at_most is None or number <= selector.at_most)


def holding(asked: Asked) -> Test:
    """Keep what has such a thing inside."""
    value, inside = asked.value, asked.selection.inside(asked.value, asked.captures)
    return lambda node: keep(wanted=count_holds(value, len(inside(node))))
