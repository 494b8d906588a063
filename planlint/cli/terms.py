"""Terms: what the options of `planlint check` ask for, as a run takes it."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.cache import Cache
from planlint.cli.output import Misused
from planlint.cli.shelf import rulesets_of
from planlint.compiling import remember
from planlint.configuration.discovery import Configurations, as_it_is
from planlint.finding import Severity
from planlint.repository.git import GitError
from planlint.repository.listing import changed_since, files_at, marked_above
from planlint.rulesets import heads
from planlint.run.configured import Configured
from planlint.run.gathering import MOST_BYTES, Terms
from planlint.run.judging import Against
from planlint.run.naming import RuleChoice
from planlint.run.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from planlint.cli.trusted import Source

SEVERITIES = {severity.label: severity for severity in Severity}


def cache_of(options: dict[str, Any]) -> Cache | None:
    """Return the cache that options allow, None for none; rulesets and expressions are kept there from here on."""
    cache = None if options["no_cache"] or options["untrusted"] else Cache.below(marked_above(Path.cwd()) or Path.cwd())
    remember(cache)
    return cache


def terms_of(options: dict[str, Any], cache: Cache | None) -> Terms:
    """Return what a run goes by. Raises Refused and Misused."""
    if options["config"] and options["no_config"]:
        raise Misused("--config names a configuration, and --no-config says to read none")
    choice = RuleChoice(options["select"], options["ignore"])
    untrusted = options["untrusted"]
    places = _places(options)
    source, names = _strict(places, options) if untrusted else (as_it_is, options["names"])
    given = rulesets_of(names, cache)
    configurations = Configurations(places.root, options["config"], none=options["no_config"], source=source)
    against = Against(
        given,
        () if given else heads(cache),
        choice,
        cache,
        silence=not options["no_silence"],
        heeds_plan=not untrusted,
    )
    return Terms(
        configured=Configured(configurations, against),
        places=places,
        most_bytes=MOST_BYTES if options["max_size"] is None else options["max_size"],
        changed=_changed(places, options["changed"]),
        shown_from=SEVERITIES.get(options["min_severity"]),
        jobs=options["jobs"],
    )


def _strict(places: Places, options: dict[str, Any]) -> tuple[Source, list[str]]:
    from planlint.cli.trusted import strict  # noqa: PLC0415 - most trees are trusted

    return strict(places, options)


def misread(options: dict[str, Any]) -> tuple[str, ...]:
    """Return the path that --changed took for its revision, which then is HEAD."""
    said = options["changed"]
    if said in {None, "HEAD"} or not os.path.lexists(said) or _is_revision(said):
        return ()
    options["changed"] = "HEAD"
    return (said,)


def _is_revision(said: str) -> bool:
    try:
        return changed_since(Path.cwd(), said) is not None
    except GitError:
        return False


def _changed(places: Places, revision: str | None) -> frozenset[str] | None:
    if revision is None:
        return None
    root = places.root(Path("plan.md"))
    if not places.asks_repository:
        raise Misused("--changed asks git what differs, and --no-repository says not to")
    found = _told("--changed", partial(changed_since, root, revision), revision)
    return frozenset(os.path.realpath(root / name) for name in found)


def _places(options: dict[str, Any]) -> Places:
    places = Places(options["root"], repository=not options["no_repository"], base=options["base"])
    if options["base"]:
        _told("--base", partial(files_at, places.root(Path("plan.md")), options["base"]), options["base"])
    return places


def _told(option: str, ask: Callable[[], tuple[str, ...] | None], revision: str) -> tuple[str, ...]:
    """Return what git tells of a revision that an option names. Raises Misused."""
    try:
        found = ask()
    except GitError as error:
        raise Misused(f"Invalid value for '{option}': git could not be asked here ({error}).") from None
    if found is None:
        raise Misused(f"Invalid value for '{option}': there is no revision '{revision}' here.")
    return found
