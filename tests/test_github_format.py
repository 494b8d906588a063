"""`--format github`: what GitHub's runner makes of the log, told by a model of how it reads one."""

from __future__ import annotations

import pytest
from github_runner import Command, commands
from hypothesis import given
from hypothesis import strategies as st
from reports import ERROR, NOTE, a_finding, a_plan, a_report

from planlint.finding import Position, Severity
from planlint.report import UNRECOGNISED
from planlint.reporters import REPORTERS
from planlint.reporters.escape import Look, unbracketed, visible

PLAIN = Look()


def test_a_finding_is_one_command() -> None:
    assert REPORTERS["github"](a_report(a_finding()), PLAIN) == (
        "::error file=docs/a.md,line=5,endLine=5,col=5,endColumn=11,title=feature-plan/task-has-check::"
        "Task 1 has no check%0AWhy: Nobody can tell whether it is done.%0AFix: Add one\n"
    )


def test_the_loudest_stand_first_and_what_was_not_judged_before_all() -> None:
    warning = a_finding(severity=Severity.WARNING, start=Position(1, 1))
    report = a_report(NOTE, warning, a_finding(), errors=(ERROR,), shown_from=Severity.NOTE)
    found = commands(REPORTERS["github"](report, PLAIN))
    assert [command.name for command in found] == ["error", "error", "warning", "notice"]
    assert found[0] == Command(
        "error", {"file": "docs/b.md", "line": "3", "title": "Incomplete: not-utf-8"}, "A plan is UTF-8."
    )


def test_a_span_over_lines_has_no_columns() -> None:
    found = commands(REPORTERS["github"](a_report(a_finding(end=Position(7, 2))), PLAIN))
    assert found[0].properties.keys() == {"file", "line", "endLine", "title"}


@pytest.mark.parametrize(("count", "said"), [(10, 0), (11, 1), (13, 1)])
def test_what_github_would_not_show_is_said_and_stands_as_text(count: int, said: int) -> None:
    findings = [a_finding(start=Position(5, column)) for column in range(1, count + 1)]
    printed = REPORTERS["github"](a_report(*findings), PLAIN)
    found = commands(printed)
    assert [command.name for command in found] == ["notice"] * said + ["error"] * 10
    assert printed.count("\n- docs/a.md:5: error: Task 1 has no check [") == count - 10


def test_errors_of_the_run_count_as_annotations() -> None:
    printed = REPORTERS["github"](a_report(a_finding(), errors=(ERROR,) * 11), PLAIN)
    assert len(commands(printed)) == 11
    assert "\n- docs/b.md: A plan is UTF-8. [not-utf-8]\n- docs/a.md:5: error: " in printed


def test_a_file_that_is_no_plan_is_no_annotation() -> None:
    note = a_finding(rule=UNRECOGNISED, severity=Severity.NOTE)
    printed = REPORTERS["github"](a_report(note), PLAIN)
    assert commands(printed) == []
    assert printed.startswith("- docs/a.md:5: note: ")


def test_nothing_to_say_is_nothing() -> None:
    assert REPORTERS["github"](a_report(), PLAIN) == ""


PIECES = ["::error::x", "##[error]x", "%0A", "%25", "\n", "\r", ",", ":", "=", ";", "]", " ", "a", "::stop-commands::t"]


@given(*[st.lists(st.sampled_from(PIECES), max_size=6).map("".join)] * 4)
def test_the_runner_finds_what_was_meant_and_nothing_else(path: str, message: str, fix: str, rule: str) -> None:
    plan = a_plan(a_finding(path=path, message=message, fix=fix, rule=f"x/{rule}", because=""), path=path)
    printed = REPORTERS["github"](a_report(plans=(plan,)), PLAIN)
    (found,) = commands(printed)
    assert printed.count("\n") == 1
    assert found.properties.get("file", "") == unbracketed(visible(path))
    assert found.properties["title"] == unbracketed(visible(f"x/{rule}")).rstrip()  # as the runner has it
    assert found.data == unbracketed(visible(message)) + (f"\nFix: {unbracketed(visible(fix))}" if fix else "")


def test_what_the_notice_and_an_error_say() -> None:
    findings = [a_finding(start=Position(5, column)) for column in range(1, 13)]
    said = "GitHub shows 10 annotations of a kind; 2 more findings stand in the log"
    assert REPORTERS["github"](a_report(*findings), PLAIN).startswith(f"::notice title=planlint::{said}\n")
    error = ERROR._replace(line=None, message="100 %\nno")
    assert REPORTERS["github"](a_report(errors=(error,)), PLAIN) == (
        "::error file=docs/b.md,title=Incomplete%3A not-utf-8::100 %25%0Ano\n"
    )


def test_of_notes_one_fewer_is_shown_as_the_notice_is_one() -> None:
    notes = [a_finding(severity=Severity.NOTE, start=Position(5, column)) for column in range(1, 13)]
    found = commands(REPORTERS["github"](a_report(*notes, shown_from=Severity.NOTE), PLAIN))
    assert [command.name for command in found] == ["notice"] * 10
    assert found[0].properties == {"title": "planlint"}
