"""Attributes of selectors: one test each; what it returns are captures gained, None where the node falls out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from planlint.judging import relations
from planlint.judging.matching import matches
from planlint.judging.phrases import is_negated
from planlint.judging.relations import keep
from planlint.judging.values import body, holds
from planlint.language.patterns import folded
from planlint.markdown.nodes import (
    Checkbox,
    Code,
    Command,
    Item,
    Link,
    Node,
    Path,
    Placeholder,
    Text,
)

if TYPE_CHECKING:
    from planlint.judging.select import Selection
    from planlint.language.model import Captures, Selector

Test = Callable[["Selection", Node, Any, "Captures", "Selector"], "Captures | None"]

SHELLS = frozenset(
    {"bash", "sh", "shell", "zsh", "console", "terminal", "shell-session", "powershell", "ps1", "fish", "cmd", "bat"}
)
BOXES = frozenset({"open", "checked", "unknown"})


def _but_not(
    selection: Selection, node: Node, value: tuple[str, ...], captures: Captures, own: Selector
) -> Captures | None:
    return keep(wanted=_also(selection, node, value, captures, own) is None)


def _also(
    selection: Selection, node: Node, value: tuple[str, ...], captures: Captures, own: Selector
) -> Captures | None:
    exact = bool(dict(own.attributes).get("as written"))
    if isinstance(node, Text):
        return matches(node, value, captures, exact=exact)
    found = selection.matching(own.noun, value, captures, exact=exact).get(id(node))
    return found.captures if found else None


def _is(selection: Selection, node: Node, value: tuple[str, ...], captures: Captures, _: Selector) -> Captures | None:
    return keep(wanted=any(holds(node, selection.document, choice, captures, selection.aside) for choice in value))


def _is_not(
    selection: Selection, node: Node, value: tuple[str, ...], captures: Captures, own: Selector
) -> Captures | None:
    return keep(wanted=_is(selection, node, value, captures, own) is None)


def _mentions(
    selection: Selection, node: Node, value: tuple[str, ...], captures: Captures, own: Selector
) -> Captures | None:
    asked = dict(own.attributes)
    code, exact = bool(asked.get("code too")) or isinstance(node, (Code, Command, Path)), bool(asked.get("as written"))
    hits = selection.phrases.inside(value, captures, body(node), code=code, exact=exact)
    return {name: text for name, text in hits[0][2].items() if name not in captures} if hits else None


def _mentions_all(
    selection: Selection, node: Node, value: tuple[tuple[str, ...], ...], captures: Captures, own: Selector
) -> Captures | None:
    found = [_mentions(selection, node, group, captures, own) for group in value]
    return None if None in found else {name: text for caught in found if caught for name, text in caught.items()}


def _mentions_none(
    selection: Selection, node: Node, value: tuple[str, ...], captures: Captures, own: Selector
) -> Captures | None:
    return keep(wanted=_mentions(selection, node, value, captures, own) is None)


def _affirmed(selection: Selection, node: Node, value: bool, _: Captures, __: Selector) -> Captures | None:  # noqa: FBT001 - a flag of the language
    return keep(wanted=is_negated(sentence_around(selection, node)) != value)


def sentence_around(selection: Selection, node: Node) -> str:
    """Return the text whose polarity counts: of a span the sentence around it, of anything else its own."""
    if isinstance(node, (Text, Path, Command, Link, Placeholder)):
        return selection.phrases.sentence_at(node.start)
    return node.text


def _checked(_: Selection, node: Node, value: bool, __: Captures, ___: Selector) -> Captures | None:  # noqa: FBT001 - a flag of the language
    state, deferred = box_of(node)
    return keep(wanted=state == "checked" if value else state == "open" and not deferred)


def box_of(node: Node) -> tuple[str, bool]:
    """Return the state of a node's box ("" without one) and whether it is set aside."""
    if isinstance(node, Checkbox):
        return node.state, node.deferred
    return (node.box, node.deferred) if isinstance(node, Item) else ("", False)


def _box(_: Selection, node: Node, value: tuple[str, ...], __: Captures, ___: Selector) -> Captures | None:
    state = box_of(node)[0]
    wanted = state in value or ("yes" in value and state in BOXES) or ("no" in value and state not in BOXES)
    return keep(wanted=wanted)


def _numbered(_: Selection, node: Node, value: bool, __: Captures, ___: Selector) -> Captures | None:  # noqa: FBT001 - a flag of the language
    numbered = node.ordered if isinstance(node, Item) else bool(getattr(node, "number", ""))
    return keep(wanted=numbered == value)


def _language(_: Selection, node: Node, value: tuple[str, ...], __: Captures, ___: Selector) -> Captures | None:
    language = getattr(node, "language", "")
    wanted = language in value or ("shell" in value and language in SHELLS) or ("none" in value and not language)
    return keep(wanted=wanted)


def _fenced(_: Selection, node: Node, value: bool, __: Captures, ___: Selector) -> Captures | None:  # noqa: FBT001 - a flag of the language
    return keep(wanted=getattr(node, "fenced", False) == value)


def _intent(_: Selection, node: Node, value: tuple[str, ...], __: Captures, ___: Selector) -> Captures | None:
    return keep(wanted=getattr(node, "intent", "") in value)


def _with_lines(_: Selection, node: Node, value: bool, __: Captures, ___: Selector) -> Captures | None:  # noqa: FBT001 - a flag of the language
    return keep(wanted=bool(getattr(node, "lines", ())) == value)


def _in_heading(selection: Selection, node: Node, value: bool, __: Captures, ___: Selector) -> Captures | None:  # noqa: FBT001 - a flag of the language
    sections = selection.document.sections_at(node.start)
    return keep(wanted=bool(sections and node.start < sections[-1].body_start) == value)


def _longer_than(selection: Selection, node: Node, value: int, __: Captures, ___: Selector) -> Captures | None:
    text = node.text if isinstance(node, Code) else selection.document.source.text[slice(*body(node))]
    return keep(wanted=len([line for line in text.split("\n") if line.strip()]) > value)


def _form(_: Selection, node: Node, value: tuple[str, ...], __: Captures, ___: Selector) -> Captures | None:
    return keep(wanted=getattr(node, "form", "") in value)


def fingerprint_of(text: str) -> str:
    """Return the fingerprint of a text of a template: 12 hex digits over its folded, lower-case words."""
    return hashlib.sha256(folded(text).casefold().encode()).hexdigest()[:12]


def _hash(_: Selection, node: Node, value: tuple[str, ...], __: Captures, ___: Selector) -> Captures | None:
    return keep(wanted=fingerprint_of(node.text) in value)


def _anything(_: Selection, __: Node, ___: object, ____: Captures, _____: Selector) -> Captures | None:
    return {}


TESTS: dict[str, Test] = {
    "under": relations.under,
    "directly under": relations.directly_under,
    "not under": relations.not_under,
    "before": relations.before,
    "after": relations.after,
    "with": relations.holding,
    "without": relations.without,
    "but not": _but_not,
    "also matches": _also,
    "is": _is,
    "is not": _is_not,
    "mentions": _mentions,
    "mentions all": _mentions_all,
    "mentions none": _mentions_none,
    "affirmed": _affirmed,
    "checked": _checked,
    "box": _box,
    "numbered": _numbered,
    "language": _language,
    "fenced": _fenced,
    "intent": _intent,
    "with lines": _with_lines,
    "in heading": _in_heading,
    "longer than": _longer_than,
    "form": _form,
    "hash": _hash,
    "as written": _anything,
    "code too": _anything,
}
