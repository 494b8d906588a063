"""A first configuration: from the plans that were recognised in a repository to the files that lint them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from planlint.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Of a folder that holds more other files than plans, this many plans are named one by one.
MOST_NAMED = 10
SPECIAL = re.compile(r"([\\*?\[\]!# ])")
URL = "https://github.com/planlint/planlint"

CONFIGURATION = """\
# What planlint checks here; docs/configuration.md of planlint says all that can stand here.

# The plans, and the ruleset that each is held against; the first entry that fits counts.
# "auto" is what a plan names or looks like.
plans:
{entries}
# Files that are never checked, such as those between the plans that are none:
# exclude: ["docs/archive/**"]

# How loud single rules are (error, warning, note or "off"):
# rules: {{ feature-plan/sections-in-order: warning }}

# From which severity on a run fails (error, warning, note or never):
fail-on: error

# Findings that were there before and do not count; `planlint baseline` writes the file:
# baseline: .planlint-baseline.json
"""
NONE = '  # No plan was recognised yet.\n  - { files: "docs/plans/**/*.md", ruleset: auto }\n'
HOOK = f"""\
  - repo: {URL}
    rev: v{VERSION}
    hooks:
      - id: planlint
        files: '{{files}}'
"""
WORKFLOW = f"""\
name: plans
on: pull_request
permissions:
  contents: read
jobs:
  plans:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          persist-credentials: false
      - uses: planlint/planlint@v{VERSION}
"""


def configuration(plans: Mapping[str, Sequence[str]]) -> str:
    """Return a commented configuration for Markdown files, each with the rulesets it was recognised by (or none)."""
    return CONFIGURATION.format(entries="".join(_entries(plans)) or NONE)


def hook(plans: Mapping[str, Sequence[str]]) -> str:
    """Return the entry of a .pre-commit-config.yaml that checks the folders and files of plans."""
    folders = sorted({str(PurePosixPath(path).parent) for path, rulesets in plans.items() if rulesets})
    starts = [_expression(f"{folder}/") for folder in folders if folder != "."]
    starts += [f"{_expression(path)}$" for path in sorted(plans) if plans[path] and "/" not in path]
    return HOOK.format(files=f"^({'|'.join(starts)})" if starts else r"^docs/plans/.*\.md$")


def _entries(plans: Mapping[str, Sequence[str]]) -> Iterator[str]:
    folders: dict[str, list[str]] = defaultdict(list)
    for path in sorted(plans):
        folders[str(PurePosixPath(path).parent)].append(path)
    for folder, files in folders.items():
        recognised = [path for path in files if plans[path]]
        whole = folder != "." and len(recognised) == len(files)
        if recognised and (whole or len(recognised) > MOST_NAMED or 1 < len(recognised) >= len(files) / 2):
            pattern = "/*.md" if folder == "." else f"{_literal(folder)}/*.md"
            yield _entry(pattern, {name for path in files for name in plans[path]} if whole else ())
        else:
            yield from (_entry(f"/{_literal(path)}", plans[path]) for path in recognised)


def _entry(pattern: str, rulesets: Iterable[str]) -> str:
    names = sorted(set(rulesets))
    files = _written_out(json.dumps(pattern, ensure_ascii=False))
    return f"  - {{ files: {files}, ruleset: {names[0] if len(names) == 1 else 'auto'} }}\n"


def _expression(path: str) -> str:
    """Return a regular expression for a path, as it stands in single quotes of YAML, which would fold lines."""
    escaped = (re.escape(each) if each.isprintable() else _written_out(each) for each in path)
    return "".join(escaped).replace("'", "''")


def _written_out(text: str) -> str:
    """Return text with what cannot be seen as YAML's double quotes and regular expressions both write it."""
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in text)


def _literal(path: str) -> str:
    return SPECIAL.sub(r"\\\1", path)
