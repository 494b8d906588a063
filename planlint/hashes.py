"""Hash functions, Python's own where it has them: OpenSSL's take longer to load than a whole answer from the cache."""

from __future__ import annotations

TYPE_CHECKING = False  # typing takes as long to load
if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b
    except ImportError:  # another Python than CPython, or one that was built without
        from hashlib import blake2b
    try:
        from _sha2 import sha256
    except ImportError:
        try:
            from _sha256 import sha256  # up to Python 3.11
        except ImportError:
            from hashlib import sha256

__all__ = ["blake2b", "sha256"]
