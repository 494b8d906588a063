"""`[tool.planlint]` of a pyproject.toml as values with their places, which tomllib does not tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from planlint.language.faults import Fault, RuleSetFaults
from planlint.language.reader import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.language.faults import Path

HEADER = re.compile(
    r"^[ \t]*\[{1,2}[ \t]*tool[ \t]*\.[ \t]*planlint[ \t]*(?:\.[ \t]*\"?([\w-]+)\"?[ \t]*)?\]{1,2}", re.MULTILINE
)
NEXT = re.compile(r"^[ \t]*\[", re.MULTILINE)
WHERE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
#: Dotted keys of more parts than this are refused before tomllib, which is slow on them.
DEEPEST_KEY = 100
PART = r"(?>[\w-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
DOTTED = re.compile(rf"(?<![\w-])(?:{PART}[ \t]*+\.[ \t]*+){{{DEEPEST_KEY}}}")
KEY = re.compile(rf"(?:^|[{{,])[ \t]*(?P<key>{PART})[ \t]*(?:=|\.)", re.MULTILINE)


def read(text: str, name: str) -> Document | None:
    """Return what a pyproject.toml says of planlint, None where it has no such table. Raises RuleSetFaults."""
    import tomllib  # noqa: PLC0415 - few configurations are TOML

    if DOTTED.search(text):
        raise RuleSetFaults([Fault(name, 1, 1, f"a key has at most {DEEPEST_KEY} parts, and one here has more")])
    try:
        tool = tomllib.loads(text).get("tool")
    except tomllib.TOMLDecodeError as error:
        raise RuleSetFaults([_broken(name, str(error))]) from None
    except (RecursionError, ValueError):
        raise RuleSetFaults([Fault(name, 1, 1, "values nest too deep, or a number has too many digits")]) from None
    if not isinstance(tool, dict) or "planlint" not in tool:
        return None
    document = Document(tool["planlint"])
    document.values[()] = document.keys[()] = _place(text, _header(text))
    for path, offset in _keys(document.value, text):
        document.keys[path] = document.values[path] = _place(text, offset)
    return document


def _broken(name: str, said: str) -> Fault:
    found = WHERE.search(said)
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (1, 1)
    return Fault(name, line, column, f"this is no TOML: {WHERE.sub('', said).strip()}")


def _header(text: str) -> int:
    found = HEADER.search(text)
    return found.start() if found else max(text.find("planlint"), 0)


def _keys(value: Any, text: str) -> Iterator[tuple[Path, int]]:
    """Yield keys of the table and of tables right below it with their offsets, as far as they stand out."""
    if not isinstance(value, dict):
        return
    written, heads, header = _Written(text), _heads(text), _header(text)
    for key, below in value.items():
        at = written.find(key, "", header)
        yield (key,), at
        if isinstance(below, dict):
            yield from (((key, name), written.find(name, key, at)) for name in below)
        elif isinstance(below, list):
            yield from (((key, number), place) for number, place in enumerate(heads.get(key, ())[: len(below)]))


def _heads(text: str) -> dict[str, list[int]]:
    """Return where the headers of the tables right below stand, by their names."""
    heads: dict[str, list[int]] = {}
    for found in HEADER.finditer(text):
        heads.setdefault(found[1] or "", []).append(found.start())
    return heads


class _Written:
    """Where keys stand first: those of `[tool.planlint]`, and of each table below; one pass finds them all."""

    def __init__(self, text: str) -> None:
        self._places: dict[tuple[str, str], int] = {}  # by table ("" for our own) and key
        for header in HEADER.finditer(text):
            self._places.setdefault(("", header[1] or ""), header.start())
            end = NEXT.search(text, header.end())
            for found in KEY.finditer(text, header.end(), end.start() if end else len(text)):
                self._places.setdefault((header[1] or "", found["key"].strip("\"'")), found.start("key"))

    def find(self, key: str, table: str, default: int) -> int:
        """Return where a key of a table stands, which may be written inside our own as well."""
        return min((self._places[each] for each in ((table, key), ("", key)) if each in self._places), default=default)


def _place(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1
