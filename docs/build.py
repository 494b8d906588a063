"""Builds the documentation's site: the pages of this folder, and one for every ruleset and rule, made from the rules.

`python docs/build.py [FOLDER]` writes the site to FOLDER/site (default: build).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.language.explain import explain_rule, explain_ruleset
from planlint.rulesets import get, shipped

if TYPE_CHECKING:
    from planlint.language.model import Rule, RuleSet

HERE = Path(__file__).parent
PAGES = {
    "Home": "index.md",
    "Getting started": "getting-started.md",
    "Pull requests and commits": "pull-requests.md",
    "Coding agents": "agents.md",
    "Configuration": "configuration.md",
    "Output formats": "formats.md",
    "A ruleset of your own": "own-rulesets.md",
    "The rule language": "language.md",
    "Stability": "stability.md",
    "How it compares": "comparison.md",
}
SETTINGS = """\
[project]
site_name = "planlint"
site_description = "A static rule linter for the plans that coding agents work from"
docs_dir = "pages"
site_dir = "site"
nav = {nav}

[project.theme]
language = "en"
font = false
features = ["navigation.indexes", "navigation.sections", "navigation.top", "search.highlight", "content.code.copy"]
"""
EXAMPLE = re.compile(r"(?:^    .*\n)+", re.MULTILINE)
RULE = re.compile(r"^\* \*\*([a-z0-9-]+)\*\*", re.MULTILINE)


def ruleset_page(ruleset: RuleSet) -> str:
    """Return a ruleset's page, its rules linked to their own."""
    return RULE.sub(r"* [**\1**](\1.md)", explain_ruleset(ruleset))


def rule_page(ruleset: RuleSet, rule: Rule) -> str:
    """Return a rule's page, its examples fenced: the site takes brackets in set-in text for links."""
    page = explain_rule(ruleset, rule)
    return EXAMPLE.sub(lambda found: f"~~~~text\n{textwrap.dedent(found[0])}~~~~\n", page)


def write_rulesets(folder: Path) -> None:
    lines = ["# Rulesets", "", "| ruleset | plans that it is for | rules |", "|---|---|---|"]
    for name in shipped():
        ruleset = get(name)
        (folder / name).mkdir(parents=True)
        (folder / name / "index.md").write_text(ruleset_page(ruleset), encoding="utf-8")
        for rule in ruleset.rules:
            (folder / name / f"{rule.name}.md").write_text(rule_page(ruleset, rule), encoding="utf-8")
        lines.append(f"| [{name}]({name}/index.md) | {ruleset.title} | {len(ruleset.rules)} |")
    (folder / "index.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


def navigation() -> str:
    """Return the site's table of contents, as TOML reads it."""
    pages = [{title: page} for title, page in PAGES.items() if (HERE / page).exists()]
    rulesets = [{"All": "rulesets/index.md"}, *({name: f"rulesets/{name}/index.md"} for name in shipped())]
    entries = [*pages, {"Rulesets": rulesets}]
    return json.dumps(entries).replace('": ', '" = ')


def build(folder: Path) -> Path:
    """Build the site; return its folder."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = folder / "pages"
    pages.mkdir(parents=True)
    for page in HERE.glob("*.md"):
        shutil.copy(page, pages)
    write_rulesets(pages / "rulesets")
    (folder / "zensical.toml").write_text(SETTINGS.format(nav=navigation()), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "zensical", "build", "--strict"], cwd=folder, check=True)
    return folder / "site"


if __name__ == "__main__":
    print(build(Path(sys.argv[1] if len(sys.argv) > 1 else "build").absolute()))
