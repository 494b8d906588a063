"""A bad input: what lies in the folder, what is called, and what must come of it."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PLANLINT = Path(sys.executable).parent / "planlint"
MOST_SECONDS, MOST_ERROR_LINES = 15, 20
#: A plan on which a rule of the ruleset below has something to say.
PLAN = "# Plan: x\n\n## Tasks\n\n- [ ] Act\n"
#: Checks of planlint's own alone: `check` says 0 or 2 for what any ruleset would say of it.
OWN = (
    "check",
    "--no-config",
    "--ruleset",
    "plan-spec",
    "--select",
    "planlint/*",
    "--min-severity",
    "note",
    "--format",
    "concise",
)
ANY = ("check", "--no-config", "--fail-on", "never", "--ruleset", "plan-spec", "--format", "concise")


class Case(NamedTuple):
    """One bad input. `says` and `never` are regular expressions on all that is printed, over lines."""

    name: str
    files: Mapping[str, str | bytes]
    arguments: tuple[str, ...]
    code: int | tuple[int, ...]
    says: str = ""
    never: str = ""
    prepare: Callable[[Path], object] | None = None
    environment: Mapping[str, str] = {}
    input: bytes = b""


class Ended(NamedTuple):
    """How a call ended, and how many seconds of the processor's time it took."""

    code: int
    printed: str
    errors: str
    seconds: float


def lay_out(case: Case, folder: Path) -> None:
    """Write a case's files."""
    for name, content in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    if case.prepare:
        case.prepare(folder)


def time_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def call(case: Case, folder: Path, planlint: Path = PLANLINT) -> Ended:
    """Call planlint as a user would; `planlint` is the command."""
    before = time_of_children()
    done = subprocess.run(
        [planlint, *case.arguments], cwd=folder, input=case.input, capture_output=True, check=False, timeout=60,
        env={**os.environ, "XDG_CACHE_HOME": str(folder.parent / "home"), **case.environment},
    )  # fmt: skip
    seconds = time_of_children() - before
    return Ended(
        done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), seconds
    )


def wrong(case: Case, ended: Ended) -> list[str]:
    """Return what is not as it must be."""
    everything = ended.printed + ended.errors
    found = []
    if ended.code not in (case.code if isinstance(case.code, tuple) else (case.code,)):
        found.append(f"exit code {ended.code}, not {case.code}")
    if case.says and not re.search(case.says, everything, re.MULTILINE):
        found.append(f"does not say {case.says!r}")
    if case.never and re.search(case.never, everything, re.MULTILINE):
        found.append(f"says {case.never!r}")
    if "Traceback" in everything:
        found.append("a traceback")
    if ended.errors.count("\n") > MOST_ERROR_LINES:
        found.append(f"{ended.errors.count(chr(10))} lines of errors")
    if ended.seconds > MOST_SECONDS:
        found.append(f"{ended.seconds:.0f} seconds")
    return [f"{each}: {everything[:1500]}" for each in found]
