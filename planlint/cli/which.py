"""`planlint which`: the format that each plan follows, each ruleset's points, and the signals that held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planlint.cli.output import Refused, show
from planlint.cli.plans import documents
from planlint.cli.shelf import rulesets_of
from planlint.language.budget import RegexBudgetError
from planlint.recognition import recognise
from planlint.rulesets import shipped
from planlint.run.claims import named_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planlint.language.model import RuleSet
    from planlint.markdown.document import Document


@click.command(short_help="Say which format plans follow, and why.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--ruleset", "names", multiple=True, metavar="NAME|FILE", help="Score these rulesets only.")
@click.pass_context
def command(context: click.Context, /, paths: tuple[str, ...], names: tuple[str, ...]) -> None:
    """Say which format plans follow, and why.

    A format needs 5 points and a lead of 2. "none" is an answer.
    """
    rulesets = rulesets_of(names or shipped())
    found, whole = documents(paths)
    show("".join(f"{line}\n" for document in found for line in _lines(document, rulesets)))
    context.exit(0 if whole else Refused.exit_code)


def _lines(document: Document, rulesets: Sequence[RuleSet]) -> Iterator[str]:
    try:
        recognition = recognise(document, rulesets)
    except RegexBudgetError as error:
        raise Refused(f"{document.source.path}: A pattern runs over its time budget: {error}") from None
    named = named_in(document)
    if named:
        unknown = "" if named.name in shipped() else "; there is no such ruleset"
        yield f"{document.source.path}: {named.name} (the plan says so{unknown})"
    else:
        yield f"{document.source.path}: {recognition.ruleset.name if recognition.ruleset else 'none'}"
    for score in recognition.scores:
        yield f"  {score.points:2} {score.ruleset}"
        yield from (f"       {signal}" for signal in score.signals)
