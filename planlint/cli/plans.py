"""Plans for commands that look at them one by one: read and parsed, or said to be unreadable."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from planlint.cli.output import complain
from planlint.files import ReadError, read, text_of
from planlint.markdown.document import parse
from planlint.markdown.limits import BeyondLimits
from planlint.report import STANDARD_INPUT
from planlint.run.gathering import MOST_BYTES, gather
from planlint.run.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planlint.markdown.document import Document


def _given() -> str:
    """Return the text on standard input. Raises ReadError."""
    if sys.stdin is None:  # closed by whoever started this
        raise ReadError("unreadable", "Standard input is closed.")
    return text_of(sys.stdin.buffer, MOST_BYTES)


def documents(paths: Sequence[str]) -> tuple[list[Document], bool]:
    """Return the plans below paths (`-`: standard input), and whether all could be read.

    What could not is said on standard error.
    """
    places = Places(None, repository=True)
    gathered = gather([path for path in paths if path != "-"], places)
    wrong = [f"{error.path}: {error.message}" for error in gathered.errors]
    found: list[Document] = []
    texts: list[tuple[str, Callable[[], str]]] = [
        (plan.shown, partial(read, plan.path, places.root(plan.path), MOST_BYTES)) for plan in gathered.plans
    ]
    texts += [(STANDARD_INPUT, _given)] if "-" in paths else []
    for name, text in texts:
        try:
            found.append(parse(text(), name))
        except (ReadError, BeyondLimits) as error:
            wrong.append(f"{name}: {error}")
    if not found and not wrong:
        wrong.append("There is no Markdown file here.")
    for line in wrong:
        complain(f"planlint: {line}")
    return found, not wrong
