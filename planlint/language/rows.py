"""Rows: the names and lines that `where` gives a rule, one row after the other; the head has what rules share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.language import values
from planlint.language.expressions import NAME
from planlint.language.faults import meant
from planlint.language.model import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planlint.language.faults import Collector, Path
    from planlint.language.model import Ranges

#: The keys of a row that are no names of its own: the lines it stands for, and the row of the head that it starts from.
SOURCE, SHARED = "source", "row"
#: Rows of the head may be long and many rules start from them, so that a short file could stand for very much.
MOST_NAMES = 100_000


class Rows:
    """Reads the rows of the rules of one ruleset, and those of its head that they share."""

    def __init__(self, written: Mapping[str, Any], faults: Collector, most: int) -> None:
        self.faults = faults
        self.most = most
        self.shared = {name: self._of_head(row, ("rows", name)) for name, row in written.items()}
        self.used: set[str] = set()
        self._given = 0

    def read(self, value: Any, path: Path, *, sourced: bool) -> tuple[Row, ...]:
        """Return the rows of a rule; all of them give the same names.

        Of a rule that is sourced, which says itself what lines it comes from, those of the head's rows do not count.
        """
        if not isinstance(value, list):
            self.faults.add(path, '"where" takes a list of rows, like [{ name: Goal }, { name: Scope }]')
            return ()
        rows = [(self._whole(one, place, sourced=sourced), place) for one, place in values.elements(value, path)]
        if not rows:
            self.faults.add(path, '"where" takes a list of rows, and this list is empty')
        found = [(row, place) for row, place in rows if row]
        for row, place in found[1:]:
            if set(dict(row.names)) != set(dict(found[0][0].names)):
                first = ", ".join(sorted(dict(found[0][0].names)))
                self.faults.add(place, f"all rows of a rule give the same names, and the first gives {first}")
        return tuple(row for row, _ in found)

    def check_used(self) -> None:
        """Find rows of the head that no rule starts from."""
        for name in self.shared.keys() - self.used:
            self.faults.add_key(("rows", name), f'no rule has the row "{name}"; remove it')

    def _of_head(self, row: Any, path: Path) -> Row | None:
        if isinstance(row, dict) and SHARED in row:
            self.faults.add_key((*path, SHARED), "a row of the head starts from no other; write it out")
            return None
        return self._row(row, path)

    def _whole(self, row: Any, path: Path, *, sourced: bool) -> Row | None:
        """Return a row of a rule; where it starts from one of the head's, with what that gives, its own before it."""
        if isinstance(row, str):
            return self._from(self._shared(row, path), {}, path, sourced=sourced)
        if not isinstance(row, dict) or SHARED not in row:
            return self._row(row, path)
        own = {key: value for key, value in row.items() if key != SHARED}
        return self._from(self._shared(row[SHARED], (*path, SHARED)), own, path, sourced=sourced)

    def _from(self, shared: Row | None, own: dict[str, Any], path: Path, *, sourced: bool) -> Row | None:
        more = self._names_and_lines(own, path)
        if shared is None:
            return None
        lines = more.lines or (() if sourced else shared.lines)
        return Row(tuple((dict(shared.names) | dict(more.names)).items()), lines)

    def _shared(self, name: Any, path: Path) -> Row | None:
        if not isinstance(name, str) or name not in self.shared:
            near = (meant(name, self.shared) if self.shared else "; it has none") if isinstance(name, str) else ""
            self.faults.add(path, f"the name of a row of the head stands here, not {values.shown(name)}{near}")
            return None
        self.used.add(name)
        row = self.shared[name]
        self._given += len(row.names) if row else 0
        if self._given > MOST_NAMES:
            self.faults.add(path, f"rows of the head give rules more than {MOST_NAMES} names; share fewer")
            return None
        return row

    def _row(self, row: Any, path: Path) -> Row | None:
        if not isinstance(row, dict) or not row.keys() - {SOURCE}:
            self.faults.add(path, "a row is a mapping of names to texts, like { name: Goal }")
            return None
        return self._names_and_lines(row, path)

    def _names_and_lines(self, row: dict[str, Any], path: Path) -> Row:
        lines: Ranges = values.ranges(row[SOURCE], (*path, SOURCE), self.faults, self.most) if SOURCE in row else ()
        return Row(tuple((key, self._value(key, row[key], path)) for key in row if key != SOURCE), lines)

    def _value(self, name: str, value: Any, path: Path) -> str | tuple[str, ...]:
        if not NAME.match(name):
            what = f'a name is made of letters, digits and _, a letter first, and "{name}" is not'
            self.faults.add_key((*path, name), what)
        found = values.patterns(value, (*path, name), self.faults)
        return found if isinstance(value, list) else "".join(found)


def own_names(value: Any) -> list[str]:
    """Return the names that a rule's first row itself gives and the rule must ask for; its first may be a label."""
    first = value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}
    names = [name for name in first if name not in {SOURCE, SHARED}]
    return names if SHARED in first else names[1:]
