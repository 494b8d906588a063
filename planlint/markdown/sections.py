"""Sections: headings with all that stands below them, and their numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.inline import MARK
from planlint.markdown.masks import folded_marks
from planlint.markdown.nodes import Section
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planlint.markdown.document import Document
    from planlint.text.source import Source

#: The number may be a keycap: "2️⃣ Build it".
NUMBER = re.compile(r"[^\w(\[]*(\d+(?:\.\d+)*)(?:\ufe0f?\u20e3)?(?:[.):]?\s+|[.):]\s*$)(?=\S|$)")

#: A word with a brace beside an underscore, which CommonMark takes for emphasis.
IN_NAME = re.compile(r"(?<![\w{}])[\w{}]{1,80}?(?:\}_|_\{)[\w{}]{1,80}")


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


def spanned(headings: list[Heading], source: Source) -> tuple[Section, ...]:
    """Return the sections of headings in order: each reaches to the next heading of its level or above.

    The headings are taken off their list one by one: of a large plan, not both are kept at once.
    """
    ends = [len(source.text)] * 7
    sections: list[Section] = []
    while headings:
        heading = headings.pop()
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
        if title == section.text:
            yield section
            continue
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
    """Return a heading's plain text, with `&amp;` as `&`."""
    title = _plain(document, section)
    if "&" not in title or ";" not in title:
        return title
    from html import unescape  # noqa: PLC0415 - few titles have such a sign

    return unescape(title)


def _plain(document: Document, section: Section) -> str:
    """Return a heading without its marks; an underscore inside a name, as in `{resource}_service`, is no emphasis."""
    if not MARK.search(section.text):
        return " ".join(folded_marks(section.text).split())
    title = document.plain_text(section.mark_start, section.mark_end)
    raw = document.source.text[section.mark_start : section.mark_end]
    kept = IN_NAME.findall(raw)
    if not kept or all(name in title for name in kept):
        return title
    for name in kept:
        title = title.replace(name.replace("_", ""), name, 1)
    return title


def parents(sections: Sequence[Section]) -> list[int]:
    """Return for each section the index of the one it stands in, -1 at the outside."""
    above: list[int] = []
    around: list[int] = []
    for at, section in enumerate(sections):
        while around and sections[around[-1]].level >= section.level:
            around.pop()
        above.append(around[-1] if around else -1)
        around.append(at)
    return above
