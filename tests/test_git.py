"""Git, asked: it starts no program that a repository's configuration names, and what it refuses is said."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from planlint.repository import Repository
from planlint.repository.git import GitError, ask_git
from planlint.repository.listing import changed_since

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *arguments: str, given: str = "") -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    line = ["git", *identity, "-c", "protocol.file.allow=always", *arguments]
    return subprocess.run(line, cwd=folder, input=given, check=True, capture_output=True, text=True).stdout


def made(folder: Path) -> Path:
    """Return a repository with one plan."""
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / "plan.md").write_text("# P\n", encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return made(tmp_path / "work")


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """Return a program that leaves a file called `sprung` beside itself."""
    program = tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def sprung(trap: Path) -> bool:
    return trap.with_name("sprung").exists()


@pytest.mark.parametrize("name", ["evil", "e=v.il"])
@pytest.mark.parametrize("kind", ["clean", "process"])
def test_no_filter_of_contents_is_run(checkout: Path, trap: Path, name: str, kind: str) -> None:
    git(checkout, "config", f"filter.{name}.{kind}", str(trap))
    git(checkout, "config", f"filter.{name}.required", "true")
    (checkout / ".git/info").mkdir(exist_ok=True)
    (checkout / ".git/info/attributes").write_text(f"*.md filter={name}\n", encoding="utf-8")
    (checkout / "plan.md").write_text("# Q\n", encoding="utf-8")
    assert changed_since(checkout, "HEAD") == ("plan.md",)
    assert not sprung(trap)


def test_no_submodule_is_asked_whether_it_changed(checkout: Path, trap: Path, tmp_path: Path) -> None:
    git(checkout, "submodule", "--quiet", "add", str(made(tmp_path / "other")), "other")
    git(checkout, "commit", "-q", "-m", "y")
    git(checkout / "other", "config", "core.fsmonitor", str(trap))
    (checkout / "other/plan.md").write_text("# Q\n", encoding="utf-8")
    assert changed_since(checkout, "HEAD") == ()
    assert not sprung(trap)


def test_no_signature_is_looked_at(checkout: Path, trap: Path) -> None:
    git(checkout, "mv", "plan.md", "renamed.md")
    git(checkout, "commit", "-q", "-m", "y")
    signed = git(checkout, "cat-file", "commit", "HEAD").replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n\n", 1
    )
    commit = git(checkout, "hash-object", "-t", "commit", "-w", "--stdin", given=signed).strip()
    git(checkout, "reset", "-q", "--hard", commit)
    git(checkout, "config", "log.showSignature", "true")
    git(checkout, "config", "gpg.program", str(trap))
    assert Repository.of_root(checkout).since("renamed.md")
    assert not sprung(trap)


def test_nothing_is_fetched(checkout: Path, trap: Path, tmp_path: Path) -> None:
    git(checkout, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", "--no-checkout", f"file://{checkout}", "part")
    part = tmp_path / "part"
    git(part, "config", "remote.origin.uploadpack", str(trap))
    git(part, "config", "protocol.file.allow", "always")
    assert ask_git(part, "cat-file", "blob", "HEAD:plan.md") is None
    assert not sprung(trap)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("fatal: not a git repository: .git\n", "not a git repository: .git"),
        ("error: bad signature\nfatal: index file corrupt\n", "index file corrupt"),
        ("fatal: dubious ownership\nTo add an exception, call:\n\n\tgit config x\n", "dubious ownership To add an exception, call: git config x"),
        ("error: one\nerror: two.\n", "error: two"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_git_refuses_is_told_in_its_own_words_on_one_line(told: str, why: str) -> None:
    assert str(GitError.told(told)) == why
