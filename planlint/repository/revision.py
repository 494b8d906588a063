"""A revision's own files: what a repository held before a change by strangers, laid out to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.named import NamedTuple
from planlint.repository.git import GitError, run_git

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

#: What configurations, rulesets and baselines are; nothing else is laid out.
SUFFIXES = (".yaml", ".yml", ".toml", ".json")
#: Longer files are none of these.
MOST_BYTES = 16 << 20


class Blob(NamedTuple):
    """A file of a revision: git's name for its content, and its path from the folder that was asked about."""

    content: bytes
    path: str


def lay_out(folder: Path, revision: str, place: Path) -> None:
    """Write the text files of a revision that may say how plans are checked to a new place of ours.

    Links are left out, and so are files that are too long. Raises GitError, also where one is not here to be read.
    """
    said = run_git(folder, "ls-tree", "-r", "-z", f"{revision}^{{commit}}").printed
    blobs = _of_some_length(folder, list(_blobs(said)))
    contents = run_git(folder, "cat-file", "--batch", given=_asked(blobs)).printed
    for blob, content in zip(blobs, _contents(contents), strict=True):
        file = place / blob.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _of_some_length(folder: Path, blobs: Sequence[Blob]) -> list[Blob]:
    """Return the files that are not too long. Raises GitError where one is not here: the clone has a part alone."""
    lengths = run_git(folder, "cat-file", "--batch-check", given=_asked(blobs)).printed.splitlines()
    for blob, length in zip(blobs, lengths, strict=True):
        if length.endswith(b" missing"):
            raise GitError(f"{blob.path} is not in this clone; fetch the revision whole, without a filter")
    return [blob for blob, length in zip(blobs, lengths, strict=True) if int(length.split()[-1]) <= MOST_BYTES]


def _asked(blobs: Iterable[Blob]) -> bytes:
    return b"".join(blob.content + b"\n" for blob in blobs)


def _blobs(said: bytes) -> Iterator[Blob]:
    for line in said.split(b"\0"):
        about, _, path = line.partition(b"\t")
        if not about.startswith(b"100"):  # a link, a folder of another repository
            continue
        _, _, content = about.split()
        name = path.decode("utf-8", "surrogateescape")
        if name.endswith(SUFFIXES):
            yield Blob(content, name)


def _contents(said: bytes) -> Iterator[bytes]:
    """Yield the contents that git prints one after the other, each below a line that ends in its length."""
    at = 0
    while at < len(said):
        start = said.index(b"\n", at) + 1
        end = start + int(said[at:start].split()[-1])
        yield said[start:end]
        at = end + 1
