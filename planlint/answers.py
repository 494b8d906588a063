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
#: A file's content too, told by OpenSSL, which takes as long to load as a hundred plans to tell otherwise.
ONE_OF_MANY = "one of many"
MANY = 100

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
        begin = found.index(b"\n") + 1
        code, out, err = map(int, found[:begin].split())
        texts = memoryview(found)  # a slice of it copies nothing, and an answer on many plans is long
        errors, held = begin + out, begin + out + err
        conditions = str(texts[held:], "utf-8", "surrogateescape").split("\0")
        if not all(map(_holds, conditions[0::3], conditions[1::3], conditions[2::3])):
            return None
        return (
            str(texts[begin:errors], "utf-8", "surrogatepass"),
            str(texts[errors:held], "utf-8", "surrogatepass"),
            code,
        )

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
    try:
        here = os.getcwd()  # noqa: PTH109
    except OSError:  # it is gone; the command line says so
        return None
    cache = Cache.below(root_above(here))
    if cache is None:
        return None
    surroundings = [VERSION, sys.version, here, stamp(), *(os.environ.get(name, "\0") for name in VARIABLES)]
    surroundings += [f"{stream.isatty()} {stream.encoding}" if stream else "" for stream in (sys.stdout, sys.stderr)]
    asked = [part.encode("utf-8", "surrogateescape") for part in (*surroundings, *arguments)]
    return Question(cache, digest(*asked), start)


def stamp() -> str:
    """Return what tells code from what it was: of a checkout its files, else when anything was installed beside it."""
    package = os.path.dirname(__file__)  # noqa: PTH120
    if os.path.isdir(f"{package}/rulesets_data"):  # noqa: PTH112
        return str(os.stat(os.path.dirname(package)).st_mtime_ns)  # noqa: PTH116, PTH120
    folders = [package, f"{os.path.dirname(package)}/rulesets"]  # noqa: PTH120
    found = []
    for folder in folders:
        for entry in os.scandir(folder):
            if entry.is_dir():
                folders.append(entry.path)  # the list grows until there are no more folders
            elif entry.name.endswith((".py", ".yaml")):
                status = entry.stat()
                found.append(f"{entry.name}:{status.st_mtime_ns}:{status.st_size}")
    return "\n".join(sorted(found))


def condition(kind: str, path: str) -> Condition | None:
    """Return a condition as it is now; None where it cannot be told."""
    value = _value(kind, path)
    return None if value is None else (kind, path, value)


def _holds(kind: str, path: str, value: str) -> bool:
    return _value(kind, path) == value


def _value(kind: str, path: str) -> str | None:
    if kind in TOLD:
        try:
            return TOLD[kind](path)
        except OSError:
            return None
    there = os.path.lexists(path)
    return "" if there == (kind == THERE) else None


def _file(path: str) -> str:
    return digest(read(path)).hex()


def _one_of_many(path: str) -> str:
    from hashlib import sha256  # noqa: PLC0415 - not worth its start for a few

    return sha256(read(path)).hexdigest()


def _folder(path: str) -> str:
    return str(os.stat(path).st_mtime_ns)  # noqa: PTH116


def _real(path: str) -> str:
    return os.path.realpath(path)


def _tail(path: str) -> str:
    handle = os.open(path, os.O_RDONLY)
    try:
        size = os.fstat(handle).st_size
        os.lseek(handle, max(0, size - TAIL_BYTES), os.SEEK_SET)
        return f"{size} {os.read(handle, TAIL_BYTES).hex()}"
    finally:
        os.close(handle)


#: How what is there is told, by kind. Each raises OSError.
TOLD = {FILE: _file, ONE_OF_MANY: _one_of_many, FOLDER: _folder, TAIL: _tail, REAL: _real}
