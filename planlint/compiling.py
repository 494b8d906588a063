"""Compiled rulesets on disk: those that ship lie beside their YAML, others in the cache, as long as nothing changed."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.cache import digest
from planlint.files import content
from planlint.language.compiled import dump, restore
from planlint.language.model import LARGEST_BYTES
from planlint.language.prepared import MARK, PREPARED
from planlint.plain import NotPlainError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planlint.cache import Cache
    from planlint.language.model import RuleSet

KIND = "rulesets"
EXPRESSIONS = "expressions"
#: The expressions that it takes to recognise a plan lie together: any plan asks for them all.
RECOGNITION = "recognition"
#: Fewer new expressions cost less than to write all of them.
WORTH_KEEPING = 20
PACKED = Path(__file__).absolute().parent / "rulesets_data"


def ready(path: Path, cache: Cache | None, *, head: bool) -> RuleSet | None:
    """Return a ruleset (or its head) that was compiled before from the file as it is; None where there is none."""
    text = _beside(path, path.stem, ".json", first_line=head) or (cache and _cached(path, cache))
    if not text:
        return None
    stem = RECOGNITION if head else path.stem
    PREPARED.take_once(str(path.with_name(stem)), lambda: _beside(path, stem, ".expressions"))
    try:
        return replace(restore(text, head=head), path=str(path))
    except NotPlainError:
        return None


def keep(path: Path, ruleset: RuleSet, files: Iterable[Path], cache: Cache) -> None:
    """Keep a ruleset that was loaded from a file and those that it builds on, for the next run."""
    built_on = [[str(file), _digest(file).hex()] for file in files if file != path]
    content = f"{json.dumps(built_on)}\n{dump(ruleset)}"
    cache.put(KIND, _name(path), content.encode("utf-8", "surrogatepass"))


def remember(cache: Cache | None) -> None:
    """Let expressions that do not ship be looked up among those of earlier runs; without a cache, in none."""
    PREPARED.more = partial(_remembered, cache) if cache else None


def keep_expressions(cache: Cache | None) -> None:
    """Keep the expressions that this run worked out, where they are enough to be worth it."""
    if cache and PREPARED.new >= WORTH_KEEPING:
        cache.put(EXPRESSIONS, digest(MARK.encode()), PREPARED.dump().encode())


def _remembered(cache: Cache) -> str:
    return (cache.get(EXPRESSIONS, digest(MARK.encode())) or b"").decode()


def _beside(path: Path, stem: str, suffix: str, *, first_line: bool = False) -> str:
    """Return what lies compiled beside a ruleset that ships; a folder of that name elsewhere is anybody's."""
    compiled = path.with_name(stem + suffix)
    if path.parent != PACKED or not compiled.is_file():
        return ""
    with compiled.open(encoding="utf-8") as stream:
        return stream.readline() if first_line else stream.read()


def _cached(path: Path, cache: Cache) -> str | None:
    found = cache.get(KIND, _name(path))
    if found is None:
        return None
    built_on, _, text = found.decode("utf-8", "surrogatepass").partition("\n")
    same = all(_digest(Path(file)).hex() == known for file, known in json.loads(built_on))
    return text if same else None


def _name(path: Path) -> bytes:
    return digest(str(path).encode("utf-8", "surrogateescape"), _digest(path))


def _digest(path: Path) -> bytes:
    try:
        return digest(content(path, LARGEST_BYTES))
    except OSError:
        return b""
