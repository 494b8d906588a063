"""Pages about rules, rulesets and words say all that stands in the ruleset."""

from __future__ import annotations

from pathlib import Path

from planlint.language.explain import explain_rule, explain_ruleset, explain_word, words
from planlint.language.ledger import joined, ledger, written
from planlint.language.loader import load

VERBS = load(Path(__file__).parent / "language" / "verbs.yaml")


def test_a_rule_is_a_page() -> None:
    page = explain_rule(VERBS, VERBS.rules[0])
    assert page.startswith("# verbs/have-one\n\nError: each Step {n}: {name} must have Goal.\n")
    assert "**Source.** verbs.txt, line 1." in page
    assert "    4 | Do it.\n\nThe finding stands at line 3.\n" in page


def test_every_rule_has_a_page() -> None:
    for rule in VERBS.rules:
        page = explain_rule(VERBS, rule)
        assert rule.because in page
        assert rule.say in page


def test_a_ruleset_is_a_page() -> None:
    page = explain_ruleset(VERBS)
    assert all(f"**{rule.name}**" in page for rule in VERBS.rules)
    assert "Lines not accounted for: none." in page
    assert "* lines 33-40: nothing more to try" in page


def test_every_word_is_explained() -> None:
    assert all(explain_word(word) for word in words())
    assert explain_word("no such word") is None


def test_the_ledger_accounts_for_lines() -> None:
    account = ledger(VERBS)
    assert account.unaccounted == ()
    assert account.unchecked == ((33, 40),)
    assert written(joined([3, 1, 2, 9])) == "1-3, 9"
