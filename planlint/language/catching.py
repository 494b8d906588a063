"""Catching: what a match has caught, and which captures bear on an expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.language.model import NO_CAPTURES
from planlint.text.numbers import whole_number

if TYPE_CHECKING:
    import regex

    from planlint.language.model import Captures

Bearing = tuple[tuple[str, "str | tuple[str, ...]"], ...]


def bearing(names: frozenset[str], captures: Captures) -> Bearing:
    """Return the captures of some names, as a key."""
    return tuple(sorted((name, captures[name]) for name in names if name in captures)) if names and captures else ()


def caught_by(found: regex.Match[str] | None, captures: Captures) -> Captures | None:
    """Return what a match captures; None where there is none, or where what it captures is known to be another."""
    if found is None:
        return None
    if found.lastindex is None:  # no group took part
        return NO_CAPTURES
    caught = {name: value for name, value in found.groupdict().items() if value is not None}
    return caught if all(_agrees(name, value, captures.get(name)) for name, value in caught.items()) else None


def _agrees(name: str, found: str, wanted: str | tuple[str, ...] | None) -> bool:
    """Tell whether what a name captures is what is known of it; what a row says is in the expression itself."""
    if name == "n":
        return covers(found, wanted)
    return not isinstance(wanted, str) or _folded(found) == _folded(wanted)


def _folded(text: str) -> str:
    """Return a text as titles are compared."""
    return text.casefold().replace("&", "and")


def covers(found: str | None, wanted: str | tuple[str, ...] | None) -> bool:
    """Tell whether a number as found ("2", "1-3") is, or spans, the wanted one."""
    if found is None or wanted is None or found == wanted:
        return True
    low, _, high = map(whole_number, found.replace(" ", "").partition("-"))
    asked = whole_number(wanted) if isinstance(wanted, str) else None
    return low is not None and asked is not None and high is not None and low <= asked <= high
