"""Faults of the machine: interruptions, full disks, files that vanish; each comes to what SECURITY.md promises."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PLAN = "# Plan Spec: x\n\n## Tasks\n\n- [ ] Act\n"
OPTIONS = ("check", "--no-config", "--no-cache", "--no-repository", "--ruleset", "plan-spec", "--format", "concise")
#: Judges plans as the command does; whoever comes to the plan slow.md says who it is, and stays there.
SLOW = """
import os, signal, sys, time
from pathlib import Path
from planlint.run import checking
from planlint.start import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever started the tests may have it ignored
signal.signal(signal.SIGHUP, signal.SIG_DFL)
read = checking.read
def slow(path, root, most):
    if path.name.startswith("slow"):
        Path(f"{path.stem}.pid").write_text(f"{os.getpid()} ")
        time.sleep(60)
    return read(path, root, most)
checking.read = slow
sys.exit(main())
"""


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with plans of which two never come to an end."""
    monkeypatch.chdir(tmp_path)
    for name in (*(f"plan-{number}.md" for number in range(40)), "slow-1.md", "slow-2.md"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    return tmp_path


def runs(pid: int) -> bool:
    """Tell whether a process is there and no mere remains of one."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(true: object, *, seconds: float = 30) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to see processes in")
@pytest.mark.parametrize(
    ("number", "all_of_them", "code", "says"),
    [
        (signal.SIGINT, True, 130, "\nplanlint: interrupted\n"),
        (signal.SIGTERM, False, 143, ""),
        (signal.SIGTERM, True, 143, ""),
        (signal.SIGHUP, True, -signal.SIGHUP, ""),
    ],
)
def test_an_interruption_ends_all_processes(
    plans: Path, number: signal.Signals, *, all_of_them: bool, code: int, says: str
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, *OPTIONS, "--jobs", "2", "."],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as running:  # fmt: skip
        files = [plans / "slow-1.pid", plans / "slow-2.pid"]
        until(lambda: all(file.exists() and file.read_text(encoding="utf-8").endswith(" ") for file in files))
        (os.killpg if all_of_them else os.kill)(running.pid, number)
        printed, said = running.communicate(timeout=30)
        assert (running.returncode, printed, said.decode()) == (code, b"", says)
    workers = [int(file.read_text(encoding="utf-8")) for file in files]
    until(lambda: not any(map(runs, workers)))
