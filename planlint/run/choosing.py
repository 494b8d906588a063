"""Choosing: which rulesets a plan is held against, and who chose them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.nodes import Field
from planlint.named import NamedTuple
from planlint.recognition import Recognition, fitting, recognise
from planlint.rulesets import UnknownRulesetError, get, is_path, shipped, whole
from planlint.run.directives import DIRECTIVE, OPENING, rulesets_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planlint.cache import Cache
    from planlint.language.model import RuleSet
    from planlint.markdown.document import Document

FRONT_MATTER = re.compile(r"\{?\s*ruleset\s*:\s*[\"']?([\w./-]+)[\"']?")


class Named(NamedTuple):
    """The ruleset that a plan names, and where."""

    name: str
    start: int
    end: int


class Choice(NamedTuple):
    """The rulesets for a plan and who chose them; with none, why there are none."""

    rulesets: tuple[RuleSet, ...]
    chosen: str  # option | configuration | plan | recognised
    recognition: Recognition | None = None
    named: Named | None = None
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
    named = named_in(document)
    if named is None:
        return recognised(document, candidates, cache)
    try:
        return Choice(_shipped(named.name, cache).members, "plan", named=named)
    except UnknownRulesetError as error:
        return Choice((), "plan", named=named, unknown=error)


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


def named_in(document: Document) -> Named | None:
    """Return the ruleset that a plan names in its front matter or in a comment."""
    text = document.source.text
    for field in document.blocks.front_matter:
        if isinstance(field, Field) and field.text == "planlint":
            found = FRONT_MATTER.search(text, field.value_start, field.value_end)
            said = " ".join(text[field.value_start : field.value_end].split()).strip("{}\"' ")
            return Named(found[1], *found.span(1)) if found else Named(said, field.start, field.end)
    for directive in rulesets_named(document):
        if len(directive.rules) != 1:
            return Named(" ".join(directive.rules), directive.start, directive.end)
        told = DIRECTIVE.match(text, directive.start + len(OPENING))
        start = text.index(directive.rules[0], told.end() if told else directive.start)
        return Named(directive.rules[0], start, start + len(directive.rules[0]))
    return None
