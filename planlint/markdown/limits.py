"""Limits: what a plan may hold at most; what holds more was made by a program gone wrong, or to do harm."""

from __future__ import annotations

#: Blocks inside one another; markdown-it would drop what is deeper without a word.
MAX_NESTING = 100
#: A plan of 1 MiB with fewer is judged in seconds, whatever else is in it; one of 10 MiB has a tenth of them.
MOST_HEADINGS = 40_000
MOST_ITEMS = 100_000
MOST_ROWS = 100_000


class BeyondLimits(ValueError):  # noqa: N818 - what a plan is, and no fault of a program
    """A plan holds more than is read; `code` is what reports call that, `line` counts from 1."""

    code = "too-large"

    def __init__(self, line: int, *what: str | int) -> None:
        super().__init__(line, *what)  # all that it is made from: so it can be pickled
        self.line = line


class NestedTooDeep(BeyondLimits):
    """Blocks stand inside one another beyond what is read."""

    code = "nested-too-deep"

    def __str__(self) -> str:
        return f"Blocks nest at most {MAX_NESTING} deep, and line {self.line} is deeper. Nest less there."


class TooMany(BeyondLimits):
    """There are more blocks of a kind than are read."""

    def __str__(self) -> str:
        _, what, most = self.args
        return f"A plan has at most {most:,} {what}, and this one has more from line {self.line} on. Split it."
