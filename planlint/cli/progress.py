"""`planlint progress`: how far plans are, by phase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from planlint.cli.output import Refused, emit, show
from planlint.cli.plans import documents
from planlint.progress import STATES, phases, progress
from planlint.reporters.escape import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planlint.markdown.document import Document

FORMATS = ("text", "json")
VERSION = 1


@click.command(short_help="Show how far plans are, by phase.")
@click.argument("paths", nargs=-1, required=True, metavar="PLAN...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.pass_context
def command(context: click.Context, /, paths: tuple[str, ...], form: str) -> None:
    """Show how far plans are, by phase.

    Counts boxes: ticked, open, unknown (such as [~]), and deferred: open,
    but said to be deferred, optional, or nothing but "None". A check mark
    in a text is no tick.
    """
    found, whole = documents(paths)
    if form == "json":
        emit(as_json(_as_data(found), indent=2) + "\n")
    else:
        show("\n".join("".join(f"{line}\n" for line in _table(document)) for document in found))
    context.exit(0 if whole else Refused.exit_code)


def _table(document: Document) -> Iterator[str]:
    tally = progress(document)
    if not any(tally):
        yield f"{document.source.path}: no boxes"
        return
    yield f"{document.source.path}: {tally.checked} of {sum(tally) - tally.deferred} boxes ticked"
    yield "  done  open  unknown  deferred  line  phase"
    for title, line, (done, left, odd, put_off) in phases(document):
        yield f"  {done:>4}  {left:>4}  {odd:>7}  {put_off:>8}  {line:>4}  {title or '(in no section)'}"


def _as_data(found: Sequence[Document]) -> dict[str, Any]:
    return {"version": VERSION, "plans": [_plan(document) for document in found]}


def _plan(document: Document) -> dict[str, Any]:
    return {
        "path": document.source.path,
        **dict(zip(STATES, progress(document), strict=True)),
        "phases": [
            {"title": phase.title, "line": phase.line, **dict(zip(STATES, phase.tally, strict=True))}
            for phase in phases(document)
        ],
    }
