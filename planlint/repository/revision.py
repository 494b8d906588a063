"""A revision's own files: what a repository held before a change by strangers, laid out to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.named import NamedTuple
from planlint.repository.listing import ask_git

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What configurations, rulesets and baselines are; nothing else is laid out.
SUFFIXES = (".yaml", ".yml", ".toml", ".json")
#: Longer files are none of these.
MOST_BYTES = 16 << 20


class Blob(NamedTuple):
    """A file of a revision: git's name for its content, and its path from the folder that was asked about."""

    content: bytes
    path: str


def lay_out(folder: Path, revision: str, place: Path) -> bool:
    """Write the text files of a revision that may say how plans are checked to a new place of ours.

    Links are left out. Returns False where there is no such revision of what is below a folder.
    """
    said = ask_git(folder, "ls-tree", "-r", "-z", "-l", f"{revision}^{{commit}}")
    if said is None:
        return False
    blobs = list(_blobs(said))
    contents = ask_git(folder, "cat-file", "--batch", given=b"".join(blob.content + b"\n" for blob in blobs))
    if contents is None:  # git was there a moment ago
        return False
    for blob, content in zip(blobs, _contents(contents), strict=True):
        file = place / blob.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return True


def _blobs(said: bytes) -> Iterator[Blob]:
    for line in said.split(b"\0"):
        about, _, path = line.partition(b"\t")
        if not about.startswith(b"100"):  # a link, a folder of another repository
            continue
        _, _, content, size = about.split()
        name = path.decode("utf-8", "surrogateescape")
        if name.endswith(SUFFIXES) and int(size) <= MOST_BYTES:
            yield Blob(content, name)


def _contents(said: bytes) -> Iterator[bytes]:
    """Yield the contents that git prints one after the other, each below a line that ends in its length."""
    at = 0
    while at < len(said):
        start = said.index(b"\n", at) + 1
        end = start + int(said[at:start].split()[-1])
        yield said[start:end]
        at = end + 1
