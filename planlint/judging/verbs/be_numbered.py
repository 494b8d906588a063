"""be numbered: the things inside the subject count 1, 2, 3, … without gap or repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.case import Case, Violation, at_node
from planlint.markdown.nodes import Item, Section
from planlint.text.numbers import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.language.model import Captures
    from planlint.markdown.nodes import Node


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation at the first break of each numbering; dotted numbers count within their prefix."""
    last: dict[str, int] = {}
    broken: set[str] = set()
    for node, captures in case.find(case.clause.objects[0]):
        prefix, number = split(_number(node, captures))
        if number is None or prefix in broken:
            continue
        expected = last[prefix] + 1 if prefix in last else 1
        if number != expected and not (number == 0 and prefix not in last):
            broken.add(prefix)
            yield at_node(node, captures, missing=prefix + str(expected), found=prefix + str(number))
        last[prefix] = number


def _number(node: Node, captures: Captures) -> str:
    caught = captures.get("n")
    if isinstance(caught, str):
        return caught
    if isinstance(node, Item):
        return str(node.number or "")
    return node.number if isinstance(node, Section) else ""


def split(number: str) -> tuple[str, int | None]:
    """Return a number as prefix and last part: "2.1" is ("2.", 1); ranges and letters count as none."""
    prefix, dot, last = number.rpartition(".")
    return prefix + dot, whole_number(last)
