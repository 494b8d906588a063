"""What a check says: severity, place, message, source; complete when made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from planlint.named import NamedTuple

#: planlint's own checks stand under this name, as a ruleset's rules stand under the ruleset's.
OWN = "planlint"


class Severity(IntEnum):
    """How loud a finding is; a greater value is louder."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """Return the lower-case name that users read and write."""
        return self.name.lower()


class Position(NamedTuple):
    """A place in a text: line and column count from 1, in code points."""

    line: int
    column: int


class Related(NamedTuple):
    """Another place that explains a finding."""

    path: str
    start: Position
    end: Position
    message: str


class Edit(NamedTuple):
    """A replacement of the text between two positions; the end is exclusive."""

    start: Position
    end: Position
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation: exact place, what was seen, why it is asked, what to do.

    `end` is exclusive. `lines` are inclusive ranges of the source document;
    `document` is None for checks of planlint's own.
    """

    rule: str
    severity: Severity
    path: str
    start: Position
    end: Position
    section: tuple[str, ...]
    message: str
    fix: str = ""
    because: str = ""
    document: str | None = None
    lines: tuple[tuple[int, int], ...] = ()
    edits: tuple[Edit, ...] = ()
    related: tuple[Related, ...] = ()
    fingerprint: str = ""

    @property
    def order(self) -> tuple[str, Position, str, Position, str]:
        """Return the sort key: path, place, rule."""
        return (self.path, self.start, self.rule, self.end, self.message)
