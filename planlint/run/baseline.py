"""The baseline: findings that were there before, by fingerprint; they count no more, and are to become fewer."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planlint.files import content, is_gone
from planlint.run.silence import NEVER_SILENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from planlint.finding import Finding
    from planlint.report import PlanReport

NAME = ".planlint-baseline.json"
VERSION = 1
MOST_BYTES = 16 << 20
#: How git marks where one side of a merge begins that it could not bring together with the other.
CONFLICT = re.compile(rb"^<{7}", re.MULTILINE)
#: For each plan, by its path from the baseline's folder, how often each fingerprint occurs.
Known = dict[str, dict[str, int]]


class BaselineError(ValueError):
    """A baseline cannot be read; the message says why."""


def load(file: Path) -> Known:
    """Return what a baseline knows. Raises BaselineError."""
    data = _content(file)
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):  # the first for numbers of too many digits too
        raise BaselineError(_no_json(file, data)) from None
    if not _sound(said):
        raise BaselineError(
            f"{file} is no baseline of version {VERSION}; delete it, and `planlint baseline` writes it anew."
        )
    known: Known = said["plans"]
    return known


def _content(file: Path) -> bytes:
    try:
        data = content(file, MOST_BYTES)
    except FileNotFoundError:
        raise BaselineError(f"There is no baseline {file}; `planlint baseline` writes it.") from None
    except OSError as error:
        raise BaselineError(f"The baseline {file} cannot be read: {error.strerror}.") from None
    if len(data) > MOST_BYTES:
        raise BaselineError(f"A baseline has at most {MOST_BYTES} bytes, and {file} has more.")
    return data


def _no_json(file: Path, data: bytes) -> str:
    """Return what is wrong, and what to do about it; what two sides of a merge accepted is not to be lost."""
    if CONFLICT.search(data):
        return (
            f"A baseline is JSON, and {file} holds the markers of a merge conflict; keep the entries of both sides and"
            " take the markers out, then `planlint baseline --prune` takes out what is no longer found."
        )
    return f"A baseline is JSON, and {file} is not; delete it, and `planlint baseline` writes it anew."


def _sound(said: Any) -> bool:
    if not isinstance(said, dict) or not isinstance(said.get("plans"), dict):
        return False
    if type(said.get("version")) is not int or said["version"] != VERSION:
        return False
    plans = said["plans"].values()
    counts = (count for prints in plans if isinstance(prints, dict) for count in prints.values())
    return all(isinstance(prints, dict) for prints in plans) and all(
        type(count) is int and count > 0 for count in counts
    )


def dump(known: Mapping[str, Mapping[str, int]]) -> str:
    """Return a baseline's text: the same for the same findings, one on each line."""
    plans = {path: known[path] for path in sorted(known) if known[path]}
    return json.dumps({"version": VERSION, "plans": plans}, indent=1, sort_keys=True) + "\n"


def place(plan: str, file: Path) -> str:
    """Return a plan's path from the folder of a baseline, with slashes."""
    found = os.path.relpath(os.path.realpath(plan), os.path.realpath(file.parent)).replace(os.sep, "/")
    return os.fsencode(found).decode("utf-8", "backslashreplace")


def deleted(known: Known, file: Path) -> Iterator[tuple[str, int]]:
    """Yield the plans of a baseline that are there no more, by where they lay, and how many entries each has."""
    for plan, entries in known.items():
        path = file.parent / plan
        if is_gone(path):
            yield str(path), sum(entries.values())


def prints(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how often each fingerprint occurs; what can never be silenced is left out."""
    return dict(Counter(each.fingerprint for each in findings if each.rule not in NEVER_SILENT))


def pruned(known: Mapping[str, int], found: Mapping[str, int]) -> dict[str, int]:
    """Return what is known and still there."""
    return {name: min(count, found[name]) for name, count in known.items() if name in found}


def without(plan: PlanReport, known: Mapping[str, int]) -> PlanReport:
    """Return what is new in a plan; it counts what is known, and the entries that nothing matches any more."""
    left = Counter(known)
    new: list[Finding] = []
    for finding in plan.findings:
        if finding.rule not in NEVER_SILENT and left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
        else:
            new.append(finding)
    return replace(plan, findings=tuple(new), known=len(plan.findings) - len(new), stale=left.total())
