"""Judging: for each rule, for each row, for each subject, one verb; findings complete when made."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from planlint.judging.case import Case, Seen, Surroundings
from planlint.judging.facts import conditions
from planlint.judging.found import Match
from planlint.judging.once import folded, outermost
from planlint.judging.select import Selection
from planlint.judging.signing import Signer, fingerprinted
from planlint.judging.verbs import VERBS
from planlint.language.budget import RegexBudgetError
from planlint.language.model import Row
from planlint.markdown.document import opened
from planlint.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planlint.finding import Finding
    from planlint.judging.case import Violation
    from planlint.language.model import Captures, Rule, RuleSet
    from planlint.markdown.document import Document
    from planlint.repository import Repository

NO_ROW = Row(())
#: A rule tells of so many places in a plan; the last finding says that there are more.
MOST_FINDINGS = 10_000
MORE = f" (a rule tells at most {MOST_FINDINGS:,} findings of a plan, and this one finds more further on)"


@record
class Judgement:
    """What a ruleset says of a plan: findings in order, rules that judged something and that did not, paths."""

    findings: tuple[Finding, ...]
    judged: frozenset[str]
    idle: tuple[str, ...]
    paths: dict[str, int]
    alone: bool = False  # a finding that stands alone took the place of all others
    over_budget: Mapping[str, RegexBudgetError] = {}  # rules not judged, since a pattern of theirs takes too long


def judge(
    document: Document,
    ruleset: RuleSet,
    repository: Repository | None = None,
    plan_path: str = "",
    only: frozenset[str] | None = None,
) -> Judgement:
    """Hold a plan against a ruleset.

    `plan_path` is the plan's path from the repository's root ("" where it has
    none: rules about it are idle). `only` names the rules to judge (None: all).
    A rule whose pattern takes too long is left out, and said to be.
    """
    court = _Court(document, ruleset, Surroundings(repository, plan_path, {}))
    asked = [rule for rule in ruleset.rules if only is None or rule.name in only]
    found = {rule.name: findings for rule in asked if (findings := court.in_time(rule)) is not None}
    rules = [rule for rule in asked if rule.name in found]
    alone = [rule.name for rule in rules if rule.stands_alone and found[rule.name]]
    kept = found[alone[0]] if alone else [finding for each in found.values() for finding in each]
    return Judgement(
        findings=fingerprinted(document, sorted(kept, key=lambda finding: finding.order)),
        judged=frozenset(court.judged).difference(court.over_budget),
        idle=tuple(f"{ruleset.name}/{rule.name}" for rule in rules if rule.name not in court.judged),
        paths=court.paths(),
        alone=bool(alone),
        over_budget=court.over_budget,
    )


class _Court:
    """One plan, one ruleset: what the rules share while they are judged."""

    def __init__(self, document: Document, ruleset: RuleSet, surroundings: Surroundings) -> None:
        self.ruleset = ruleset
        self.selection = (
            Selection(document, ruleset.not_content) if ruleset.not_content else document.derived(Selection)
        )
        self.surroundings = surroundings
        self.judged: set[str] = set()
        self.over_budget: dict[str, RegexBudgetError] = {}
        self._plan = Match(self.selection.plan, {})
        self._opened: _Court | None = None

    def in_time(self, rule: Rule) -> tuple[Finding, ...] | None:
        """Return the findings of one rule, each once; None where a pattern takes too long, which is remembered."""
        try:
            return outermost(rule, self.findings(rule))
        except RegexBudgetError as error:
            self.over_budget[rule.name] = error
            return None

    def findings(self, rule: Rule) -> Iterator[Finding]:
        """Yield the findings of one rule."""
        signer = Signer(self.ruleset, rule)
        seen = (one for row in rule.rows or (NO_ROW,) for one in self.seen(rule, row))
        left = folded(rule, seen)
        yield from map(signer.sign, islice(left, MOST_FINDINGS - 1))
        for last in map(signer.sign, islice(left, 1)):
            yield last if next(left, None) is None else replace(last, message=last.message + MORE)

    def seen(self, rule: Rule, row: Row) -> Iterator[Seen]:
        """Yield what a rule's verb sees in its subjects, for one row."""
        names: Captures = {name: (value,) if isinstance(value, str) else value for name, value in row.names}
        subjects = self._subjects(rule, names) if self._can_judge(rule) else ()
        left = conditions(rule, self._case(rule, self._plan, names), self.ruleset.status) if subjects else None
        if left is None:
            return
        for match in subjects:
            case = self._case(rule, match, names)
            if left.let(case):
                self.judged.add(rule.name)
                for violation in VERBS[rule.clause.verb](case):
                    if not self._blinded(violation, case) or self._is_missing_anyway(rule, row, violation, case):
                        yield Seen(case, row, violation)

    def _case(self, rule: Rule, match: Match, names: Captures) -> Case:
        known = {**names, **match.captures}
        return Case(self.selection, rule.clause, match.node, names, known, self.surroundings)

    def _subjects(self, rule: Rule, names: Captures) -> Sequence[Match]:
        return self.selection.find(rule.subject, names) if rule.subject else (self._plan,)

    def _can_judge(self, rule: Rule) -> bool:
        """Tell whether what a rule asks about is there: a path of the plan, a repository."""
        if rule.clause.verb == "be saved as" and not self.surroundings.plan_path:
            return False
        return self.surroundings.repository is not None or not _asks_repository(rule)

    def _blinded(self, violation: Violation, case: Case) -> bool:
        """Tell whether something is missing only as far as can be seen: fences that do not balance may hide it."""
        if not violation.absent:
            return False
        source = self.selection.document.source
        return any(
            not spoiled.judged
            and case.subject.start < source.line_span(min(spoiled.last_line, source.line_count))[1]
            and source.line_span(spoiled.first_line)[0] < case.subject.end
            for spoiled in self.selection.document.spoiled
        )

    def _is_missing_anyway(self, rule: Rule, row: Row, violation: Violation, case: Case) -> bool:
        """Tell whether a plan lacks something even where all that such fences may hide is read as prose."""
        if not case.is_plan:  # code read as prose may hold headings, which end sections
            return False
        if self._opened is None:
            around = Surroundings(self.surroundings.repository, self.surroundings.plan_path, {})
            self._opened = _Court(opened(self.selection.document), self.ruleset, around)
        return any(seen.violation.missing == violation.missing for seen in self._opened.seen(rule, row))

    def paths(self) -> dict[str, int]:
        """Return how many of the paths asked for came out how."""
        outcomes = Counter(resolution.outcome for resolution in self.surroundings.resolved.values())
        return {name: outcomes[name] for name in ("verified", "missing", "ambiguous", "uncheckable")}


def _asks_repository(rule: Rule) -> bool:
    """Tell whether a rule cannot be judged without a repository; cited lines that run backwards can."""
    looks_up = rule.clause.verb == "exist" and rule.clause.objects != ("at those lines",)
    return looks_up or any(fact.kind == "repository has" for fact in (*rule.when, *rule.unless))


def without(findings: Iterable[Finding], lines: Iterable[tuple[int, int]]) -> tuple[Finding, ...]:
    """Return the findings that start outside inclusive ranges of lines."""
    spans = tuple(lines)
    return tuple(
        finding for finding in findings if not any(first <= finding.start.line <= last for first, last in spans)
    )
