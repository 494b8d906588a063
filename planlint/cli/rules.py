"""`planlint rules`: all rules, one a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from planlint.cli.output import emit, show
from planlint.cli.shelf import rulesets_of
from planlint.reporters.escape import harmless_json
from planlint.rulesets import shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planlint.language.model import Rule, RuleSet

FORMATS = ("text", "json")


@click.command(short_help="List all rules.")
@click.option("--ruleset", "names", multiple=True, metavar="NAME|FILE", help="List the rules of this ruleset only.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
def command(names: tuple[str, ...], form: str) -> None:
    """List all rules: name, severity, the lines of the source document, what they say."""
    rulesets = rulesets_of(names or shipped())
    if form == "json":
        rules = [_as_data(ruleset, rule) for ruleset in rulesets for rule in ruleset.rules]
        emit(harmless_json(json.dumps(rules, indent=2)) + "\n")
    else:
        show(_table(rulesets))


def _table(rulesets: Sequence[RuleSet]) -> str:
    rows = [
        (f"{ruleset.name}/{rule.name}", rule.severity.label, _lines(rule), rule.say)
        for ruleset in rulesets
        for rule in ruleset.rules
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    return "".join(
        "  ".join((*(cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)), row[3])).rstrip() + "\n"
        for row in rows
    )


def _lines(rule: Rule) -> str:
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in rule.lines)


def _as_data(ruleset: RuleSet, rule: Rule) -> dict[str, Any]:
    return {
        "rule": f"{ruleset.name}/{rule.name}",
        "severity": rule.severity.label,
        "message": rule.say,
        "fix": rule.fix,
        "because": rule.because,
        "source": {"document": ruleset.document, "lines": [list(span) for span in rule.lines]},
    }
