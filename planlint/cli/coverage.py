"""`planlint coverage`: the account of every line of a ruleset's source document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planlint.cli.output import Refused, emit, show
from planlint.cli.shelf import rulesets_of
from planlint.files import content
from planlint.language.ledger import ledger, number, written
from planlint.language.provenance import Loss, lines_of, losses
from planlint.reporters.escape import as_json
from planlint.reporters.wording import many
from planlint.rulesets import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planlint.language.model import RuleSet

FORMATS = ("text", "json")
MOST_BYTES = 10 << 20


@click.command(short_help="Account for every line of a source document.")
@click.argument("names", nargs=-1, metavar="[RULESET]...")
@click.option("--document", metavar="FILE", help="The source document, to check its hash and the quotes against.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.pass_context
def command(context: click.Context, /, names: tuple[str, ...], document: str | None, form: str) -> None:
    """Account for every line of a source document.

    Each line is cited by a rule, or not checked for a reason that is given,
    or asks nothing. Exit code 1 where a line is left over, or where a hash,
    a line or a quote does not hold for the document.
    """
    rulesets = rulesets_of(names or shipped())
    lost: tuple[Loss, ...] = ()
    if document:
        ruleset, text = _written_from(Path(document).name, rulesets), _read(document)
        rulesets = (replace(ruleset, document_lines=ruleset.document_lines or len(lines_of(text))),)
        lost = losses(ruleset, text)
    _must_know_lines(rulesets)
    if form == "json":
        emit(as_json(_as_data(rulesets, lost), indent=2) + "\n")
    else:
        show("\n".join("".join(f"{line}\n" for line in _page(ruleset)) for ruleset in rulesets))
        show("".join(f"{document}:{loss.line}: {loss.message}.\n" for loss in lost))
    context.exit(int(bool(lost) or any(ledger(ruleset).unaccounted for ruleset in rulesets)))


def _written_from(document: str, rulesets: Sequence[RuleSet]) -> RuleSet:
    """Return the ruleset that is written from a document: the only one given, or that which names it."""
    named = [ruleset for ruleset in rulesets if ruleset.document == document]
    chosen = rulesets if len(rulesets) == 1 else named
    if len(chosen) != 1:
        raise Refused(f"No ruleset names {document} as its document; say which ruleset it belongs to.")
    return chosen[0]


def _must_know_lines(rulesets: Iterable[RuleSet]) -> None:
    for ruleset in rulesets:
        if ruleset.document and not ruleset.document_lines:
            wanted = f"give {ruleset.document} with --document, or write how many lines it has as `lines` in its source"
            raise Refused(f"The ruleset {ruleset.name} does not say how long its document is; {wanted}.")


def _read(document: str) -> bytes:
    try:
        data = content(Path(document), MOST_BYTES)
    except OSError as error:
        raise Refused(f"The document {document} cannot be read: {error.strerror}.") from None
    if len(data) > MOST_BYTES:
        raise Refused(f"A source document has at most {MOST_BYTES} bytes, and {document} has more.")
    return data


def _page(ruleset: RuleSet) -> Iterator[str]:
    account = ledger(ruleset)
    yield f"{ruleset.name}: {ruleset.document_lines} lines of {ruleset.document}"
    yield f"  {number(account.cited):>4} cited by {many(len(ruleset.rules), 'rule')}"
    yield f"  {number(account.unchecked):>4} not checked, for a reason"
    yield f"  {number(account.structure):>4} that ask nothing"
    left = f": {written(account.unaccounted)}" if account.unaccounted else ""
    yield f"  {number(account.unaccounted):>4} not accounted for{left}"
    if ruleset.unchecked:
        yield "  Not checked, or not in all they ask:"
    for entry in ruleset.unchecked:
        yield f"    {written(entry.lines)}: {entry.why}"


def _as_data(rulesets: Sequence[RuleSet], lost: Sequence[Loss]) -> dict[str, Any]:
    return {
        "version": 1,
        "rulesets": [_account(ruleset) for ruleset in rulesets],
        "losses": [loss._asdict() for loss in lost],
    }


def _account(ruleset: RuleSet) -> dict[str, Any]:
    return {
        "ruleset": ruleset.name,
        "document": ruleset.document,
        "lines": ruleset.document_lines,
        **{name: [list(span) for span in spans] for name, spans in ledger(ruleset)._asdict().items()},
        "reasons": [{"lines": [list(span) for span in entry.lines], "why": entry.why} for entry in ruleset.unchecked],
    }
