"""The report as JSON Lines: what the JSON report says, one plan, finding or error a line, the summary last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.reporters.escape import as_json
from planlint.reporters.json import as_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.report import Report
    from planlint.reporters.escape import Look


def render(report: Report, _look: Look) -> str:
    """Return a line for each thing, its `type` in front: report, plan, finding, error, summary."""
    return "".join(f"{as_json(line)}\n" for line in _lines(as_data(report)))


def _lines(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"type": "report", "version": data["version"], "tool": data["tool"]}
    for kind in ("plan", "finding", "error"):
        for each in data[f"{kind}s"]:
            yield {"type": kind, **each}
    yield {"type": "summary", "complete": data["complete"], **data["summary"]}
