"""`--format markdown`: what to do, by plan; and nothing of a plan becomes markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reports import ERROR, NOTE, a_finding, a_plan, a_report

from planlint.finding import Position, Severity
from planlint.reporters import REPORTERS
from planlint.reporters.escape import Look, visible
from planlint.reporters.markdown import MOST_CHARACTERS, prose

if TYPE_CHECKING:
    from planlint.report import Report

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SUMMARY = "12 rules judged something, 1 found nothing to judge; 4 paths checked, 2 could not be checked.\n"


def rendered(report: Report) -> str:
    return REPORTERS["markdown"](report, Look())


def test_a_plan_is_a_table_of_what_to_do() -> None:
    warning = a_finding(severity=Severity.WARNING, start=Position(6, 1), fix="")
    assert rendered(a_report(a_finding(), warning, NOTE)) == (
        "## planlint\n"
        "\n"
        "### docs/a.md\n"
        "\n"
        "| | line | what is wrong | what to do | rule |\n"
        "|---|---:|---|---|---|\n"
        "| error | 5 | Task 1 has no check | Add one | feature-plan/task-has-check |\n"
        "| warning | 6 | Task 1 has no check |  | feature-plan/task-has-check |\n"
        "\n"
        "1 plan checked: 1 error, 1 warning, 1 note (1 note hidden, show with --min-severity note).\n" + SUMMARY
    )


def test_plans_without_findings_are_counted_only() -> None:
    assert rendered(a_report()) == f"## planlint\n\n1 plan checked: no findings.\n{SUMMARY}"


def test_what_was_not_judged_stands_in_front() -> None:
    report = a_report(a_finding(), errors=(ERROR, ERROR._replace(line=None)))
    assert rendered(report).startswith(
        "## planlint\n"
        "\n"
        "**The run is incomplete**: what it does not name may still be wrong.\n"
        "\n"
        "### Not judged or not written\n"
        "\n"
        "* **not-utf-8**: docs/b.md, line 3: A plan is UTF-8.\n"
        "* **not-utf-8**: docs/b.md: A plan is UTF-8.\n"
        "\n"
        "### docs/a.md\n"
    )


def test_a_long_report_is_cut_and_says_so() -> None:
    findings = [a_finding(start=Position(line, 1)) for line in range(1, 2001)]
    text = rendered(a_report(*findings))
    rows = text.count("| error |")
    assert MOST_CHARACTERS - 100 < len(text) < MOST_CHARACTERS + 400
    assert f"\n{2000 - rows} more are left out here: a comment takes no more.\n" in text


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("a | b", "a &#124; b"),
        ("<script>", "&#60;script&#62;"),
        ("@user, a @ b", "&#64;&#8203;user, a &#64;&#8203; b"),
        ("#12 and ## Title", "&#35;&#8203;12 and &#35;&#35; Title"),
        ("http://x.y, www.x.y: z", "http&#58;//x.y, www&#46;x.y: z"),
        ("`a_b` *c* ~~d~~ $e$ \\", "&#96;a&#95;b&#96; &#42;c&#42; &#126;&#126;d&#126;&#126; &#36;e&#36; &#92;"),
        ("a\nb\u202e", "a&#92;x0ab&#92;u202e"),
    ],
)
def test_text_of_others_is_no_markup(said: str, written: str) -> None:
    assert prose(said) == written


PIECES = [
    "- ",
    "1. ",
    *"|`*_[]()<>#!~-+=&;:\n\r\t \\@1a",
    "<script>",
    "![x](y)",
    "http://x",
    "| --- |",
    "&lt;",
    "<!--",
    "```",
    "# ",
]


@given(*[st.lists(st.sampled_from(PIECES), max_size=8).map("".join)] * 3)
def test_a_plan_cannot_become_markup(path: str, message: str, fix: str) -> None:
    plan = a_plan(a_finding(path=path, message=message, fix=fix), path=path)
    text = rendered(a_report(plans=(plan,), errors=(ERROR._replace(path=path, message=message),)))
    tokens = PARSER.parse(text)
    assert [token.type for token in tokens if token.type.endswith("_open")] == SHAPE
    inner = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inner} <= {"text", "strong_open", "strong_close", "softbreak", "text_special"}
    cells = [plain(token.content) for token in tokens if token.type == "inline"]
    assert plain(prose(message).strip()) in cells
    assert plain(prose(fix).strip()) in cells


def plain(text: str) -> str:
    return re.sub(r"&#\d+;", "?", text)


ROW = ["tr_open", *["td_open"] * 5]
SHAPE = [
    *["heading_open", "paragraph_open", "heading_open"],
    *["bullet_list_open", "list_item_open", "paragraph_open"],
    *["heading_open", "table_open", "thead_open", "tr_open", *["th_open"] * 5, "tbody_open", *ROW],
    "paragraph_open",
]


def test_what_is_shown_is_what_was_said() -> None:
    said = "| `a` <b> http://c &amp; \x1b"
    html = PARSER.renderInline(prose(said))
    assert html == visible(said).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
