"""The report for GitLab Code Quality: issues whose fingerprints survive moved lines."""

from __future__ import annotations

import hashlib
import posixpath
from typing import TYPE_CHECKING, Any

from planlint.finding import Severity
from planlint.reporters.escape import as_json, visible
from planlint.reporters.wording import sentences

if TYPE_CHECKING:
    from planlint.finding import Finding
    from planlint.report import ErrorEntry, Report
    from planlint.reporters.escape import Look

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report, _look: Look) -> str:
    """Return the issues, what could not be judged first."""
    return as_json([*map(_error, report.errors), *map(_finding, report.shown)], indent=2) + "\n"


def _error(error: ErrorEntry) -> dict[str, Any]:
    key = "\0".join((error.code, error.path, str(error.line), error.message))
    return {
        "description": visible(f"Incomplete: {error.message}"),
        "check_name": f"incomplete/{error.code}",
        "fingerprint": hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        "severity": "blocker",
        "location": {"path": _path(error.path), "lines": {"begin": error.line or 1}},
    }


def _finding(finding: Finding) -> dict[str, Any]:
    begin, end = finding.start._asdict(), finding.end._asdict()
    return {
        "description": visible(sentences(finding.message, finding.fix)),
        "check_name": visible(finding.rule),
        "fingerprint": finding.fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {"path": _path(finding.path), "positions": {"begin": begin, "end": end}},
    }


def _path(path: str) -> str:
    """Return a path as GitLab matches it with a file: without ./ in front."""
    return visible(posixpath.normpath(path))
