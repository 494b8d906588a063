"""`--untrusted` on the command line: what is read from the base revision, and what is refused."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cli.output import Refused, complain
from planlint.repository.git import GitError
from planlint.rulesets import is_path
from planlint.run.trust import Trust

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from planlint.run.places import Places

    Source = Callable[[Path], Path | None]


def strict(places: Places, options: dict[str, Any]) -> tuple[Source, list[str]]:
    """Return what says which file to read for another, and the rulesets to read for those that options name.

    What is laid out for it goes with the command. Raises Refused.
    """
    folder = click.get_current_context().with_resource(tempfile.TemporaryDirectory(prefix="planlint-"))
    try:
        source = Trust(places, Path(folder)).source
    except GitError as error:
        raise Refused(
            f"With --untrusted, configuration and rulesets are those of --base {places.base}, and git could not read "
            f"them: {error}."
        ) from None
    if options["config"]:
        _trusted("configuration", options["config"], source)
    elif not options["base"] and not options["no_config"]:
        complain("planlint: --untrusted without --base REV reads no configuration inside the root.")
    return source, [_trusted("ruleset", name, source) if is_path(name) else name for name in options["names"]]


def _trusted(what: str, name: str, source: Source) -> str:
    found = source(Path(name))
    if found is None:
        raise Refused(
            f"The {what} {name} is not trusted: with --untrusted, what lies in the root is read from --base REV, "
            "if it is there."
        )
    return name if found == Path(name) else str(found)
