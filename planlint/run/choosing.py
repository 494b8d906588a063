"""Choosing: which rulesets a plan is held against, and who chose them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.named import NamedTuple
from planlint.recognition import Recognition, fitting, recognise
from planlint.rulesets import UnknownRulesetError, get, is_path, shipped, whole
from planlint.run.claims import named_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planlint.cache import Cache
    from planlint.language.model import RuleSet
    from planlint.markdown.document import Document
    from planlint.run.claims import Claim


class Choice(NamedTuple):
    """The rulesets for a plan and who chose them; with none, why there are none."""

    rulesets: tuple[RuleSet, ...]
    chosen: str  # option | configuration | plan | recognised
    recognition: Recognition | None = None
    claim: Claim | None = None
    unknown: UnknownRulesetError | None = None


def choose(
    document: Document,
    given: Sequence[RuleSet],
    candidates: Sequence[RuleSet],
    cache: Cache | None = None,
    giver: str = "option",
) -> Choice:
    """Return what a plan is held against: what is given, else what the plan names, else what it looks like.

    `giver` is who gave it, an option or the configuration.

    Raises RegexBudgetError.
    """
    if given:
        return Choice(tuple(given), giver)
    claim = named_in(document)
    if claim is None:
        return recognised(document, candidates, cache)
    if claim.fault:
        return Choice((), "plan", claim=claim)
    try:
        return Choice(_shipped(claim.name, cache).members, "plan", claim=claim)
    except UnknownRulesetError as error:
        return Choice((), "plan", claim=claim, unknown=error)


def recognised(document: Document, candidates: Sequence[RuleSet], cache: Cache | None = None) -> Choice:
    """Return what a plan looks like, whatever it says of itself. Raises RegexBudgetError."""
    found = fitting(document, candidates)
    if found:
        return Choice((whole(found, cache),), "recognised")
    return Choice((), "recognised", recognition=recognise(document, candidates))


def _shipped(name: str, cache: Cache | None) -> RuleSet:
    """Return a ruleset by name; a plan may not name a file."""
    if is_path(name):
        raise UnknownRulesetError(name, shipped())
    return get(name, cache)
