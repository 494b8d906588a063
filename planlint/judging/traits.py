"""Traits: what is told of a selector alone, whatever the plan: what it is known as, whether a place matters to it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from planlint.judging.attributes import OF_NODE
from planlint.language.catching import bearing
from planlint.language.model import Selector

if TYPE_CHECKING:
    from planlint.language.model import Captures

#: Attributes that narrow what has been found inside a scope, not each node alone.
SCOPED = frozenset({"first", "last", "level"})

#: A section's level is its own, an item's depends on what is around it.
LEVEL_OF_SECTION = ("section", "level")


def sameness(selector: Selector, captures: Captures) -> object:
    """Return what two selectors share that find the same, given what is known."""
    names = selector.references
    return (meaning(selector), bearing(names, captures)) if names else meaning(selector)


@lru_cache(maxsize=16384)
def asked_of_each(selector: Selector) -> tuple[tuple[str, Any], ...]:
    """Return the attributes that each node alone is tested for, those first that are told at a glance."""
    own = [
        each for each in selector.attributes if each[0] not in SCOPED or (selector.noun, each[0]) == LEVEL_OF_SECTION
    ]
    return tuple(sorted(own, key=lambda each: each[0] not in OF_NODE))


@lru_cache(maxsize=16384)
def mentioned(selector: Selector) -> tuple[tuple[str, ...], ...]:
    """Return groups of phrases, of each of which a node that a selector means holds one."""
    attributes = dict(selector.attributes)
    once = (attributes["mentions"],) if "mentions" in attributes else ()
    return (*once, *attributes.get("mentions all", ()))


@lru_cache(maxsize=16384)
def is_same_everywhere(selector: Selector) -> bool:
    """Tell whether a selector finds inside a scope just what it finds in the plan and stands there."""
    if selector.first_of or selector.noun == "plan":
        return False
    scoped = SCOPED.intersection(name for name, _ in selector.attributes)
    if selector.any_of:
        return not scoped and all(map(is_same_everywhere, selector.any_of))
    return not scoped or (selector.noun == "section" and scoped == {"level"})


@lru_cache(maxsize=16384)
def meaning(selector: Selector) -> object:
    """Return a token that all selectors share which find the same; rulesets say the same thing many times."""
    attributes = tuple((name, _part(value)) for name, value in selector.attributes)
    choices = tuple(map(meaning, selector.any_of)), tuple(map(meaning, selector.first_of))
    return _token(selector.noun, selector.patterns, attributes, choices)


def _part(value: Any) -> object:
    return (meaning(value), value.at_least, value.at_most) if isinstance(value, Selector) else value


@lru_cache(maxsize=16384)
def _token(*_: object) -> object:
    return object()
