"""Faults of a ruleset file: what is wrong, where, and what was meant; all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.named import NamedTuple
from planlint.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planlint.language.reader import Document

Path = tuple[str | int, ...]

#: More names than these are not listed in a message.
MOST_CHOICES = 24


class Fault(NamedTuple):
    """One fault: file, line and column (from 1), and a message that says what was meant."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class RuleSetFaults(ValueError):  # noqa: N818 - it is a whole list of them
    """A ruleset file cannot be used; `faults` are all that was found, in order of place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type, tuple[list[Fault]]]:
        """Return what it is pickled as: a pool that judges plans hands it on."""
        return type(self), (self.faults,)


class Collector:
    """Collects the faults of one file; places are given as paths of keys and indexes into its YAML."""

    def __init__(self, name: str, document: Document) -> None:
        self.name = name
        self.document = document
        self.faults = list(document.repeated)
        self._grafted: dict[Path, str] = {}  # parts that stand in another file

    def add(self, path: Path, message: str) -> None:
        """Note a fault of a value, at the innermost part of its path that the file has."""
        while path and path not in self.document.values:
            path = path[:-1]
        self._note(path, self.document.values.get(path, (1, 1)), message)

    def add_key(self, path: Path, message: str) -> None:
        """Note a fault of a key, or of all that stands under it, at the key."""
        if path in self.document.keys:
            self._note(path, self.document.keys[path], message)
        else:
            self.add(path, message)

    def _note(self, path: Path, place: tuple[int, int], message: str) -> None:
        name = next((name for part, name in self._grafted.items() if path[: len(part)] == part), self.name)
        self.faults.append(Fault(name, *place, message))

    def graft(self, path: Path, other: Collector, origin: Path) -> None:
        """Take over the places of a part that another file puts here."""
        self._grafted[path] = other.name
        for mine, theirs in (
            (self.document.keys, other.document.keys),
            (self.document.values, other.document.values),
            (self.document.written, other.document.written),
        ):
            _replace_part(mine, path, theirs, origin)

    def written(self, path: Path, value: Any) -> str:
        """Return a number, or a word like true, as it stands in the file."""
        return self.document.written.get(path, str(value))

    def raise_any(self) -> None:
        """Raise RuleSetFaults if there is any fault."""
        if self.faults:
            raise RuleSetFaults(self.faults)

    def raise_grave(self) -> None:
        """Raise RuleSetFaults if there is any fault but keys that stand twice: these let the rest be looked at."""
        if len(self.faults) > len(self.document.repeated):
            raise RuleSetFaults(self.faults)


def _replace_part(mine: dict[Path, Any], path: Path, theirs: dict[Path, Any], origin: Path) -> None:
    for old in [each for each in mine if each[: len(path)] == path]:
        del mine[old]
    mine.update({(*path, *at[len(origin) :]): place for at, place in theirs.items() if at[: len(origin)] == origin})


def meant(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean "…"?`, or what there is to choose from where nothing is near."""
    names = list(known)
    near = nearest(word, names)
    if near:
        return f'; did you mean "{near}"?'
    return f"; it is one of {', '.join(sorted(names))}" if len(names) <= MOST_CHOICES else ""
