"""Pages about rules, rulesets and words say all that stands in the ruleset, and read as English."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from planlint.cli.commands import cli
from planlint.language import vocabulary
from planlint.language.explain import explain_rule, explain_ruleset, sentence
from planlint.language.glossary import explain_word, words
from planlint.language.ledger import joined, ledger, written
from planlint.language.loader import load, load_text
from planlint.language.wording import code, either
from planlint.run.naming import OWN, OWN_RULES

FOLDER = Path(__file__).parent
VERBS = load(FOLDER / "language" / "verbs.yaml")
WHOLE = load(FOLDER / "data" / "whole.yaml")
HEAD = """\
planlint: 1
ruleset: tiny
title: Tiny
source: {{ document: tiny.txt, lines: 9, sha256: "{zeros}" }}
recognised by: []
status: {{ field: Status, done: Done }}
terms:
  step: {{ section: ["Step {{n}}: {{name}}", "Step {{n}}"] }}
  work: {{ any of: [{{ step: "*", level: 2 }}, {{ item: "*" }}] }}
rules:
  shown: {{ must have: [step, work], source: 1, because: b, say: s, pass: x, fail: {{ plan: x, at: 1 }} }}
  one:
    source: 1
    because: b
    say: s
    pass: x
    fail: {{ plan: x, at: 1 }}
