"""`planlint rules`: all rules, one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from planlint.cli.output import emit, show
from planlint.cli.shelf import at_hand, rulesets_of
from planlint.reporters.escape import as_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planlint.language.model import Rule, RuleSet

FORMATS = ("text", "json")


@click.command(short_help="List all rules.")
@click.option("--ruleset", "names", multiple=True, metavar="NAME|FILE", help="List the rules of this ruleset only.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
def command(names: tuple[str, ...], form: str) -> None:
    """List all rules, those of rulesets that the configuration names too.

    Each with its name and severity, what it says, the lines of the source document.
    """
    rulesets = rulesets_of(names) if names else at_hand()
    if form == "json":
        rules = [_as_data(ruleset, rule) for ruleset in rulesets for rule in ruleset.rules]
        emit(as_json(rules, indent=2) + "\n")
    else:
        show(_table(rulesets))


def _table(rulesets: Sequence[RuleSet]) -> str:
    rows = [
        (f"{ruleset.name}/{rule.name}", rule.severity.label, rule.say, _lines(rule))
        for ruleset in rulesets
        for rule in ruleset.rules
    ]
    width = max((len(name) for name, *_ in rows), default=0)
    return "".join(f"{name:{width}}  {severity:7}  {say} ({lines})\n" for name, severity, say, lines in rows)


def _lines(rule: Rule) -> str:
    spans = [str(first) if first == last else f"{first}-{last}" for first, last in rule.lines]
    return f"{'lines' if len(spans) > 1 or '-' in spans[0] else 'line'} {', '.join(spans)}" if spans else "no lines"


def _as_data(ruleset: RuleSet, rule: Rule) -> dict[str, Any]:
    return {
        "rule": f"{ruleset.name}/{rule.name}",
        "severity": rule.severity.label,
        "message": rule.say,
        "fix": rule.fix,
        "because": rule.because,
        "source": {"document": ruleset.document, "lines": [list(span) for span in rule.lines]},
    }
