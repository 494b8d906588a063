"""What the suite measures of the machine around: faults, failing calls, interruptions, surroundings, output, cost."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from contextlib import nullcontext, suppress
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from click.testing import CliRunner

from planlint.cli.commands import cli
from planlint.reporters import REPORTERS
from planlint.reporters.escape import Look
from planlint.run import checking
from tests.reliability import tracing
from tests.reliability.case import PLANLINT
from tests.reliability.figure import Figure, some

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
FIXTURES = ROOT / "fixtures"


def tested() -> list[Figure]:
    """Run the tests of faults, promises and workers; what they say is a figure each."""
    with tempfile.TemporaryDirectory() as place:
        report = Path(place, "junit.xml")
        names = ("faults", "promises", "workers", "report_files", "untrusted", "planted")
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junit-xml={report}", *(f"tests/test_{name}.py" for name in names)],
            cwd=ROOT, capture_output=True, check=False,
        )  # fmt: skip
        cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 - pytest's own
    failed = [
        str(case.get("name")) for case in cases if case.find("failure") is not None or case.find("error") is not None
    ]
    skipped = sum(case.find("skipped") is not None for case in cases)

    def figure(measure: str, goal: str, pattern: str) -> Figure:
        named = [
            str(case.get("name"))
            for case in cases
            if re.search(pattern, f"{case.get('classname')}::{case.get('name')}")
        ]
        bad = [name for name in named if name in failed]
        return Figure(measure, goal, f"{len(bad)} of {len(named)}{some(bad)}", bool(named) and not bad)

    return [
        figure("wrong outcomes of faults (section 7)", "0", "test_faults"),
        figure("plans lost with a worker, beyond its own", "0", "costs_its_own_plan"),
        figure("reads or writes outside the root", "0", "outside_the_root|writes_its_cache_alone|out_of_the_root"),
        figure("promises that a test of theirs denies", "0", "test_promises"),
        Figure("all of these tests", "pass", f"{len(cases) - len(failed) - skipped} pass, {len(failed)} fail, {skipped} skipped{some(failed)}", not failed),
    ]  # fmt: skip


def matrix() -> list[Figure]:
    """Let each system call that writes a report fail."""
    if not tracing.STRACE:
        return [Figure("reports spoiled by a failing call", "0", "SKIPPED: there is no strace", met=False)]
    count, found = tracing.matrix()
    return [
        Figure(
            "reports spoiled by a failing call", "0 (fixes wait)", f"{len(found)} of {count}{some(found)}", not found
        )
    ]


def injections(*, cases: int) -> list[Figure]:
    """Put hostile mixtures wherever a report takes text: names, messages, rules, sections."""
    sys.path.insert(0, str(ROOT / "tests"))
    from tests.test_hostile_output import FOR_PEOPLE, READ, STRINGS, harmless, hostile  # noqa: PLC0415 - needs the path

    pieces = [*STRINGS.values(), *(piece for text in STRINGS.values() for piece in re.findall(r"\w+|\W", text))]
    dice, found = random.Random(6), list[str]()  # noqa: S311 - the same each time
    for _ in range(cases):
        text = "".join(dice.choices(pieces, k=dice.randint(1, 6))) + "a"
        for form, report in REPORTERS.items():
            printed = report(hostile(text), Look(in_log=form in FOR_PEOPLE))
            try:
                harmless(form, printed, intended=2)
                READ[form](printed)
            except (AssertionError, ValueError, ET.ParseError) as error:
                found.append(f"{form} {text!r}: {error}")
    reached = f"{len(found)} in {cases} texts × {len(REPORTERS)} formats × every place at once{some(found)}"
    return [Figure("injections", "0 in 8,000 × formats × places", reached, not found)]


def interruptions(*, tries: int) -> list[Figure]:
    """Interrupt runs at moments spread over their length, as ^C does: all of their processes at once."""
    slowest, early, found = 0.0, 0, list[str]()
    command = [PLANLINT, "check", "--no-cache", "--no-config", "--jobs", "2", "--fail-on", "never", "-q", FIXTURES]
    start = time.monotonic()
    subprocess.run(command, capture_output=True, check=True)
    whole = time.monotonic() - start
    for number in range(tries):
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        time.sleep(whole * (number + 1) / tries)
        before = time.monotonic()
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate()
        slowest = max(slowest, time.monotonic() - before)
        if b"Traceback" in said and b" in main" not in said:
            early += 1  # before a word of ours was run, Python itself tells of it
        elif running.returncode not in {0, 130} or b"Traceback" in said:
            found.append(f"exit code {running.returncode} {said[-200:]!r}")
        found += _left(running.pid)
    wrong = f"{len(found)} in {tries} tries ({early} while Python started){some(found)}"
    return [
        Figure("^C to the prompt", "1 s", f"{slowest:.2f} s at most", slowest <= 1, binds=False),
        Figure("processes left, wrong codes and tracebacks after ^C", "0 in 100 tries", wrong, not found),
    ]


def _left(group: int) -> list[str]:
    """Tell whether a process of a group still runs a second after its end: workers may take a moment to see it."""
    until = time.monotonic() + 1
    while _runs(group):
        if time.monotonic() > until:
            return ["a process was left"]
        time.sleep(0.02)
    return []


def _runs(group: int) -> bool:
    """Tell whether a process of a group runs; one that has ended may wait to be counted by the system's first process."""
    states = (stat.rpartition(")")[2].split() for stat in _stats())
    return any(int(own) == group and state != "Z" for state, _, own, *_ in states)


