"""Fork mode: nothing in the tree of strangers says how their plans are checked."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from planlint.cli.commands import cli

if TYPE_CHECKING:
    from pathlib import Path

RULESET = """\
planlint: 1
ruleset: tiny-plan
title: Plans with a goal
source: {{ document: tiny.txt, lines: 2, sha256: a000000000000000000000000000000000000000000000000000000000000000 }}
recognised by: [{{ points: 5, has: {{ section: Goal }} }}]
rules:
  has-{0}:
    must have: {{ section: {0} }}
    source: 1
    because: A plan has it.
    say: "The plan has no {0}"
    fix: Add a section {0}
    pass: "# P\\n## {0}\\nx\\n"
    fail: {{ plan: "# P\\n", at: 1 }}
"""
CONFIGURATION = "plans: [{{ files: '*.md', ruleset: {0} }}]\nrules: {{ tiny-plan/has-goal: {1} }}\n"
PLAN = "<!-- planlint-disable-file tiny-plan/has-goal -->\n# P\n\nx\n"
GOAL = [("tiny-plan/has-goal", 2)]


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout of a pull request that softened the configuration, the ruleset and the baseline of `main`."""
    place = tmp_path / "work"
    (place / "rules").mkdir(parents=True)
    monkeypatch.chdir(place)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    git(place, "init", "-q", "-b", "main")
    (place / "rules/tiny.yaml").write_text(RULESET.format("goal"), encoding="utf-8")
    (place / ".planlint.yaml").write_text(CONFIGURATION.format("rules/tiny.yaml", "error"), encoding="utf-8")
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "Before")
    git(place, "checkout", "-q", "-b", "feature")
    (place / "rules/tiny.yaml").write_text(RULESET.format("title"), encoding="utf-8")
    soft = 'plans: [{ files: "*.md", ruleset: plan-spec }]\nexclude: ["*.md"]\nfail-on: never\n'
    (place / ".planlint.yaml").write_text(soft, encoding="utf-8")
    (place / "plan.md").write_text(PLAN, encoding="utf-8")
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "The pull request")
    return place


def check(*options: str) -> Result:
    return CliRunner().invoke(cli, ["check", "plan.md", "--untrusted", "--format", "json", *options])


def found(*options: str) -> list[tuple[str, int]]:
    report: dict[str, Any] = json.loads(check(*options).stdout)
    return [(each["rule"], each["start"]["line"]) for each in report["findings"]]


def test_configuration_and_rulesets_are_those_of_the_base() -> None:
    assert found("--base", "main", "--select", "tiny-plan/*") == GOAL
    assert check("--base", "main").exit_code == 1


def test_without_a_base_no_configuration_of_the_tree_is_read() -> None:
    done = check("--ruleset", "plan-spec")
    assert done.exit_code == 1
    assert "--untrusted without --base REV reads no configuration inside the root" in done.stderr
    assert json.loads(done.stdout)["plans"][0]["chosen"] == "option"
    assert not check("--ruleset", "plan-spec", "--no-config").stderr


def test_a_base_without_configuration_has_none(folder: Path) -> None:
    git(folder, "checkout", "-q", "main")
    git(folder, "rm", "-q", "-r", ".planlint.yaml", "rules")
    git(folder, "commit", "-q", "-m", "Nothing is configured")
    git(folder, "checkout", "-q", "feature")
    assert json.loads(check("--base", "main").stdout)["plans"][0]["chosen"] == "recognised"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--ruleset", "rules/tiny.yaml"), "The ruleset rules/tiny.yaml is not trusted"),
        (("--config", ".planlint.yaml"), "The configuration .planlint.yaml is not trusted"),
        (("--ruleset", "plan-spec", "--baseline", "known.json"), "The baseline known.json is not trusted"),
        (("--base", "main", "--ruleset", "rules/new.yaml"), "The ruleset rules/new.yaml is not trusted"),
    ],
)
def test_a_file_of_the_tree_that_decides_is_refused(folder: Path, options: tuple[str, ...], said: str) -> None:
    (folder / "known.json").write_text('{"version": 1, "plans": {}}', encoding="utf-8")
    (folder / "rules/new.yaml").write_text(RULESET.format("goal"), encoding="utf-8")
    done = check(*options)
    assert done.exit_code == 2
    assert said in done.stderr


