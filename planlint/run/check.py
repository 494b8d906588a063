"""A check of planlint's own: its name, its severity, the findings it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from planlint.finding import OWN, Finding, Severity
from planlint.judging.signing import sections
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planlint.markdown.document import Document

#: A check tells of so many places one by one; the last of them tells how many more there are.
MOST_PLACES = 100

T = TypeVar("T")


class Check(NamedTuple):
    """A check of planlint's own."""

    name: str
    severity: Severity


def told(places: Sequence[T]) -> Iterator[tuple[T, int]]:
    """Yield the places that a check tells of, each with the number of those that it is the last word on."""
    left_out = max(0, len(places) - MOST_PLACES)
    for number, place in enumerate(places[:MOST_PLACES], start=1):
        yield place, left_out if number == MOST_PLACES else 0


def line_at(document: Document, offset: int) -> tuple[int, int]:
    """Return where the line around an offset begins and ends, its indentation left out."""
    start, end = document.source.line_span(document.source.line_at(offset))
    line = document.source.text[start:end]
    return start + len(line) - len(line.lstrip()), end


def own_finding(document: Document, check: Check, place: tuple[int, int], message: str, fix: str) -> Finding:
    """Return a finding of planlint's own at a place (offsets), without its fingerprint."""
    return Finding(
        rule=f"{OWN}/{check.name}",
        severity=check.severity,
        path=document.source.path,
        start=document.source.position(place[0]),
        end=document.source.position(place[1]),
        section=sections(document, place[0]),
        message=message,
        fix=fix,
    )
