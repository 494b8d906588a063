"""What a wheel holds so that nothing that ships is worked out on a user's machine: rulesets, and their expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.compiling import RECOGNITION
from planlint.examples import PLAN, judgement_of
from planlint.language.compiled import dump
from planlint.language.loader import load
from planlint.language.patterns import forget
from planlint.language.prepared import PREPARED
from planlint.markdown.document import parse
from planlint.recognition import recognise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from planlint.language.model import RuleSet

#: One example of so many asks for all but a few of the expressions that recognise plans.
SHARE = 5


def compiled(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each file that is to lie beside the rulesets of a folder. Raises RuleSetFaults."""
    rulesets = {file.stem: load(file) for file in sorted(folder.glob("*.yaml"))}
    for name, ruleset in rulesets.items():
        yield f"{name}.json", dump(ruleset)
        yield f"{name}.expressions", _judging(ruleset)
    yield f"{RECOGNITION}.expressions", _recognising(tuple(rulesets.values()))


def _judging(ruleset: RuleSet) -> str:
    """Return the expressions that its examples ask for: those that rules cannot do without."""
    forget()
    for rule in ruleset.rules:
        for example in (*rule.passes, *rule.fails):
            judgement_of(ruleset, rule, example)
    PREPARED.complete()
    return PREPARED.dump()


def _recognising(rulesets: tuple[RuleSet, ...]) -> str:
    forget()
    examples = [example for ruleset in rulesets for rule in ruleset.rules for example in (*rule.passes, *rule.fails)]
    for example in examples[::SHARE]:
        recognise(parse(example.plan, example.path or PLAN), rulesets)
    PREPARED.complete()
    return PREPARED.dump()
