"""What plans are held against by option, configuration and plan together; a configuration's names looked up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.files import inside
from planlint.finding import OWN
from planlint.language.faults import Fault, RuleSetFaults, meant
from planlint.named import NamedTuple
from planlint.rulesets import ClashError, UnknownRulesetError, get, is_path, shipped, together
from planlint.run.naming import OWN_RULES
from planlint.shown import from_here

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planlint.cache import Cache
    from planlint.configuration.discovery import Configurations
    from planlint.configuration.model import Configuration, Entry
    from planlint.language.model import RuleSet
    from planlint.run.judging import Against
    from planlint.run.naming import RuleChoice


class Settled(NamedTuple):
    """A configuration whose names were looked up: the rulesets of its entries, and the rules it knows of."""

    rulesets: dict[Entry, tuple[RuleSet, ...]]
    faults: tuple[Fault, ...]


class Configured:
    """Says for each plan which configuration holds, and what the plan is held against."""

    def __init__(self, configurations: Configurations, options: Against) -> None:
        """Take where configurations are, and what options say; options go first."""
        self._configurations = configurations
        self._options = options
        self._settled: dict[Path, Settled] = {}

    @property
    def cache(self) -> Cache | None:
        """Return where results and rulesets of earlier runs are kept, None where they are not."""
        return self._options.cache

    def source(self, file: Path, root: Path | None = None) -> Path | None:
        """Return what is to be read for a file that says how plans are checked, None for nothing.

        Raises OSError where that is the file itself, and it does not lie in the root, if there is one.
        """
        found = self._configurations.source(file)
        return inside(file, root) if root and found == file else found

    def nearest(self, path: Path) -> Configuration | None:
        """Return the configuration that holds for a plan. Raises RuleSetFaults."""
        return self._configurations.nearest(path)

    def prepare(self, paths: Iterable[Path]) -> None:
        """Look up all that the configurations of plans name, and rules that options name.

        Raises RuleSetFaults, with all faults of all configurations, and UnknownRuleError.
        """
        faults: list[Fault] = []
        for folder in {path.absolute().parent: path for path in paths}.values():
            try:
                found = self.nearest(folder)
                faults += self._settle(found).faults if found else ()
            except RuleSetFaults as error:
                faults += error.faults
        if faults:
            raise RuleSetFaults(faults)
        self._must_know(self._options.rules)

    def rulesets(self) -> list[RuleSet]:
        """Return all rulesets that plans were held against, or might have been, those they build on included."""
        options = self._options
        settled = (one for each in self._settled.values() for few in each.rulesets.values() for one in few)
        found = (*options.given, *options.candidates, *settled)
        return [member for ruleset in found for member in (ruleset, *ruleset.parents)]

    def files(self) -> list[Path]:
        """Return the files that say how plans are checked: configurations, and the rulesets that these name."""
        named = (name for found in self._configurations.read for entry in found.plans for name in entry.rulesets)
        return [*self._configurations.files, *(Path(name) for name in named if is_path(name))]

    def folders(self) -> list[Path]:
        """Return the folders whose plans configurations name."""
        return [found.folder for found in self._configurations.read if found.plans]

    def baselines(self) -> set[Path]:
        """Return the baselines that configurations name."""
        return {found.baseline for found in self._configurations.read if found.baseline}

    def _must_know(self, choice: RuleChoice) -> None:
        if not choice.select and not choice.ignore:
            return
        given = [
            *self._options.given,
            *(each for one in self._settled.values() for few in one.rulesets.values() for each in few),
        ]
        unknown = choice.unknown([*given, *(get(name, self._options.cache) for name in shipped())])
        if unknown:
            raise unknown

    def excluded_by(self, path: Path) -> str:
        """Return `FILE:LINE` of what excludes a plan, "" where nothing does."""
        found = self.nearest(path)
        return found.excluded_by(path) if found else ""

    def against(self, path: Path) -> Against:
        """Return what a plan is held against; it was prepared."""
        found = self.nearest(path)
        if found is None:
            return self._options
        entry = found.entry_for(path)
        given = self._settle(found).rulesets.get(entry, ()) if entry else ()
        off = tuple(name for name, setting in found.rules.items() if setting.severity is None)
        options = self._options
        if given and not options.given:
            options = replace(options, given=given, chosen="configuration")
        return replace(
            options,
            rules=replace(options.rules, ignore=(*options.rules.ignore, *off)),
            severities={name: each.severity for name, each in found.rules.items() if each.severity is not None},
            require_reason=found.require_reason,
        )

    def _settle(self, found: Configuration) -> Settled:
        if found.file not in self._settled:
            self._settled[found.file] = self._look_up(found)
        return self._settled[found.file]

    def _look_up(self, found: Configuration) -> Settled:
        faults: list[Fault] = []
        rulesets = {entry: self._members(found, entry, faults) for entry in found.plans}
        known = {ruleset.name: ruleset for each in rulesets.values() for ruleset in each}
        known |= {ruleset.name: ruleset for ruleset in self._options.given}
        faults += self._unknown_rules(found, known)
        return Settled(rulesets, tuple(faults))

    def _members(self, found: Configuration, entry: Entry, faults: list[Fault]) -> tuple[RuleSet, ...]:
        try:
            return together(self._named(found, entry, faults))
        except ClashError as error:
            faults.append(Fault(found.shown, entry.line, entry.column, str(error)))
            return ()

    def _named(self, found: Configuration, entry: Entry, faults: list[Fault]) -> Iterator[RuleSet]:
        for name, line, column in entry.wanted:
            try:
                yield get(self._source_of(name, found.root), self._options.cache)
            except RuleSetFaults as error:
                faults += error.faults
            except UnknownRulesetError as error:
                faults.append(Fault(found.shown, line, column, str(error)))
            except OSError as error:
                message = f"the ruleset {from_here(Path(name))} cannot be read: {error.strerror}"
                faults.append(Fault(found.shown, line, column, message))

    def _source_of(self, name: str, root: Path | None) -> str:
        """Return the name or file to read for a ruleset's. Raises OSError."""
        source = self.source(Path(name), root) if is_path(name) else name
        if source is None:
            raise FileNotFoundError(None, "it is not trusted, or not in the base revision")
        return str(source)

    def _unknown_rules(self, found: Configuration, known: dict[str, RuleSet]) -> Iterator[Fault]:
        for name, setting in found.rules.items():
            ruleset, rule = name.split("/")
            rules = self._rules_of(ruleset, known)
            if rules is None:
                hint = meant(ruleset, {*known, *shipped(), OWN})
                message = f'there is no ruleset "{ruleset}"{hint}'
            elif rule == "*":
                message = f'"rules" names rules one by one; `planlint rules --ruleset {ruleset}` lists them'
            elif ruleset in known and rule in known[ruleset].off:
                why = next(change for change in reversed(known[ruleset].changes) if change.rule == rule)
                message = f'the rule "{name}" is off already: {why.by} switches it off'
            elif rule not in rules:
                message = f'there is no rule "{name}"{meant(name, [f"{ruleset}/{each}" for each in rules])}'
            else:
                continue
            yield Fault(found.shown, setting.line, setting.column, message)

    def _rules_of(self, ruleset: str, known: dict[str, RuleSet]) -> tuple[str, ...] | None:
        if ruleset == OWN:
            return tuple(OWN_RULES)
        if ruleset not in known and ruleset in shipped():
            known[ruleset] = get(ruleset, self._options.cache)
        return tuple(rule.name for rule in known[ruleset].rules) if ruleset in known else None
