"""What somebody may have meant: the nearest of the words that there are."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the known word that is most like this one, "" where none is; `cutoff` is from 0 to 1."""
    from difflib import get_close_matches  # noqa: PLC0415 - it takes long to load, and most words are right

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=cutoff)), "")
