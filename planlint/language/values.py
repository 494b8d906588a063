"""Values as a ruleset's author writes them: lists, flags, numbers, lines and patterns, each checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import regex

from planlint.language.patterns import is_regex

if TYPE_CHECKING:
    from planlint.language.faults import Collector, Path
    from planlint.language.model import Ranges

LONGEST_PATTERN = 1000
#: What the regex library offers beyond regular expressions, and a ruleset does not need.
REFUSED = re.compile(r"\(\?R\)|\(\?[0-9]|\(\?&|\\L<|\{[eids]\s*[<=>]|\{\d+<=[eids]")
RANGE = re.compile(r"(\d+)(?:\s*-\s*(\d+))?$")
FLAGS = {"yes": True, "no": False, "true": True, "false": False, True: True, False: False}


def as_list(value: Any) -> list[Any]:
    """Return a list as it is, anything else as a list of one."""
    return value if isinstance(value, list) else [value]


def texts(value: Any, path: Path, faults: Collector) -> tuple[str, ...]:
    """Return one text or several; numbers and words like true are text as written."""
    found = []
    for at, one in enumerate(as_list(value)):
        if isinstance(one, (dict, list)) or one is None:
            faults.add((*path, at) if isinstance(value, list) else path, "a text stands here, or a list of texts")
        else:
            found.append(str(one).lower() if isinstance(one, bool) else str(one))
    return tuple(found)


def patterns(value: Any, path: Path, faults: Collector) -> tuple[str, ...]:
    """Return patterns or phrases, those in slashes tried."""
    found = texts(value, path, faults)
    for at, pattern in enumerate(found):
        if is_regex(pattern):
            _try(pattern, (*path, at) if isinstance(value, list) else path, faults)
        elif not pattern.strip():
            faults.add(path, "a pattern is not empty; * is anything")
    return found


def _try(pattern: str, path: Path, faults: Collector) -> None:
    if len(pattern) > LONGEST_PATTERN:
        faults.add(path, f"a regular expression has at most {LONGEST_PATTERN} characters, and this one {len(pattern)}")
        return
    if REFUSED.search(pattern):
        faults.add(path, "recursion, fuzzy matching and named lists are not for rulesets; write plain alternatives")
        return
    try:
        regex.compile(pattern[1:-1])
    except (regex.error, RecursionError, OverflowError) as error:
        faults.add(path, f"this is no regular expression: {error}")


def number(value: Any, path: Path, faults: Collector) -> int:
    """Return a whole number that is not negative."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    faults.add(path, f"a whole number stands here, not {value!r}")
    return 0


def numbers(value: Any, path: Path, faults: Collector) -> tuple[int, ...]:
    """Return one whole number or several."""
    return tuple(number(one, path, faults) for one in as_list(value))


def flag(value: Any, path: Path, faults: Collector) -> bool:
    """Return yes or no."""
    if isinstance(value, (str, bool)) and value in FLAGS:
        return FLAGS[value]
    faults.add(path, f"yes or no stands here, not {value!r}")
    return False


def ranges(value: Any, path: Path, faults: Collector, most: int = 0) -> Ranges:
    """Return lines: `18`, `"16, 18-20"` or a list of these; within the document's lines where those are known."""
    found = []
    for part in ",".join(str(one) for one in as_list(value)).split(","):
        matched = RANGE.match(part.strip())
        if not matched:
            faults.add(path, f"lines are numbers and ranges, like 18 or 16-20, and {part.strip()!r} is neither")
            continue
        first, last = int(matched[1]), int(matched[2] or matched[1])
        if first < 1 or last < first or (most and last > most):
            faults.add(path, f"lines {part.strip()} do not exist: the document has lines 1 to {most or 'its end'}")
        found.append((first, last))
    return tuple(found)
