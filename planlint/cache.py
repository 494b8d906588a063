"""The cache: plain data in a folder of the working tree, each entry under a tag that only this user can make.

It is the first that a command loads, and may be the last: nothing here loads more than it must.
"""

from __future__ import annotations

import os

from planlint.hashes import blake2b
from planlint.version import VERSION

FOLDER = ".planlint_cache"
KEY_BYTES = TAG_BYTES = 32
IGNORE = b"# Made by planlint; nothing here is to be committed.\n*\n"
#: Longer entries are not read: no run makes them.
MOST_BYTES = 64 << 20
#: Read at once: a plan as a rule; longer pieces take longer to make room for than to read.
CHUNK = 1 << 16
#: A link is not followed, a pipe does not block.
READ_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def digest(*parts: bytes) -> bytes:
    """Return one digest of several byte strings, told apart by their lengths; planlint's version is part of it."""
    state = blake2b(VERSION.encode(), digest_size=TAG_BYTES)
    for part in parts:
        state.update(b"%d:" % len(part))
        state.update(part)
    return state.digest()


def read(path: str | bytes, most: int = MOST_BYTES) -> bytes:
    """Return the content of a regular file, which is no link. Raises OSError."""
    handle = os.open(path, READ_FLAGS)
    try:
        parts = []
        while part := os.read(handle, min(CHUNK, most)):
            parts.append(part)
            most -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)
    finally:
        os.close(handle)


def user_key() -> bytes | None:
    """Return the user's own random key, made when first asked for; None where there is no place to keep it.

    It lies outside any working tree: an entry that somebody committed cannot bear its tag.
    """
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - no pathlib here
    file = f"{home}/planlint/key"
    try:
        if not os.path.exists(file):  # noqa: PTH110
            _make_key(file)
        key = read(file, KEY_BYTES)
    except OSError:
        return None
    return key if len(key) == KEY_BYTES else None


def _make_key(file: str) -> None:
    os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120
    temporary = f"{file}.{os.getpid()}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, os.urandom(KEY_BYTES))
        os.link(temporary, file)  # of several processes, the first wins
    except FileExistsError:
        return
    finally:
        os.close(handle)
        os.unlink(temporary)  # noqa: PTH108


def _make(file: str, content: bytes) -> None:
    """Write a file that is not there yet; what stands in its place, a link too, is left alone. Raises OSError."""
    with open(file, "xb") as stream:  # noqa: PTH123
        stream.write(content)


def _forget(file: str) -> None:
    """Remove what was written in part, where the disk allows it."""
    try:
        os.unlink(file)  # noqa: PTH108
    except OSError:
        return


def root_above(folder: str) -> str:
    """Return the working tree that a folder is in: the nearest with git's mark, else the folder itself."""
    place = folder
    while not os.path.lexists(f"{place}/.git"):
        above = os.path.dirname(place)  # noqa: PTH120
        if above == place:
            return folder
        place = above
    return place


class Cache:
    """Entries by kind and digest. Whatever goes wrong is a miss: a cache never keeps a plan from being judged."""

    def __init__(self, root: str, key: bytes) -> None:
        """Take the folder that the cache's own lies in, and the user's key."""
        self.folder = os.path.join(root, FOLDER)  # noqa: PTH118
        self._key = key
        self.foreign = 0  # entries that bore another tag
        self._linked: dict[str, bool] = {}

    @classmethod
    def below(cls, root: str | os.PathLike[str]) -> Cache | None:
        """Return the cache of a working tree, None where there can be none."""
        key = user_key()
        return cls(os.fspath(root), key) if key and not os.path.islink(f"{os.fspath(root)}/{FOLDER}") else None  # noqa: PTH114

    def get(self, kind: str, name: bytes) -> bytes | None:
        """Return an entry, None where there is none of ours."""
        if self._is_linked(kind):
            return None
        try:
            data = read(self._file(kind, name))
        except OSError:
            return None
        tag, content = data[:TAG_BYTES], data[TAG_BYTES:]
        if tag == self._tag(kind, name, content):
            return content
        self.foreign += 1
        return None

    def put(self, kind: str, name: bytes, content: bytes) -> None:
        """Keep an entry. Readers see the old one or the new one, whole."""
        if self._is_linked(kind):
            return
        file = self._file(kind, name)
        temporary = f"{file}.{os.getpid()}"
        try:
            self.make_folder(kind)
            _make(temporary, self._tag(kind, name, content) + content)
            os.replace(temporary, file)  # noqa: PTH105
        except OSError:
            _forget(temporary)

    def clear(self) -> int:
        """Remove all entries; return how many there were. Raises OSError."""
        kinds = [kind.path for kind in os.scandir(self.folder) if kind.is_dir(follow_symlinks=False)]
        files = [file.path for kind in kinds for file in os.scandir(kind) if file.is_file(follow_symlinks=False)]
        for file in files:
            os.unlink(file)  # noqa: PTH108
        return len(files)

    def make_folder(self, kind: str) -> None:
        """Make the folder for a kind of entries. Raises OSError."""
        folder = f"{self.folder}/{kind}"
        if not os.path.isdir(folder):  # noqa: PTH112
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            if not os.path.lexists(f"{self.folder}/.gitignore"):
                _make(f"{self.folder}/.gitignore", IGNORE)

    def _is_linked(self, kind: str) -> bool:
        """Tell whether the folder of a kind is a link, which whoever wrote the tree may have put there."""
        if kind not in self._linked:
            self._linked[kind] = os.path.islink(f"{self.folder}/{kind}")  # noqa: PTH114
        return self._linked[kind]

    def _file(self, kind: str, name: bytes) -> str:
        return f"{self.folder}/{kind}/{name.hex()}"

    def _tag(self, kind: str, name: bytes, content: bytes) -> bytes:
        state = blake2b(kind.encode() + name, key=self._key, digest_size=TAG_BYTES)
        state.update(content)
        return state.digest()
