"""Selecting: which nodes of a plan a selector means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.attributes import OF_NODE, TESTS
from planlint.judging.found import Found, Match
from planlint.judging.phrases import Phrases
from planlint.judging.readings import Readings
from planlint.judging.regions import everywhere, worth_it
from planlint.judging.relations import Asked, depth_around
from planlint.judging.traits import asked_of_each, is_same_everywhere, mentioned, sameness
from planlint.markdown.nodes import Node, Section, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planlint.judging.regions import Region
    from planlint.language.model import Captures, Selector
    from planlint.markdown.document import Document


class Selection:
    """What selectors find in one document; remembers what it has found."""

    def __init__(self, document: Document, not_content: Sequence[Selector] = ()) -> None:
        self.document = document
        self.phrases = document.derived(Phrases)
        self.readings = document.derived(Readings)
        self.plan = plan_node(document)
        self.aside: tuple[tuple[int, int], ...] = ()
        self._found: dict[object, Found] = {}
        self._everywhere: dict[object, Found] = {}
        aside = [match.node for selector in not_content for match in self.find(selector, {})]
        self.aside = tuple((node.start, node.end) for node in aside)

    def find(self, selector: Selector, captures: Captures, scope: Node | None = None) -> list[Match]:
        """Return the matches of a selector inside a scope (None: the plan), in order of place."""
        return self._find(selector, captures, scope) if scope is not None else self.found(selector, captures).matches

    def inside(self, selector: Selector, captures: Captures) -> Callable[[Node], list[Match]]:
        """Return what finds the matches of a selector inside one scope after the other."""
        if is_same_everywhere(selector):
            return self.found(selector, captures).within
        return lambda scope: self._find(selector, captures, scope)

    def around(self, selector: Selector, captures: Captures, node: Node) -> list[Match]:
        """Return the matches of a selector that hold a node, the innermost last; the node itself is none."""
        return self.found(selector, captures).around(node)

    def found(self, selector: Selector, captures: Captures) -> Found:
        """Return what a selector finds in the whole plan."""
        key = sameness(selector, captures)
        if key not in self._found:
            self._found[key] = Found(self._find(selector, captures, None))
        return self._found[key]

    def _find(self, selector: Selector, captures: Captures, scope: Node | None) -> list[Match]:
        if scope is not None and is_same_everywhere(selector):
            return self.found(selector, captures).within(scope)
        if selector.noun == "plan":
            return self._tested(selector, captures, [Match(self.plan, {})])
        for choice in selector.first_of:
            if found := self.find(choice, captures, scope):
                return found
        if selector.any_of or selector.first_of:
            return self._union(selector.any_of, captures, scope)
        everywhere = self._unscoped(selector, captures)
        found = everywhere.matches if scope is None else everywhere.within(scope)
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

    def _unscoped(self, selector: Selector, captures: Captures) -> Found:
        """Return what a selector finds before its scoped attributes narrow that."""
        key = sameness(selector, captures)
        if key not in self._everywhere:
            found = self._tested(selector, captures, self._candidates(selector, captures))
            self._everywhere[key] = Found(found)
        return self._everywhere[key]

    def _tested(self, selector: Selector, captures: Captures, candidates: Iterable[Match]) -> list[Match]:
        matches = list(candidates)
        for name, value in asked_of_each(selector):
            if name in OF_NODE:
                holds_for = OF_NODE[name]
                matches = [match for match in matches if holds_for(match.node, value)]
            elif matches:
                test = TESTS[name](Asked(self, value, captures, selector, matches))
                matches = [
                    match._replace(captures={**more, **match.captures}) if more else match
                    for match in matches
                    if (more := test(match.node)) is not None
                ]
        return matches

    def _candidates(self, selector: Selector, captures: Captures) -> Iterable[Match]:
        attributes, patterns = dict(selector.attributes), selector.patterns
        exact, code = bool(attributes.get("as written")), bool(attributes.get("code too"))
        container = attributes.get("under") or attributes.get("directly under")
        around = self.found(container, captures) if container else None
        if around and not around.matches:
            return ()
        if not all(self.phrases.may_hold(each, captures, exact=exact) for each in mentioned(selector)):
            return ()
        region = (lambda: self.part(around.region)) if around else everywhere
        if selector.noun != "text":
            return self.readings.matching(selector.noun, patterns, captures, exact=exact, region=region)
        text = self.document.source.text
        hits = self.phrases.hits(patterns, captures, exact=exact, code=code, region=region)
        return [Match(Text(start, end, start, end, text[start:end]), caught) for start, end, caught in hits.all]

    def part(self, region: Region) -> Region | None:
        """Return a region; None where it is most of the plan."""
        return worth_it(region, len(self.document.source.text))


def plan_node(document: Document) -> Node:
    """Return the plan as a node: all of it, marked at its first title, without one at line 1."""
    text = document.source.text
    for section in document.nodes("section"):
        if isinstance(section, Section) and section.level == 1:
            return Node(0, len(text), section.mark_start, section.mark_end, section.text)
    start, end = document.source.line_span(1)
    return Node(0, len(text), start, end, "")
