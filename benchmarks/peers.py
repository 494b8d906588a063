"""Measures planlint beside other linters of Markdown, in one run: `python benchmarks/peers.py FOLDER` (see peers.sh).

They check other things: what is compared is what a user waits for.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path

from process import Cost, cost, medians
from rows import ROOT, Bench

#: Peers that read what is given: one plan, again and again.
PEERS = {
    "rumdl": ["py/bin/rumdl", "check"],
    "rumdl, no cache": ["py/bin/rumdl", "check", "--no-cache"],
    "pymarkdownlnt": ["py/bin/pymarkdown", "scan"],
    "mdlint": ["py/bin/mdlint", "check"],
    "mdformat --check": ["py/bin/mdformat", "--check"],
    "markdownlint-cli2": ["js/node_modules/.bin/markdownlint-cli2"],
    "remark-lint": ["js/node_modules/.bin/remark", "--frail", "--use", "remark-preset-lint-recommended"],
}
#: This one reads rulesets, not plans.
YAML = "py/bin/yamllint"
TIMES = 7


def configure(folder: Path, plan: str) -> None:
    """Ask of the peers that can say it what is nearest to a ruleset: the plan's own headings, in their order (MD043)."""
    headings = [line for line in plan.split("\n") if re.match("#+ ", line)]
    (folder / ".markdownlint-cli2.jsonc").write_text(json.dumps({"config": {"MD043": {"headings": headings}}}))
    (folder / ".rumdl.toml").write_text(f"[MD043]\nheadings = {json.dumps(headings)}\n")
    wanted = ",".join("*" if "," in heading else heading for heading in headings)  # it parts them by commas
    (folder / ".pymarkdown").write_text(json.dumps({"plugins": {"md043": {"enabled": True, "headings": wanted}}}))


def main(peers: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), 1, TIMES)
        plans = bench.plans("plans", 1)
        configure(plans, (plans / "plan-00000.md").read_text(encoding="utf-8"))
        for _ in range(3):
            bench.check(plans, "plan-00000.md")
        runs = {
            "python -c pass": bench.bare,
            "planlint, unchanged": lambda: bench.check(plans, "plan-00000.md"),
            "planlint, no cache": lambda: bench.check(plans, "--no-cache", "plan-00000.md"),
        }
        for name, (program, *arguments) in PEERS.items():
            if (peers / program).exists():
                command = [peers / program, *arguments, "plan-00000.md"]
                runs[name] = lambda command=command: cost(command, plans)  # type: ignore[misc]
        if (peers / YAML).exists():
            runs["yamllint, a ruleset"] = lambda: cost([peers / YAML, ROOT / "rulesets/plan-spec.yaml"], plans)
        measured: dict[str, Cost] = dict(zip(runs, medians(TIMES, *runs.values()), strict=True))
    bare = measured["python -c pass"].cpu
    print("| one plan of 12.5 kB | x bare Python | MiB |\n|---|---:|---:|")
    for name, each in sorted(measured.items(), key=lambda item: item[1].cpu):
        print(f"| {name} | {each.cpu / bare:.1f} | {each.mib:.0f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
