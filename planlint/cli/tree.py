"""`planlint tree`: what was understood of a plan."""

from __future__ import annotations

import click

from planlint.cli.output import Refused, emit, show
from planlint.cli.plans import documents
from planlint.reporters.tree import tree_json, tree_text

FORMATS = ("text", "json")


@click.command(short_help="Show what was understood of a plan.")
@click.argument("path")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.pass_context
def command(context: click.Context, /, path: str, form: str) -> None:
    """Show what was understood of a plan.

    Its sections, fields, items, boxes, code, commands and paths, with lines and columns.
    """
    found, whole = documents([path])
    for document in found:
        if form == "json":
            emit(tree_json(document))
        else:
            show(tree_text(document))
    context.exit(0 if whole else Refused.exit_code)
