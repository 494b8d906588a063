"""Which files a folder holds: as git lists them, else by walking; nothing outside the folder is looked at."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.named import NamedTuple
from planlint.repository.git import GitError, ask_git, run_git, without_filters

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A file that was renamed more often is taken to be as old as that.
MOST_NAMES = 10
#: A walk stops here. A list that was cut can say that a file exists, not that it is missing.
MOST_FILES = 200_000
#: What git says of a folder that it cannot look into.
CLOSED = re.compile(r"^warning: could not open directory '(.+)': ", re.MULTILINE)
#: Folders that hold no source: made by tools, and ignored where git is asked.
MADE_BY_TOOLS = frozenset(
    """
    node_modules __pycache__ venv .venv .git .hg .svn .tox .nox .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
    .planlint_cache .eggs .gradle .next .nuxt .svelte-kit .turbo .terraform .yarn .pnpm-store .idea .vscode-test
    """.split()
)


class Listing(NamedTuple):
    """Paths of files from a folder, with slashes, sorted; `whole` is False where there may be others.

    `closed` are the folders that could not be looked into; `refusal` says why git did not list the files where it
    should have.
    """

    files: tuple[str, ...]
    whole: bool = True
    closed: tuple[str, ...] = ()
    refusal: str = ""


def marked_above(folder: Path) -> Path | None:
    """Return the nearest folder from here upwards that bears git's mark, None where there is none."""
    return next((ancestor for ancestor in (folder, *folder.parents) if os.path.lexists(ancestor / ".git")), None)


def top_level(folder: Path) -> Path:
    """Return git's top level above a folder. Raises GitError."""
    return Path(os.fsdecode(run_git(folder, "rev-parse", "--show-toplevel").printed.removesuffix(b"\n")))


def list_files(folder: Path, *, git: bool = True) -> Listing:
    """Return the files below a folder: those git knows or does not ignore; by walking, where git cannot be asked."""
    if not git:
        return _walk(folder)
    try:
        answer = run_git(folder, "ls-files", "-z", "-c", "-o", "--exclude-standard")
    except GitError as error:
        return _walk(folder)._replace(refusal=str(error) if marked_above(folder.absolute()) else "")
    files = tuple(sorted(set(_names(answer.printed))))
    closed = tuple(_closed(folder, answer.said))
    return Listing(files, whole=not closed, closed=closed)


def _closed(folder: Path, said: str) -> Iterator[str]:
    """Yield the folders that git says it could not look into: they are told from its top level."""
    top = marked_above(folder.absolute()) or folder
    for name in CLOSED.findall(said):
        if not MADE_BY_TOOLS.intersection(name.split("/")):
            yield Path(os.path.relpath(top / name, folder.absolute())).as_posix()


def first_added(folder: Path, path: str) -> str:
    """Return the date (year first) at which a file, under whatever name, came to git; "" where it has not yet."""
    date = ""
    for _ in range(MOST_NAMES):
        added = ask_git(folder, "log", "-1", "--diff-filter=A", "--no-show-signature", "--format=%cs %H", "--", path)
        if not added:
            break
        date, commit = added.decode("ascii", "replace").split()
        path = _name_before(folder, path, commit)
        if not path:
            break
    return date


def _name_before(folder: Path, path: str, commit: str) -> str:
    """Return what a file was called before a commit renamed it, "" where the commit made it."""
    said = ask_git(folder, "show", "-M", "--diff-filter=R", "--name-status", "-z", "--format=", "--relative", commit)
    names = [os.fsdecode(name) for name in (said or b"").split(b"\0")]
    return next((old for old, new in zip(names[1::3], names[2::3], strict=False) if new == path), "")


def ignored_folders(folder: Path) -> tuple[Path, ...]:
    """Return the folders below one that git ignores as a whole, none without git."""
    said = ask_git(folder, "ls-files", "-z", "-o", "-i", "--directory", "--exclude-standard")
    names = (os.fsdecode(name) for name in (said or b"").split(b"\0") if name.endswith(b"/"))
    return tuple(folder / name for name in names)


def ignored_by(folder: Path) -> tuple[Path, ...]:
    """Return the file of patterns that git is set to ignore everywhere, none without one."""
    said = ask_git(folder, "config", "--type=path", "-z", "core.excludesFile")
    return (Path(os.fsdecode(said.removesuffix(b"\0"))),) if said else ()


def files_at(folder: Path, revision: str) -> tuple[str, ...] | None:
    """Return the files below a folder where a revision and HEAD part; None where there is no such revision.

    Of a shallow clone, in which that place is not known, the files at the revision itself.
    Raises GitError.
    """
    base = _parting(folder, revision)
    return _names(run_git(folder, "ls-tree", "-r", "-z", "--name-only", base).printed) if base else None


def _names(printed: bytes) -> tuple[str, ...]:
    return tuple(os.fsdecode(name) for name in printed.split(b"\0") if name)


def changed_since(folder: Path, revision: str) -> tuple[str, ...] | None:
    """Return the files below git's top level that differ from where a revision and HEAD part, new ones included.

    All of them where there is no commit yet; None where there is no such revision. Raises GitError.
    """
    new = run_git(folder, "ls-files", "-z", "-o", "--exclude-standard").printed
    base = _parting(folder, revision)
    if base is None:
        unborn = revision == "HEAD" and ask_git(folder, "rev-parse", "--verify", "--quiet", "HEAD") is None
        return list_files(folder).files if unborn else None
    options = "--name-only -z --no-ext-diff --no-textconv --no-renames --relative --diff-filter=d --ignore-submodules"
    return _names(
        run_git(folder, "diff", *options.split(), base, "--", environment=without_filters(folder)).printed + new
    )


def _parting(folder: Path, revision: str) -> str | None:
    """Return the commit where a revision and HEAD part, the revision's own where that is not known.

    None where there is no such revision, of which git says nothing. Raises GitError.
    """
    try:
        commit = run_git(
            folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        ).printed
    except GitError as error:
        if str(error):
            raise
        return None
    base = ask_git(folder, "merge-base", os.fsdecode(commit.strip()), "HEAD") or commit
    return os.fsdecode(base.strip())


def _walk(folder: Path) -> Listing:
    files: list[str] = []
    closed: list[str] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        folders[:] = sorted(name for name in folders if name not in MADE_BY_TOOLS)
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]  # noqa: PTH114, PTH118
        files += (_inside(folder, place, name) for name in (*names, *links))  # git lists links too, and follows none
        if len(files) > MOST_FILES:
            return Listing(tuple(sorted(files[:MOST_FILES])), whole=False)
    without = tuple(sorted(_inside(folder, place) for place in closed))
    return Listing(tuple(sorted(files)), whole=not closed, closed=without)


def _inside(folder: Path, *parts: str) -> str:
    return Path(*parts).relative_to(folder).as_posix()
