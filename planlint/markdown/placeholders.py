"""Placeholders: text of a template that nobody replaced; it is the whole of a value, never glued to other text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.labels import EMOJI
from planlint.markdown.nodes import Field, Item, Placeholder, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document

Span = tuple[int, int]

#: What may stand around a placeholder that is the whole value: emphasis, a mark, a remark in capitals.
TAIL = r"(?:\s*(?:✅|❌|⭐)?\s*(?:\*\*)?[A-Z]*(?:\*\*)?)?[.\s]*$"
BRACKETS = re.compile(rf"(?:{EMOJI}|\s)*" + r"[\"*_]*\[((?:e\.g\.|[A-Z(])[^\[\]\n]*|\.\.\.|…)\](?![(\[:])[*_]*" + TAIL)
BRACES = re.compile(r"\s*[*_]*\{([A-Za-z][^{}\n:;=\"'|]*)\}[*_]*" + TAIL)
ANGLES = re.compile(r"\s*[*_]*<([a-z][\w]*[ /][^<>\n=\"]*)>[*_]*" + TAIL)
DATE = re.compile(r"\s*\[?(YYYY-MM-DD)\]?\s*$")
WORD = re.compile(r"\s*\[?(TBD|TODO|TBC|FIXME|XXX|\?{3,})\]?[.!]?\s*$")
#: A sentence of a form with a slot at its end: "As a {type of user}".
SLOT = re.compile(r"^[A-Z][\w ]{0,30}? (\{[a-z][a-z/]*(?: [a-z/]+)*\}|<[a-z]+[ /][a-z/ ]+>)$")
#: An instruction in brackets inside a sentence: "The scope is [Describe the scope here]."
ORDER = re.compile(
    r"(?<=\s)\[(?:Describe|Add|Insert|List|Provide|Explain|Fill|Specify|Enter|Your|State|Name of|Brief|Detailed"
    r"|Link to|Summar\w+)"
    r" [^\[\]\n]{3,}\](?![(\[:])"
)
#: Brackets that authors keep on purpose, and room that is reserved for somebody else.
KEPT = re.compile(
    r"all tests pass|documentation is updated|no breaking changes|\bnotes here\b|\bkeep this\b", re.IGNORECASE
)
FORMS = ((BRACKETS, "brackets"), (BRACES, "braces"), (ANGLES, "angle"))
VALUES = ((DATE, "date"), (WORD, "word"))
#: What parts an entry from its description: "`a.py` - [Purpose]".
PARTED = re.compile(r"\s+(?:-|–|—)\s+|:\s+")


def find_placeholders(document: Document) -> tuple[Placeholder, ...]:
    """Return the placeholders of a plan, in order of place."""
    found = {placeholder.start: placeholder for placeholder in _all(document)}
    return tuple(found[start] for start in sorted(found))


def _all(document: Document) -> Iterator[Placeholder]:
    yield from _of_lines(document)
    yield from _of_rows(document)
    yield from _of_titles(document)
    yield from _of_fields(document)


def _of_fields(document: Document) -> Iterator[Placeholder]:
    for field in document.nodes("field"):
        if isinstance(field, Field) and field.form in {"label", "front matter"} and field.value:
            end = min(field.mark_end, field.value_end)
            yield from _whole(document, (field.value_start, end), words=True)
        if isinstance(field, Field) and field.form == "label" and "[" in field.text:
            yield from _after_colon(document, (field.start, field.mark_end))


def _of_titles(document: Document) -> Iterator[Placeholder]:
    for leaf in document.blocks.leaves:
        if leaf.kind == "heading" and leaf.segments:
            yield from _whole(document, leaf.segments[0], words=False)
            yield from _after_colon(document, leaf.segments[0])


def _after_colon(document: Document, span: Span) -> Iterator[Placeholder]:
    text = document.source.text[slice(*span)]
    head, colon, _ = text.partition(":")
    if colon and len(head) <= 60:
        yield from _whole(document, (span[0] + len(head) + 1, span[1]), words=False)


def _of_lines(document: Document) -> Iterator[Placeholder]:
    """Yield placeholders that are a whole line of a paragraph or item, or its part behind a dash."""
    items = {item.mark_end for item in document.nodes("item") if isinstance(item, Item)}
    text = document.source.text
    for leaf in document.blocks.leaves:
        if leaf.kind != "paragraph":
            continue
        for start, end in leaf.segments:
            line = text[start:end]
            if "[" in line or "{" in line or "<" in line or WORD.match(line):
                yield from _of_line(document, (start, end), line, item=end in items)


def _of_line(document: Document, span: Span, line: str, *, item: bool) -> Iterator[Placeholder]:
    start, end = span
    yield from _whole(document, span, words=True)
    slot = SLOT.match(line)
    if slot:
        yield _made(document, (start + slot.start(1), start + slot.end(1)), "braces" if slot[1][0] == "{" else "angle")
    for order in ORDER.finditer(line):
        if '"' not in line[: order.start()]:
            yield _made(document, (start + order.start(), start + order.end()), "brackets")
    if item:
        for parted in PARTED.finditer(line):
            yield from _whole(document, (start + parted.end(), end), words=False)


def _of_rows(document: Document) -> Iterator[Placeholder]:
    for row in document.nodes("row"):
        if isinstance(row, Row):
            for span in row.cell_spans:
                yield from _whole(document, span, words=True)


def _whole(document: Document, span: Span, *, words: bool) -> Iterator[Placeholder]:
    """Yield the placeholder that a span is as a whole."""
    start, end = span
    if start >= end or document.plain[start:end].strip("\0 ") == "":
        return
    text = document.source.text[start:end]
    for pattern, form in (*FORMS, *VALUES) if words else FORMS:
        found = pattern.match(text)
        if found and not KEPT.search(found[1]) and _is_template_text(found[1], form):
            left, right = found.span(1)
            around = form in {"brackets", "braces", "angle"}
            yield _made(document, (start + left - around, start + right + around), form)
            return


def _is_template_text(words: str, form: str) -> bool:
    """Tell whether what stands in brackets or braces reads like an instruction, not like data."""
    if form in {"date", "word"} or words in {"...", "…"}:
        return True
    if form == "braces":
        return "," not in words and ("_" not in words or " " in words) and not words.startswith(("%", "/", "#"))
    return re.search(r"[A-Za-z]{2}", words) is not None and not re.fullmatch(r"[A-Z]+-?\d+(?:, ?[A-Z]+-?\d+)*", words)


def _made(document: Document, span: Span, form: str) -> Placeholder:
    start, end = span
    return Placeholder(start, end, start, end, " ".join(document.source.text[start:end].split()), form)
