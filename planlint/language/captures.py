"""Captures: the names in a selector's patterns, and which of them a match gives to messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.language.model import Selector
from planlint.language.patterns import names_in

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Attributes whose captures a match keeps; those of the others are only compared.
GIVING = frozenset({"also matches", "mentions", "mentions all", "under", "directly under"})
NONE: frozenset[str] = frozenset()


def names_within(value: Any) -> frozenset[str]:
    """Return all names in patterns, phrases and selectors, however nested."""
    if isinstance(value, Selector):
        return value.references
    if isinstance(value, tuple):
        return NONE.union(*(names_within(one) for one in value))
    return names_in(value) if isinstance(value, str) else NONE


def given_by(selector: Selector | None) -> frozenset[str]:
    """Return the names that a match of a selector may give: its own, and those of what it stands under."""
    if selector is None:
        return NONE
    own = names_within(selector.patterns)
    attributes = (value for name, value in selector.attributes if name in GIVING)
    return own.union(*map(_given, attributes), *map(given_by, choices(selector)))


def _given(value: Any) -> frozenset[str]:
    return given_by(value) if isinstance(value, Selector) else names_within(value)


def choices(selector: Selector) -> tuple[Selector, ...]:
    """Return the selectors that a choice is made of, none for a noun."""
    return selector.any_of + selector.first_of


def nouns_of(selectors: Iterable[Selector]) -> frozenset[str]:
    """Return the nouns that selectors come down to."""
    return NONE.union(*(nouns_of(choices(one)) if choices(one) else frozenset({one.noun}) for one in selectors))
