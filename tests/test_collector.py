"""The garbage collector stands still while a plan is judged, and only then."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import ref

import pytest

from planlint.rulesets import heads, whole
from planlint.run import judging
from planlint.run.collector import collector_paused
from planlint.run.judging import Against, judge_plan
from planlint.start import main

if TYPE_CHECKING:
    from planlint.markdown.document import Document

#: Runs the command, and tells what the collector looked at meanwhile and would look at when the process ends.
RUN = """
import gc, sys
from planlint.start import main
main()
print(gc.get_stats()[2]["collections"], len(gc.get_objects()), file=sys.stderr)
"""
PLAN = Path(__file__).parent.parent / "fixtures/feature-plan/bad/tasks-without-checks.md"


def test_it_stands_still_while_a_plan_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    parse = judging.parse
    monkeypatch.setattr(judging, "parse", lambda *given: (seen.append(gc.isenabled()), parse(*given))[1])
    judge_plan("# P\n", "p.md", Against())
    assert seen == [False]
    assert gc.isenabled()


def test_it_runs_again_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), collector_paused():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off() -> None:
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_plan_that_was_judged_waits_for_no_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    parse, seen = judging.parse, []

    def watched(*given: str) -> Document:
        document = parse(*given)
        seen.append(ref(document))
        return document

    monkeypatch.setattr(judging, "parse", watched)
    gc.disable()
    try:
        judged = judge_plan(PLAN.read_text(encoding="utf-8"), "plan.md", Against(candidates=tuple(map(whole, heads()))))
        assert judged.plan
        assert [document() for document in seen] == [None]
    finally:
        gc.enable()


def test_a_command_ends_without_a_look_at_what_goes_with_its_process(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("# P\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUN, "check", "--no-cache", "--ruleset", "feature-plan", "plan.md"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    looks, left = map(int, done.stderr.splitlines()[-1].split())
    assert looks == 0
    assert left < 100


def test_a_python_whose_collector_has_no_settings_will_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("freeze", "set_threshold"):
        monkeypatch.delattr(gc, name)
    monkeypatch.setattr(sys, "argv", ["planlint", "rules", "--ruleset", "plan-spec"])
    assert main() == 0
    assert "error" in capsys.readouterr().out
