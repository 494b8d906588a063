"""Families: a ruleset as written, with all the rulesets that it builds on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as File
from typing import TYPE_CHECKING

from planlint.files import content, inside
from planlint.language import values
from planlint.language.faults import Collector, Fault, RuleSetFaults
from planlint.language.inheritance import Member
from planlint.language.model import LARGEST_BYTES
from planlint.language.reader import read

if TYPE_CHECKING:
    from planlint.language.faults import Path

#: Finds the file of a ruleset by its name; LookupError where there is none.
Find = Callable[[str], File]
#: A ruleset builds on at most this many others, all counted.
MOST_PARENTS = 16


class Family:
    """Reads a ruleset and what it builds on; `members` are by file, each behind those that it builds on."""

    def __init__(self, find: Find | None = None, root: File | None = None) -> None:
        """Take what finds a ruleset by its name, and the folder that all files named by path lie in, if they must."""
        self.members: dict[File, Member] = {}
        self._find = find
        self._root = root

    def add(self, file: File, text: str, above: tuple[File, ...] = ()) -> None:
        """Take in a ruleset, and first those that it builds on. Raises RuleSetFaults."""
        member = _member(str(file), text)
        for name, path in values.elements(member.written.get("extends", []), ("extends",)):
            self._extend(member, str(name), path, (*above, file))
        if member.name in {other.name for other in self.members.values()}:
            member.faults.add(("ruleset",), f'"{member.name}" is the name of a ruleset that this one builds on')
        member.faults.raise_grave()
        self.members[file] = member

    def _extend(self, member: Member, name: str, path: Path, above: tuple[File, ...]) -> None:
        if "://" in name:
            member.faults.add(path, f"a ruleset builds on files and on what ships, and {name} is an address")
            return
        try:
            file = self._file(name, above[-1])
        except OSError as error:
            member.faults.add(path, f"the ruleset {name} cannot be read: {error.strerror}")
            return
        except LookupError as error:
            member.faults.add(path, str(error))
            return
        if file is None:
            member.faults.add(path, f"there is no ruleset called '{name}'")
        elif file.absolute() in {each.absolute() for each in above}:
            member.faults.add(path, f'"{name}" builds on this ruleset, so this one cannot build on it')
        elif len(self.members) >= MOST_PARENTS:
            member.faults.add(path, f"a ruleset builds on at most {MOST_PARENTS} others")
        elif file not in self.members:
            self._read(member, file, path, above)

    def _read(self, member: Member, file: File, path: Path, above: tuple[File, ...]) -> None:
        try:
            text = text_of(file)
        except OSError as error:
            member.faults.add(path, f"the ruleset {file.name} cannot be read: {error.strerror}")
        else:
            self.add(file, text, above)

    def _file(self, name: str, beside: File) -> File | None:
        """Return the file that a name stands for: a path from the folder of the ruleset that names it, or a ruleset.

        None where nobody knows names. Raises OSError where the path leaves the root, LookupError for an unknown name.
        """
        if "/" in name or name.endswith((".yaml", ".yml")):
            file = beside.parent / name
            return inside(file, self._root) if self._root else file
        return self._find(name) if self._find else None


def text_of(file: File) -> str:
    """Return a ruleset file's text. Raises RuleSetFaults where it is too long or not UTF-8, and OSError."""
    data = content(file, LARGEST_BYTES)
    if len(data) > LARGEST_BYTES:
        raise RuleSetFaults(
            [Fault(str(file), 1, 1, f"a ruleset has at most {LARGEST_BYTES} bytes, and this file has more")]
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise RuleSetFaults([Fault(str(file), line, 1, message)]) from None


def _member(name: str, text: str) -> Member:
    document = read(text, name)
    faults = Collector(name, document)
    if not isinstance(document.value, dict):
        faults.add((), "a ruleset is a mapping that starts with planlint: 1; this file has no rules")
        faults.raise_any()
    return Member(document.value, faults)
