"""`planlint which`: the format that each plan follows, each ruleset's points, and the signals that held."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cli.output import Refused, show
from planlint.cli.plans import documents
from planlint.cli.shelf import configurations, rulesets_of
from planlint.language.budget import RegexBudgetError
from planlint.recognition import recognise
from planlint.rulesets import shipped
from planlint.run.claims import named_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planlint.configuration.model import Configuration
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
    nearest = configurations()
    show("".join(f"{line}\n" for document in found for line in _lines(document, rulesets, nearest)))
    context.exit(0 if whole else Refused.exit_code)


def _lines(
    document: Document, rulesets: Sequence[RuleSet], nearest: Callable[[Path], Configuration | None]
) -> Iterator[str]:
    try:
        recognition = recognise(document, rulesets)
    except RegexBudgetError as error:
        raise Refused(f"{document.source.path}: A pattern runs over its time budget: {error}") from None
    path = Path(document.source.path)
    looks_like = recognition.ruleset.name if recognition.ruleset else "none"
    yield f"{document.source.path}: {_configured(path, nearest(path)) or _claimed(document) or looks_like}"
    for score in recognition.scores:
        yield f"  {score.points:2} {score.ruleset}"
        yield from (f"       {signal}" for signal in score.signals)


def _configured(path: Path, found: Configuration | None) -> str:
    """Return what the configuration holds a plan against, and the line that says so; "" where it leaves that open."""
    entry = found.entry_for(path) if found else None
    if found is None or entry is None or not entry.rulesets:
        return ""
    return f"{', '.join(entry.rulesets)} ({found.shown}:{entry.line} says so)"


def _claimed(document: Document) -> str:
    """Return what a plan says of itself, "" where it says nothing."""
    claim = named_in(document)
    if claim is None:
        return ""
    if claim.fault:
        return f"none (the plan is to name one ruleset, and {claim.fault})"
    unknown = "" if claim.name in shipped() else "; there is no such ruleset"
    return f"{claim.name} (the plan says so{unknown})"
