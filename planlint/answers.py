"""Answers: what a whole run printed, given again while nothing that it looked at has changed.

Loaded before anything else: a run that was answered before loads nothing more.
"""

from __future__ import annotations

import os
import sys

from planlint.cache import Cache, digest, read, root_above
from planlint.version import VERSION

KIND = "answers"
#: Options of runs that are not answered from the cache: they read or write more than plans, or are for debugging.
NEVER = (
    "-",
    "--report",
    "--base",
    "--changed",
    "--no-cache",
    "--debug",
    "--untrusted",
    "--stdin-filename",
    "--baseline",
)
#: What of the environment shows in the output.
VARIABLES = ("NO_COLOR", "FORCE_COLOR", "TERM", "GITHUB_ACTIONS", "LANG", "LC_ALL", "PYTHONIOENCODING", "PYTHONUTF8")
#: What a run looked at: a file's content, that there is nothing, that there is something, a folder's entries, the
#: last bytes of a file (git's index ends in its own checksum), where a folder really lies.
FILE, ABSENT, THERE, FOLDER, TAIL, REAL = "file", "absent", "there", "folder", "tail", "real"
TAIL_BYTES = 20

Condition = tuple[str, str, str]  # kind, path, value


class Question:
    """A command line, here and now: what it was answered before, and where to keep what it is answered now."""

    def __init__(self, cache: Cache, name: bytes, start: int) -> None:
        """Take the cache, the question's name there, and when it was asked (nanoseconds)."""
        self.cache = cache
        self.start = start
        self._name = name

    def answer(self) -> tuple[str, str, int] | None:
        """Return output, errors and exit code, as long as all that they rest on is as it was."""
        found = self.cache.get(KIND, self._name)
        if found is None:
            return None
        head, _, rest = found.partition(b"\n")
        code, out, err = map(int, head.split())
        held = rest[out + err :].decode("utf-8", "surrogateescape").split("\0")
        if not all(map(_holds, held[0::3], held[1::3], held[2::3])):
            return None
        return rest[:out].decode("utf-8", "surrogatepass"), rest[out : out + err].decode("utf-8", "surrogatepass"), code

    def keep(self, printed: str, errors: str, code: int, conditions: list[Condition] | None) -> None:
        """Keep an answer with all that it rests on; none where that cannot be told."""
        if conditions is None:
            return
        out, err = printed.encode("utf-8", "surrogatepass"), errors.encode("utf-8", "surrogatepass")
        held = "\0".join(part for condition in conditions for part in condition).encode("utf-8", "surrogateescape")
        self.cache.put(KIND, self._name, b"%d %d %d\n" % (code, len(out), len(err)) + out + err + held)


def ask(arguments: list[str], start: int) -> Question | None:
    """Return the question that a command line is, None where it is none to be answered from the cache."""
    if not arguments or arguments[0] != "check":
        return None
    if any(argument.partition("=")[0] in NEVER for argument in arguments):
        return None
    here = os.getcwd()  # noqa: PTH109
    cache = Cache.below(root_above(here))
    if cache is None:
        return None
    surroundings = [VERSION, sys.version, here, _stamp(), *(os.environ.get(name, "\0") for name in VARIABLES)]
    surroundings += [f"{stream.isatty()} {stream.encoding}" if stream else "" for stream in (sys.stdout, sys.stderr)]
    asked = [part.encode("utf-8", "surrogateescape") for part in (*surroundings, *arguments)]
    return Question(cache, digest(*asked), start)


def _stamp() -> str:
    """Return what tells a checkout's code from what it was; what is installed has a version."""
    package = os.path.dirname(__file__)  # noqa: PTH120
    if os.path.isdir(f"{package}/rulesets_data"):  # noqa: PTH112
        return ""
    folders = [package, f"{os.path.dirname(package)}/rulesets"]  # noqa: PTH120
    stamp = []
    for folder in folders:
        for entry in os.scandir(folder):
            if entry.is_dir():
                folders.append(entry.path)  # the list grows until there are no more folders
            elif entry.name.endswith((".py", ".yaml")):
                status = entry.stat()
                stamp.append(f"{entry.name}:{status.st_mtime_ns}:{status.st_size}")
    return "\n".join(sorted(stamp))


def condition(kind: str, path: str) -> Condition | None:
    """Return a condition as it is now; None where it cannot be told."""
    value = _value(kind, path)
    return None if value is None else (kind, path, value)


def _holds(kind: str, path: str, value: str) -> bool:
    return _value(kind, path) == value


def _value(kind: str, path: str) -> str | None:
    try:
        if kind == FILE:
            return digest(read(path)).hex()
        if kind == FOLDER:
            return str(os.stat(path).st_mtime_ns)  # noqa: PTH116
        if kind == REAL:
            return os.path.realpath(path)
        if kind == TAIL:
            return _tail(path)
    except OSError:
        return None
    there = os.path.lexists(path)
    return "" if there == (kind == THERE) else None


def _tail(path: str) -> str:
    handle = os.open(path, os.O_RDONLY)
    try:
        size = os.fstat(handle).st_size
        os.lseek(handle, max(0, size - TAIL_BYTES), os.SEEK_SET)
        return f"{size} {os.read(handle, TAIL_BYTES).hex()}"
    finally:
        os.close(handle)
