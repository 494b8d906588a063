"""Faults of single system calls, by strace: a report is the old one or the new one, whichever call fails or is the last.

Linux alone, with strace.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
STRACE = shutil.which("strace") if sys.platform == "linux" else None
CALLS = ("openat", "write", "close", "chmod", "fchmodat", "rename", "unlink")
FAULTS = ("error=ENOSPC", "error=EIO", "error=EACCES", "signal=KILL")
OLD, NEW = "old\n", "new\n" * 20_000
WRITE = f"""
import sys
sys.path[:0] = {[str(ROOT), *(path for path in sys.path if "packages" in path)]!r}
from pathlib import Path
from planlint.cli.writing import write
error = write(Path("x.json"), {NEW!r})
sys.exit(0 if error is None else 2 if error.code == "report-not-written" else 3)
"""


class Point(NamedTuple):
    """The so manieth use of a system call in a run, from 1."""

    call: str
    number: int


def traced(folder: Path, *options: str) -> tuple[int, str]:
    """Write a report over an old one; return the exit code and the calls."""
    (folder / "x.json").write_text(OLD, encoding="utf-8")
    command = [str(STRACE), "-o", "calls", "-s", "200", "-e", f"trace={','.join(CALLS)}", *options]
    done = subprocess.run(
        [*command, sys.executable, "-B", "-S", "-c", WRITE],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    return done.returncode, (folder / "calls").read_text(encoding="utf-8", errors="replace")


def points(calls: str) -> list[Point]:
    """Return the calls from the new file's opening to its taking the old one's name."""
    lines = re.findall(r"^\w+\(.*$", calls, re.MULTILINE)
    seen: Counter[str] = Counter()
    found: list[Point] = []
    for call in (line.partition("(")[0] for line in lines):
        seen[call] += 1
        found.append(Point(call, seen[call]))
    first = next(number for number, line in enumerate(lines) if ".planlint-" in line)
    last = next(number for number, line in enumerate(lines) if line.startswith("rename"))
    return found[first : last + 1]


def wrong_of(folder: Path, point: Point, fault: str) -> str:
    """Return what is wrong after a fault at a point, "" where all is as promised."""
    code, calls = traced(folder, "-e", f"inject={point.call}:{fault}:when={point.number}")
    killed = fault.startswith("signal")
    if ("killed by SIGKILL" if killed else "(INJECTED)") not in calls:
        return f"{point} {fault}: did not happen"
    text = (folder / "x.json").read_text(encoding="utf-8")
    left = sorted(path.name for path in folder.glob(".planlint-*"))
    for name in left:
        (folder / name).unlink()
    if text not in {OLD, NEW}:
        return f"{point} {fault}: {len(text)} characters, neither the old report nor the new"
    if not killed and ((code, text) not in {(0, NEW), (2, OLD)} or left):
        return f"{point} {fault}: exit code {code}, {left} left"
    return ""


def matrix() -> tuple[int, list[str]]:
    """Return how many runs there were, and what was wrong with some."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        code, calls = traced(folder)
        if code != 0:
            return 0, [f"exit code {code} without a fault"]
        wanted = [(point, fault) for point in points(calls) for fault in FAULTS]
        return len(wanted), [wrong for point, fault in wanted if (wrong := wrong_of(folder, point, fault))]


if __name__ == "__main__":
    number, wrong = matrix()
    print(f"{number} runs", *wrong, sep="\n")
    sys.exit(bool(wrong))
