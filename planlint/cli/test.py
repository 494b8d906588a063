"""`planlint test`: each rule's own examples, run with that rule alone."""

from __future__ import annotations

import click

from planlint.cli.output import show
from planlint.cli.shelf import rulesets_of
from planlint.examples import run
from planlint.rulesets import shipped


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
        outcomes = list(run(ruleset))
        wrong = [outcome for outcome in outcomes if outcome.kind != "ok"]
        failed = failed or bool(wrong)
        lines = [f"{outcome.rule}: {outcome.kind}: {outcome.message}" for outcome in wrong]
        lines.append(f"{ruleset.name}: {len(outcomes) - len(wrong)} examples behave, {len(wrong)} do not")
        show("".join(f"{line}\n" for line in lines))
    context.exit(int(failed))
