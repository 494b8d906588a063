"""Attributes of selectors: each makes a test of nodes, which returns captures gained, None where a node falls out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.hashes import sha256
from planlint.judging import relations
from planlint.judging.matching import matches
from planlint.judging.phrases import is_negated
from planlint.judging.relations import Asked, Test, keep
from planlint.judging.said import body
from planlint.judging.values import has_any
from planlint.language.model import NO_CAPTURES
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
    from collections.abc import Callable

    from planlint.judging.select import Selection
    from planlint.language.model import Captures

SHELLS = frozenset(
    {"bash", "sh", "shell", "zsh", "console", "terminal", "shell-session", "powershell", "ps1", "fish", "cmd", "bat"}
)
#: Nouns that are looked into although code is no prose.
IN_CODE = frozenset({"code", "command", "path"})
BOXES = frozenset({"open", "checked", "unknown"})


def _whole(node: Node) -> tuple[int, int]:
    return node.start, node.end


def _also_matches(asked: Asked) -> Test:
    exact = asked.is_set("as written")
    if asked.own.noun == "text":
        return lambda node: matches(node, asked.value, asked.captures, exact=exact)
    noun, patterns, region = asked.own.noun, asked.value, lambda: asked.region(_whole)
    found = asked.selection.readings.matching(noun, patterns, asked.captures, exact=exact, region=region)
    captures = {id(match.node): match.captures for match in found}
    return lambda node: captures.get(id(node))


def _is(asked: Asked) -> Test:
    selection, captures = asked.selection, asked.captures
    return lambda node: keep(wanted=has_any(node, selection.document, asked.value, captures, selection.aside))


def _mentions(asked: Asked) -> Test:
    return _mentioning(asked, asked.value)


def _nothing(_: Node) -> Captures | None:
    """Let every node fall out."""
    return None


def _mentioning(asked: Asked, phrases: tuple[str, ...]) -> Test:
    code, captures = asked.is_set("code too") or asked.own.noun in IN_CODE, asked.captures
    exact, region = asked.is_set("as written"), lambda: asked.region(body)
    hits = asked.selection.phrases.hits(phrases, captures, exact=exact, code=code, region=region)

    def test(node: Node) -> Captures | None:
        hit = next(hits.inside(*body(node)), None)
        return {name: text for name, text in hit[2].items() if name not in captures} if hit else None

    return test if hits.all else _nothing


def _mentions_all(asked: Asked) -> Test:
    tests = [_mentioning(asked, group) for group in asked.value]

    def test(node: Node) -> Captures | None:
        caught: Captures = NO_CAPTURES
        for each in tests:
            found = each(node)
            if found is None:
                return None
            caught = {**caught, **found}
        return caught

    return _nothing if _nothing in tests else test


def _affirmed(asked: Asked) -> Test:
    return lambda node: keep(wanted=is_negated(sentence_around(asked.selection, node)) != asked.value)


def sentence_around(selection: Selection, node: Node) -> str:
    """Return the text whose polarity counts: of a span the sentence around it, of anything else its own."""
    if isinstance(node, (Text, Path, Command, Link, Placeholder)):
        return selection.phrases.sentence_at(node.start)
    return node.text


def box_of(node: Node) -> tuple[str, bool]:
    """Return the state of a node's box ("" without one) and whether it is set aside."""
    if isinstance(node, Checkbox):
        return node.state, node.deferred
    return (node.box, node.deferred) if isinstance(node, Item) else ("", False)


def _checked(node: Node, value: Any) -> bool:
    state, deferred = box_of(node)
    return state == "checked" if value else state == "open" and not deferred


def _box(node: Node, value: Any) -> bool:
    state = box_of(node)[0]
    return state in value or ("yes" in value and state in BOXES) or ("no" in value and state not in BOXES)


def _numbered(node: Node, value: Any) -> bool:
    numbered = node.ordered if isinstance(node, Item) else bool(getattr(node, "number", ""))
    return bool(numbered == value)


def _language(node: Node, value: Any) -> bool:
    language = getattr(node, "language", "")
    return language in value or ("shell" in value and language in SHELLS) or ("none" in value and not language)


def fingerprint_of(text: str) -> str:
    """Return the fingerprint of a text of a template: 12 hex digits over its folded, lower-case words."""
    return sha256(folded(text).casefold().encode()).hexdigest()[:12]


def _in_heading(asked: Asked) -> Test:
    sections_at = asked.selection.document.sections_at

    def test(node: Node) -> Captures | None:
        sections = sections_at(node.start)
        return keep(wanted=bool(sections and node.start < sections[-1].body_start) == asked.value)

    return test


def _longer_than(asked: Asked) -> Test:
    source = asked.selection.document.source.text

    def test(node: Node) -> Captures | None:
        text = node.text if isinstance(node, Code) else source[slice(*body(node))]
        return keep(wanted=len([line for line in text.split("\n") if line.strip()]) > asked.value)

    return test


def _not(maker: Callable[[Asked], Test]) -> Callable[[Asked], Test]:
    """Return what keeps the nodes that a test lets fall."""

    def made(asked: Asked) -> Test:
        test = maker(asked)
        return lambda node: keep(wanted=test(node) is None)

    return made


def _anything(_: Asked) -> Test:
    return lambda _: NO_CAPTURES


#: What a node is in itself, and told at a glance.
OF_NODE: dict[str, Callable[[Node, Any], bool]] = {
    "level": lambda node, value: getattr(node, "level", 0) in value,
    "checked": _checked,
    "box": _box,
    "numbered": _numbered,
    "set in": lambda node, value: getattr(node, "set_in", False) == value,
    "language": _language,
    "fenced": lambda node, value: getattr(node, "fenced", False) == value,
    "intent": lambda node, value: getattr(node, "intent", "") in value,
    "with lines": lambda node, value: bool(getattr(node, "lines", ())) == value,
    "form": lambda node, value: getattr(node, "form", "") in value,
    "hash": lambda node, value: fingerprint_of(node.text) in value,
}

#: What a node is to others, or says.
TESTS: dict[str, Callable[[Asked], Test]] = {
    "under": relations.under,
    "directly under": relations.directly_under,
    "not under": _not(relations.under),
    "before": relations.before,
    "after": relations.after,
    "with": relations.holding,
    "without": _not(relations.holding),
    "but not": _not(_also_matches),
    "also matches": _also_matches,
    "is": _is,
    "is not": _not(_is),
    "mentions": _mentions,
    "mentions all": _mentions_all,
    "mentions none": _not(_mentions),
    "affirmed": _affirmed,
    "in heading": _in_heading,
    "longer than": _longer_than,
    "as written": _anything,
    "code too": _anything,
}
