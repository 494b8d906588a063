"""Fixed expressions: those that planlint and its libraries write into their code, as `re` compiled them for the wheel.

Python keeps modules compiled, but has each process compile its expressions anew: some 200, a tenth of a cold run.
`re` looks into a memory first. What it would put there is put there beforehand, where it is the very same `re`.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from binascii import a2b_base64, b2a_base64
from pathlib import Path
from typing import Any, Final

SHIPPED = Path(__file__).absolute().parent / "rulesets_data/fixed.json"
#: The codes that a compiled expression is made of are numbers of this kind.
CODE: Final = "I"
#: What dump gives where nothing is compiled, and no Python has.
NOTHING = '[["",""],[]]'


def take_shipped() -> None:
    """Take what the wheel holds, if this is an installed wheel."""
    if SHIPPED.is_file():
        take(SHIPPED.read_text("utf-8"))


def take(text: str) -> None:
    """Put expressions that dump gave where `re` looks first; what another `re` compiled is left."""
    mark, kept = json.loads(text)
    if mark == _mark():
        for source, flags, *made in kept:
            re._cache.setdefault((str, source, flags), _made(source, *made))  # type: ignore[attr-defined] # noqa: SLF001


def dump() -> str:
    """Return all that `re` has compiled in this process from text, as one line of text."""
    known = sorted((source, int(flags)) for kind, source, flags in re._cache if kind is str)  # type: ignore[attr-defined] # noqa: SLF001
    return json.dumps([_mark(), [_plain(*each) for each in known]], separators=(",", ":"))


def _mark() -> list[Any]:
    return [sys.implementation.cache_tag, sys.byteorder, array(CODE).itemsize]


def _plain(source: str, flags: int) -> list[Any]:
    """Return an expression and what `re` compiles from it, as re.compile does that."""
    from re import _compiler, _parser  # type: ignore[attr-defined] # noqa: PLC0415

    parsed = _parser.parse(source, flags)
    code = array(CODE, _compiler._code(parsed, flags)).tobytes()  # noqa: SLF001
    state = parsed.state
    known = flags | state.flags
    return [source, flags, known, b2a_base64(code, newline=False).decode(), state.groups - 1, state.groupdict]


def _made(source: str, flags: int, code: str, groups: int, names: dict[str, int]) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found] # noqa: PLC0415

    of_groups: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        of_groups[number] = name
    codes = memoryview(a2b_base64(code)).cast(CODE).tolist()
    made: re.Pattern[str] = _sre.compile(source, flags, codes, groups, names, tuple(of_groups))
    return made
