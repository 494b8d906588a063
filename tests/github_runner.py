"""How GitHub's runner reads a log: the two syntaxes of its commands, after its ActionCommand.cs."""

from __future__ import annotations

import re
from typing import NamedTuple

REGISTERED = frozenset(
    """add-mask add-matcher add-path debug echo endgroup error group internal-set-repo-path notice
    remove-matcher save-state set-env set-output stop-commands warning""".split()
)
#: Unescaped one after the other, the per cent sign last.
DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


class Command(NamedTuple):
    """A command that the runner obeys."""

    name: str
    properties: dict[str, str]
    data: str


def commands(log: str) -> list[Command]:
    """Return the commands that a runner finds in a log, line by line."""
    found = (_new(line) or _old(line) for line in re.split(r"[\r\n]", log))
    return [command for command in found if command]


def _new(line: str) -> Command | None:
    head, separator, data = line.lstrip().removeprefix("::").partition("::")
    name, _, rest = head.partition(" ")
    if not line.lstrip().startswith("::") or not separator or name not in REGISTERED:
        return None
    pairs = (pair.split("=", 1) for pair in rest.strip().split(",") if "=" in pair)
    properties = {key: _unescaped(value, PROPERTY) for key, value in pairs if key and value}
    return Command(name, properties, _unescaped(data, DATA))


def _old(line: str) -> Command | None:
    """Return the command of the older syntax, which may stand anywhere in a line."""
    found = re.search(r"##\[([^\] ]*)([^\]]*)\](.*)", line)
    return Command(found[1], {}, found[3]) if found and found[1] in REGISTERED else None


def _unescaped(text: str, escapes: dict[str, str]) -> str:
    for escaped, plain in escapes.items():
        text = text.replace(escaped, plain)
    return text
