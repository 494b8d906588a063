"""Running examples: each rule on its own plans, with that rule alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.engine import judge
from planlint.markdown.document import parse
from planlint.named import NamedTuple
from planlint.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.engine import Judgement
    from planlint.language.model import Example, Rule, RuleSet

#: The name that an example's plan has where it gives none.
PLAN = "plan.md"


class Outcome(NamedTuple):
    """How a rule did on one of its examples: ok, missing, noisy or misplaced; where the rule stands in its file."""

    rule: str
    kind: str
    message: str
    position: tuple[int, int]


def run(ruleset: RuleSet) -> list[Outcome]:
    """Return how each rule did on each of its examples, in the file's order.

    Missing: it should have fired. Noisy: it should not. Misplaced: it fired at
    other lines. Raises RegexBudgetError where a pattern takes too long.
    """
    return [outcome for rule in ruleset.rules for outcome in _of_rule(ruleset, rule)]


def _of_rule(ruleset: RuleSet, rule: Rule) -> Iterator[Outcome]:
    name = f"{ruleset.name}/{rule.name}"
    tried = [
        (f"{word} {number}", example, judgement_of(ruleset, rule, example))
        for word, examples in (("pass", rule.passes), ("fail", rule.fails))
        for number, example in enumerate(examples, 1)
    ]
    idle = all(judgement.idle for _, _, judgement in tried)
    for which, example, judgement in tried:
        kind, said = _compare(example, judgement, everywhere=idle)
        yield Outcome(name, kind, f"{which}: {said}" if said else "", rule.position)


def judgement_of(ruleset: RuleSet, rule: Rule, example: Example) -> Judgement:
    """Return what a rule alone says of an example; it is idle where it finds nothing to judge.

    Raises RegexBudgetError where a pattern takes too long.
    """
    repository = None if example.files is None else Repository.of_files(dict(example.files))
    document = parse(example.plan, example.path or PLAN)
    judgement = judge(document, ruleset, repository, example.path, frozenset({rule.name}))
    for error in judgement.over_budget.values():
        raise error
    return judgement


def _compare(example: Example, judgement: Judgement, *, everywhere: bool) -> tuple[str, str]:
    found = judgement.findings
    wanted, lines = sorted(example.at), sorted(finding.start.line for finding in found)
    if lines == wanted:
        return "ok", ""
    said = "; ".join(f"line {finding.start.line}: {finding.message}" for finding in found)
    if not wanted:
        return "noisy", f"nothing should be said, and this was: {said}"
    asked = f"line{'s' if len(wanted) > 1 else ''} {', '.join(map(str, wanted))}"
    if not lines:
        where = "in any of its examples" if everywhere else "in this plan"
        why = f"; the rule finds nothing to judge {where}" if judgement.idle else ""
        return "missing", f"a finding should stand at {asked}, and there is none{why}"
    return "misplaced", f"findings should stand at {asked}, and these do: {said}"
