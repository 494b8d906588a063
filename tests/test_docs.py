"""The documentation: what it shows is what planlint does, its links lead somewhere, its rulesets are sound."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from click.testing import CliRunner

from planlint.cli.commands import COMMANDS, cli
from planlint.examples import run
from planlint.rulesets import get

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
#: A command at a prompt, with all that it prints.
SHOWN = re.compile(r"```console\n\$ planlint ([^\n]+)\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]+)(?:#[^)]*)?\)")
#: Pages that the site makes from the rules.
MADE = {"rulesets/index.md"}


def shown() -> list[tuple[Path, str]]:
    return [(page, found[1]) for page in PAGES for found in SHOWN.finditer(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("page", "command"), shown(), ids=lambda value: value if isinstance(value, str) else value.name
)
def test_a_shown_command_prints_what_is_shown(
    page: Path, command: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(ROOT)
    printed = CliRunner().invoke(cli, command.split()).stdout
    text = page.read_text(encoding="utf-8")
    output = next(found[2] for found in SHOWN.finditer(text) if found[1] == command)
    if request.config.getoption("--update"):
        head = f"```console\n$ planlint {command}\n"
        page.write_text(text.replace(head + output, head + printed), encoding="utf-8")
    assert printed == output


def test_the_picture_is_what_is_printed(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.chdir(ROOT)
    drawn = runpy.run_path(str(ROOT / "docs/picture.py"))["picture"]()
    file = ROOT / "docs/terminal.svg"
    if request.config.getoption("--update"):
        file.write_text(drawn, encoding="utf-8")
    assert drawn == file.read_text(encoding="utf-8")
    assert "url(" not in drawn.replace("url(#", "")


def test_something_is_shown() -> None:
    assert len({page for page, _ in shown()}) >= 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert target in MADE or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_rulesets_that_are_shown_whole_are_sound(page: Path, tmp_path: Path) -> None:
    for block in re.findall(r"```yaml\n(planlint: 1\n.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        if "rules: …" in block or "./security.yaml" in block:
            continue  # an outline, not a ruleset
        file = tmp_path / "shown.yaml"
        file.write_text(block, encoding="utf-8")
        for ruleset in get(str(file)).members:
            assert {outcome.kind for outcome in run(ruleset)} <= {"ok"}


def test_the_readme_names_every_command() -> None:
    readme = PAGES[0].read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"`planlint {command}" not in readme] == []


def test_every_page_is_in_the_sites_contents() -> None:
    build = (ROOT / "docs/build.py").read_text(encoding="utf-8")
    assert [page.name for page in PAGES[2:] if f'"{page.name}"' not in build] == []


def test_the_two_commands_stand_there() -> None:
    lines = [line for line in PAGES[0].read_text(encoding="utf-8").split("\n") if line.startswith("python3 -m venv")]
    assert len(lines) == 2
    assert "planlint check" in lines[0]
    assert "pytest" in lines[1]
