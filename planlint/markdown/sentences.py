"""Sentences: where a block's prose is cut, and where a full stop is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.nodes import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document
    from planlint.markdown.structure import Block

END = re.compile(r"(?<![.!?…])[.!?…]++[\"')\]\x00]*+(?=\s|$)|[。！？]")
#: What a full stop belongs to, when more of the same sentence may follow in capitals.
ABBREVIATION = re.compile(
    r"(?<![\w.])(?:e\.g|i\.e|vs|cf|approx|incl|resp|fig|sec|dr|mr|mrs|ca|z\.b|d\.h|bzw)$", re.IGNORECASE
)
NEXT = re.compile(r"[\s\x00\"'(\[*_]*(\w?)")


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a plan's paragraphs, items, cells and headings."""
    labels = {field.start for field in document.nodes("field")}
    for leaf in document.blocks.leaves:
        for start, end in _parts(document, leaf, labels):
            for low, high in _cut(document.prose, start, end):
                text = document.plain_text(low, high)
                if text:
                    yield Sentence(low, high, low, high, text)


def _parts(document: Document, leaf: Block, labels: set[int]) -> Iterator[tuple[int, int]]:
    """Yield a block's runs of lines: a line with a label and one behind a hard break begin a new one."""
    text = document.source.text
    begin, last = leaf.segments[0]
    for start, end in leaf.segments[1:]:
        if start in labels or text.startswith("  ", last) or text.endswith("\\", 0, last):
            yield begin, last
            begin = start
        last = end
    yield begin, last


def _cut(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for found in END.finditer(prose, start, end):
        if _is_end(prose, begin, found, end):
            yield begin, found.end()
            begin = found.end()
            while begin < end and prose[begin] in " \n\t":
                begin += 1
    if begin < end:
        yield begin, end


def _is_end(prose: str, begin: int, found: re.Match[str], end: int) -> bool:
    if found[0][0] != ".":
        return True
    if ABBREVIATION.search(prose, max(begin, found.start() - 12), found.start()):
        return False
    if found.start() - begin <= 3 and prose[begin : found.start()].isdecimal():
        return False
    following = NEXT.match(prose, found.end(), end)
    return not (following and following[1].islower() and "\x00" not in following[0])
