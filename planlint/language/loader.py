"""Loading: from a YAML file, and those it builds on, to a ruleset that is ready to judge, or to all faults at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as File
from typing import TYPE_CHECKING

from planlint.language.family import Family, text_of
from planlint.language.faults import RuleSetFaults
from planlint.language.head import Head
from planlint.language.inheritance import Changes, with_severities

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planlint.language.family import Find
    from planlint.language.inheritance import Member
    from planlint.language.model import Change, RuleSet


def load(path: File | str, find: Find | None = None) -> RuleSet:
    """Return the ruleset of a file; `find` says where the rulesets lie that it builds on and names.

    Raises RuleSetFaults, and OSError where the file cannot be read.
    """
    return load_family(path, find)[0]


def load_family(
    path: File | str, find: Find | None = None, root: File | None = None
) -> tuple[RuleSet, tuple[File, ...]]:
    """Return the ruleset of a file, and all files that it was made from; those that it names lie in the root, if any.

    Raises as `load` does.
    """
    family = Family(find, root)
    family.add(File(path), text_of(File(path)))
    return _compiled(tuple(family.members.values())), tuple(family.members)


def load_text(text: str, name: str) -> RuleSet:
    """Return the ruleset that a text is; `name` stands for it in messages. Raises RuleSetFaults."""
    family = Family()
    family.add(File(name), text)
    return _compiled(tuple(family.members.values()))


def _compiled(members: Sequence[Member]) -> RuleSet:
    """Return the last ruleset of a family, with those it builds on, all changes made. Raises RuleSetFaults."""
    changes = [Changes(member, members[:at]) for at, member in enumerate(members)]
    done = [one for each in changes for one in each.amend()]
    compiled = [Head(member.written, member.faults).compile(member.faults.name) for member in members]
    off: set[str] = set()
    for each in changes:
        rules = {f"{ruleset.name}/{rule.name}": rule for ruleset in compiled for rule in ruleset.rules}
        levels = list(each.levels(rules, off))
        off |= {name for name, severity, _ in levels if severity is None}
        done += ((name.partition("/")[0], change) for name, _, change in levels)
        severities = {name: severity for name, severity, _ in levels}
        compiled = [with_severities(ruleset, severities) for ruleset in compiled]
    faults = [fault for member in members for fault in member.faults.faults]
    if faults:
        raise RuleSetFaults(faults)
    parents = tuple(_with_changes(ruleset, done) for ruleset in compiled[:-1])
    return replace(compiled[-1], parents=parents) if parents else compiled[-1]


def _with_changes(ruleset: RuleSet, done: Iterable[tuple[str, Change]]) -> RuleSet:
    return replace(ruleset, changes=tuple(change for name, change in done if name == ruleset.name))
