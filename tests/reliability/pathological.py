"""Runs every generator as a plan: `python tests/reliability/pathological.py [SIZE…]`, sizes in kB (default: 64 1000).

Each must be judged, or said to take too long, within the deadline and a second more, in bounded memory.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from tests.reliability.generators import GENERATORS  # noqa: E402 - found once the root is on the path

#: Seconds of the processor's time, a second and the start included, and MiB that a plan may take.
MOST_SECONDS, MOST_MIB = 11.5, 2048


class Outcome(NamedTuple):
    """How a run ended: exit code, wall seconds, CPU seconds, peak MiB, the codes of what was not judged."""

    code: int
    wall: float
    cpu: float
    mib: float
    said: str

    @property
    def wrong(self) -> str:
        """Return what must not be, "" where all is well."""
        if self.code not in {0, 1, 2} or (self.code == 2 and self.said not in {"deadline", "nested-too-deep"}):
            return f"exit code {self.code} {self.said}"
        if self.cpu > MOST_SECONDS or self.mib > MOST_MIB:
            return "too slow" if self.cpu > MOST_SECONDS else "too large"
        return ""


def run(name: str, size: int, ruleset: str) -> Outcome:
    """Judge one generated plan in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder, "plan.md")
        plan.write_bytes(GENERATORS[name](size).encode("utf-8", "surrogatepass"))
        options = ["--no-config", "--no-repository", "--fail-on", "never", "--format", "concise", "-q"]
        command = [sys.executable, "-m", "planlint", "check", *options, "--ruleset", ruleset, str(plan)]
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        done = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT)
        printed = done.stdout.read() if done.stdout else b""
        _, status, used = os.wait4(done.pid, 0)
        done.returncode = os.waitstatus_to_exitcode(status)
        del before
        said = next(
            (
                code
                for code in ("deadline", "nested-too-deep", "internal-error", "regex-budget")
                if f"[{code}]".encode() in printed
            ),
            "",
        )
        return Outcome(
            done.returncode, time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said
        )


def main(sizes: list[int], names: list[str]) -> int:
    wrong = 0
    for size in sizes:
        slowest = []
        for number, name in enumerate(names or GENERATORS):
            ruleset = ("base-feature-plan", "step-by-step-plan", "plan-spec", "implementation-plan", "feature-plan")[
                number % 5
            ]
            outcome = run(name, size * 1000, ruleset)
            slowest.append((outcome.cpu, name))
            wrong += bool(outcome.wrong)
            print(
                f"{size:5} kB {outcome.cpu:6.1f} s {outcome.mib:6.0f} MiB {outcome.code} {outcome.said or '-':15} {ruleset:20} {name} {outcome.wrong}",
                flush=True,
            )
        print(
            f"{size} kB: {len(slowest)} texts, the slowest: "
            + ", ".join(f"{name} {cpu:.1f} s" for cpu, name in sorted(slowest)[-5:])
        )
    print(f"{wrong} are not as they must be")
    return int(wrong > 0)


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(
        main(
            [int(each) for each in given if each.isdigit()] or [64, 1000],
            [each for each in given if not each.isdigit()],
        )
    )
