"""The library: pure functions, and findings that travel."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import planlint
from planlint.api import PlanError

ROOT = Path(__file__).parent.parent
RULESET = ROOT / "tests" / "language" / "verbs.yaml"


def test_a_text_is_linted() -> None:
    findings = planlint.lint("# Nothing\n", ruleset=str(RULESET))
    assert findings == planlint.lint("# Nothing\n", ruleset=str(RULESET))
    assert all(finding.path == "plan.md" for finding in findings)
    assert pickle.loads(pickle.dumps(findings)) == findings  # noqa: S301 - made a line above


def test_a_text_is_held_against_what_it_looks_like(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlint.rulesets._folder", lambda: tmp_path)
    assert [finding.rule for finding in planlint.lint("# Nothing\n")] == ["planlint/unrecognised"]


def test_what_cannot_be_judged_is_raised() -> None:
    with pytest.raises(PlanError, match=r"x\.md: Blocks nest at most 100 deep"):
        planlint.lint(">" * 101 + " x", path="x.md", ruleset=str(RULESET))


def test_the_functions_travel() -> None:
    assert pickle.loads(pickle.dumps(planlint.lint)) is planlint.lint  # noqa: S301 - made on the spot


def test_the_tree_and_a_ruleset_can_be_had() -> None:
    assert planlint.parse("# A\n").source.line_count == 1
    assert planlint.load(RULESET).rules


def test_nothing_else_is_offered() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        planlint.nonsense  # noqa: B018 - asking is the point


def test_the_import_is_quick() -> None:
    code = "import sys, planlint; sys.exit(any(name in sys.modules for name in ('markdown_it', 'yaml', 'click')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_version_is_the_distributions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert planlint.__version__ == project["version"]
