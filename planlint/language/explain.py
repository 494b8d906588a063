"""Explaining: rules and rulesets as pages, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.finding import Severity
from planlint.language.ledger import ledger, merged, number, written
from planlint.language.wording import Wording, code, either

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planlint.language.model import Change, Example, Ranges, Row, Rule, RuleSet

TITLES = {
    Severity.ERROR: "What a plan must do (errors)",
    Severity.WARNING: "What it should do (warnings)",
    Severity.NOTE: "What it could do (notes)",
}

#: Examples of each kind that a page shows.
MOST_EXAMPLES = 3


def explain_rule(ruleset: RuleSet, rule: Rule) -> str:
    """Return a rule as a page: what it asks, why, its source lines, what passes and fails, and how to fix it."""
    wording = Wording(dict(ruleset.terms))
    decided = wording.sentence(rule)
    parts = [
        f"# {ruleset.name}/{rule.name}",
        f"{rule.severity.label.capitalize()}: {rule.say}",
        *changed(ruleset, rule.name),
        f"**Why.** {rule.because}",
        *([f"**What to do.** {rule.fix}"] if rule.fix else []),
        f"**Source.** {ruleset.document}, {_lines(rule.lines)}.",
        *(f"> {quote}" for quote in rule.quotes),
        *_examples("Passes", rule.passes),
        *_examples("Fails", rule.fails),
        f"**How it is decided.** {decided}",
        *_where(rule),
        *_terms(wording),
    ]
    return "\n\n".join(parts) + "\n"


def changed(ruleset: RuleSet, rule: str) -> list[str]:
    """Return what rulesets that build on this one did to a rule of it, and why: a line for each change."""
    return [f"**Changed.** {change.by}: {_changed(change)}" for change in ruleset.changes if change.rule == rule]


def _changed(change: Change) -> str:
    return change.what + (f": {change.because}" if change.because else "")


def sentence(ruleset: RuleSet, rule: Rule) -> str:
    """Return what a rule asks, as a sentence."""
    return Wording(dict(ruleset.terms)).sentence(rule)


def _where(rule: Rule) -> Iterator[str]:
    """Yield the rows that a rule is asked for, as one list."""
    if rule.rows:
        lines = (f"* {_row(row)}{f' ({_lines(row.lines)})' if row.lines else ''}" for row in rule.rows)
        yield "\n".join(["It is asked for each of these:\n", *lines])


def _row(row: Row) -> str:
    return "; ".join(
        f"{name}: {either(map(code, (given,) if isinstance(given, str) else given))}" for name, given in row.names
    )


def _terms(wording: Wording) -> Iterator[str]:
    """Yield what the terms of a page mean, those that their meanings name included, as one list."""
    lines: dict[str, str] = {}
    while len(lines) < len(wording.used):
        for name, term in tuple(wording.used.items()):
            lines.setdefault(name, f"* *{name}*: {wording.meaning(term)}")
    if lines:
        yield "\n".join(["In this:\n", *lines.values()])


def _lines(lines: Ranges) -> str:
    spans = merged(lines)
    word = "line" if len(spans) == 1 and spans[0][0] == spans[0][1] else "lines"
    return f"{word} {written(spans)}"


def _examples(title: str, examples: Sequence[Example]) -> Iterator[str]:
    """Yield the first few examples, and how many more there are."""
    yield f"**{title}:**"
    yield "\n\nor\n\n".join(_plan(example) for example in examples[:MOST_EXAMPLES])
    if len(examples) > MOST_EXAMPLES:
        yield f"And {len(examples) - MOST_EXAMPLES} more in the ruleset."


def _plan(example: Example) -> str:
    lines = example.plan.removesuffix("\n").split("\n")
    width = len(str(len(lines)))
    shown = "\n".join(f"    {number:>{width}} | {line}".rstrip() for number, line in enumerate(lines, 1))
    said = [*_surroundings(example)]
    if example.at:
        said.append(f"The finding{'s' if len(example.at) > 1 else ''} stand{'s' if len(example.at) == 1 else ''} at")
        said[-1] += f" {_lines(tuple((line, line) for line in example.at))}."
    return f"{shown}\n\n{' '.join(said)}" if said else shown


def _surroundings(example: Example) -> Iterator[str]:
    if example.path:
        yield f"The plan is {code(example.path)}."
    if example.files is not None:
        yield f"The repository has {either((code(name) for name, _ in example.files), ', ') or 'no files'}."


def explain_ruleset(ruleset: RuleSet) -> str:
    """Return a ruleset as a page: its rules by their source lines, what is not checked, and contradictions."""
    return "\n".join(
        [
            f"# {ruleset.name}",
            "",
            ruleset.title,
            "",
            *_document(ruleset),
            *_recognised(ruleset),
            *_changes(ruleset),
            *_rules(ruleset),
            *_unchecked(ruleset),
            *_contradictions(ruleset),
            *_account(ruleset),
            "",
        ]
    )


def _recognised(ruleset: RuleSet) -> Iterator[str]:
    wording = Wording(dict(ruleset.terms))
    if ruleset.signals:
        yield from ("## How a plan is recognised", "")
        for signal in ruleset.signals:
            has = wording.selector(signal.has, counted=True)
            yield f"* {signal.points} point{'s' if signal.points > 1 else ''}: {has}"
        yield ""


def _document(ruleset: RuleSet) -> Iterator[str]:
    if ruleset.document:
        lines = f", {ruleset.document_lines} lines" if ruleset.document_lines else ""
        yield from (f"Source: {ruleset.document}{lines}.", "")


def _changes(ruleset: RuleSet) -> Iterator[str]:
    if ruleset.parents:
        yield from (f"Builds on {either((parent.name for parent in ruleset.parents), ' and ')}.", "")
    changes = [(parent.name, change) for parent in ruleset.parents for change in parent.changes]
    if changes:
        yield from ("## What it changes there", "")
        for name, change in changes:
            yield f"* **{name}/{change.rule}** {_changed(change)}"
        yield ""


def _account(ruleset: RuleSet) -> Iterator[str]:
    account = ledger(ruleset)
    yield from ("## The lines of the document", "")
    kinds = [
        (account.cited, "cited by rules"),
        (account.unchecked, "not checked, for a reason"),
        (account.structure, "that ask nothing"),
    ]
    if ruleset.document_lines:
        kinds.append((account.unaccounted, "not accounted for"))
    for spans, what in kinds:
        yield f"* {number(spans)} {what}{': ' if spans else ''}{written(spans)}"
    if not ruleset.document_lines:
        yield "* All others are not accounted for; how many is not known, as the source says no number of `lines`"


def _rules(ruleset: RuleSet) -> Iterator[str]:
    """Yield the rules by how much they weigh, each group in the order of the document."""
    for severity in sorted(Severity, reverse=True):
        rules = sorted((rule for rule in ruleset.rules if rule.severity is severity), key=lambda rule: rule.lines)
        if rules:
            yield from (f"## {TITLES[severity]}", "")
            yield from (f"* **{rule.name}** ({_lines(rule.lines)}): {rule.because}" for rule in rules)
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
