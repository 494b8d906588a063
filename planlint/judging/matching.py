"""Matching: a node held against patterns, paths compared by what they end in."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from planlint.language.catching import caught_by
from planlint.language.model import NO_CAPTURES
from planlint.language.needles import lowered
from planlint.language.patterns import expanded, folded, text_forms, title_forms, whole, wholes
from planlint.markdown.nodes import Code, Command, Field, Line, Link, Path, Placeholder, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planlint.language.budget import Expression
    from planlint.language.model import Captures
    from planlint.markdown.nodes import Node

#: Nodes that are held against patterns exactly as they stand.
AS_THEY_STAND = (Path, Link, Code, Command, Placeholder, Line)


def matches(node: Node, patterns: tuple[str, ...], captures: Captures, *, exact: bool) -> Captures | None:
    """Hold a node against patterns, any of which suffices; return captures, or None."""
    return Sayings((node,)).matching(patterns, captures, exact=exact).get(0)


class Sayings:
    """What nodes of one noun say, in the forms that patterns are held against."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.forms = [_forms(node) for node in nodes]
        texts = [lowered("\n".join(forms)) for forms in self.forms]
        self.all = "\n".join(texts)
        self.starts = array("q", accumulate((len(text) + 1 for text in texts), initial=0))
        self._held: dict[str, tuple[int, ...]] = {}

    def matching(self, patterns: tuple[str, ...], captures: Captures, *, exact: bool) -> dict[int, Captures]:
        """Return the indexes of the nodes that match one of the patterns, with what the first of those captures."""
        if not patterns or patterns == ("*",):
            return dict.fromkeys(range(len(self.nodes)), NO_CAPTURES)
        found: dict[int, Captures] = {}
        if not self.nodes:
            return found
        form = self._form(exact=exact)
        if isinstance(self.nodes[0], Path):
            for pattern in expanded(patterns, captures):
                self._match_path(pattern, form, captures, found)
        else:
            for expression in wholes(patterns, captures, form):
                self._match(expression, captures, found)
        return found

    def _match_path(self, pattern: str, form: str, captures: Captures, found: dict[int, Captures]) -> None:
        known = _known_path(pattern, captures)
        if known is None:
            self._match(whole(pattern, captures, form), captures, found)
        else:
            same = (at for at, node in enumerate(self.nodes) if at not in found and same_path(node.text, known))
            found |= dict.fromkeys(same, NO_CAPTURES)

    def _match(self, expression: Expression, captures: Captures, found: dict[int, Captures]) -> None:
        """Add the nodes that match an expression to those that are found."""
        for at in self._worth_trying(expression):
            for text in self.forms[at] if at not in found else ():
                if (caught := caught_by(expression.search(text), captures)) is not None:
                    found[at] = caught
                    break

    def _form(self, *, exact: bool) -> str:
        """Return how patterns are to be read, as match_any names it."""
        form = "title" if isinstance(self.nodes[0], (Section, Field)) else "plain"
        return f"exact {form}" if exact or isinstance(self.nodes[0], Path) else form

    def _worth_trying(self, expression: Expression) -> Iterable[int]:
        """Return the indexes of the nodes that hold a needle of an expression."""
        if not expression.needles:
            return range(len(self.nodes))
        found = [self._holding(needle) for needle in expression.needles]
        return found[0] if len(found) == 1 else {at for held in found for at in held}

    def _holding(self, needle: str) -> tuple[int, ...]:
        """Return the indexes of the nodes that hold a needle; many expressions share one."""
        if needle not in self._held:
            self._held[needle] = tuple(self._sought(needle)) if needle in self.all else ()
        return self._held[needle]

    def _sought(self, needle: str) -> Iterator[int]:
        offset = self.all.find(needle)
        while offset >= 0:
            at = bisect_right(self.starts, offset) - 1
            yield at
            offset = self.all.find(needle, self.starts[at + 1])


def _forms(node: Node) -> tuple[str, ...]:
    """Return the texts that patterns are held against, one after the other."""
    if isinstance(node, (Section, Field)):
        return title_forms(node.text)
    return (node.text,) if isinstance(node, AS_THEY_STAND) else text_forms(folded(node.text))


def _known_path(pattern: str, captures: Captures) -> str | None:
    """Return the text that a pattern stands for which is nothing but a known name."""
    known = captures.get(pattern[1:-1]) if pattern.startswith("{") and pattern.endswith("}") else None
    return known if isinstance(known, str) else None


def same_path(one: str, other: str) -> bool:
    """Tell whether two paths may be the same file: one ends in the other, or is a folder that holds it."""
    one, other = one.removeprefix("./"), other.removeprefix("./")
    if one.rstrip("/") == other.rstrip("/"):
        return True
    for whole_one, part in ((one, other), (other, one)):
        if whole_one.rstrip("/").endswith("/" + part.strip("/")):
            return True
        if part.endswith("/") and ("/" + whole_one).find("/" + part.strip("/") + "/") >= 0:
            return True
    return False
