"""`planlint explain`: a rule, a ruleset, or a word of the language as a page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cli.output import Refused, show
from planlint.cli.shelf import at_hand, ruleset_of, rulesets_of
from planlint.files import is_gone
from planlint.finding import OWN
from planlint.language.explain import changed, explain_rule, explain_ruleset
from planlint.language.glossary import explain_word, words
from planlint.nearest import nearest
from planlint.rulesets import is_path
from planlint.run.naming import OWN_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planlint.language.model import RuleSet

#: The ways in which a rule is left out, of a run, of all plans, of one place.
LEFT_OUT = """\
**To leave it out.** `planlint check --ignore {0}`

* in a configuration: `rules: {{ {0}: "off" }}`
* in a plan, above the line: `<!-- planlint-disable-next-line {0} -- reason -->`
"""


@click.command(short_help="Explain a rule, a ruleset, a verb or a noun.")
@click.argument("name", nargs=-1, required=True, metavar="RULE|RULESET|VERB|NOUN")
@click.option("--ruleset", "names", multiple=True, metavar="NAME|FILE", help="Look for rules in this ruleset only.")
def command(name: tuple[str, ...], names: tuple[str, ...]) -> None:
    """Explain a rule, a ruleset, or a word of the rule language.

    A rule: what it asks, why, the lines of the source document, what passes
    and what fails, what to do, and how to leave it out. Rules are those that
    ship, and those of the configuration here.
    """
    wanted = " ".join(name)
    word = explain_word(wanted)
    if word:
        show(word)
        return
    if _is_file(wanted):
        show(explain_ruleset(ruleset_of(wanted)))
        return
    rulesets = rulesets_of(names) if names else at_hand()
    pages = list(_pages(wanted, rulesets))
    if not pages:
        raise Refused(f"There is no rule, ruleset or word called '{wanted}'{_hint(wanted, rulesets)}")
    show("\n".join(pages))


def _is_file(wanted: str) -> bool:
    """Tell whether a ruleset's file is meant, one that cannot be read included; rules' names have slashes too."""
    return is_path(wanted) and not is_gone(Path(wanted)) and not os.path.isdir(wanted)  # noqa: PTH112


def _pages(wanted: str, rulesets: Sequence[RuleSet]) -> Iterator[str]:
    for name, told in OWN_RULES.items():
        if wanted in {name, f"{OWN}/{name}"}:
            yield f"# {OWN}/{name}\n\n{told} planlint tells it of any plan; no source document asks for it.\n"
    for ruleset in rulesets:
        if wanted == ruleset.name:
            yield explain_ruleset(ruleset)
        for rule in ruleset.rules:
            full = f"{ruleset.name}/{rule.name}"
            if wanted in {rule.name, full}:
                yield f"{explain_rule(ruleset, rule)}\n{LEFT_OUT.format(full)}"
        for off in ruleset.off:
            if wanted in {off, f"{ruleset.name}/{off}"}:
                yield "\n\n".join([f"# {ruleset.name}/{off}", *changed(ruleset, off)]) + "\n"


def _hint(wanted: str, rulesets: Sequence[RuleSet]) -> str:
    known = [*words(), *(f"{OWN}/{rule}" for rule in OWN_RULES), *(ruleset.name for ruleset in rulesets)]
    for ruleset in rulesets:
        known += (name for rule in ruleset.rules for name in (rule.name, f"{ruleset.name}/{rule.name}"))
    near = nearest(wanted, known)
    return f"; did you mean {near}?" if near else ""
