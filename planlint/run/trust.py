"""Trust: which files may say how plans are checked, where a working tree comes from strangers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.repository.revision import lay_out

if TYPE_CHECKING:
    from planlint.run.places import Places


class Trust:
    """Reads configurations, rulesets and baselines inside the root from the base revision, or not at all."""

    def __init__(self, places: Places, folder: Path) -> None:
        """Take where plans stand, with the base revision if there is one, and an empty folder of ours.

        Raises GitError where the base revision cannot be read.
        """
        self._places = places
        self._root = Path(os.path.realpath(places.root(Path("plan.md"))))
        self._copies = folder if places.base else None
        if places.base:
            lay_out(self._root, places.base, folder)

    def source(self, path: Path) -> Path | None:
        """Return the file to read for a path: itself outside the root, its copy inside; None where there is none."""
        written = Path(os.path.realpath(path.absolute().parent), path.name)
        inside = Path(os.path.realpath(self._places.root(path)))
        if not written.is_relative_to(inside) and not Path(os.path.realpath(path)).is_relative_to(inside):
            return path
        if self._copies is None or not written.is_relative_to(self._root):
            return None
        copy = self._copies / written.relative_to(self._root)
        return copy if copy.is_file() else None
