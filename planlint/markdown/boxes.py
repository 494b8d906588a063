"""Boxes: where one stands, which state it shows, and what only looks like one."""

from __future__ import annotations

import re

from planlint.named import NamedTuple

#: A box, behind which a blank or the end follows, or the star of an optional task.
BOX = re.compile(r"\[([ xX]|[^\w\s\[\]()^`\\])\](?:\\?\*)?(?=\s|$)")
#: `[]`, `[ ]x`, `[ x]`, `[  ]`, `\[ \]`; no link, no reference, no definition follows.
LOOK_ALIKE = re.compile(r"(?:\[\s{0,3}[xX]?\s{0,3}\]|\\\[\s?[xX]?\s?\\\])(?![(\[:])")
#: The same behind emphasis marks, where it cannot be told apart from its text.
EMPHASISED = re.compile(r"(?:\*{1,3}|_{1,3}|~~)\[[ xX]?\](?![(\[:])")
IN_TICKS = re.compile(r"`\[([ xX])\]`(?=\s|$)")
AT_END = re.compile(r"(?<=[\s:*_])\[([ xX])\]$")
STATES = {" ": "open", "x": "checked", "X": "checked"}


class Box(NamedTuple):
    """A box: offsets, and whether it is open, checked, unknown or a look-alike."""

    start: int
    end: int
    state: str


def leading_box(text: str, start: int, end: int) -> Box | None:
    """Return the box that a span of text begins with."""
    if start >= end or text[start] not in "[\\*_~":
        return None
    if found := BOX.match(text, start, end):
        return Box(start, found.end(), STATES.get(found[1], "unknown"))
    if found := LOOK_ALIKE.match(text, start, end):
        return Box(start, found.end(), "look-alike")
    if found := EMPHASISED.match(text, start, end):
        return Box(start, start, "look-alike")
    return None


def heading_box(text: str, start: int, end: int) -> Box | None:
    """Return the box that a heading begins with; in a heading it may stand in back ticks."""
    if text.startswith("`", start, end) and (found := IN_TICKS.match(text, start, end)):
        return Box(start, found.end(), STATES[found[1]])
    return leading_box(text, start, end)


def closing_box(text: str, start: int, end: int) -> Box | None:
    """Return the box that a span of text ends in, behind a blank or a label's colon."""
    found = AT_END.search(text, max(start, end - 3), end) if text.endswith("]", start, end) else None
    return Box(found.start(), end, STATES[found[1]]) if found else None


def closes_label(text: str, start: int, end: int) -> bool:
    """Tell whether a span of text ends in a label: a colon or bold text at its end."""
    before = text[start:end].rstrip()
    return before.endswith(("**", "__")) or before.rstrip("*_").endswith(":")
