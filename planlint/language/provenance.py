"""Provenance: whether a document at hand is still the one that a ruleset was written from, quote by quote."""

from __future__ import annotations

import difflib
import hashlib
from typing import TYPE_CHECKING

from planlint.language.ledger import written
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planlint.language.model import Rule, RuleSet

#: How much of a line a quote shares with it that has been reworded, from 0 to 1.
ALIKE = 0.6


class Loss(NamedTuple):
    """What no longer holds: the document's line it is about (1 for the whole of it), and what is wrong."""

    line: int
    message: str


def losses(ruleset: RuleSet, document: bytes) -> tuple[Loss, ...]:
    """Return what a ruleset says of its document that no longer holds: hash, number of lines, quotes."""
    lines = lines_of(document)
    return (*_of_whole(ruleset, document, lines), *(loss for rule in ruleset.rules for loss in _of_rule(rule, lines)))


def lines_of(document: bytes) -> list[str]:
    """Return the lines of a document; what is no UTF-8 in them is replaced."""
    return document.decode("utf-8", errors="replace").removesuffix("\n").split("\n")


def _of_whole(ruleset: RuleSet, document: bytes, lines: Sequence[str]) -> Iterator[Loss]:
    if ruleset.sha256 and hashlib.sha256(document).hexdigest() != ruleset.sha256:
        yield Loss(1, "The sha256 of the document is not the one in the ruleset's head; read what has changed")
    if ruleset.document_lines and len(lines) != ruleset.document_lines:
        yield Loss(1, f"The document has {len(lines)} lines, and the ruleset was written for {ruleset.document_lines}")


def _of_rule(rule: Rule, lines: Sequence[str]) -> Iterator[Loss]:
    beyond = max((last for _, last in rule.lines), default=0)
    if beyond > len(lines):
        yield Loss(len(lines), f"{rule.name} cites line {beyond}, and the document has {len(lines)}")
    yield from _of_quotes(rule, lines)


def _of_quotes(rule: Rule, lines: Sequence[str]) -> Iterator[Loss]:
    cited = "\n".join("\n".join(lines[first - 1 : last]) for first, last in rule.lines)
    for quote in rule.quotes:
        if _folded(quote) not in _folded(cited):
            yield Loss(
                rule.lines[0][0],
                f"{rule.name} quotes “{quote}”, and {_said(rule)} no such thing{_now(quote, lines)}",
            )


def _now(quote: str, lines: Sequence[str]) -> str:
    """Return where a quote stands now, or what comes nearest to it."""
    for number, line in enumerate(lines, 1):
        if _folded(quote) in _folded(line):
            return f"; it stands at line {number} now"
    near = difflib.get_close_matches(_folded(quote), map(_folded, lines), n=1, cutoff=ALIKE)
    at = next((number for number, line in enumerate(lines, 1) if near and _folded(line) == near[0]), 0)
    return f"; line {at} comes nearest: “{lines[at - 1].strip()}”" if at else ""


def _said(rule: Rule) -> str:
    one = len(rule.lines) == 1 and rule.lines[0][0] == rule.lines[0][1]
    return f"{'line' if one else 'lines'} {written(rule.lines)} {'says' if one else 'say'}"


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
