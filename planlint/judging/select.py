"""Selecting: which nodes of a plan a selector means."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from planlint.judging.attributes import TESTS
from planlint.judging.matching import matches
from planlint.judging.phrases import Phrases
from planlint.judging.relations import depth_around
from planlint.judging.values import body
from planlint.markdown.nodes import Field, Item, Node, Section, Sentence, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planlint.language.model import Captures, Selector
    from planlint.markdown.document import Document

#: Attributes that narrow what has been found inside a scope, not each node alone.
SCOPED = frozenset({"first", "last", "level"})


class Match(NamedTuple):
    """A node that a selector means, with what its patterns captured."""

    node: Node
    captures: Captures


class Selection:
    """What selectors find in one document; remembers what it has found."""

    def __init__(self, document: Document, not_content: Sequence[Selector] = ()) -> None:
        self.document = document
        self.phrases = Phrases(document)
        self.plan = plan_node(document)
        self.aside: tuple[tuple[int, int], ...] = ()
        self._found: dict[tuple[object, ...], list[Match]] = {}
        aside = [match.node for selector in not_content for match in self.find(selector, {})]
        self.aside = tuple((node.start, node.end) for node in aside)

    def find(self, selector: Selector, captures: Captures, scope: Node | None = None) -> list[Match]:
        """Return the matches of a selector inside a scope (None: the plan), in order of place."""
        if selector.noun == "plan":
            return [Match(self.plan, {})]
        for choice in selector.first_of:
            if found := self.find(choice, captures, scope):
                return found
        if selector.any_of or selector.first_of:
            return self._union(selector.any_of, captures, scope)
        found = within(self._everywhere(selector, captures), scope)
        return self._scoped(selector, found, captures, scope)

    def _union(self, choices: Sequence[Selector], captures: Captures, scope: Node | None) -> list[Match]:
        found = {id(match.node): match for choice in choices for match in reversed(self.find(choice, captures, scope))}
        return sorted(found.values(), key=lambda match: (match.node.start, -match.node.end))

    def _scoped(self, selector: Selector, found: list[Match], captures: Captures, scope: Node | None) -> list[Match]:
        for name, value in selector.attributes:
            if name == "level":
                found = self._at_level(found, value, self._containers(selector, captures), scope)
        for name, value in selector.attributes:
            if name in {"first", "last"} and value:
                found = found[:1] if name == "first" else found[-1:]
        return found

    def _containers(self, selector: Selector, captures: Captures) -> list[Match]:
        return [
            match
            for name, value in selector.attributes
            if name in {"under", "directly under"}
            for match in self.find(value, captures)
        ]

    def _at_level(
        self, found: list[Match], levels: tuple[int, ...], containers: list[Match], scope: Node | None
    ) -> list[Match]:
        """Keep the headings of these levels, or the items of these depths, counted inside their container."""
        kept: list[Match] = []
        for match in found:
            if isinstance(match.node, Section):
                level = match.node.level
            else:
                around = innermost(containers, match.node)
                level = getattr(match.node, "depth", 0) - depth_around(self.document, around or scope)
            if level in levels:
                kept.append(match)
        return kept

    def _everywhere(self, selector: Selector, captures: Captures) -> list[Match]:
        known = tuple(sorted((name, captures[name]) for name in selector.references if name in captures))
        key = (id(selector), known)
        if key not in self._found:
            self._found[key] = list(self._judge_all(selector, dict(known)))
        return self._found[key]

    def _judge_all(self, selector: Selector, captures: Captures) -> Iterable[Match]:
        for node, caught in self._candidates(selector, captures):
            known = {**captures, **caught}
            gained: Captures | None = caught
            for name, value in selector.attributes:
                if name not in SCOPED and gained is not None:
                    more = TESTS[name](self, node, value, known, selector)
                    gained = None if more is None else {**more, **gained}
            if gained is not None:
                yield Match(node, gained)

    def _candidates(self, selector: Selector, captures: Captures) -> Iterable[Match]:
        attributes = dict(selector.attributes)
        exact = bool(attributes.get("as written"))
        if selector.noun == "text":
            hits = self.phrases.hits(selector.patterns, captures, exact=exact, code=bool(attributes.get("code too")))
            for start, end, caught in hits:
                yield Match(Text(start, end, start, end, self.document.source.text[start:end]), dict(caught))
            return
        for node in self.document.nodes(selector.noun):
            caught_here = matches(node, selector.patterns, captures, exact=exact)
            if caught_here is not None:
                yield Match(node, caught_here)


def plan_node(document: Document) -> Node:
    """Return the plan as a node: all of it, marked at its first title, without one at line 1."""
    text = document.source.text
    for section in document.nodes("section"):
        if isinstance(section, Section) and section.level == 1:
            return Node(0, len(text), section.mark_start, section.mark_end, section.text)
    start, end = document.source.line_span(1)
    return Node(0, len(text), start, end, "")


def within(found: list[Match], scope: Node | None) -> list[Match]:
    """Return the matches that stand inside a scope, and are not the scope itself."""
    if scope is None:
        return found
    low = bisect_left(found, scope.start, key=lambda match: match.node.start)
    high = bisect_right(found, scope.end, key=lambda match: match.node.start)
    return [match for match in found[low:high] if match.node.end <= scope.end and not is_same(match.node, scope)]


def is_same(node: Node, scope: Node) -> bool:
    """Tell whether a node is the scope itself, or no more than its heading says."""
    if node is scope or (isinstance(node, Field) and node.form == "heading" and node.start == scope.start):
        return True
    if isinstance(node, (Text, Sentence)) and isinstance(scope, (Section, Field)):
        return node.start < body(scope)[0]
    return isinstance(node, Section) and isinstance(scope, Field) and node.start == scope.start


def innermost(containers: list[Match], node: Node) -> Node | None:
    """Return the smallest of the containers that holds a node."""
    around = [match.node for match in containers if match.node.start <= node.start and node.end <= match.node.end]
    around = [container for container in around if container is not node]
    return min(around, key=lambda container: container.end - container.start, default=None)


def depth_of(node: Node) -> int:
    """Return the list depth of an item; 0 for anything else."""
    return node.depth if isinstance(node, Item) else 0
