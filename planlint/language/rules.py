"""Rules: from what an author wrote to compiled ones; verb, object, facts, messages and examples checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from planlint.finding import Severity
from planlint.language import values
from planlint.language.examples import read_examples
from planlint.language.faults import meant
from planlint.language.messages import names
from planlint.language.model import Clause, Fact, Row, Rule, Selector
from planlint.language.selectors import names_of, names_within
from planlint.language.vocabulary import EXISTENCE, FACTS, MESSAGE_NAMES, MODALS, VERBS

if TYPE_CHECKING:
    from planlint.language.faults import Collector, Path
    from planlint.language.selectors import Selectors

KEYS = (
    "where", "for each", "when", "unless", "source", "because", "say", "fix", "pass", "fail",
    "point at", "as one finding", "stands alone",
)  # fmt: skip
NEEDED = ("because", "say", "pass", "fail")
VERB = re.compile(rf"({'|'.join(MODALS)}) (not )?({'|'.join(sorted(VERBS, key=len, reverse=True))})$")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")


class Rules:
    """Compiles the rules of one ruleset."""

    def __init__(self, selectors: Selectors, faults: Collector, most: int) -> None:
        self.selectors = selectors
        self.faults = faults
        self.most = most  # the last line of the source document, 0 where that is not known

    def compile(self, name: str, written: Any, path: Path) -> Rule | None:
        """Return a rule, or None where nothing can be made of it."""
        if not isinstance(written, dict):
            self.faults.add(path, f'the rule "{name}" is a mapping of its parts')
            return None
        if not NAME.match(name):
            self.faults.add(path, f'a rule\'s name is words-with-hyphens, and "{name}" is not')
        self._check_keys(name, written, path)
        severity, clause = self._clause(written, path)
        subject = self.selectors.compile(written["for each"], (*path, "for each")) if "for each" in written else None
        rows = self._rows(written.get("where", []), (*path, "where"))
        self._check_names(written, subject, clause, rows, path)
        return Rule(
            name,
            severity,
            subject,
            clause,
            rows,
            self._facts(written.get("when"), (*path, "when")),
            self._facts(written.get("unless"), (*path, "unless")),
            self.selectors.compile(written["point at"], (*path, "point at")) if "point at" in written else None,
            values.number(written.get("as one finding", 0), (*path, "as one finding"), self.faults),
            values.flag(written.get("stands alone", "no"), (*path, "stands alone"), self.faults),
            self._lines(written, rows, path),
            self._text(written, "because", path),
            self._text(written, "say", path),
            self._text(written, "fix", path),
            read_examples(written.get("pass", []), (*path, "pass"), self.faults, failing=False),
            read_examples(written.get("fail", []), (*path, "fail"), self.faults, failing=True),
            self.faults.marks.get(path, (1, 1)),
        )

    def _check_keys(self, name: str, written: dict[str, Any], path: Path) -> None:
        demands = [key for key in written if VERB.match(key)]
        if len(demands) != 1:
            said = "has none" if not demands else "has " + " and ".join(f'"{key}"' for key in demands)
            self.faults.add(path, f'a rule has one demand, like "must have", and "{name}" {said}')
        for key in written:
            if key not in KEYS and key not in demands:
                every = [f"{modal} {negation}{verb}" for modal in MODALS for negation in ("", "not ") for verb in VERBS]
                self.faults.add((*path, key), f'unknown key "{key}"{meant(key, [*KEYS, *every])}')
        for key in NEEDED:
            if key not in written:
                self.faults.add(path, f'a rule has "{key}", and "{name}" has none')

    def _text(self, written: dict[str, Any], key: str, path: Path) -> str:
        value = written.get(key, "")
        if not isinstance(value, str) or (key in written and not value.strip()):
            self.faults.add((*path, key), f'"{key}" is a text')
        return " ".join(str(value).split())

    def _clause(self, written: dict[str, Any], path: Path) -> tuple[Severity, Clause]:
        for key, value in written.items():
            found = VERB.match(key)
            if found:
                modal, negated, verb = found[1], bool(found[2]), found[3]
                place = (*path, key)
                any_of = isinstance(value, dict) and set(value) == {"any of"} and VERBS[verb].takes != "selector"
                objects = self._objects(verb, value["any of"] if any_of else value, place)
                return Severity[MODALS[modal].upper()], Clause(verb, negated, objects, any_of or verb == "be")
        return Severity.NOTE, Clause("have", negated=False, objects=())

    def _objects(self, verb: str, value: Any, path: Path) -> tuple[Any, ...]:
        takes = VERBS[verb].takes
        if takes in {"selectors", "selector"}:
            found = tuple(self.selectors.compile(one, path) for one in values.as_list(value))
            if takes == "selector" and len(found) != 1:
                self.faults.add(path, f'"{verb}" takes one selector')
            return found
        if takes == "order":
            return tuple(self._ordered(one, path) for one in values.as_list(value))
        if takes == "phrases":
            return tuple(self._phrases(one, path) for one in values.as_list(value))
        if takes in {"patterns", "pattern"}:
            return values.patterns(value, path, self.faults)
        found_texts = values.texts(value, path, self.faults)
        allowed = {"existence": EXISTENCE, "level": ("a level",)}.get(takes)
        for text in found_texts if allowed else ():
            if allowed and text not in allowed:
                self.faults.add(path, f'"{verb}" takes no "{text}"{meant(text, allowed)}')
        return found_texts

    def _phrases(self, value: Any, path: Path) -> str | tuple[str, ...]:
        found = values.patterns(value, path, self.faults)
        return found if isinstance(value, list) else "".join(found)

    def _ordered(self, value: Any, path: Path) -> Selector:
        """Return a thing that stands in an order: a term or selector, or else a title."""
        if isinstance(value, str) and value not in self.selectors.written:
            found = values.patterns(value, path, self.faults)
            return Selector("section", found, reads=value, references=names_of(value))
        return self.selectors.compile(value, path)

    def _facts(self, written: Any, path: Path) -> tuple[Fact, ...]:
        if written is None:
            return ()
        if not isinstance(written, dict):
            self.faults.add(path, "facts are a mapping, like { plan has: … }")
            return ()
        for key in written:
            if key not in FACTS and not (key == "is" and "field" in written):
                self.faults.add((*path, key), f'unknown fact "{key}"{meant(key, FACTS)}')
        return tuple(self._fact(kind, written, (*path, kind)) for kind in written if kind in FACTS)

    def _fact(self, kind: str, written: dict[str, Any], path: Path) -> Fact:
        value = written[kind]
        if kind == "status" and value not in {"draft", "active", "done"}:
            self.faults.add(path, f"a status is draft, active or done, not {value!r}")
        if kind in {"status", "repository has"}:
            return Fact(kind, str(value))
        if kind == "it is":
            return Fact(kind, values.texts(value, path, self.faults))
        if kind == "it mentions":
            return Fact(kind, values.patterns(value, path, self.faults))
        if kind == "field":
            labels = values.patterns(value, path, self.faults)
            field = Selector("field", labels, reads=labels[0] if labels else "", references=names_within(labels))
            return Fact(kind, (field, values.texts(written.get("is", []), (*path[:-1], "is"), self.faults)))
        return Fact(kind, self.selectors.compile(value, path))

    def _rows(self, written: Any, path: Path) -> tuple[Row, ...]:
        rows = []
        for at, row in enumerate(values.as_list(written)):
            place = (*path, at)
            if not isinstance(row, dict) or not [key for key in row if key != "source"]:
                self.faults.add(place, "a row is a mapping of names to texts, like { name: Goal }")
                continue
            said = {
                key: values.patterns(value, (*place, key), self.faults) for key, value in row.items() if key != "source"
            }
            lines = values.ranges(row["source"], (*place, "source"), self.faults, self.most) if "source" in row else ()
            named = tuple((key, text if isinstance(row[key], list) else "".join(text)) for key, text in said.items())
            rows.append(Row(named, lines))
        return tuple(rows)

    def _lines(self, written: dict[str, Any], rows: tuple[Row, ...], path: Path) -> tuple[tuple[int, int], ...]:
        if "source" in written:
            return values.ranges(written["source"], (*path, "source"), self.faults, self.most)
        if not rows or not all(row.lines for row in rows):
            self.faults.add(path, 'a rule cites lines of its document as "source", and this one does not')
        return tuple(span for row in rows for span in row.lines)

    def _check_names(
        self, written: dict[str, Any], subject: Selector | None, clause: Clause, rows: tuple[Row, ...], path: Path
    ) -> None:
        """Find names in messages that nothing gives, and rows that do not give the same names."""
        row_names = [frozenset(name for name, _ in row.names) for row in rows]
        if len(set(row_names)) > 1:
            self.faults.add((*path, "where"), "all rows of a rule give the same names")
        known = {*MESSAGE_NAMES, *(subject.references if subject else ()), *(row_names[0] if row_names else ())}
        known |= {name for one in clause.objects for name in names_within(one)}
        for key in ("say", "fix"):
            for name in names(str(written.get(key, ""))):
                if name not in known:
                    self.faults.add((*path, key), f'nothing gives {{{name}}} in "{key}"{meant(name, sorted(known))}')
