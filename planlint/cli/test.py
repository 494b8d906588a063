"""`planlint test`: each rule's own examples, run with that rule alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cli.output import Refused, show
from planlint.cli.shelf import rulesets_of
from planlint.examples import Outcome, run
from planlint.language.budget import RegexBudgetError
from planlint.rulesets import shipped
from planlint.shown import from_here, shown

if TYPE_CHECKING:
    from planlint.language.model import RuleSet


@click.command(short_help="Run the rules' own examples.")
@click.argument("names", nargs=-1, metavar="[RULESET]...")
@click.pass_context
def command(context: click.Context, /, names: tuple[str, ...]) -> None:
    """Run the rules' own examples, each with its rule alone.

    A failure is missing (the rule should have fired), noisy (it should not)
    or misplaced (at another line). Exit code 1 where there is one.
    """
    failed = False
    for ruleset in rulesets_of(names or shipped()):
        outcomes = _outcomes(ruleset)
        wrong = [outcome for outcome in outcomes if outcome.kind != "ok"]
        failed = failed or bool(wrong)
        lines = [f"{_place(ruleset, outcome)}: {outcome.rule}: {outcome.kind}: {outcome.message}" for outcome in wrong]
        lines.append(f"{ruleset.name}: {len(outcomes) - len(wrong)} examples behave, {len(wrong)} do not")
        show("".join(f"{line}\n" for line in lines))
    context.exit(int(failed))


def _place(ruleset: RuleSet, outcome: Outcome) -> str:
    line, column = outcome.position
    return f"{shown(from_here(Path(ruleset.path)))}:{line}:{column}"


def _outcomes(ruleset: RuleSet) -> list[Outcome]:
    try:
        return run(ruleset)
    except RegexBudgetError as error:
        raise Refused(f"A pattern of {ruleset.name} runs over its time budget on an example: {error}") from None
