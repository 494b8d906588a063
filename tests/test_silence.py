"""Directives in plans: what they silence, what they do not, and what is said about broken and unused ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from planlint.cli.commands import cli
from planlint.markdown.document import parse
from planlint.run.directives import directives

if TYPE_CHECKING:
    from pathlib import Path

RULESET = """\
planlint: 1
ruleset: tiny-plan
title: A tiny ruleset
source: { document: tiny.txt }
recognised by:
  - { points: 5, has: { section: Tasks } }
rules:
  task-has-check:
    for each: { section: "Task {n}*" }
    must have: { field: Check, is: filled }
    source: 1
    because: Nobody can tell whether it is done.
    say: "Task {n} has no check"
    fix: "Add a check"
    pass: "# P\\n## Task 1\\n**Check:** x\\n"
    fail: { plan: "# P\\n\\n## Task 1\\nDo it.\\n", at: 3 }
  has-goal:
    should have: { section: Goal }
    source: 2
    because: A plan has a goal.
    say: "The plan has no goal"
    fix: "Add a section Goal"
    pass: "# P\\n## Goal\\nx\\n"
    fail: { plan: "# P\\n", at: 1 }
  file-exists:
    for each: { path: "*", intent: modify }
    should exist: in the repository
    source: 5
    because: It is to be changed.
    say: "{text} is not in the repository"
    fix: "Correct the path"
    pass: { plan: "# P\\n- Modify `a/b.py`\\n", files: [a/b.py] }
    fail: { plan: "# P\\n- Modify `a/b.py`\\n", files: [a/c.py], at: 2 }
