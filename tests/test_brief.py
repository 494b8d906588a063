"""The short way to `check`: it reads a command line as click does, or leaves it to click."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.cli.brief import FLAGS, brief
from planlint.cli.check import command
from planlint.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


WORDS = [*((flag,) for flag in FLAGS), ("a.md",), ("-",), ("b c.md",), ("",), ("--ruleset", "x"), ("--ruleset=y",)]
WORDS += [("--format", "json"), ("--format=text",), ("--ruleset", "a=b"), ("--ruleset=a=b",)]


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_files_and_plain_options_are_read_as_click_reads_them(words: list[tuple[str, ...]]) -> None:
    arguments = [each for word in words for each in word]
    found = brief(["check", *arguments])
    assert found is not None
    assert {"paths": found[0], **found[1]} == command.make_context("check", list(arguments)).params


@pytest.mark.parametrize(
    "line", ["", "rules", "a.md check", "check -qv a.md", "check --format yaml", "check --format", "check --ruleset -q",
     "check --ruleset=", "check --select=a", "check --forma json", "check -- a.md", "check --help", "check --debug"]
)  # fmt: skip
def test_all_else_is_left_to_click(line: str) -> None:
    assert brief(line.split()) is None


@pytest.mark.parametrize(("arguments", "loaded"), [(["-q", "--format", "text"], ""), (["--color", "never"], "click")])
def test_what_needs_no_click_loads_none(tmp_path: Path, arguments: list[str], loaded: str) -> None:
    code = "import sys; from planlint.start import main; code = main(); print(code, *{'click'} & set(sys.modules), file=sys.stderr)"
    (tmp_path / "plan.md").write_text("# Plan\n", encoding="utf-8")
    line = [sys.executable, "-c", code, "check", "--no-cache", *arguments, "plan.md"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr.split() == ["0", *loaded.split()]


def test_both_ways_refuse_in_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    told = []
    for more in [], ["--color", "never"]:
        assert main(["check", "--ruleset", "nope", *more]) == 2
        told.append(capsys.readouterr().err)
    assert told[0] == told[1]
    assert told[0].startswith("planlint: There is no ruleset called 'nope'")


def test_what_is_refused_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.md").write_text("# Plan\n", encoding="utf-8")
    (tmp_path / ".planlint.yaml").write_text("rulesets: [\n", encoding="utf-8")
    assert main(["check", "plan.md"]) == 2
    assert capsys.readouterr().err.startswith("planlint: The configuration is broken:\n.planlint.yaml:")
