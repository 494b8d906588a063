"""Prints how often findings on real plans are right: `python tests/precision.py CORPUS [DOCUMENT…]`.

Verdicts stand in `verdicts/DOCUMENT.tsv`, labels only: plan, line, rule, true or false, and why. A verdict counts
while its finding is still reported; a true one that is no longer reported is lost, and fails.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from planlint.engine import judge
from planlint.finding import Severity
from planlint.language.loader import load
from planlint.markdown.document import parse

ROOT = Path(__file__).parent.parent
VERDICTS = ROOT / "tests/verdicts"
RULESETS = {
    "000": "base-feature-plan",
    "001": "step-by-step-plan",
    "002": "plan-spec",
    "003": "implementation-plan",
    "004": "feature-plan",
}
#: The least share of right findings, by severity.
FLOORS = {Severity.ERROR: 0.97, Severity.WARNING: 0.90}
#: A rule that is judged at least this often and is right less often than that becomes a note, or goes.
JUDGED, RULE_FLOOR = 5, 0.8


class Place(NamedTuple):
    """Where a rule says something."""

    plan: str
    line: int
    rule: str


class Score(NamedTuple):
    """What became of the verdicts of one rule."""

    rule: str
    severity: Severity
    true: int
    false: int
    lost: int


def verdicts(document: str) -> dict[Place, bool]:
    """Return the verdicts on a document's rules, by place."""
    with (VERDICTS / f"{document}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {Place(row["plan"], int(row["line"]), row["rule"]): row["verdict"] == "true" for row in rows}


def scores(corpus: Path, document: str) -> tuple[list[Score], list[Place]]:
    """Return the scores of a document's rules, and the true findings that are no longer reported."""
    ruleset = load(ROOT / "rulesets" / f"{RULESETS[document]}.yaml")
    severities = {rule.name: rule.severity for rule in ruleset.rules}
    known = verdicts(document)
    reported = {
        Place(plan, finding.start.line, finding.rule.split("/")[1])
        for plan in {place.plan for place in known}
        for finding in judge(parse((corpus / plan).read_text(encoding="utf-8"), plan), ruleset).findings
    }
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for place, true in known.items():
        counts[place.rule][("true" if true else "false") if place in reported else "lost" if true else "mended"] += 1
    lost = sorted(place for place, true in known.items() if true and place not in reported)
    found = [
        Score(
            f"{ruleset.name}/{rule}", severities.get(rule, Severity.NOTE), count["true"], count["false"], count["lost"]
        )
        for rule, count in sorted(counts.items())
    ]
    return found, lost


def share(true: int, false: int) -> float:
    return true / (true + false) if true + false else 1.0


def too_low(found: list[Score]) -> list[str]:
    """Return what is below its floor: all findings of a severity, or one rule."""
    wrong = []
    for severity, floor in FLOORS.items():
        of_it = [score for score in found if score.severity is severity]
        true, false = sum(score.true for score in of_it), sum(score.false for score in of_it)
        print(f"{severity.label}s: {true} of {true + false} right ({share(true, false):.1%}; at least {floor:.0%})")
        if share(true, false) < floor:
            wrong.append(f"too few {severity.label}s are right")
        wrong += [
            f"{score.rule} is right in {share(score.true, score.false):.0%} of its findings; make it a note or mend it"
            for score in of_it
            if score.true + score.false >= JUDGED and share(score.true, score.false) < RULE_FLOOR
        ]
    return wrong


def main(corpus: Path, documents: list[str]) -> int:
    found: list[Score] = []
    wrong: list[str] = []
    for document in documents or sorted(path.stem for path in VERDICTS.glob("*.tsv")):
        scored, lost = scores(corpus, document)
        found += scored
        wrong += [f"{place.plan}:{place.line}: {place.rule} is true, and no longer reported" for place in lost]
    for score in found:
        print(f"{score.severity.label:7} {score.true:3} true {score.false:3} false {score.lost:3} lost  {score.rule}")
    wrong += too_low(found)
    print(f"{sum(score.true + score.false for score in found)} findings judged")
    print(*wrong, sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
