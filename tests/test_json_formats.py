"""`--format jsonl`, `gitlab` and `rdjson`: each by its own rules, and what was not judged in each."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from reports import ERROR, NOTE, a_finding, a_plan, a_report

from planlint.finding import Position, Severity
from planlint.report import Report
from planlint.reporters import REPORTERS
from planlint.reporters.escape import Look


def an_object(required: str, optional: str = "", **properties: object) -> dict[str, Any]:
    """Return the schema of an object with these keys and no others."""
    assert {*required.split(), *optional.split()} == set(properties)
    return {
        "type": "object",
        "required": required.split(),
        "additionalProperties": False,
        "properties": properties,
    }


TEXT = {"type": "string", "minLength": 1}
NUMBER = {"type": "integer", "minimum": 1}
WHOLE_POSITION = an_object("line column", line=NUMBER, column=NUMBER)
#: What GitLab's documentation of the Code Quality report format asks for.
LINES = an_object("path lines", path=TEXT, lines=an_object("begin", begin=NUMBER))
POSITIONS = an_object(
    "path positions", path=TEXT, positions=an_object("begin end", begin=WHOLE_POSITION, end=WHOLE_POSITION)
)
GITLAB = {
    "type": "array",
    "items": an_object(
        "description check_name fingerprint severity location",
        description=TEXT,
        check_name=TEXT,
        fingerprint={"type": "string", "pattern": "^[0-9a-z]+$"},
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        location={"oneOf": [LINES, POSITIONS]},
    ),
}
#: reviewdog's own schema allows any key; this is its protocol buffer, with the fields that are written.
POSITION = an_object("line", "column", line=NUMBER, column=NUMBER)
RDJSON = an_object(
    "source diagnostics",
    source=an_object("name url", name=TEXT, url=TEXT),
    diagnostics={
        "type": "array",
        "items": an_object(
            "message location severity code",
            message=TEXT,
            location=an_object(
                "path", "range", path=TEXT, range=an_object("start", "end", start=POSITION, end=POSITION)
            ),
            severity={"enum": ["ERROR", "WARNING", "INFO"]},
            code=an_object("value", value=TEXT),
        ),
    },
)
SCHEMAS = {"gitlab": GITLAB, "rdjson": RDJSON}
WARNING = a_finding(severity=Severity.WARNING, start=Position(6, 1), fix="")
FULL = a_report(a_finding(), WARNING, NOTE, errors=(ERROR, ERROR._replace(line=None)), shown_from=Severity.NOTE)


def data(form: str, report: Report) -> Any:
    read = json.loads(REPORTERS[form](report, Look()))
    jsonschema.validate(read, SCHEMAS[form])
    return read


def test_jsonl_says_line_by_line_what_json_says() -> None:
    lines = [json.loads(line) for line in REPORTERS["jsonl"](FULL, Look()).splitlines()]
    whole = json.loads(REPORTERS["json"](FULL, Look()))
    assert [line["type"] for line in lines] == ["report", "plan", *["finding"] * 3, *["error"] * 2, "summary"]
    without_type = [{key: value for key, value in line.items() if key != "type"} for line in lines]
    assert without_type == [
        {"version": whole["version"], "tool": whole["tool"]},
        *whole["plans"],
        *whole["findings"],
        *whole["errors"],
        {"complete": False, **whole["summary"]},
    ]


def test_gitlab_lists_issues() -> None:
    issues = data("gitlab", FULL)
    assert [issue["severity"] for issue in issues] == ["blocker", "blocker", "major", "minor", "info"]
    assert issues[2] == {
        "description": "Task 1 has no check. Add one.",
        "check_name": "feature-plan/task-has-check",
        "fingerprint": "abc",
        "severity": "major",
        "location": {
            "path": "docs/a.md",
            "positions": {"begin": {"line": 5, "column": 5}, "end": {"line": 5, "column": 11}},
        },
    }
    assert issues[0]["location"] == {"path": "docs/b.md", "lines": {"begin": 3}}
    assert issues[1]["location"] == {"path": "docs/b.md", "lines": {"begin": 1}}


def test_gitlab_tells_errors_of_a_run_apart() -> None:
    errors = (ERROR, ERROR._replace(line=None), ERROR._replace(path="docs/c.md"), ERROR._replace(code="deadline"))
    assert len({issue["fingerprint"] for issue in data("gitlab", Report((), errors=errors))}) == len(errors)


def test_gitlab_matches_paths_without_a_dot_in_front() -> None:
    report = a_report(plans=(a_plan(a_finding(path="./a.md"), path="./a.md"),))
    assert data("gitlab", report)[0]["location"]["path"] == "a.md"


def test_rdjson_lists_diagnostics() -> None:
    found = data("rdjson", FULL)["diagnostics"]
    assert [each["severity"] for each in found] == ["ERROR", "ERROR", "ERROR", "WARNING", "INFO"]
    assert found[2] == {
        "message": "Task 1 has no check. Add one.",
        "location": {
            "path": "docs/a.md",
            "range": {"start": {"line": 5, "column": 5}, "end": {"line": 5, "column": 11}},
        },
        "severity": "ERROR",
        "code": {"value": "feature-plan/task-has-check"},
    }
    assert found[0]["location"] == {"path": "docs/b.md", "range": {"start": {"line": 3}}}
    assert found[1]["location"] == {"path": "docs/b.md"}
    assert found[0]["code"] == {"value": "incomplete/not-utf-8"}


#: Line 1 as reviewdog's own example, with a tab; line 2 of two, three and four bytes; line 3 is empty.
LINES_OF_BYTES = "a𐐀b\tc\r\né計𐐀x\r\n\r\n"


@pytest.mark.parametrize(
    ("place", "column"),
    [
        ((1, 1), 1),
        ((1, 2), 2),
        ((1, 3), 6),
        ((1, 4), 7),
        ((1, 6), 9),
        ((2, 2), 3),
        ((2, 3), 6),
        ((2, 5), 11),
        ((3, 1), 1),
    ],
)
def test_rdjson_counts_bytes_and_others_code_points(place: tuple[int, int], column: int) -> None:
    finding = a_finding(start=Position(*place), end=Position(*place))
    report = a_report(plans=(a_plan(finding, text=LINES_OF_BYTES),))
    start = data("rdjson", report)["diagnostics"][0]["location"]["range"]["start"]
    assert start == {"line": place[0], "column": column}
    begin = data("gitlab", report)[0]["location"]["positions"]["begin"]
    assert begin == {"line": place[0], "column": place[1]}
    line = json.loads(REPORTERS["jsonl"](report, Look()).splitlines()[2])
    assert line["start"] == begin


@pytest.mark.parametrize(("form", "empty"), [("gitlab", []), ("rdjson", None)])
def test_a_run_without_plans_is_valid(form: str, empty: object) -> None:
    read = data(form, Report(()))
    assert read == (empty if empty is not None else {**read, "diagnostics": []})