def _stats() -> Iterator[str]:
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended since
            yield file.read_text(encoding="utf-8", errors="replace")


def determinism() -> list[Figure]:
    """Check the fixtures in 24 surroundings."""
    outputs: set[bytes] = set()
    surroundings = list(product(("1", "2", "8"), ("1", "77"), ("C", "C.UTF-8"), ("UTC", "Asia/Tokyo")))
    for jobs, seed, language, zone in surroundings:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": language, "TZ": zone}
        command = [
            PLANLINT,
            "check",
            "--no-cache",
            "--no-config",
            "--fail-on",
            "never",
            "--format",
            "json",
            "--jobs",
            jobs,
            "fixtures",
        ]
        outputs.add(subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True).stdout)
    return [
        Figure(
            "outputs of the same plans",
            "1 in 24 surroundings",
            f"{len(outputs)} in {len(surroundings)}",
            len(outputs) == 1,
        )
    ]


def overhead(*, rounds: int) -> list[Figure]:
    """Check 100 plans with the guards and without: barrier, deadline, links, regular files."""
    files = [str(path) for path in sorted(FIXTURES.rglob("ok/*.md"))]
    names = (files * 100)[:100]

    bare_of_guards: dict[str, Any] = {
        "deadline": lambda _seconds: nullcontext(),
        "guarded": lambda work: work(),
        "read": lambda path, _root, _most: path.read_text(encoding="utf-8"),
    }
    with tempfile.TemporaryDirectory() as place:
        copies = [Path(place, f"{number}.md") for number in range(100)]
        for copy, name in zip(copies, names, strict=True):
            copy.write_text(Path(name).read_text("utf-8"), encoding="utf-8")
        took: dict[bool, list[float]] = {True: [], False: []}
        for number in range(2 * rounds + 2):
            guarded = bool(number % 2)
            with nullcontext() if guarded else mock.patch.multiple(checking, **bare_of_guards):
                start = time.process_time()
                CliRunner().invoke(
                    cli,
                    [
                        "check",
                        "--no-cache",
                        "--no-config",
                        "--no-repository",
                        "--jobs",
                        "1",
                        "--fail-on",
                        "never",
                        *map(str, copies),
                    ],
                    catch_exceptions=False,
                )
                took[guarded].append(time.process_time() - start)
    share = min(took[True][1:]) / min(took[False][1:]) - 1
    reached = f"{share:+.1%} of {min(took[False][1:]):.2f} s"
    return [Figure("what guards cost on 100 plans", "10 %", reached, share <= 0.10, binds=False)]
