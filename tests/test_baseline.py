"""`planlint baseline`: what was there before counts no more, what is new does, and what is gone is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from planlint.cli.commands import cli

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
"""
PLAN = "# P\n\n## Task 1\n\nx\n\n## Task 2\n\nx\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "docs").mkdir()
    (tmp_path / "tiny.yaml").write_text(RULESET, encoding="utf-8")
    text = "plans: [{ files: 'docs/*.md', ruleset: ./tiny.yaml }]\nbaseline: known.json\n"
    (tmp_path / ".planlint.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "docs/a.md").write_text(PLAN, encoding="utf-8")
    (tmp_path / "docs/b.md").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def lines(*arguments: str) -> list[int]:
    done = run("check", "--format", "json", *arguments)
    return [finding["start"]["line"] for finding in json.loads(done.stdout)["findings"]]


def test_what_was_there_counts_no_more_wherever_it_moves(folder: Path) -> None:
    done = run("baseline")
    assert (done.exit_code, done.stdout) == (0, "known.json: 4 findings of 2 plans kept, 0 taken out.\n")
    (folder / "docs/a.md").write_text(PLAN.replace("# P\n", "# P\n\nMore.\n", 1), encoding="utf-8")
    done = run("check")
    assert done.exit_code == 0
    assert "4 findings known from the baseline." in done.stdout


def test_what_is_new_counts(folder: Path) -> None:
    run("baseline")
    (folder / "docs/a.md").write_text(PLAN + "\n## Task 3\n\nx\n", encoding="utf-8")
    assert lines() == [11]
    assert run("check").exit_code == 1


def test_the_same_findings_give_the_same_bytes_and_the_file_ends_in_a_line(folder: Path) -> None:
    run("baseline")
    first = (folder / "known.json").read_bytes()
    assert first.endswith(b"}\n")
    run("baseline", "docs/b.md", "docs/a.md")
    assert (folder / "known.json").read_bytes() == first


def test_plans_that_are_not_checked_keep_their_entries(folder: Path) -> None:
    run("baseline")
    (folder / "docs/a.md").write_text("# P\n", encoding="utf-8")
    assert run("baseline", "docs/a.md").stdout == "known.json: 2 findings of 1 plan kept, 2 taken out.\n"


def test_stale_entries_are_said_and_pruned_and_nothing_new_is_taken_in(folder: Path) -> None:
    run("baseline")
    (folder / "docs/a.md").write_text(PLAN.replace("Task 1", "Part 1") + "\n## Task 3\n\nx\n", encoding="utf-8")
    (folder / "docs/b.md").unlink()
    assert "3 findings of the baseline no longer there (planlint baseline --prune)." in run("check").stdout
    assert run("baseline", "--prune").stdout == "known.json: 1 finding of 1 plan kept, 3 taken out.\n"
    assert list(json.loads((folder / "known.json").read_text("utf-8"))["plans"]) == ["docs/a.md"]
    assert lines() == [11]


@pytest.fixture
def two_rules(folder: Path) -> None:
    """Hold plans against a second rule, which finds as much."""
    head, rules = RULESET.split("rules:\n")
    other = rules.replace("task-has-check", "task-has-date").replace("Check", "Date").replace("check", "date")
    (folder / "tiny.yaml").write_text(f"{head}rules:\n{rules}{other}", encoding="utf-8")


@pytest.mark.usefixtures("two_rules")
@pytest.mark.parametrize("options", [("--select", "task-has-check"), ("--ignore", "task-has-date")])
def test_what_some_rules_find_is_added_to_what_is_known_of_the_others(folder: Path, options: tuple[str, ...]) -> None:
    run("baseline", "--select", "task-has-date")
    (folder / "docs/a.md").write_text(PLAN + "\n## Task 3\n\nx\n", encoding="utf-8")
    assert run("baseline", *options).stdout == "known.json: 9 findings of 2 plans kept, 0 taken out.\n"
    assert lines() == [11]
    before = (folder / "known.json").read_bytes()
    run("baseline", *options)
    assert (folder / "known.json").read_bytes() == before


@pytest.mark.usefixtures("two_rules")
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_pruning_judges_all_rules(folder: Path, option: str) -> None:
    run("baseline")
    before = (folder / "known.json").read_bytes()
    done = run("baseline", "--prune", option, "task-has-check")
    assert done.exit_code == 2
    assert "--prune takes out what no rule finds any more, so it goes without --select and --ignore" in done.stderr
    assert (folder / "known.json").read_bytes() == before


def test_an_option_names_another_baseline(folder: Path) -> None:
    run("baseline", "--baseline", "docs/other.json")
    assert list(json.loads((folder / "docs/other.json").read_text("utf-8"))["plans"]) == ["a.md", "b.md"]
    assert lines("--baseline", "docs/other.json") == []
    (folder / ".planlint.yaml").write_text("plans: [{ files: '*.md', ruleset: ./tiny.yaml }]\n", encoding="utf-8")
    run("baseline")
    assert (folder / ".planlint-baseline.json").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "There is no baseline"),
        ("{", "A baseline is JSON"),
        ("[" * 100_000, "A baseline is JSON"),
        ('{"version": 1, "plans": {"a.md": {"x": %s}}}' % ("9" * 5000), "A baseline is JSON"),
        (" " * ((16 << 20) + 1), "A baseline has at most 16777216 bytes, and"),
        ("[]", "no baseline of version 1"),
        ('{"version": true, "plans": {}}', "no baseline of version 1"),
        ('{"version": 1.0, "plans": {}}', "no baseline of version 1"),
        ('{"version": 2, "plans": {}}', "no baseline of version 1"),
        ('{"version": 1, "plans": {"a.md": {"x": "1"}}}', "no baseline of version 1"),
        ('{"version": 1, "plans": {"a.md": []}}', "no baseline of version 1"),
    ],
)
def test_a_baseline_that_cannot_be_read_is_exit_code_2(folder: Path, text: str | None, said: str) -> None:
    if text is not None:
        (folder / "known.json").write_text(text, encoding="utf-8")
    done = run("check")
    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.parametrize("command", ["check", "baseline"])
