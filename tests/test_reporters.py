"""The reporters: exact text, exact JSON, and nothing in it that a terminal or a log would act on."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import ERROR, NOTE, STRANGER, a_finding, a_plan, a_report

from planlint.finding import Edit, Finding, Position, Severity
from planlint.report import UNRECOGNISED, ErrorEntry, Report
from planlint.reporters import REPORTERS
from planlint.reporters.escape import Look, as_json, harmless, printable, visible
from planlint.reporters.frame import WIDTH, frame
from planlint.reporters.report_schema import schema
from planlint.reporters.summary import REMEDY, summary
from planlint.reporters.text import MOST_FRAMES
from planlint.text.source import Source

SCHEMA = Path(__file__).parent.parent / "planlint" / "schemas" / "report.schema.json"
PLAIN = Look()


def test_text_shows_the_line_and_says_why_and_what_to_do() -> None:
    assert REPORTERS["text"](a_report(a_finding(), NOTE), PLAIN) == (
        "docs/a.md:5:5: error: Task 1 has no check [feature-plan/task-has-check]\n"
        "  |\n"
        "5 | ### Task 1: ADD `a.py`\n"
        "  |     ^^^^^^\n"
        "  = why: Nobody can tell whether it is done.\n"
        "  = fix: Add one\n"
        "  = see: docs/a.md:3:1: the tasks\n"
        "  = source: 004.txt, lines 4, 7-9\n"
        "\n"
        "1 plan checked: 1 error, 1 note (1 note hidden, show with --min-severity note).\n"
        "12 rules judged something, 1 found nothing to judge; 4 paths checked, 2 could not be checked.\n"
    )


def remarks(*findings: Finding) -> list[str]:
    plans = tuple(a_plan(finding, path=finding.path) for finding in findings)
    lines = REPORTERS["text"](a_report(plans=plans), PLAIN).splitlines()
    return [line.split("= ")[1] for line in lines if "= " in line]


def test_text_says_once_what_many_findings_of_a_rule_in_a_plan_share() -> None:
    first, again = a_finding(related=()), a_finding(related=(), start=Position(6, 1), end=Position(6, 2), fix="Add two")
    said = ["why: Nobody can tell whether it is done.", "fix: Add one", "source: 004.txt, lines 4, 7-9"]
    assert remarks(first, replace(again, fix="Add one")) == said
    assert remarks(first, again) == [*said, "fix: Add two"]
    assert remarks(first, replace(again, path="docs/b.md", fix="Add one")) == [*said, *said]
    assert remarks(first, replace(again, rule="feature-plan/another", fix="Add one")) == [*said, *said]


def test_text_shows_the_lines_of_a_rules_first_findings_alone() -> None:
    found = [a_finding(start=Position(5, at), end=Position(5, at + 1), related=()) for at in range(1, 9)]
    found[6] = replace(found[6], fix="Add two")
    said = REPORTERS["text"](a_report(*found), PLAIN)
    assert said.count("5 | ### Task 1: ADD `a.py`") == MOST_FRAMES == 5
    assert "".join(said.partition("docs/a.md:5:6:")[1:]).splitlines()[:6] == [
        "docs/a.md:5:6: error: Task 1 has no check [feature-plan/task-has-check]",
        "docs/a.md:5:7: error: Task 1 has no check [feature-plan/task-has-check]",
        "  = fix: Add two",
        "docs/a.md:5:8: error: Task 1 has no check [feature-plan/task-has-check]",
        "",
        "1 plan checked: 8 errors.",
    ]


def test_text_says_what_could_not_be_judged() -> None:
    assert REPORTERS["text"](a_report(errors=(ERROR, replace_line(ERROR))), Look(quiet=True)) == (
        "docs/b.md:3: not judged: A plan is UTF-8. [not-utf-8]\n\ndocs/b.md: not judged: A plan is UTF-8. [not-utf-8]\n"
    )


def replace_line(error: ErrorEntry) -> ErrorEntry:
    return error._replace(line=None)


def test_a_file_that_no_ruleset_fits_takes_one_line_and_is_always_shown() -> None:
    report = a_report(STRANGER, shown_from=Severity.ERROR)
    assert REPORTERS["text"](report, Look(quiet=True)) == f"docs/a.md:5:5: note: No ruleset fits [{UNRECOGNISED}]\n"
    assert report.shown == (STRANGER,)


def test_text_leaves_out_what_there_is_not() -> None:
    finding = a_finding(because="", fix="", related=(), document=None, lines=())
    assert REPORTERS["text"](a_report(finding), Look(quiet=True)).count("  = ") == 0
    finding = a_finding(because="", fix="", related=(), lines=())
    assert "  = source: 004.txt\n" in REPORTERS["text"](a_report(finding), PLAIN)


def test_text_of_a_plan_says_what_was_judged_when_asked() -> None:
    assert REPORTERS["text"](a_report(), Look(quiet=True, verbose=True)) == (
        "docs/a.md: feature-plan (option), 12 rules judged something\n"
        "  paths: 3 verified, 1 missing, 0 ambiguous, 2 uncheckable\n"
        "  boxes: 0 checked, 1 open, 0 unknown\n"
        "  nothing to judge: feature-plan/x\n"
    )


def test_colour_adds_nothing_but_colour() -> None:
    coloured = REPORTERS["text"](a_report(a_finding(), errors=(ERROR,)), Look(colour=True))
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]+m", "", coloured) == REPORTERS["text"](a_report(a_finding(), errors=(ERROR,)), PLAIN)


def test_concise_is_one_line_each() -> None:
    report = a_report(NOTE, a_finding(), errors=(ERROR,), shown_from=Severity.NOTE)
    assert REPORTERS["concise"](report, PLAIN) == (
        "docs/a.md:5:5: error: Task 1 has no check [feature-plan/task-has-check]\n"
        "docs/a.md:7:1: note: Task 1 has no check [feature-plan/note]\n"
        "docs/b.md:3:1: incomplete: A plan is UTF-8. [not-utf-8]\n"
    )


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (Report(()), "0 plans checked: no findings.\n"),
        (
            a_report(STRANGER, plans=(a_plan(STRANGER, rulesets=(), judged=0, idle=()),)),
            f"1 plan checked: 1 note.\n1 file fits no ruleset{REMEDY}.\n",
        ),
        (
            Report((), errors=(ERROR,), passed_over=2),
            (
                "0 plans checked: no findings.\n2 files fit no ruleset.\n"
                "The run is incomplete: 1 thing could not be judged or written.\n"
            ),
        ),
        (
            a_report(NOTE, a_finding(severity=Severity.WARNING), shown_from=Severity.ERROR),
            (
                "1 plan checked: 1 warning, 1 note (1 warning and 1 note hidden, show with --min-severity note).\n"
                "12 rules judged something, 1 found nothing to judge; 4 paths checked, 2 could not be checked.\n"
            ),
        ),
    ],
)
def test_the_summary_counts(report: Report, said: str) -> None:
    assert summary(report) == said


def test_json_is_as_it_is_promised() -> None:
    edit = Edit(Position(7, 1), Position(7, 1), "x")
    report = a_report(a_finding(edits=(edit,)), NOTE, errors=(ERROR,))
    printed = REPORTERS["json"](report, PLAIN)
    expected = {
        "version": 1,
        "tool": {"name": "planlint", "version": "1.2.3"},
        "plans": [
            {
                "path": "docs/a.md",
                "rulesets": ["feature-plan"],
                "chosen": "option",
                "rules": {"judged": 12, "idle": ["feature-plan/x"]},
                "paths": {"verified": 3, "missing": 1, "ambiguous": 0, "uncheckable": 2},
                "progress": {"checked": 0, "open": 1, "unknown": 0},
            }
        ],
        "findings": [
            {
                "rule": "feature-plan/task-has-check",
                "severity": "error",
                "path": "docs/a.md",
                "start": {"line": 5, "column": 5},
                "end": {"line": 5, "column": 11},
                "section": ["Tasks", "Task 1: ADD a.py"],
                "message": "Task 1 has no check",
                "fix": "Add one",
                "edits": [{"start": {"line": 7, "column": 1}, "end": {"line": 7, "column": 1}, "text": "x"}],
                "source": {"document": "004.txt", "lines": [[4, 4], [7, 9]]},
                "related": [
                    {
                        "path": "docs/a.md",
                        "start": {"line": 3, "column": 1},
                        "end": {"line": 3, "column": 9},
                        "message": "the tasks",
                    }
                ],
                "fingerprint": "abc",
            }
        ],
        "complete": False,
        "errors": [{"code": "not-utf-8", "path": "docs/b.md", "line": 3, "message": "A plan is UTF-8."}],
        "summary": {"plans": 1, "errors": 1, "warnings": 0, "notes": 1, "silenced": 0},
    }
    assert printed == json.dumps(expected, indent=2) + "\n"  # the order of keys is promised too


def test_json_validates_against_its_schema() -> None:
    reports = [a_report(a_finding(), NOTE, errors=(ERROR,)), Report(()), a_report(STRANGER)]
    for report in reports:
        jsonschema.validate(json.loads(REPORTERS["json"](report, PLAIN)), json.loads(SCHEMA.read_text("utf-8")))


def test_the_committed_schema_is_current(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        SCHEMA.write_text(schema(), encoding="utf-8")
    assert SCHEMA.read_text("utf-8") == schema()


def test_findings_stand_in_order() -> None:
    findings = [a_finding(start=Position(line, 1), rule=rule) for line in (7, 3) for rule in ("b/b", "a/a")]
    assert [(each.start.line, each.rule) for each in a_report(*findings).findings] == [
        (3, "a/a"),
        (3, "b/b"),
        (7, "a/a"),
        (7, "b/b"),
    ]


def framed(line: str, start: int, end: int) -> tuple[str, str]:
    source = Source.of(line)
    shown = frame(source, a_finding(start=Position(1, start), end=Position(1, end)))
    return shown.line, " " * shown.blanks + "^" * shown.carets


@pytest.mark.parametrize(
    ("line", "start", "end", "shown", "carets"),
    [
        ("abc", 2, 3, "abc", " ^"),
        ("abc", 4, 4, "abc", "   ^"),
        ("abc", 2, 2, "abc", " ^"),
        ("\ta\tb", 2, 3, "    a    b", "    ^"),
        ("計画 b", 2, 3, "計画 b", "  ^^"),
        ("e\u0301 b", 1, 3, "e\u0301 b", "^"),
        ("a\x1bb", 3, 4, "a\\x1bb", "     ^"),
        ("", 1, 1, "", "^"),
    ],
)
def test_carets_stand_under_what_they_mean(line: str, start: int, end: int, shown: str, carets: str) -> None:
    assert framed(line, start, end) == (shown, carets)


def test_a_span_over_lines_is_marked_to_its_first_lines_end() -> None:
    shown = frame(Source.of("abc\ndef"), a_finding(start=Position(1, 2), end=Position(2, 2)))
    assert (shown.blanks, shown.carets) == (1, 2)


def test_a_long_line_keeps_what_leads_to_the_carets() -> None:
    line = "a" * 300 + "b" * 30 + "c" * 5 + "d" * 300
    shown, carets = framed(line, 331, 336)
    assert shown == "…" + "b" * 30 + "c" * 5 + "d" * (WIDTH - 36) + "…"
    assert carets == " " * 31 + "^" * 5
    assert framed(line, 331, 500)[1] == " " * 31 + "^" * (WIDTH - 31)
    assert framed(line, 1, 1) == ("a" * WIDTH + "…", "^")
    assert framed("x" * 50 + line, 1, 2)[0] == "x" * 50 + "a" * 50 + "…"


@given(st.text("ab計\te\u0301\x1b ", max_size=600), st.data())
def test_a_long_line_is_cut_around_the_carets(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(1, len(line) + 1))
    shown, carets = framed(line, start, data.draw(st.integers(start, len(line) + 1)))
    assert len(carets) <= WIDTH + 10
    assert len(shown) <= WIDTH + 10 + shown.count("\u0301")
    assert "^" in carets


def test_outside_a_log_a_plans_words_stay_as_they_are() -> None:
    report = a_report(a_finding(message="write ##[x] and ::y"))
    assert "write ##[x] and ::y" in REPORTERS["concise"](report, PLAIN)


def test_active_characters_are_written_out() -> None:
    assert visible("a\x1b\u202eb\n\udcff") == "a\\x1b\\u202eb\\x0a\\udcff"
    assert visible("\U000e0041") == "\\U000e0041"
    assert printable("a\nb\tc", PLAIN) == "a\nb\\x09c"
    assert printable("a\n::b", PLAIN) == "a\n::b"
    assert printable("a\n::b", PLAIN._replace(in_log=True)) == "a\n\\x3a:b"
    assert harmless("  ::x\na ::y\n##[z]") == "  \\x3a:x\na ::y\n##\\x5bz]"
    assert harmless("::x::y::z\n::w") == "\\x3a:x::y::z\n\\x3a:w"


def test_json_is_ascii_whatever_is_said() -> None:
    said = "é😀\x7f\x80\ud800\udfff##[x]"
    written = as_json(said)
    assert written == '"\\u00e9\\ud83d\\ude00\\u007f\\u0080\\\\ud800\\\\udfff#\\u0023[x]"'
    assert json.loads(written) == "é😀\x7f\x80\\ud800\\udfff##[x]"


def test_a_report_is_made_the_same_each_time() -> None:
    report = a_report(a_finding(), NOTE)
    for render in REPORTERS.values():
        assert render(report, PLAIN) == render(replace(report), PLAIN)


@given(st.text("ab c|", max_size=WIDTH + 5), st.data())
def test_a_plain_line_is_shown_as_if_cut_by_cells(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(1, len(line) + 1))
    end = data.draw(st.integers(start, len(line) + 1))
    shown = framed(line, start, end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("planlint.reporters.frame._is_shown_whole", lambda *_: False)
        assert framed(line, start, end) == shown
