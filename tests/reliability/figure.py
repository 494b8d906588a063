"""A row of the table of figures."""

from __future__ import annotations

from typing import NamedTuple


class Figure(NamedTuple):
    """A row of the table: what is measured, the goal, what was reached, and whether that meets the goal.

    Where a goal does not bind, a miss is told and fails nothing: how long things take is the machine's as well.
    """

    measure: str
    goal: str
    reached: str
    met: bool
    binds: bool = True


def some(found: list[str]) -> str:
    """Return the first of what is wrong, shortened."""
    return "" if not found else f"; first: {found[0][:160]!r}"
