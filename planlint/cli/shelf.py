"""Rulesets by what users write, and what to say where there is no such thing or it is broken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planlint.cli.output import Refused
from planlint.configuration.discovery import Configurations
from planlint.language.faults import RuleSetFaults
from planlint.rulesets import ClashError, UnknownRulesetError, get, is_path, shipped, together
from planlint.run.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planlint.cache import Cache
    from planlint.configuration.model import Configuration
    from planlint.language.model import RuleSet


def rulesets_of(names: Iterable[str], cache: Cache | None = None) -> tuple[RuleSet, ...]:
    """Return rulesets by name or file, those they build on included, each once. Raises Refused."""
    try:
        return together([ruleset_of(name, cache) for name in dict.fromkeys(names)])
    except ClashError as error:
        raise Refused(f"{error}.") from None


def at_hand() -> tuple[RuleSet, ...]:
    """Return the rulesets that ship, and those that the current folder's configuration names. Raises Refused."""
    found = configurations()(Path("plan.md"))
    own = [name for entry in found.plans for name in entry.rulesets if is_path(name)] if found else []
    members = (member for name in (*shipped(), *own) for member in ruleset_of(name).members)
    return tuple({member.path: member for member in members}.values())


def configurations() -> Callable[[Path], Configuration | None]:
    """Return what finds the configuration that holds for a plan, and raises Refused where that is broken."""
    found = Configurations(Places(None, repository=True).root)

    def nearest(path: Path) -> Configuration | None:
        try:
            return found.nearest(path)
        except RuleSetFaults as faults:
            raise Refused(f"The configuration is broken:\n{faults}") from None

    return nearest


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
