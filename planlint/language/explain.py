"""Explaining: rules, rulesets and the words of the language as pages, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.language.ledger import ledger, written
from planlint.language.vocabulary import ATTRIBUTES, FACTS, NOUNS, VALUES, VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.language.model import Example, Rule, RuleSet

SEVERITIES = {"error": "must", "warning": "should", "note": "could"}


def explain_rule(ruleset: RuleSet, rule: Rule) -> str:
    """Return a rule as a page: what it asks, why, its source lines, what passes and fails, and how to fix it."""
    parts = [
        f"# {ruleset.name}/{rule.name}",
        f"{rule.severity.label.capitalize()}: {sentence(rule)}.",
        f"**Why.** {rule.because}",
        f"**Source.** {ruleset.document}, {_lines(rule.lines)}.",
        f"**It says.** {rule.say}",
    ]
    if rule.fix:
        parts.append(f"**What to do.** {rule.fix}")
    parts += ["**Passes:**", *(_plan(example) for example in rule.passes[:1])]
    parts += ["**Fails:**", *(_plan(example) for example in rule.fails[:1])]
    return "\n\n".join(parts) + "\n"


def sentence(rule: Rule) -> str:
    """Return what a rule demands, as a sentence without its full stop."""
    subject = f"each {rule.subject.reads}" if rule.subject else "the plan"
    modal = SEVERITIES[rule.severity.label] + (" not" if rule.clause.negated else "")
    between = ", " if not rule.clause.any_of else " or "
    return f"{subject} {modal} {rule.clause.verb} {between.join(_object(one) for one in rule.clause.objects)}"


def _object(one: object) -> str:
    if isinstance(one, str):
        return one
    if isinstance(one, tuple):
        return " or ".join(str(each) for each in one)
    return str(getattr(one, "reads", one))


def _lines(spans: tuple[tuple[int, int], ...]) -> str:
    word = "line" if len(spans) == 1 and spans[0][0] == spans[0][1] else "lines"
    return f"{word} {written(spans)}"


def _plan(example: Example) -> str:
    lines = example.plan.rstrip("\n").split("\n")
    width = len(str(len(lines)))
    shown = [f"    {number:>{width}} | {line}".rstrip() for number, line in enumerate(lines, 1)]
    where = f" The finding stands at line {', '.join(map(str, example.at))}." if example.at else ""
    return "\n".join(shown) + (f"\n\n{where.strip()}" if where else "")


def explain_ruleset(ruleset: RuleSet) -> str:
    """Return a ruleset as a page: its rules by their source lines, what is not checked, and contradictions."""
    account = ledger(ruleset)
    return "\n".join(
        [
            f"# {ruleset.name}",
            "",
            ruleset.title,
            "",
            f"Source: {ruleset.document}, {ruleset.document_lines} lines.",
            "",
            "## What is asked",
            "",
            *_rules(ruleset),
            *_unchecked(ruleset),
            *_contradictions(ruleset),
            f"Lines cited by rules: {written(account.cited) or 'none'}.",
            f"Lines that ask nothing: {written(account.structure) or 'none'}.",
            f"Lines not accounted for: {written(account.unaccounted) or 'none'}.",
            "",
        ]
    )


def _rules(ruleset: RuleSet) -> Iterator[str]:
    for rule in sorted(ruleset.rules, key=lambda rule: rule.lines):
        yield f"* **{rule.name}** ({rule.severity.label}, {_lines(rule.lines)}): {rule.because}"
    yield ""


def _unchecked(ruleset: RuleSet) -> Iterator[str]:
    if ruleset.unchecked:
        yield from ("## What is not checked", "")
        yield from (f"* {_lines(entry.lines)}: {entry.why}" for entry in ruleset.unchecked)
        yield ""


def _contradictions(ruleset: RuleSet) -> Iterator[str]:
    if ruleset.contradictions:
        yield from ("## Where the document contradicts itself", "")
        for entry in ruleset.contradictions:
            yield f"* {_lines(entry.lines)}: {entry.why} It is read so: {entry.read_as}"
        yield ""


def explain_word(word: str) -> str | None:
    """Return a word of the language as a short page, or None where there is no such word."""
    pages = []
    if word in NOUNS:
        pages.append(f"`{word}` is a noun: {NOUNS[word]}.")
    if word in VERBS:
        pages.append(f"`{word}` is a verb. It is true when {VERBS[word].true_when}. It takes {VERBS[word].takes}.")
    if word in ATTRIBUTES:
        attribute = ATTRIBUTES[word]
        pages.append(f"`{word}` is an attribute: it keeps those that {attribute.keeps}. It takes {attribute.takes}.")
    if word in VALUES:
        pages.append(f"`{word}` is a value: what {VALUES[word]}.")
    if word in FACTS:
        pages.append(f"`{word}` is a fact, for when and unless: {FACTS[word]}.")
    return "\n\n".join(pages) + "\n" if pages else None


def words() -> tuple[str, ...]:
    """Return every word of the language that can be explained."""
    return tuple(dict.fromkeys([*NOUNS, *VERBS, *ATTRIBUTES, *VALUES, *FACTS]))
