"""Clauses: what a rule demands, from `must have: …` to verb, polarity and objects, each checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from planlint.finding import Severity
from planlint.language import values
from planlint.language.attributes import COUNTS, PAIR
from planlint.language.captures import names_within, nouns_of
from planlint.language.faults import meant
from planlint.language.model import Clause, Selector
from planlint.language.vocabulary import EXISTENCE, MODALS, ONE_WAY, VERBS

if TYPE_CHECKING:
    from planlint.language.faults import Collector, Path
    from planlint.language.selectors import Selectors

VERB = re.compile(rf"({'|'.join(MODALS)}) (not )?({'|'.join(sorted(VERBS, key=len, reverse=True))})\Z")
DEMANDS = tuple(f"{modal} {negation}{verb}" for modal in MODALS for negation in ("", "not ") for verb in VERBS)
#: What `any of` may stand before; elsewhere it is a selector.
SEVERAL = frozenset({"selectors", "values", "patterns", "phrases"})
NO_CLAUSE = Clause("have", negated=False, objects=())
#: Verbs that ask something of a part of the plan, and those that ask it of the plan alone.
OF_A_PART = frozenset({"match", "exist", "be under", "be matched by", "come before"})
OF_THE_PLAN = frozenset({"be saved as"})


class Clauses:
    """Reads the demands of one ruleset's rules."""

    def __init__(self, selectors: Selectors, faults: Collector) -> None:
        self.selectors = selectors
        self.faults = faults

    def read(self, written: dict[str, Any], path: Path) -> tuple[Severity, Clause]:
        """Return the severity and the clause of a rule; without any, one that asks nothing."""
        for key, value in written.items():
            found = VERB.match(key)
            if found:
                modal, negated, verb = found[1], bool(found[2]), found[3]
                return Severity[MODALS[modal].upper()], self._clause(verb, value, (*path, key), negated=negated)
        return Severity.NOTE, NO_CLAUSE

    def _clause(self, verb: str, value: Any, path: Path, *, negated: bool) -> Clause:
        if verb == "skip" and not negated:
            self.faults.add_key(path, '"skip" is asked with "not": must not skip: a level')
        any_of = VERBS[verb].takes in SEVERAL and isinstance(value, dict) and set(value) == {"any of"}
        given, place = (value["any of"], (*path, "any of")) if any_of else (value, path)
        objects = self._objects(verb, given, place)
        if negated and (verb in ONE_WAY or (verb == "exist" and ONE_WAY.intersection(objects))):
            self.faults.add_key(path, f'"{verb}" is asked without "not" here; the other way round it says nothing')
        if given == []:
            self.faults.add(place, f'"{verb}" takes at least one thing, and this list is empty')
        return Clause(verb, negated, objects, any_of or verb == "be")

    def _objects(self, verb: str, value: Any, path: Path) -> tuple[Any, ...]:
        takes = VERBS[verb].takes
        if takes == "selectors":
            return tuple(self.selectors.compile(one, place, COUNTS) for one, place in values.elements(value, path))
        if takes == "selector":
            also = frozenset({PAIR}) if verb == "be matched by" else frozenset()
            return (self.selectors.compile(value, path, also),)
        if takes == "order":
            return self._order(value, path)
        if takes == "phrases":
            found = (self._phrases(one, place) for one, place in values.elements(value, path))
            return tuple(one for one in found if one)
        if takes in {"patterns", "pattern"}:
            return values.patterns(value, path, self.faults)
        return self._words(verb, value, path)

    def _words(self, verb: str, value: Any, path: Path) -> tuple[str, ...]:
        allowed = {"existence": tuple(EXISTENCE), "level": ("a level",)}.get(VERBS[verb].takes)
        for one, place in values.elements(value, path):
            if allowed and one not in allowed:
                said = meant(str(one), allowed)
                self.faults.add(place, f'"{verb}" takes no {values.shown(one)}{said}')
        return values.texts(value, path, self.faults) if allowed else values.choices(value, path, self.faults)

    def _phrases(self, value: Any, path: Path) -> str | tuple[str, ...]:
        found = values.patterns(value, path, self.faults)
        return found if isinstance(value, list) else "".join(found)

    def _order(self, value: Any, path: Path) -> tuple[Selector, ...]:
        if not isinstance(value, list) or len(value) < 2:
            self.faults.add(path, '"be in order" takes a list of two things or more')
        return tuple(self._ordered(one, place) for one, place in values.elements(value, path))

    def _ordered(self, value: Any, path: Path) -> Selector:
        """Return a thing that stands in an order: a term or selector, or else a title."""
        if isinstance(value, (dict, list)) or value in self.selectors.written:
            return self.selectors.compile(value, path)
        found = values.patterns(value, path, self.faults)
        return Selector("section", found, reads="".join(found), references=names_within(found))

    def check_subject(self, clause: Clause, subject: Selector | None, path: Path) -> None:
        """Find verbs that this subject has no answer to, so that the rule would never say anything."""
        if clause.verb in OF_A_PART and subject is None:
            self.faults.add_key(path, f'"{clause.verb}" is asked of a part of the plan; say which with "for each"')
        if clause.verb in OF_THE_PLAN and subject is not None:
            self.faults.add_key((*path, "for each"), f'"{clause.verb}" is asked of the plan itself; remove "for each"')
        nouns = nouns_of([subject]) if subject else frozenset()
        for where in clause.objects if clause.verb == "exist" and subject else ():
            asked = EXISTENCE.get(where, tuple(nouns))
            if not nouns & set(asked):
                self.faults.add_key((*path, "for each"), f'"exist: {where}" is asked of each {" or ".join(asked)}')
