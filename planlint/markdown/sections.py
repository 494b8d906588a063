"""Sections: headings with all that stands below them, and their numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from planlint.markdown.nodes import Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planlint.markdown.document import Document
    from planlint.text.source import Source

NUMBER = re.compile(r"[^\w(\[]*(\d+(?:\.\d+)*)(?:[.):]?\s+|[.):]\s*$)(?=\S|$)")


class Heading(NamedTuple):
    """A heading at the top level of a plan."""

    level: int
    start: int  # of its line
    body_start: int  # of the line below it, a setext underline left out
    mark_start: int
    mark_end: int
    title_start: int
    title_end: int
    setext: bool


def number_of(title: str) -> str:
    """Return the number that a title begins with ("7", "2.1"), or ""."""
    found = NUMBER.match(title)
    return found[1] if found else ""


def spanned(headings: Sequence[Heading], source: Source) -> tuple[Section, ...]:
    """Return the sections of headings in order: each reaches to the next heading of its level or above."""
    ends = [len(source.text)] * 7
    sections: list[Section] = []
    for heading in reversed(headings):
        title = source.text[heading.title_start : heading.title_end]
        sections.append(
            Section(
                heading.start,
                ends[heading.level],
                heading.mark_start,
                heading.mark_end,
                title,
                heading.level,
                number_of(title),
                heading.body_start,
                heading.setext,
            )
        )
        ends[heading.level :] = [heading.start] * (7 - heading.level)
    return tuple(reversed(sections))


def titled(document: Document) -> Iterator[Section]:
    """Yield the sections of a plan with their plain titles."""
    for section in document.blocks.sections:
        title = _title(document, section)
        yield Section(
            section.start,
            section.end,
            section.mark_start,
            section.mark_end,
            title,
            section.level,
            number_of(title),
            section.body_start,
            section.setext,
        )


def _title(document: Document, section: Section) -> str:
    return document.plain_text(section.mark_start, section.mark_end)
