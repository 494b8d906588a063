"""Values: what the subject of `be` and `is` says, and whether that is what is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.judging.choices import Forms, is_choice, told_apart
from planlint.judging.said import body, normal, said
from planlint.language.patterns import folded
from planlint.language.vocabulary import VALUES
from planlint.markdown.nodes import Checkbox, Code, Field, Item, Row, Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from planlint.language.model import Captures
    from planlint.markdown.document import Document
    from planlint.markdown.nodes import Node

Spans = tuple[tuple[int, int], ...]

FILLED = frozenset({"filled", "empty"})
STATES = frozenset({"checked", "open"})
NONE = re.compile(
    r"(?:none|n/?a|nil|nothing|(?:keine?|aucune?|ninguno|ninguna)(?=\W*$)|无|なし"
    r"|not (?:applicable|needed|required|necessary)"
    r"|no (?:[\w/-]+ ){0,3}(?:needed|required|necessary|changes?|dependenc(?:y|ies)|additions?))\b"
    r"|[-\u2013\u2014]+$",
    re.IGNORECASE,
)
SHAPES = {
    "kebab-case": re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
    "snake_case": re.compile(r"_*[a-z0-9]+(?:_[a-z0-9]+)*_*"),
    "UPPER_SNAKE": re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"),
    "number": re.compile(r"[+-]?\d+(?:\.\d+)?"),
}
#: A calendar day; `date.fromisoformat` takes other forms too, from Python 3.11 on.
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\d)")


def _is_date(text: str) -> bool:
    from datetime import date  # noqa: PLC0415 - few rules ask for one

    try:
        found = DAY.match(folded(text).strip("*_` "))
        date.fromisoformat(found[0] if found else "")
    except ValueError:
        return False
    return True


def _placeholder(node: Node, document: Document) -> bool:
    start, end = body(node)
    return bool(document.inside("placeholder", start, end))


def _filled(node: Node, document: Document, aside: Spans) -> bool:
    if isinstance(node, Field) and node.form == "front matter":
        return bool(node.value) and not _placeholder(node, document)
    if isinstance(node, (Section, Field)):
        return document.content(*body(node), aside)
    if isinstance(node, Row):
        whole = all(_says(document, *cell) for cell in zip(node.cells, node.cell_spans, strict=True))
    else:
        whole = _says(document, node.text, (node.start, node.end))
    return whole and not _placeholder(node, document)


def _says(document: Document, text: str, span: tuple[int, int]) -> bool:
    """Tell whether something says anything; an address does, though it is no text."""
    return bool(text.strip(" .…")) or bool(document.inside("link", *span))


def _box(node: Node) -> str:
    if isinstance(node, Checkbox):
        return node.state
    return node.box if isinstance(node, Item) else ""


def _has(noun: str) -> Callable[[Node, Document], bool]:
    def has(node: Node, document: Document) -> bool:
        return bool(document.inside(noun, *body(node)))

    return has


TESTS: dict[str, Callable[[Node, Document], bool]] = {
    "none": lambda node, document: NONE.match(normal(said(node, document))) is not None,
    "date": lambda node, document: _is_date(said(node, document)),
    "checked": lambda node, _document: _box(node) == "checked",
    "open": lambda node, _document: _box(node) == "open",
    "a command": _has("command"),
    "a path": _has("path"),
    "a placeholder": _placeholder,
}


def _shape(name: str, text: str) -> bool:
    return SHAPES[name].fullmatch(folded(text).strip("*` ")) is not None


def has_any(node: Node, document: Document, values: tuple[str, ...], captures: Captures, aside: Spans = ()) -> bool:
    """Tell whether a node has one of several values: the language's names, or choices.

    `aside` are the spans that do not count as content.
    """
    wanted = told_apart(values)
    if any(_holds(node, document, value, aside) for value in wanted.named):
        return True
    if isinstance(node, Code):
        return node.text.strip() in wanted.choices
    return bool(wanted.choices) and is_choice(node, document, wanted, captures)


def _holds(node: Node, document: Document, value: str, aside: Spans) -> bool:
    if value in FILLED:
        return _filled(node, document, aside) == (value == "filled")
    if value in STATES and not isinstance(node, (Checkbox, Item)):
        return value in document.derived(Forms).of(node)  # where there is no box, a word like others
    if value in TESTS:
        return TESTS[value](node, document)
    text = said(node, document)
    return _shape(value, text if value == "number" else stem(text))


def stem(text: str) -> str:
    """Return a file name without folders and ending; other text as it is."""
    name = text.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] if "/" in text or re.search(r"\.\w{1,5}$", text) else text


assert FILLED | set(TESTS) | set(SHAPES) == set(VALUES)  # noqa: S101 - two tables, one fact
