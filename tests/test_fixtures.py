"""Whole plans: good ones are silent, bad ones say exactly what stands beside them. Adding a file adds a test."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from planlint.cli.commands import cli

FIXTURES = Path(__file__).parent.parent / "fixtures"
GOOD = sorted(FIXTURES.glob("*/ok/*.md"))
BAD = sorted(FIXTURES.glob("*/bad/*.md"))


def name(path: Path) -> str:
    return path.relative_to(FIXTURES).as_posix()


def concise(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what `planlint check` prints of a plan, in its fixture's folder, by what it looks like or names."""
    monkeypatch.chdir(path.parent)
    options = ["--no-config", "--no-repository", "--format", "concise"]
    return CliRunner().invoke(cli, ["check", *options, path.name]).stdout


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_a_good_plan_is_silent(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert concise(path, monkeypatch) == ""


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_a_good_plan_is_recognised(path: Path) -> None:
    done = CliRunner().invoke(cli, ["which", str(path)])
    assert f"{path.name}: {path.parent.parent.name}\n" in done.stdout.replace(f"{path.parent}/", "")


@pytest.mark.parametrize("path", BAD, ids=name)
def test_a_bad_plan_says_what_is_wrong(
    path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    printed = concise(path, monkeypatch)
    expected = path.with_suffix(".out")
    if request.config.getoption("--update"):
        expected.write_text(printed, encoding="utf-8")
    assert printed == expected.read_text(encoding="utf-8")
    assert ": error: " in printed


def test_every_ruleset_has_its_fixtures() -> None:
    for ruleset in (FIXTURES.parent / "rulesets").glob("*.yaml"):
        folder = FIXTURES / ruleset.stem
        assert len(list(folder.glob("ok/*.md"))) >= 2
        assert len(list(folder.glob("bad/*.md"))) >= 4
