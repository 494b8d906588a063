"""How far plans are: boxes by state, in all and by phase."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given

from planlint.cli.commands import cli
from planlint.markdown.document import parse
from planlint.progress import Phase, Tally, phases, progress
from tests.markdown_texts import texts

if TYPE_CHECKING:
    from pathlib import Path

PLAN = """# Reindexing

- [x] Agreed on

## Roadmap

### Phase 1: Tables

- [x] Add the column
- [~] Fill it

### Phase 2: Queries ✅

- [ ] Read from it
  - [ ] (optional) Warm the cache
- [ ] None

## Checklist

- [ ] Reviewed ✅

**Phase 3: Clean-up**

- [X] Drop the old one
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    (tmp_path / "prose.md").write_text("# Prose ✅\n\nNothing to tick: []\n", encoding="utf-8")
    return tmp_path


def test_boxes_that_are_put_off_and_check_marks_in_texts_do_not_count() -> None:
    assert progress(parse(PLAN)) == Tally(checked=3, open=2, unknown=1, deferred=2)


def test_boxes_belong_to_their_phase_elsewhere_to_their_section() -> None:
    assert phases(parse(PLAN)) == (
        Phase("", 1, Tally(checked=1)),
        Phase("Phase 1: Tables", 7, Tally(checked=1, unknown=1)),
        Phase("Phase 2: Queries ✅", 12, Tally(open=1, deferred=2)),
        Phase("Checklist", 18, Tally(open=1)),
        Phase("Phase 3: Clean-up", 22, Tally(checked=1)),
    )


@given(texts)
def test_no_box_is_lost_between_phases(text: str) -> None:
    document = parse(text)
    sums = [sum(counts) for counts in zip(*(phase.tally for phase in phases(document)), strict=True)]
    assert Tally(*sums) == progress(document) if sums else not any(progress(document))


@pytest.mark.usefixtures("folder")
def test_progress_is_shown_as_a_table() -> None:
    done = CliRunner().invoke(cli, ["progress", "plan.md", "prose.md"])
    assert done.exit_code == 0
    assert done.stdout == (
        "plan.md: 3 of 6 boxes ticked\n"
        "  done  open  unknown  deferred  line  phase\n"
        "     1     0        0         0     1  (in no section)\n"
        "     1     0        1         0     7  Phase 1: Tables\n"
        "     0     1        0         2    12  Phase 2: Queries ✅\n"
        "     0     1        0         0    18  Checklist\n"
        "     1     0        0         0    22  Phase 3: Clean-up\n"
        "\n"
        "prose.md: no boxes\n"
    )


@pytest.mark.usefixtures("folder")
def test_progress_is_shown_as_json() -> None:
    (plan,) = json.loads(CliRunner().invoke(cli, ["progress", "plan.md", "--format", "json"]).stdout)["plans"]
    assert (plan["path"], plan["checked"], plan["open"], plan["unknown"], plan["deferred"]) == ("plan.md", 3, 2, 1, 2)
    assert plan["phases"][1] == {
        "title": "Phase 1: Tables", "line": 7, "checked": 1, "open": 0, "unknown": 1, "deferred": 0,
    }  # fmt: skip


@pytest.mark.usefixtures("folder")
def test_a_plan_that_cannot_be_read_is_said() -> None:
    done = CliRunner().invoke(cli, ["progress", "nowhere.md"])
    assert (done.exit_code, done.stderr) == (2, "planlint: nowhere.md: There is no such file or folder.\n")
