"""The formats, by the names that `--format` and `--report` take: pure functions from a report to text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from planlint.report import Report
    from planlint.reporters.escape import Look

POINTS, BYTES, NONE = "code points", "UTF-8 bytes", "no columns"


class Format(NamedTuple):
    """A format: the module of its name, who reads it, what its columns count, how it says that a run is incomplete."""

    name: str
    readers: str
    columns: str
    incomplete: str

    def __call__(self, report: Report, look: Look) -> str:
        """Return a report in this format; its module is loaded now."""
        render: Callable[[Report, Look], str] = import_module(f"{__name__}.{self.name}").render
        return render(report, look)


FORMATS = (
    Format("text", "people at a terminal", POINTS, "`not judged` blocks, and the summary's last line"),
    Format("concise", "editors, and people in a hurry", POINTS, "`incomplete:` lines"),
    Format("json", "programs; `planlint/schemas/report.schema.json` is its schema", POINTS, "`complete` and `errors`"),
    Format("github", "the log of GitHub Actions: annotations", POINTS, "`::error` for each thing, before all others"),
    Format(
        "sarif",
        "GitHub code scanning, and other readers of SARIF 2.1.0",
        POINTS,
        "`executionSuccessful`, notifications",
    ),
    Format("markdown", "a step summary, a pull request comment", NONE, "a sentence in front, and a list"),
    Format("agent", "a coding agent: what to write where, and how to prove it", POINTS, "a list in front"),
    Format("jsonl", "programs that read line by line; each line has a `type`", POINTS, "`complete` in the last line"),
    Format("junit", "test reports of CI systems; a test is a rule, a suite a plan", POINTS, "a test with an `error`"),
    Format("checkstyle", "Jenkins and others; a file is a plan", POINTS, "an `error` of `incomplete/…`"),
    Format("gitlab", "GitLab Code Quality", POINTS, "an issue of the severity `blocker`"),
    Format("rdjson", "reviewdog", BYTES, "a diagnostic with the code `incomplete/…`"),
)

REPORTERS = {form.name: form for form in FORMATS}
