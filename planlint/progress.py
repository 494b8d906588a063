"""How far a plan is: its boxes by state, in all and by phase."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from planlint.markdown.nodes import Checkbox, Field, Section
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planlint.markdown.document import Document
    from planlint.markdown.nodes import Node

#: What a part of a plan is called that is worked through as a whole.
PHASE = re.compile(
    r"\W*(?:phase|stage|milestone|sprint|iteration|step|task|part|week|day)s?\b\W*[\divxlc]", re.IGNORECASE
)
STATES = ("checked", "open", "unknown", "deferred")


class Tally(NamedTuple):
    """How many boxes are ticked, open, neither (such as `[~]`), or open for a reason: deferred, optional, "None"."""

    checked: int = 0
    open: int = 0
    unknown: int = 0
    deferred: int = 0


class Phase(NamedTuple):
    """A part of a plan that holds boxes; `line` is its heading's or label's, "" and 1 where there is neither."""

    title: str
    line: int
    tally: Tally


def progress(document: Document) -> Tally:
    """Return the states of all boxes of a plan."""
    return _tally(_boxes(document))


def phases(document: Document) -> tuple[Phase, ...]:
    """Return the parts of a plan that hold boxes, in their order: its phases, elsewhere its sections."""
    labels = [node for node in document.nodes("field") if isinstance(node, Field) and _names_a_phase(node)]
    boxes: dict[Node | None, list[Checkbox]] = {}
    for box in _boxes(document):
        boxes.setdefault(_part(document, labels, box), []).append(box)
    found = [
        Phase(_title(part), document.source.position(part.start).line if part else 1, _tally(inside))
        for part, inside in boxes.items()
    ]
    return tuple(sorted(found, key=lambda phase: phase.line))


def _part(document: Document, labels: list[Field], box: Checkbox) -> Node | None:
    """Return what a box belongs to: the outermost phase around it, else the outermost section below the title."""
    sections = [section for section in document.sections_at(box.start) if not _is_title(document, section)]
    around = [*sections, *(label for label in labels if label.start < box.start and box.end <= label.end)]
    return next((part for part in around if PHASE.match(part.text)), next(iter(around), None))


def _title(part: Node | None) -> str:
    if isinstance(part, Field) and part.value:
        return f"{part.text}: {part.value}"
    return part.text if part else ""


def _names_a_phase(label: Field) -> bool:
    return label.form == "label" and PHASE.match(label.text) is not None


def _is_title(document: Document, section: Section) -> bool:
    return section.level == 1 and section == next(iter(document.nodes("section")))


def _boxes(document: Document) -> list[Checkbox]:
    found = (node for node in document.nodes("checkbox") if isinstance(node, Checkbox))
    return [box for box in found if box.state != "look-alike"]


def _tally(boxes: Iterable[Checkbox]) -> Tally:
    states = Counter("deferred" if box.state == "open" and box.deferred else box.state for box in boxes)
    return Tally(*(states[state] for state in STATES))
