"""One plan: parsed, held against its rulesets, and reported with what could not be judged."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter_ns
from typing import TYPE_CHECKING

from planlint.engine import Judgement, judge, without
from planlint.finding import OWN
from planlint.language.budget import RegexBudgetError
from planlint.markdown.document import parse
from planlint.markdown.limits import BeyondLimits
from planlint.named import NamedTuple
from planlint.progress import progress
from planlint.record import record
from planlint.report import BOX_STATES, OUTCOMES, ErrorEntry, PlanReport, Spent
from planlint.run.choosing import Choice, choose, recognised
from planlint.run.collector import collector_paused
from planlint.run.naming import RuleChoice
from planlint.run.own import UNHEEDED_DIRECTIVE, own_findings, unknown_ruleset, unrecognised
from planlint.run.silence import Rules, Silenced, nameable, silence
from planlint.run.unheeded import unheeded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from planlint.cache import Cache
    from planlint.finding import Finding, Severity
    from planlint.language.model import RuleSet
    from planlint.markdown.document import Document
    from planlint.repository import Repository


class Surroundings(NamedTuple):
    """What stands around a plan: the repository, and the plan's own path in it."""

    repository: Repository | None = None
    plan_path: str = ""


NOTHING_AROUND = Surroundings()


@record
class Against:
    """What plans are held against: rulesets given, those to recognise among, and which of their rules."""

    given: tuple[RuleSet, ...] = ()
    candidates: tuple[RuleSet, ...] = ()
    rules: RuleChoice = RuleChoice()
    cache: Cache | None = None  # where rulesets are kept that were loaded before
    chosen: str = "option"  # who gave the rulesets, if any were given: option | configuration
    severities: Mapping[str, Severity] = {}  # other than the rules' own, by whole names
    silence: bool = True  # whether a plan may silence rules
    require_reason: bool = False  # whether it has to say why
    heeds_plan: bool = True  # whether a plan may say anything of how it is judged; else all it says is a finding


class Judged(NamedTuple):
    """What came of one plan: its report (None where it could not be judged at all), and errors.

    `tree` is the root whose files were listed for it ("" for none), `consulted` are the files read there.
    """

    plan: PlanReport | None
    errors: tuple[ErrorEntry, ...] = ()
    tree: str = ""
    consulted: tuple[str, ...] = ()
    spent: Spent = Spent("")


@collector_paused()
def judge_plan(text: str, path: str, against: Against, around: Surroundings = NOTHING_AROUND) -> Judged:
    """Judge one plan; `path` is its path as shown."""
    start = perf_counter_ns()
    try:
        document = parse(text, path)
    except BeyondLimits as error:
        return Judged(None, (ErrorEntry(error.code, path, error.line, str(error)),))
    parsed = perf_counter_ns()
    try:
        choice = _choose(document, against)
    except RegexBudgetError as error:
        return Judged(None, (_over_budget(path, "what recognises a format", "plan", error),))
    judged = _report(document, choice, against, around)
    document.release()
    return judged._replace(spent=Spent(path, parsing=parsed - start, judging=perf_counter_ns() - parsed))


def _choose(document: Document, against: Against) -> Choice:
    if against.heeds_plan or against.given:
        return choose(document, against.given, against.candidates, against.cache, against.chosen)
    return recognised(document, against.candidates, against.cache)


