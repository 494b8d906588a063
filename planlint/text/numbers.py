"""Numbers that stand in a text: how they are read, and which are none."""

from __future__ import annotations

#: More than anything that is counted in a plan; Python refuses to read very long ones.
MOST_DIGITS = 9


def whole_number(text: str) -> int | None:
    """Return the number that decimal digits give; None for other text, and where there are too many of them."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
