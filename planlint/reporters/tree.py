"""The tree: everything that was understood of a plan, with lines and columns."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from planlint.markdown.document import BUILDERS
from planlint.markdown.nodes import Checkbox, Code, Field, Item, Link, Path, Placeholder, Row, Section
from planlint.reporters.escape import as_json, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document
    from planlint.markdown.nodes import Node
    from planlint.markdown.structure import Spoiled

VERSION = 1
#: What the text leaves out: prose that stands in the plan to read, and what another line already says.
PROSE = frozenset({"paragraph", "sentence", "line"})
WIDTH = 100
BOXES = {"open": "[ ] ", "checked": "[x] ", "unknown": "[?] ", "look-alike": "(looks like a box) ", "": ""}
#: Offsets of a node that are told as lines and columns.
SPANS = {
    "span": ("start", "end"),
    "mark": ("mark_start", "mark_end"),
    "value_span": ("value_start", "value_end"),
    "content_span": ("content_start", "content_end"),
}
POINTS = {"body": "body_start", "first_end": "first_end"}


def tree_text(document: Document) -> str:
    """Return one line for each node, in order of place and indented by section: where, what, what it says."""
    lines = [f"{visible(document.source.path or 'plan')}: {_counted(document.source.line_count)}"]
    lines += (_text_line(document, noun, node) for noun, node in _in_order(document))
    lines += (_spoiled_line(spoiled) for spoiled in document.spoiled)
    return "\n".join(lines) + "\n"


def _in_order(document: Document) -> Iterator[tuple[str, Node]]:
    nouns = [noun for noun in BUILDERS if noun not in PROSE]
    nodes = [(noun, node) for noun in nouns for node in document.nodes(noun)]
    nodes.sort(key=lambda pair: (pair[1].start, -pair[1].end))
    items = {node.start for node in document.nodes("item")}
    for noun, node in nodes:
        repeated = isinstance(node, Field) and node.form in {"heading", "row", "cell"}
        if not repeated and not (isinstance(node, Checkbox) and node.start in items):
            yield noun, node


def _text_line(document: Document, noun: str, node: Node) -> str:
    line, column = document.source.position(node.mark_start)
    depth = len(document.sections_at(node.start)) - isinstance(node, Section)
    if isinstance(node, Item):
        depth += node.depth - 1
    said = _said(node)
    said = said if len(said) <= WIDTH else said[: WIDTH - 1] + "…"
    return f"{line:>5}:{column:<4} {'  ' * depth}{noun} {visible(said)}".rstrip()


def _said(node: Node) -> str:  # noqa: PLR0911 - one line for each kind of node
    match node:
        case Section():
            return f"{node.level}: {node.text}"
        case Field():
            return f"{node.text}: {node.value}" if node.value else f"{node.text}:"
        case Item():
            return BOXES[node.box] + node.text + (" (set aside)" if node.deferred else "")
        case Checkbox():
            return BOXES[node.state] + node.text
        case Row():
            return " | ".join(node.cells)
        case Code():
            return _counted(node.text.count("\n") + 1) + f" of {node.language or 'no language'}"
        case Path():
            return f"{node.text} ({node.intent}{_cited(node)})"
        case Placeholder():
            return f"{node.text} ({node.form})"
        case Link():
            return f"{node.label} -> {node.text}"
        case _:
            return node.text


def _counted(lines: int) -> str:
    return "1 line" if lines == 1 else f"{lines} lines"


def _cited(path: Path) -> str:
    ranges = ", ".join(f"{first}-{last}" if first != last else str(first) for first, last in path.lines)
    return f", lines {ranges}" if ranges else ""


def _spoiled_line(spoiled: Spoiled) -> str:
    outcome = "read as one block" if spoiled.judged else "not judged"
    return f"lines {spoiled.first_line}-{spoiled.last_line} are spoiled ({outcome}): {spoiled.message}"


def tree_json(document: Document) -> str:
    """Return all nodes by noun as JSON in ASCII; lines and columns count from 1, in code points, ends exclusive."""
    nodes = {noun: [_record(document, node) for node in document.nodes(noun)] for noun in BUILDERS}
    tree = {
        "version": VERSION,
        "path": document.source.path,
        "lines": document.source.line_count,
        "nodes": nodes,
        "spoiled": [asdict(spoiled) for spoiled in document.spoiled],
    }
    return as_json(tree, indent=2) + "\n"


def _record(document: Document, node: Node) -> dict[str, Any]:
    known = asdict(node)
    record: dict[str, Any] = {}
    for name, (start, end) in SPANS.items():
        if start in known:
            record[name] = _span(document, known.pop(start), known.pop(end))
    for name, offset in POINTS.items():
        if offset in known:
            record[name] = _place(document, known.pop(offset))
    if "cell_spans" in known:
        record["cell_spans"] = [_span(document, *span) for span in known.pop("cell_spans")]
    return {**known, **record}


def _span(document: Document, start: int, end: int) -> dict[str, dict[str, int]]:
    return {"start": _place(document, start), "end": _place(document, end)}


def _place(document: Document, offset: int) -> dict[str, int]:
    return document.source.position(offset)._asdict()
