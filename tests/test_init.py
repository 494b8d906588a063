"""`planlint init`: what it writes fits the repository and works; what is there stays as it is."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from planlint.cli.commands import cli

FIXTURES = Path(__file__).parent.parent / "fixtures"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with plans of two formats in two folders, and a file that is none."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for ruleset, name in (("feature-plan", "docs/plans [new]/a.md"), ("plan-spec", "specs/b.md")):
        (tmp_path / name).parent.mkdir(parents=True)
        shutil.copy(min((FIXTURES / ruleset / "ok").glob("*.md")), tmp_path / name)
    (tmp_path / "specs/README.md").write_text("# Notes\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def test_what_is_written_names_the_plans_and_is_said(folder: Path) -> None:
    done = run("init")
    assert done.exit_code == 0, done.output
    assert done.stdout == (
        "2 plans recognised among 3 Markdown files.\n"
        ".planlint.yaml written.\n.pre-commit-config.yaml written.\n.github/workflows/planlint.yml written.\n\n"
        "Next: `planlint check` shows what is there, `planlint baseline` keeps it so that only new findings count,\n"
        "`pre-commit install` (pre-commit.com) checks each commit. The workflow checks pull requests on GitHub.\n"
    )
    said = yaml.safe_load((folder / ".planlint.yaml").read_text("utf-8"))
    assert said == {
        "plans": [
            {"files": "docs/plans\\ \\[new\\]/*.md", "ruleset": "feature-plan"},
            {"files": "/specs/b.md", "ruleset": "plan-spec"},
        ],
        "fail-on": "error",
    }
    checked = run("check", "--no-repository", "--format", "concise")
    assert checked.exit_code == 0
    assert "2 plans checked" in checked.stderr


def test_a_folder_of_which_half_are_plans_is_taken_whole_and_its_strangers_are_held_against_nothing(
    folder: Path,
) -> None:
    shutil.copy(folder / "specs/b.md", folder / "specs/c.md")
    run("init")
    said = yaml.safe_load((folder / ".planlint.yaml").read_text("utf-8"))
    assert said["plans"][1] == {"files": "specs/*.md", "ruleset": "auto"}
    checked = run("check", "--no-repository", "--format", "concise")
    assert checked.exit_code == 0
    assert "4 plans checked" in checked.stderr
    assert "1 file fits no ruleset" in checked.stderr


def test_the_hook_and_the_workflow_are_sound(folder: Path) -> None:
    run("init")
    hook = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"][0]
    assert hook == {"id": "planlint", "files": r"^(docs/plans\ \[new\]/|specs/)"}
    workflow = yaml.safe_load((folder / ".github/workflows/planlint.yml").read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}


@pytest.mark.parametrize(
    "name", ["a\nb", "it's", "ü \N{PARTY POPPER}", "\x1b[2J", "a\x85b\u2028c", "\U000e0041", "#a: {}"]
)
def test_any_folder_can_be_named(folder: Path, name: str) -> None:
    for place in ("docs", "specs"):
        shutil.rmtree(folder / place)
    plan = min((FIXTURES / "plan-spec" / "ok").glob("*.md"))
    (folder / name).mkdir()
    shutil.copy(plan, folder / name / "p.md")
    shutil.copy(plan, folder / f"{name}.md")
    assert run("init").exit_code == 0
    hook = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"][0]
    assert all(re.search(hook["files"], path) for path in (f"{name}/p.md", f"{name}.md"))
    assert "2 plans checked" in run("check", "--no-repository", "--format", "concise").stderr


@pytest.mark.parametrize("name", [".github", ".github/workflows"])
def test_what_was_written_is_said_though_the_rest_cannot_be(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).touch()
    done = run("init")
    assert done.exit_code == 2
    assert done.stdout.endswith("\n.planlint.yaml written.\n.pre-commit-config.yaml written.\n")
    assert ".github/workflows/planlint.yml was not written: .github/workflows is no folder." in done.stderr


def test_nothing_that_is_there_is_touched(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.planlint]\nfail-on = 'note'\n", encoding="utf-8")
    (folder / ".pre-commit-config.yaml").write_text("repos: []\n", encoding="utf-8")
    done = run("init")
    assert "pyproject.toml is there and was left as it is." in done.stdout
    assert "      - id: planlint\n" in done.stdout
    assert not (folder / ".planlint.yaml").exists()
    assert (folder / ".pre-commit-config.yaml").read_text("utf-8") == "repos: []\n"
    assert run("init").stdout.count("left as it is") == 3


def test_a_repository_without_plans_gets_a_place_for_them(folder: Path) -> None:
    shutil.rmtree(folder / "docs")
    shutil.rmtree(folder / "specs")
    assert run("init").stdout.startswith("0 plans recognised among 0 Markdown files.\n")
    assert run("check").exit_code == 2
    said = yaml.safe_load((folder / ".planlint.yaml").read_text("utf-8"))
    assert said["plans"] == [{"files": "docs/plans/**/*.md", "ruleset": "auto"}]


def test_nothing_is_written_through_a_link(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (folder / ".github").symlink_to(outside)
    done = run("init")
    assert done.exit_code == 2
    assert done.stdout.endswith("\n.planlint.yaml written.\n.pre-commit-config.yaml written.\n")
    assert list(outside.iterdir()) == []
