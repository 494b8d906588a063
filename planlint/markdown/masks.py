"""Masks: a plan's text, as long as it is, in which all is blotted out that is not prose, or neither prose nor code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planlint.markdown.inline import Inline
    from planlint.markdown.structure import Blocks

MASK = "\0"
#: Dashes and quotes of every kind, and what they are read as; a character at a time, which is much the fastest way.
FOLDED = tuple(zip("‐‑‒–—―−‘’‚“”„", "-------'''\"\"\"", strict=True))


def plain_mask(text: str, blocks: Blocks, inline: Inline) -> str:
    """Return the text, same length, with all but prose and code masked."""
    kept = sorted({*_segments(blocks), *((code.content_start, code.content_end) for code in blocks.codes)})
    shown = _keep(text, kept)
    ticks = [edge for span in inline.code for edge in ((span.start, span.content_start), (span.content_end, span.end))]
    return folded_marks(_hide(shown, [*inline.marks, *inline.html, *ticks]))


def prose_mask(text: str, blocks: Blocks, inline: Inline) -> str:
    """Return the text, same length, with all but prose masked."""
    shown = _keep(text, sorted(set(_segments(blocks))))
    code = ((span.start, span.end) for span in inline.code)
    return folded_marks(_hide(shown, [*inline.marks, *inline.html, *code]))


def folded_marks(text: str) -> str:
    """Return the text, same length, with dashes and quotes of one kind."""
    if text.isascii():
        return text
    for char, plain in FOLDED:
        text = text.replace(char, plain)
    return text


def _segments(blocks: Blocks) -> Iterator[tuple[int, int]]:
    for leaf in blocks.leaves:
        yield from leaf.segments


def _blank(text: str) -> str:
    if text == "\n":  # what mostly stands between two lines
        return text
    if "\n" not in text:
        return MASK * len(text)
    behind, *below = text.split("\n")
    behind = behind if behind.isspace() else MASK * len(behind)  # blanks at a line's end are no mark
    return "\n".join([behind, *[MASK * len(line) for line in below]])


def _keep(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with all masked but the spans, which are sorted and disjoint."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        if start >= at:
            parts += (_blank(text[at:start]), text[start:end])
            at = end
    return "".join([*parts, _blank(text[at:])])


def _hide(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with the spans masked."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            begin = max(at, start)
            parts += (text[at:begin], _blank(text[begin:end]))
            at = end
    return "".join([*parts, text[at:]])
