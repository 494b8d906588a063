"""Loading a ruleset (first version)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from planlint.finding import Severity
from planlint.language import model as m
from planlint.language.patterns import names_in
from planlint.language.vocabulary import ATTRIBUTES, FACTS, MODALS, NOUNS, VERBS


class Fault(NamedTuple):
    path: str
    line: int
    column: int
    message: str


class RuleSetFaults(Exception):
    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(f"{f.path}:{f.line}:{f.column}: {f.message}" for f in faults))
        self.faults = faults


def load(path: Path | str) -> m.RuleSet:
    return load_text(Path(path).read_text(encoding="utf-8"), str(path))


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def ranges(value: Any) -> m.Ranges:
    found = []
    for part in re.split(r"[,\s]+", " ".join(str(v) for v in as_list(value))):
        if part:
            low, _, high = part.partition("-")
            found.append((int(low), int(high or low)))
    return tuple(found)


def flag(value: Any) -> bool:
    return str(value).lower() in {"yes", "true"}


class Loader:
    def __init__(self, data: dict[str, Any], name: str) -> None:
        self.data, self.name = data, name
        self.terms: dict[str, m.Selector] = {}
        self.busy: set[str] = set()

    def fault(self, message: str) -> RuleSetFaults:
        return RuleSetFaults([Fault(self.name, 1, 1, message)])

    def term(self, name: str) -> m.Selector:
        if name not in self.terms:
            if name in self.busy:
                raise self.fault(f"term {name} goes in a circle")
            self.busy.add(name)
            self.terms[name] = self.selector(self.data["terms"][name])
        return self.terms[name]

    def selector(self, value: Any) -> m.Selector:
        if isinstance(value, str):
            if value in (self.data.get("terms") or {}):
                return self.term(value)
            if value in NOUNS:
                return m.Selector(value, reads=value)
            raise self.fault(f"no term or noun {value!r}")
        if not isinstance(value, dict):
            raise self.fault(f"not a selector: {value!r}")
        extra = {k: v for k, v in value.items() if k in ATTRIBUTES}
        heads = [k for k in value if k not in ATTRIBUTES]
        if len(heads) != 1:
            raise self.fault(f"one noun, please: {value!r}")
        head = heads[0]
        if head in {"any of", "first of"}:
            inner = tuple(self.refine(self.selector(v), extra) for v in value[head])
            refs = frozenset(n for s in inner for n in s.references)
            reads = " or ".join(s.reads for s in inner)
            low, high = self.count(value)
            return m.Selector("", any_of=inner if head == "any of" else (), first_of=inner if head == "first of" else (), reads=reads, references=refs, at_least=low, at_most=high)
        patterns = tuple(str(v) for v in as_list(value[head]))
        if head in (self.data.get("terms") or {}):
            base = self.term(head)
            if patterns not in {("*",), ("any",)}:
                extra = {**extra, "also matches": list(patterns)}
            result = self.refine(base, extra)
            low, high = self.count(value)
            return m.Selector(result.noun, result.patterns, result.attributes, result.any_of, result.first_of, low, high, result.same, head, result.references)
        if head not in NOUNS:
            raise self.fault(f"no term or noun {head!r}")
        base = m.Selector(head, patterns, reads=self.reads(head, patterns), references=frozenset(n for p in patterns for n in names_in(p)))
        result = self.refine(base, extra)
        low, high = self.count(value)
        same = self.selector(value["in the same"]) if "in the same" in value else None
        return m.Selector(head, patterns, result.attributes, at_least=low, at_most=high, same=same, reads=base.reads, references=result.references)

    @staticmethod
    def reads(head: str, patterns: tuple[str, ...]) -> str:
        return head if patterns == ("*",) else patterns[0]

    @staticmethod
    def count(value: dict[str, Any]) -> tuple[int, int | None]:
        if "exactly" in value:
            return int(value["exactly"]), int(value["exactly"])
        high = int(value["at most"]) if "at most" in value else None
        return int(value.get("at least", 0 if high is not None else 1)), high

    def refine(self, base: m.Selector, extra: dict[str, Any]) -> m.Selector:
        compiled = tuple((k, self.attribute(k, v)) for k, v in extra.items() if k not in {"at least", "at most", "exactly", "in the same"})
        if not compiled:
            return base
        if base.any_of or base.first_of:
            return m.Selector("", any_of=tuple(self.refine(s, extra) for s in base.any_of), first_of=tuple(self.refine(s, extra) for s in base.first_of), reads=base.reads, references=base.references, at_least=base.at_least, at_most=base.at_most)
        refs = set(base.references)
        for _, v in compiled:
            if isinstance(v, m.Selector):
                refs |= v.references
            elif isinstance(v, tuple):
                for p in v:
                    for q in p if isinstance(p, tuple) else (p,):
                        if isinstance(q, str):
                            refs |= names_in(q)
        return m.Selector(base.noun, base.patterns, base.attributes + compiled, at_least=base.at_least, at_most=base.at_most, same=base.same, reads=base.reads, references=frozenset(refs))

    def attribute(self, key: str, value: Any) -> Any:
        takes = ATTRIBUTES[key].takes if key in ATTRIBUTES else "patterns"
        if takes == "selector":
            return self.selector(value)
        if takes in {"patterns", "phrases", "value", "names", "hashes"}:
            return tuple(str(v) for v in as_list(value))
        if takes == "phrase groups":
            return tuple(tuple(str(x) for x in as_list(v)) for v in as_list(value))
        if takes == "numbers":
            return tuple(int(v) for v in as_list(value))
        if takes == "number":
            return int(value)
        return flag(value)

    def facts(self, value: dict[str, Any] | None) -> tuple[m.Fact, ...]:
        found = []
        for kind, v in (value or {}).items():
            if kind == "is":
                continue
            if kind not in FACTS:
                raise self.fault(f"no fact {kind!r}")
            if kind in {"status", "repository has"}:
                found.append(m.Fact(kind, str(v)))
            elif kind in {"it is", "it mentions"}:
                found.append(m.Fact(kind, tuple(str(x) for x in as_list(v))))
            elif kind == "field":
                field = m.Selector("field", tuple(str(x) for x in as_list(v)), reads=str(v))
                found.append(m.Fact(kind, (field, tuple(str(x) for x in as_list(value.get("is", []))))))
            else:
                found.append(m.Fact(kind, self.selector(v)))
        return tuple(found)

    def clause(self, rule: dict[str, Any], name: str) -> tuple[Severity, m.Clause]:
        for key, value in rule.items():
            modal, _, rest = key.partition(" ")
            if modal not in MODALS:
                continue
            negated = rest.startswith("not ")
            verb = rest.removeprefix("not ")
            if verb not in VERBS:
                raise self.fault(f"{name}: no verb {verb!r}")
            any_of = isinstance(value, dict) and set(value) == {"any of"}
            values = value["any of"] if any_of else as_list(value)
            takes = VERBS[verb].takes
            if takes in {"selectors", "selector"}:
                objects: tuple[Any, ...] = tuple(self.selector(v) for v in values)
            elif takes == "order":
                objects = tuple(self.selector(v) if not isinstance(v, str) or v in (self.data.get("terms") or {}) else m.Selector("section", (v,), reads=v, references=names_in(v)) for v in values)
            else:
                objects = tuple(tuple(str(x) for x in v) if isinstance(v, list) else str(v) for v in values)
            return Severity[MODALS[modal].upper()], m.Clause(verb, negated, objects, any_of or takes == "values")
        raise self.fault(f"{name}: no verb")

    @staticmethod
    def examples(value: Any) -> tuple[m.Example, ...]:
        found = []
        for one in as_list(value):
            if isinstance(one, str):
                found.append(m.Example(one))
                continue
            files = one.get("files")
            if isinstance(files, list):
                files = {n: "" for n in files} if all(isinstance(n, str) for n in files) else {k: v for n in files for k, v in (n.items() if isinstance(n, dict) else [(n, "")])}
            entries = None if files is None else tuple((k, "x\n" * int(v) if str(v).isdigit() else str(v)) for k, v in files.items())
            at = tuple(int(a) for a in as_list(one.get("at", [])))
            found.append(m.Example(one["plan"], at, str(one.get("path", "")), entries))
        return tuple(found)

    def rule(self, name: str, rule: dict[str, Any]) -> m.Rule:
        severity, clause = self.clause(rule, name)
        rows = []
        for row in rule.get("where") or ():
            names = tuple((k, tuple(str(x) for x in v) if isinstance(v, list) else str(v)) for k, v in row.items() if k != "source")
            rows.append(m.Row(names, ranges(row["source"]) if "source" in row else ()))
        lines = ranges(rule["source"]) if "source" in rule else tuple(s for r in rows for s in r.lines)
        return m.Rule(name, severity, self.selector(rule["for each"]) if "for each" in rule else None, clause, tuple(rows), self.facts(rule.get("when")), self.facts(rule.get("unless")),
            self.selector(rule["point at"]) if "point at" in rule else None, int(rule.get("as one finding", 0)), flag(rule.get("stands alone", "no")), lines, str(rule["because"]), str(rule["say"]), str(rule.get("fix", "")), self.examples(rule["pass"]), self.examples(rule["fail"]))

    def ruleset(self) -> m.RuleSet:
        d = self.data
        status = d.get("status")
        words = tuple((k, tuple(str(x) for x in as_list(status[k]))) for k in ("draft", "active", "done") if k in status) if status else ()
        return m.RuleSet(d["ruleset"], str(d.get("title", "")), d["source"]["document"], int(d["source"]["lines"]), str(d["source"]["sha256"]),
            tuple(m.Signal(int(s["points"]), self.selector(s["has"])) for s in d["recognised by"]),
            m.Status(status["field"], words) if status else None,
            tuple(self.selector(s) for s in d.get("not content") or ()),
            tuple(self.rule(n, r) for n, r in d["rules"].items()),
            tuple(m.Unchecked(ranges(u["lines"]), u["why"]) for u in d.get("unchecked") or ()), ranges(d.get("structure", [])),
            tuple(m.Contradiction(ranges(c["lines"]), c["why"], c["read as"]) for c in d.get("contradictions") or ()), tuple((n, self.term(n)) for n in d.get("terms") or {}), self.name)


def load_text(text: str, name: str) -> m.RuleSet:
    return Loader(yaml.load(text, yaml.BaseLoader), name).ruleset()
