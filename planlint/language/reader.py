"""A strict reader of YAML: its events alone, no tags, aliases or surprises; every value with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from yaml import events as ev

from planlint.language.events import Doubtful, quick, thorough
from planlint.language.faults import Fault, Path, RuleSetFaults
from planlint.language.model import LARGEST_BYTES
from planlint.language.scalars import NumberError, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Limits on a file that may be hostile.
DEEPEST = 32
MOST_NODES = 100_000
#: Characters that a reviewer does not see, or that editors and YAML take for different line ends.
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
SURROGATE = re.compile("[\ud800-\udfff]")
NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class Document:
    """What a file says, in plain values, and where; places are (line, column) from 1, by path of keys and indexes."""

    value: Any = None
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    written: dict[Path, str] = field(default_factory=dict)  # how numbers and words like true stand in the file
    repeated: list[Fault] = field(default_factory=list)  # keys that stand twice, of which the last counts


def read(text: str, name: str, most: int = LARGEST_BYTES) -> Document:
    """Return what a YAML text of at most that many bytes says, by YAML 1.2's core rules. Raises RuleSetFaults.

    Keys that stand twice are no reason to read no further: they are in the document, for who collects its faults.
    """
    if len(text.encode("utf-8", "surrogatepass")) > most:
        raise _error(name, (1, 1), f"a file has at most {most} bytes, and this one has more")
    text = text.removeprefix("\ufeff")
    hidden = HIDDEN.search(text)
    if hidden:
        message = f"a control character (U+{ord(hidden[0]):04X}) stands here; remove it"
        raise _error(name, _place_of(hidden.start(), text), message)
    reader = _Reader(name, quick(text))
    try:
        return reader.read()
    except (yaml.YAMLError, ValueError, Doubtful):  # faults are told in the words of PyYAML's own parser
        if reader.nodes > MOST_NODES:  # which would take seconds to say the same
            raise
        return _read(text, name)


def said_by(events: Iterator[ev.Event], name: str) -> Document:
    """Return what the events of one file say. Raises RuleSetFaults, and what its parser raises."""
    return _Reader(name, events).read()


def _read(text: str, name: str) -> Document:
    reader = _Reader(name, thorough(text))
    try:
        return reader.read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or ""
        raise _error(name, _mark(mark), f"this is no YAML: {problem}{_remedy(problem)}") from None
    except (yaml.YAMLError, OverflowError) as error:  # an escape like \UFFFFFFFF, which no character has
        raise _error(name, reader.place, f"this is no YAML: {error}") from None


def _remedy(problem: str) -> str:
    return next((f"; {remedy}" for said, remedy in REMEDIES.items() if said in problem), "")


def _place_of(offset: int, text: str) -> tuple[int, int]:
    ends = [found.end() for found in NEWLINE.finditer(text, 0, offset)]
    return len(ends) + 1, offset - (ends[-1] if ends else 0) + 1


def _mark(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _error(name: str, place: tuple[int, int], message: str) -> RuleSetFaults:
    return RuleSetFaults([Fault(name, *place, message)])


#: What is to be done where the parser says so; it tells what it met, which is seldom what is wrong.
REMEDIES = {
    "mapping values are not allowed": "put a text with a colon and a blank in it in quotes",
    "expected <block end>": "put it as far in as the line above, or the text above in quotes",
    "cannot start any token": "put the text in quotes",
    "could not find expected ':'": "write a key as `key: value`, or put the text in quotes",
    "found unexpected end of stream": "close what was opened: a quote, a bracket or a brace",
}


class _Reader:
    """Builds values from events, in a loop over an explicit stack."""

    def __init__(self, name: str, events: Iterator[ev.Event]) -> None:
        self.name = name
        self.events = events
        self.result = Document()
        self.place = (1, 1)
        self.nodes = 0
        self.documents = 0
        self.stack: list[tuple[Any, Path]] = []
        self.key: list[str | None] = []

    def read(self) -> Document:
        for event in self.events:
            self.place = _mark(event.start_mark)
            self._take(event)
        return self.result

    def _take(self, event: ev.Event) -> None:
        if isinstance(event, (ev.ScalarEvent, ev.CollectionStartEvent)):
            self._node(event)
        elif isinstance(event, ev.CollectionEndEvent):
            self.stack.pop()
            self.key.pop()
        elif isinstance(event, ev.DocumentStartEvent):
            self._start(event)
        elif isinstance(event, ev.AliasEvent):
            raise self._fault(f'aliases are not read; quote "*{event.anchor}" if it is text')

    def _start(self, event: ev.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._fault("a file holds one document, and a second starts here")
        if event.version or event.tags:
            raise self._fault("directives like %YAML and %TAG are not read; remove them")

    def _node(self, event: ev.ScalarEvent | ev.CollectionStartEvent) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise self._fault(f"a file has at most {MOST_NODES} values")
        if event.anchor:
            raise self._fault(f"anchors are not read; quote the text if &{event.anchor} belongs to it")
        if event.tag:
            raise self._fault(f"tags are not read, and {event.tag} is one; quote the text if it belongs to it")
        if isinstance(event, ev.ScalarEvent):
            self._scalar(event)
        else:
            self._collection(event)

    def _collection(self, event: ev.CollectionStartEvent) -> None:
        value: Any = {} if isinstance(event, ev.MappingStartEvent) else []
        path = self._put(value)
        self.stack.append((value, path))
        self.key.append(None)
        if len(self.stack) > DEEPEST:
            raise self._fault(f"values nest at most {DEEPEST} deep")

    def _scalar(self, event: ev.ScalarEvent) -> None:
        bare = event.implicit[0]  # without quotes
        try:
            value = plain(event.value) if bare else event.value
        except NumberError as error:
            raise self._fault(str(error)) from None
        if not bare and SURROGATE.search(event.value):  # an escape's: none stands in the text
            raise self._fault("an escape stands for half a character; write the whole one")
        if self.stack and isinstance(self.stack[-1][0], dict) and self.key[-1] is None:
            self._take_key(event, value)
            return
        path = self._put(value)
        if not isinstance(value, str):
            self.result.written[path] = event.value

    def _take_key(self, event: ev.ScalarEvent, value: Any) -> None:
        mapping, path = self.stack[-1]
        if value == "<<" and event.implicit[0]:
            raise self._fault("merge keys are not read; write the keys out")
        if not isinstance(value, str):
            raise self._fault(f'a key is text; put it in quotes, as "{event.value}", if that is what is meant')
        if value in mapping:
            line, column = self.result.keys[(*path, value)]
            message = f'the key "{value}" stands twice; first in line {line}, column {column}'
            self.result.repeated.append(Fault(self.name, *self.place, message))
        self.key[-1] = value
        self.result.keys[(*path, value)] = self.place

    def _put(self, value: Any) -> Path:
        """Put a value where it belongs; return its path."""
        path = self._hang(value)
        self.result.values[path] = self.place
        return path

    def _hang(self, value: Any) -> Path:
        if not self.stack:
            self.result.value = value
            return ()
        parent, path = self.stack[-1]
        if isinstance(parent, list):
            parent.append(value)
            return (*path, len(parent) - 1)
        key = self.key[-1]
        if key is None:
            raise self._fault("a key is text, and this one is a list or a mapping")
        parent[key] = value
        self.key[-1] = None
        return (*path, key)

    def _fault(self, message: str) -> RuleSetFaults:
        return _error(self.name, self.place, message)
