"""The shelf: which rulesets there are, and where their files lie."""

from __future__ import annotations

from functools import cache as cache_calls
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.compiling import keep, ready
from planlint.language.faults import RuleSetFaults
from planlint.nearest import nearest
from planlint.repository.listing import marked_above
from planlint.shown import from_here, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planlint.cache import Cache
    from planlint.language.model import RuleSet

#: What ships and was loaded. It does not change while a process runs, whichever cache is at hand.
_SHIPPED: dict[Path, RuleSet] = {}


class UnknownRulesetError(LookupError):
    """There is no ruleset of that name; the message says which there are, `nearest` the one that may be meant."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name = name
        self.nearest = nearest(name, known)
        self._known = tuple(known)
        hint = f"; did you mean {self.nearest}?" if self.nearest else f"; there are {', '.join(known)}"
        super().__init__(f"There is no ruleset called '{name}'{hint}")

    def __reduce__(self) -> tuple[type, tuple[str, tuple[str, ...]]]:
        """Return what it is pickled as: a pool that judges plans hands it on."""
        return type(self), (self.name, self._known)


class ClashError(ValueError):
    """Two files give rulesets of one name; findings would not tell whose rule speaks."""

    def __init__(self, one: RuleSet, other: RuleSet) -> None:
        self._both = one, other
        files = " and ".join(shown(from_here(Path(each.path))) for each in (one, other))
        super().__init__(f'Two rulesets are called "{one.name}": {files}; give one of them another name')

    def __reduce__(self) -> tuple[type, tuple[RuleSet, RuleSet]]:
        """Return what it is pickled as."""
        return type(self), self._both


def _folder() -> Path:
    """Return the folder of the rulesets that ship: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent
    packed = package / "rulesets_data"
    return packed if packed.is_dir() else package.parent / "rulesets"


def shipped() -> tuple[str, ...]:
    """Return the names of the rulesets that ship, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def is_path(name_or_path: str) -> bool:
    """Tell whether what a user wrote names a file: it holds a slash or ends in .yaml or .yml."""
    return "/" in name_or_path or name_or_path.endswith((".yaml", ".yml"))


def is_shipped(path: str) -> bool:
    """Tell whether a ruleset's file came with planlint, whose version tells what is in it."""
    return Path(path).parent == _folder()


def find(name_or_path: str) -> Path:
    """Return a ruleset's file. Raises UnknownRulesetError; whether a path exists is not looked at."""
    if is_path(name_or_path):
        return Path(name_or_path)
    if name_or_path not in shipped():
        raise UnknownRulesetError(name_or_path, shipped())
    return _folder() / f"{name_or_path}.yaml"


def get(name_or_path: str, cache: Cache | None = None) -> RuleSet:
    """Return a ruleset, loaded once. Raises UnknownRulesetError, OSError, and RuleSetFaults with paths from here."""
    try:
        return _load(find(name_or_path).absolute(), cache)
    except RuleSetFaults as error:
        named = (fault._replace(path=shown(from_here(Path(fault.path)))) for fault in error.faults)
        raise RuleSetFaults(named) from None


def heads(cache: Cache | None = None) -> tuple[RuleSet, ...]:
    """Return the rulesets that ship, with what it takes to recognise plans; they may be without their rules."""
    return tuple(_head(find(name).absolute(), cache) for name in shipped())


def whole(ruleset: RuleSet, cache: Cache | None = None) -> RuleSet:
    """Return a ruleset with its rules, if all that is at hand is its head."""
    return ruleset if ruleset.rules or ruleset.parents else get(ruleset.path, cache)


def together(rulesets: Iterable[RuleSet]) -> tuple[RuleSet, ...]:
    """Return what plans are held against by several rulesets, each once: as one that builds on it changes it.

    Raises ClashError.
    """
    found: dict[str, RuleSet] = {}
    for ruleset in rulesets:
        for member in ruleset.members:
            known = found.setdefault(member.name, member)
            if known.path != member.path:
                raise ClashError(known, member)
            if member is not ruleset:
                found[member.name] = member
    return tuple(found.values())


def _load(path: Path, cache: Cache | None) -> RuleSet:
    if path.parent != _folder():
        return _read(path, cache)
    if path not in _SHIPPED:
        _SHIPPED[path] = _read(path, cache)
    return _SHIPPED[path]


@cache_calls
def _read(path: Path, cache: Cache | None) -> RuleSet:
    ruleset = ready(path, cache, head=False)
    if ruleset is None:
        from planlint.language.loader import load_family  # noqa: PLC0415 - compiled rulesets need no YAML

        ruleset, files = load_family(path, find, marked_above(path.parent))
        if cache:
            keep(path, ruleset, files, cache)
    return ruleset


@cache_calls
def _head(path: Path, cache: Cache | None) -> RuleSet:
    return _SHIPPED.get(path) or ready(path, cache, head=True) or _load(path, cache)
