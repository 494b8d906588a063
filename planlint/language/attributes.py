"""Attributes and counts of a selector: their values read and checked by the vocabulary's tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planlint.language import values
from planlint.language.faults import meant
from planlint.language.vocabulary import ATTRIBUTES, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from planlint.language.faults import Collector, Path
    from planlint.language.model import Selector

COUNTS = frozenset({"at least", "at most", "exactly"})
PAIR = "in the same"


def _groups(value: Any, path: Path, faults: Collector) -> tuple[tuple[str, ...], ...]:
    return tuple(values.patterns(one, place, faults) for one, place in values.elements(value, path))


READERS: dict[str, Callable[[Any, Path, Collector], Any]] = {
    "patterns": values.patterns,
    "phrases": values.patterns,
    "phrase groups": _groups,
    "value": values.choices,
    "names": values.some_texts,
    "hashes": values.some_texts,
    "numbers": values.numbers,
    "number": values.number,
    "flag": values.flag,
}


def read_attribute(key: str, given: Any, path: Path, faults: Collector) -> Any:
    """Return an attribute's compiled value; those that take selectors are read elsewhere."""
    compiled = READERS[ATTRIBUTES[key].takes](given, path, faults)
    if key in WORDS:
        check_words(key, given, path, faults)
    return compiled


def check_words(key: str, given: Any, path: Path, faults: Collector) -> None:
    """Find words that are not on a closed list."""
    for one, place in values.elements(given, path):
        for word in values.texts(one, place, faults):
            if word not in WORDS[key]:
                faults.add(place, f'"{key}" takes no "{word}"{meant(word, WORDS[key])}')


def read_counts(selector: Selector, value: dict[str, Any], path: Path, faults: Collector) -> Selector:
    """Return a selector with the counts that stand beside it."""
    given = {key: values.number(value[key], (*path, key), faults) for key in value if key in COUNTS}
    if not given:
        return selector
    if "exactly" in given:
        if len(given) > 1:
            faults.add_key((*path, "exactly"), '"exactly" stands without "at least" and "at most"')
        return replace(selector, at_least=given["exactly"], at_most=given["exactly"])
    least, most = given.get("at least", 0 if "at most" in given else 1), given.get("at most")
    if most is not None and most < least:
        faults.add_key((*path, "at most"), f'"at most" is no less than "at least", and {most} is less than {least}')
    return replace(selector, at_least=least, at_most=most)
