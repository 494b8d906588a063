"""Real plans, where they are at hand: no crash, exact places, the same bytes twice, formats told right."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from planlint.cli.commands import cli
from planlint.markdown.document import parse
from planlint.text.source import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Other tests run all that these run.
pytestmark = pytest.mark.uncounted

RULESETS = {
    "000": "base-feature-plan",
    "001": "step-by-step-plan",
    "002": "plan-spec",
    "003": "implementation-plan",
    "004": "feature-plan",
}


def plans(shared: Path, folder: str) -> list[Path]:
    return sorted((shared / "corpus" / folder).glob("*.md"))


def report(paths: list[Path], ruleset: str) -> str:
    options = ["--no-cache", "--ruleset", ruleset, "--format", "json", "--fail-on", "never", "--min-severity", "note"]
    done = CliRunner().invoke(cli, ["check", *options, *map(str, paths)])
    assert done.exit_code == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("folder", "ruleset"), RULESETS.items())
def test_every_plan_is_judged_whole_and_the_same_twice(shared: Path, folder: str, ruleset: str) -> None:
    paths = plans(shared, folder)
    said = json.loads(report(paths, ruleset))
    assert said["complete"]
    assert len(said["plans"]) == len(paths)
    again = json.loads(report(paths[::4], ruleset))  # whatever is judged beside them
    some = {plan["path"] for plan in again["plans"]}
    assert again["findings"] == [finding for finding in said["findings"] if finding["path"] in some]
    sources = {str(path): parse(decode(path.read_bytes())).source for path in paths}
    for path, line, column in places(said):
        assert 1 <= line <= sources[path].line_count
        assert 1 <= column <= len(sources[path].line(line)) + 1


def places(said: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Yield every place that a report names."""
    for finding in said["findings"]:
        for place in (finding["start"], finding["end"]):
            yield finding["path"], place["line"], place["column"]


@pytest.mark.parametrize("ruleset", RULESETS.values())
def test_plans_of_all_kinds_survive_every_ruleset(shared: Path, ruleset: str) -> None:
    folders = sorted(path.name for path in (shared / "corpus").iterdir() if path.is_dir())
    paths = [path for folder in folders for path in plans(shared, folder)][::5]
    sources = {str(path): parse(decode(path.read_bytes())).source for path in paths}
    for path, line, column in places(json.loads(report(paths, ruleset))):
        assert 1 <= line <= sources[path].line_count
        assert 1 <= column <= len(sources[path].line(line)) + 1


def chosen(paths: list[Path]) -> dict[str, str]:
    done = CliRunner().invoke(cli, ["which", *map(str, paths)])
    assert done.exit_code == 0, done.stderr
    told = re.findall(r"^(\S.*?): ([a-z-]+)", done.stdout, re.MULTILINE)
    return {Path(path).name: ruleset for path, ruleset in told}


def manifest(shared: Path) -> dict[str, str]:
    with (shared / "corpus" / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        return {Path(row["file"]).name: row["notes"] or "" for row in csv.DictReader(lines, delimiter="\t")}


def test_feature_plans_are_told(shared: Path) -> None:
    told, notes = chosen(plans(shared, "004")), manifest(shared)
    for name, ruleset in told.items():
        if re.search(r"1[23]/13", notes[name]):
            assert ruleset == "feature-plan", name
        assert ruleset in {"feature-plan", "none"}, name


def test_plan_specs_with_stages_are_told(shared: Path) -> None:
    paths = plans(shared, "002")
    told = chosen(paths)
    for path in paths:
        stages = re.findall(r"^## Stage \d", path.read_text(encoding="utf-8-sig"), re.MULTILINE)
        if len(stages) >= 2:
            assert told[path.name] == "plan-spec", path.name
        assert told[path.name] in {"plan-spec", "none"}, path.name


def test_plans_of_other_kinds_are_told_apart(shared: Path) -> None:
    told = chosen(plans(shared, "other"))
    # This one has all thirteen sections of a feature plan, its title and its VALIDATE fields.
    assert told.pop("wirasm-add-prp-core-runner-skill.md", "feature-plan") == "feature-plan"
    assert set(told.values()) == {"none"}
