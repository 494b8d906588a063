"""What a wheel holds so that nothing that ships is worked out on a user's machine: rulesets, and all expressions."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from planlint import fixed
from planlint.compiling import RECOGNITION
from planlint.engine import judge
from planlint.examples import PLAN, judgement_of
from planlint.judging.attributes import OF_NODE, TESTS
from planlint.judging.found import Match
from planlint.judging.relations import Asked
from planlint.judging.select import Selection
from planlint.judging.traits import asked_of_each
from planlint.language.compiled import dump
from planlint.language.loader import load
from planlint.language.phrases import forget
from planlint.language.prepared import PREPARED
from planlint.markdown.document import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planlint.judging.regions import Region
    from planlint.language.model import Captures, RuleSet, Selector

#: Nouns that have no nodes of their own.
SPANS = frozenset({"plan", "text"})
#: Loads the rulesets, as a checkout has them, judges a plan by one, and tells what `re` compiled meanwhile.
RUN = """
import sys
sys.path.insert(0, sys.argv[1])
from planlint import fixed, start
sys.argv[1:] = ["check", "--no-cache", "plan.md"]
start.main()
print()
print(fixed.dump())
"""


def compiled(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each file that is to lie beside the rulesets of a folder. Raises RuleSetFaults."""
    rulesets = {file: load(file) for file in sorted(folder.glob("*.yaml"))}
    for file, ruleset in rulesets.items():
        yield f"{file.stem}.json", dump(ruleset)
        yield f"{file.stem}.expressions", _judging(ruleset)
    yield f"{RECOGNITION}.expressions", _recognising(tuple(rulesets.values()))
    yield fixed.SHIPPED.name, _fixed(rulesets.values())


class _Asking(Selection):
    """A selection that asks of a node of each noun all that a selector may come to ask of any."""

    def _tested(self, selector: Selector, captures: Captures, candidates: Iterable[Match]) -> list[Match]:
        one = () if selector.noun in SPANS else self.document.nodes(selector.noun)[:1]
        for name, value in asked_of_each(selector):
            if name in OF_NODE:
                continue
            test = TESTS[name](Asked(self, value, captures, selector, [Match(node, captures) for node in one]))
            for node in one:
                test(node)
        return super()._tested(selector, captures, candidates)

    def part(self, _: Region) -> None:
        """Look into all of the plan."""


def _judging(ruleset: RuleSet) -> str:
    """Return the expressions that its examples ask for, each alone and all as one plan: hardly a plan asks for more."""
    forget()
    for rule in ruleset.rules:
        for example in (*rule.passes, *rule.fails):
            judgement_of(ruleset, rule, example)
    judge(parse(_joined(ruleset), PLAN), ruleset, None, PLAN)
    PREPARED.complete()
    return PREPARED.dump()


def _recognising(rulesets: tuple[RuleSet, ...]) -> str:
    """Return all expressions that recognise plans."""
    forget()
    asking = _Asking(parse("\n\n".join(map(_joined, rulesets)), PLAN))
    for signal in (signal for ruleset in rulesets for signal in ruleset.signals):
        asking.find(signal.has, {})
    PREPARED.complete()
    return PREPARED.dump()


def _joined(ruleset: RuleSet) -> str:
    return "\n\n".join(example.plan for rule in ruleset.rules for example in (*rule.passes, *rule.fails))


def _fixed(rulesets: Iterable[RuleSet]) -> str:
    """Return the fixed expressions that runs of `check` ask for: a process of its own compiles no others.

    On a Python that keeps them otherwise than we know, there is nothing to ship, and nothing to fail.
    """
    plan = max((example.plan for ruleset in rulesets for rule in ruleset.rules for example in rule.passes), key=len)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "plan.md").write_text(plan, encoding="utf-8")
        command = [sys.executable, "-c", RUN, str(Path(__file__).parent.parent)]
        done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - this very Python, on our own text
    return done.stdout.splitlines()[-1] if done.returncode == 0 else fixed.NOTHING
