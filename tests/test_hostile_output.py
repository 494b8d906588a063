"""Hostile text in plans, names and rules: harmless in every format, for terminals, logs and parsers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from github_runner import commands
from hypothesis import given
from hypothesis import strategies as st
from reports import ERROR, a_finding, a_plan, a_report

from planlint.finding import Position
from planlint.reporters import REPORTERS
from planlint.reporters.escape import Look

if TYPE_CHECKING:
    from planlint.report import Report

PIECES = ["::error::x", "##[set-output name=n]v", "\x1b[31m", "\r", "\n", "\u2028", "\u202e", "\x9b", " ", "a"]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
#: What may stand nowhere but in an escape, newlines left out.
ACTIVE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def hostile(path: str, message: str, line: str) -> Report:
    """Return a report in which these stand wherever a plan, its name, a rule or an error can put them."""
    finding = a_finding(path=path, message=message, fix=message, start=Position(1, 1), end=Position(1, 1))
    plan = a_plan(finding, text=f"{line}\n", path=path)
    return a_report(plans=(plan,), errors=(ERROR._replace(path=path, message=message),))


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_report_holds_a_command_for_a_log(path: str, message: str, line: str) -> None:
    report = hostile(path, message, line)
    for name, render in REPORTERS.items():
        for colour in (True, False):
            printed = render(report, Look(colour=colour, in_log=True, verbose=True))
            assert len(commands(printed)) == (2 if name == "github" else 0)
            bare = re.sub(r"\x1b\[[\d;]+m", "", printed) if colour else printed
            assert not ACTIVE.search(bare)
