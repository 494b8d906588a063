"""Fuzzing by coverage: `python tests/reliability/fuzz.py [plans|rulesets] [OPTION OF LIBFUZZER…]`.

Needs atheris (`pip install atheris`; Linux on x86-64 as a rule). Seeds are the fixtures, the rulesets, and what once
crashed; what crashes is kept in tests/corpus/ and has to be judged from then on (tests/test_promises.py).
"""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["planlint", "markdown_it"]):
    from planlint.finding import Severity
    from planlint.language.faults import RuleSetFaults
    from planlint.language.reader import read
    from planlint.report import Report
    from planlint.reporters import REPORTERS
    from planlint.reporters.escape import Look
    from planlint.rulesets import get, shipped
    from planlint.run.judging import Against, judge_plan
    from planlint.text.source import NotUtf8Error, decode

SEEDS = {"plans": ("fixtures", "tests/corpus"), "rulesets": ("rulesets", "tests/language")}
#: No input is longer: what is long is slow, and pathological.py is about that.
MOST_BYTES = 4096


def a_plan(data: bytes) -> None:
    """Judge a plan by one of the rulesets, and report it in one of the formats."""
    try:
        text = decode(data)
    except NotUtf8Error:
        return
    number = zlib.crc32(data)
    judged = judge_plan(text, "plan.md", Against((RULESETS[number % len(RULESETS)],)))
    plans = () if judged.plan is None else (judged.plan,)
    form = list(REPORTERS)[number // 8 % len(REPORTERS)]
    REPORTERS[form](Report(plans, judged.errors, Severity.NOTE), Look())


def a_ruleset(data: bytes) -> None:
    """Read a ruleset's YAML: it is read, or told where it is wrong."""
    try:
        read(data.decode("utf-8"), "mine.yaml")
    except (UnicodeDecodeError, RuleSetFaults):
        return


TARGETS = {"plans": a_plan, "rulesets": a_ruleset}
RULESETS = [get(name) for name in shipped()]


def main() -> None:
    """Fuzz until something crashes, or as long as the options say."""
    given = sys.argv[1:]
    target = given.pop(0) if given and given[0] in TARGETS else "plans"
    found = ROOT / "build/fuzz" / target
    found.mkdir(parents=True, exist_ok=True)
    options = [f"-max_len={MOST_BYTES}", "-timeout=25", f"-artifact_prefix={ROOT}/tests/corpus/", *given]
    atheris.Setup([sys.argv[0], *options, str(found), *(str(ROOT / seed) for seed in SEEDS[target])], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
