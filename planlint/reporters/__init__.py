"""The reporters, by the names that `--format` and `--report` take: pure functions from a report to text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.reporters import concise, json, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from planlint.report import Report
    from planlint.reporters.escape import Look

REPORTERS: dict[str, Callable[[Report, Look], str]] = {
    "text": text.render,
    "concise": concise.render,
    "json": json.render,
}
