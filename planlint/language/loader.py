"""Loading: from a YAML file to a ruleset that is ready to judge, or to all of its faults at once."""

from __future__ import annotations

import re
from pathlib import Path as File
from typing import Any

from planlint.language import values
from planlint.language.faults import Collector, Fault, Path, RuleSetFaults, meant
from planlint.language.model import Contradiction, RuleSet, Signal, Status, Unchecked
from planlint.language.reader import LARGEST_BYTES, read
from planlint.language.rules import NAME, Rules
from planlint.language.selectors import Selectors

#: The language's version.
VERSION = 1
KEYS = (
    "planlint", "ruleset", "title", "source", "recognised by", "status", "not content", "terms", "rules",
    "unchecked", "structure", "contradictions",
)  # fmt: skip
NEEDED = ("planlint", "ruleset", "title", "source", "recognised by", "rules")
SHA256 = re.compile(r"[0-9a-f]{64}$")


def load(path: File | str) -> RuleSet:
    """Return the ruleset of a file. Raises RuleSetFaults, and OSError where the file cannot be read."""
    data = File(path).read_bytes()
    if len(data) > LARGEST_BYTES:
        message = f"a ruleset has at most {LARGEST_BYTES} bytes, and this file has {len(data)}"
        raise RuleSetFaults([Fault(str(path), 1, 1, message)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise RuleSetFaults([Fault(str(path), line, 1, message)]) from None
    return load_text(text, str(path))


def load_text(text: str, name: str) -> RuleSet:
    """Return the ruleset that a text is; `name` stands for it in messages. Raises RuleSetFaults."""
    found = read(text, name)
    faults = Collector(name, found.marks)
    if not isinstance(found.value, dict):
        faults.add((), "a ruleset is a mapping that starts with planlint: 1; this file has no rules")
        faults.raise_any()
    ruleset = _Head(found.value, faults).compile(name)
    faults.raise_any()
    return ruleset


class _Head:
    """Compiles the head of a ruleset, and all that hangs on it."""

    def __init__(self, written: dict[str, Any], faults: Collector) -> None:
        self.written = written
        self.faults = faults
        self.source = self.mapping("source", ("document", "lines", "sha256"))
        lines = self.source.get("lines", 0)
        self.most = lines if isinstance(lines, int) else 0
        self.selectors = Selectors(self.mapping("terms"), faults)

    def mapping(self, key: str, known: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return a part of the head that is a mapping; its keys checked where they are known."""
        value = self.written.get(key, {})
        if not isinstance(value, dict):
            self.faults.add((key,), f'"{key}" is a mapping')
            return {}
        for inner in value if known else ():
            if inner not in known:
                self.faults.add((key, inner), f'unknown key "{inner}" in "{key}"{meant(inner, known)}')
        return value

    def listed(self, key: str, needed: tuple[str, ...]) -> list[tuple[dict[str, Any], Path]]:
        """Return the entries of a part that is a list of mappings with just these keys."""
        found: list[tuple[dict[str, Any], Path]] = []
        for at, entry in enumerate(values.as_list(self.written.get(key, []))):
            if isinstance(entry, dict) and set(entry) == set(needed):
                found.append((entry, (key, at)))
            else:
                self.faults.add((key, at), f'an entry of "{key}" is a mapping with {", ".join(needed)}')
        return found

    def compile(self, path: str) -> RuleSet:
        """Return the ruleset; with faults, one that must not be used."""
        self._check_head()
        rules = self._rules()
        return RuleSet(
            name=str(self.written.get("ruleset", "")),
            title=str(self.written.get("title", "")),
            document=str(self.source.get("document", "")),
            document_lines=self.most,
            sha256=str(self.source.get("sha256", "")),
            signals=self._signals(),
            status=self._status(),
            not_content=self._not_content(),
            rules=rules,
            unchecked=self._unchecked(),
            structure=self._lines(self.written["structure"], ("structure",)) if "structure" in self.written else (),
            contradictions=self._contradictions(),
            terms=tuple((name, self.selectors.term(name, ("terms", name))) for name in self._terms()),
            path=path,
        )

    def _terms(self) -> list[str]:
        """Return the names of the terms; one that nothing uses is a fault."""
        for name in self.selectors.written:
            if name not in self.selectors.used:
                self.faults.add(("terms", name), f'nothing uses the term "{name}"; remove it')
        return list(self.selectors.written)

    def _check_head(self) -> None:
        for key in self.written:
            if key not in KEYS:
                self.faults.add((key,), f'unknown key "{key}"{meant(key, KEYS)}')
        for key in NEEDED:
            if key not in self.written:
                self.faults.add((), f'a ruleset has "{key}", and this one has none')
        if self.written.get("planlint", VERSION) != VERSION:
            self.faults.add(("planlint",), f"this planlint reads version {VERSION} of the language")
        if not NAME.match(str(self.written.get("ruleset", "x"))):
            self.faults.add(("ruleset",), "a ruleset's name is words-with-hyphens")
        if not SHA256.match(str(self.source.get("sha256", "0" * 64))):
            self.faults.add(("source", "sha256"), "a sha256 has 64 hexadecimal digits")

    def _lines(self, value: Any, path: Path) -> tuple[tuple[int, int], ...]:
        return values.ranges(value, path, self.faults, self.most)

    def _rules(self) -> tuple[Any, ...]:
        rules = Rules(self.selectors, self.faults, self.most)
        compiled = [rules.compile(name, rule, ("rules", name)) for name, rule in self.mapping("rules").items()]
        return tuple(rule for rule in compiled if rule)

    def _signals(self) -> tuple[Signal, ...]:
        return tuple(
            Signal(
                values.number(entry["points"], (*path, "points"), self.faults),
                self._selector(entry["has"], (*path, "has")),
            )
            for entry, path in self.listed("recognised by", ("points", "has"))
        )

    def _selector(self, value: Any, path: Path) -> Any:
        return self.selectors.compile(value, path)

    def _status(self) -> Status | None:
        written = self.mapping("status", ("field", "draft", "active", "done"))
        if not written:
            return None
        if not isinstance(written.get("field"), str):
            self.faults.add(("status",), "a status names the field that it stands in")
        words = tuple(
            (stage, values.texts(written[stage], ("status", stage), self.faults))
            for stage in ("draft", "active", "done")
            if stage in written
        )
        return Status(str(written.get("field", "")), words)

    def _not_content(self) -> tuple[Any, ...]:
        given = values.as_list(self.written.get("not content", []))
        return tuple(self._selector(one, ("not content", at)) for at, one in enumerate(given))

    def _unchecked(self) -> tuple[Unchecked, ...]:
        return tuple(
            Unchecked(self._lines(entry["lines"], (*path, "lines")), " ".join(str(entry["why"]).split()))
            for entry, path in self.listed("unchecked", ("lines", "why"))
        )

    def _contradictions(self) -> tuple[Contradiction, ...]:
        return tuple(
            Contradiction(
                self._lines(entry["lines"], (*path, "lines")),
                " ".join(str(entry["why"]).split()),
                " ".join(str(entry["read as"]).split()),
            )
            for entry, path in self.listed("contradictions", ("lines", "why", "read as"))
        )
