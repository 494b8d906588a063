"""Running examples: each rule on its own plans, with that rule alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planlint.engine import judge
from planlint.markdown.document import parse
from planlint.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.finding import Finding
    from planlint.language.model import Example, Rule, RuleSet

#: The name that an example's plan has where it gives none.
PLAN = "plan.md"


class Outcome(NamedTuple):
    """How a rule did on one of its examples: ok, missing, noisy or misplaced."""

    rule: str
    kind: str
    message: str


def run(ruleset: RuleSet) -> list[Outcome]:
    """Return how each rule did on each of its examples, in the file's order.

    Missing: it should have fired. Noisy: it should not. Misplaced: it fired at
    other lines. Raises RegexBudgetError where a pattern takes too long.
    """
    return [outcome for rule in ruleset.rules for outcome in _of_rule(ruleset, rule)]


def _of_rule(ruleset: RuleSet, rule: Rule) -> Iterator[Outcome]:
    name = f"{ruleset.name}/{rule.name}"
    for word, examples in (("pass", rule.passes), ("fail", rule.fails)):
        for number, example in enumerate(examples, 1):
            kind, said = _compare(example, findings(ruleset, rule, example))
            yield Outcome(name, kind, f"{word} {number}: {said}" if said else "")


def findings(ruleset: RuleSet, rule: Rule, example: Example) -> tuple[Finding, ...]:
    """Return what a rule alone says of an example."""
    repository = None if example.files is None else Repository.of_files(dict(example.files))
    document = parse(example.plan, example.path or PLAN)
    return judge(document, ruleset, repository, example.path, frozenset({rule.name})).findings


def _compare(example: Example, found: tuple[Finding, ...]) -> tuple[str, str]:
    wanted, lines = sorted(example.at), sorted(finding.start.line for finding in found)
    if lines == wanted:
        return "ok", ""
    said = "; ".join(f"line {finding.start.line}: {finding.message}" for finding in found)
    if not wanted:
        return "noisy", f"nothing should be said, and this was: {said}"
    asked = ", ".join(map(str, wanted))
    if not lines:
        return "missing", f"a finding should stand at line {asked}, and there is none"
    return "misplaced", f"findings should stand at line {asked}, and these do: {said}"
