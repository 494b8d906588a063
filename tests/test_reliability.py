"""The reliability suite, its quick part: every bad input comes to what is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reliability import places, plans, rulesets
from tests.reliability.case import Case, call, lay_out, wrong

if TYPE_CHECKING:
    from pathlib import Path

CASES = (*plans.CASES, *rulesets.CASES, *places.CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_input_comes_to_what_is_promised(case: Case, tmp_path: Path, installed: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    lay_out(case, folder)
    assert wrong(case, call(case, folder, installed / "planlint")) == []
