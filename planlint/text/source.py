"""A plan's text as it is read: one kind of newline, numbered lines, offsets turned into positions."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Self

from planlint.finding import Position
from planlint.record import record

BOM = "\ufeff"
#: What other encodings put at a file's start; the longer mark stands first, as one begins with the other.
FOREIGN_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


class NotUtf8Error(ValueError):
    """The bytes are not UTF-8; `offset` counts bytes from 0, `line` from 1."""

    def __init__(self, message: str, offset: int, line: int) -> None:
        super().__init__(message)
        self.offset = offset
        self.line = line


NotUtf8 = NotUtf8Error


def decode(data: bytes) -> str:
    """Return the text of a file's bytes, newlines as they stand.

    Raises NotUtf8, whose message says which byte stands in the way and what to do.
    """
    for mark, name in FOREIGN_MARKS:
        if data.startswith(mark):
            raise NotUtf8Error(f"A plan is UTF-8, and this file is {name}. Save it as UTF-8.", 0, 1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = fold(before.decode("utf-8")).count("\n") + 1
        seen = f"byte 0x{data[error.start]:02x} at offset {error.start} (line {line}) is not"
        raise NotUtf8Error(f"A plan is UTF-8, and {seen}. Save the file as UTF-8.", error.start, line) from None


def fold(text: str) -> str:
    r"""Return the text without a BOM, with every newline as \n and NUL as U+FFFD, as CommonMark has it."""
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


@record
class Source:
    """A folded text with its lines; offsets are code points from 0, lines and columns count from 1."""

    path: str
    text: str
    starts: tuple[int, ...]  # the offset at which each line begins, that after a last newline included

    @classmethod
    def of(cls, text: str, path: str = "") -> Self:
        """Return the source of a text as it was read, newlines of any kind."""
        folded = fold(text)
        lengths = [len(line) + 1 for line in folded.split("\n")]
        return cls(path, folded, tuple(accumulate(lengths[:-1], initial=0)))

    @property
    def line_count(self) -> int:
        """Return the number of lines; a newline ends a line, and an empty text has one line."""
        ended = len(self.starts) > 1 and self.starts[-1] == len(self.text)
        return len(self.starts) - ended

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds an offset."""
        return max(1, bisect_right(self.starts, offset))

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset."""
        line = self.line_at(offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def line_span(self, number: int) -> tuple[int, int]:
        """Return where a line begins and ends, its newline left out."""
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.starts[number - 1], end

    def line(self, number: int) -> str:
        """Return a line without its newline."""
        start, end = self.line_span(number)
        return self.text[start:end]
