"""planlint: a static rule linter for the plans that coding agents work from."""

from __future__ import annotations

from planlint.version import VERSION

TYPE_CHECKING = False  # typing's own takes longer to load than an answer from the cache
if TYPE_CHECKING:
    from typing import Any

    from planlint.api import (
        ClashError,
        Finding,
        PlanError,
        RuleSetFaults,
        Severity,
        UnknownRulesetError,
        lint,
        load,
        parse,
    )

__all__ = [
    "ClashError",
    "Finding",
    "PlanError",
    "RuleSetFaults",
    "Severity",
    "UnknownRulesetError",
    "__version__",
    "lint",
    "load",
    "parse",
]
__version__ = VERSION


def __getattr__(name: str) -> Any:
    """Load what the library offers when it is first asked for: a command's start stays quick."""
    if name not in __all__:
        raise AttributeError(f"module 'planlint' has no attribute '{name}'")
    from planlint import api  # noqa: PLC0415 - only when asked for

    return getattr(api, name)
