"""Holds the rulesets against an inventory of clauses: `python tests/clause_snippets.py CLAUSES_DIR [DOCUMENT…]`.

Prints, per document, how many clauses are decided by a rule, stand unchecked with a reason, or are unaccounted
for, and runs each clause's own passing and failing plan with the deciding rule alone.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from planlint.engine import judge
from planlint.language.loader import load
from planlint.markdown.document import parse
from planlint.repository import Repository

if TYPE_CHECKING:
    from planlint.language.model import RuleSet

ROOT = Path(__file__).parent.parent
DOCUMENTS = {
    "000": "base-feature-plan",
    "001": "step-by-step-plan",
    "002": "plan-spec",
    "003": "implementation-plan",
    "004": "feature-plan",
}


def files_of(tree: list[Any]) -> dict[str, str]:
    """Return the files that a clause's `given` lays out: names, or names with a number of lines."""
    found: dict[str, str] = {}
    for entry in tree:
        for name, lines in entry.items() if isinstance(entry, dict) else [(entry, 1)]:
            found[name] = "x\n" * int(lines)
    return found


def lines_of(text: str) -> set[int]:
    """Return the lines that a clause's "4, 7-9" means."""
    spans = [part.strip().partition("-") for part in str(text).split(",")]
    return {line for first, _, last in spans for line in range(int(first), int(last or first) + 1)}


def fires(ruleset: RuleSet, rules: list[str], plan: str, given: dict[str, Any], lines: set[int]) -> bool:
    """Tell whether any of the rules says something of a plan; of a family, only the rows of these lines count."""
    families = {f"{ruleset.name}/{rule.name}" for rule in ruleset.rules if rule.rows}
    repository = Repository.of_files(files_of(given["tree"])) if "tree" in given else None
    path = given.get("file") or given.get("path") or ""
    found = judge(parse(plan, path or "plan.md"), ruleset, repository, path, frozenset(rules)).findings
    return any(
        finding.rule not in families or any(first <= line <= last for first, last in finding.lines for line in lines)
        for finding in found
    )


def misbehaving(ruleset: RuleSet, rules: list[str], clause: dict[str, Any]) -> list[str]:
    """Return which of a clause's two plans do not behave."""
    given = clause.get("given", {})
    failing = {**given, **given.get("fail_instead", {})}
    wrong = []
    lines = lines_of(clause["lines"])
    if fires(ruleset, rules, clause["pass"], given, lines):
        wrong.append("pass")
    if not fires(ruleset, rules, clause["fail"], failing, lines):
        wrong.append("fail")
    return wrong


def report(clauses: Path, document: str) -> tuple[Counter[str], list[str]]:
    """Return counts for one document and a line for each snippet that does not behave."""
    ruleset = load(ROOT / "rulesets" / f"{DOCUMENTS[document]}.yaml")
    deciding = yaml.safe_load((ROOT / "tests/clauses" / f"{document}.yaml").read_text(encoding="utf-8"))
    known = {rule.name for rule in ruleset.rules}
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for clause in yaml.safe_load((clauses / f"{document}.yaml").read_text(encoding="utf-8")):
        name = deciding.get(clause["id"])
        rules = [name] if isinstance(name, str) else list(name or [])
        if rules == ["unchecked"]:
            counts["unchecked"] += 1
        elif not rules or not set(rules) <= known:
            counts["unaccounted"] += 1
            wrong.append(f"{document} {clause['id']}: unaccounted ({name})")
        else:
            counts["decided"] += 1
            counts["snippets"] += 2
            for kind in misbehaving(ruleset, rules, clause):
                counts["misbehaving"] += 1
                wrong.append(f"{document} {clause['id']} ({clause['severity']}): {kind} snippet, rule {name}")
    return counts, wrong


def main(clauses: Path, documents: list[str]) -> int:
    total: Counter[str] = Counter()
    for document in documents or [name for name in DOCUMENTS if (ROOT / "tests/clauses" / f"{name}.yaml").exists()]:
        counts, wrong = report(clauses, document)
        total += counts
        print(*wrong, sep="\n")
        behave = counts["snippets"] - counts["misbehaving"]
        print(
            f"{document}: {counts['decided']} decided, {counts['unchecked']} unchecked with a reason, "
            f"{counts['unaccounted']} unaccounted; {behave} of {counts['snippets']} snippets behave"
        )
    behave = total["snippets"] - total["misbehaving"]
    print(f"all: {total['decided']} decided, {total['unchecked']} unchecked, {behave} of {total['snippets']} behave")
    return int(total["unaccounted"] > 0 or behave < 0.98 * total["snippets"])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
