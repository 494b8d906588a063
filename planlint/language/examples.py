"""Examples of a rule: plans that pass and plans that fail at named lines, with the repository they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.language import values
from planlint.language.faults import meant
from planlint.language.model import Example

if TYPE_CHECKING:
    from planlint.language.faults import Collector, Path

KEYS = ("plan", "at", "path", "files")
#: Lines that a file of an example may be given by number.
LONGEST_FILE = 100_000


def read_examples(written: dict[str, Any], key: str, path: Path, faults: Collector) -> tuple[Example, ...]:
    """Return the examples of `pass` or `fail`, each a plan or a mapping with `plan`."""
    if key not in written:
        return ()
    if written[key] == []:
        faults.add_key((*path, key), f'"{key}" has at least one example')
    every = values.elements(written[key], (*path, key))
    return tuple(_example(one, place, faults, failing=key == "fail") for one, place in every)


def _example(value: Any, path: Path, faults: Collector, *, failing: bool) -> Example:
    if isinstance(value, str) and not failing:
        return Example(value)
    if not isinstance(value, dict) or not isinstance(value.get("plan"), str):
        said = "{ plan: …, at: LINE }" if failing else "a plan's text, or { plan: … }"
        faults.add(path, f"an example is {said}")
        return Example("")
    for key in value:
        if key not in KEYS:
            faults.add_key((*path, key), f'unknown key "{key}"{meant(key, KEYS)}')
    at = _lines(value, path, faults, failing=failing)
    place = values.text(value["path"], (*path, "path"), faults) if "path" in value else ""
    files = _files(value["files"], (*path, "files"), faults) if "files" in value else None
    return Example(value["plan"], at, place, files)


def _lines(value: dict[str, Any], path: Path, faults: Collector, *, failing: bool) -> tuple[int, ...]:
    """Return the lines of the findings; they are lines of the plan, and stand where it fails."""
    at = values.numbers(value.get("at", []), (*path, "at"), faults)
    if failing and not at:
        faults.add(path, "an example that fails says at which line: { plan: …, at: LINE }")
    if "at" in value and not failing:
        faults.add_key((*path, "at"), 'a plan that passes has no findings, and no "at"')
    last = value["plan"].removesuffix("\n").count("\n") + 1
    for line, place in values.elements(value.get("at", []), (*path, "at")):
        if isinstance(line, int) and not 1 <= line <= last:
            faults.add(place, f"the plan has lines 1 to {last}, and no line {line}")
    return at


def _files(value: Any, path: Path, faults: Collector) -> tuple[tuple[str, str], ...]:
    """Return the files of a repository: names, or names with a number of lines or with their text."""
    entries: list[tuple[str, Any, Path]] = []
    for one, place in values.elements(value, path):
        if isinstance(one, dict):
            entries.extend((name, content, (*place, name)) for name, content in one.items())
        else:
            entries.append((values.text(one, place, faults), "", place))
    return tuple((name, _content(content, place, faults)) for name, content, place in entries)


def _content(content: Any, path: Path, faults: Collector) -> str:
    if isinstance(content, bool) or not isinstance(content, (str, int, type(None))):
        faults.add(path, "a file has a number of lines, or a text")
        return ""
    if isinstance(content, int) and not 0 <= content <= LONGEST_FILE:
        faults.add(path, f"a file of an example has 0 to {LONGEST_FILE} lines, not {content}")
        return ""
    return "x\n" * content if isinstance(content, int) else content or ""
