"""`--format junit` and `--format checkstyle`: valid XML that says what was found, and what was not judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from github_runner import commands
from hypothesis import given
from hypothesis import strategies as st
from reports import ERROR, NOTE, STRANGER, a_finding, a_plan, a_report

from planlint.finding import Position, Severity
from planlint.report import Report
from planlint.reporters import REPORTERS
from planlint.reporters.escape import Look, visible

if TYPE_CHECKING:
    from collections.abc import Callable

JUNIT = xmlschema.XMLSchema(Path(__file__).parent / "schemas" / "junit-10.xsd")
#: What Checkstyle's own XMLLogger writes; nobody publishes a schema of it.
CHECKSTYLE = xmlschema.XMLSchema("""\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="severity"><xs:restriction base="xs:string">
    <xs:enumeration value="error"/><xs:enumeration value="warning"/><xs:enumeration value="info"/>
  </xs:restriction></xs:simpleType>
  <xs:element name="checkstyle"><xs:complexType>
    <xs:sequence><xs:element name="file" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
      <xs:sequence><xs:element name="error" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
        <xs:attribute name="line" type="xs:positiveInteger" use="required"/>
        <xs:attribute name="column" type="xs:positiveInteger"/>
        <xs:attribute name="severity" type="severity" use="required"/>
        <xs:attribute name="message" type="xs:string" use="required"/>
        <xs:attribute name="source" type="xs:string" use="required"/>
      </xs:complexType></xs:element></xs:sequence>
      <xs:attribute name="name" type="xs:string" use="required"/>
    </xs:complexType></xs:element></xs:sequence>
    <xs:attribute name="version" type="xs:string" use="required"/>
  </xs:complexType></xs:element>
</xs:schema>""")
SCHEMAS = {"junit": JUNIT, "checkstyle": CHECKSTYLE}


def printed(form: str, report: Report) -> str:
    text = REPORTERS[form](report, Look())
    SCHEMAS[form].validate(text)
    return text


def read_back(form: str, report: Report) -> ET.Element:
    return ET.fromstring(printed(form, report))  # noqa: S314 - our own


def test_junit_has_a_suite_for_a_plan_and_a_test_for_a_rule() -> None:
    warning = a_finding(severity=Severity.WARNING, start=Position(6, 2), fix="")
    assert printed("junit", a_report(warning, a_finding(), NOTE)) == (
        "<?xml version='1.0' encoding='us-ascii'?>\n"
        '<testsuites name="planlint" tests="2" failures="1" errors="0">\n'
        '  <testsuite name="docs/a.md" tests="2" failures="1" errors="0" skipped="0">\n'
        '    <testcase classname="docs/a.md" name="judged whole" />\n'
        '    <testcase classname="docs/a.md" name="feature-plan/task-has-check">\n'
        '      <failure type="error" message="Task 1 has no check (and 1 more finding)">'
        "docs/a.md:5:5: error: Task 1 has no check; fix: Add one\n"
        "docs/a.md:6:2: warning: Task 1 has no check</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_junit_tells_of_what_was_not_judged() -> None:
    report = a_report(errors=(ERROR, ERROR._replace(code="deadline", path="docs/a.md"), ERROR._replace(line=None)))
    root = read_back("junit", report)
    assert {key: root.get(key) for key in ("tests", "failures", "errors")} == {
        "tests": "3",
        "failures": "0",
        "errors": "3",
    }
    tests = [(test.get("classname"), test.get("name"), test[0].get("type")) for test in root.iter("testcase")]
    assert tests == [
        ("docs/a.md", "judged whole", "deadline"),
        ("docs/b.md", "judged whole", "not-utf-8"),
        ("docs/b.md", "judged whole (2)", "not-utf-8"),
    ]


def test_a_file_that_is_no_plan_is_skipped() -> None:
    root = read_back("junit", a_report(STRANGER))
    assert [(test.get("name"), test[0].tag, test[0].get("message")) for test in root.iter("testcase")] == [
        ("judged whole", "skipped", "No ruleset fits")
    ]
    assert root[0].get("skipped") == "1"


def test_junit_skips_a_plan_that_no_rule_was_judged_on() -> None:
    root = read_back("junit", a_report(plans=(a_plan(judged=0, idle=()), a_plan(path="docs/b.md", judged=0))))
    said = {suite.get("name"): [each.get("message") for each in suite.iter("skipped")] for suite in root}
    why = "No rule was judged: none that is selected belongs to the rulesets of this plan."
    assert said == {"docs/a.md": [why], "docs/b.md": []}


def test_checkstyle_lists_the_findings_of_each_file() -> None:
    clean = a_plan(path="docs/0.md")
    report = a_report(plans=(a_plan(a_finding(), NOTE), clean), errors=(ERROR,), shown_from=Severity.NOTE)
    assert printed("checkstyle", report) == (
        "<?xml version='1.0' encoding='us-ascii'?>\n"
        '<checkstyle version="10.0">\n'
        '  <file name="docs/0.md" />\n'
        '  <file name="docs/a.md">\n'
        '    <error line="5" column="5" severity="error" message="Task 1 has no check. Add one."'
        ' source="feature-plan/task-has-check" />\n'
        '    <error line="7" column="1" severity="info" message="Task 1 has no check. Add one."'
        ' source="feature-plan/note" />\n'
        "  </file>\n"
        '  <file name="docs/b.md">\n'
        '    <error line="3" severity="error" message="Incomplete: A plan is UTF-8." source="incomplete/not-utf-8" />\n'
        "  </file>\n"
        "</checkstyle>\n"
    )


@pytest.mark.parametrize("form", SCHEMAS)
def test_a_run_without_plans_is_valid(form: str) -> None:
    assert len(read_back(form, Report(()))) == 0


@pytest.mark.parametrize("form", SCHEMAS)
def test_columns_are_code_points(form: str) -> None:
    finding = a_finding(start=Position(1, 3), end=Position(1, 4), fix="")
    text = printed(form, a_report(plans=(a_plan(finding, text="𐐀\tx\r\ny\r\n"),)))
    assert ("docs/a.md:1:3:" if form == "junit" else '"1" column="3"') in text


def messages(form: str) -> Callable[[ET.Element], list[str | None]]:
    element = {"junit": "failure", "checkstyle": "error"}[form]
    return lambda root: [each.get("message") for each in root.iter(element)]


PIECES = [
    "]]>",
    "<![CDATA[",
    "<b>",
    "&amp;",
    "&#0;",
    '"',
    "'",
    "\x00",
    "\x1b",
    "\ufffe",
    "\udcff",
    "\n",
    "\t",
    "::",
    "##[",
]


@pytest.mark.parametrize("form", SCHEMAS)
@given(text=st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_what_is_read_back_is_what_was_said(form: str, text: str) -> None:
    said = f"x{text}."
    report = a_report(plans=(a_plan(a_finding(message=said, fix="", path=said, rule=said), path=said),))
    root = read_back(form, report)
    assert messages(form)(root) == [visible(said)]
    assert [each.get("name") for each in root.iter("file" if form == "checkstyle" else "testsuite")] == [visible(said)]


def test_no_line_begins_with_a_command_for_a_log() -> None:
    plan = a_plan(*(a_finding(path="::error::x", start=Position(1, column)) for column in (1, 2)), path="::error::x")
    text = printed("junit", a_report(plans=(plan,)))
    assert commands(text) == []
    assert text.count("\n:&#58;error:&#58;x:1:2: error") == 1
