"""`planlint cache`: clearing what earlier runs kept."""

from __future__ import annotations

from pathlib import Path

import click

from planlint.cache import FOLDER, Cache
from planlint.cli.output import Refused, show
from planlint.repository.listing import marked_above


@click.group(name="cache", short_help="Clear the cache.")
def command() -> None:
    """Look after the cache in .planlint_cache.

    It only saves time: a run without it says the same.
    """


@command.command()
def clear() -> None:
    """Remove all that is in the cache."""
    root = marked_above(Path.cwd()) or Path.cwd()
    cache = Cache.below(root)
    try:
        number = cache.clear() if cache else 0
    except OSError as error:
        raise Refused(f"The cache could not be cleared: {error.strerror}.") from None
    show(f"{number} entries removed from {root / FOLDER}\n")
