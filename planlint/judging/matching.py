"""Matching: a node held against patterns, paths compared by what they end in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.language.patterns import expanded, folded, match_whole, title_forms
from planlint.markdown.nodes import Code, Command, Field, Line, Link, Path, Placeholder, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planlint.language.model import Captures
    from planlint.markdown.nodes import Node

#: Nodes that are held against patterns exactly as they stand.
AS_THEY_STAND = (Path, Link, Code, Command, Placeholder, Line)


def matches(node: Node, patterns: Sequence[str], captures: Captures, *, exact: bool) -> Captures | None:
    """Hold a node against patterns, any of which suffices; return captures, or None."""
    if not patterns or patterns == ("*",):
        return {}
    for pattern in expanded(patterns, captures):
        caught = _match(node, pattern, captures, exact=exact)
        if caught is not None:
            return caught
    return None


def _match(node: Node, pattern: str, captures: Captures, *, exact: bool) -> Captures | None:
    if isinstance(node, Path):
        return _match_path(node, pattern, captures)
    form = "exact " if exact else ""
    if isinstance(node, (Section, Field)):
        for title in title_forms(node.text):
            held = match_whole(pattern, title, captures, form + "title")
            if held is not None:
                return dict(held)
        return None
    text = node.text if isinstance(node, AS_THEY_STAND) else folded(node.text)
    caught = match_whole(pattern, text, captures, form + "plain")
    return None if caught is None else dict(caught)


def _match_path(node: Path, pattern: str, captures: Captures) -> Captures | None:
    known = captures.get(pattern[1:-1]) if pattern.startswith("{") and pattern.endswith("}") else None
    if isinstance(known, str):
        return {} if same_path(node.text, known) else None
    caught = match_whole(pattern, node.text, captures, "exact plain")
    return None if caught is None else dict(caught)


def same_path(one: str, other: str) -> bool:
    """Tell whether two paths may be the same file: one ends in the other, or is a folder that holds it."""
    one, other = one.removeprefix("./"), other.removeprefix("./")
    if one.rstrip("/") == other.rstrip("/"):
        return True
    for whole, part in ((one, other), (other, one)):
        if whole.rstrip("/").endswith("/" + part.strip("/")):
            return True
        if part.endswith("/") and ("/" + whole).find("/" + part.strip("/") + "/") >= 0:
            return True
    return False
