"""Inheritance: a ruleset built on others; what it relaxes, tightens and amends, written form by written form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planlint.finding import Severity
from planlint.language import values
from planlint.language.clauses import VERB
from planlint.language.faults import meant
from planlint.language.model import Change
from planlint.language.rules import NEEDED
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from planlint.language.faults import Collector, Path
    from planlint.language.model import Rule, RuleSet

#: The severities that a rule can be given, and none.
LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "note": Severity.NOTE, "off": None}


@dataclass(frozen=True, slots=True)
class Member:
    """One ruleset of a family as its author wrote it, with the collector of its faults."""

    written: dict[str, Any]
    faults: Collector

    @property
    def name(self) -> str:
        """Return the ruleset's name, as far as it has one."""
        return str(self.written.get("ruleset", ""))

    @property
    def rules(self) -> dict[str, Any]:
        """Return the rules as written."""
        rules = self.written.get("rules")
        return rules if isinstance(rules, dict) else {}


class Target(NamedTuple):
    """A rule that a change names: the ruleset that has it, and its name there."""

    member: Member
    rule: str


class Changes:
    """What one ruleset changes in those that it extends."""

    def __init__(self, own: Member, parents: Sequence[Member]) -> None:
        self.own = own
        self.parents = parents
        self.faults = own.faults

    def amend(self) -> Iterator[tuple[str, Change]]:
        """Put the parts that are amended in the place of those that were there; a part without a value goes.

        Yields the name of the ruleset that is changed with each change.
        """
        for name, parts, path in self._entries("amend"):
            target = self._target(name, path)
            rule = target and target.member.rules[target.rule]
            if not isinstance(parts, dict) or not parts:
                self.faults.add(path, "an amendment is a mapping of the rule's parts that change")
            elif target and isinstance(rule, dict):
                self._graft(target, rule, parts, path)
                yield target.member.name, Change(target.rule, self.own.name, f"amended: {', '.join(parts)}", "")

    def _graft(self, target: Target, rule: dict[str, Any], parts: dict[str, Any], path: Path) -> None:
        if any(VERB.match(key) for key in parts):
            for old in [key for key in rule if VERB.match(key)]:
                del rule[old]
        for key, value in parts.items():
            if value is None and (key in NEEDED or VERB.match(key)):
                self.faults.add_key(
                    (*path, key), f'a rule has "{key}", so an amendment gives it another or leaves it out'
                )
            elif value is None:
                rule.pop(key, None)
            else:
                rule[key] = value
                target.member.faults.graft(("rules", target.rule, key), self.faults, (*path, key))

    def levels(self, compiled: dict[str, Rule], off: Collection[str]) -> Iterator[tuple[str, Severity | None, Change]]:
        """Yield each rule whose severity changes, by its whole name, with the new one; None: it is off.

        `off` are the rules that are off already.
        """
        for key in ("relax", "tighten"):
            for name, entry, path in self._entries(key):
                target = self._target(name, path)
                rule = compiled.get(f"{target.member.name}/{target.rule}") if target else None
                if target and f"{target.member.name}/{target.rule}" in off:
                    self.faults.add_key(path, f'"{name}" is switched off by a ruleset that this one extends')
                if target and rule and self._is_level(key, entry, path, rule.severity):
                    yield self._level(key, entry, path, target, rule)

    def _level(
        self, key: str, entry: dict[str, Any], path: Path, target: Target, rule: Rule
    ) -> tuple[str, Severity | None, Change]:
        whole = f"{target.member.name}/{target.rule}"
        because = values.text(entry["because"], (*path, "because"), self.faults) if "because" in entry else ""
        what = f"{'relaxed' if key == 'relax' else 'tightened'} from {rule.severity.label} to {entry['to']}"
        return whole, LEVELS[entry["to"]], Change(target.rule, self.own.name, what, because)

    def _is_level(self, key: str, entry: Any, path: Path, old: Severity) -> bool:
        """Tell whether an entry of relax or tighten is one; what is wrong with it is noted."""
        if not isinstance(entry, dict) or not {"to"} <= set(entry) <= {"to", "because"}:
            self.faults.add(path, f'an entry of "{key}" is a mapping with to and because')
        elif entry["to"] not in LEVELS:
            self.faults.add((*path, "to"), f"a severity stands here{meant(str(entry['to']), LEVELS)}")
        elif key == "relax" and "because" not in entry:
            self.faults.add(path, 'a rule is relaxed for a reason, and this one has no "because"')
        elif not _goes(key, old, LEVELS[entry["to"]]):
            way = "weaker" if key == "relax" else "stronger"
            self.faults.add((*path, "to"), f'the rule gives {old.label}s, and "{key}" makes a rule {way}')
        else:
            return True
        return False

    def _entries(self, key: str) -> Iterator[tuple[str, Any, Path]]:
        written = self.own.written.get(key, {})
        if not isinstance(written, dict):
            self.faults.add((key,), f'"{key}" is a mapping from rules to what changes')
            return
        if written and not self.parents:
            self.faults.add_key((key,), f'"{key}" changes rules of another ruleset, and this one has no "extends"')
            return
        for name, value in written.items():
            yield name, value, (key, name)

    def _target(self, name: str, path: Path) -> Target | None:
        """Return the rule of that name, which must be one; what is wrong is noted."""
        known = [Target(member, rule) for member in self.parents for rule in member.rules]
        found = [each for each in known if name in {each.rule, f"{each.member.name}/{each.rule}"}]
        if len(found) == 1:
            return found[0]
        if found:
            names = " and ".join(f"{each.member.name}/{each.rule}" for each in found)
            self.faults.add_key(path, f'"{name}" is the name of {names}; write which')
        else:
            near = meant(name, [each.rule if "/" not in name else f"{each.member.name}/{each.rule}" for each in known])
            self.faults.add_key(path, f'no ruleset that this one extends has a rule "{name}"{near}')
        return None


def _goes(key: str, old: Severity, new: Severity | None) -> bool:
    """Tell whether a severity changes the way that the key says."""
    return (new or 0) < old if key == "relax" else (new or 0) > old


def with_severities(ruleset: RuleSet, severities: dict[str, Severity | None]) -> RuleSet:
    """Return a ruleset with other severities for some of its rules, by whole names; without those that are off."""
    rules = []
    for rule in ruleset.rules:
        severity = severities.get(f"{ruleset.name}/{rule.name}", rule.severity)
        if severity is not None:
            rules.append(rule if severity is rule.severity else replace(rule, severity=severity))
    return replace(ruleset, rules=tuple(rules))
