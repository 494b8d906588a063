"""The folder that the tests of `planlint check` run in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.tiny import BAD, GOOD, RULESET

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder: a good plan, a bad one, and the ruleset."""
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("planlint.rulesets._folder", lambda: tmp_path / "nowhere")
    (tmp_path / "tiny.yaml").write_text(RULESET, encoding="utf-8")
    (tmp_path / "good.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.md").write_text(BAD, encoding="utf-8")
    return tmp_path


@pytest.fixture
def tiny_shelf(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a shelf that holds the tiny ruleset alone."""
    shelf = folder / ".shelf"
    shelf.mkdir()
    (folder / "tiny.yaml").rename(shelf / "tiny-plan.yaml")
    monkeypatch.setattr("planlint.rulesets._folder", lambda: shelf)
    return shelf
