"""The library: pure functions, and findings that travel."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import planlint
from planlint.api import PlanError
from planlint.language.loader import load, load_text
from planlint.markdown.limits import MOST_HEADINGS
from planlint.rulesets import together

ROOT = Path(__file__).parent.parent
RULESET = ROOT / "tests" / "language" / "verbs.yaml"


def test_a_text_is_linted() -> None:
    findings = planlint.lint("# Nothing\n", ruleset=str(RULESET))
    assert findings == planlint.lint("# Nothing\n", ruleset=str(RULESET))
    assert all(finding.path == "plan.md" for finding in findings)
    assert pickle.loads(pickle.dumps(findings)) == findings  # noqa: S301 - made a line above


def test_a_ruleset_is_a_name_a_path_or_what_was_loaded() -> None:
    told = planlint.lint("# Nothing\n", ruleset=str(RULESET))
    assert told
    assert all(planlint.lint("# Nothing\n", ruleset=each) == told for each in (RULESET, load(RULESET), [RULESET]))
    assert planlint.lint("# A\n", ruleset=planlint.load("plan-spec")) == planlint.lint("# A\n", ruleset="plan-spec")


def test_a_text_is_held_against_what_it_looks_like(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlint.rulesets._folder", lambda: tmp_path)
    assert [finding.rule for finding in planlint.lint("# Nothing\n")] == ["planlint/unrecognised"]


def test_what_cannot_be_judged_is_raised() -> None:
    with pytest.raises(PlanError, match=r"x\.md: Blocks nest at most 100 deep"):
        planlint.lint(">" * 101 + " x", path="x.md", ruleset=str(RULESET))


def errors() -> list[Exception]:
    """Return an error of each kind that the library raises, as raised."""
    broken, two = "planlint: 1\nruleset: x\nrules: 5\n", load(RULESET)
    tries = (
        lambda: planlint.lint("# A\n", ruleset="plan-spek"),
        lambda: planlint.parse(">" * 101 + " x"),
        lambda: planlint.parse("## A\n" * (MOST_HEADINGS + 1)),
        lambda: load_text(broken, "x.yaml"),
        lambda: together([two, replace(two, path="other.yaml")]),
        lambda: planlint.lint(">" * 101 + " x", ruleset=str(RULESET)),
    )
    found = []
    for each in tries:
        with pytest.raises(ValueError if each is not tries[0] else LookupError) as caught:
            each()
        found.append(caught.value)
    return found


def test_errors_travel_so_that_a_pool_of_processes_can_raise_them() -> None:
    for error in errors():
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made on the spot
        assert (type(again), str(again)) == (type(error), str(error))


def test_what_is_raised_and_returned_can_be_named() -> None:
    names = {base.__name__ for error in errors() for base in type(error).__mro__}
    offered = {name for name in planlint.__all__ if name.endswith(("Error", "Faults"))}
    assert offered == {"ClashError", "PlanError", "RuleSetFaults", "UnknownRulesetError"} & names
    assert isinstance(planlint.lint("# A\n", ruleset=str(RULESET))[0], planlint.Finding)
    assert planlint.Severity.ERROR > planlint.Severity.NOTE


def test_the_functions_travel() -> None:
    assert pickle.loads(pickle.dumps(planlint.lint)) is planlint.lint  # noqa: S301 - made on the spot


def test_the_tree_and_a_ruleset_can_be_had() -> None:
    assert planlint.parse("# A\n").source.line_count == 1
    assert planlint.load(RULESET).rules
    assert planlint.load(str(RULESET)).name == "verbs"
    assert planlint.load("plan-spec").name == "plan-spec"
    with pytest.raises(planlint.UnknownRulesetError, match="did you mean plan-spec"):
        planlint.load("plan-spek")


def test_a_ruleset_that_builds_on_one_that_ships_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(
        "planlint: 1\nruleset: ours\ntitle: Ours\nextends: [plan-spec]\n", encoding="utf-8"
    )
    assert [parent.name for parent in planlint.load(tmp_path / "ours.yaml").parents] == ["plan-spec"]


def test_what_cannot_be_parsed_is_raised_as_what_cannot_be_judged_is() -> None:
    with pytest.raises(planlint.PlanError, match=r"^x\.md: Blocks nest at most 100 deep"):
        planlint.parse(">" * 101 + " x", "x.md")


def test_nothing_else_is_offered() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        planlint.nonsense  # noqa: B018 - asking is the point


def test_the_import_is_quick() -> None:
    code = "import sys, planlint; sys.exit(any(name in sys.modules for name in ('markdown_it', 'yaml', 'click')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_version_is_the_distributions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert planlint.__version__ == project["version"]
