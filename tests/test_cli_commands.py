"""The smaller commands: which, tree, rules, test, schema, explain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from planlint.cli.commands import cli
from planlint.language.budget import RegexBudgetError

if TYPE_CHECKING:
    from pathlib import Path

RULESET = """\
planlint: 1
ruleset: tiny-plan
title: A tiny ruleset
source: { document: tiny.txt, lines: 10, sha256: "0000000000000000000000000000000000000000000000000000000000000000" }
recognised by:
  - { points: 3, has: { section: Tasks } }
  - { points: 2, has: { section: "Task {n}*" } }
rules:
  task-has-check:
    for each: { section: "Task {n}*" }
    must have: { field: Check, is: filled }
    source: "4, 7-9"
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
    fix: "Add a goal"
    pass: "# P\\n## Goal\\nx\\n"
    fail: { plan: "# P\\n", at: 1 }
"""
PLAN = "# Plan\n\n## Tasks\n\n### Task 1: Act\n\n- [ ] run `make x`\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder; the shelf holds the tiny ruleset and another."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.chdir(tmp_path)
    shelf = tmp_path / ".shelf"
    shelf.mkdir()
    (shelf / "tiny-plan.yaml").write_text(RULESET, encoding="utf-8")
    other = RULESET.replace("tiny-plan", "other-plan").replace("points: 3", "points: 4").replace("Tasks", "Steps")
    (shelf / "other-plan.yaml").write_text(other, encoding="utf-8")
    monkeypatch.setattr("planlint.rulesets._folder", lambda: shelf)
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    (tmp_path / "notes.md").write_text("# Notes\n", encoding="utf-8")
    return tmp_path


def called(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def test_which_says_the_format_and_why() -> None:
    done = called("which", "plan.md", "notes.md")
    assert done.stdout == (
        "plan.md: tiny-plan\n"
        "   5 tiny-plan\n"
        "       Tasks\n"
        "       Task {n}*\n"
        "   2 other-plan\n"
        "       Task {n}*\n"
        "notes.md: none\n"
        "   0 other-plan\n"
        "   0 tiny-plan\n"
    )
    assert done.exit_code == 0


def test_which_needs_a_lead(folder: Path) -> None:
    (folder / "both.md").write_text(f"{PLAN}\n## Steps\n", encoding="utf-8")
    assert called("which", "both.md").stdout.startswith("both.md: none\n   6 other-plan\n")


def test_which_believes_a_plan_that_names_its_format(folder: Path) -> None:
    (folder / "notes.md").write_text("# Notes\n<!-- planlint-ruleset tiny-plan -->\n", encoding="utf-8")
    assert called("which", "notes.md").stdout.startswith("notes.md: tiny-plan (the plan says so)\n")


def test_which_says_that_a_plan_names_what_there_is_not(folder: Path) -> None:
    (folder / "notes.md").write_text("# Notes\n<!-- planlint-ruleset tiny-plam -->\n", encoding="utf-8")
    said = "notes.md: tiny-plam (the plan says so; there is no such ruleset)\n"
    assert called("which", "notes.md").stdout.startswith(said)


@pytest.mark.parametrize("said", ["<!-- planlint-ruleset tiny-plan, other -->", "<!-- planlint-ruleset -->"])
def test_which_says_that_a_plan_names_no_one_ruleset(folder: Path, said: str) -> None:
    (folder / "notes.md").write_text(f"# Notes\n{said}\n", encoding="utf-8")
    assert called("which", "notes.md").stdout.startswith("notes.md: none (the plan is to name one ruleset, and this n")


def test_which_says_what_the_configuration_says_before_the_plan(folder: Path) -> None:
    (folder / "notes.md").write_text("# Notes\n<!-- planlint-ruleset tiny-plan -->\n", encoding="utf-8")
    (folder / ".planlint.yaml").write_text(
        "plans:\n  - { files: no*.md, ruleset: other-plan }\n  - { files: '*.md', ruleset: auto }\n", encoding="utf-8"
    )
    done = called("which", "notes.md", "plan.md")
    assert [line for line in done.stdout.splitlines() if not line.startswith(" ")] == [
        "notes.md: other-plan (.planlint.yaml:2 says so)",
        "plan.md: tiny-plan",
    ]
    (folder / ".planlint.yaml").write_text("plan: []\n", encoding="utf-8")
    done = called("which", "notes.md")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, "Error: The configuration is broken:")


def test_rules_lists_those_of_the_configuration_s_own_rulesets(folder: Path) -> None:
    own = (folder / ".shelf/tiny-plan.yaml").read_text(encoding="utf-8").replace("tiny-plan", "our-plan")
    (folder / "our.yaml").write_text(own, encoding="utf-8")
    (folder / ".planlint.yaml").write_text("plans: [{ files: '*.md', ruleset: ./our.yaml }]\n", encoding="utf-8")
    assert {line.split("/")[0] for line in called("rules").stdout.splitlines()} == {
        "other-plan", "our-plan", "tiny-plan",
    }  # fmt: skip


def test_which_looks_into_folders_and_says_what_it_could_not_read(folder: Path) -> None:
    (folder / "bad.md").write_bytes(b"\xff")
    (folder / "deep.md").write_text(">" * 101 + " x", encoding="utf-8")
    done = called("which", ".", "nowhere.md")
    assert [line for line in done.stdout.splitlines() if not line.startswith(" ")] == [
        "notes.md: none",
        "plan.md: tiny-plan",
    ]
    assert done.stderr.startswith("planlint: nowhere.md: There is no such file or folder.\nplanlint: bad.md: A plan is")
    assert "planlint: deep.md: Blocks nest at most 100 deep" in done.stderr
    assert done.exit_code == 2


def test_which_and_tree_read_standard_input() -> None:
    done = CliRunner().invoke(cli, ["which", "-"], input=PLAN)
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "<stdin>: tiny-plan")
    assert "Task 1: Act" in CliRunner().invoke(cli, ["tree", "-"], input=PLAN).stdout
    done = CliRunner().invoke(cli, ["which", "-", "notes.md"], input=b"\xff")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (2, "notes.md: none")
    assert done.stderr.startswith("planlint: <stdin>: A plan is UTF-8")


def test_which_finds_nothing_in_an_empty_folder(folder: Path) -> None:
    (folder / "empty").mkdir()
    done = called("which", "empty")
    assert (done.exit_code, done.stderr) == (2, "planlint: There is no Markdown file here.\n")


def test_a_tree_is_shown_as_text_and_as_json(folder: Path) -> None:
    done = called("tree", "plan.md")
    assert done.exit_code == 0
    assert "Task 1: Act" in done.stdout
    assert json.loads(called("tree", "plan.md", "--format", "json").stdout)
    (folder / "plan.md").write_text("# a\x1b[2Jb\n", encoding="utf-8")
    assert "\x1b" not in called("tree", "plan.md").stdout
    assert called("tree", "nowhere.md").exit_code == 2


def test_a_tree_in_a_log_holds_no_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "plan.md").write_text("# ##[error]x\n", encoding="utf-8")
    assert "##[" in called("tree", "plan.md").stdout
    assert "##[" not in called("tree", "plan.md", "--format", "json").stdout
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert "##[" not in called("tree", "plan.md").stdout
    printed = called("tree", "plan.md", "--format", "json").stdout
    assert "##[" not in printed
    assert "##[error]x" in json.dumps(json.loads(printed))


def test_rules_are_listed_one_a_line() -> None:
    assert called("rules", "--ruleset", "tiny-plan").stdout == (
        "tiny-plan/task-has-check  error    Task {n} has no check (lines 4, 7-9)\n"
        "tiny-plan/has-goal        warning  The plan has no goal (line 2)\n"
    )
    assert called("rules").stdout.count("\n") == 4


def test_rules_are_listed_as_json() -> None:
    assert json.loads(called("rules", "--ruleset", "tiny-plan", "--format", "json").stdout)[0] == {
        "rule": "tiny-plan/task-has-check",
        "severity": "error",
        "message": "Task {n} has no check",
        "fix": "Add a check",
        "because": "Nobody can tell whether it is done.",
        "source": {"document": "tiny.txt", "lines": [[4, 4], [7, 9]]},
    }


def test_rules_of_an_unknown_ruleset_are_refused() -> None:
    done = called("rules", "--ruleset", "tiny-plam")
    assert done.exit_code == 2
    assert "There is no ruleset called 'tiny-plam'; did you mean tiny-plan?" in done.stderr


def test_examples_that_behave_are_counted() -> None:
    done = called("test")
    assert done.stdout == ("other-plan: 4 examples behave, 0 do not\ntiny-plan: 4 examples behave, 0 do not\n")
    assert done.exit_code == 0


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        ('fail: { plan: "# P\\n", at: 1 }', 'fail: { plan: "# P\\n## Goal\\nx\\n", at: 1 }', "missing"),
        ('pass: "# P\\n## Goal\\nx\\n"', 'pass: "# P\\n"', "noisy"),
        ("at: 3", "at: 4", "misplaced"),
    ],
)
def test_examples_that_do_not_behave_are_named(folder: Path, right: str, wrong: str, kind: str) -> None:
    assert right in RULESET
    (folder / "wrong.yaml").write_text(RULESET.replace(right, wrong), encoding="utf-8")
    done = called("test", "wrong.yaml")
    assert f": {kind}: " in done.stdout
    assert done.stdout.endswith("tiny-plan: 3 examples behave, 1 do not\n")
    assert done.exit_code == 1


def test_a_pattern_over_its_budget_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_arguments: object) -> None:
        raise RegexBudgetError("(a+)+")

    monkeypatch.setattr("planlint.examples.judge", slow)
    monkeypatch.setattr("planlint.recognition.count_holds", slow)
    for arguments in (("test",), ("which", "plan.md")):
        done = called(*arguments)
        assert done.exit_code == 2
        assert "over its time budget" in done.stderr
        assert "(a+)+" in done.stderr


def test_schemas_are_printed() -> None:
    assert json.loads(called("schema", "report").stdout)["title"] == "planlint report"
    assert "rules" in json.loads(called("schema").stdout)["properties"]
    assert called("schema", "plan").exit_code == 2


def test_a_rule_is_explained() -> None:
    page = called("explain", "tiny-plan/has-goal").stdout
    assert page.startswith("# tiny-plan/has-goal\n")
    assert "A plan has a goal." in page
    assert page.endswith(
        "**To leave it out.** `planlint check --ignore tiny-plan/has-goal`\n\n"
        '* in a configuration: `rules: { tiny-plan/has-goal: "off" }`\n'
        "* in a plan, above the line: `<!-- planlint-disable-next-line tiny-plan/has-goal -- reason -->`\n"
    )


def test_a_rules_name_alone_explains_it_in_each_ruleset() -> None:
    page = called("explain", "has-goal").stdout
    assert "# tiny-plan/has-goal\n" in page
    assert "# other-plan/has-goal\n" in page
    assert "other-plan" not in called("explain", "has-goal", "--ruleset", "tiny-plan").stdout


def test_a_ruleset_is_explained_by_name_and_by_file() -> None:
    assert called("explain", "tiny-plan").stdout.startswith("# tiny-plan\n")
    assert called("explain", ".shelf/tiny-plan.yaml").stdout == called("explain", "tiny-plan").stdout


def test_rules_of_the_configuration_are_explained(folder: Path) -> None:
    text = (folder / ".shelf/tiny-plan.yaml").read_text("utf-8").replace("tiny-plan", "house-plan")
    (folder / "house.yaml").write_text(text, encoding="utf-8")
    assert called("explain", "house-plan/has-goal").exit_code == 2
    entry = "plans: [{ files: '*.md', ruleset: [./house.yaml, tiny-plan] }]\n"
    (folder / ".planlint.yaml").write_text(entry, encoding="utf-8")
    assert called("explain", "house-plan/has-goal").stdout.startswith("# house-plan/has-goal\n")
    assert called("explain", "has-goal").stdout.count("\n# ") >= 1
    (folder / ".planlint.yaml").write_text("plans: 3\n", encoding="utf-8")
    assert "The configuration is broken:\n.planlint.yaml:1:" in called("explain", "has-goal").stderr


def test_words_of_the_language_are_explained() -> None:
    assert called("explain", "checkbox").stdout.startswith("`checkbox` is a noun")
    assert called("explain", "be", "matched", "by").stdout.startswith("`be matched by` is a verb")
    assert called("explain", "be matched by").stdout == called("explain", "be", "matched", "by").stdout


def test_what_is_unknown_is_not_explained() -> None:
    done = called("explain", "chekbox")
    assert done.exit_code == 2
    assert "There is no rule, ruleset or word called 'chekbox'; did you mean checkbox?" in done.stderr
    assert "did you mean tiny-plan/has-goal?" in called("explain", "tiny-plan/has-gaol").stderr
    assert called("explain", "zzzzzz").stderr.endswith("called 'zzzzzz'\n")
