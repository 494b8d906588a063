"""Placeholders: text of a template that nobody replaced; it is the whole of a value, never glued to other text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.labels import COUNTS
from planlint.markdown.nodes import Field, Item, Placeholder, Row
from planlint.markdown.slots import (
    ANSWER,
    CELL,
    FRONT_MATTER,
    HEADING,
    LINE,
    PART,
    PLAIN,
    TITLE,
    TOPIC,
    VALUE,
    Slot,
    date_in,
    dots_in,
    slot_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document

Span = tuple[int, int]

FORMS = {"[": "brackets", "{": "braces", "<": "angle"}
PAIR = 2  # cells of a row: a label and its value
LONGEST = 80  # label that is looked at
#: A sentence of a form with a slot at its end: "As a {type of user}".
SLOT = re.compile(r"^[A-Z][\w ]{0,30}? (\{[a-z][a-z/]*(?: [a-z/]+)*\}|<[a-z]+[ /][a-z/ ]+>)$")
#: An instruction in brackets inside a sentence: "The scope is [Describe the scope here]."
ORDER = re.compile(
    r"(?<=\s)(\[(?:Describe|Provide|Explain|Fill|Specify|Your|Name of|Brief|Detailed|Link to|Summar\w+"
    r"|(?:Add|Insert|List|Enter|State)(?! [^\[\]\n]*\b[A-Z][a-z]))"  # [Add Item] is a button
    r" [^\[\]\n]{3,}\])(?![(\[:])"
)
#: A description in braces inside a sentence: "late because {reason for the delay}"; a set has none of these words.
DESCRIBED = re.compile(
    r"(?<=\s)(\{(?=[^{}]*[a-z] (?:the|an?|of|to|for|your|this|why|how|what|which|that|with|in) )"
    r"[a-z'’-]+(?: [a-z'’-]+){2,}\})(?!\})"
)
#: A user story with a slot of the template in it; "[clerk]" in brackets may be meant.
STORY = re.compile(
    r"\b(?:[Aa]s an?|[Ii] want(?: to)?|[Ss]o that) ([\[{<](?:type of (?:user|persona)|user(?: type| role)?|role|persona"
    r"|action(?:/goal)?|goal|feature|capability|benefit(?:/value)?|value|reason|outcome)[\]}>])(?![(\[])"
)
QUOTE = re.compile('["“„«]')
#: Labels of dates. In small letters, or with a word of these behind, they may be those of a file's format.
DATED = re.compile(
    r".{0,40}\b(?:date|created|updated|modified|started|completed|due|deadline|reviewed|approved|released?)\b"
    r"(?!.*\b(?:format|example|pattern|type|input|output|column|field))",
    re.IGNORECASE,
)
#: Labels that may well be answered with TODO; and heads of tables whose values are yet to be measured.
STATUS = re.compile(r"(?:.* )?status|state|progress", re.IGNORECASE)
MEASURED = re.compile(
    r"\b(?:metrics?|measure\w*|benchmarks?|kpis?|baseline|results?|actual|before|after|current|target|status|progress)\b",
    re.IGNORECASE,
)
#: What parts an entry from its description: "`a.py` - [Purpose]".
PARTED = re.compile(r"(?<!\s)\s+(?:-|–|—)\s+|:\s+")


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
        if not isinstance(field, Field):
            continue
        if field.form in {"label", "front matter"} and field.value:
            span = field.value_start, min(field.mark_end, field.value_end)
            yield from _of_value(document, span, field.text, _place(document, field))
        if field.form == "label" and "[" in field.text:
            yield from _after_colon(document, (field.start, field.mark_end), TOPIC)


def _place(document: Document, field: Field) -> str:
    """Return where a value stands; a plain label may be part of a text that is to be filled in later on."""
    if field.form == "front matter":
        return FRONT_MATTER
    return VALUE if document.source.text[field.start] in "*_" else PLAIN


def _of_value(document: Document, span: Span, label: str, place: str) -> Iterator[Placeholder]:
    """Yield the placeholder that a value is: words, or what its label takes besides."""
    for placeholder in _whole(document, span, place):
        if placeholder.text != "TODO" or not STATUS.fullmatch(label):
            yield placeholder
    text = document.source.text
    date = date_in(text, span)
    if date and (place == FRONT_MATTER or _is_dated(label)):
        yield from _made(document, date)
    if COUNTS.match(label):
        yield from _made(document, dots_in(text, span))


def _is_dated(label: str) -> bool:
    return label[:1].isupper() and DATED.match(label[:LONGEST]) is not None


def _of_titles(document: Document) -> Iterator[Placeholder]:
    headings = [leaf.segments[0] for leaf in document.blocks.leaves if leaf.kind == "heading" and leaf.segments]
    for at, span in enumerate(headings):
        yield from _whole(document, span, HEADING if at else TITLE)
        yield from _after_colon(document, span, TOPIC if at else TITLE)


def _after_colon(document: Document, span: Span, place: str) -> Iterator[Placeholder]:
    text = document.source.text[slice(*span)]
    head, colon, _ = text.partition(":")
    if colon and len(head) <= 60:
        yield from _whole(document, (span[0] + len(head) + 1, span[1]), place)


def _of_lines(document: Document) -> Iterator[Placeholder]:
    """Yield placeholders that are a whole line of a paragraph or item, or its part behind a dash."""
    items = {item.mark_end: item for item in document.nodes("item") if isinstance(item, Item)}
    text = document.source.text
    for leaf in document.blocks.leaves:
        if leaf.kind != "paragraph":
            continue
        for start, end in leaf.segments:
            line = text[start:end]
            if "[" in line or "{" in line or "<" in line:
                yield from _of_line(document, (start, end), line, item=end in items)
            elif ANSWER.match(line):
                yield from _whole(document, (start, end), LINE)
            elif end in items and items[end].box:
                yield from _made(document, dots_in(text, (start, end)))


def _of_line(document: Document, span: Span, line: str, *, item: bool) -> Iterator[Placeholder]:
    start, end = span
    yield from _whole(document, span, LINE)
    for slot in _in_sentence(line):
        yield from _made(document, Slot(start + slot.start, start + slot.end, slot.form))
    if item:
        for parted in PARTED.finditer(line):
            yield from _whole(document, (start + parted.end(), end), PART)


def _in_sentence(line: str) -> Iterator[Slot]:
    """Yield slots that a sentence of a template has, by offsets in the line."""
    if slot := SLOT.match(line):
        yield Slot(*slot.span(1), FORMS[slot[1][0]])
    quoted = QUOTE.search(line)
    for found in (*ORDER.finditer(line), *DESCRIBED.finditer(line), *STORY.finditer(line)):
        if not quoted or found.start(1) < quoted.start():
            yield Slot(*found.span(1), FORMS[found[1][0]])


def _of_rows(document: Document) -> Iterator[Placeholder]:
    for row in document.nodes("row"):
        if isinstance(row, Row):
            yield from _of_cells(document, row)


def _of_cells(document: Document, row: Row) -> Iterator[Placeholder]:
    """Yield placeholders of a row; only beside a single label are words such as TBD an answer that is lacking."""
    heads = [head[:LONGEST] for head in row.header]
    pair = len(row.cells) == PAIR and not MEASURED.search(" ".join(heads))
    for at, span in enumerate(row.cell_spans):
        if at and pair:
            yield from _of_value(document, span, row.cells[0], PLAIN)
        else:
            yield from _whole(document, span, CELL)
        date = date_in(document.source.text, span)
        if date and at < len(heads) and _is_dated(heads[at]):
            yield from _made(document, date)


def _whole(document: Document, span: Span, place: str) -> Iterator[Placeholder]:
    """Yield the placeholder that a span is as a whole."""
    yield from _made(document, slot_in(document.source.text, span, place))


def _made(document: Document, slot: Slot | None) -> Iterator[Placeholder]:
    """Yield a slot as a placeholder; what begins with masked text is a link, code or HTML."""
    if slot and (document.prose[slot.start] != "\0" or slot.start < document.blocks.front_matter_end):
        start, end, form = slot
        yield Placeholder(start, end, start, end, " ".join(document.source.text[start:end].split()), form)
