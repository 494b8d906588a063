"""planlint's own checks: what no source document asks, and every reader should know."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from planlint.finding import OWN, Severity
from planlint.judging.select import plan_node
from planlint.judging.signing import fingerprinted
from planlint.markdown.nodes import Checkbox, Item
from planlint.recognition import LEAD_NEEDED, POINTS_NEEDED
from planlint.run import headings
from planlint.run.check import Check, line_at, own_finding, told
from planlint.run.claims import claims

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from planlint.finding import Finding
    from planlint.markdown.document import Document
    from planlint.recognition import Recognition, Score
    from planlint.rulesets import UnknownRulesetError
    from planlint.run.claims import Claim
    from planlint.run.naming import RuleChoice

#: Control characters, what NUL is read as, line and paragraph separators, marks that reorder a line's text.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffd]")
#: So much of a file in one block of code that holds several headings is a plan in a fence.
WRAPPED, SEVERAL = 0.8, 2
HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
CONTROL_NAMES = {"\x0b": "vertical tab", "\x0c": "form feed", "\x1b": "escape", "\x85": "next line"}
UNBALANCED_FENCE = Check("unbalanced-fence", Severity.WARNING)
UNCLOSED_COMMENT = Check("unclosed-comment", Severity.WARNING)
EMPTY_BOX = Check("empty-box", Severity.WARNING)
LOOK_ALIKE_BOX = Check("look-alike-box", Severity.WARNING)
CONTROL_CHARACTER = Check("control-character", Severity.NOTE)
UNKNOWN_RULESET = Check("unknown-ruleset", Severity.ERROR)
SECOND_RULESET = Check("second-ruleset", Severity.WARNING)
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
    if _is_wrapped(document):
        message += "; nearly all of it is one block of code: remove the fence, if that is the plan"
    fix = "Choose one with --ruleset, or with a line <!-- planlint-ruleset NAME --> in the plan"
    finding = own_finding(document, UNRECOGNISED, (plan.mark_start, plan.mark_end), message, fix)
    return fingerprinted(document, [finding])


def _is_wrapped(document: Document) -> bool:
    """Tell whether a plan seems to stand in a fence, as an agent's answer does."""
    text = document.source.text
    largest = max((text[code.start : code.end] for code in document.blocks.codes), key=len, default="")
    return len(largest) >= WRAPPED * len(text.strip()) and len(HEADING.findall(largest)) >= SEVERAL


def _nearest(scores: Sequence[Score]) -> str:
    if not scores:
        return ""
    best, rivals = scores[0], scores[1:]
    if best.points < POINTS_NEEDED:
        return f"; the nearest is {best.ruleset} with {best.points} of {POINTS_NEEDED} points"
    return f"; {best.ruleset} ({best.points} points) does not lead {rivals[0].ruleset} by {LEAD_NEEDED}"


def unknown_ruleset(document: Document, claim: Claim, error: UnknownRulesetError | None) -> tuple[Finding, ...]:
    """Return the finding about a plan that names a ruleset that is none, or names none where it means to."""
    message = str(error) if error else f"A plan names one ruleset, and {claim.fault}"
    fix = f"Write {error.nearest}" if error and error.nearest else "Name one that `planlint rules` knows"
    if not error:
        fix = "Write `planlint: {ruleset: NAME}` in the front matter, or <!-- planlint-ruleset NAME -->"
    return fingerprinted(document, [own_finding(document, UNKNOWN_RULESET, (claim.start, claim.end), message, fix)])


def _second_rulesets(document: Document) -> Iterator[Finding]:
    """Yield a finding for each place but the first that names a ruleset, and another one: nobody heeds it."""
    found = list(claims(document))
    for claim in found[1:]:
        first = found[0]
        if claim.name != first.name:
            message = f"A plan names one ruleset, and this is another than {first.name or 'the one above'}"
            fix = "Delete it, or the first"
            yield own_finding(document, SECOND_RULESET, (claim.start, claim.end), message, fix)


def _unbalanced(document: Document) -> Iterator[Finding]:
    for spoiled, others in told(document.spoiled):
        place = line_at(document, document.source.line_span(spoiled.mark_line)[0])
        message = spoiled.message + (f" ({others} more do not balance)" if others else "")
        yield own_finding(document, UNBALANCED_FENCE, place, message, spoiled.fix)


def _unclosed_comments(document: Document) -> Iterator[Finding]:
    """Yield a finding for a comment that runs on to the end: what it swallows is read by nobody."""
    text = document.source.text
    spans = document.blocks.html
    unclosed = [span for span in spans if text.startswith("<!--", *span) and text.find("-->", *span) < 0]
    for (start, end), others in told(unclosed):
        lines = text[start:end].rstrip().count("\n")
        message = f"A comment ends with -->, and this one does not; it hides {lines} lines behind it"
        message += f" (nor do {others} more)" if others else ""
        fix = "Write --> where the comment is to end"
        yield own_finding(document, UNCLOSED_COMMENT, line_at(document, start), message, fix)


def _look_alike_boxes(document: Document) -> Iterator[Finding]:
    """Yield a finding for what is meant to be a box and is read as text: nobody sees whether it is ticked."""
    boxes = [box for box in document.nodes("checkbox") if isinstance(box, Checkbox) and box.state == "look-alike"]
    for box, others in told(boxes):
        message = "An open box is [ ] and a ticked one [x], with one blank behind; this is read as text"
        message += f" (and so are {others} more)" if others else ""
        fix = "Write [ ] or [x], and a blank behind it"
        yield own_finding(document, LOOK_ALIKE_BOX, line_at(document, box.start), message, fix)


def _empty_boxes(document: Document) -> Iterator[Finding]:
    """Yield a finding for an item that is a box and no more: it tracks nothing."""
    boxes = [item for item in document.nodes("item") if isinstance(item, Item) and item.box in {"open", "checked"}]
    empty = [item.start for item in boxes if not item.text and item.end == item.first_end]
    for start, others in told(empty):
        message = "A box says what it tracks, and this one has nothing behind it"
        message += f" (nor have {others} more)" if others else ""
        fix = "Write what is to be done, or delete it"
        yield own_finding(document, EMPTY_BOX, line_at(document, start), message, fix)


def _control_characters(document: Document) -> Iterator[Finding]:
    """Yield a note for each line that holds such characters, at the first; the last one counts lines left out."""
    by_line: dict[int, list[int]] = {}
    for match in CONTROL.finditer(document.source.text):
        by_line.setdefault(document.source.line_at(match.start()), []).append(match.start())
    for offsets, others in told(list(by_line.values())):
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


CHECKS: tuple[tuple[Check, Callable[[Document], Iterable[Finding]]], ...] = (
    (UNBALANCED_FENCE, _unbalanced),
    (UNCLOSED_COMMENT, _unclosed_comments),
    (headings.EMPTY_HEADING, headings.empty_headings),
    (headings.NO_HEADING, headings.no_headings),
    (headings.ACCIDENTAL_HEADING, headings.accidental_headings),
    (headings.AMBIGUOUS_HEADING, headings.ambiguous_headings),
    (EMPTY_BOX, _empty_boxes),
    (LOOK_ALIKE_BOX, _look_alike_boxes),
    (SECOND_RULESET, _second_rulesets),
    (CONTROL_CHARACTER, _control_characters),
)
