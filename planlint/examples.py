"""Examples: each rule run on its own plans, with that rule alone (first version)."""
from __future__ import annotations
from typing import NamedTuple
from planlint.engine import judge
from planlint.markdown.document import parse
from planlint.repository import Repository

class Outcome(NamedTuple):
    rule: str
    kind: str
    message: str

def run(ruleset):
    out = []
    for rule in ruleset.rules:
        for example in (*rule.passes, *rule.fails):
            repo = None if example.files is None else Repository.of_files(dict(example.files))
            found = judge(parse(example.plan, "plan.md"), ruleset, repo, example.path, frozenset({rule.name}))
            lines = sorted(f.start.line for f in found.findings)
            name = f"{ruleset.name}/{rule.name}"
            wanted = sorted(example.at)
            if lines == wanted: out.append(Outcome(name, "ok", ""))
            elif not wanted: out.append(Outcome(name, "noisy", f"{[ (f.start.line, f.message) for f in found.findings]} in {example.plan!r}"))
            elif not lines: out.append(Outcome(name, "missing", f"nothing at {wanted} in {example.plan!r}"))
            else: out.append(Outcome(name, "misplaced", f"{[ (f.start.line, f.message) for f in found.findings]} not {wanted} in {example.plan!r}"))
    return out
