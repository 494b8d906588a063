"""Rules: from what an author wrote to compiled ones; parts, names in messages and lines checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from planlint.language import messages, values
from planlint.language.captures import given_by, names_within
from planlint.language.clauses import DEMANDS, VERB, Clauses
from planlint.language.conditions import Conditions
from planlint.language.examples import read_examples
from planlint.language.faults import meant
from planlint.language.model import Rule
from planlint.language.rows import own_names
from planlint.language.vocabulary import MESSAGE_NAMES, MODALS, NOT_GIVEN, PARTS

if TYPE_CHECKING:
    from planlint.language.faults import Collector, Path
    from planlint.language.model import Clause, Ranges, Row, Selector
    from planlint.language.rows import Rows
    from planlint.language.selectors import Selectors

NEEDED = ("because", "say", "pass", "fail")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
#: Verbs whose findings are things that their object found, so that messages know the things' names.
FINDING = frozenset({"be in order", "be numbered", "be unique", "be ticked in order"})
#: What rules of other linters have, and what says it here.
WEIGHT = (
    f"its demand says how much a rule weighs: {', '.join(f'{modal} is {level}' for modal, level in MODALS.items())}"
)
ELSEWHERE = {
    "severity": WEIGHT,
    "level": WEIGHT,
    "message": '"say" is what a finding says',
    "description": '"because" is why there is the rule',
    "reason": '"because" is why there is the rule',
    "hint": '"fix" is what to do',
    "lines": '"source" is the lines of the document',
    "tests": '"pass" and "fail" are its examples',
    "examples": '"pass" and "fail" are its examples',
}


class Rules:
    """Compiles the rules of one ruleset."""

    def __init__(self, selectors: Selectors, rows: Rows, faults: Collector, most: int, *, has_status: bool) -> None:
        self.selectors = selectors
        self.rows = rows
        self.faults = faults
        self.most = most  # the last line of the source document, 0 where that is not known
        self.clauses = Clauses(selectors, faults)
        self.conditions = Conditions(selectors, faults, has_status=has_status)

    def compile(self, name: str, written: Any, path: Path) -> Rule | None:
        """Return a rule, or None where nothing can be made of it."""
        if not isinstance(written, dict):
            self.faults.add_key(path, f'the rule "{name}" is a mapping of its parts')
            return None
        self._check_keys(name, written, path)
        severity, clause = self.clauses.read(written, path)
        subject = self._selector(written, "for each", path)
        self.clauses.check_subject(clause, subject, path)
        rows = (
            self.rows.read(written["where"], (*path, "where"), sourced="source" in written)
            if "where" in written
            else ()
        )
        when, unless = (self.conditions.read(written, key, path) for key in ("when", "unless"))
        point_at = self._selector(written, "point at", path)
        self._check_names(written, subject, clause, rows, path)
        self._check_rows(
            written, (subject, point_at, *clause.objects, *(fact.value for fact in (*when, *unless))), path
        )
        return Rule(
            name=name,
            severity=severity,
            subject=subject,
            clause=clause,
            rows=rows,
            when=when,
            unless=unless,
            point_at=point_at,
            fold=values.number(written.get("as one finding", 0), (*path, "as one finding"), self.faults),
            stands_alone=values.flag(written.get("stands alone", "no"), (*path, "stands alone"), self.faults),
            lines=self._lines(written, rows, path),
            because=self._text(written, "because", path),
            say=self._text(written, "say", path),
            fix=self._text(written, "fix", path),
            passes=read_examples(written, "pass", path, self.faults),
            fails=read_examples(written, "fail", path, self.faults),
            position=self.faults.document.keys.get(path, (1, 1)),
            since=values.date(written["since"], (*path, "since"), self.faults) if "since" in written else "",
            quotes=values.some_texts(written["quote"], (*path, "quote"), self.faults) if "quote" in written else (),
        )

    def _check_keys(self, name: str, written: dict[str, Any], path: Path) -> None:
        if not NAME.match(name):
            self.faults.add_key(path, f'a rule\'s name is words-with-hyphens, and "{name}" is not')
        demands = [key for key in written if VERB.match(key)]
        unknown = [key for key in written if key not in PARTS and key not in demands]
        for key in unknown:
            here = f"; {ELSEWHERE[key]}" if key in ELSEWHERE else meant(key, [*PARTS, *DEMANDS])
            self.faults.add_key((*path, key), f'unknown key "{key}"{here}')
        if len(demands) > 1 or not (demands or unknown):
            said = "has none" if not demands else "has " + " and ".join(f'"{key}"' for key in demands)
            self.faults.add_key(path, f'a rule has one demand, like "must have", and "{name}" {said}')
        for key in NEEDED:
            if key not in written:
                self.faults.add_key(path, f'a rule has "{key}", and "{name}" has none')

    def _selector(self, written: dict[str, Any], key: str, path: Path) -> Selector | None:
        return self.selectors.compile(written[key], (*path, key)) if key in written else None

    def _text(self, written: dict[str, Any], key: str, path: Path) -> str:
        return values.text(written[key], (*path, key), self.faults) if key in written else ""

    def _lines(self, written: dict[str, Any], rows: tuple[Row, ...], path: Path) -> Ranges:
        if "source" in written:
            return values.ranges(written["source"], (*path, "source"), self.faults, self.most)
        if not rows or not all(row.lines for row in rows):
            self.faults.add_key(path, 'a rule cites lines of its document as "source", and this one does not')
        return tuple(span for row in rows for span in row.lines)

    def _check_names(
        self, written: dict[str, Any], subject: Selector | None, clause: Clause, rows: tuple[Row, ...], path: Path
    ) -> None:
        """Find names in messages that nothing gives, and braces that are no name."""
        known = {*MESSAGE_NAMES, *given_by(subject), *_given_by_object(clause), *(dict(rows[0].names) if rows else ())}
        known.discard(NOT_GIVEN.get(clause.verb, ("", ""))[clause.negated])
        known |= {"missing"} if "as one finding" in written else set()
        for key in ("say", "fix"):
            template = str(written.get(key, ""))
            for name in messages.names(template):
                if name not in known:
                    near = meant(name, sorted(known))
                    self.faults.add((*path, key), f'nothing gives {{{name}}} in "{key}"{near}')
            if messages.has_stray_brace(template):
                self.faults.add((*path, key), f'a brace in "{key}" stands around a name, or is written {{{{ or }}}}')

    def _check_rows(self, written: dict[str, Any], parts: tuple[Any, ...], path: Path) -> None:
        """Find names of rows that nothing asks for: a slip there makes a capture of a name."""
        asked = names_within(parts) | set(messages.names(f"{written.get('say', '')} {written.get('fix', '')}"))
        for name in own_names(written.get("where")):
            if name not in asked:
                self.faults.add((*path, "where"), f"the rows give {{{name}}}, and nothing in the rule asks for it")


def _given_by_object(clause: Clause) -> frozenset[str]:
    """Return the names that the things found by the clause's objects give."""
    if clause.verb == "mention" and clause.negated:
        return names_within(clause.objects)
    if clause.verb == "have":
        giving = [one for one in clause.objects if clause.negated or one.at_most is not None]
    else:
        giving = list(clause.objects) if clause.verb in FINDING else []
    return frozenset(name for one in giving for name in given_by(one))
