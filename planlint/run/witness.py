"""The witness: what a run looked at, as conditions under which it would come out the same."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.answers import ABSENT, FILE, FOLDER, MANY, ONE_OF_MANY, REAL, TAIL, THERE, Condition, condition
from planlint.cache import FOLDER as CACHE
from planlint.cache import root_above
from planlint.configuration.discovery import MISNAMED, NAMES
from planlint.repository.listing import ignored_by, ignored_folders
from planlint.rulesets import is_path, is_shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planlint.report import Report
    from planlint.run.gathering import Terms

#: A thing changed later than this before the run began may have changed while it was looked at (file systems keep
#: time in steps).
STEP = 20_000_000
#: A tree of more folders is not watched.
MOST_FOLDERS = 20_000


def conditions(
    report: Report, paths: Sequence[str], names: Sequence[str], terms: Terms, start: int
) -> list[Condition] | None:
    """Return what must hold for a run to come out the same; None where that cannot be told.

    `paths` and `names` of rulesets are those of the command line; `start` is when the run began, in nanoseconds.
    """
    rulesets = terms.configured.rulesets()
    if any(rule.since for ruleset in rulesets for rule in ruleset.rules):
        return None  # git's history decides
    looked_at = frozenset(report.files)
    places = [path for path in paths or [".", *map(str, terms.configured.folders())] if path not in looked_at]
    folders = [path for path in places if Path(path).is_dir()]
    asked = [
        *((FILE if len(report.files) < MANY else ONE_OF_MANY, path) for path in report.files),
        *((_as_it_is(Path(path)), path) for path in places),
        *_around(Path(path) for path in (*report.files, *places)),
        *((FILE, ruleset.path) for ruleset in rulesets if not is_shipped(ruleset.path)),
        *((FILE, name) for name in names if is_path(name)),
        *((_as_it_is(path), str(path)) for path in terms.configured.files()),
        *(one for folder in folders for one in _tree(Path(folder))),
        *(one for root in report.trees for one in _tree(Path(root))),
        *((FILE, path) for path in report.consulted),
        *((_as_it_is(path), str(path)) for path in terms.configured.baselines()),
        *((ABSENT, path) for path, _ in report.gone),
    ]
    found = [condition(kind, path) for kind, path in dict.fromkeys(asked)]
    settled = [each for each in found if each and not _is_new(each, start)]
    return settled if len(settled) == len(found) else None


def _is_new(found: Condition, start: int) -> bool:
    kind, path, _ = found
    return kind in {FILE, ONE_OF_MANY, FOLDER, TAIL} and os.stat(path).st_mtime_ns > start - STEP  # noqa: PTH116 - bytes of any kind


def _around(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield the configurations and marks of git that are, or are not, in the folders above."""
    for folder in {str(path.absolute().parent): path for path in paths}:
        yield REAL, folder
        real = Path(os.path.realpath(folder))
        for place in (real, *real.parents):
            for name in (*NAMES, *MISNAMED, ".git"):
                file = place / name
                yield _as_it_is(file), str(file)


def _as_it_is(file: Path) -> str:
    if not os.path.lexists(file):
        return ABSENT
    return THERE if file.is_dir() else FILE


def _tree(top: Path) -> Iterator[tuple[str, str]]:
    """Yield what decides which files git or a walk lists below a folder."""
    ignored = {os.path.realpath(folder) for folder in ignored_folders(top)}
    for count, (place, folders, names) in enumerate(os.walk(top)):
        yield (FOLDER, place) if count < MOST_FOLDERS else (ABSENT, place)  # the second never holds
        yield from ((FILE, os.path.join(place, name)) for name in names if name == ".gitignore")  # noqa: PTH118
        folders[:] = [
            name
            for name in folders
            if name not in {".git", CACHE} and os.path.realpath(os.path.join(place, name)) not in ignored  # noqa: PTH118
        ]
    yield from _git(top)


def _git(top: Path) -> Iterator[tuple[str, str]]:
    """Yield what else decides what git lists: its index, and the patterns that it ignores."""
    for place in top.absolute().parents:
        yield _as_it_is(place / ".gitignore"), str(place / ".gitignore")
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path("~/.config").expanduser())
    settings = [home / "git/ignore", home / "git/config", Path("~/.gitconfig").expanduser(), *ignored_by(top)]
    mark = Path(root_above(str(top.absolute())), ".git")
    if mark.is_dir():
        index = mark / "index"
        yield TAIL if index.exists() else ABSENT, str(index)
        settings += [mark / "info/exclude", mark / "config"]
    elif mark.exists():
        yield ABSENT, str(mark)  # a worktree's: its index lies elsewhere, and this never holds
    yield from ((_as_it_is(file), str(file)) for file in settings)
