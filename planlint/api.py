"""The library: lint a text, parse it, load a ruleset; pure, without files, options or state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planlint.finding import Finding, Severity
from planlint.language.faults import RuleSetFaults
from planlint.language.loader import load as load_file
from planlint.language.model import RuleSet
from planlint.markdown.document import parse as parse_plan
from planlint.markdown.limits import BeyondLimits
from planlint.rulesets import ClashError, UnknownRulesetError, find, get, is_path, shipped, together
from planlint.run.judging import Against, judge_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planlint.markdown.document import Document

__all__ = [
    "ClashError",
    "Finding",
    "PlanError",
    "RuleSetFaults",
    "Severity",
    "UnknownRulesetError",
    "lint",
    "load",
    "parse",
]


class PlanError(ValueError):
    """A plan could not be parsed, or not be judged whole; the message says why."""


def lint(
    text: str, path: str = "plan.md", ruleset: str | Path | RuleSet | Iterable[str | Path | RuleSet] | None = None
) -> list[Finding]:
    """Return all findings about a plan, notes included, in order.

    `path` is what findings bear; nothing is read there. `ruleset` is a name, a
    ruleset file's path, what `load` returned, or several of them; without one the
    plan is held against what it names or looks like. Raises PlanError where a part could not be
    judged, UnknownRulesetError, RuleSetFaults for a ruleset that is broken,
    OSError for a ruleset's file that cannot be read, and ClashError for two of
    one name.
    """
    given = [ruleset] if isinstance(ruleset, str | Path | RuleSet) else list(ruleset or ())
    against = Against(together(map(_ruleset, given)), () if given else tuple(map(get, shipped())))
    judged = judge_plan(text, path, against)
    if judged.plan is None or judged.errors:
        raise PlanError("; ".join(f"{error.path}: {error.message}" for error in judged.errors))
    return list(judged.plan.findings)


def _ruleset(given: str | Path | RuleSet) -> RuleSet:
    if isinstance(given, RuleSet):
        return given
    return get(str(given.absolute()) if isinstance(given, Path) else given)


def parse(text: str, path: str = "plan.md") -> Document:
    """Return the tree of a plan; `path` is what it is called, nothing is read there. Raises PlanError."""
    try:
        return parse_plan(text, path)
    except BeyondLimits as error:
        raise PlanError(f"{path}: {error}") from error


def load(ruleset: str | Path) -> RuleSet:
    """Return a ruleset: one that ships, by its name, or that of a file, which is read anew each time.

    Raises UnknownRulesetError, RuleSetFaults, and OSError for a file that cannot be read.
    """
    if isinstance(ruleset, str) and not is_path(ruleset):
        return get(ruleset)
    return load_file(ruleset, find)
