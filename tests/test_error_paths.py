"""Ways that errors take which no other test in this process goes: after these, each `except` is run by a test."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import runpy
import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest
from click.testing import CliRunner, Result

from planlint import answers, cache, files, hashes, start
from planlint.cli import init, output
from planlint.cli.commands import cli
from planlint.language.budget import Expression, RegexBudgetError
from planlint.repository import Repository
from planlint.repository.git import GitError
from planlint.run import baseline, workers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fail(error: BaseException) -> Callable[..., NoReturn]:
    def failing(*_: object, **__: object) -> NoReturn:
        raise error

    return failing


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(cli, arguments, input=given)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_condition_on_a_file_that_went_cannot_be_told(folder: Path) -> None:
    assert answers.condition(answers.FILE, str(folder / "gone.md")) is None


def test_a_python_without_its_own_hash_functions_makes_the_same_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_blake2", "_sha2", "_sha256"):
        monkeypatch.setitem(sys.modules, name, None)
    made = runpy.run_path(str(hashes.__file__))
    assert (made["blake2b"], made["sha256"]) == (hashlib.blake2b, hashlib.sha256)
    assert hashes.sha256(b"plan").digest() == hashlib.sha256(b"plan").digest()
    assert hashes.blake2b(b"plan").digest() == hashlib.blake2b(b"plan").digest()


def test_a_cache_that_cannot_be_cleared_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / cache.FOLDER).mkdir()
    monkeypatch.setattr(cache.Cache, "clear", fail(FULL))
    done = run("cache", "clear")
    assert done.exit_code == 2
    assert "The cache could not be cleared: No space left on device." in done.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{", "A hook's input is JSON, and this is not"),
        ("[]", "A hook's input is a JSON object with hook_event_name, and this is none"),
        ("[" * 100_000, "A hook's input is JSON, and this is nested too deep"),
        ('{"hook_event_name": "Stop", "cwd": "a\\u0000"}', "A hook's input names a folder as cwd, and this is no path"),
    ],
)
def test_a_hooks_input_that_is_none_never_blocks(given: str, said: str) -> None:
    done = run("hook", given=given)
    assert done.exit_code == 1
    assert said in done.stderr


def test_help_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlint.cli.commands.emit", fail(output.Refused("The disk is full.")))
    done = run("--help")
    assert (done.exit_code, done.stderr) == (2, "Error: The disk is full.\n")


def test_what_a_configuration_names_beyond_the_root_is_not_read(folder: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    (folder / "plan.md").write_text("# P\n", encoding="utf-8")
    (folder / ".planlint.yaml").write_text("baseline: known.json\n", encoding="utf-8")
    (folder / "known.json").symlink_to(folder.parent / "known.json")
    done = run("check", "plan.md")
    assert done.exit_code == 2
    assert "known.json cannot be read: it lies out of the root, or a link to it leads there." in done.stderr
    (folder / "own.yaml").write_text(
        "planlint: 1\nruleset: own\ntitle: Own\nextends: ../other.yaml\n", encoding="utf-8"
    )
    said = "own.yaml:4:10: the ruleset ../other.yaml cannot be read: it lies out of the root"
    assert said in run("check", "--ruleset", "./own.yaml", "plan.md").stderr


def test_a_path_behind_changed_is_one_where_git_can_tell_nothing(folder: Path) -> None:
    (folder / "plan.md").write_text("# P\n", encoding="utf-8")
    done = run("check", "--changed", "plan.md")
    assert done.exit_code == 2
    assert "Invalid value for '--changed'" in done.stderr


def test_a_name_that_is_too_long_is_not_gone_nor_missing(folder: Path) -> None:
    assert not files.is_gone(folder / ("x" * 300))
    with pytest.raises(files.ReadError, match="The file cannot be read: File name too long"):
        files.kind_of(folder / ("x" * 300), folder)


def test_before_a_base_that_git_cannot_tell_nothing_was_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlint.repository.resolving.files_at", fail(GitError("it cannot be started")))
    (folder / "plan.md").write_text("# P\n", encoding="utf-8")
    assert not Repository.of_root(folder, "main").was_there("plan.md")


def test_init_does_not_write_beside_a_broken_configuration(folder: Path) -> None:
    (folder / ".planlint.yaml").write_text("fail-on: perhaps\n", encoding="utf-8")
    done = run("init")
    assert done.exit_code == 2
    assert "The configuration is broken" in done.stderr
    assert not (folder / ".pre-commit-config.yaml").exists()


def test_init_says_what_could_not_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init.os, "open", fail(FULL))
    done = run("init")
    assert done.exit_code == 2
    assert "could not be written: No space left on device." in done.stderr


def test_init_leaves_no_half_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init.os, "fdopen", fail(FULL))
    done = run("init")
    assert done.exit_code == 2
    assert ".planlint.yaml could not be written: No space left on device." in done.stderr
    assert not (folder / ".planlint.yaml").exists()


def test_a_complaint_that_nobody_hears_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go: list[object] = []
    broken = io.StringIO()
    broken.write = fail(FULL)  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stderr", broken)
    monkeypatch.setattr(output, "_let_go", let_go.append)
    assert output.complain("Something is wrong.") == "Something is wrong.\n"
    assert let_go == [broken]


def test_an_expression_that_takes_too_long_on_a_text_names_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlint.language.budget.MATCH_SECONDS", 0.01)
    slow = Expression("/slow/", "(?:a|aa)+$", 0, lasting=False)
    with pytest.raises(RegexBudgetError, match="'/slow/' took too long"):
        slow.search("a" * 60 + "b")


def test_a_baseline_that_cannot_be_read_is_said(folder: Path) -> None:
    with pytest.raises(baseline.BaselineError, match=r"cannot be read: it is a folder, and no regular file\."):
        baseline.load(folder)


def test_a_worker_that_died_before_its_task_loses_that_task_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    write, broken = os.write, [BrokenPipeError(), None, None]

    def writing(file: int, data: bytes) -> int:
        if os.getpid() == here and (error := broken.pop(0) if broken else None):
            os.kill(workers_of[-1], 9)
            raise error
        return write(file, data)

    here, workers_of, fork = os.getpid(), list[int](), os.fork

    def forking() -> int:
        workers_of.append(fork())
        return workers_of[-1]

    monkeypatch.setattr(workers.os, "fork", forking)
    monkeypatch.setattr(workers.os, "write", writing)
    pool = workers.Pool(lambda task: f"did {task}", lambda task: f"lost {task}")
    assert pool.run(3, 1) == ["lost 0", "did 1", "did 2"]


def test_an_answer_that_cannot_be_printed_is_worked_out_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    class Asked:
        def answer(self) -> tuple[str, str, int]:
            return "answer\n", "", 0

    closed = io.StringIO()
    closed.write = fail(FULL)  # type: ignore[method-assign]
    monkeypatch.setattr(start, "ask", lambda *_: Asked())
    monkeypatch.setattr(sys, "stdout", closed)
    monkeypatch.setattr("planlint.cli.main.main", lambda arguments, _question: len(arguments) + 40)
    monkeypatch.setattr(sys, "argv", ["planlint", "check", "plan.md"])
    assert start.main() == 42
