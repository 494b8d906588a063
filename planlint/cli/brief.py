"""The short way to `check`: files and plain options, as hooks and agents give them, read without loading click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.reporters import REPORTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

#: The options of check where none is given, by their parameters.
DEFAULTS: dict[str, Any] = {
    "names": (), "select": (), "ignore": (), "form": "text", "reports": [], "min_severity": None, "fail_on": None,
    "root": None, "base": "", "changed": None, "no_repository": False, "stdin_filename": "", "max_size": None,
    "jobs": 0, "allow_empty": False, "colour": "auto", "quiet": False, "verbose": False, "debug": False, "config": None,
    "baseline": None, "no_silence": False, "untrusted": False, "no_config": False, "no_cache": False,
}  # fmt: skip
#: Flags that are no more than that, and their parameters.
FLAGS = {
    "-q": "quiet", "--quiet": "quiet", "-v": "verbose", "--verbose": "verbose", "--no-cache": "no_cache",
    "--no-config": "no_config", "--no-repository": "no_repository", "--no-silence": "no_silence",
    "--allow-empty": "allow_empty",
}  # fmt: skip


#: Options whose value is taken as it stands, and their parameters.
VALUES = {"--ruleset": "names", "--format": "form"}


def brief(arguments: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Any]] | None:
    """Return the paths and options of a `check` of files and plain options; None for any other command line."""
    if not arguments or arguments[0] != "check":
        return None
    paths: list[str] = []
    options = dict(DEFAULTS)
    rest = iter(arguments[1:])
    for each in rest:
        if each == "-" or not each.startswith("-"):
            paths.append(each)
        elif each in FLAGS:
            options[FLAGS[each]] = True
        elif not _take(options, each, rest):
            return None
    return tuple(paths), options


def _take(options: dict[str, Any], written: str, rest: Iterator[str]) -> bool:
    """Take an option with its value, which may be the next argument; tell whether that is plain."""
    option, equals, value = written.partition("=")
    if option not in VALUES:
        return False
    value = value if equals else next(rest, "")
    if not value or value.startswith("-"):
        return False
    if option == "--ruleset":
        options["names"] = (*options["names"], value)
        return True
    options["form"] = value
    return value in REPORTERS
