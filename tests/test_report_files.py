"""`--report FORMAT=FILE`: whole or not at all, never through a link, never over a plan; said in every format."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planlint.cli.commands import cli
from planlint.cli.writing import write
from planlint.reporters import REPORTERS

PLAN = "# Plan Spec: X\n\n## Purpose\n\nWhy.\n"
#: Where each format says that a report could not be written.
SAID = {"concise": "[report-not-written]", "github": "Incomplete%3A report-not-written", "rdjson": "incomplete/report"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(
        cli, ["check", "plan.md", "--ruleset", "plan-spec", "--no-repository", "--no-cache", *arguments]
    )


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_one_run_gives_every_format(folder: Path) -> None:
    done = check(*(f"--report={form}={form}.out" for form in REPORTERS))
    assert done.exit_code == 1
    for form in REPORTERS:
        assert (folder / f"{form}.out").read_text("utf-8") == check("--format", form).stdout
    assert names(folder) == {"plan.md", *(f"{form}.out" for form in REPORTERS)}


@pytest.mark.parametrize("form", REPORTERS)
def test_the_exit_code_never_depends_on_the_format(form: str) -> None:
    codes = [check("--format", form, *more).exit_code for more in ([], ["--fail-on=never"], ["nowhere.md"])]
    assert codes == [1, 0, 2]


@pytest.mark.parametrize("form", REPORTERS)
def test_every_format_says_that_a_report_was_not_written(form: str) -> None:
    done = check("--format", form, "--report", "json=nowhere/x.json", "--report", "jsonl=x.jsonl")
    assert done.exit_code == 2
    assert SAID.get(form, "report-not-written") in done.stdout
    assert '"complete": false' in Path("x.jsonl").read_text("utf-8")


def test_a_plan_is_not_written_over(folder: Path) -> None:
    assert check("--report", "markdown=./plan.md").exit_code == 2
    assert (folder / "plan.md").read_text("utf-8") == PLAN


@pytest.mark.parametrize(
    ("name", "data", "options", "code"),
    [
        ("x.md", b"caf\xe9", ["x.md"], "not-utf-8"),
        ("x.md", b"# P\n" * 100, ["x.md", "--max-size", "300"], "too-large"),
        ("x.md", b">" * 101 + b" x\n", ["x.md"], "nested-too-deep"),
        ("old.md", b"# P\n", ["old.md"], ""),
        ("old\udcff.md", b"# P\n", ["old\udcff.md"], ""),
        ("y\udcff.md", b"# P\n", ["y\udcff.md"], ""),
        ("old.md", b"# P\n", ["."], ""),
        ("x.md", b"precious", ["-", "--stdin-filename", "x.md"], ""),
        ("old.md", b"precious", ["-", "--stdin-filename", "old.md"], ""),
    ],
)
def test_a_plan_that_was_named_is_not_written_over_judged_or_not(
    folder: Path, name: str, data: bytes, options: list[str], code: str
) -> None:
    (folder / ".planlint.yaml").write_text("exclude: ['old*.md']\n", encoding="utf-8")
    (folder / name).write_bytes(data)
    done = check("--report", f"json=./{name}", "--report", "jsonl=x.jsonl", *options)
    assert done.exit_code == 2
    assert (folder / name).read_bytes() == data
    said = (folder / "x.jsonl").read_text("utf-8")
    assert "report-not-written" in said
    assert code in said


def test_a_plan_that_has_not_changed_is_not_written_over(folder: Path) -> None:
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qmx"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    done = CliRunner().invoke(cli, ["check", "plan.md", "--changed", "--report", "json=plan.md"])
    assert done.exit_code == 2
    assert (folder / "plan.md").read_text("utf-8") == PLAN


@pytest.mark.parametrize("other", ["x", "./x", "link/x"])
def test_two_reports_in_one_file_are_a_mistake(folder: Path, other: str) -> None:
    (folder / "link").symlink_to(".")
    done = check("--report", "json=x", "--report", f"sarif={other}")
    assert done.exit_code == 2
    assert "'x' cannot hold two reports" in done.stderr
    assert not (folder / "x").exists()


def test_a_link_that_comes_meanwhile_is_replaced_and_not_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def chmod(path: Path, mode: int) -> None:
        os.chmod(path, mode)  # noqa: PTH101 - it is Path's that is replaced
        (folder / "x.json").symlink_to("plan.md")

    monkeypatch.setattr(Path, "chmod", chmod)
    assert write(folder / "x.json", "{}") is None
    assert not (folder / "x.json").is_symlink()
    assert (folder / "plan.md").read_text("utf-8") == PLAN


@pytest.mark.parametrize("step", ["chmod", "replace"])
def test_a_step_that_fails_leaves_the_old_file_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (folder / "x.json").write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, step, fail)
    error = write(folder / "x.json", "{}")
    assert error is not None
    assert error.code == "report-not-written"
    assert error.message == "The report could not be written: No space left on device."
    assert (folder / "x.json").read_text("utf-8") == "old"
    assert names(folder) == {"plan.md", "x.json"}


def small_files_only() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def test_a_full_disk_leaves_no_half_a_report(folder: Path) -> None:
    options = ["--no-repository", "--no-cache", "--ruleset", "plan-spec", "--report", "sarif=x.sarif"]
    command = [sys.executable, "-m", "planlint", "check", "plan.md", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=small_files_only)
    assert done.returncode == 2
    assert "[report-not-written]" in done.stdout
    assert names(folder) == {"plan.md"}


def test_what_no_file_can_hold_is_written_out(folder: Path) -> None:
    assert write(folder / "x.txt", "a\udcff計\n") is None
    assert (folder / "x.txt").read_bytes() == "a\\udcff計\n".encode()
