"""planlint's own checks of headings: what is none, what is one by accident, what readers disagree on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.finding import Severity
from planlint.markdown.nodes import Section
from planlint.run.check import Check, line_at, own_finding, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.finding import Finding
    from planlint.markdown.document import Document

#: The level of a heading that --- underlines.
UNDERLINED_LEVEL = 2
#: What code stands between, left over in prose where nothing closes it.
TICK = "`"
#: What underlines a heading as well as a table's head of one column.
UNDERLINE = re.compile(r" {0,3}-+\s*")
#: What would be a heading with a blank behind the marks; one mark alone begins a tag, or a number.
NO_BLANK = re.compile(r"^ {0,3}#{2,6}[^\W_]", re.MULTILINE)

EMPTY_HEADING = Check("empty-heading", Severity.WARNING)
NO_HEADING = Check("no-heading", Severity.WARNING)
ACCIDENTAL_HEADING = Check("accidental-heading", Severity.WARNING)
AMBIGUOUS_HEADING = Check("ambiguous-heading", Severity.WARNING)


def empty_headings(document: Document) -> Iterator[Finding]:
    """Yield a finding for a heading that says nothing."""
    empty = [section.start for section in document.nodes("section") if not section.text]
    for start, others in told(empty):
        message = "A heading has a title, and this one has none"
        message += f" (nor have {others} more)" if others else ""
        fix = "Give it a title, or remove it"
        yield own_finding(document, EMPTY_HEADING, line_at(document, start), message, fix)


def no_headings(document: Document) -> Iterator[Finding]:
    """Yield a finding for a line that is no heading for want of a blank."""
    if not NO_BLANK.search(document.source.text):  # as in nearly all plans; what is prose takes longer to tell
        return
    for found, others in told(list(NO_BLANK.finditer(document.prose))):
        message = "A heading has a blank behind its #, and this line has none: it is read as text"
        message += f" (and so are {others} more)" if others else ""
        yield own_finding(document, NO_HEADING, line_at(document, found.end() - 1), message, "Put a blank behind the #")


def accidental_headings(document: Document) -> Iterator[Finding]:
    """Yield a finding for a line that is a heading, and was hardly meant as one."""
    yield from _underlined(document)
    yield from _in_code(document)


def _in_code(document: Document) -> Iterator[Finding]:
    """Yield a finding for a comment in a command whose back ticks stand in different paragraphs."""
    for start, others in told(list(_between_ticks(document))):
        message = "A line that begins with # is a heading, also in a command that goes on behind a blank line"
        message += f" (and {others} more)" if others else ""
        fix = "Put the command in a block of code, between lines of ```"
        yield own_finding(document, ACCIDENTAL_HEADING, line_at(document, start), message, fix)


def _between_ticks(document: Document) -> Iterator[int]:
    """Yield where titles stand between two paragraphs with a back tick that nothing closes in them."""
    opened, starts = False, list[int]()
    for leaf in document.blocks.leaves if TICK in document.prose else ():
        if leaf.kind == "heading" and opened and document.source.text.endswith("\n# ", 0, leaf.start):
            starts.append(leaf.start)
        elif leaf.kind == "paragraph" and TICK in document.prose[leaf.start : leaf.end]:
            yield from starts
            opened, starts = not opened, []


def _underlined(document: Document) -> Iterator[Finding]:
    """Yield a finding for a line that --- below it makes a heading, where more of that weight begin with #."""
    sections = [section for section in document.nodes("section") if isinstance(section, Section)]
    weighty = [section for section in sections if section.level <= UNDERLINED_LEVEL]
    underlined = [section for section in weighty if section.setext and section.level == UNDERLINED_LEVEL]
    if 2 * len(underlined) >= len(weighty) or any(section.setext and section.level == 1 for section in weighty):
        return  # whoever underlines the title underlines others on purpose
    for section, others in told(underlined):
        message = f"A line right above --- is a heading, and the others here begin with #: “{section.text}”"
        message += f" (and {others} more)" if others else ""
        fix = "Put a blank line above ---, or ## before the heading"
        yield own_finding(document, ACCIDENTAL_HEADING, (section.mark_start, section.mark_end), message, fix)


def ambiguous_headings(document: Document) -> Iterator[Finding]:
    """Yield a finding for a line that is the head of a table of one column to some readers, a heading to others."""
    ambiguous = [table.start for table in document.nodes("table") if _is_underlined(document, table.start)]
    for start, others in told(ambiguous):
        message = "The row below a table's head has a |; without one GitHub takes the head for a heading"
        message += f" (and {others} more)" if others else ""
        fix = "Begin both lines with | for a table, or put a blank line or ## before a heading"
        yield own_finding(document, AMBIGUOUS_HEADING, line_at(document, start), message, fix)


def _is_underlined(document: Document, offset: int) -> bool:
    line = document.source.line_at(offset)
    return line < document.source.line_count and UNDERLINE.fullmatch(document.source.line(line + 1)) is not None
