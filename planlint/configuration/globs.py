"""File patterns, as .gitignore has them: from the configuration's folder, `**` for any folders."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: Longer patterns, or such with more stars, can take long to match.
MOST_CHARACTERS = 256
MOST_STARS = 8
STARS = re.compile(r"\*+")


@cache
def _compiled(pattern: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - slow to load, and not every configuration has patterns

    return GitIgnoreSpec.from_lines([pattern])


def matches(pattern: str, path: str) -> bool:
    """Tell whether a pattern means a path (with slashes, from the pattern's folder) or a folder above it.

    `./plans` is `/plans`, which means the folder here alone.
    """
    return _compiled(f"/{pattern[2:]}" if pattern.startswith("./") else pattern).match_file(path)


def wrong_with(pattern: str) -> str:
    """Return what is wrong with a pattern, "" for nothing."""
    if not pattern.strip() or pattern[:1] in {"!", "#"}:
        return "a pattern names files, like docs/plans/**/*.md; it is not empty and does not start with ! or #"
    if len(pattern) > MOST_CHARACTERS or len(STARS.findall(pattern)) > MOST_STARS:
        return f"a pattern has at most {MOST_CHARACTERS} characters and {MOST_STARS} stars"
    if ".." in pattern.split("/"):
        return "a pattern stays below the configuration's folder, and this one has .. in it"
    try:
        _compiled(pattern)
    except ValueError:
        return "this is no pattern as .gitignore has them"
    return ""