def test_files_that_options_name_are_read_from_the_base() -> None:
    by_ruleset = ("--ruleset", "rules/tiny.yaml", "--no-config", "--select", "tiny-plan/*")
    assert found("--base", "main", *by_ruleset) == GOAL
    assert found("--base", "main", "--config", ".planlint.yaml", "--select", "tiny-plan/*") == GOAL


def test_a_ruleset_outside_the_root_is_the_callers_own(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(RULESET.format("goal"), encoding="utf-8")
    assert found("--ruleset", str(tmp_path / "own.yaml"), "--select", "tiny-plan/*") == GOAL


def test_a_link_into_the_tree_is_no_way_in(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").symlink_to(folder / "rules/tiny.yaml")
    assert check("--ruleset", str(tmp_path / "own.yaml")).exit_code == 2


def test_a_baseline_is_the_one_of_the_base(folder: Path) -> None:
    options = ["plan.md", "--no-silence", "--ruleset", "rules/tiny.yaml", "--no-config", "--baseline", "known.json"]
    git(folder, "checkout", "-q", "main")
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    assert CliRunner().invoke(cli, ["baseline", *options]).exit_code == 0
    git(folder, "add", "known.json")
    git(folder, "commit", "-q", "-m", "A baseline")
    git(folder, "rm", "-q", "--cached", "known.json")
    (folder / "known.json").write_text("nothing", encoding="utf-8")
    done = check("--base", "main", *options[2:])
    assert (done.exit_code, done.stderr) == (0, "")


def test_directives_are_findings_and_not_obeyed(folder: Path) -> None:
    text = f"---\nplanlint: {{ruleset: feature-plan}}\n---\n{PLAN}\n```\n<!-- planlint-disable-file x -->\n```\n"
    (folder / "plan.md").write_text(text, encoding="utf-8")
    unheeded = "planlint/unheeded-directive"
    assert found("--base", "main") == [(unheeded, 2), (unheeded, 4), ("tiny-plan/has-goal", 5)]
    assert json.loads(check("--no-config").stdout)["plans"][0]["chosen"] == "recognised"
    assert unheeded not in {name for name, _ in found("--base", "main", "--ignore", unheeded)}


def test_no_cache_is_read_or_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(RULESET.format("goal"), encoding="utf-8")
    check("--ruleset", str(tmp_path / "own.yaml"))
    assert not (folder / ".planlint_cache").exists()


@pytest.mark.parametrize("filtered", [True, False])
def test_a_base_that_cannot_be_read_is_not_passed_over(folder: Path, *, filtered: bool) -> None:
    missing = subprocess.run(
        ["git", "rev-parse", "main:rules/tiny.yaml"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()
    (folder / ".git/objects" / missing[:2] / missing[2:]).unlink()
    if filtered:
        for name, value in (("url", "/nowhere"), ("promisor", "true"), ("partialclonefilter", "blob:none")):
            git(folder, "config", f"remote.origin.{name}", value)
        git(folder, "config", "extensions.partialClone", "origin")
    done = check("--base", "main")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "configuration and rulesets are those of --base main, and git could not read them: " in done.stderr


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    assert check("--base", "main").exit_code == 1
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_base_with_unusual_files_is_laid_out(folder: Path) -> None:
    git(folder, "checkout", "-q", "main")
    (folder / "link.yaml").symlink_to("/etc/passwd")
    (folder / "empty.yaml").write_bytes(b"")
    (folder / "n\u00fc\n.yaml").write_bytes(b"\n\0x 3\n\n")
    (folder / "app.py").write_text("x", encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Unusual")
    git(folder, "checkout", "-q", "feature")
    assert found("--base", "main", "--select", "tiny-plan/*") == GOAL


def test_the_base_is_that_of_the_root_wherever_one_stands(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = ["check", "work/plan.md", "--root", "work", "--untrusted", "--base", "main", "--format", "json"]
    done = CliRunner().invoke(cli, [*arguments, "--config", str(folder / ".planlint.yaml"), "--select", "tiny-plan/*"])
    assert [each["rule"] for each in json.loads(done.stdout)["findings"]] == ["tiny-plan/has-goal"]
