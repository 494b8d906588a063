"""Examples of a rule: plans that pass and plans that fail at named lines, with the repository they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.language import values
from planlint.language.faults import meant
from planlint.language.model import Example

if TYPE_CHECKING:
    from planlint.language.faults import Collector, Path

KEYS = ("plan", "at", "path", "files")


def read_examples(value: Any, path: Path, faults: Collector, *, failing: bool) -> tuple[Example, ...]:
    """Return a rule's examples, each a plan or a mapping with `plan`."""
    given = values.as_list(value)
    if not given:
        faults.add(path, "there is at least one example")
    return tuple(_example(one, (*path, at), faults, failing=failing) for at, one in enumerate(given))


def _example(value: Any, path: Path, faults: Collector, *, failing: bool) -> Example:
    if isinstance(value, str) and not failing:
        return Example(value)
    if not isinstance(value, dict) or not isinstance(value.get("plan"), str):
        faults.add(path, "an example that fails is { plan: …, at: LINE }" if failing else "an example is a plan's text")
        return Example("")
    for key in value:
        if key not in KEYS:
            faults.add((*path, key), f'unknown key "{key}"{meant(key, KEYS)}')
    plan = value["plan"]
    at = values.numbers(value.get("at", []), (*path, "at"), faults)
    if failing and not at:
        faults.add(path, "an example that fails says at which line: { plan: …, at: LINE }")
    last = plan.removesuffix("\n").count("\n") + 1
    for line in at:
        if not 1 <= line <= last:
            faults.add((*path, "at"), f"the plan has lines 1 to {last}, and no line {line}")
    return Example(plan, at, str(value.get("path", "")), _files(value.get("files"), (*path, "files"), faults))


def _files(value: Any, path: Path, faults: Collector) -> tuple[tuple[str, str], ...] | None:
    """Return the files of a repository: names, or names with a number of lines or with their text."""
    if value is None:
        return None
    entries: list[tuple[str, Any]] = []
    for one in values.as_list(value):
        if isinstance(one, dict):
            entries.extend(one.items())
        elif isinstance(one, str):
            entries.append((one, ""))
        else:
            faults.add(path, "files are names, or names with a number of lines or a text")
    return tuple((name, "x\n" * text if isinstance(text, int) else str(text or "")) for name, text in entries)
