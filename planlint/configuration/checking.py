"""Checking: from what a configuration file says to a Configuration, or to all faults at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from planlint.configuration.globs import wrong_with
from planlint.configuration.model import Configuration, Entry, Exclusion, Setting, Wanted
from planlint.finding import Severity
from planlint.language.faults import Collector, meant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from planlint.language.faults import Path as Where
    from planlint.language.reader import Document

KEYS = ("plans", "exclude", "rules", "fail-on", "min-severity", "require-reason", "baseline")
SEVERITIES = {severity.label: severity for severity in Severity}
AUTO, OFF, NEVER = "auto", "off", "never"


def check(document: Document, shown: str, file: Path, folder: Path) -> tuple[Configuration, Collector]:
    """Return the configuration that a file is, as far as it can be understood, and its faults."""
    faults = Collector(shown, document)
    checker = _Checker(faults)
    value = {} if document.value is None else document.value
    keys = checker.mapping(value, (), KEYS)
    configuration = Configuration(
        shown=shown,
        file=file,
        folder=folder,
        plans=tuple(checker.entries(keys.get("plans"), file.parent)),
        exclude=tuple(checker.exclusions(keys.get("exclude"))),
        rules=dict(checker.settings(keys.get("rules"))),
        fail_on=checker.choice(keys.get("fail-on"), ("fail-on",), (*SEVERITIES, NEVER)),
        min_severity=checker.choice(keys.get("min-severity"), ("min-severity",), SEVERITIES),
        require_reason=checker.truth(keys.get("require-reason"), ("require-reason",)),
        baseline=checker.path(keys.get("baseline"), ("baseline",), file.parent),
    )
    return configuration, faults


class _Checker:
    """Reads values of one file and notes what is wrong with them."""

    def __init__(self, faults: Collector) -> None:
        self.faults = faults

    def mapping(self, value: Any, path: Where, known: Collection[str]) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.faults.add(path, f"this is a mapping with the keys {', '.join(known)}")
            return {}
        for key in value:
            if key not in known:
                self.faults.add_key((*path, key), f'there is no key "{key}" here{meant(key, known)}')
        return {key: each for key, each in value.items() if key in known and each is not None}

    def elements(self, value: Any, path: Where) -> Iterator[tuple[Any, Where]]:
        if value is None:
            return
        if not isinstance(value, list):
            self.faults.add(path, "this is a list; write [ … ] or lines that start with a dash")
            return
        yield from ((each, (*path, number)) for number, each in enumerate(value))

    def entries(self, value: Any, beside: Path) -> Iterator[Entry]:
        for each, path in self.elements(value, ("plans",)):
            keys = self.mapping(each, path, ("files", "ruleset"))
            for key in ("files", "ruleset"):
                if isinstance(each, dict) and len(keys) == len(each) and key not in keys:
                    self.faults.add(path, f'an entry has "files" and "ruleset", and this one has no "{key}"')
            patterns = self.one_or_more(keys["files"], (*path, "files")) if "files" in keys else ()
            files = [self.pattern(*pattern) for pattern in patterns]
            wanted = tuple(self.wanted(keys["ruleset"], (*path, "ruleset"), beside)) if "ruleset" in keys else ()
            yield from (Entry(pattern, wanted, *self.place(path)) for pattern in files)

    def one_or_more(self, value: Any, path: Where) -> Iterable[tuple[Any, Where]]:
        """Return what a list holds, or what stands in place of one; an empty list is neither."""
        return self.elements(value, path) if isinstance(value, list) and value else [(value, path)]

    def wanted(self, value: Any, path: Where, beside: Path) -> Iterator[Wanted]:
        """Yield the rulesets that an entry names; none for `auto`."""
        if value == AUTO:
            return
        for each, where in self.one_or_more(value, path):
            if not isinstance(each, str) or each in {"", AUTO}:
                self.faults.add(where, f"a ruleset is a name, a file, a list of those, or {AUTO} alone")
            else:
                is_file = "/" in each or each.endswith((".yaml", ".yml"))
                yield Wanted(str(beside / each) if is_file else each, *self.place(where))

    def exclusions(self, value: Any) -> Iterator[Exclusion]:
        for each, path in self.elements(value, ("exclude",)):
            yield Exclusion(self.pattern(each, path), self.place(path)[0])

    def pattern(self, value: Any, path: Where) -> str:
        if not isinstance(value, str):
            self.faults.add(path, "a pattern is text, like docs/plans/**/*.md")
            return ""
        wrong = wrong_with(value)
        if wrong:
            self.faults.add(path, wrong)
        return "" if wrong else value

    def settings(self, value: Any) -> Iterator[tuple[str, Setting]]:
        """Yield rules and how loud they are; whether there are such rules is not looked at."""
        if value is None:
            return
        if not isinstance(value, dict):
            self.faults.add(("rules",), "this is a mapping, like { feature-plan/has-title: warning }")
            return
        for name, said in value.items():
            path: Where = ("rules", name)
            if name.count("/") != 1:
                self.faults.add_key(path, f'a rule is named RULESET/RULE, and "{name}" is not')
            elif said is False:
                self.faults.add(path, f'a rule is switched off by the word "{OFF}"')
            else:
                word = self.choice(said, path, (*SEVERITIES, OFF))
                yield name, Setting(SEVERITIES.get(word), *self.faults.document.keys.get(path, (1, 1)))

    def choice(self, value: Any, path: Where, known: Collection[str]) -> str:
        if value is None:
            return ""
        if value not in tuple(known):
            hint = meant(value, known) if isinstance(value, str) else f"; it is one of {', '.join(known)}"
            self.faults.add(path, f'"{self.faults.written(path, value)}" is none of its values{hint}')
            return ""
        return str(value)

    def truth(self, value: Any, path: Where) -> bool:
        if value is not None and not isinstance(value, bool):
            self.faults.add(path, "this is true or false")
        return value is True

    def path(self, value: Any, path: Where, beside: Path) -> Path | None:
        if value is not None and (not isinstance(value, str) or not value.strip() or ".." in Path(value).parts):
            self.faults.add(path, "this is a file's path from the configuration's folder, without ..")
            return None
        return None if value is None else beside / str(value)

    def place(self, path: Where) -> tuple[int, int]:
        while path and path not in self.faults.document.values:
            path = path[:-1]
        return self.faults.document.values.get(path, (1, 1))