def _report(document: Document, choice: Choice, against: Against, around: Surroundings) -> Judged:
    rules = against.rules
    judgements = [_judge(document, ruleset, rules, around) for ruleset in choice.rulesets]
    errors = tuple(
        _over_budget(document.source.path, f"{ruleset.name}/{name}", "rule", error)
        for ruleset, judgement in zip(choice.rulesets, judgements, strict=True)
        for name, error in judgement.over_budget.items()
    )
    spoiled = [(each.first_line, each.last_line) for each in document.spoiled]
    found = [
        finding
        for judgement in judgements
        for finding in (judgement.findings if judgement.alone else without(judgement.findings, spoiled))
    ]
    found += [*own_findings(document, rules), *_why_none(document, choice)]
    if not against.heeds_plan and rules.takes(OWN, UNHEEDED_DIRECTIVE.name):
        found += unheeded(document)
    idle = tuple(sorted(name for judgement in judgements for name in judgement.idle))
    heard = Silenced(tuple(found), 0)
    if against.silence and against.heeds_plan:
        known = _nameable(choice, idle, against, around)
        heard = silence(document, found, known, require_reason=against.require_reason)
    plan = PlanReport(
        path=document.source.path,
        rulesets=tuple(ruleset.name for ruleset in choice.rulesets),
        chosen=choice.chosen,
        judged=sum(len(judgement.judged) for judgement in judgements),
        idle=idle,
        paths=_paths(document, judgements, around),
        progress=dict(zip(BOX_STATES, progress(document), strict=False)),
        source=document.source,
        findings=tuple(
            sorted((_as_loud(finding, against.severities) for finding in heard.findings), key=lambda each: each.order)
        ),
        silenced=heard.silenced,
    )
    return Judged(plan, errors)


def _nameable(choice: Choice, idle: Collection[str], against: Against, around: Surroundings) -> Rules:
    """Return the rules that a plan's directives can name; `idle` are those that found nothing to judge."""
    there = nameable((each.name, (rule.name for rule in each.rules)) for each in choice.rulesets)
    known = there | {f"{each.name}/{rule}" for each in choice.rulesets for rule in each.off}
    taken = frozenset(name for name in there if against.rules.takes(*name.split("/")))
    seen = around.repository and around.plan_path  # else rules may be idle because they are not to look
    return Rules(known, taken if seen else taken - frozenset(idle), against.rules)


def _as_loud(finding: Finding, severities: Mapping[str, Severity]) -> Finding:
    severity = severities.get(finding.rule, finding.severity)
    return finding if severity is finding.severity else replace(finding, severity=severity)


def _judge(document: Document, ruleset: RuleSet, rules: RuleChoice, around: Surroundings) -> Judgement:
    only = _young(ruleset, rules.only(ruleset), around)
    return judge(document, ruleset, around.repository, around.plan_path, only)


def _young(ruleset: RuleSet, only: frozenset[str] | None, around: Surroundings) -> frozenset[str] | None:
    """Return the rules to judge without those that are younger than the plan; a new plan is younger than all."""
    dated = {rule.name: rule.since for rule in ruleset.rules if rule.since}
    added = around.repository.since(around.plan_path) if dated and around.repository else ""
    if not added:
        return only
    names = only if only is not None else frozenset(rule.name for rule in ruleset.rules)
    return frozenset(name for name in names if dated.get(name, "") <= added)


def _over_budget(path: str, whose: str, what: str, error: RegexBudgetError) -> ErrorEntry:
    message = f"A pattern has a time budget, and one of {whose} ran over it: {error}. The {what} was not judged."
    return ErrorEntry("regex-budget", path, None, message)


def _why_none(document: Document, choice: Choice) -> tuple[Finding, ...]:
    if choice.claim and not choice.rulesets:
        return unknown_ruleset(document, choice.claim, choice.unknown)
    if choice.recognition and not choice.rulesets:
        return unrecognised(document, choice.recognition)
    return ()


def _paths(document: Document, judgements: Sequence[Judgement], around: Surroundings) -> dict[str, int]:
    """Return how many paths came out how; where nothing may be looked at, none of them can be checked."""
    if around.repository is None:
        uncheckable = len({node.text for node in document.nodes("path")}) if judgements else 0
        return {**dict.fromkeys(OUTCOMES, 0), "uncheckable": uncheckable}
    return {name: max((judgement.paths[name] for judgement in judgements), default=0) for name in OUTCOMES}
