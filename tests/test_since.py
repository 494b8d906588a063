"""Rules with a date: plans that are older are left alone."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planlint.cli.commands import cli
from planlint.language.faults import RuleSetFaults
from planlint.language.loader import load_text

if TYPE_CHECKING:
    from pathlib import Path

RULESET = """\
planlint: 1
ruleset: mine
title: Mine
source: {document: mine.txt}
recognised by: []
rules:
  has-goal:
    since: 2026-11-01
    must have: {section: Goal}
    source: 1
    because: Reasons.
    say: No goal
    pass: "# P\\n## Goal\\n"
    fail: {plan: "# P\\n", at: 1}
"""


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, env={**os.environ, **when}
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with an old plan that was changed and moved lately, a young one, and a new one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(RULESET, encoding="utf-8")
    git(tmp_path, "init", "-q")
    for name, day in (("first.md", "2026-10-31"), ("young.md", "2026-11-01")):
        (tmp_path / name).write_text(f"# {name}\n\nText that stays as it was.\n", encoding="utf-8")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", name, day=day)
    git(tmp_path, "mv", "first.md", "old.md")
    git(tmp_path, "commit", "-q", "-m", "Moved", day="2026-11-20")
    (tmp_path / "new.md").write_text("# New\n", encoding="utf-8")
    return tmp_path


def found(*options: str) -> str:
    arguments = [
        "check",
        "-q",
        "--format",
        "concise",
        "--ruleset",
        "./mine.yaml",
        *options,
        "old.md",
        "young.md",
        "new.md",
    ]
    return CliRunner().invoke(cli, arguments).stdout


@pytest.mark.usefixtures("folder")
def test_older_plans_are_left_alone() -> None:
    assert found() == "new.md:1:1: error: No goal [mine/has-goal]\nyoung.md:1:1: error: No goal [mine/has-goal]\n"


@pytest.mark.usefixtures("folder")
def test_where_nobody_can_tell_all_are_judged() -> None:
    assert found("--no-repository").count("No goal") == 3


@pytest.mark.parametrize("date", ["yesterday", "2026-13-01", "2026-1-1", "20261101", "[x]"])
def test_a_date_is_a_date(date: str) -> None:
    with pytest.raises(RuleSetFaults, match="8:12: a date stands here, like 2026-11-01, not"):
        load_text(RULESET.replace("2026-11-01", date), "mine.yaml")
