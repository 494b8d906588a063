"""Files to create: held against the repository as it was before the changes that a plan comes with."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from planlint.cli.commands import cli
from planlint.repository import Repository, revision
from planlint.repository.git import Answer, GitError
from planlint.repository.revision import lay_out

if TYPE_CHECKING:
    from pathlib import Path

RULESET = """\
planlint: 1
ruleset: tiny-plan
title: Plans that create files
source: { document: tiny.txt, lines: 1, sha256: a000000000000000000000000000000000000000000000000000000000000000 }
recognised by: [{ points: 5, has: { section: New Files } }]
rules:
  creates-new-files:
    for each: { path: "*", intent: create }
    must not exist: in the repository
    source: 1
    because: A file that is there is changed, not created.
    say: "`{text}` is there already"
    pass: "# P\\n- Create `src/new.py`\\n"
    fail: { plan: "# P\\n- Create `src/old.py`\\n", files: [src/old.py], at: 2 }
"""
PLAN = "# P\n\n## New Files\n\n- Create `src/old.py`\n- Create `src/new.py`\n"


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout of a branch that adds a plan and one of its two files; main has gone on since."""
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "src").mkdir()
    (tmp_path / "src/old.py").write_text("", encoding="utf-8")
    (tmp_path / "tiny.yaml").write_text(RULESET, encoding="utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "Before")
    git(tmp_path, "checkout", "-q", "-b", "feature")
    (tmp_path / "src/new.py").write_text("", encoding="utf-8")
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "The plan, and what it plans")
    return tmp_path


def check(*options: str) -> Result:
    return CliRunner().invoke(
        cli, ["check", "-q", "--format", "concise", "--ruleset", "./tiny.yaml", *options, "plan.md"]
    )


@pytest.mark.usefixtures("branch")
def test_what_a_branch_creates_itself_is_new_to_its_base() -> None:
    assert check().stdout.count(" is there already ") == 2
    assert (
        check("--base", "main").stdout
        == "plan.md:5:11: error: `src/old.py` is there already [tiny-plan/creates-new-files]\n"
    )


def test_what_the_base_gained_since_does_not_count(branch: Path) -> None:
    git(branch, "checkout", "-q", "main")
    (branch / "src/new.py").write_text("", encoding="utf-8")
    git(branch, "add", "-A")
    git(branch, "commit", "-q", "-m", "Meanwhile")
    git(branch, "checkout", "-q", "feature")
    assert "src/new.py" not in check("--base", "main").stdout


@pytest.mark.usefixtures("branch")
@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD~9"])
def test_an_unknown_base_is_refused(revision: str) -> None:
    done = check(f"--base={revision}")
    assert done.exit_code == 2
    assert f"there is no revision '{revision}' here" in done.stderr


def test_without_a_base_the_repository_is_what_it_is(branch: Path) -> None:
    assert Repository.of_root(branch).was_there("src/new.py")
    assert not Repository.of_root(branch, "nowhere").was_there("src/old.py")


def test_what_may_say_how_plans_are_checked_is_laid_out(
    branch: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = os.fsdecode(b"deep/er/\xff\t.yml")
    kept = {"a.toml": b"1", "b.json": b"", odd: b"x\n\n", "just.yaml": b"x", "tiny.yaml": RULESET.encode()}
    (branch / "deep/er").mkdir(parents=True)
    for name, content in {**kept, "long.yaml": b"x", "app.py": b"x"}.items():
        (branch / name).write_bytes(content)
    git(branch, "add", "-A")
    git(branch, "commit", "-q", "-m", "Files")
    monkeypatch.setattr(revision, "MOST_BYTES", len(RULESET.encode()))
    place = tmp_path_factory.mktemp("place")
    monkeypatch.chdir(place)
    (branch / "long.yaml").write_bytes(b"x" * (revision.MOST_BYTES + 1))
    git(branch, "commit", "-q", "-a", "-m", "Long")
    lay_out(branch, "HEAD", place)
    laid = {str(file.relative_to(place)): file.read_bytes() for file in place.rglob("*") if file.is_file()}
    assert laid == kept
    with pytest.raises(GitError, match="nowhere"):
        lay_out(branch, "nowhere", place)


def test_a_file_came_at_a_date(
    branch: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    repository = Repository.of_root(branch)
    date = subprocess.run(
        ["git", "log", "-1", "--format=%cs", "--", "plan.md"], cwd=branch, check=True, capture_output=True, text=True
    )
    assert repository.since("plan.md") == date.stdout.strip() != ""
    assert repository.since("none.md") == repository.since("") == ""
    monkeypatch.chdir(branch)
    assert Repository.of_files({"plan.md": ""}).since("plan.md") == ""


def test_a_git_that_fails_half_way_lays_nothing_out(
    branch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = revision.run_git

    def failing(folder: Path, *said: str, given: bytes = b"") -> Answer:
        if given:
            raise GitError("it is gone")
        return ask(folder, *said)

    monkeypatch.setattr(revision, "run_git", failing)
    with pytest.raises(GitError, match="it is gone"):
        lay_out(branch, "HEAD", tmp_path / "half")
    assert not (tmp_path / "half").exists()
