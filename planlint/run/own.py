"""planlint's own checks: what no source document asks, and every reader should know."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

from planlint.finding import Finding, Severity
from planlint.judging.select import plan_node
from planlint.judging.signing import fingerprinted, sections
from planlint.markdown.nodes import Section
from planlint.named import NamedTuple
from planlint.recognition import LEAD_NEEDED, POINTS_NEEDED
from planlint.run.naming import OWN, RuleChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from planlint.markdown.document import Document
    from planlint.recognition import Recognition, Score
    from planlint.rulesets import UnknownRulesetError
    from planlint.run.choosing import Named

#: Control characters, what NUL is read as, line and paragraph separators, marks that reorder a line's text.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffd]")
CONTROL_NAMES = {"\x0b": "vertical tab", "\x0c": "form feed", "\x1b": "escape", "\x85": "next line"}
#: A check tells of so many places one by one; the last of them tells how many more there are.
MOST_PLACES = 100

#: The level of a heading that --- underlines.
UNDERLINED_LEVEL = 2
#: What underlines a heading as well as a table's head of one column.
UNDERLINE = re.compile(r" {0,3}-+\s*")


T = TypeVar("T")


class Check(NamedTuple):
    """A check of planlint's own."""

    name: str
    severity: Severity


UNBALANCED_FENCE = Check("unbalanced-fence", Severity.WARNING)
UNCLOSED_COMMENT = Check("unclosed-comment", Severity.WARNING)
EMPTY_HEADING = Check("empty-heading", Severity.WARNING)
ACCIDENTAL_HEADING = Check("accidental-heading", Severity.WARNING)
AMBIGUOUS_HEADING = Check("ambiguous-heading", Severity.WARNING)
CONTROL_CHARACTER = Check("control-character", Severity.NOTE)
UNKNOWN_RULESET = Check("unknown-ruleset", Severity.ERROR)
UNHEEDED_DIRECTIVE = Check("unheeded-directive", Severity.WARNING)
UNRECOGNISED = Check("unrecognised", Severity.NOTE)


def own_findings(document: Document, choice: RuleChoice) -> tuple[Finding, ...]:
    """Return what planlint itself says of a plan, complete."""
    found = [finding for check, looks in CHECKS if choice.takes(OWN, check.name) for finding in looks(document)]
    return fingerprinted(document, sorted(found, key=lambda finding: finding.order))


def unrecognised(document: Document, recognition: Recognition) -> tuple[Finding, ...]:
    """Return the one note about a file that no ruleset fits."""
    plan = plan_node(document)
    message = f"No ruleset fits this file{_nearest(recognition.scores)}"
    fix = "Choose one with --ruleset, or with a line <!-- planlint-ruleset NAME --> in the plan"
    finding = own_finding(document, UNRECOGNISED, (plan.mark_start, plan.mark_end), message, fix)
    return fingerprinted(document, [finding])


def _nearest(scores: Sequence[Score]) -> str:
    if not scores or not scores[0].points:
        return ""
    best, rivals = scores[0], scores[1:]
    if best.points < POINTS_NEEDED:
        return f"; the nearest is {best.ruleset} with {best.points} of {POINTS_NEEDED} points"
    return f"; {best.ruleset} ({best.points} points) does not lead {rivals[0].ruleset} by {LEAD_NEEDED}"


def unknown_ruleset(document: Document, named: Named, error: UnknownRulesetError) -> tuple[Finding, ...]:
    """Return the finding about a plan that names a ruleset that is none."""
    fix = f"Write {error.nearest}" if error.nearest else "Name one that `planlint rules` knows"
    place = (named.start, named.end)
    return fingerprinted(document, [own_finding(document, UNKNOWN_RULESET, place, str(error), fix)])


def _unbalanced(document: Document) -> Iterator[Finding]:
    for spoiled, others in _told(document.spoiled):
        place = _line_at(document, document.source.line_span(spoiled.mark_line)[0])
        message = spoiled.message + (f" ({others} more do not balance)" if others else "")
        yield own_finding(document, UNBALANCED_FENCE, place, message, spoiled.fix)


def _unclosed_comments(document: Document) -> Iterator[Finding]:
    """Yield a finding for a comment that runs on to the end: what it swallows is read by nobody."""
    text = document.source.text
    spans = document.blocks.html
    unclosed = [span for span in spans if text.startswith("<!--", *span) and text.find("-->", *span) < 0]
    for (start, end), others in _told(unclosed):
        lines = text[start:end].rstrip().count("\n")
        message = f"A comment ends with -->, and this one does not; it hides {lines} lines behind it"
        message += f" (nor do {others} more)" if others else ""
        fix = "Write --> where the comment is to end"
        yield own_finding(document, UNCLOSED_COMMENT, _line_at(document, start), message, fix)


