"""The garbage collector stands still while a plan is judged, and only then."""

from __future__ import annotations

import gc

import pytest

from planlint.run import judging
from planlint.run.collector import collector_paused
from planlint.run.judging import Against, judge_plan


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
