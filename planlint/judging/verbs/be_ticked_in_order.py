"""be ticked in order: no ticked box comes after an open one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.attributes import box_of
from planlint.judging.case import Case, Related, Violation, at_node

if TYPE_CHECKING:
    from collections.abc import Iterator


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation at the first ticked box that has an open one above it; what is set aside does not count."""
    waiting = None
    for node, captures in case.find(case.clause.objects[0]):
        state, deferred = box_of(node)
        if state == "open" and not deferred:
            waiting = waiting or node
        elif state == "checked" and waiting is not None:
            related = Related(waiting.mark_start, waiting.mark_end, "still open")
            yield at_node(node, captures, missing=waiting.text, found=node.text)._replace(related=(related,))
            return
