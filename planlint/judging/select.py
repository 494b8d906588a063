"""Selecting: which nodes of a plan a selector means."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from planlint.judging.attributes import TESTS
from planlint.judging.matching import matches
from planlint.judging.phrases import Phrases
from planlint.judging.relations import depth_around
from planlint.judging.values import body
from planlint.language.patterns import names_of
from planlint.markdown.nodes import Field, Node, Section, Sentence, Text

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
        self._reach: dict[int, list[int]] = {}
        aside = [match.node for selector in not_content for match in self.find(selector, {})]
        self.aside = tuple((node.start, node.end) for node in aside)

    def find(self, selector: Selector, captures: Captures, scope: Node | None = None) -> list[Match]:
        """Return the matches of a selector inside a scope (None: the plan), in order of place."""
        if scope is not None:
            return self._find(selector, captures, scope)
        key = (id(selector), known(selector, captures))
        if key not in self._found:
            self._found[key] = self._find(selector, captures, None)
        return self._found[key]

    def around(self, selector: Selector, captures: Captures, node: Node) -> list[Match]:
        """Return the matches of a selector that hold a node, the innermost last; the node itself is none."""
        found = self.find(selector, captures)
        reach = self._reach_of(found)
        at = bisect_right(found, node.start, key=lambda match: match.node.start) - 1
        holding: list[Match] = []
        while at >= 0 and reach[at] >= node.end:
            match = found[at]
            if match.node.end >= node.end and match.node is not node:
                holding.append(match)
            at -= 1
        return holding[::-1]

    def _reach_of(self, found: list[Match]) -> list[int]:
        """Return, for each of the matches, how far it and those before it reach."""
        if id(found) not in self._reach:
            self._reach[id(found)] = list(accumulate((match.node.end for match in found), max))
        return self._reach[id(found)]

    def _find(self, selector: Selector, captures: Captures, scope: Node | None) -> list[Match]:
        if selector.noun == "plan":
            return list(self._tested(selector, captures, [Match(self.plan, {})]))
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
                found = [match for match in found if self._level(selector, captures, match.node, scope) in value]
        for name, value in selector.attributes:
            if name in {"first", "last"} and value:
                found = found[:1] if name == "first" else found[-1:]
        return found

    def _level(self, selector: Selector, captures: Captures, node: Node, scope: Node | None) -> int:
        """Return a heading's level, or an item's depth counted inside its container."""
        if isinstance(node, Section):
            return node.level
        return getattr(node, "depth", 0) - depth_around(
            self.document, self._container(selector, captures, node) or scope
        )

    def _container(self, selector: Selector, captures: Captures, node: Node) -> Node | None:
        for name, value in selector.attributes:
            if name in {"under", "directly under"} and (around := self.around(value, captures, node)):
                return around[-1].node
        return None

    def _everywhere(self, selector: Selector, captures: Captures) -> list[Match]:
        key = ("everywhere", id(selector), known(selector, captures))
        if key not in self._found:
            self._found[key] = list(self._judge_all(selector, captures))
        return self._found[key]

    def _judge_all(self, selector: Selector, captures: Captures) -> Iterable[Match]:
        return self._tested(selector, captures, self._candidates(selector, captures))

    def _tested(self, selector: Selector, captures: Captures, candidates: Iterable[Match]) -> Iterable[Match]:
        tests = [(TESTS[name], value) for name, value in selector.attributes if name not in SCOPED]
        for node, caught in candidates:
            gained = caught
            for test, value in tests:
                more = test(self, node, value, captures, selector)
                if more is None:
                    break
                gained = {**more, **gained}
            else:
                yield Match(node, gained)

    def _candidates(self, selector: Selector, captures: Captures) -> Iterable[Match]:
        attributes = dict(selector.attributes)
        exact = bool(attributes.get("as written"))
        if selector.noun == "text":
            hits = self.phrases.hits(selector.patterns, captures, exact=exact, code=bool(attributes.get("code too")))
            for start, end, caught in hits:
                yield Match(Text(start, end, start, end, self.document.source.text[start:end]), dict(caught))
            return
        yield from self._matching(selector.noun, selector.patterns, captures, exact=exact)

    def _matching(self, noun: str, patterns: tuple[str, ...], captures: Captures, *, exact: bool) -> Sequence[Match]:
        """Return the nodes of a noun that match patterns; remembered, since many selectors share them."""
        names = {name for pattern in patterns for name in names_of(pattern)}
        bearing = tuple(sorted((name, captures[name]) for name in names if name in captures))
        key = ("matching", noun, patterns, exact, bearing)
        if key not in self._found:
            self._found[key] = [
                Match(node, caught)
                for node in self.document.nodes(noun)
                if (caught := matches(node, patterns, captures, exact=exact)) is not None
            ]
        return self._found[key]


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


def known(selector: Selector, captures: Captures) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    """Return the captures that bear on a selector, as a key."""
    return tuple(sorted((name, captures[name]) for name in selector.references if name in captures))
