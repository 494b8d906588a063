"""`planlint check`: lints plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planlint.cli.linting import lint
from planlint.cli.options import with_options

if TYPE_CHECKING:
    from typing import Any


@click.command(short_help="Lint plans.")
@with_options
@click.pass_context
def command(context: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Lint plans.

    PATH is a file, a folder, or - for standard input. Without one, the
    plans that the configuration names; without those, the Markdown files
    below the current folder that a ruleset recognises.
    """
    context.exit(lint(paths, options, context.obj))
