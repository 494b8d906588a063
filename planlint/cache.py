"""The cache: plain data in a folder of the working tree, each entry under a tag that only this user can make."""

from __future__ import annotations

import os
from pathlib import Path

from planlint.version import VERSION

try:
    from _blake2 import blake2b  # hashlib loads OpenSSL, which takes longer than a whole answer from the cache
except ImportError:  # another Python than CPython
    from hashlib import blake2b

FOLDER = ".planlint_cache"
KEY_BYTES = TAG_BYTES = 32
IGNORE = "# Made by planlint; nothing here is to be committed.\n*\n"
#: Longer entries are not read: no run makes them.
MOST_BYTES = 64 << 20


def digest(*parts: bytes) -> bytes:
    """Return one digest of several byte strings, told apart by their lengths; planlint's version is part of it."""
    state = blake2b(VERSION.encode(), digest_size=TAG_BYTES)
    for part in parts:
        state.update(b"%d:" % len(part))
        state.update(part)
    return state.digest()


def user_key() -> bytes | None:
    """Return the user's own random key, made when first asked for; None where there is no place to keep it.

    It lies outside any working tree: an entry that somebody committed cannot bear its tag.
    """
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - pathlib raises
    file = Path(home, "planlint", "key")
    try:
        if not file.exists():
            _make_key(file)
        key = file.read_bytes()
    except OSError:
        return None
    return key if len(key) == KEY_BYTES else None


def _make_key(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f"key.{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, os.urandom(KEY_BYTES))
        os.link(temporary, file)  # of several processes, the first wins
    except FileExistsError:
        return
    finally:
        os.close(handle)
        temporary.unlink()


class Cache:
    """Entries by kind and digest. Whatever goes wrong is a miss: a cache never keeps a plan from being judged."""

    def __init__(self, root: Path, key: bytes) -> None:
        """Take the folder that the cache's own lies in, and the user's key."""
        self._folder = root / FOLDER
        self._key = key
        self.foreign = 0  # entries that bore another tag

    @classmethod
    def below(cls, root: Path) -> Cache | None:
        """Return the cache of a working tree, None where there can be none."""
        key = user_key()
        return cls(root, key) if key and not (root / FOLDER).is_symlink() else None

    def get(self, kind: str, name: bytes) -> bytes | None:
        """Return an entry, None where there is none of ours."""
        try:
            handle = os.open(self._file(kind, name), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(handle, "rb") as file:
                data = file.read(MOST_BYTES)
        except OSError:
            return None
        tag, content = data[:TAG_BYTES], data[TAG_BYTES:]
        if tag == self._tag(kind, name, content):
            return content
        self.foreign += 1
        return None

    def put(self, kind: str, name: bytes, content: bytes) -> None:
        """Keep an entry. Readers see the old one or the new one, whole."""
        file = self._file(kind, name)
        temporary = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            self._make_folder(file.parent)
            temporary.write_bytes(self._tag(kind, name, content) + content)
            temporary.replace(file)
        except OSError:
            return

    def clear(self) -> int:
        """Remove all entries; return how many there were. Raises OSError."""
        files = [file for file in self._folder.glob("*/*") if file.is_file() and not file.parent.is_symlink()]
        for file in files:
            file.unlink()
        return len(files)

    def _file(self, kind: str, name: bytes) -> Path:
        return self._folder / kind / name.hex()

    def _tag(self, kind: str, name: bytes, content: bytes) -> bytes:
        state = blake2b(kind.encode() + name, key=self._key, digest_size=TAG_BYTES)
        state.update(content)
        return state.digest()

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            (self._folder / ".gitignore").write_text(IGNORE, encoding="utf-8")
