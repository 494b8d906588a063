"""Below: the Markdown files in a folder that was named on a command line, each once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.files import is_folder, is_gone, is_link
from planlint.named import NamedTuple
from planlint.repository.listing import MADE_BY_TOOLS, MOST_FILES, list_files
from planlint.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planlint.repository.listing import Listing

SUFFIXES = (".md", ".markdown")


class Found(NamedTuple):
    """A plan to read: its path as shown, and where it lies."""

    shown: str
    path: Path


class Missed(NamedTuple):
    """A folder that was not looked through, or not to its end, and why."""

    shown: str
    why: str


class Below(NamedTuple):
    """The Markdown files below a folder, sorted; what was missed; why git did not list them, where it should have.

    `foreign` says of folders, as shown, that they were not looked into, and why: links, other repositories.
    """

    plans: tuple[Found, ...]
    missed: tuple[Missed, ...] = ()
    refusal: str = ""
    foreign: tuple[str, ...] = ()


def markdown_below(folder: str, *, git: bool) -> Below:
    """Return the Markdown files below a folder.

    Where git may be asked, those of its repository; a folder that git ignores
    as a whole is walked: it was named on purpose. What tools have put below it
    is nobody's plan, whether git is told to ignore it or not.
    """
    place = Path(folder)
    listing = list_files(place, git=git)
    if git and not listing.files:
        listing = list_files(place, git=False)
    plans = (_below(folder, name) for name in listing.files if _is_markdown(name))
    there = tuple(found for found in plans if _may_be_read(found.path))
    foreign = tuple(_foreign(folder, listing))
    return Below(there, tuple(_missed(folder, listing)), listing.refusal, foreign)


def _is_markdown(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and MADE_BY_TOOLS.isdisjoint(name.split("/")[:-1])


def _foreign(folder: str, listing: Listing) -> Iterator[str]:
    """Yield what is said of folders that a list holds like files; what tools have made is nobody's loss."""
    for name in listing.files:
        if MADE_BY_TOOLS.isdisjoint(name.split("/")):
            found = _below(folder, name)
            if name.endswith("/"):
                yield f"{found.shown} is a repository of its own"
            elif "." not in name.rpartition("/")[2] and is_link(found.path) and is_folder(found.path):
                yield f"{found.shown} is a link to a folder"


def _may_be_read(path: Path) -> bool:
    """Tell whether a listed file may be there still: what cannot be told is for reading to say."""
    return not is_gone(path) and not is_folder(path)


def _missed(folder: str, listing: Listing) -> Iterator[Missed]:
    for name in listing.closed:
        yield Missed(_below(folder, name).shown, "The folder cannot be read.")
    if not listing.whole and not listing.closed:
        most = f"A folder is looked through to {MOST_FILES} files where git does not list them"
        yield Missed(shown(folder), f"{most}, and this one has more; name those below it that hold the plans.")


def _below(folder: str, name: str) -> Found:
    return Found(shown(name if folder == "." else os.path.join(folder, name)), Path(folder, name))  # noqa: PTH118 - as given


def once(found: Sequence[Found]) -> list[Found]:
    """Return each file once, by where it really lies; a file itself goes before links to it."""
    first: dict[str, Found] = {}
    for each in found:
        first.setdefault(os.path.realpath(each.path), each)
    for each in found:
        real = os.path.realpath(each.path)
        if is_link(first[real].path) and not is_link(each.path):
            first[real] = each
    return list(first.values())
