"""Values as a ruleset's author writes them: lists, flags, numbers and lines, each checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from planlint.language.expressions import fault_of
from planlint.language.vocabulary import VALUES
from planlint.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.language.faults import Collector, Path
    from planlint.language.model import Ranges

RANGE = re.compile(r"([0-9]{1,9})(?:\s*-\s*([0-9]{1,9}))?\Z")
DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z")
#: How like a name of the language a word is that was meant to be one, from 0 to 1; "done" and "none" are two words.
MISTYPED = 0.85
FLAGS = {"yes": True, "no": False, True: True, False: False}


def elements(value: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    """Yield the elements of a list with their paths; anything else as a list of one."""
    if isinstance(value, list):
        yield from ((one, (*path, at)) for at, one in enumerate(value))
    else:
        yield value, path


def text(value: Any, path: Path, faults: Collector) -> str:
    """Return a text that must not be empty, white space folded; numbers stand as they were written."""
    if isinstance(value, (dict, list)) or value is None or not str(value).strip():
        faults.add(path, "a text stands here")
        return ""
    return " ".join((value if isinstance(value, str) else faults.written(path, value)).split())


def texts(value: Any, path: Path, faults: Collector) -> tuple[str, ...]:
    """Return one text or several; numbers and words like true are text as written."""
    found = []
    for one, place in elements(value, path):
        if isinstance(one, (dict, list)) or one is None:
            faults.add(place, "a text stands here, or a list of texts")
        else:
            found.append(one if isinstance(one, str) else faults.written(place, one))
    return tuple(found)


def some_texts(value: Any, path: Path, faults: Collector) -> tuple[str, ...]:
    """Return one text or several, and not none."""
    found = texts(value, path, faults)
    if value == []:
        faults.add(path, "a text stands here, or a list of texts, and this list is empty")
    return found


def patterns(value: Any, path: Path, faults: Collector) -> tuple[str, ...]:
    """Return patterns or phrases, each tried; what cannot be used is left out."""
    found = []
    for one, place in elements(value, path):
        for pattern in texts(one, place, faults):
            wrong = fault_of(pattern)
            if wrong:
                faults.add(place, wrong)
            else:
                found.append(pattern)
    if value == []:
        faults.add(path, "a pattern stands here, or a list of them, and this list is empty")
    return tuple(found)


def choices(value: Any, path: Path, faults: Collector) -> tuple[str, ...]:
    """Return values that something may have: names of the language, and texts; no name that is only mistyped."""
    found = patterns(value, path, faults)
    for one, place in elements(value, path):
        near = nearest(one, VALUES, MISTYPED) if isinstance(one, str) and one.islower() and one not in VALUES else ""
        if near:
            faults.add(place, f'"{one}" is no value; did you mean "{near}"? A text is written "{one.capitalize()}"')
    return found


def date(value: Any, path: Path, faults: Collector) -> str:
    """Return a date as it is written, year first."""
    if isinstance(value, str) and DATE.match(value):
        return value
    faults.add(path, f"a date stands here, like 2026-11-01, not {shown(value)}")
    return ""


def number(value: Any, path: Path, faults: Collector) -> int:
    """Return a whole number that is not negative."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    faults.add(path, f"a whole number stands here, not {shown(value)}")
    return 0


def numbers(value: Any, path: Path, faults: Collector) -> tuple[int, ...]:
    """Return one whole number or several."""
    return tuple(number(one, place, faults) for one, place in elements(value, path))


def flag(value: Any, path: Path, faults: Collector) -> bool:
    """Return yes or no."""
    if isinstance(value, (str, bool)) and value in FLAGS:
        return FLAGS[value]
    faults.add(path, f"yes or no stands here, not {shown(value)}")
    return False


def shown(value: Any) -> str:
    """Return a value as a message shows it."""
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    return "nothing" if value is None else f'"{value}"'


def ranges(value: Any, path: Path, faults: Collector, most: int = 0) -> Ranges:
    """Return lines: `18`, `"16, 18-20"` or a list of these; within the document's lines where those are known."""
    found = []
    for one, place in elements(value, path):
        for part in faults.written(place, one).split(",") if isinstance(one, (str, int)) else [shown(one)]:
            span = _range(part.strip(), place, faults, most)
            found += [span] if span else []
    if value == []:
        faults.add(path, "lines are numbers and ranges, like 18 or 16-20, and this list is empty")
    return tuple(found)


def _range(part: str, path: Path, faults: Collector, most: int) -> tuple[int, int] | None:
    matched = RANGE.match(part)
    if not matched:
        faults.add(path, f'lines are numbers and ranges, like 18 or 16-20, and "{part}" is neither')
        return None
    first, last = int(matched[1]), int(matched[2] or matched[1])
    if last < first:
        faults.add(path, f"a range of lines runs forwards, and {part} does not")
        return None
    if first < 1 or (most and last > most):
        known = f"1 to {most}" if most else "from 1 on"
        faults.add(path, f"the document has lines {known}, and {part} lies outside")
        return None
    return first, last
