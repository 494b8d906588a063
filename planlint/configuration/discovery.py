"""Discovery: the configuration that holds for a plan is the nearest, from its folder up to the root."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.files import ReadError, read
from planlint.language.faults import Fault, RuleSetFaults
from planlint.shown import from_here, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from planlint.configuration.model import Configuration
    from planlint.language.reader import Document

NAMES = (".planlint.yaml", "planlint.yaml", "pyproject.toml")
#: What people write for them; where one is there, somebody believes that it holds.
MISNAMED = (".planlint.yml", "planlint.yml")
MOST_BYTES = 64 * 1024
#: A pyproject.toml is looked at up to here, to see whether it speaks of planlint at all.
MOST_PROJECT_BYTES = 4 * 1024 * 1024


def as_it_is(file: Path) -> Path:
    """Return the file itself: what is read for a file where all of them are trusted."""
    return file


class Configurations:
    """Configurations, each read once. `root` says where looking up from a path ends."""

    def __init__(
        self,
        root: Callable[[Path], Path],
        given: Path | None = None,
        *,
        none: bool = False,
        source: Callable[[Path], Path | None] = as_it_is,
    ) -> None:
        """Take the file that the user names, which then holds for all plans, or that there is to be none.

        `source` says which file to read for another, None for none.
        """
        self._root = root
        self._given = given
        self._none = none
        self.source = source
        self._read: dict[Path, Configuration | None] = {}
        self._nearest: dict[Path, Configuration | None] = {}

    @property
    def read(self) -> list[Configuration]:
        """Return the configurations that were read so far."""
        return [found for found in self._read.values() if found]

    @property
    def files(self) -> list[Path]:
        """Return the files that were looked into so far, those without a configuration too."""
        return list(self._read)

    def nearest(self, path: Path) -> Configuration | None:
        """Return the configuration that holds for a plan. Raises RuleSetFaults."""
        if self._none:
            return None
        if self._given:
            return self._load(self._given, Path.cwd(), Path(os.path.realpath(self._given.parent)))
        folder = path.absolute().parent
        if folder not in self._nearest:
            self._nearest[folder] = self._upwards(folder, self._root(path))
        return self._nearest[folder]

    def _upwards(self, folder: Path, root: Path) -> Configuration | None:
        folder, top = Path(os.path.realpath(folder)), Path(os.path.realpath(root))
        for place in (folder, *folder.parents):
            found = self._in(place, top if folder.is_relative_to(top) else place)
            if found or place == top or not (place.is_relative_to(top) or _own(place.parent)):
                return found
        return None

    def _in(self, folder: Path, root: Path) -> Configuration | None:
        files = (folder / name for name in NAMES)
        for file in (folder / name for name in MISNAMED):
            if self._is_there(file):
                right = file.with_suffix(".yaml").name
                raise _fault(shown(from_here(file)), f"a configuration is called {right}; rename this file")
        found = (self._load(file, folder, root) for file in files if self._is_there(file))
        return next((configuration for configuration in found if configuration), None)

    def _is_there(self, file: Path) -> bool:
        source = self.source(file)
        return source is not None and os.path.lexists(source)

    def _load(self, file: Path, folder: Path, root: Path) -> Configuration | None:
        if file not in self._read:
            source = self.source(file)
            found = load(file, folder, root, source) if source else None
            self._read[file] = replace(found, root=self._around(file)) if found else None
        return self._read[file]

    def _around(self, file: Path) -> Path | None:
        root = Path(os.path.realpath(self._root(file)))
        return root if Path(os.path.realpath(file)).is_relative_to(root) else None


def _own(folder: Path) -> bool:
    """Tell whether a folder outside the root is the user's own: others' configurations are not read."""
    return not hasattr(os, "geteuid") or folder.stat().st_uid == os.geteuid()


def load(file: Path, folder: Path, root: Path, source: Path | None = None) -> Configuration | None:
    """Return the configuration in a file, None for a pyproject.toml that has none; patterns are from `folder`.

    `source` is what is read for the file, where that is another.

    Raises RuleSetFaults.
    """
    name = shown(from_here(file))
    document = _document(_text(source or file, root, name), name, toml=file.suffix == ".toml")
    if document is None:
        return None
    from planlint.configuration.checking import check  # noqa: PLC0415 - most runs have no configuration

    configuration, faults = check(document, name, file, folder)
    faults.raise_any()
    return configuration


def _document(text: str, name: str, *, toml: bool) -> Document | None:
    if toml and "planlint" not in text:
        return None
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise _fault(name, f"a configuration has at most {MOST_BYTES} bytes, and this file has more")
    if toml:
        from planlint.configuration.toml import read as read_toml  # noqa: PLC0415 - few configurations are TOML

        return read_toml(text, name)
    from planlint.language.reader import read as read_yaml  # noqa: PLC0415 - compiled rulesets need no YAML

    return read_yaml(text, name, MOST_BYTES)


def _text(file: Path, root: Path, name: str) -> str:
    most = MOST_PROJECT_BYTES if file.suffix == ".toml" else MOST_BYTES
    try:
        return read(file, root, most)
    except ReadError as error:
        said = {
            "too-large": f"a configuration has at most {MOST_BYTES} bytes, and this file has more",
            "not-a-regular-file": "a configuration is a regular file, and this is none",
            "vanished": "there is no such file",
            "not-utf-8": "a configuration is UTF-8, and this file is not; save it as UTF-8",
        }
        raise _fault(name, said.get(error.code, str(error)), error.line or 1) from None


def _fault(name: str, message: str, line: int = 1) -> RuleSetFaults:
    return RuleSetFaults([Fault(name, line, 1, message)])