""".format(zeros="0" * 64)


def reads(*parts: str) -> str:
    ruleset = load_text(HEAD + "".join(f"    {part}\n" for part in parts), "tiny.yaml")
    return sentence(ruleset, ruleset.rules[1])


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["must have: { field: Goal, is: filled }"], "The plan must have field `Goal` (is filled)."),
        (["should not have: [{ section: A }, placeholder]"], "The plan should not have section `A` or placeholder."),
        (["could have: [{ section: A }, { section: B }]"], "The plan could have section `A` and section `B`."),
        (["must have: { any of: [{ section: A }, { section: B }] }"], "The plan must have section `A` or section `B`."),
        (["for each: step", "must be: [filled, none]"], "For each *step*: must be filled or none."),
        (["for each: step", "must be: [Draft, In review]"], "For each *step*: must be `Draft` or `In review`."),
        (["for each: { step: '*', level: 2 }", "must not be: empty"], "For each *step* (level 2): must not be empty."),
        (["for each: { step: 'Step 1*' }", "must be: filled"], "For each *step* (matching `Step 1*`): must be filled."),
        (["for each: { work: '*', under: { section: A } }", "must be: filled"],
         "For each *work* (under section `A`): must be filled."),
        (["for each: work", "must be: filled"], "For each *work*: must be filled."),
        (["for each: { item: '*', checked: no, box: [open, unknown], level: [1, 2] }", "must be: filled"],
         "For each item (not checked, box open or unknown, level 1 or 2): must be filled."),
        (["for each: { any of: [{ section: A }, { item: B }] }", "must be: filled"],
         "For each section `A` or item `B`: must be filled."),
        (["for each: { first of: [{ section: A }, { item: B }] }", "must be: filled"],
         "For each the first there is of section `A`, item `B`: must be filled."),
        (["must have: { item: '*', at least: 2 }"], "The plan must have at least 2 of item."),
        (["must have: { item: '*', at most: 2 }"], "The plan must have at most 2 of item."),
        (["must have: { item: '*', at least: 2, at most: 3 }"], "The plan must have 2 to 3 of item."),
        (["must have: { item: '*', exactly: 1 }"], "The plan must have exactly 1 of item."),
        (["must have: { section: A, with: { item: '*', at least: 2 } }"],
         "The plan must have section `A` (with at least 2 of item)."),
        (["must have: { sentence: '*', mentions all: [a, [b, c]], but not: x, longer than: 3 }"],
         "The plan must have sentence (mentions all of `a`; `b` or `c`, but not `x`, longer than 3)."),
        (["must mention: [a, [b, 'c*']]"], "The plan must mention `a` and (`b` or `c*`)."),
        (["must be in order: [A, step, B]"], "The plan must be in order section `A`, then *step*, then section `B`."),
        (["for each: path", "must exist: at those lines"], "For each path: must exist at those lines."),
        (["for each: path", "must be matched by: { path: '{path}', in the same: step }"],
         "For each path: must be matched by path `{path}` in the same *step*."),
        (["should not skip: a level"], "The plan should not skip a level."),
        (["must be saved as: 'plans/*.md'"], "The plan must be saved as `plans/*.md`."),
        (["when: { status: done }", "must have: step"], "When the status is done: the plan must have *step*."),
        (["for each: step", "when: { it has: item, plan has no: { section: A } }", "unless: { it is: [none, date] }", "must be: filled"],
         "For each *step*, when it has item and the plan has no section `A`, unless it is none or date: must be filled."),
        (["unless: { field: [Kind, Type], is: Fix }", "must have: step"],
         "Unless the plan has field `Kind` or `Type` that is `Fix`: the plan must have *step*."),
        (["when: { field: Kind, repository has: Makefile, it mentions: [a, b] }", "must have: step"],
         "When the plan has field `Kind` and the repository has `Makefile` and it mentions `a` or `b`: the plan must have *step*."),
        (["must have: { section: [A, B, C, D, E, F, G, H] }"],
         "The plan must have section `A` or `B` or `C` or `D` or `E` or 3 more."),
    ],
)  # fmt: skip
def test_a_rule_reads_as_a_sentence(parts: list[str], said: str) -> None:
    assert reads(*parts) == said


@pytest.mark.parametrize("path", sorted((FOLDER.parent / "rulesets").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_rule_that_ships_has_a_page(path: Path) -> None:
    ruleset = load(path)
    for rule in ruleset.rules:
        page = explain_rule(ruleset, rule)
        assert page.startswith(f"# {ruleset.name}/{rule.name}\n\n")
        assert f"**Why.** {rule.because}\n" in page
        assert f"\n{rule.severity.label.capitalize()}: {rule.say}\n" in page
        assert "**Passes:**" in page
        assert "**Fails:**" in page
        assert "Selector(" not in page


def test_a_rules_page_says_all() -> None:
    assert explain_rule(WHOLE, WHOLE.rules[0]) == (FOLDER / "data" / "steps-have-goals.md").read_text(encoding="utf-8")


def test_a_page_shows_a_few_examples_and_counts_the_rest() -> None:
    ruleset = load_text(HEAD.replace("pass: x", "pass: [a, b, c, d, e]") + "    must have: step\n", "tiny.yaml")
    page = explain_rule(ruleset, ruleset.rules[1])
    assert page.count("    1 | ") == 4
    assert "And 2 more in the ruleset." in page


def test_a_rulesets_page_says_all() -> None:
    assert explain_ruleset(WHOLE) == (FOLDER / "data" / "whole.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", OWN_RULES)
def test_planlints_own_rules_have_a_page(rule: str) -> None:
    done = CliRunner().invoke(cli, ["explain", f"{OWN}/{rule}"])
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, f"# {OWN}/{rule}")
    assert CliRunner().invoke(cli, ["explain", rule]).stdout == done.stdout


@pytest.mark.parametrize("path", sorted(FOLDER.parent.glob("rulesets/*.yaml")), ids=lambda path: path.stem)
def test_what_is_about_placeholders_says_so_by_its_name(path: Path) -> None:
    rules = load(path).rules
    assert [rule.name for rule in rules if "placeholder" in rule.say and "placeholder" not in rule.name] == []


def test_every_word_is_explained() -> None:
    assert all(explain_word(word) for word in words())
    assert explain_word("no such word") is None
    assert explain_word("box") == (
        "`box` is an attribute: it keeps those that have a box (yes, no), or a box in this state."
        " It takes yes or no or open or checked or unknown or look-alike. It is asked of checkbox or item.\n"
    )


def test_all_that_a_word_takes_is_told_and_nothing_else() -> None:
    assert set(vocabulary.TAKEN) == {
        word.takes for word in (*vocabulary.ATTRIBUTES.values(), *vocabulary.VERBS.values())
    }


def test_a_document_of_unknown_length_has_lines_that_nobody_counted() -> None:
    ruleset = load_text(
        HEAD.replace(", lines: 9", "").replace(f', sha256: "{"0" * 64}"', "") + "    must have: step\n", "tiny.yaml"
    )
    page = explain_ruleset(ruleset)
    assert "0 not accounted for" not in page
    assert "how many is not known, as the source says no number of `lines`" in page
    assert "not known" not in explain_ruleset(VERBS)


def test_the_ledger_accounts_for_lines() -> None:
    account = ledger(VERBS)
    assert account.unaccounted == ()
    assert account.unchecked == ((35, 40),)
    assert ledger(WHOLE)._asdict() == {
        "cited": ((3, 6),),
        "unchecked": ((7, 30), (32, 32)),
        "structure": ((1, 2), (31, 31), (33, 40)),
        "unaccounted": (),
    }
    assert written(joined([3, 1, 2, 9])) == "1-3, 9"
    assert written(()) == ""


def test_code_spans_and_alternatives() -> None:
    assert code("a`b") == "`` a`b ``"
    assert either(["a", "b", "a"]) == "a or b"
    assert either("abcdef") == "a or b or c or d or e or f"
    assert either("abcdefg") == "a or b or c or d or e or 2 more"
