"""The library: lint a text, parse it, load a ruleset; pure, without files, options or state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.finding import Finding, Severity
from planlint.language.faults import RuleSetFaults
from planlint.language.loader import load
from planlint.markdown.document import parse
from planlint.markdown.limits import BeyondLimits
from planlint.rulesets import ClashError, UnknownRulesetError, get, shipped, together
from planlint.run.judging import Against, judge_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "BeyondLimits",
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
    """A plan could not be judged whole; the message says why."""


def lint(text: str, path: str = "plan.md", ruleset: str | Sequence[str] | None = None) -> list[Finding]:
    """Return all findings about a plan, notes included, in order.

    `path` is what findings bear; nothing is read there. `ruleset` is a name, a
    ruleset file's path or several of them; without one the plan is held against
    what it names or looks like. Raises PlanError where a part could not be
    judged, UnknownRulesetError, RuleSetFaults for a ruleset that is broken,
    OSError for a ruleset's file that cannot be read, and ClashError for two of
    one name.
    """
    names = [ruleset] if isinstance(ruleset, str) else list(ruleset or ())
    against = Against(together(map(get, names)), () if names else tuple(map(get, shipped())))
    judged = judge_plan(text, path, against)
    if judged.plan is None or judged.errors:
        raise PlanError("; ".join(f"{error.path}: {error.message}" for error in judged.errors))
    return list(judged.plan.findings)
