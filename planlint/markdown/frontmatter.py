"""Front matter: the lines between `---` at a plan's very start, and their plain keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.nodes import Field
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from planlint.text.source import Source

#: A line of a mapping, and one that goes on with it.
ENTRY = re.compile(r"""[^\s#*>|\[-][^:]*:(?:\s|$)|\{""")
PART = re.compile(rf"{ENTRY.pattern}|[\s\-}}\]]")
#: A key, perhaps in quotes, its value on the line, and a comment behind it.
KEY = re.compile(r"""(["']?)([\w][\w .-]*?)\1[ \t]*:(?:[ \t]+("[^"]*"|'[^']*'|.*?))??(?:[ \t]+\#.*)?[ \t]*$""")


class FrontMatter(NamedTuple):
    """How many lines it takes, fences included (0 without one), where they end, and its top-level keys."""

    lines: int
    end: int  # offset, the last line's newline included
    fields: tuple[Field, ...]


NONE = FrontMatter(0, 0, ())


def read_front_matter(source: Source) -> FrontMatter:
    """Return the front matter of a plan; an opening `---` without an end is none."""
    if source.line(1).rstrip() != "---":
        return NONE
    for number in range(2, source.line_count + 1):
        if source.line(number).rstrip() in {"---", "..."}:
            if not _is_mapping(source, number):
                return NONE
            keys = (_read_key(source, at, number) for at in range(2, number))
            end = min(source.line_span(number)[1] + 1, len(source.text))
            return FrontMatter(number, end, tuple(key for key in keys if key))
    return NONE


def _is_mapping(source: Source, last: int) -> bool:
    """Tell whether the lines up to the last may be YAML; a plan may begin with a rule, and have another below."""
    lines = [line for at in range(2, last) if (line := source.line(at).rstrip())]
    entries = [line for line in lines if not line.startswith("#")]
    return not lines or (bool(entries) and ENTRY.match(entries[0]) is not None and all(map(PART.match, entries)))


def _read_key(source: Source, number: int, last: int) -> Field | None:
    line = source.line(number)
    found = KEY.match(line)
    if not found:
        return None
    start, line_end = source.line_span(number)
    end = start + len(line.rstrip())
    value = (found[3] or "").strip()
    value_start = start + found.start(3) if value else end
    for below in range(number + 1, last):
        if source.line(below).strip() and not source.line(below).startswith((" ", "\t", "-")):
            break
        end = max(end, source.line_span(below)[0] + len(source.line(below).rstrip()))
    return Field(start, end, start, min(end, line_end), found[2], value.strip("\"'"), value_start, end, "front matter")
