"""Paragraphs, quotes, code and lines: nodes that are no more than a span with its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.markdown.nodes import Line, Paragraph, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs of a plan; one that is no more than an anchor says nothing."""
    for leaf in document.blocks.leaves:
        if leaf.kind == "paragraph":
            start, end = leaf.segments[0][0], leaf.segments[-1][1]
            text = document.plain_text(start, end)
            if text or document.inside("link", start, end):
                yield Paragraph(start, end, *leaf.segments[0], text)


def quotes(document: Document) -> Iterator[Quote]:
    """Yield the quotes of a plan with their texts."""
    for quote in document.blocks.quotes:
        text = document.plain_text(quote.start, quote.end)
        yield Quote(quote.start, quote.end, quote.mark_start, quote.mark_end, text)


def lines(document: Document) -> list[Line]:
    """Return the source lines that carry prose or code, in order; a table's line is one."""
    text = document.source.text
    found = [Line(start, end, start, end, text[start:end], code=True) for start, end in document.blocks.code_lines]
    for start, end in _prose_lines(document):
        found.append(Line(start, end, start, end, document.plain_text(start, end), code=False))
    return sorted(found, key=lambda line: line.start)


def _prose_lines(document: Document) -> Iterator[tuple[int, int]]:
    span: tuple[int, int] | None = None
    for leaf in document.blocks.leaves:
        for start, end in leaf.segments:
            if span and leaf.kind == "cell" and "\n" not in document.source.text[span[1] : start]:
                span = span[0], end
                continue
            if span:
                yield span
            span = start, end
    if span:
        yield span
