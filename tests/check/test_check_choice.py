"""`planlint check`: which ruleset a plan is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planlint.reporters.summary import REMEDY
from tests.check.tiny import GOOD, RULESET, check, reported, rules

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.usefixtures("tiny_shelf")
def test_a_plan_is_recognised() -> None:
    report = reported("bad.md", ruleset="", code=1)
    assert report["plans"][0]["chosen"] == "recognised"  # type: ignore[index]
    assert report["plans"][0]["rulesets"] == ["tiny-plan"]  # type: ignore[index]


@pytest.mark.usefixtures("tiny_shelf")
def test_a_file_that_no_ruleset_fits_is_handled(folder: Path) -> None:
    (folder / "other.md").write_text("Hello.\n\n# Notes\n\n## Tasks\n", encoding="utf-8")
    done = check("other.md", "--min-severity", "error", "--fail-on", "note", ruleset="")
    assert done.stdout == (
        "other.md:3:1: note: No ruleset fits this file; the nearest is tiny-plan with 3 of 5 points "
        "[planlint/unrecognised]\n\n"
        f"1 plan checked: 1 note.\n1 file fits no ruleset{REMEDY}.\n"
    )
    assert done.exit_code == 0
    (folder / "none.md").write_text("Hello.\n", encoding="utf-8")
    assert "fits this file; the nearest is tiny-plan with 0 of 5 points [" in check("none.md", ruleset="").stdout
    report = reported("other.md", "--min-severity", "error", ruleset="", code=0)
    assert rules(report) == ["planlint/unrecognised"]
    assert report["findings"][0]["source"] == {"document": None, "lines": []}  # type: ignore[index]
    assert report["plans"][0]["rulesets"] == []  # type: ignore[index]


@pytest.mark.usefixtures("tiny_shelf")
def test_without_a_path_files_that_no_ruleset_fits_are_passed_over(folder: Path) -> None:
    (folder / "other.md").write_text("# Notes\n", encoding="utf-8")
    done = check("--format", "concise", ruleset="")
    assert "other.md" not in done.stdout
    assert "1 file fits no ruleset.\n" in done.stderr
    (folder / "good.md").unlink()
    (folder / "bad.md").unlink()
    assert check(ruleset="").exit_code == 0
    (folder / "other.md").unlink()
    assert check(ruleset="").exit_code == 2


@pytest.mark.usefixtures("tiny_shelf")
@pytest.mark.parametrize(
    "head",
    [
        "---\nplanlint: {ruleset: tiny-plan}\n---\n",
        "---\nplanlint:\n  ruleset: tiny-plan\n---\n",
        '---\ntitle: x\nplanlint: { ruleset: "tiny-plan" }\n---\n',
        "<!-- planlint-ruleset tiny-plan -->\n",
        "<!-- Planlint: RULESET tiny-plan -->\n",
        "Words <!-- planlint-ruleset tiny-plan --> and more.\n",
        "<!-- planlint-ruleset tiny-plan -- as it was written so -->\n",
        "---\nplanlint: tiny-plan\n---\n",
        "---\nplanlint: tiny-plan # as we agreed\n---\n",
        "---\nplanlint: {ruleset: 'tiny-plan'} # as we agreed\n---\n",
        '---\n"planlint": {"ruleset": "tiny-plan"}\n---\n',
        "---\nplanlint:\n  # as we agreed\n  ruleset: tiny-plan\n---\n",
        "---\ntitle: {{ not: [yaml }}\nplanlint:\n  ruleset: >-\n    tiny-plan\n---\n",
        '---\nplanlint: {ruleset: "tiny\\x2dplan"}\n---\n',
    ],
)
def test_a_plan_may_name_its_ruleset(folder: Path, head: str) -> None:
    (folder / "x.md").write_text(f"{head}\n# Nothing like a plan\n", encoding="utf-8")
    report = reported("x.md", ruleset="", code=0)
    assert report["plans"][0]["chosen"] == "plan"  # type: ignore[index]
    assert rules(report) == ["tiny-plan/has-goal"]


@pytest.mark.usefixtures("tiny_shelf")
@pytest.mark.parametrize(
    "text", ["`<!-- planlint-ruleset tiny-plan -->`", "```\n<!-- planlint-ruleset tiny-plan -->\n```"]
)
def test_a_ruleset_named_in_code_does_not_count(folder: Path, text: str) -> None:
    (folder / "x.md").write_text(f"# Notes\n\n{text}\n", encoding="utf-8")
    assert rules(reported("x.md", ruleset="", code=0)) == ["planlint/unrecognised"]


@pytest.mark.usefixtures("tiny_shelf")
@pytest.mark.parametrize(
    ("name", "hint"), [("tiny-plam", "did you mean tiny-plan?"), ("./.shelf/tiny-plan.yaml", "there are tiny-plan")]
)
def test_a_plan_that_names_no_ruleset_is_wrong(folder: Path, name: str, hint: str) -> None:
    (folder / "x.md").write_text(f"# Plan\n\n<!-- planlint-ruleset {name} -->\n", encoding="utf-8")
    report = reported("x.md", ruleset="", code=1)
    assert rules(report) == ["planlint/unknown-ruleset"]
    assert report["findings"][0]["start"] == {"line": 3, "column": 23}  # type: ignore[index]
    assert hint in report["findings"][0]["message"]  # type: ignore[index]


@pytest.mark.usefixtures("tiny_shelf")
@pytest.mark.parametrize(
    "said",
    [
        "<!-- planlint-ruleset -->",
        "<!-- planlint-ruleset -- for a reason -->",
        "<!-- planlint-ruleset tiny-plan, other -->",
        "---\nplanlint: {rulset: tiny-plan}\n---",
        "---\nplanlint: {ruleset: [tiny-plan]}\n---",
        "---\nplanlint:\n---",
    ],
)
def test_what_names_no_ruleset_though_it_means_to_is_wrong(folder: Path, said: str) -> None:
    (folder / "x.md").write_text(f"{said}\n\n# Plan\n", encoding="utf-8")
    assert rules(reported("x.md", ruleset="", code=1)) == ["planlint/unknown-ruleset"]


@pytest.mark.usefixtures("tiny_shelf")
@pytest.mark.parametrize(
    ("entry", "seen"),
    [
        ("planlint: {rulset: tiny-plan}", 'this has a key "rulset"; did you mean "ruleset"?'),
        ("planlint: {ruleset: [tiny-plan, other]}", "this is a list of 2"),
        ("planlint: {ruleset: tiny-plan", "this cannot be read: this is no YAML: expected"),
        ("planlint: &a {ruleset: *a}", "this cannot be read: "),
        ("planlint: {ruleset: 5}", "this names none"),
        ("planlint: {}", "this names none"),
    ],
)
def test_front_matter_that_names_no_ruleset_says_why(folder: Path, entry: str, seen: str) -> None:
    (folder / "x.md").write_text(f"---\n{entry}\n---\n\n# Plan\n", encoding="utf-8")
    found = reported("x.md", ruleset="", code=1)["findings"][0]  # type: ignore[index]
    assert (found["rule"], found["start"]["line"]) == ("planlint/unknown-ruleset", 2)
    assert seen in found["message"]


@pytest.mark.usefixtures("tiny_shelf")
def test_a_second_ruleset_that_a_plan_names_is_not_passed_over(folder: Path) -> None:
    named = "# Plan\n\n<!-- planlint-ruleset tiny-plan -->\n"
    (folder / "x.md").write_text(f"{named}<!-- planlint-ruleset other -->\n", encoding="utf-8")
    (folder / "y.md").write_text(f"---\nplanlint: tiny-plan\n---\n{named}", encoding="utf-8")
    found = reported("x.md", "y.md", ruleset="", code=0)["findings"]
    assert [each["start"]["line"] for each in found if each["rule"] == "planlint/second-ruleset"] == [4]  # type: ignore[index, union-attr]


def test_an_option_goes_before_what_a_plan_says(folder: Path) -> None:
    (folder / "x.md").write_text("# Plan\n\n<!-- planlint-ruleset nonsense -->\n", encoding="utf-8")
    report = reported("x.md", code=0)
    assert report["plans"][0]["chosen"] == "option"  # type: ignore[index]


def test_a_plans_own_place_is_judged_inside_the_root_alone(folder: Path) -> None:
    rule = """\
  place:
    should be saved as: docs/plans/*.md
    source: 5
    because: Plans are found there.
    say: "The plan is not in docs/plans"
    fix: "Move it"
    pass: { plan: "# P\\n", path: docs/plans/a.md }
    fail: { plan: "# P\\n", path: a.md, at: 1 }
"""
    (folder / "place.yaml").write_text(RULESET + rule, encoding="utf-8")
    options = ("--select", "place", "--format", "concise")
    said = "good.md:1:1: warning: The plan is not in docs/plans [tiny-plan/place]\n"
    assert check("good.md", *options, ruleset="place.yaml").stdout == said
    assert check("good.md", "--no-repository", *options, ruleset="place.yaml").stdout == ""
    (folder / "elsewhere").mkdir()
    assert check("good.md", "--root", "elsewhere", *options, ruleset="place.yaml").stdout == ""
    named = ("-", "--stdin-filename", "docs/plans/x.md")
    assert check(*named, *options, ruleset="place.yaml", stdin=GOOD.encode()).stdout == ""
    assert check("-", *options, ruleset="place.yaml", stdin=GOOD.encode()).stdout == ""


def test_a_shelf_without_rulesets_recognises_nothing() -> None:
    report = reported("bad.md", ruleset="", code=0)
    assert report["findings"][0]["message"] == "No ruleset fits this file"  # type: ignore[index]


@pytest.mark.usefixtures("tiny_shelf")
def test_a_ruleset_that_does_not_lead_does_not_fit(folder: Path) -> None:
    twin = RULESET.replace("tiny-plan", "twin-plan")
    (folder / ".shelf" / "twin-plan.yaml").write_text(twin, encoding="utf-8")
    message = "No ruleset fits this file; tiny-plan (5 points) does not lead twin-plan by 2"
    assert reported("bad.md", ruleset="")["findings"][0]["message"] == message  # type: ignore[index]
