"""`planlint schema`: the JSON Schema of rulesets, for editors, and that of reports, for programs."""

from __future__ import annotations

from importlib.resources import files

import click

from planlint.cli.output import show

SCHEMAS = ("ruleset", "report")


@click.command(short_help="Print the JSON Schema of rulesets.")
@click.argument("of", type=click.Choice(SCHEMAS), default="ruleset")
def command(of: str) -> None:
    """Print the JSON Schema of rulesets (for editors), or of reports in JSON."""
    show(files("planlint").joinpath("schemas", f"{of}.schema.json").read_text(encoding="utf-8"))
