"""skip: (with not) no heading is more than one level below the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.case import Case, Violation, at_node
from planlint.markdown.nodes import Section

if TYPE_CHECKING:
    from collections.abc import Iterator


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation at each heading that skips a level; the first of a plan may stand at level 1 or 2."""
    before = case.subject.level if isinstance(case.subject, Section) else 1
    for node in case.document.inside("section", case.subject.start, case.subject.end):
        if not isinstance(node, Section) or node is case.subject:
            continue
        if node.level > before + 1:
            yield at_node(node, {}, missing=str(before + 1), found=str(node.level))
        before = node.level
