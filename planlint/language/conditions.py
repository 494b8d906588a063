"""Conditions: the facts of `when` and `unless`, each checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.language import values
from planlint.language.attributes import COUNTS
from planlint.language.captures import names_within
from planlint.language.faults import meant
from planlint.language.model import Fact, Selector
from planlint.language.vocabulary import FACTS, STAGES

if TYPE_CHECKING:
    from planlint.language.faults import Collector, Path
    from planlint.language.selectors import Selectors


class Conditions:
    """Reads the conditions of one ruleset's rules."""

    def __init__(self, selectors: Selectors, faults: Collector, *, has_status: bool) -> None:
        self.selectors = selectors
        self.faults = faults
        self.has_status = has_status

    def read(self, written: dict[str, Any], key: str, path: Path) -> tuple[Fact, ...]:
        """Return the facts of `when` or `unless`, all of which must hold."""
        if key not in written:
            return ()
        facts, place = written[key], (*path, key)
        if not isinstance(facts, dict) or not facts:
            self.faults.add(place, f'"{key}" is a mapping of facts, like {{ plan has: … }}')
            return ()
        for word in facts:
            if word not in FACTS and not (word == "is" and "field" in facts):
                self.faults.add_key((*place, word), f'unknown fact "{word}"{meant(word, FACTS)}')
        return tuple(self._fact(kind, facts, (*place, kind)) for kind in facts if kind in FACTS)

    def _fact(self, kind: str, facts: dict[str, Any], path: Path) -> Fact:
        value = facts[kind]
        if kind == "status":
            return Fact(kind, self._stage(value, path))
        if kind == "repository has":
            return Fact(kind, values.text(value, path, self.faults))
        if kind == "it is":
            return Fact(kind, values.choices(value, path, self.faults))
        if kind == "it mentions":
            return Fact(kind, values.patterns(value, path, self.faults))
        if kind == "field":
            return Fact(kind, self._field(value, facts, path))
        return Fact(kind, self.selectors.compile(value, path, COUNTS))

    def _stage(self, value: Any, path: Path) -> str:
        if value not in STAGES:
            self.faults.add(path, f"a status is {' or '.join(STAGES)}, not {values.shown(value)}")
        elif not self.has_status:
            self.faults.add_key(path, 'the ruleset\'s head says under "status" which words mean what, and it has none')
        return str(value)

    def _field(self, value: Any, facts: dict[str, Any], path: Path) -> tuple[Selector, tuple[str, ...]]:
        labels = values.patterns(value, path, self.faults)
        field = Selector("field", labels, reads="".join(labels[:1]), references=names_within(labels))
        wanted = values.choices(facts["is"], (*path[:-1], "is"), self.faults) if "is" in facts else ()
        return field, wanted
