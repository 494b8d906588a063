"""Inline marks: code spans, links, HTML and emphasis with exact offsets, and the masks that leave prose alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from planlint.markdown.nodes import Link
from planlint.named import NamedTuple
from planlint.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planlint.markdown.structure import Block

TAGS = (
    "a|abbr|b|br|code|del|details|div|em|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|small|span|strong|sub|summary|sup"
    "|table|td|th|tr|u|ul"
)
MARKUP = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|(?P<comment><!--(?:[^-]|-(?!->))*-->)"
    r"|(?P<auto><(?:https?|mailto):[^\s<>]*>)"
    rf"|(?P<tag></?(?:{TAGS})(?:\s[^<>]*)?/?>)"
    r"|(?P<link>!?\[(?P<label>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*)\]"
    r"(?:\(\s*(?P<target><[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)?)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
    r"|\[(?P<reference>[^\[\]\n]*)\])?)"
    r"|(?P<url>https?://[^\s<>\"'`|\])]+)"
    r"|(?P<mark>\*+|_+|~~)",
    re.IGNORECASE,
)
#: Without one of these, a block has no marks.
MARK = re.compile(r"[\\`<\[*_~]|https?://", re.IGNORECASE)


class CodeSpan(NamedTuple):
    """A code span: its bounds with the back ticks, and those of its content."""

    start: int
    end: int
    content_start: int
    content_end: int


@record
class Inline:
    """What stands inside the leaf blocks; each tuple sorted by start."""

    code: tuple[CodeSpan, ...]
    links: tuple[Link, ...]
    html: tuple[tuple[int, int], ...]
    marks: tuple[tuple[int, int], ...]


class _Found:
    """What a scan has found so far."""

    def __init__(self) -> None:
        self.code: list[CodeSpan] = []
        self.links: list[Link] = []
        self.html: list[tuple[int, int]] = []
        self.marks: list[tuple[int, int]] = []


def scan_inline(text: str, leaves: Sequence[Block], references: Mapping[str, str]) -> Inline:
    """Return the inline parts of the leaf blocks of a text; `references` are the link definitions by folded label."""
    found = _Found()
    for leaf in leaves:
        if leaf.segments and MARK.search(text, leaf.segments[0][0], leaf.segments[-1][1]):
            _Scan(text, leaf, references, found).run()
    return Inline(tuple(found.code), tuple(found.links), tuple(found.html), tuple(found.marks))


class _Scan:
    """The scan of one leaf block, over its lines joined."""

    def __init__(self, text: str, leaf: Block, references: Mapping[str, str], found: _Found) -> None:
        self.text = "\n".join(text[start:end] for start, end in leaf.segments)
        self.references = references
        self.found = found
        self.starts = [0]
        for start, end in leaf.segments[:-1]:
            self.starts.append(self.starts[-1] + end - start + 1)
        self.origins = [start for start, _ in leaf.segments]

    def source(self, at: int) -> int:
        """Return the source offset of an offset in the joined text."""
        line = bisect_right(self.starts, at) - 1
        return self.origins[line] + at - self.starts[line]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of a span in the joined text."""
        if len(self.starts) == 1:  # most leaves are one line
            origin = self.origins[0]
            return origin + start, origin + end
        return self.source(start), self.source(max(start, end - 1)) + 1 if end > start else self.source(start)

    def run(self) -> None:
        """Scan the text, from left to right; what stands in a link's label is scanned too."""
        self._between(0, len(self.text), _closers(self.text))

    def _between(self, at: int, end: int, closers: dict[int, list[int]]) -> None:
        while found := MARKUP.search(self.text, at, end):
            kind = found.lastgroup or ""
            if kind == "ticks":
                at = self._code(found, closers)
            elif found["link"] is not None:
                at = self._link(found, closers)
            else:
                getattr(self, "_" + kind)(found)
                at = found.end()

    def _code(self, found: re.Match[str], closers: dict[int, list[int]]) -> int:
        length = len(found[0])
        ends = closers.get(length, [])
        next_one = bisect_right(ends, found.start())
        if next_one >= len(ends):
            return found.end()
        close = ends[next_one]
        start, end = self.span(found.start(), close + length)
        inner = self.span(found.end(), close)
        self.found.code.append(CodeSpan(start, end, *inner))
        return close + length

    def _link(self, found: re.Match[str], closers: dict[int, list[int]]) -> int:
        label, target = found["label"], found["target"]
        if target is None:
            target = self.references.get(folded_label(found["reference"] or label))
        if target is None or (label in {" ", "x", "X"} and found["target"] is None):
            return found.start() + 1 + found[0].startswith("!")
        inside = found.start("label")
        for start, end in ((found.start(), inside), (found.end("label"), found.end())):
            self.found.marks.append(self.span(start, end))
        self._add_link(found, target.strip("<>"), label)
        self._between(inside, found.end("label"), closers)
        return found.end()

    def _add_link(self, found: re.Match[str], target: str, label: str) -> None:
        start, end = self.span(found.start(), found.end())
        self.found.links.append(Link(start, end, start, end, target, label, found[0].startswith("!")))

    def _escape(self, found: re.Match[str]) -> None:
        self.found.marks.append(self.span(found.start(), found.start() + 1))

    def _comment(self, found: re.Match[str]) -> None:
        self.found.html.append(self.span(found.start(), found.end()))

    def _tag(self, found: re.Match[str]) -> None:
        self._comment(found)

    def _auto(self, found: re.Match[str]) -> None:
        self._comment(found)
        self._add_link(found, found[0][1:-1], found[0][1:-1])

    def _url(self, found: re.Match[str]) -> None:
        self.found.marks.append(self.span(found.start(), found.end()))
        self._add_link(found, found[0].rstrip(".,;:!?"), found[0])

    def _mark(self, found: re.Match[str]) -> None:
        before = self.text[found.start() - 1 : found.start()]
        after = self.text[found.end() : found.end() + 1]
        loose = (not before or before.isspace()) and (not after or after.isspace())
        in_word = found[0][0] == "_" and (before.isalnum() and after.isalnum())
        identifier = found[0] == "__" and (before.isalnum() or after.isalnum()) and self._is_identifier(found)
        if not loose and not in_word and not identifier:
            self.found.marks.append(self.span(found.start(), found.end()))

    def _is_identifier(self, found: re.Match[str]) -> bool:
        """Tell whether two underscores belong to a name like __init__ and are no emphasis."""
        names = DUNDER.finditer(self.text, max(0, found.start() - 40), found.end() + 40)
        return any(name.start() <= found.start() < name.end() for name in names)


#: Names like __init__ are of small letters; `__CREATE__` is a word set in bold.
DUNDER = re.compile(r"(?<!\w)__[a-z][a-z\d_]*__(?!\w)")


def folded_label(label: str) -> str:
    """Return a link label as definitions are looked up."""
    return " ".join(label.split()).casefold()


def _closers(text: str) -> dict[int, list[int]]:
    """Return where runs of back ticks start, by their length."""
    runs: dict[int, list[int]] = {}
    for found in re.finditer(r"`+", text):
        runs.setdefault(len(found[0]), []).append(found.start())
    return runs
