"""What a configuration says, checked."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planlint.finding import Severity


class Wanted(NamedTuple):
    """A ruleset that plans are to be held against, by name or file, and where that is said."""

    ruleset: str
    line: int
    column: int


class Entry(NamedTuple):
    """Files of one pattern and the rulesets they are held against, none of which means: recognise; and its place."""

    files: str
    wanted: tuple[Wanted, ...]
    line: int
    column: int

    @property
    def rulesets(self) -> tuple[str, ...]:
        """Return the names and files of the rulesets."""
        return tuple(each.ruleset for each in self.wanted)


class Exclusion(NamedTuple):
    """Files that are left out."""

    files: str
    line: int


class Setting(NamedTuple):
    """How loud a rule is; None: it is off."""

    severity: Severity | None
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Configuration:
    """One configuration file. `shown` is its path as printed; patterns are held against paths from `folder`.

    What it names really lies in `root`, the one around it; None where there is none around.
    """

    shown: str
    file: Path
    folder: Path
    plans: tuple[Entry, ...] = ()
    exclude: tuple[Exclusion, ...] = ()
    rules: Mapping[str, Setting] = field(default_factory=dict)
    fail_on: str = ""
    min_severity: str = ""
    require_reason: bool = False
    baseline: Path | None = None
    root: Path | None = None

    def entry_for(self, path: Path) -> Entry | None:
        """Return the first entry whose files include a path."""
        below = self._below(path)
        return next((entry for entry in self.plans if below and _matches(entry.files, below)), None)

    def excluded_by(self, path: Path) -> str:
        """Return `FILE:LINE` of what excludes a path, "" where nothing does."""
        below = self._below(path)
        found = (each.line for each in self.exclude if below and _matches(each.files, below))
        line = next(found, 0)
        return f"{self.shown}:{line}" if line else ""

    def _below(self, path: Path) -> str:
        place = Path(os.path.realpath(path.absolute().parent), path.name)
        folder = os.path.realpath(self.folder)
        return place.relative_to(folder).as_posix() if place.is_relative_to(folder) else ""


def _matches(pattern: str, path: str) -> bool:
    from planlint.configuration.globs import matches  # noqa: PLC0415 - slow to load, and few runs have patterns

    return matches(pattern, path)
