"""Compiled rulesets: a loaded ruleset as plain data and back, so that a run need not read YAML."""

from __future__ import annotations

from dataclasses import replace

from planlint.language import model
from planlint.plain import Form, NotPlainError

#: What a ruleset is made of.
FORM = Form(
    (
        model.Selector, model.Fact, model.Clause, model.Example, model.Row, model.Rule, model.Signal, model.Status,
        model.Unchecked, model.Contradiction, model.Change, model.RuleSet,
    )
)  # fmt: skip


def dump(ruleset: model.RuleSet) -> str:
    """Return a ruleset as two lines of text: its head, which is enough to recognise plans, and the whole."""
    ruleset = replace(ruleset, path="")
    head = replace(ruleset, rules=(), unchecked=(), contradictions=(), structure=(), parents=(), changes=(), terms=())
    return f"{FORM.dump(head)}\n{FORM.dump(ruleset)}\n"


def restore(text: str, *, head: bool = False) -> model.RuleSet:
    """Return the ruleset that a text was dumped from, or only its head: no rules. Raises NotPlainError."""
    lines = text.split("\n", 2)
    ruleset = FORM.restore(lines[0 if head else 1]) if len(lines) > 1 else None
    if not isinstance(ruleset, model.RuleSet):
        raise NotPlainError("no ruleset")
    return ruleset
