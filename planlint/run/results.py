"""Results: what came of a plan, given again while neither it nor anything that it was judged by has changed.

Each plan has one entry, which its next result takes the place of. It says what the result rests on: the text, what
it was held against, and what the repository was asked and said. A result with an error is not kept.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache as cache_calls
from typing import TYPE_CHECKING, Any

from planlint.answers import stamp
from planlint.cache import digest
from planlint.language.compiled import dump as dump_ruleset
from planlint.report import Spent
from planlint.repository import Witnessed, says_the_same
from planlint.rulesets import is_shipped
from planlint.run.collector import collector_paused
from planlint.run.judging import Judged, judge_plan
from planlint.run.record import dump, restore
from planlint.text.source import Source

if TYPE_CHECKING:
    from planlint.language.model import RuleSet
    from planlint.run.judging import Against, Surroundings

KIND = "results"


@collector_paused()
def standing(text: str, path: str, against: Against, around: Surroundings) -> Judged | None:
    """Return what came of a plan before, None where there is nothing that still holds; arguments as for judge_plan.

    Raises NotPlainError where the entry is no result.
    """
    found = against.cache.get(KIND, _name(path, around)) if against.cache else None
    if found is None:
        return None
    basis, told, result = found.decode().split("\n")
    if basis != _basis(text, against, around):
        return None
    if around.repository is not None and not says_the_same(around.repository, json.loads(told)):
        return None
    judged = restore(result)
    return judged._replace(plan=judged.plan and replace(judged.plan, source=Source.of(text, path)))


def judge_and_keep(text: str, path: str, against: Against, around: Surroundings) -> Judged:
    """Judge a plan, and keep what comes of it where there is a cache; arguments as for judge_plan."""
    if against.cache is None:
        return judge_plan(text, path, against, around)
    witnessed = Witnessed(around.repository) if around.repository is not None else None
    judged = judge_plan(text, path, against, around._replace(repository=witnessed))
    if judged.plan and not judged.errors:
        told = json.dumps(witnessed.told if witnessed else {})
        slim = judged._replace(plan=replace(judged.plan, source=Source(path, "", ())), spent=Spent(path))
        entry = "\n".join((_basis(text, against, around), told, dump(slim)))
        against.cache.put(KIND, _name(path, around), entry.encode())
    return judged


def _name(path: str, around: Surroundings) -> bytes:
    """Return a plan's name in the cache: two folders may show plans by one path."""
    return digest(path.encode("utf-8", "surrogatepass"), around.plan_path.encode("utf-8", "surrogatepass"))


def _basis(text: str, against: Against, around: Surroundings) -> str:
    """Return what a result rests on, but for what the repository says."""
    repository = around.repository
    asks = None if repository is None else repository.has_base
    parts = (text, json.dumps([asks, *_terms(against)]), _code())
    return digest(*(part.encode("utf-8", "surrogatepass") for part in parts)).hex()


def _terms(against: Against) -> list[Any]:
    return [
        list(map(_identity, against.given)),
        list(map(_identity, against.candidates)),
        [against.rules.select, against.rules.ignore],
        against.chosen,
        sorted(against.severities.items()),
        [against.silence, against.require_reason, against.heeds_plan],
    ]


@cache_calls
def _code() -> str:
    return stamp()


@cache_calls
def _identity(ruleset: RuleSet) -> str:
    """Return what tells a ruleset from all others: what ships is told by planlint's version."""
    return ruleset.name if is_shipped(ruleset.path) else digest(dump_ruleset(ruleset).encode()).hex()
