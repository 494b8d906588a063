"""Found: what a selector means in a plan, by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from planlint.judging.regions import covering
from planlint.judging.said import body
from planlint.markdown.nest import Nest
from planlint.markdown.nodes import Field, Node, Section, Sentence, Text
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from planlint.judging.regions import Region
    from planlint.language.model import Captures


class Match(NamedTuple):
    """A node that a selector means, with what its patterns captured."""

    node: Node
    captures: Captures


class Found:
    """What a selector found, in order of place."""

    def __init__(self, matches: list[Match]) -> None:
        self.matches = matches

    @cached_property
    def starts(self) -> list[int]:
        """Return where the matches start."""
        return [match.node.start for match in self.matches]

    @cached_property
    def nest(self) -> Nest:
        """Return the spans of the matches."""
        return Nest((match.node.start, match.node.end) for match in self.matches)

    @cached_property
    def region(self) -> Region:
        """Return the region of the matches."""
        return covering((match.node.start, match.node.end) for match in self.matches)

    def around(self, node: Node) -> list[Match]:
        """Return the matches that hold a node, the innermost last; the node itself is none."""
        matches = self.matches
        holding = (matches[at] for at in self.nest.around(node.start, node.end)) if matches else ()
        return [match for match in holding if match.node is not node]

    def within(self, scope: Node) -> list[Match]:
        """Return the matches that stand inside a scope, and are not the scope itself."""
        low, high = bisect_left(self.starts, scope.start), bisect_right(self.starts, scope.end)
        return [
            match for match in self.matches[low:high] if match.node.end <= scope.end and not is_same(match.node, scope)
        ]


def is_same(node: Node, scope: Node) -> bool:
    """Tell whether a node is the scope itself, or no more than its heading says."""
    if node is scope or (isinstance(node, Field) and node.form == "heading" and node.start == scope.start):
        return True
    if isinstance(node, (Text, Sentence)) and isinstance(scope, (Section, Field)):
        return node.start < body(scope)[0]
    return isinstance(node, Section) and isinstance(scope, Field) and node.start == scope.start
