"""Messages: names in braces, checked when a ruleset is loaded, filled when a finding is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = re.compile(r"\{\{|\}\}|\{(\w+)\}")


def names(template: str) -> tuple[str, ...]:
    """Return the names that a message asks for, in order."""
    return tuple(found[1] for found in NAME.finditer(template) if found[1])


def has_stray_brace(template: str) -> bool:
    """Tell whether a brace stands in a message that is neither doubled nor around a name."""
    return any(brace in NAME.sub("", template) for brace in "{}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return a message with its names filled in; `{{` and `}}` stand for braces."""
    return NAME.sub(lambda found: values.get(found[1], found[0]) if found[1] else found[0][0], template)
