"""Where plans stand: the root and repository around each, and a plan's own path from there."""

from __future__ import annotations

import os
from pathlib import Path

from planlint.repository import Repository
from planlint.repository.git import GitError
from planlint.repository.listing import marked_above, top_level


class Places:
    """Roots and repositories, found once for each folder."""

    def __init__(self, root: Path | None, *, repository: bool, base: str = "") -> None:
        """Take the root that the user gave, whether anything outside a plan may be looked at, and a base revision."""
        self.asks_repository = repository
        self.base = base
        self._given = root
        self._refusal = ""
        self._roots: dict[Path | None, Path] = {}
        self._repositories: dict[Path, Repository] = {}

    def root(self, path: Path) -> Path:
        """Return the root for a plan: as given, git's top level above it, or the current folder."""
        if self._given is not None:
            return self._given
        marked = marked_above(path.absolute().parent) if self.asks_repository else None
        if marked not in self._roots:
            self._roots[marked] = self._top(marked) if marked else Path.cwd()
        return self._roots[marked]

    def _top(self, marked: Path) -> Path:
        """Return git's top level; where git refuses to say it, the folder that bears its mark."""
        try:
            return top_level(marked)
        except GitError as error:
            self.refuse(str(error))
            return marked

    def refuse(self, why: str) -> None:
        """Note why git did not say which files there are; the first reason is enough."""
        self._refusal = self._refusal or why

    @property
    def refusal(self) -> str:
        """Return why git did not say which files there are where it should have, "" where it did."""
        return next(filter(None, (self._refusal, *(each.refusal for each in self._repositories.values()))), "")

    def repository(self, path: Path) -> Repository | None:
        """Return the repository around a plan, None where nothing outside it may be looked at."""
        if not self.asks_repository:
            return None
        root = self.root(path)
        if root not in self._repositories:
            self._repositories[root] = Repository.of_root(root, self.base)
        return self._repositories[root]

    def plan_path(self, path: Path) -> str:
        """Return a plan's path from the root, "" where it lies outside or nothing outside it may be looked at."""
        if not self.asks_repository:
            return ""
        place = Path(os.path.realpath(path.absolute().parent), path.name)
        root = os.path.realpath(self.root(path))
        return place.relative_to(root).as_posix() if place.is_relative_to(root) else ""
