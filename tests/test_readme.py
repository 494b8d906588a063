"""What the README shows is what planlint does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from planlint.cli.main import cli
from planlint.examples import run
from planlint.language.loader import load_text

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ planlint ([^\n]+)\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_shown_command_prints_what_is_shown(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert CliRunner().invoke(cli, command.split()).stdout == output


def test_something_is_shown() -> None:
    assert SHOWN


def test_the_ruleset_in_ten_lines_is_sound() -> None:
    text = next(
        block for block in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL) if block.startswith("planlint: 1")
    )
    assert {outcome.kind for outcome in run(load_text(text, "README.yaml"))} == {"ok"}


def test_the_two_commands_stand_there() -> None:
    lines = [line for line in README.split("\n") if line.startswith("python3 -m venv")]
    assert len(lines) == 2
    assert "planlint check" in lines[0]
    assert "pytest" in lines[1]
