"""Content: what counts as filling a section or a field."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from planlint.markdown.nodes import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document

Span = tuple[int, int]

#: Something said: more than masked text, blanks, dashes and the punctuation around a placeholder.
SAID = re.compile(r"[^\s\x00\-–—…_.,:;|*()\[\]]")


def content_spans(document: Document) -> list[Span]:
    """Return the spans of prose, code, links, in order; headings, table heads, labels, placeholders, boxes left out."""
    cuts = merged(sorted(_cuts(document)))
    lines = [segment for leaf in document.blocks.leaves if leaf.kind != "heading" for segment in leaf.segments]
    lines += document.blocks.code_lines
    plain = document.plain
    links = [link.start for link in document.inline.links]
    return [span for span in _without(sorted(lines), cuts) if SAID.search(plain, *span) or _any_in(links, *span)]


def _any_in(starts: list[int], start: int, end: int) -> bool:
    """Tell whether one of the sorted starts lies in a span: a bare address is masked in the text, yet is content."""
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def _cuts(document: Document) -> Iterator[Span]:
    for node in document.nodes("placeholder"):
        yield node.start, node.end
    for table in document.blocks.tables:
        yield table.mark_start, table.mark_end
    for field in document.nodes("field"):
        if isinstance(field, Field) and field.form == "label" and _has_colon(document, field):
            yield field.start, field.value_start


def _has_colon(document: Document, field: Field) -> bool:
    label = document.source.text[field.start : field.value_start]
    return ":" in label or "：" in label


def merged(spans: list[Span]) -> list[Span]:
    """Return sorted spans as disjoint ones."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _without(spans: list[Span], cuts: list[Span]) -> Iterator[Span]:
    """Yield disjoint spans in order with disjoint cuts taken out."""
    at = 0
    for start, end in spans:
        while at < len(cuts) and cuts[at][1] <= start:
            at += 1
        begin, cut = start, at
        while cut < len(cuts) and cuts[cut][0] < end:
            if begin < cuts[cut][0]:
                yield begin, cuts[cut][0]
            begin = cuts[cut][1]
            cut += 1
        if begin < end:
            yield begin, end
