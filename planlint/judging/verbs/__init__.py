"""The verbs: one file each, and the one table of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.verbs import (
    be,
    be_in_order,
    be_matched_by,
    be_numbered,
    be_saved_as,
    be_ticked_in_order,
    be_under,
    be_unique,
    come_before,
    exist,
    have,
    match,
    mention,
    skip,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planlint.judging.case import Case, Violation

VERBS: dict[str, Callable[[Case], Iterator[Violation]]] = {
    "have": have.violations,
    "be": be.violations,
    "match": match.violations,
    "mention": mention.violations,
    "exist": exist.violations,
    "be under": be_under.violations,
    "be matched by": be_matched_by.violations,
    "come before": come_before.violations,
    "be in order": be_in_order.violations,
    "be numbered": be_numbered.violations,
    "be unique": be_unique.violations,
    "be ticked in order": be_ticked_in_order.violations,
    "skip": skip.violations,
    "be saved as": be_saved_as.violations,
}
