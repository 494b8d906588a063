"""Which files a folder holds: as git lists them, else by walking; nothing outside the folder is looked at."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from planlint.named import NamedTuple

GIT_SECONDS = 60
#: A file that was renamed more often is taken to be as old as that.
MOST_NAMES = 10
#: A walk stops here. A list that was cut can say that a file exists, not that it is missing.
MOST_FILES = 200_000
#: Folders that hold no source: made by tools, and ignored where git is asked.
MADE_BY_TOOLS = frozenset(
    """
    node_modules __pycache__ venv .venv .git .hg .svn .tox .nox .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
    .planlint_cache .eggs .gradle .next .nuxt .svelte-kit .turbo .terraform .yarn .pnpm-store .idea .vscode-test
    """.split()
)


class Listing(NamedTuple):
    """Paths of files from a folder, with slashes, sorted; `whole` is False where there may be others.

    `closed` are the folders that could not be looked into.
    """

    files: tuple[str, ...]
    whole: bool = True
    closed: tuple[str, ...] = ()


def marked_above(folder: Path) -> Path | None:
    """Return the nearest folder from here upwards that bears git's mark, None where there is none."""
    return next((ancestor for ancestor in (folder, *folder.parents) if os.path.lexists(ancestor / ".git")), None)


def top_level(folder: Path) -> Path | None:
    """Return git's top level above a folder; None where git says that there is none, or there is no git to ask."""
    said = ask_git(folder, "rev-parse", "--show-toplevel")
    return None if said is None else Path(os.fsdecode(said.removesuffix(b"\n")))


def list_files(folder: Path, *, git: bool = True) -> Listing:
    """Return the files below a folder: those git knows or does not ignore; by walking, where git cannot be asked."""
    said = ask_git(folder, "ls-files", "-z", "-c", "-o", "--exclude-standard") if git else None
    if said is None:
        return _walk(folder)
    return Listing(tuple(sorted({os.fsdecode(name) for name in said.split(b"\0") if name})))


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
    """
    base = _parting(folder, revision)
    said = ask_git(folder, "ls-tree", "-r", "-z", "--name-only", base) if base else None
    return None if said is None else tuple(os.fsdecode(name) for name in said.split(b"\0") if name)


def changed_since(folder: Path, revision: str) -> tuple[str, ...] | None:
    """Return the files below git's top level that differ from where a revision and HEAD part, new ones included.

    All of them where there is no commit yet; None where there is no such revision, or no git to ask.
    """
    new = ask_git(folder, "ls-files", "-z", "-o", "--exclude-standard")
    if new is None:
        return None
    base = _parting(folder, revision)
    if base is None:
        unborn = revision == "HEAD" and ask_git(folder, "rev-parse", "--verify", "--quiet", "HEAD") is None
        return list_files(folder).files if unborn else None
    options = ("--name-only", "-z", "--no-ext-diff", "--no-textconv", "--no-renames", "--relative", "--diff-filter=d")
    said = ask_git(folder, "diff", *options, base, "--")
    return None if said is None else tuple(os.fsdecode(name) for name in (said + new).split(b"\0") if name)


def _parting(folder: Path, revision: str) -> str | None:
    """Return the commit where a revision and HEAD part, the revision's own where that is not known."""
    commit = ask_git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        return None
    base = ask_git(folder, "merge-base", os.fsdecode(commit.strip()), "HEAD") or commit
    return os.fsdecode(base.strip())


def ask_git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """Return what git prints, None where it fails; `given` is its standard input.

    Variables of an outer git (a hook's) would speak of another repository;
    a file system monitor named by the repository's own configuration would
    run a program of its choice.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - the arguments are those above, none is a plan's
            command,
            cwd=folder,
            env={**environment, "GIT_OPTIONAL_LOCKS": "0"},
            input=given,
            capture_output=True,
            timeout=GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _walk(folder: Path) -> Listing:
    files: list[str] = []
    closed: list[str] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        folders[:] = sorted(name for name in folders if name not in MADE_BY_TOOLS)
        files += (_inside(folder, place, name) for name in names)
        if len(files) > MOST_FILES:
            return Listing(tuple(sorted(files[:MOST_FILES])), whole=False)
    without = tuple(sorted(_inside(folder, place) for place in closed))
    return Listing(tuple(sorted(files)), whole=not closed, closed=without)


def _inside(folder: Path, *parts: str) -> str:
    return Path(*parts).relative_to(folder).as_posix()
