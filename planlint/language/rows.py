"""Rows: the names and lines that `where` gives a rule, one row after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.language import values
from planlint.language.expressions import NAME
from planlint.language.model import Row

if TYPE_CHECKING:
    from planlint.language.faults import Collector, Path
    from planlint.language.model import Ranges


def read_rows(value: Any, path: Path, faults: Collector, most: int) -> tuple[Row, ...]:
    """Return the rows of a rule; all of them give the same names."""
    if not isinstance(value, list):
        faults.add(path, '"where" takes a list of rows, like [{ name: Goal }, { name: Scope }]')
        return ()
    rows = [(_row(one, place, faults, most), place) for one, place in values.elements(value, path)]
    if not rows:
        faults.add(path, '"where" takes a list of rows, and this list is empty')
    found = [(row, place) for row, place in rows if row]
    for row, place in found[1:]:
        if set(dict(row.names)) != set(dict(found[0][0].names)):
            first = ", ".join(sorted(dict(found[0][0].names)))
            faults.add(place, f"all rows of a rule give the same names, and the first gives {first}")
    return tuple(row for row, _ in found)


def _row(row: Any, path: Path, faults: Collector, most: int) -> Row | None:
    if not isinstance(row, dict) or not set(row) - {"source"}:
        faults.add(path, "a row is a mapping of names to texts, like { name: Goal }")
        return None
    lines: Ranges = values.ranges(row["source"], (*path, "source"), faults, most) if "source" in row else ()
    return Row(tuple((key, _value(key, row[key], path, faults)) for key in row if key != "source"), lines)


def _value(name: str, value: Any, path: Path, faults: Collector) -> str | tuple[str, ...]:
    if not NAME.match(name):
        faults.add_key((*path, name), f'a name is made of letters, digits and _, a letter first, and "{name}" is not')
    found = values.patterns(value, (*path, name), faults)
    return found if isinstance(value, list) else "".join(found)