def _empty_headings(document: Document) -> Iterator[Finding]:
    empty = [section.start for section in document.nodes("section") if not section.text]
    for start, others in _told(empty):
        message = "A heading has a title, and this one has none"
        message += f" (nor have {others} more)" if others else ""
        fix = "Give it a title, or remove it"
        yield own_finding(document, EMPTY_HEADING, _line_at(document, start), message, fix)


def _told(places: Sequence[T]) -> Iterator[tuple[T, int]]:
    """Yield the places that a check tells of, each with the number of those that it is the last word on."""
    left_out = max(0, len(places) - MOST_PLACES)
    for number, place in enumerate(places[:MOST_PLACES], start=1):
        yield place, left_out if number == MOST_PLACES else 0


def _accidental_headings(document: Document) -> Iterator[Finding]:
    """Yield a finding for a line that --- below it makes a heading, where more of that weight begin with #."""
    sections = [section for section in document.nodes("section") if isinstance(section, Section)]
    weighty = [section for section in sections if section.level <= UNDERLINED_LEVEL]
    underlined = [section for section in weighty if section.setext and section.level == UNDERLINED_LEVEL]
    if 2 * len(underlined) >= len(weighty):
        return
    for section, others in _told(underlined):
        message = f"A line right above --- is a heading, and the others here begin with #: “{section.text}”"
        message += f" (and {others} more)" if others else ""
        fix = "Put a blank line above ---, or ## before the heading"
        yield own_finding(document, ACCIDENTAL_HEADING, (section.mark_start, section.mark_end), message, fix)


def _ambiguous_headings(document: Document) -> Iterator[Finding]:
    """Yield a finding for a line that is the head of a table of one column to some readers, a heading to others."""
    ambiguous = [table.start for table in document.nodes("table") if _is_underlined(document, table.start)]
    for start, others in _told(ambiguous):
        message = "The row below a table's head has a |; without one GitHub takes the head for a heading"
        message += f" (and {others} more)" if others else ""
        fix = "Begin both lines with | for a table, or put a blank line or ## before a heading"
        yield own_finding(document, AMBIGUOUS_HEADING, _line_at(document, start), message, fix)


def _is_underlined(document: Document, offset: int) -> bool:
    line = document.source.line_at(offset)
    return line < document.source.line_count and UNDERLINE.fullmatch(document.source.line(line + 1)) is not None


def _line_at(document: Document, offset: int) -> tuple[int, int]:
    """Return where the line around an offset begins and ends, its indentation left out."""
    start, end = document.source.line_span(document.source.line_at(offset))
    line = document.source.text[start:end]
    return start + len(line) - len(line.lstrip()), end


def _control_characters(document: Document) -> Iterator[Finding]:
    """Yield a note for each line that holds such characters, at the first; the last one counts lines left out."""
    by_line: dict[int, list[int]] = {}
    for match in CONTROL.finditer(document.source.text):
        by_line.setdefault(document.source.line_at(match.start()), []).append(match.start())
    for offsets, others in _told(list(by_line.values())):
        message = f"The line holds {_called(document.source.text[offsets[0]])}"
        message += f", and {len(offsets) - 1} more of the kind" if len(offsets) > 1 else ""
        message += f" (and so do {others} more lines)" if others else ""
        fix = "Delete it: editors, terminals and parsers disagree on what it does"
        yield own_finding(document, CONTROL_CHARACTER, (offsets[0], offsets[0] + 1), message, fix)


def _called(character: str) -> str:
    point = f"U+{ord(character):04X}"
    if character == "\ufffd":
        return f"{point}, which stands for a NUL or an unreadable character"
    name = unicodedata.name(character, "").lower() or CONTROL_NAMES.get(character, "control character")
    return f"the character {point} ({name})"


def own_finding(document: Document, check: Check, place: tuple[int, int], message: str, fix: str) -> Finding:
    """Return a finding of planlint's own at a place (offsets), without its fingerprint."""
    return Finding(
        rule=f"{OWN}/{check.name}",
        severity=check.severity,
        path=document.source.path,
        start=document.source.position(place[0]),
        end=document.source.position(place[1]),
        section=sections(document, place[0]),
        message=message,
        fix=fix,
    )


CHECKS: tuple[tuple[Check, Callable[[Document], Iterable[Finding]]], ...] = (
    (UNBALANCED_FENCE, _unbalanced),
    (UNCLOSED_COMMENT, _unclosed_comments),
    (EMPTY_HEADING, _empty_headings),
    (ACCIDENTAL_HEADING, _accidental_headings),
    (AMBIGUOUS_HEADING, _ambiguous_headings),
    (CONTROL_CHARACTER, _control_characters),
)
