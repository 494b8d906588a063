"""The head of a ruleset: its parts from what an author wrote to compiled ones, and all that hangs on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from planlint.finding import OWN
from planlint.language import values
from planlint.language.attributes import COUNTS
from planlint.language.faults import meant
from planlint.language.model import Contradiction, RuleSet, Signal, Status, Unchecked
from planlint.language.rows import Rows
from planlint.language.rules import NAME, Rules
from planlint.language.selectors import CHOICES, Selectors
from planlint.language.vocabulary import ATTRIBUTES, NOUNS, STAGES

if TYPE_CHECKING:
    from planlint.language.faults import Collector, Path
    from planlint.language.model import Ranges, Rule, Selector

#: The language's version.
VERSION = 1
KEYS = (
    "planlint", "ruleset", "title", "source", "recognised by", "status", "not content", "terms", "rows", "rules",
    "unchecked", "structure", "contradictions", "extends", "relax", "tighten", "amend",
)  # fmt: skip
NEEDED = ("planlint", "ruleset", "title", "source", "recognised by", "rules")
#: What a ruleset needs that builds on others.
NEEDED_IN_CHILD = ("planlint", "ruleset", "title")
SOURCE = ("document", "lines", "sha256")
SHA256 = re.compile(r"[0-9a-f]{64}\Z")


class Head:
    """Compiles a whole ruleset from its written form."""

    def __init__(self, written: dict[str, Any], faults: Collector) -> None:
        self.written = written
        self.faults = faults
        self.source = self._mapping("source", SOURCE, SOURCE[:1])
        self.most = self._number_of_lines()
        self.selectors = Selectors(self._mapping("terms"), faults)

    def compile(self, path: str) -> RuleSet:
        """Return the ruleset; with faults, one that must not be used."""
        self._check_keys()
        return RuleSet(
            name=self._name(),
            title=self._text(self.written, "title"),
            document=self._text(self.source, "document", "source"),
            document_lines=self.most,
            sha256=self._sha256(),
            signals=self._signals(),
            status=self._status(),
            not_content=self._not_content(),
            rules=self._rules(),
            unchecked=self._unchecked(),
            structure=self._lines(self.written, "structure") if "structure" in self.written else (),
            contradictions=self._contradictions(),
            terms=self._terms(),
            path=path,
        )

    def _check_keys(self) -> None:
        for key in self.written:
            if key not in KEYS:
                self.faults.add_key((key,), f'unknown key "{key}"{meant(key, KEYS)}')
        for key in NEEDED_IN_CHILD if "extends" in self.written else NEEDED:
            if key not in self.written:
                self.faults.add((), f'a ruleset has "{key}", and this one has none')
        version = self.written.get("planlint", VERSION)
        if isinstance(version, bool) or version != VERSION:
            self.faults.add(("planlint",), f"this planlint reads version {VERSION} of the language")

    def _mapping(self, key: str, known: tuple[str, ...] = (), needed: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return a part of the head that is a mapping; its keys checked where they are known."""
        value = self.written.get(key, {})
        if not isinstance(value, dict):
            self.faults.add((key,), f'"{key}" is a mapping, not {values.shown(value)}')
            return {}
        for inner in value if known else ():
            if inner not in known:
                self.faults.add_key((key, inner), f'unknown key "{inner}" in "{key}"{meant(inner, known)}')
        for inner in needed if key in self.written else ():
            if inner not in value:
                self.faults.add_key((key,), f'"{key}" has "{inner}", and this one has none')
        return value

    def _entries(self, key: str, needed: tuple[str, ...]) -> list[tuple[dict[str, Any], Path]]:
        """Return the entries of a part that is a list of mappings with just these keys."""
        found: list[tuple[dict[str, Any], Path]] = []
        for entry, path in values.elements(self.written.get(key, []), (key,)):
            if isinstance(entry, dict) and set(entry) == set(needed):
                found.append((entry, path))
            else:
                self.faults.add(path, f'an entry of "{key}" is a mapping with {", ".join(needed)}')
        return found

    def _text(self, written: dict[str, Any], key: str, *path: str | int) -> str:
        return values.text(written[key], (*path, key), self.faults) if key in written else ""

    def _lines(self, written: dict[str, Any], key: str, *path: str | int) -> Ranges:
        return values.ranges(written[key], (*path, key), self.faults, self.most)

    def _number_of_lines(self) -> int:
        lines = self.source.get("lines", 1)
        if isinstance(lines, int) and not isinstance(lines, bool) and lines > 0:
            return lines if "lines" in self.source else 0
        self.faults.add(("source", "lines"), f"a document has a number of lines, not {values.shown(lines)}")
        return 0

    def _name(self) -> str:
        name = self._text(self.written, "ruleset")
        if name and not NAME.match(name):
            self.faults.add(("ruleset",), f'a ruleset\'s name is words-with-hyphens, and "{name}" is not')
        if name == OWN:
            self.faults.add(("ruleset",), f'planlint\'s own checks are called "{OWN}"; give the ruleset another name')
        return name

    def _sha256(self) -> str:
        given = self._text(self.source, "sha256", "source")
        if given and not SHA256.match(given):
            self.faults.add(("source", "sha256"), "a sha256 has 64 hexadecimal digits in lower case")
        return given

    def _rules(self) -> tuple[Rule, ...]:
        rows = Rows(self._mapping("rows"), self.faults, self.most)
        rules = Rules(self.selectors, rows, self.faults, self.most, has_status="status" in self.written)
        written = self._mapping("rules")
        if not written and isinstance(self.written.get("rules"), dict):
            self.faults.add_key(("rules",), "a ruleset has at least one rule")
        compiled = [rules.compile(name, rule, ("rules", name)) for name, rule in written.items()]
        rows.check_used()
        return tuple(rule for rule in compiled if rule)

    def _signals(self) -> tuple[Signal, ...]:
        return tuple(
            Signal(
                values.number(entry["points"], (*path, "points"), self.faults),
                self.selectors.compile(entry["has"], (*path, "has"), COUNTS),
            )
            for entry, path in self._entries("recognised by", ("points", "has"))
        )

    def _status(self) -> Status | None:
        if "status" not in self.written:
            return None
        written = self._mapping("status", ("field", *STAGES), ("field",))
        words = tuple(
            (stage, values.some_texts(written[stage], ("status", stage), self.faults))
            for stage in STAGES
            if stage in written
        )
        return Status(self._text(written, "field", "status"), words)

    def _not_content(self) -> tuple[Selector, ...]:
        given = values.elements(self.written.get("not content", []), ("not content",))
        return tuple(self.selectors.compile(one, path) for one, path in given)

    def _terms(self) -> tuple[tuple[str, Selector], ...]:
        """Return the terms; one that nothing uses, or that hides a word of the language, is a fault."""
        for name in self.selectors.written:
            if name not in self.selectors.used:
                self.faults.add_key(("terms", name), f'nothing uses the term "{name}"; remove it')
            if name in NOUNS or name in ATTRIBUTES or name in CHOICES:
                self.faults.add_key(("terms", name), f'"{name}" is a word of the language; give the term another name')
        return tuple((name, self.selectors.term(name, ("terms", name))) for name in self.selectors.written)

    def _unchecked(self) -> tuple[Unchecked, ...]:
        return tuple(
            Unchecked(self._lines(entry, "lines", *path), self._text(entry, "why", *path))
            for entry, path in self._entries("unchecked", ("lines", "why"))
        )

    def _contradictions(self) -> tuple[Contradiction, ...]:
        return tuple(
            Contradiction(
                self._lines(entry, "lines", *path), self._text(entry, "why", *path), self._text(entry, "read as", *path)
            )
            for entry, path in self._entries("contradictions", ("lines", "why", "read as"))
        )
