"""The short way to `check`: files and flags alone, as hooks give them, read without loading click."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
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


def brief(arguments: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Any]] | None:
    """Return the paths and options of a `check` of files and flags; None for any other command line."""
    if not arguments or arguments[0] != "check":
        return None
    flags = [each for each in arguments[1:] if each.startswith("-") and each != "-"]
    if not all(flag in FLAGS for flag in flags):
        return None
    paths = tuple(each for each in arguments[1:] if each not in FLAGS)
    return paths, {**DEFAULTS, **dict.fromkeys((FLAGS[flag] for flag in flags), True)}
