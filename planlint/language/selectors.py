"""Selectors: from what an author wrote to compiled ones; terms put in, every word checked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import regex

from planlint.language import values
from planlint.language.faults import meant
from planlint.language.model import Selector
from planlint.language.patterns import names_in
from planlint.language.vocabulary import ATTRIBUTES, NOUNS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planlint.language.faults import Collector, Path

CHOICES = ("any of", "first of")
COUNTS = ("at least", "at most", "exactly")
#: What a fault leaves in place of a selector, so that the rest is still read.
NOTHING = Selector("placeholder", reads="?")
#: Attributes whose words are a closed list.
WORDS: dict[str, tuple[str, ...]] = {
    "box": ("yes", "no", "open", "checked", "unknown", "look-alike"),
    "intent": ("read", "modify", "create", "delete", "mention"),
    "form": ("label", "heading", "row", "front matter"),
}
TAKES: dict[str, Callable[[Any, Path, Collector], Any]] = {
    "patterns": values.patterns,
    "phrases": values.patterns,
    "value": values.texts,
    "names": values.texts,
    "hashes": values.texts,
    "numbers": values.numbers,
    "number": values.number,
    "flag": values.flag,
}


class Selectors:
    """Compiles the selectors of one ruleset."""

    def __init__(self, terms: Mapping[str, Any], faults: Collector) -> None:
        self.written = terms
        self.faults = faults
        self.compiled: dict[str, Selector] = {}
        self.used: set[str] = set()
        self._open: list[str] = []

    def term(self, name: str, path: Path) -> Selector:
        """Return the selector that a term stands for."""
        self.used.add(name)
        if name in self._open:
            self.faults.add(path, f'the term "{name}" goes round in a circle: {" > ".join([*self._open, name])}')
            return NOTHING
        if name not in self.compiled:
            self._open.append(name)
            self.compiled[name] = self.compile(self.written[name], ("terms", name))
            self._open.pop()
        return self.compiled[name]

    def compile(self, value: Any, path: Path) -> Selector:
        """Return a selector; what is wrong with it goes to the faults."""
        if isinstance(value, str):
            return self._named(value, path)
        if not isinstance(value, dict):
            self.faults.add(path, "a selector is a name, or a noun with its pattern and attributes")
            return NOTHING
        heads = [key for key in value if key not in ATTRIBUTES]
        for key in [head for head in heads if not self._is_head(head)]:
            known = [*ATTRIBUTES, *NOUNS, *self.written, *CHOICES]
            self.faults.add((*path, key), f'unknown word "{key}"{meant(key, known)}')
        heads = [head for head in heads if self._is_head(head)]
        if len(heads) != 1:
            said = "has none" if not heads else "has " + " and ".join(f'"{head}"' for head in heads)
            self.faults.add(path, f"a selector has one noun, term, any of or first of, and this one {said}")
            return NOTHING
        return self._counted(self._head(heads[0], value, path), value, path)

    def _is_head(self, word: str) -> bool:
        return word in NOUNS or word in self.written or word in CHOICES

    def _named(self, name: str, path: Path) -> Selector:
        if name in self.written:
            return self.term(name, path)
        if name in NOUNS:
            return Selector(name, reads=name)
        self.faults.add(path, f'"{name}" is no term of this ruleset and no noun{meant(name, [*self.written, *NOUNS])}')
        return NOTHING

    def _head(self, head: str, value: dict[str, Any], path: Path) -> Selector:
        attributes = self._attributes(value, path)
        if head in CHOICES:
            return self._narrow(self._choice(head, value[head], (*path, head)), attributes)
        found = values.patterns(value[head], (*path, head), self.faults)
        if head in self.written:
            if found not in {("*",), ("any",)}:
                attributes = (("also matches", found), *attributes)
            return replace(self._narrow(self.term(head, (*path, head)), attributes), reads=head)
        names = frozenset(name for pattern in found for name in names_of(pattern))
        plain = "" if found == ("*",) else " " + found[0] if head not in {"section", "field"} else found[0]
        selector = Selector(head, found, reads=plain.strip() or head, references=names)
        return self._narrow(selector, attributes)

    def _choice(self, head: str, value: Any, path: Path) -> Selector:
        if not isinstance(value, list) or not value:
            self.faults.add(path, f"{head} takes a list of selectors")
            return NOTHING
        inner = tuple(self.compile(one, (*path, at)) for at, one in enumerate(value))
        names = frozenset(name for one in inner for name in one.references)
        reads = " or ".join(dict.fromkeys(one.reads for one in inner))
        chosen = Selector("", reads=reads, references=names)
        return replace(chosen, any_of=inner) if head == "any of" else replace(chosen, first_of=inner)

    def _attributes(self, value: dict[str, Any], path: Path) -> tuple[tuple[str, Any], ...]:
        return tuple(
            (key, self._attribute(key, given, (*path, key)))
            for key, given in value.items()
            if key in ATTRIBUTES and key not in COUNTS and key != "in the same"
        )

    def _attribute(self, key: str, given: Any, path: Path) -> Any:
        takes = ATTRIBUTES[key].takes
        if takes == "selector":
            return self.compile(given, path)
        if takes == "phrase groups":
            return tuple(values.patterns(group, path, self.faults) for group in values.as_list(given))
        compiled = TAKES[takes](given, path, self.faults)
        for word in compiled if key in WORDS else ():
            if word not in WORDS[key]:
                self.faults.add(path, f'"{key}" takes no "{word}"{meant(word, WORDS[key])}')
        return compiled

    def _narrow(self, selector: Selector, attributes: tuple[tuple[str, Any], ...]) -> Selector:
        """Return a selector with more attributes; of a choice, each of its branches gets them."""
        if not attributes or selector is NOTHING:
            return selector
        names = selector.references | frozenset(name for _, value in attributes for name in names_within(value))
        return replace(
            selector,
            any_of=tuple(self._narrow(one, attributes) for one in selector.any_of),
            first_of=tuple(self._narrow(one, attributes) for one in selector.first_of),
            attributes=selector.attributes + (attributes if selector.noun else ()),
            references=names,
        )

    def _counted(self, selector: Selector, value: dict[str, Any], path: Path) -> Selector:
        given = {key: values.number(value[key], (*path, key), self.faults) for key in COUNTS if key in value}
        if "in the same" in value:
            selector = replace(selector, same=self.compile(value["in the same"], (*path, "in the same")))
        if "exactly" in given:
            return replace(selector, at_least=given["exactly"], at_most=given["exactly"])
        if given:
            least = given.get("at least", 0 if "at most" in given else 1)
            return replace(selector, at_least=least, at_most=given.get("at most"))
        return selector


def names_of(pattern: str) -> frozenset[str]:
    """Return the names of a pattern; of one that cannot be compiled, none (that is a fault already)."""
    try:
        return names_in(pattern)
    except regex.error:
        return frozenset()


def names_within(value: Any) -> frozenset[str]:
    """Return the names in the patterns of an attribute's compiled value."""
    if isinstance(value, Selector):
        return value.references
    if isinstance(value, tuple):
        return frozenset(name for one in value for name in names_within(one))
    return names_of(value) if isinstance(value, str) else frozenset()
