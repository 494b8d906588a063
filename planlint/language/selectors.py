"""Selectors: from what an author wrote to compiled ones; terms put in, every word checked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planlint.language import values
from planlint.language.attributes import COUNTS, PAIR, read_attribute, read_counts
from planlint.language.captures import choices, names_within, nouns_of
from planlint.language.faults import meant
from planlint.language.model import Selector
from planlint.language.vocabulary import ATTRIBUTES, NOUNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planlint.language.faults import Collector, Path

CHOICES = ("any of", "first of")
#: What a fault leaves in place of a selector, so that the rest is still read.
NOTHING = Selector("placeholder", reads="?")
#: Terms may stand for terms, so that a short file could stand for more than can be judged.
DEEPEST_TERMS = 32
LARGEST = 100_000
MOST = 100_000
PLAIN: frozenset[str] = frozenset()


class Selectors:
    """Compiles the selectors of one ruleset."""

    def __init__(self, terms: Mapping[str, Any], faults: Collector) -> None:
        self.written = terms
        self.faults = faults
        self.compiled: dict[str, Selector] = {}
        self.used: set[str] = set()
        self._open: list[str] = []
        self._sizes: dict[Selector, int] = {}
        self._made = 0

    def term(self, name: str, path: Path) -> Selector:
        """Return the selector that a term stands for."""
        self.used.add(name)
        if name in self._open:
            self.faults.add(path, f'the term "{name}" goes round in a circle: {" > ".join([*self._open, name])}')
            return NOTHING
        if len(self._open) >= DEEPEST_TERMS:
            self.faults.add(path, f"terms stand for terms at most {DEEPEST_TERMS} deep")
            return NOTHING
        if name not in self.compiled:
            self._open.append(name)
            self.compiled[name] = self.compile(self.written[name], ("terms", name), COUNTS)
            self._open.pop()
        return self.compiled[name]

    def compile(self, value: Any, path: Path, also: frozenset[str] = PLAIN) -> Selector:
        """Return a selector; what is wrong with it goes to the faults.

        `also` are the words that make sense in this place alone: counts, `in the same`.
        """
        if isinstance(value, str):
            return self._named(value, path)
        if not isinstance(value, dict):
            what = "a selector is a name, or a noun with its pattern and attributes"
            self.faults.add(path, f"{what}, not {values.shown(value)}")
            return NOTHING
        head = self._head_of(value, path)
        self._check_place(value, path, also)
        return self._whole(head, value, path) if head else NOTHING

    def is_known(self, word: str) -> bool:
        """Tell whether a word alone is a selector: a term or a noun."""
        return word in self.written or word in NOUNS

    def _head_of(self, value: dict[str, Any], path: Path) -> str:
        """Return the one word that says what is looked for, "" where there is not one."""
        words = [key for key in value if key not in ATTRIBUTES]
        known = [word for word in words if self.is_known(word) or word in CHOICES]
        for word in words:
            if word not in known:
                near = meant(word, [*ATTRIBUTES, *NOUNS, *self.written, *CHOICES])
                self.faults.add_key((*path, word), f'unknown word "{word}"{near}')
        if len(known) == 1:
            return known[0]
        if known or len(words) == len(known):
            said = "has none" if not known else "has " + " and ".join(f'"{word}"' for word in known)
            self.faults.add(path, f"a selector has one noun, term, any of or first of, and this one {said}")
        return ""

    def _check_place(self, value: dict[str, Any], path: Path, also: frozenset[str]) -> None:
        for key in value:
            if key in COUNTS and key not in also:
                self.faults.add_key((*path, key), f'nothing is counted here, so "{key}" says nothing; remove it')
            if key == PAIR and key not in also:
                self.faults.add_key((*path, key), f'"{PAIR}" stands with the object of "be matched by" alone')

    def _named(self, name: str, path: Path) -> Selector:
        if name in self.written:
            return self.term(name, path)
        if name in NOUNS:
            return Selector(name, reads=name)
        near = meant(name, [*self.written, *NOUNS])
        self.faults.add(path, f'"{name}" is no term of this ruleset and no noun{near}')
        return NOTHING

    def _whole(self, head: str, value: dict[str, Any], path: Path) -> Selector:
        place = (*path, head)
        if head in CHOICES:
            found = self._choice(head, value[head], place)
        elif head in self.written:
            found = self._term_with(head, value[head], place)
        else:
            found = self._noun(head, values.patterns(value[head], place, self.faults))
        found = self._narrow(found, self._attributes(value, path, found))
        found = replace(found, reads=head) if head in self.written else found
        if PAIR in value:
            found = replace(found, same=self.compile(value[PAIR], (*path, PAIR)))
        return self._weighed(read_counts(found, value, path, self.faults), path)

    def _term_with(self, name: str, value: Any, path: Path) -> Selector:
        """Return a term, with a further pattern where one stands beside it."""
        found = values.patterns(value, path, self.faults)
        more = () if found == ("*",) else (("also matches", found),)
        return self._narrow(self.term(name, path), more)

    @staticmethod
    def _noun(noun: str, patterns: tuple[str, ...]) -> Selector:
        reads = patterns[0] if patterns and patterns != ("*",) else noun
        return Selector(noun, patterns, reads=reads, references=names_within(patterns))

    def _choice(self, head: str, value: Any, path: Path) -> Selector:
        if not isinstance(value, list) or not value:
            self.faults.add(path, f'"{head}" takes a list of selectors')
            return NOTHING
        inner = tuple(self.compile(one, place) for one, place in values.elements(value, path))
        reads = " or ".join(dict.fromkeys(one.reads for one in inner))
        chosen = Selector("", reads=reads, references=names_within(inner))
        return replace(chosen, any_of=inner) if head == "any of" else replace(chosen, first_of=inner)

    def _attributes(self, value: dict[str, Any], path: Path, of: Selector) -> tuple[tuple[str, Any], ...]:
        nouns = nouns_of([of])
        found = []
        for key, given in value.items():
            if key in ATTRIBUTES and key not in COUNTS and key != PAIR:
                self._check_fits(key, nouns, of, path)
                found.append((key, self._attribute(key, given, (*path, key))))
        return tuple(found)

    def _check_fits(self, key: str, nouns: frozenset[str], of: Selector, path: Path) -> None:
        """Find attributes that none of the things selected can have, so that nothing would be left."""
        fitting = ATTRIBUTES[key].nouns
        if fitting and of is not NOTHING and not nouns & set(fitting):
            them = f"{' or '.join(fitting)}, not of {' or '.join(sorted(nouns))}"
            self.faults.add_key((*path, key), f'"{key}" is asked of {them}')

    def _attribute(self, key: str, given: Any, path: Path) -> Any:
        if ATTRIBUTES[key].takes == "selector":
            return self.compile(given, path, COUNTS if key in {"with", "without"} else PLAIN)
        return read_attribute(key, given, path, self.faults)

    def _narrow(self, selector: Selector, attributes: tuple[tuple[str, Any], ...]) -> Selector:
        """Return a selector with more attributes; of a choice, each of its branches gets them."""
        self._made += 1
        if not attributes or selector is NOTHING or self._made > MOST:
            return selector
        return replace(
            selector,
            any_of=tuple(self._narrow(one, attributes) for one in selector.any_of),
            first_of=tuple(self._narrow(one, attributes) for one in selector.first_of),
            attributes=selector.attributes + (attributes if selector.noun else ()),
            references=selector.references | names_within(tuple(value for _, value in attributes)),
        )

    def _weighed(self, selector: Selector, path: Path) -> Selector:
        """Return a selector, or nothing where its terms make it too large to be judged."""
        if self._size(selector) <= LARGEST and self._made <= MOST:
            return selector
        self.faults.add(path, f"terms and choices stand for more than {LARGEST} selectors here; write fewer")
        return NOTHING

    def _size(self, selector: Selector) -> int:
        if selector not in self._sizes:
            parts = [*choices(selector), *(value for _, value in selector.attributes if isinstance(value, Selector))]
            self._sizes[selector] = 1 + sum(self._size(one) for one in parts)
        return self._sizes[selector]