"""
TASKS = "# P\n\n## Goal\n\nx\n\n{0}## Task 1{1}\n\nx\n\n{2}\n\n## Task 2\n\nx\n"
RULE = "tiny-plan/task-has-check"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "tiny.yaml").write_text(RULESET, encoding="utf-8")
    (tmp_path / ".planlint.yaml").write_text("plans: [{ files: '*.md', ruleset: ./tiny.yaml }]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(text: str, *options: str) -> Result:
    return CliRunner().invoke(cli, ["check", "-", "--stdin-filename", "plan.md", *options], input=text)


def reported(text: str, *options: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(check(text, "--format", "json", *options).stdout)
    return report


def found(text: str, *options: str) -> list[tuple[str, int]]:
    return [(each["rule"].partition("/")[2], each["start"]["line"]) for each in reported(text, *options)["findings"]]


def test_nothing_is_silent_without_a_directive() -> None:
    text = TASKS.format("", "", "")
    assert found(text) == [("task-has-check", 7), ("task-has-check", 13)]


@pytest.mark.parametrize("name", ["task-has-check", RULE, "tiny-plan/*", f"has-goal, {RULE}"])
def test_rules_are_named_in_each_way(name: str) -> None:
    text = TASKS.format(f"<!-- planlint-disable-next-line {name} -- it is a spike -->\n", "", "")
    assert ("task-has-check", 8) not in found(text)
    assert reported(text)["summary"]["silenced"] == 1


@pytest.mark.parametrize(
    "said",
    [
        "PLANLINT-DISABLE-NEXT-LINE {}",
        "planlint: disable-next-line {}",
        "planlint disable-next-line {} - it is a spike",
        "planlint-disable-next-line {}: it is a spike",
        "planlint-disable-next-line {} — it is a spike",
    ],
)
def test_a_directive_that_is_remembered_by_half_is_heeded(said: str) -> None:
    text = TASKS.format(f"<!-- {said.format(RULE)} -->\n", "", "")
    assert found(text) == [("task-has-check", 14)]
    assert found(TASKS.format("<!-- planlint is told by configuration -->\n", "", ""))[0] == ("task-has-check", 8)


def test_the_next_line_is_the_next_that_is_not_blank_nor_a_directive() -> None:
    other = "<!-- planlint-disable-next-line planlint/control-character -->"
    text = TASKS.format(f"<!-- planlint-disable-next-line {RULE} -->\n\n{other}\n\n", "", "")
    assert [each for each in found(text) if each[0] == "task-has-check"] == [("task-has-check", 17)]


def test_a_directive_is_about_its_own_line() -> None:
    text = TASKS.format("", f" <!-- planlint-disable-line {RULE} -->", "")
    assert found(text) == [("task-has-check", 13)]


def test_from_disable_to_enable() -> None:
    text = TASKS.format(f"<!-- planlint-disable {RULE} -->\n\n", "", f"<!-- planlint-enable {RULE} -->")
    assert found(text) == [("task-has-check", 15)]


@pytest.mark.parametrize(
    ("disabled", "enabled"), [("tiny-plan/*", RULE), (RULE, "tiny-plan/*"), (RULE, "task-has-check")]
)
def test_what_is_disabled_by_one_name_is_enabled_by_another(disabled: str, enabled: str) -> None:
    text = TASKS.format(f"<!-- planlint-disable {disabled} -->\n\n", "", f"<!-- planlint-enable {enabled} -->")
    assert found(text) == [("task-has-check", 15)]
    assert reported(text)["summary"]["silenced"] == 1


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        ("disable-file", "disable-file", 9),
        ("disable-file", "disable-next-line", 9),
        ("disable-next-line", "disable-file", 7),
        ("disable", "disable", 9),
    ],
)
def test_of_two_directives_about_one_finding_one_is_not_needed(first: str, second: str, line: int) -> None:
    text = TASKS.format("", "", "").replace(
        "## Task 1", f"<!-- planlint-{first} {RULE} -->\n\n<!-- planlint-{second} {RULE} -->\n## Task 1"
    )
    assert ("unused-directive", line) in found(text)
    assert len([each for each in found(text) if each[0] == "unused-directive"]) == 1


def test_disable_without_enable_runs_to_the_end() -> None:
    assert found(TASKS.format("", "", f"<!-- planlint-disable {RULE} -->")) == [("task-has-check", 7)]


def test_the_whole_file_from_anywhere_in_it() -> None:
    text = TASKS.format("", "", f"<!-- planlint-disable-file {RULE} -->")
    assert found(text) == []
    assert reported(text)["summary"]["silenced"] == 2
    assert "2 findings silenced in the plans (shown with --no-silence)." in check(text).stdout
    assert check(text).exit_code == 0


def test_no_silence_hears_all_and_nothing_of_directives() -> None:
    text = TASKS.format("", "", f"<!-- planlint-disable-file {RULE} nonsense -->")
    assert found(text, "--no-silence") == [("task-has-check", 7), ("task-has-check", 13)]


@pytest.mark.parametrize("code", ["`{0}`", "```\n{0}\n```", "    {0}"])
def test_a_comment_in_code_is_no_directive(code: str) -> None:
    text = TASKS.format("", "", code.format(f"<!-- planlint-disable-file {RULE} -->"))
    assert [each for each in found(text) if each[0] == "task-has-check"] == [
        ("task-has-check", 7),
        ("task-has-check", 11 + 2 + code.count("\n")),
    ]


@pytest.mark.parametrize(
    ("said", "rule", "hint"),
    [
        ("disable-file", "missing-rule", "names none"),
        ("disable-file -- why", "missing-rule", "names none"),
        ("disable-file task-has-chekc", "unknown-rule", 'did you mean "task-has-check"?'),
        ("disable-file feature-plan/task-has-validation", "unknown-rule", "for this plan"),
        ("disable-file planlint/unrecognised", "unknown-rule", "cannot be silenced"),
        ("disable-file planlint/unused-directive", "unknown-rule", "cannot be silenced"),
        ("disabel-file has-goal", "unknown-directive", 'did you mean "disable-file"?'),
        ("enable has-goal", "unused-directive", "is not disabled above"),
        ("disable-file has-goal", "unused-directive", "finds nothing of has-goal"),
        ("disable-line tiny-plan/task-has-check", "unused-directive", "finds nothing"),
        ("disable-next-line has-goal", "unused-directive", "finds nothing"),
    ],
)
def test_what_is_wrong_with_a_directive_is_a_finding_at_it(said: str, rule: str, hint: str) -> None:
    text = TASKS.format("", "", f"<!-- planlint-{said} -->")
    wrong = [each for each in reported(text)["findings"] if each["rule"].startswith("planlint/")]
    assert [(each["rule"], each["severity"], each["start"]) for each in wrong] == [
        (f"planlint/{rule}", "warning", {"line": 11, "column": 1})
    ]
    assert hint in wrong[0]["message"]
    assert wrong[0]["source"] == {"document": None, "lines": []}


def test_a_reason_is_asked_for_where_the_configuration_does(folder: Path) -> None:
    with (folder / ".planlint.yaml").open("a", encoding="utf-8") as file:
        file.write("require-reason: true\n")
    without = TASKS.format("", "", f"<!-- planlint-disable-file {RULE} -->")
    assert found(without) == [("task-has-check", 7), ("missing-reason", 11), ("task-has-check", 13)]
    assert found(without.replace(RULE, f"{RULE} -- a spike")) == []


def test_what_was_not_judged_is_not_unused() -> None:
    text = "# P\n\n## Goal\n\n<!-- planlint-disable-file file-exists -->\n\n- Modify `a/b.py`\n"
    assert found(text, "--no-repository") == []
    assert found(text, "--select", "has-goal") == []
    assert found(text.replace("a/b.py", "tiny.yaml")) == [("unused-directive", 5)]


def test_errors_cannot_be_silenced() -> None:
    deep = ">" * 200 + " x"
    assert check(f"<!-- planlint-disable-file tiny-plan/* -->\n\n{deep}\n").exit_code == 2


def test_unclosed_and_nested_comments_end_no_earlier_than_they_do() -> None:
    text = "<!-- a <!-- planlint-disable-file x -->\n\n<!-- planlint-disable-file y -- why -- so -->\n\n<!-- planlint-disable z\n"
    assert [(each.rules, each.reason) for each in directives(parse(text))] == [(("y",), "why -- so")]