def test_a_baseline_that_two_sides_changed_is_to_be_brought_together_and_not_deleted(
    folder: Path, command: str
) -> None:
    entries = '<<<<<<< HEAD\n   "a": 1\n=======\n   "b": 1\n>>>>>>> other\n'
    text = f'{{\n "version": 1,\n "plans": {{\n  "docs/a.md": {{\n{entries}  }}\n }}\n}}\n'
    (folder / "known.json").write_text(text, encoding="utf-8")
    done = run(command)
    assert done.exit_code == 2
    assert "known.json holds the markers of a merge conflict; keep the entries of both sides" in done.stderr
    assert "delete" not in done.stderr
    assert (folder / "known.json").read_text("utf-8") == text


def test_a_run_that_is_not_whole_makes_no_baseline(folder: Path) -> None:
    (folder / "docs/c.md").write_bytes(b"\xff")
    assert run("baseline").exit_code == 2
    assert not (folder / "known.json").exists()


def test_a_baseline_is_not_written_through_a_link(folder: Path) -> None:
    (folder / "target").write_text("kept", encoding="utf-8")
    (folder / "known.json").symlink_to(folder / "target")
    assert run("baseline").exit_code == 2
    assert (folder / "target").read_text("utf-8") == "kept"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            ".planlint.yaml",
            "plans: [{ files: 'docs/*.md', ruleset: ./tiny.yaml }]\n",
            "`planlint check` does not read it yet; to .planlint.yaml, add the line baseline: .planlint-baseline.json\n",
        ),
        (
            "pyproject.toml",
            "[[tool.planlint.plans]]\nfiles = 'docs/*.md'\nruleset = './tiny.yaml'\n",
            '`planlint check` does not read it yet; to pyproject.toml, add the line baseline = ".planlint-baseline.json"\n',
        ),
    ],
)
def test_a_baseline_that_no_configuration_names_is_said_to_be_unread(
    folder: Path, name: str, text: str, said: str
) -> None:
    (folder / ".planlint.yaml").unlink()
    (folder / name).write_text(text, encoding="utf-8")
    kept = ".planlint-baseline.json: 4 findings of 2 plans kept, 0 taken out.\n"
    assert run("baseline").stdout == kept + said
    assert lines() != []
    line = said.partition("the line ")[2]
    (folder / name).write_text(text.replace("[[tool", f"[tool.planlint]\n{line}[[tool") + line * ("[[" not in text))
    assert lines() == []
    assert run("baseline").stdout == kept


def test_without_a_configuration_an_option_reads_a_baseline(folder: Path) -> None:
    (folder / ".planlint.yaml").unlink()
    assert run("baseline", "--ruleset", "tiny.yaml", "docs").stdout == (
        ".planlint-baseline.json: 4 findings of 2 plans kept, 0 taken out.\n"
        "`planlint check --baseline .planlint-baseline.json` reads it;"
        " so does a configuration with the line baseline: .planlint-baseline.json\n"
    )
