"""How a run goes: a line that a terminal alone sees, and wiped again; where the time went, said by -v alone."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planlint.cli.commands import cli
from planlint.cli.course import FEW, Line

if TYPE_CHECKING:
    from pathlib import Path

PLANS = FEW + 10
CHECK = ("check", "--no-cache", "--no-config", "--no-repository", "--ruleset", "./tiny.yaml")
RULESET = """\
planlint: 1
ruleset: tiny-plan
title: A tiny ruleset
source: { document: tiny.txt }
recognised by:
  - { points: 5, has: { section: Tasks } }
rules:
  has-tasks:
    must have: { section: Tasks }
    source: 1
    because: Nobody knows what to do.
    say: The plan has no tasks
    fix: Add a section
    pass: "# P\\n## Tasks\\n"
    fail: { plan: "# P\\n", at: 1 }
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tiny.yaml").write_text(RULESET, encoding="utf-8")
    for number in range(PLANS):
        (tmp_path / f"plan-{number}.md").write_text("# P\n\n## Tasks\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def on_terminal(*arguments: str, **environment: str) -> str:
    """Return all that a command writes to a terminal."""
    ours, theirs = pty.openpty()
    surroundings = {name: value for name, value in os.environ.items() if name not in {"CI", "GITHUB_ACTIONS"}}
    process = subprocess.Popen(
        [sys.executable, "-m", "planlint", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**surroundings, "TERM": "xterm", "NO_COLOR": "1", **environment},
    )
    os.close(theirs)
    said = b""
    while part := _read(ours):
        said += part
    os.close(ours)
    process.wait()
    return said.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # as Linux says that the other end is closed
        return b""


SUMMARY = (
    f"{PLANS} plans checked: no findings.\nRules judged something {PLANS} times, found nothing to judge 0 times.\n"
)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_terminal_sees_how_far_many_plans_are_and_then_only_the_report(jobs: str) -> None:
    lines = [f"planlint: {judged} of {PLANS} plans" for judged in range(1, PLANS + 1)]
    wiped = ["", *lines, " " * len(lines[-1]), SUMMARY]
    assert on_terminal(*CHECK, "--jobs", jobs, ".").split("\r") == wiped


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [(("--quiet",), {}), (("--format", "concise"), {}), ((), {"CI": "true"}), ((), {"TERM": "dumb"})],
)
def test_nobody_else_sees_it(arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    assert "of" not in on_terminal(*CHECK, *arguments, ".", **environment).replace("\r", "").split()


def test_a_pipe_gets_the_report_and_nothing_else() -> None:
    done = subprocess.run([sys.executable, "-m", "planlint", *CHECK, "."], capture_output=True, check=True)
    assert (done.stdout.decode(), done.stderr.decode()) == (SUMMARY, "")


def test_few_plans_are_no_news() -> None:
    said = on_terminal(*CHECK, "plan-1.md")
    assert said == "1 plan checked: no findings.\n1 rule judged something, 0 found nothing to judge.\n"


def test_very_many_plans_change_the_line_a_hundred_times(capsys: pytest.CaptureFixture[str]) -> None:
    line = Line()
    for judged in range(1, 2001):
        line.tell(2000, judged)
    said = capsys.readouterr().err.split("\r")[1:]
    assert said == [f"planlint: {judged} of 2000 plans" for judged in range(20, 2001, 20)]


def test_where_the_time_went_is_said_on_standard_error() -> None:
    done = CliRunner().invoke(cli, [*CHECK, "-v", "plan-1.md", "plan-2.md"])
    time = r"\d+\.\d{3} s"
    assert re.fullmatch(
        rf"planlint: {time} in all\n"
        rf"  {time} finding rulesets and plans\n"
        rf"  {time} judging plans; summed over processes: reading {time}, parsing {time}, judging {time}\n"
        rf"(    {time} plan-[12]\.md\n){{2}}"
        rf"  {time} writing\n",
        done.stderr,
    )
    assert not re.search(time, done.stdout)


def test_what_of_the_cache_was_no_use_is_said_beside_the_time(folder: Path) -> None:
    def said() -> str:
        done = CliRunner().invoke(cli, [*(each for each in CHECK if each != "--no-cache"), "-v", "plan-1.md"])
        return done.stderr.splitlines()[-1]

    said()
    entries = [file for file in (folder / ".planlint_cache").glob("*/*") if file.is_file()]
    for file in entries:
        file.write_bytes(b"damaged")
    assert re.fullmatch(r"  \d+ of the cache's entries were damaged or somebody else's, and are made anew", said())
    assert said().endswith(" writing")


def test_the_time_is_said_anew_where_an_answer_is_kept(folder: Path) -> None:
    for name in ("tiny.yaml", "plan-1.md"):
        os.utime(folder / name, (0, 0))
    command = [sys.executable, "-m", "planlint", "check", "--ruleset", "./tiny.yaml", "-v", "plan-1.md"]
    said = [subprocess.run(command, capture_output=True, check=True).stderr for _ in range(3)]
    assert [b" s in all\n" in each for each in said] == [True, True, True]
