"""Gathering: from what a command line names to the plans that are to be checked, and on which terms."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.files import ReadError, kind_of
from planlint.named import NamedTuple
from planlint.record import record
from planlint.report import STANDARD_INPUT, ErrorEntry, Excluded
from planlint.run.below import Below, Found, markdown_below, once
from planlint.shown import from_here, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import BinaryIO

    from planlint.finding import Severity
    from planlint.run.configured import Configured
    from planlint.run.places import Places

MOST_BYTES = 10 << 20


@record
class Terms:
    """On which terms plans are checked."""

    configured: Configured
    places: Places
    most_bytes: int = MOST_BYTES
    shown_from: Severity | None = None  # None: as configured
    changed: frozenset[str] | None = None  # only these, by where they really lie; None: all
    jobs: int = 0  # how many processes; 0: as many as are worth their start
    told: Callable[[int, int], None] = lambda _plans, _judged: None  # hears of how many plans how many are judged


class Standard(NamedTuple):
    """A plan on standard input, and the name that the user gives it ("" for none): it stands for that file."""

    stream: BinaryIO
    name: str

    @property
    def shown(self) -> str:
        """Return the path that findings bear."""
        return shown(self.name) if self.name else STANDARD_INPUT

    @property
    def place(self) -> Path:
        """Return where the plan stands, or would: a file without a name in the current folder."""
        return Path(self.name or STANDARD_INPUT)


class Gathered(NamedTuple):
    """The plans that paths name, what is wrong with paths, and the plans that are not to be checked."""

    plans: tuple[Found, ...]
    errors: tuple[ErrorEntry, ...] = ()
    left_out: tuple[Found, ...] = ()
    foreign: tuple[str, ...] = ()  # what is said of folders that were not looked into
    empty: tuple[str, ...] = ()  # folders named on the command line, as shown, that hold no Markdown
    named: bool = False  # by the configuration, not on the command line


def gather(paths: Sequence[str], places: Places) -> Gathered:
    """Return the plans that files and folders on a command line name, each once."""
    plans: list[Found] = []
    errors: list[ErrorEntry] = []
    empty: list[str] = []
    foreign: list[str] = []
    for path in paths:
        try:
            found = _gather(path, places)
        except ReadError as error:
            errors.append(ErrorEntry(error.code, shown(path) or "''", error.line, str(error)))
        else:
            plans += found.plans
            errors += (ErrorEntry("unreadable", each.shown, None, each.why) for each in found.missed)
            empty += () if found.plans or found.missed else (shown(path),)
            foreign += found.foreign
            places.refuse(found.refusal)
    return Gathered(tuple(once(plans)), tuple(errors), empty=tuple(empty), foreign=tuple(dict.fromkeys(foreign)))


def _gather(path: str, places: Places) -> Below:
    if not path:  # as a Path, it would be the current folder
        raise ReadError(
            "unreadable", "A path is empty, as one from a variable that is not set; name a file or a folder."
        )
    if kind_of(Path(path), places.root(Path(path))) == "folder":
        return markdown_below(path, git=places.asks_repository)
    return Below((Found(shown(path), Path(path)),))


def to_check(
    paths: Sequence[str], terms: Terms, standard: Standard | None
) -> tuple[Gathered, tuple[Excluded, ...], int]:
    """Return the plans to check, the files that are excluded, and how many are left out as not changed."""
    found = gather(paths, terms.places) if paths or standard else _unnamed(terms)
    every = found.plans
    found = found._replace(plans=tuple(each for each in every if _changed(each, terms)))
    unchanged = len(every) - len(found.plans)
    standing = [standard.place] if standard else []
    terms.configured.prepare([*(each.path for each in found.plans), *standing])
    excluded = [Excluded(each.shown, terms.configured.excluded_by(each.path)) for each in found.plans]
    left = tuple(plan for plan, each in zip(found.plans, excluded, strict=True) if not each.by)
    excluded += [Excluded(standard.shown, terms.configured.excluded_by(standard.place))] if standard else []
    out = tuple(sorted({*every} - {*left}))
    return found._replace(plans=left, left_out=out), tuple(sorted(each for each in excluded if each.by)), unchanged


def _changed(found: Found, terms: Terms) -> bool:
    return terms.changed is None or os.path.realpath(found.path) in terms.changed


def _unnamed(terms: Terms) -> Gathered:
    """Return the plans to check where no path is given."""
    configuration = terms.configured.nearest(Path("plan.md"))
    if configuration is None or not configuration.plans:
        return gather(["."], terms.places)
    found = gather([from_here(configuration.folder)], terms.places)
    named = tuple(plan for plan in found.plans if configuration.entry_for(plan.path))
    return found._replace(plans=named, empty=(), named=True)
