"""Rulesets by what users write, and what to say where there is no such thing or it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.cli.output import Refused
from planlint.language.faults import RuleSetFaults
from planlint.rulesets import ClashError, UnknownRulesetError, get, together

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planlint.cache import Cache
    from planlint.language.model import RuleSet


def rulesets_of(names: Iterable[str], cache: Cache | None = None) -> tuple[RuleSet, ...]:
    """Return rulesets by name or file, those they build on included, each once. Raises Refused."""
    try:
        return together([ruleset_of(name, cache) for name in dict.fromkeys(names)])
    except ClashError as error:
        raise Refused(f"{error}.") from None


def ruleset_of(name: str, cache: Cache | None = None) -> RuleSet:
    """Return one ruleset by name or file. Raises Refused."""
    try:
        return get(name, cache)
    except UnknownRulesetError as error:
        raise Refused(str(error)) from None
    except RuleSetFaults as faults:
        raise Refused(f"The ruleset {name} is broken:\n{faults}") from None
    except OSError as error:
        raise Refused(f"The ruleset {name} cannot be read: {error.strerror}.") from None
