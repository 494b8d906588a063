"""`--format sarif`: valid by the schema, and what GitHub's code scanning asks for beyond it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from reports import ERROR, NOTE, STRANGER, a_finding, a_plan, a_report

from planlint.finding import Position, Severity
from planlint.report import Report
from planlint.reporters import REPORTERS, sarif
from planlint.reporters.escape import Look

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8-sig"))


def run_of(report: Report) -> dict[str, Any]:
    log = json.loads(REPORTERS["sarif"](report, Look()))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_a_finding_is_a_result_with_its_rule() -> None:
    run = run_of(a_report(a_finding(), NOTE))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"] == [
        {
            "ruleId": "feature-plan/task-has-check",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "Task 1 has no check. Add one."},
            "locations": [located(5, 5, 5, 11)],
            "partialFingerprints": {"primaryLocationLineHash": "abc:1"},
            "relatedLocations": [{"id": 1, "message": {"text": "the tasks."}, **located(3, 1, 3, 9)}],
            "properties": {"source": "004.txt, lines 4, 7-9"},
        }
    ]
    assert run["tool"]["driver"]["rules"] == [
        {
            "id": "feature-plan/task-has-check",
            "name": "TaskHasCheck",
            "shortDescription": {"text": "Task has check."},
            "fullDescription": {"text": "Nobody can tell whether it is done."},
            "help": {
                "text": "Nobody can tell whether it is done. `planlint explain feature-plan/task-has-check`"
                " shows what it asks for, what passes and what fails."
            },
            "defaultConfiguration": {"level": "error"},
            "properties": {"tags": ["feature-plan"], "problem.severity": "error"},
        }
    ]


def located(line: int, column: int, end_line: int, end_column: int) -> dict[str, Any]:
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {"physicalLocation": {"artifactLocation": {"uri": "docs/a.md"}, "region": region}}


def test_a_rule_of_several_findings_stands_once() -> None:
    run = run_of(a_report(a_finding(rule="b/b"), a_finding(rule="a/a"), a_finding(rule="b/b", start=Position(1, 1))))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["a/a", "b/b"]
    assert [(result["ruleId"], result["ruleIndex"]) for result in run["results"]] == [
        ("b/b", 1),
        ("a/a", 0),
        ("b/b", 1),
    ]


def test_columns_are_code_points() -> None:
    finding = a_finding(start=Position(1, 3), end=Position(1, 4))
    plan = a_plan(finding, text="𐐀\tx\r\ny\r\n")
    run = run_of(a_report(plans=(plan,)))
    assert run["results"][0]["locations"] == [located(1, 3, 1, 4)]


def test_what_was_not_judged_is_a_notification() -> None:
    (invocation,) = run_of(a_report(a_finding(), errors=(ERROR, ERROR._replace(line=None))))["invocations"]
    place = {"artifactLocation": {"uri": "docs/b.md"}}
    notification = {
        "descriptor": {"id": "not-utf-8"},
        "level": "error",
        "message": {"text": "A plan is UTF-8."},
        "locations": [{"physicalLocation": {**place, "region": {"startLine": 3}}}],
    }
    whole = {**notification, "locations": [{"physicalLocation": place}]}
    assert invocation == {"executionSuccessful": False, "toolExecutionNotifications": [notification, whole]}


def test_a_whole_run_with_findings_was_successful() -> None:
    (invocation,) = run_of(a_report(a_finding()))["invocations"]
    assert invocation == {"executionSuccessful": True, "toolExecutionNotifications": []}


def test_a_check_of_planlints_own_has_words_too() -> None:
    finding = a_finding(rule="planlint/unbalanced-fence", because="", fix="", document=None, lines=(), related=())
    run = run_of(a_report(finding))
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["fullDescription"] == {"text": "A check of planlint's own, which no source document asks for."}
    assert run["results"][0].keys() & {"properties", "relatedLocations"} == set()


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/a b#?%é\\.md", "docs/a%20b%23%3F%25%C3%A9%5C.md"),
        ("./a.md", "a.md"),
        ("c:x.md", "c%3Ax.md"),
        ("/srv/a b.md", "file:///srv/a%20b.md"),
        ("<stdin>", "%3Cstdin%3E"),
        ("a\nb\udcff\u202e.md", "a%5Cx0ab%5Cudcff%5Cu202e.md"),
    ],
)
def test_a_path_is_a_uri(path: str, uri: str) -> None:
    assert sarif.uri(path) == uri


def test_brackets_of_a_plan_become_no_link() -> None:
    run = run_of(a_report(a_finding(message="[x](javascript:alert(1)) [y](1)", fix="")))
    assert run["results"][0]["message"]["text"] == "[x] (javascript:alert(1)) [y] (1)."


def test_github_takes_so_many_and_the_loudest_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    quiet = [a_finding(severity=Severity.WARNING, start=Position(line, 1)) for line in (1, 2, 3)]
    run = run_of(a_report(*quiet, a_finding()))
    assert [(result["level"], startline(result)) for result in run["results"]] == [("warning", 1), ("error", 5)]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == "GitHub takes 2 results; 2 more, none of them louder, are left out."
    assert run["invocations"][0]["executionSuccessful"] is True


def startline(result: dict[str, Any]) -> object:
    return result["locations"][0]["physicalLocation"]["region"]["startLine"]


def test_a_run_without_plans_is_valid() -> None:
    assert run_of(Report(()))["results"] == []


def test_a_file_that_is_no_plan_is_no_alert() -> None:
    run = run_of(a_report(STRANGER))
    assert run["results"] == run["tool"]["driver"]["rules"] == []
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert (notification["level"], notification["descriptor"]) == ("note", {"id": "planlint/unrecognised"})
    assert run["invocations"][0]["executionSuccessful"] is True
