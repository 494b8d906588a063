"""The report as Markdown, for a step summary or a pull request comment: by plan, what is wrong and what to do."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from planlint.named import NamedTuple
from planlint.reporters.escape import visible
from planlint.reporters.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.finding import Finding
    from planlint.report import ErrorEntry, Report
    from planlint.reporters.escape import Look

#: GitHub cuts comments at 65,536 characters and drops longer step summaries than 1 MiB.
MOST_CHARACTERS = 60_000
#: What can be markup, and what GitHub makes links of: addresses, mentions, numbers of issues.
MARKUP = re.compile(r"[@\\`*_\[\]<>#|~$&]|:(?=//)|(?<=www)\.", re.IGNORECASE)
#: A blank of no width: broken so, it is no mention.
NOTHING = "&#8203;"
TABLE = "| | line | what is wrong | what to do | rule |\n|---|---:|---|---|---|\n"


class Entry(NamedTuple):
    """A line of the report, and the heading that it stands under."""

    heading: str
    line: str


def render(report: Report, _look: Look) -> str:
    """Return what was not judged, then a table for each plan with findings, then the summary."""
    entries = [*map(_error, report.errors), *map(_finding, report.shown)]
    texts = [_under(before, entry) for before, entry in pairwise([Entry("", ""), *entries])]
    fitting = [text for text, end in zip(texts, accumulate(map(len, texts)), strict=True) if end <= MOST_CHARACTERS]
    return "".join([*_head(report), *fitting, *_cut(len(texts) - len(fitting)), *_summary(report)])


def _head(report: Report) -> Iterator[str]:
    yield "## planlint\n"
    if not report.complete:
        yield "\n**The run is incomplete**: what it does not name may still be wrong.\n"


def _under(before: Entry, entry: Entry) -> str:
    return entry.line if entry.heading == before.heading else f"\n{entry.heading}\n{entry.line}"


def _error(error: ErrorEntry) -> Entry:
    place = prose(error.path) + (f", line {error.line}" if error.line else "")
    return Entry("### Not judged or not written\n", f"* **{prose(error.code)}**: {place}: {prose(error.message)}\n")


def _finding(finding: Finding) -> Entry:
    cells = (
        finding.severity.label,
        str(finding.start.line),
        prose(finding.message),
        prose(finding.fix),
        prose(finding.rule),
    )
    return Entry(f"### {prose(finding.path)}\n\n{TABLE}".removesuffix("\n"), f"| {' | '.join(cells)} |\n")


def _cut(left_out: int) -> Iterator[str]:
    if left_out:
        yield f"\n{left_out} more are left out here: a comment takes no more.\n"


def _summary(report: Report) -> Iterator[str]:
    yield "\n"
    yield from (f"{prose(line)}\n" for line in summary(report).splitlines())


def prose(text: str) -> str:
    """Return text of others as Markdown that shows it and nothing else: no markup, no HTML, no link, no mention."""
    return MARKUP.sub(_entity, visible(text))


def _entity(match: re.Match[str]) -> str:
    """Return a character as an entity, which is never markup."""
    following = match.string[match.end() : match.end() + 1]
    mention = (match[0] == "@" and following) or (match[0] == "#" and following.isdigit())
    return f"&#{ord(match[0])};{NOTHING if mention else ''}"
