"""The page about formats: its table is the table of formats."""

from __future__ import annotations

from pathlib import Path

import pytest
from reports import ERROR

from planlint.report import Report
from planlint.reporters import FORMATS, REPORTERS
from planlint.reporters.escape import Look

PAGE = Path(__file__).parent.parent / "docs" / "formats.md"
HEAD = "| format | for | columns count | an incomplete run has |\n|---|---|---|---|\n"


def rows() -> str:
    return "".join(f"| `{form.name}` | {form.readers} | {form.columns} | {form.incomplete} |\n" for form in FORMATS)


def test_the_page_has_every_format(request: pytest.FixtureRequest) -> None:
    before, _, after = PAGE.read_text("utf-8").partition(HEAD)
    after = after[after.index("\n\n") + 1 :] if after.startswith("|") else after
    if request.config.getoption("--update"):
        PAGE.write_text(before + HEAD + rows() + after, encoding="utf-8")
    assert PAGE.read_text("utf-8") == before + HEAD + rows() + after


@pytest.mark.parametrize("form", REPORTERS)
def test_every_format_shows_that_a_run_is_incomplete(form: str) -> None:
    """As the table has it: what no whole run has, with the path and the reason."""
    whole, broken = (REPORTERS[form](Report((), errors=errors), Look()) for errors in ((), (ERROR,)))
    assert "docs/b.md" in broken
    assert "A plan is UTF-8." in broken
    assert "not-utf-8" in broken
    assert whole != broken
    assert "docs/b.md" not in whole
