"""Directives of plans that nobody vouches for: each is a finding, and none is obeyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.signing import fingerprinted
from planlint.run.check import own_finding
from planlint.run.claims import claims
from planlint.run.directives import directives
from planlint.run.own import UNHEEDED_DIRECTIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.finding import Finding
    from planlint.markdown.document import Document

FIX = "Delete it, or have somebody who is trusted lint the plan without --untrusted"


def unheeded(document: Document) -> tuple[Finding, ...]:
    """Return a finding for each directive of a plan, and for the ruleset that it names."""
    found = [
        own_finding(
            document, UNHEEDED_DIRECTIVE, (start, end), f"{said}, and this run heeds no plan (--untrusted)", FIX
        )
        for start, end, said in sorted(_said(document))
    ]
    return fingerprinted(document, found)


def _said(document: Document) -> Iterator[tuple[int, int, str]]:
    for each in directives(document):
        yield each.start, each.end, f"The plan says planlint-{each.kind}"
    for claim in claims(document):
        yield claim.start, claim.end, f"The plan chooses the ruleset {claim.name or 'it follows'} for itself"
