"""What a path that a plan writes means in a repository: four outcomes, from the list of files alone."""

from __future__ import annotations

import os
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from planlint.named import NamedTuple
from planlint.repository.git import GitError
from planlint.repository.listing import Listing, files_at, first_added, list_files
from planlint.repository.written import above, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Outcome = Literal["verified", "missing", "ambiguous", "uncheckable"]

#: Files longer than this are not counted, and files that name targets are not read.
MOST_BYTES = 1 << 20
#: What tools make and git ignores: whether it is there depends on the machine.
MADE = re.compile(
    r"(?:^|/)(?:node_modules|dist|build|out|target|\.?venv|__pycache__|\.git|\.next|coverage|\.env[^/]*)(?:/|$)"
)


class Resolution(NamedTuple):
    """How looking for a path came out; `path` is the file or folder from the root, where there is exactly one."""

    outcome: Outcome
    path: str | None


class Repository:
    """The files of a repository. They are listed when first asked for, once."""

    def __init__(self, root: Path | None, contents: Mapping[str, str] | None = None, base: str = "") -> None:
        self._root = root
        self._contents = contents
        self._base = base
        self.has_base = bool(base)  # whether there are changes, and a time before them
        self.files_read: set[str] = set()  # from the root
        self._had: dict[str, bool] = {}

    @classmethod
    def of_root(cls, root: str | Path, base: str = "") -> Repository:
        """Return the repository whose top folder is `root`; `base` is the revision that changes are told from."""
        return cls(Path(os.path.realpath(root)), base=base)

    @classmethod
    def of_files(cls, contents: Mapping[str, str]) -> Repository:
        """Return a repository of these files and no others: path from the root, content."""
        return cls(None, {name.removeprefix("./"): text for name, text in contents.items()})

    @cached_property
    def _earlier(self) -> Repository:
        """The repository as it was before the changes: where HEAD and the base part; without a base, as it is.

        Where there is no such revision nothing can be told: nothing was there.
        """
        if self._root is None or not self.has_base:
            return self
        try:
            before = files_at(self._root, self._base) or ()
        except GitError:
            before = ()
        return Repository.of_files(dict.fromkeys(before, ""))

    def was_there(self, path: str) -> bool:
        """Tell whether a path, as a plan writes it, was here before the changes."""
        return self._earlier.resolve(path).outcome == "verified"

    def since(self, path: str) -> str:
        """Return the date (year first) at which a file came here; "" where it is new, or nobody can tell."""
        return first_added(self._root, path) if self._root and path else ""

    @property
    def was_listed(self) -> bool:
        """Tell whether anybody has asked which files there are."""
        return "_listing" in self.__dict__

    @property
    def refusal(self) -> str:
        """Return why git did not list the files where it should have, "" where nobody asked for them."""
        return self._listing.refusal if self.was_listed else ""

    @cached_property
    def _listing(self) -> Listing:
        if self._root is None:
            return Listing(tuple(sorted(self._contents or ())))
        return list_files(self._root)

    @property
    def files(self) -> tuple[str, ...]:
        """Return the paths of all files, sorted."""
        return self._listing.files

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset(path.rstrip("/") for path in self.files)

    @cached_property
    def _folders(self) -> frozenset[str]:
        return frozenset(folder for path in self._files for folder in above(path))

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        named: dict[str, list[str]] = {}
        for path in sorted(self._files | self._folders):
            named.setdefault(path.rpartition("/")[2], []).append(path)
        return named

    def resolve(self, path: str) -> Resolution:
        """Return what a path, as a plan writes it, means here."""
        wanted = normal(path)
        if wanted is None:
            return Resolution("uncheckable", None)
        if self._is(wanted):
            return Resolution("verified", wanted)
        if "/" not in wanted and not path.rstrip().endswith(("/", "\\")):
            return Resolution("uncheckable", None)
        return self._by_suffix(wanted)

    def _by_suffix(self, wanted: str) -> Resolution:
        ends = f"/{wanted}"
        found = [
            one for one in self._by_name.get(wanted.rpartition("/")[2], ()) if one.endswith(ends) and self._is(one)
        ]
        if found:
            return Resolution("verified", found[0]) if len(found) == 1 else Resolution("ambiguous", None)
        inside = wanted.partition("/")[2]  # where the first name is the repository's own, as drawings of it begin
        if "/" in inside and self._is(inside) and not self._by_name.get(wanted.partition("/")[0]):
            return Resolution("verified", inside)
        return Resolution("missing" if self._can_miss(wanted) else "uncheckable", None)

    def _can_miss(self, wanted: str) -> bool:
        """Tell whether the list can say that a path is missing: it is whole and speaks of such places.

        Below an entry of the list lies a module of git's own, which is not listed.
        """
        through_entry = any(folder in self._files for folder in above(wanted))
        return self._listing.whole and "[" not in wanted and not MADE.search(wanted) and not through_entry

    def _is(self, path: str) -> bool:
        """Tell whether a path is here: listed, and not removed since it was last committed."""
        if path in self._folders:
            return True
        return path in self._files and (self._root is None or os.path.lexists(self._root / path))

    def is_folder(self, path: str) -> bool:
        """Tell whether a path, as a plan writes it, is a folder here."""
        resolved = self.resolve(path).path
        return resolved is not None and resolved in self._folders

    def has(self, pattern: str) -> bool:
        """Tell whether a file or folder ends in this path; `*` is any part of a name, `**` any folders."""
        if pattern not in self._had:  # each plan asks the same, and each answer looks at every file
            self._had[pattern] = self._has(pattern)
        return self._had[pattern]

    def _has(self, pattern: str) -> bool:
        parts = re.split(r"(\*\*/?|\*)", pattern.removeprefix("./").strip("/"))
        wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*"}
        ending = re.compile("(?:.*/)?" + "".join(wild.get(part, re.escape(part)) for part in parts))
        return any(map(ending.fullmatch, self._files)) or any(map(ending.fullmatch, self._folders))

    def line_count(self, path: str) -> int | None:
        """Return how many lines a file has (`path` from the root), None where it cannot be read or is too long."""
        text = self.read(path)
        return None if text is None else text.count("\n") + (text[-1:] not in ("", "\n"))

    def read(self, path: str) -> str | None:
        """Return a listed file's text with folded line ends, None where it cannot be read or is over 1 MiB."""
        if path not in self._files:
            return None
        self.files_read.add(path)
        data = (self._contents or {})[path].encode() if self._root is None else _bytes(self._root, path)
        if data is None or len(data) > MOST_BYTES:
            return None
        return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")

    def has_target(self, command: str) -> bool | None:
        """Tell whether what a command asks for (make, npm run, poe, …) is defined; None where it cannot be told."""
        from planlint.repository.targets import has_target  # noqa: PLC0415 - few plans give such commands

        return has_target(command, self.texts)

    def texts(self, *names: str) -> Iterator[str | None]:
        """Yield the texts of all files of these names, wherever they are; None for one that cannot be read."""
        found = (path for name in names for path in self._by_name.get(name, ()) if path in self._files)
        yield from (self.read(path) for path in found if not MADE.search(path))


def _bytes(root: Path, path: str) -> bytes | None:
    """Return a file's bytes; None for what leaves the root, is no regular file, is too long or cannot be read."""
    real = Path(os.path.realpath(root / path))
    try:
        if not real.is_relative_to(root) or not real.is_file():
            return None
        with real.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        return None
