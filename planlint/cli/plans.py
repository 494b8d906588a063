"""Plans for commands that look at them one by one: read and parsed, or said to be unreadable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.cli.output import complain
from planlint.files import ReadError, read
from planlint.markdown.document import parse
from planlint.markdown.limits import BeyondLimits
from planlint.run.gathering import MOST_BYTES, gather
from planlint.run.places import Places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planlint.markdown.document import Document


def documents(paths: Sequence[str]) -> tuple[list[Document], bool]:
    """Return the plans below paths, and whether all could be read; what could not is said on standard error."""
    places = Places(None, repository=True)
    gathered = gather(paths, places)
    wrong = [f"{error.path}: {error.message}" for error in gathered.errors]
    found: list[Document] = []
    for plan in gathered.plans:
        try:
            found.append(parse(read(plan.path, places.root(plan.path), MOST_BYTES), plan.shown))
        except (ReadError, BeyondLimits) as error:
            wrong.append(f"{plan.shown}: {error}")
    if not found and not wrong:
        wrong.append("There is no Markdown file here.")
    for line in wrong:
        complain(f"planlint: {line}")
    return found, not wrong
