"""`check --changed`: only the plans that the working tree or the branch changed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from planlint.cli.commands import cli
from planlint.run.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with two plans on its main branch, and a third on a branch that is checked out."""
    git(tmp_path, "init", "-q", "-b", "main")
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("# Notes\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "x")
    git(tmp_path, "checkout", "-q", "-b", "work")
    (tmp_path / "c c.md").write_text("# Notes\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "y")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["check", *arguments])


def checked(*arguments: str) -> list[str]:
    done = check(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return [plan["path"] for plan in json.loads(done.stdout)["plans"]]


def test_nothing_changed_is_all_right() -> None:
    done = check(".", "--changed")
    assert done.exit_code == 0
    assert "3 files not changed." in done.output


def test_what_is_edited_staged_or_new_is_changed_and_what_is_deleted_is_not(folder: Path) -> None:
    (folder / "a.md").write_text("# Others\n", encoding="utf-8")
    (folder / "new.md").write_text("# New\n", encoding="utf-8")
    (folder / "b.md").unlink()
    assert checked(".", "--changed") == ["a.md", "new.md"]
    git(folder, "add", "-A")
    assert checked(".", "--changed") == ["a.md", "new.md"]


def test_a_revision_means_where_the_branch_began(folder: Path) -> None:
    assert checked(".", "--changed", "main") == ["c c.md"]
    assert checked(".", "--changed=main") == ["c c.md"]
    git(folder, "checkout", "-q", "main")
    (folder / "a.md").write_text("# Later\n", encoding="utf-8")
    git(folder, "commit", "-q", "-a", "-m", "z")
    git(folder, "checkout", "-q", "work")
    assert checked(".", "--changed", "main") == ["c c.md"]


def test_a_path_behind_the_option_is_a_path(folder: Path) -> None:
    (folder / "a.md").write_text("# Others\n", encoding="utf-8")
    assert checked("--changed", "a.md") == ["a.md"]


def test_from_a_folder_below(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "docs").mkdir()
    (folder / "docs/d.md").write_text("# New\n", encoding="utf-8")
    monkeypatch.chdir(folder / "docs")
    assert checked(".", "--changed") == ["d.md"]


def test_before_the_first_commit_all_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").mkdir()
    git(tmp_path / "new", "init", "-q")
    (tmp_path / "new/a.md").write_text("# Notes\n", encoding="utf-8")
    git(tmp_path / "new", "add", ".")
    monkeypatch.chdir(tmp_path / "new")
    assert checked(".", "--changed") == ["a.md"]


def spoil_the_index(folder: Path) -> None:
    (folder / ".git/index").write_bytes(b"x" * 100)


def spoil_the_head(folder: Path) -> None:
    (folder / ".git/HEAD").write_text("nowhere\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "why"), [(spoil_the_index, "index file corrupt"), (spoil_the_head, "not a git repository")]
)
def test_why_git_refuses_is_said(folder: Path, spoil: Callable[[Path], None], why: str) -> None:
    spoil(folder)
    done = check(".", "--changed")
    assert done.exit_code == 2
    assert "'--changed': git could not be asked here (" in done.stderr
    assert f"({why}" in done.stderr
    done = check(".")
    assert done.exit_code == 0
    assert done.stderr.count("planlint: Git could not say which files there are (") == 1
    assert done.stderr.endswith("); folders were walked.\n")
    assert not check(".", "-q").stderr


def test_a_base_that_git_refuses_to_tell_is_no_revision_that_is_missing(folder: Path) -> None:
    spoil_the_head(folder)
    done = check(".", "--base", "main")
    assert done.exit_code == 2
    assert "'--base': git could not be asked here (not a git repository" in done.stderr


def test_the_root_stays_where_gits_mark_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "docs").mkdir()
    (folder / "docs/d.md").touch()
    spoil_the_head(folder)
    monkeypatch.chdir(folder / "docs")
    places = Places(None, repository=True)
    assert places.root(Path("d.md")) == folder
    assert places.plan_path(Path("d.md")) == "docs/d.md"


@pytest.mark.parametrize(
    "arguments", [("--changed", "nowhere"), ("--changed=--output=x",), ("--changed", "--no-repository")]
)
def test_what_git_cannot_tell_is_exit_code_2(folder: Path, arguments: tuple[str, ...]) -> None:
    assert check(".", *arguments).exit_code == 2
    assert not (folder / "x").exists()
