"""Content: what counts as filling a section or a field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.nodes import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document

Span = tuple[int, int]

#: Something said: more than masked text, blanks, dashes and the punctuation around a placeholder.
SAID = re.compile(r"[^\s\x00\-–—_.,:;|*()\[\]]")


def content_spans(document: Document) -> list[Span]:
    """Return the spans of prose and code, in order: headings, labels, placeholders and boxes left out."""
    cuts = sorted(_cuts(document))
    lines = [segment for leaf in document.blocks.leaves if leaf.kind != "heading" for segment in leaf.segments]
    lines += document.blocks.code_lines
    plain = document.plain
    return [span for span in _without(sorted(lines), cuts) if SAID.search(plain, *span)]


def _cuts(document: Document) -> Iterator[Span]:
    for node in document.nodes("placeholder"):
        yield node.start, node.end
    for field in document.nodes("field"):
        if isinstance(field, Field) and field.form == "label" and _has_colon(document, field):
            yield field.start, field.value_start


def _has_colon(document: Document, field: Field) -> bool:
    label = document.source.text[field.start : field.value_start]
    return ":" in label or "：" in label


def _without(spans: list[Span], cuts: list[Span]) -> Iterator[Span]:
    """Yield spans, in order, with cuts, in order, taken out."""
    at = 0
    for start, end in spans:
        begin = start
        while at and cuts[at - 1][1] > start:
            at -= 1
        while at < len(cuts) and cuts[at][0] < end:
            if cuts[at][1] > begin:
                if cuts[at][0] > begin:
                    yield begin, cuts[at][0]
                begin = max(begin, cuts[at][1])
            at += 1
        if begin < end:
            yield begin, end
