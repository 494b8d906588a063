"""The options that a further run needs to judge as this one did."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

#: Options that decide what is judged and found, by their parameters.
JUDGING = {
    "names": "--ruleset",
    "root": "--root",
    "base": "--base",
    "no_repository": "--no-repository",
    "config": "--config",
    "no_config": "--no-config",
    "no_silence": "--no-silence",
    "untrusted": "--untrusted",
    "baseline": "--baseline",
    "max_size": "--max-size",
}


def again(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return those of a run's options that decide what is found, as they are written on a command line."""
    return tuple(part for name, option in JUDGING.items() for part in _written(option, options.get(name)))


def _written(option: str, value: object) -> Iterator[str]:
    if value is True:
        yield option
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from (option, str(each))
    elif value:
        yield from (option, str(value))
