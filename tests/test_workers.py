"""Processes and deadlines: the same answer by any number of them, and one plan's end is no other's."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planlint.cli.commands import cli
from planlint.run import checking
from planlint.run.deadline import DeadlineError, deadline, seconds_for
from planlint.run.workers import FEW, Pool, usual_jobs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    names = [f"plan-{number}.md" for number in range(12)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f"# Plan Spec: {number}\n\n{'text ' * number}\n", encoding="utf-8")
    return names


def check(*arguments: str) -> tuple[str, int]:
    done = CliRunner().invoke(cli, ["check", "--no-cache", "--ruleset", "plan-spec", "--format", "json", *arguments])
    return done.stdout, done.exit_code


def test_the_number_of_processes_changes_nothing(plans: list[str]) -> None:
    alone = check("--jobs", "1", *plans)
    assert alone[1] == 1
    assert check("--jobs", "2", *plans) == alone
    assert check("--jobs", "8", *reversed(plans)) == alone


def fails(monkeypatch: pytest.MonkeyPatch, how: Callable[[], object]) -> None:
    """Make something happen while one of the plans is read."""
    read = checking.read

    def failing(path: Path, root: Path, most: int) -> str:
        if path.name == "plan-5.md":
            how()
        return read(path, root, most)

    monkeypatch.setattr(checking, "read", failing)


def test_a_process_that_dies_costs_its_own_plan(plans: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL))
    printed, code = check("--jobs", "3", *plans)
    assert code == 2
    assert '"code": "worker-died"' in printed
    assert printed.count('"chosen"') == len(plans) - 1
    assert '"path": "plan-5.md"' in printed.partition('"errors"')[2]


def test_a_plan_that_takes_too_long_is_said(plans: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlint.run.deadline.PLAN_SECONDS", 0.5)
    fails(monkeypatch, lambda: time.sleep(60))
    for jobs in ("1", "2"):
        printed, code = check("--jobs", jobs, *plans[4:7])
        assert code == 2
        assert '"code": "deadline"' in printed
        assert printed.count('"chosen"') == 2


def test_a_deadline_that_is_kept_leaves_no_trace() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with deadline(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is before


@pytest.mark.parametrize(
    ("size", "seconds"), [(0, 10), (1 << 20, 10), ((1 << 20) + 1, 20), (5_000_000, 50), (1 << 30, 100)]
)
def test_a_longer_plan_may_take_longer(size: int, seconds: float, tmp_path: Path) -> None:
    plan = tmp_path / "plan.md"
    with plan.open("wb") as file:
        file.truncate(size)
    assert seconds_for(plan, 10 << 20) == seconds
    assert seconds_for(tmp_path / "none.md", 10 << 20) == 10


def forever() -> None:
    while True:
        pass


def test_a_deadline_stops_a_loop() -> None:
    with pytest.raises(DeadlineError), deadline(0.05):
        forever()


def test_a_deadline_stops_what_waits() -> None:
    with pytest.raises(DeadlineError), deadline(0.05):
        time.sleep(60)


def test_results_come_in_the_order_of_the_tasks() -> None:
    def work(task: int) -> str:
        time.sleep(0.01 * (5 - task % 5))
        return str(task) * 70_000

    assert Pool(work, lambda task: f"lost {task}").run(9, 3) == [str(task) * 70_000 for task in range(9)]


def test_all_dying_costs_all() -> None:
    assert Pool(lambda _: os._exit(3), lambda task: f"lost {task}").run(5, 2) == [f"lost {task}" for task in range(5)]


def test_an_interrupted_run_leaves_no_process() -> None:
    pool = Pool(lambda _: str(time.sleep(60)), str)
    with pytest.raises(DeadlineError), deadline(0.2):
        pool.run(4, 2)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_few_plans_are_judged_by_one_process() -> None:
    assert usual_jobs(FEW - 1) == 1
    assert usual_jobs(FEW) >= 1
