"""Crashes planted on purpose, in a verb, in the parser, in a reporter: what the user sees is what is promised."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planlint.cli.main import main
from planlint.judging.verbs import VERBS
from planlint.markdown.parser import TellingParser
from planlint.reporters import REPORTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORD = "a-word-of-the-plan"
PLAN = "# Plan Spec: X\n\n## Purpose\n\nWhy.\n"
NAMES = ("a.md", "faulty.md", "z.md")
BUG = "This is a bug in planlint: ZeroDivisionError in test_planted. Please report it; --debug shows where."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with three plans; one holds a word that makes what is planted go off."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    for name in NAMES:
        (tmp_path / name).write_text(PLAN + (WORD if name == "faulty.md" else ""), encoding="utf-8")
    return tmp_path


def go_off() -> None:
    """Crash, with a word of the plan in the exception's text."""
    raise ZeroDivisionError(WORD)


def in_a_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    have = VERBS["have"]

    def planted(case: Any) -> Iterator[Any]:
        if WORD in case.selection.document.source.text:
            go_off()
        return have(case)

    monkeypatch.setitem(VERBS, "have", planted)


def in_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    tokenize = TellingParser.tokenize

    def planted(self: Any, state: Any, first: int, last: int) -> None:
        if WORD in state.src:
            go_off()
        tokenize(self, state, first, last)

    monkeypatch.setattr(TellingParser, "tokenize", planted)


PLACES = {"a verb": in_a_verb, "the parser": in_the_parser}


def check(*options: str) -> int:
    given = ("--no-config", "--no-cache", "--no-repository", "--ruleset", "plan-spec")
    return main(["check", *given, *options, *NAMES])


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("plant", PLACES.values(), ids=PLACES)
def test_a_crash_costs_its_plan_and_is_said(
    plant: Callable[[pytest.MonkeyPatch], None],
    jobs: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert check("--format", "json", "--jobs", jobs) == 1
    told = json.loads(capsys.readouterr().out)
    plant(monkeypatch)
    assert check("--format", "json", "--jobs", jobs) == 2
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert report["complete"] is False
    assert [(error["code"], error["path"], error["message"]) for error in report["errors"]] == [
        ("internal-error", "faulty.md", BUG)
    ]
    assert report["findings"] == [finding for finding in told["findings"] if finding["path"] != "faulty.md"]
    assert {finding["path"] for finding in report["findings"]} == {"a.md", "z.md"}
    assert WORD not in printed.out + printed.err
    assert "Traceback" not in printed.out + printed.err


@pytest.mark.parametrize("form", REPORTERS)
def test_a_crash_is_said_in_every_format(
    form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    in_a_verb(monkeypatch)
    assert check("--format", form) == 2
    printed = capsys.readouterr().out
    assert "This is a bug in planlint" in printed
    assert "a.md" in printed
    assert "z.md" in printed
    assert WORD not in printed


def test_debugging_shows_where(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    in_a_verb(monkeypatch)
    assert check("--debug") == 2
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "in go_off" in said


def plant_in_reporter(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def planted(*_: object) -> str:
        go_off()
        return ""

    monkeypatch.setattr(import_module(f"planlint.reporters.{name}"), "render", planted)


@pytest.mark.parametrize("form", REPORTERS)
def test_a_crash_of_a_format_is_said(
    form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plant_in_reporter(form, monkeypatch)
    assert check("--format", form) == 2
    assert capsys.readouterr() == ("", f"planlint: {BUG}\n")


def test_a_crash_of_a_report_costs_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plant_in_reporter("sarif", monkeypatch)
    assert check("--format", "concise", "--report", "sarif=x.sarif", "--report", "json=x.json") == 2
    printed = capsys.readouterr().out
    assert f"x.sarif:1:1: incomplete: {BUG} [report-not-written]" in printed
    assert [name for name in NAMES if f"{name}:1:" not in printed] == []
    assert not (folder / "x.sarif").exists()
    report = json.loads((folder / "x.json").read_text(encoding="utf-8"))
    assert [error["code"] for error in report["errors"]] == ["report-not-written"]
    assert {finding["path"] for finding in report["findings"]} == set(NAMES)


def test_standard_input_is_behind_the_barrier_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_parser(monkeypatch)
    with Path("faulty.md").open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert main(["check", "--no-config", "--no-cache", "--ruleset", "plan-spec", "a.md", "-"]) == 2
    printed = capsys.readouterr().out
    assert BUG in printed
    assert "a.md:" in printed
