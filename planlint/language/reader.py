"""A strict reader of YAML: its events alone, no tags, aliases or surprises; every value with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from yaml import events as ev

from planlint.language.faults import Fault, Path, RuleSetFaults

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Limits on a file that may be hostile.
LARGEST_BYTES = 1024 * 1024
DEEPEST = 32
MOST_NODES = 100_000
#: Characters that a reviewer does not see, or that editors and YAML take for different line ends.
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufeff]")
INTEGER = re.compile(r"[-+]?[0-9]{1,18}$")
DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]{1,18}(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?$")
WORDS: dict[str, bool | None] = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "": None,
}  # fmt: skip


@dataclass(slots=True)
class Yaml:
    """What a file says: plain values, and the line and column (from 1) of each by its path of keys and indexes."""

    value: Any = None
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)


def read(text: str, name: str) -> Yaml:
    """Return what a YAML text says, by YAML 1.2's core rules. Raises RuleSetFaults."""
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST_BYTES:
        raise _error(name, 1, 1, f"a ruleset has at most {LARGEST_BYTES} bytes, and this file is larger")
    hidden = HIDDEN.search(text.removeprefix("\ufeff"))
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        raise _error(name, line, 1, f"a control character (U+{ord(hidden[0]):04X}) stands here; remove it")
    try:
        return _Reader(name, yaml.parse(text.removeprefix("\ufeff"), Loader=yaml.SafeLoader)).read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _error(name, *place, f"this is no YAML: {error.problem or error.context}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise _error(name, 1, 1, f"this is no YAML: {str(error) or 'nested too deep'}") from None


def _error(name: str, line: int, column: int, message: str) -> RuleSetFaults:
    return RuleSetFaults([Fault(name, line, column, message)])


class _Reader:
    """Builds values from events, in a loop over an explicit stack."""

    def __init__(self, name: str, events: Iterator[ev.Event]) -> None:
        self.name = name
        self.events = events
        self.result = Yaml()
        self.nodes = 0
        self.documents = 0
        self.stack: list[tuple[Any, Path]] = []
        self.key: list[str | None] = []

    def read(self) -> Yaml:
        for event in self.events:
            self._take(event)
        return self.result

    def _take(self, event: ev.Event) -> None:
        if isinstance(event, ev.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self._fault(event, "a file holds one document, and a second starts here")
        elif isinstance(event, ev.AliasEvent):
            hint = f'; quote "*{event.anchor}" if it is text' if event.anchor else ""
            raise self._fault(event, f"aliases are not read{hint}")
        elif isinstance(event, (ev.ScalarEvent, ev.CollectionStartEvent)):
            self._node(event)
        elif isinstance(event, ev.CollectionEndEvent):
            self.stack.pop()
            self.key.pop()

    def _node(self, event: ev.ScalarEvent | ev.CollectionStartEvent) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise self._fault(event, f"a file has at most {MOST_NODES} values")
        if event.anchor:
            raise self._fault(event, f"anchors are not read; quote the text if &{event.anchor} belongs to it")
        if event.tag:
            raise self._fault(event, f"tags are not read, and {event.tag} is one")
        if isinstance(event, ev.ScalarEvent):
            self._scalar(event)
        else:
            value: Any = {} if isinstance(event, ev.MappingStartEvent) else []
            path = self._place(event, value)
            self.stack.append((value, path))
            self.key.append(None)
            if len(self.stack) > DEEPEST:
                raise self._fault(event, f"values nest at most {DEEPEST} deep")

    def _scalar(self, event: ev.ScalarEvent) -> None:
        if self.stack and isinstance(self.stack[-1][0], dict) and self.key[-1] is None:
            self._take_key(event)
        else:
            self._place(event, event.value if not event.implicit[0] else plain(event.value))

    def _take_key(self, event: ev.ScalarEvent) -> None:
        mapping, path = self.stack[-1]
        if event.value == "<<" and event.implicit[0]:
            raise self._fault(event, "merge keys are not read; write the keys out")
        if event.value in mapping:
            line, column = self.result.marks[(*path, event.value)]
            raise self._fault(event, f'the key "{event.value}" stands twice; first in line {line}, column {column}')
        self.key[-1] = event.value
        self.result.marks[(*path, event.value)] = self._mark(event)

    def _place(self, event: ev.Event, value: Any) -> Path:
        """Put a value where it belongs; return its path."""
        if not self.stack:
            self.result.value = value
            self.result.marks[()] = self._mark(event)
            return ()
        parent, path = self.stack[-1]
        if isinstance(parent, list):
            parent.append(value)
            place: Path = (*path, len(parent) - 1)
            self.result.marks[place] = self._mark(event)
            return place
        key = self.key[-1]
        if key is None:
            raise self._fault(event, "a key is text, and this one is a list or a mapping")
        parent[key] = value
        self.key[-1] = None
        return (*path, key)

    @staticmethod
    def _mark(event: ev.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def _fault(self, event: ev.Event, message: str) -> RuleSetFaults:
        return _error(self.name, *self._mark(event), message)


def plain(text: str) -> str | int | float | bool | None:
    """Return what an unquoted scalar means: YAML 1.2's true, false, null and numbers; anything else is text."""
    if text in WORDS:
        return WORDS[text]
    if INTEGER.match(text):
        return int(text)
    return float(text) if DECIMAL.match(text) and any(char.isdigit() for char in text) else text
