"""`planlint check`: exact outputs, exit codes, and what could not be judged."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from click.testing import CliRunner, Result

from planlint.cli.commands import cli
from planlint.language.budget import RegexBudgetError
from planlint.markdown.structure import Spoiled
from planlint.reporters.summary import REMEDY
from planlint.run import judging

if TYPE_CHECKING:
    from planlint.markdown.document import Document

SCHEMA = json.loads((Path(__file__).parent.parent / "planlint/schemas/report.schema.json").read_text("utf-8"))
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
    fix: "Add a line `**Check:** …`"
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
  has-risks:
    could have: { section: Risks }
    source: 3
    because: Plans go wrong.
    say: "The plan has no risks"
    fix: "Add a section Risks"
    pass: "# P\\n## Risks\\nx\\n"
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
GOOD = "# Plan\n\n## Goal\n\nWin.\n\n## Risks\n\nLosing.\n\n## Tasks\n\n### Task 1: Act\n\n**Check:** it works\n"
BAD = "# Plan\n\n## Tasks\n\n### Task 1: Act\n\n- [ ] a\n- [x] b\n"
EMPTY_PATHS = {"verified": 0, "missing": 0, "ambiguous": 0, "uncheckable": 0}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder: a good plan, a bad one, and the ruleset."""
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("planlint.rulesets._folder", lambda: tmp_path / "nowhere")
    (tmp_path / "tiny.yaml").write_text(RULESET, encoding="utf-8")
    (tmp_path / "good.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.md").write_text(BAD, encoding="utf-8")
    return tmp_path


def check(*arguments: str, ruleset: str = "tiny.yaml", stdin: bytes = b"") -> Result:
    options = ["--ruleset", ruleset] if ruleset else []
    return CliRunner().invoke(cli, ["check", *options, *arguments], input=stdin)


def reported(
    *arguments: str, stdin: bytes = b"", ruleset: str = "tiny.yaml", code: int | None = None
) -> dict[str, object]:
    done = check("--format", "json", *arguments, stdin=stdin, ruleset=ruleset)
    assert code is None or done.exit_code == code
    report: dict[str, object] = json.loads(done.stdout)
    jsonschema.validate(report, SCHEMA)
    return report


def codes(report: dict[str, object]) -> list[tuple[str, str]]:
    assert report["complete"] is not bool(report["errors"])
    return [(error["path"], error["code"]) for error in report["errors"]]  # type: ignore[attr-defined]


def rules(report: dict[str, object]) -> list[str]:
    return [finding["rule"] for finding in report["findings"]]  # type: ignore[attr-defined]


def test_a_bad_plan_is_shown_with_its_lines() -> None:
    done = check("bad.md")
    assert done.stdout == (
        "bad.md:1:1: warning: The plan has no goal [tiny-plan/has-goal]\n"
        "  |\n"
        "1 | # Plan\n"
        "  | ^^^^^^\n"
        "  = why: A plan has a goal.\n"
        "  = fix: Add a section Goal\n"
        "  = source: tiny.txt, line 2\n"
        "\n"
        "bad.md:5:1: error: Task 1 has no check [tiny-plan/task-has-check]\n"
        "  |\n"
        "5 | ### Task 1: Act\n"
        "  | ^^^^^^^^^^^^^^^\n"
        "  = why: Nobody can tell whether it is done.\n"
        "  = fix: Add a line `**Check:** …`\n"
        "  = source: tiny.txt, lines 4, 7-9\n"
        "\n"
        "1 plan checked: 1 error, 1 warning, 1 note (1 note hidden, show with --min-severity note).\n"
        "3 rules judged something, 1 found nothing to judge.\n"
    )
    assert done.stderr == ""
    assert done.exit_code == 1


def test_a_good_plan_says_what_was_done() -> None:
    done = check("good.md")
    assert done.stdout == "1 plan checked: no findings.\n3 rules judged something, 1 found nothing to judge.\n"
    assert done.exit_code == 0


def test_concise_keeps_to_findings_on_standard_output() -> None:
    done = check("bad.md", "--format", "concise")
    assert done.stdout == (
        "bad.md:1:1: warning: The plan has no goal [tiny-plan/has-goal]\n"
        "bad.md:5:1: error: Task 1 has no check [tiny-plan/task-has-check]\n"
    )
    assert done.stderr.startswith("1 plan checked: 1 error, 1 warning, 1 note (1 note hidden")
    assert check("good.md", "--format", "concise").stdout == ""
    assert check("good.md", "--format", "concise", "-q").stderr == ""


def test_json_holds_what_is_shown_and_counts_all() -> None:
    report = reported("bad.md", code=1)
    assert rules(report) == ["tiny-plan/has-goal", "tiny-plan/task-has-check"]
    assert report["summary"] == {"plans": 1, "errors": 1, "warnings": 1, "notes": 1, "silenced": 0}
    assert report["plans"] == [
        {
            "path": "bad.md",
            "rulesets": ["tiny-plan"],
            "chosen": "option",
            "rules": {"judged": 3, "idle": ["tiny-plan/file-exists"]},
            "paths": EMPTY_PATHS,
            "progress": {"checked": 1, "open": 1, "unknown": 0},
        }
    ]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--fail-on", "never"), 0),
        (("--ignore", "task-has-check"), 0),
        (("--ignore", "task-has-check", "--fail-on", "warning"), 1),
        (("--ignore", "tiny-plan/task-has-check,has-goal", "--fail-on", "warning"), 0),
        (("--ignore", "task-has-check", "--ignore", "has-goal", "--fail-on", "note"), 1),
        (("--ignore", "tiny-plan/*", "--fail-on", "note"), 0),
        (("--select", "has-goal"), 0),
        (("--select", "tiny-plan/task-has-check"), 1),
        (("--select", "tiny-plan/*", "--ignore", "task-has-check"), 0),
        (("--min-severity", "error"), 1),
        (("--min-severity", "error", "--fail-on", "note"), 1),
        (("--format", "json"), 1),
        (("--format", "concise"), 1),
        (("--no-config", "--no-cache", "--no-repository"), 1),
    ],
)
def test_the_exit_code_follows_the_findings(options: tuple[str, ...], code: int) -> None:
    assert check("bad.md", *options).exit_code == code


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (("--min-severity", "note"), ["has-goal", "has-risks", "task-has-check"]),
        (("--min-severity", "warning"), ["has-goal", "task-has-check"]),
        (("--min-severity", "error"), ["task-has-check"]),
        (("--select", "has-goal, has-risks", "--min-severity", "note"), ["has-goal", "has-risks"]),
    ],
)
def test_what_is_shown_follows_the_options(options: tuple[str, ...], shown: list[str]) -> None:
    assert rules(reported("bad.md", *options)) == [f"tiny-plan/{name}" for name in shown]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--select", "has-gaol"), "There is no rule called 'has-gaol'; did you mean tiny-plan/has-goal?"),
        (("--ignore", "tiny-plan/has-gaol"), "did you mean tiny-plan/has-goal?"),
        (("--ignore", "zzz"), "`planlint rules` lists them"),
        (("--report", "json"), "is not FORMAT=FILE with one of text, concise, json"),
        (("--report", "html=x"), "is not FORMAT=FILE"),
        (("--max-size", "big"), "'big' is no size"),
        (("--max-size", "1025M"), "'1025M' is too much; a plan has at most 1024M."),
        (("--max-size", "99999999999999999999999M"), "is too much; a plan has at most 1024M."),
        (("--max-size", "9" * 5000), "is too much; a plan has at most 1024M."),
        (("--stdin-filename", "x.md"), "there is no - among the paths"),
        (("--format", "html"), "html"),
        (("--root", "nowhere"), "nowhere"),
    ],
)
def test_a_wrong_option_is_refused(options: tuple[str, ...], said: str) -> None:
    done = check("bad.md", *options)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("ruleset", "said"),
    [
        ("feature-pla", "There is no ruleset called 'feature-pla'; did you mean feature-plan?"),
        ("./nowhere.yaml", "The ruleset ./nowhere.yaml cannot be read: No such file or directory."),
        ("tiny", "There is no ruleset called 'tiny'"),
    ],
)
def test_a_ruleset_that_is_not_there_is_named(ruleset: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlint.rulesets.shipped", lambda: ("feature-plan", "plan-spec"))
    done = check("good.md", ruleset=ruleset)
    assert said in done.stderr
    assert done.exit_code == 2


def test_a_broken_ruleset_is_named_with_its_place(folder: Path) -> None:
    (folder / "tiny.yaml").write_text(RULESET.replace("must have", "must halve"), encoding="utf-8")
    done = check("good.md")
    assert re.search(r"The ruleset tiny.yaml is broken:\ntiny.yaml:\d+:\d+: ", done.stderr)
    assert done.exit_code == 2
    assert done.stdout == ""


def test_two_rulesets_are_both_asked(folder: Path) -> None:
    (folder / "other.yaml").write_text(RULESET.replace("tiny-plan", "other-plan"), encoding="utf-8")
    report = reported("bad.md", "--ruleset", "./other.yaml")
    assert report["plans"][0]["rulesets"] == ["tiny-plan", "other-plan"]  # type: ignore[index]
    assert len(rules(report)) == 4


def test_standard_input_is_a_plan() -> None:
    report = reported("-", stdin=BAD.encode(), code=1)
    assert {finding["path"] for finding in report["findings"]} == {"<stdin>"}  # type: ignore[attr-defined]
    report = reported("-", "--stdin-filename", "docs/x.md", stdin=BAD.encode(), code=1)
    assert {finding["path"] for finding in report["findings"]} == {"docs/x.md"}  # type: ignore[attr-defined]


def test_standard_input_stands_for_the_file_that_it_is_named_after() -> None:
    report = reported("bad.md", "-", "--stdin-filename", "bad.md", stdin=GOOD.encode(), code=0)
    assert [plan["path"] for plan in report["plans"]] == ["bad.md"]  # type: ignore[attr-defined]


def test_an_empty_file_is_a_plan_in_which_everything_is_missing(folder: Path) -> None:
    (folder / "empty.md").touch()
    report = reported("empty.md", code=0)
    assert rules(report) == ["tiny-plan/has-goal"]
    assert report["findings"][0]["start"] == {"line": 1, "column": 1}  # type: ignore[index]


def test_a_folder_means_its_markdown() -> None:
    assert [plan["path"] for plan in reported(".")["plans"]] == ["bad.md", "good.md"]  # type: ignore[attr-defined]
    assert [plan["path"] for plan in reported()["plans"]] == ["bad.md", "good.md"]  # type: ignore[attr-defined]


def test_a_folder_without_markdown_is_an_error_unless_allowed(folder: Path) -> None:
    (folder / "empty").mkdir()
    done = check("empty")
    assert done.exit_code == 2
    assert "There is no Markdown file to check" in done.stderr
    assert check("empty", "--allow-empty").exit_code == 0
    assert reported("empty", code=2)["plans"] == []


@pytest.mark.parametrize(("form", "stream"), [("text", "stdout"), ("concise", "stderr"), ("json", "stderr")])
def test_a_folder_without_markdown_beside_plans_is_told(folder: Path, form: str, stream: str) -> None:
    (folder / "empty").mkdir()
    done = check("empty", "good.md", "--format", form)
    assert "No Markdown file below empty." in getattr(done, stream)
    assert done.exit_code == 0
    assert "Markdown" not in check("empty", "good.md", "--format", form, "--quiet").output


def test_a_repository_in_the_repository_is_not_passed_over_in_silence(folder: Path) -> None:
    for place in (folder, folder / "theirs/x"):
        place.mkdir(parents=True, exist_ok=True)
        (place / "good.md").write_text(GOOD, encoding="utf-8")
        subprocess.run(["git", "init", "-q", "."], check=True, cwd=place)
    said = "theirs/x/ is a repository of its own, and was not looked into."
    assert said in check("good.md", ".").stdout
    assert said in check(".", "--format", "json").stderr
    assert "not looked into" not in check("theirs/x", "good.md").output


@pytest.mark.usefixtures("tiny_shelf")
def test_who_names_a_ruleset_for_a_rule_is_told_how_to_name_all_its_rules(folder: Path) -> None:
    said = "; tiny-plan/* means all rules of the ruleset"
    assert said in check("bad.md", "--select", "tiny-plan", ruleset="").stderr
    (folder / "x.md").write_text(f"<!-- planlint-disable-file tiny-plan -->\n{BAD}", encoding="utf-8")
    assert said in check("x.md", ruleset="tiny-plan").stdout


def test_a_run_in_which_no_rule_is_judged_says_so() -> None:
    said = "No rule was judged: none that is selected belongs to the rulesets of these plans."
    done = check("bad.md", "--select", "planlint/*")
    assert (done.exit_code, said in done.stdout) == (0, True)
    assert said not in check("bad.md", "--select", "has-goal").stdout


@pytest.mark.parametrize("git", [True, False])
def test_a_linked_folder_is_not_passed_over_in_silence(folder: Path, *, git: bool) -> None:
    (folder / "real").mkdir()
    (folder / "docs").mkdir()
    for name in ("real", "docs"):
        (folder / name / "bad.md").write_text(BAD, encoding="utf-8")
    (folder / "docs/plans").symlink_to(folder / "real")
    if git:
        subprocess.run(["git", "init", "-q", "."], check=True)
    said = "docs/plans is a link to a folder, and was not looked into."
    assert said in check("docs").stdout
    assert said in check("docs", "--format", "json").stderr
    assert [plan["path"] for plan in reported("docs/plans")["plans"]] == ["docs/plans/bad.md"]  # type: ignore[attr-defined]


def test_what_tools_have_put_below_a_folder_is_no_plan(folder: Path) -> None:
    for git in (False, True):
        for name in ("node_modules/x", ".venv"):
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name / "bad.md").write_text(BAD, encoding="utf-8")
        if git:
            subprocess.run(["git", "init", "-q", "."], check=True)
        assert [plan["path"] for plan in reported(".")["plans"]] == ["bad.md", "good.md"]  # type: ignore[attr-defined]
        assert rules(reported(".venv/bad.md", "node_modules", code=1))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--select", ""), "it names no rule"),
        (("--ignore", " ,"), "it names no rule"),
        (("--report", "json=-"), "'-' is no file; --format json prints to standard output."),
    ],
)
def test_an_option_without_a_meaning_is_refused(folder: Path, options: tuple[str, ...], said: str) -> None:
    done = check("bad.md", *options)
    assert (done.exit_code, said in done.stderr) == (2, True)
    assert not (folder / "-").exists()


def test_what_is_not_there_makes_the_run_incomplete_and_costs_no_other_plan() -> None:
    report = reported("nowhere.md", "bad.md", code=2)
    assert codes(report) == [("nowhere.md", "unreadable")]
    assert rules(report) == ["tiny-plan/has-goal", "tiny-plan/task-has-check"]


def test_an_empty_path_is_not_the_current_folder() -> None:
    report = reported("", "bad.md", code=2)
    assert codes(report) == [("''", "unreadable")]
    assert [plan["path"] for plan in report["plans"]] == ["bad.md"]  # type: ignore[attr-defined]
    assert "A path is empty, as one from a variable that is not set" in check("").stdout


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"# P\n\xff", "not-utf-8"),
        ("# P".encode("utf-16"), "not-utf-8"),
        (b"# P\n" * 100, "too-large"),
        (b">" * 101 + b" x\n", "nested-too-deep"),
        (b"- " * 101 + b"x\n", "nested-too-deep"),
    ],
)
def test_what_cannot_be_judged_is_listed(folder: Path, data: bytes, code: str) -> None:
    (folder / "x.md").write_bytes(data)
    report = reported("x.md", "bad.md", "--max-size", "300", code=2)
    assert codes(report) == [("x.md", code)]
    assert rules(report) == ["tiny-plan/has-goal", "tiny-plan/task-has-check"]
    for form in ("text", "concise"):
        assert f"[{code}]" in check("x.md", "--max-size", "300", "--format", form).stdout


@pytest.mark.parametrize("size", ["1K", "1KiB", "1kb", "1024", "0001024"])
def test_a_size_is_a_number_of_bytes(folder: Path, size: str) -> None:
    (folder / "x.md").write_bytes(b"x" * 1025)
    assert codes(reported("x.md", "--max-size", size)) == [("x.md", "too-large")]
    (folder / "x.md").write_bytes(b"x" * 1024)
    assert codes(reported("x.md", "--max-size", size)) == []


def test_pipes_and_links_out_of_the_root_are_not_read(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.md"
    secret.write_text("# hush\n", encoding="utf-8")
    (folder / "link.md").symlink_to(secret)
    os.mkfifo(folder / "pipe.md")
    done = check(".", "--format", "json")
    assert codes(json.loads(done.stdout)) == [("link.md", "outside-root"), ("pipe.md", "not-a-regular-file")]
    assert "hush" not in done.output


def test_a_crash_is_named_as_a_bug_and_costs_no_other_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    parse = judging.parse

    def crashing(text: str, path: str) -> object:
        if path == "good.md":
            raise IndexError(text)
        return parse(text, path)

    monkeypatch.setattr(judging, "parse", crashing)
    report = reported(".", code=2)
    assert codes(report) == [("good.md", "internal-error")]
    assert rules(report) == ["tiny-plan/has-goal", "tiny-plan/task-has-check"]
    assert "bug in planlint: IndexError" in report["errors"][0]["message"]  # type: ignore[index]
    assert "Win." not in report["errors"][0]["message"]  # type: ignore[index]
    assert "Traceback" not in check(".").output
    assert "Traceback" in check(".", "--debug").stderr


def test_a_pattern_over_its_budget_costs_its_rule_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlint.language.budget.SCAN_SECONDS", 0.05)
    slow = RULESET.replace("could have: { section: Risks }", "must mention: '/(a|aa)+b/'")
    (folder / "tiny.yaml").write_text(slow, encoding="utf-8")
    (folder / "bad.md").write_text(f"{BAD}\n{'a' * 40}c{'a' * 3000} b\n", encoding="utf-8")
    report = reported("bad.md", code=2)
    assert codes(report) == [("bad.md", "regex-budget")]
    assert "tiny-plan/has-risks" in report["errors"][0]["message"]  # type: ignore[index]
    assert "'/(a|aa)+b/'" in report["errors"][0]["message"]  # type: ignore[index]
    assert rules(report) == ["tiny-plan/has-goal", "tiny-plan/task-has-check"]


@pytest.mark.usefixtures("tiny_shelf")
def test_a_pattern_over_its_budget_while_recognising_costs_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_arguments: object) -> None:
        raise RegexBudgetError("(a+)+")

    monkeypatch.setattr("planlint.recognition.count_holds", slow)
    report = reported("bad.md", ruleset="", code=2)
    assert codes(report) == [("bad.md", "regex-budget")]
    assert report["plans"] == []


def test_reports_are_written_beside_what_is_printed(folder: Path) -> None:
    done = check("bad.md", "--report", "json=out.json", "--report", "concise=out.txt", "--color", "always")
    assert "\x1b[" in done.stdout
    assert (folder / "out.json").read_text("utf-8") == check("bad.md", "--format", "json").stdout
    assert (folder / "out.txt").read_text("utf-8") == check("bad.md", "--format", "concise").stdout
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == [
        "bad.md",
        "good.md",
        "out.json",
        "out.txt",
        "tiny.yaml",
    ]


def test_a_report_replaces_a_file_and_keeps_its_mode(folder: Path) -> None:
    (folder / "out.json").write_text("old", encoding="utf-8")
    (folder / "out.json").chmod(0o600)
    check("good.md", "--report", "json=out.json")
    assert json.loads((folder / "out.json").read_text("utf-8"))["complete"] is True
    assert (folder / "out.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("place", ["nowhere/out.json", "link.json", "folder", "/dev/full"])
def test_a_report_that_cannot_be_written_makes_the_run_incomplete(folder: Path, place: str) -> None:
    (folder / "kept.json").write_text("kept", encoding="utf-8")
    (folder / "link.json").symlink_to("kept.json")
    (folder / "folder").mkdir()
    report = reported("good.md", "--report", f"json={place}", code=2)
    assert codes(report) == [(place, "report-not-written")]
    assert (folder / "kept.json").read_text("utf-8") == "kept"


@pytest.mark.parametrize(
    ("option", "environment", "coloured"),
    [
        ("auto", {}, False),
        ("always", {}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": ""}, False),
        ("auto", {"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
    ],
)
def test_colour_follows_option_and_environment(
    option: str, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, *, coloured: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(cli, ["check", "--ruleset", "tiny.yaml", "bad.md", "--color", option], color=True)
    assert ("\x1b[" in done.stdout) is coloured


def test_verbose_says_what_was_judged() -> None:
    done = check("good.md", "-v")
    assert "good.md: tiny-plan (option), 3 rules judged something\n" in done.stdout
    assert "  nothing to judge: tiny-plan/file-exists\n" in done.stdout
    assert check("good.md", "-q").stdout == ""


def test_paths_are_checked_in_the_repository(folder: Path) -> None:
    (folder / "src").mkdir()
    (folder / "src" / "here.py").touch()
    text = "# Plan\n\n## Goal\n\nWin.\n\n- Modify `src/here.py`\n- Modify `src/gone.py`\n- Modify `src/*.py`\n"
    (folder / "paths.md").write_text(text, encoding="utf-8")
    report = reported("paths.md", code=0)
    assert rules(report) == ["tiny-plan/file-exists"]
    assert report["plans"][0]["paths"] == {  # type: ignore[index]
        "verified": 1,
        "missing": 1,
        "ambiguous": 0,
        "uncheckable": 1,
    }
    elsewhere = reported("paths.md", "--root", "src")
    assert elsewhere["plans"][0]["paths"]["missing"] == 2  # type: ignore[index]


def test_the_root_is_gits_top_level_above_each_plan(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name / "plans").mkdir(parents=True)
        (folder / name / f"{name}.py").touch()
        text = "# Plan\n\n- Modify `./one.py`\n- Modify `plans/../two.py`\n- Modify `src/three.py`\n"
        (folder / name / "plans" / "plan.md").write_text(text, encoding="utf-8")
        subprocess.run(["git", "init", "-q"], cwd=folder / name, check=True)
    report = reported("one", "two")
    found = {plan["path"]: plan["paths"]["verified"] for plan in report["plans"]}  # type: ignore[attr-defined]
    assert found == {"one/plans/plan.md": 1, "two/plans/plan.md": 1}


def test_without_a_repository_every_path_is_uncheckable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_arguments: object, **_options: object) -> None:
        raise AssertionError("git was called")

    monkeypatch.setattr(subprocess, "run", forbidden)
    (folder / "paths.md").write_text("# Plan\n\n- Modify `src/gone.py`\n- Modify `src/gone.py`\n", encoding="utf-8")
    report = reported(".", "--no-repository")
    plan = report["plans"][2]  # type: ignore[index]
    assert plan["paths"] == {**EMPTY_PATHS, "uncheckable": 1}
    assert "tiny-plan/file-exists" in plan["rules"]["idle"]


@pytest.fixture
def tiny_shelf(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a shelf that holds the tiny ruleset alone."""
    shelf = folder / ".shelf"
    shelf.mkdir()
    (folder / "tiny.yaml").rename(shelf / "tiny-plan.yaml")
    monkeypatch.setattr("planlint.rulesets._folder", lambda: shelf)
    return shelf


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


def test_fences_that_do_not_balance_are_said_once_and_spoil_no_finding(folder: Path) -> None:
    sample = "```markdown\n# A\n```bash\nls\n```\n### Task 2: In the sample\n```\n"
    (folder / "x.md").write_text(f"{GOOD}\n## More\n\n{sample}\n# End\n", encoding="utf-8")
    report = reported("x.md", code=0)
    assert rules(report) == ["planlint/unbalanced-fence"]
    assert report["findings"][0]["severity"] == "warning"  # type: ignore[index]
    assert report["complete"] is True
    assert rules(reported("x.md", "--ignore", "planlint/unbalanced-fence")) == []


def test_what_a_rule_says_of_a_spoiled_region_is_dropped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parse = judging.parse

    def spoiling(text: str, path: str) -> Document:
        document = parse(text, path)
        spoiled = Spoiled(5, 6, 6, "The fence is open", "Close it", judged=False)
        document.blocks = dataclasses.replace(document.blocks, spoiled=(spoiled,))
        return document

    monkeypatch.setattr(judging, "parse", spoiling)
    (folder / "x.md").write_text(
        "# P\n## Goal\nx\n\n- Modify `src/a.py`\n   ```\n   ```\n- Modify `src/b.py`\n", encoding="utf-8"
    )
    done = check("x.md", "--format", "concise")
    assert done.stdout == (
        "x.md:6:4: warning: The fence is open [planlint/unbalanced-fence]\n"
        "x.md:8:11: warning: src/b.py is not in the repository [tiny-plan/file-exists]\n"
    )


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


def test_control_characters_are_noted_at_their_column(folder: Path) -> None:
    (folder / "x.md").write_bytes(GOOD.encode() + "ab\x0bc\x00\n\u202ex\n".encode())
    report = reported("x.md", "--min-severity", "note", "--select", "control-character", code=0)
    found = [(each["start"], each["message"]) for each in report["findings"]]  # type: ignore[attr-defined]
    line = GOOD.count("\n") + 1
    assert found == [
        (
            {"line": line, "column": 3},
            "The line holds the character U+000B (vertical tab), and 1 more of the kind",
        ),
        ({"line": line + 1, "column": 1}, "The line holds the character U+202E (right-to-left override)"),
    ]
    assert report["complete"] is True


@pytest.mark.parametrize(
    "text",
    [
        "A\n---\n\nB\n---\n\n### C\n",
        "A\n===\n\nB\n---\n\n## C\n\n## D\n",
        "A\n===\n\n# B\n\n# C\n",
        "# A\n\nb\n\n---\n",
        "# A\n\nB\n---\n### C\n### D\n",
    ],
)
def test_headings_that_are_underlined_on_purpose_are_no_accident(folder: Path, text: str) -> None:
    (folder / "x.md").write_text(text, encoding="utf-8")
    assert rules(reported("x.md", "--select", "accidental-heading", code=0)) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# A\n\nRun `sh -c '\n\n# one\na\n\n# two\n\nb'` now.\n\n# B\n", [5, 8]),
        ("# A\n\nRun `sh`\n\n# B\n\nand `ls`.\n", []),
        ("# A\n\nA stray ` here.\n\n## B\n\nAnd ` there.\n", []),
        ("# A\n\nA stray ` here.\n\n# B\n", []),
    ],
)
def test_a_comment_in_a_command_of_several_paragraphs_is_told(folder: Path, text: str, lines: list[int]) -> None:
    (folder / "x.md").write_text(text, encoding="utf-8")
    found = reported("x.md", "--select", "accidental-heading", code=0)["findings"]
    assert [each["start"]["line"] for each in found] == lines  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("no-heading", "# A\n\n## B\n\n#1 is fixed, #tag\n\n```\n##c\n```\n\n`##d`\n\n## \n\n##\n"),
        ("empty-box", "- [x] a\n- [ ]\n  b\n- [ ]\n\n  c\n- [ ]\n  - d\n-\n\n| a |\n|---|\n| [ ] |\n"),
        ("look-alike-box", "- [ ] a\n- [x] b\n- [-] c\n- [link](x.md)\n- `[]`\n- list[int]\n"),
    ],
)
def test_what_is_written_well_or_meant_otherwise_is_not_told(folder: Path, rule: str, text: str) -> None:
    (folder / "x.md").write_text(text, encoding="utf-8")
    assert rules(reported("x.md", "--select", rule, code=0)) == []


def test_a_plan_in_a_fence_is_told(folder: Path) -> None:
    (folder / "x.md").write_text("```markdown\n# Plan\n\n## Steps\n```\n", encoding="utf-8")
    (folder / "y.md").write_text("```sh\n# Plan\nls\n```\n", encoding="utf-8")
    (folder / "z.md").write_text("# Plan\n\nAnd more than that.\n\n```md\n# A\n# B\n```\n", encoding="utf-8")
    said = check("x.md", "y.md", "z.md", "--no-config", "--format", "concise", ruleset="").stdout.splitlines()
    fence = "; nearly all of it is one block of code: remove the fence, if that is the plan"
    assert said[:3] == [
        f"{path}:1:1: note: No ruleset fits this file{more} [planlint/unrecognised]"
        for path, more in (("x.md", fence), ("y.md", ""), ("z.md", ""))
    ]


@pytest.mark.parametrize(
    ("rule", "lines", "said"),
    [
        ("control-character", "\x0b\n", "(and so do 20 more lines)"),
        ("empty-heading", "#\n", "this one has none (nor have 20 more)"),
        ("accidental-heading", "# b\n# c\na\n---\n", "“a” (and 20 more)"),
        ("accidental-heading", "a `\n\n# b\n\nc ` d\n\n", "behind a blank line (and 20 more)"),
        ("no-heading", "##b\n", "read as text (and so are 20 more)"),
        ("look-alike-box", "- []\n", "read as text (and so are 20 more)"),
        ("empty-box", "- [ ]\n", "nothing behind it (nor have 20 more)"),
        ("ambiguous-heading", "a |\n---\n\n", "for a heading (and 20 more)"),
        ("unclosed-comment", "- <!--\n", "behind it (nor do 20 more)"),
        ("unbalanced-fence", "- ```sh\n", "plan ends (20 more do not balance)"),
    ],
)
def test_planlint_tells_of_a_hundred_places_and_counts_the_others(
    folder: Path, rule: str, lines: str, said: str
) -> None:
    for count, more in ((120, said), (100, "")):
        (folder / "x.md").write_text(lines * count, encoding="utf-8")
        report = reported("x.md", "--min-severity", "note", "--select", rule)
        assert rules(report) == [f"planlint/{rule}"] * 100
        last = report["findings"][-1]["message"]  # type: ignore[index]
        assert ("more" in last, last.endswith(more)) == (bool(more), True)


def test_a_name_that_is_no_text_is_shown_with_its_bytes(folder: Path) -> None:
    name = os.fsdecode(b"x\xff\x1b.md")
    (folder / name).write_text(BAD, encoding="utf-8")
    assert {plan["path"] for plan in reported(name)["plans"]} == {"x\\xff\x1b.md"}  # type: ignore[attr-defined]
    assert "x\\xff\\x1b.md:5:1" in check(name, "--format", "concise").stdout


@pytest.mark.parametrize("names", [(b"a\xff.md", b"a\\xff.md"), (b"a\\\xff.md", b"a\\xff.md")])
def test_no_two_names_are_shown_alike(folder: Path, names: tuple[bytes, bytes]) -> None:
    (folder / "odd").mkdir()
    for name, text in zip(names, (BAD, "# P\n"), strict=True):
        (folder / "odd" / os.fsdecode(name)).write_text(text, encoding="utf-8")
    report = reported("odd")
    assert len({plan["path"] for plan in report["plans"]}) == 2  # type: ignore[attr-defined]
    assert ":5:1: error" in check("odd").stdout


def test_a_configuration_holds_in_a_folder_whose_name_is_no_text(folder: Path) -> None:
    odd = folder / os.fsdecode(b"d\xff")
    odd.mkdir()
    (odd / "plan.md").write_text(BAD, encoding="utf-8")
    (odd / ".planlint.yaml").write_text("fail-on: never\n", encoding="utf-8")
    assert check(str(odd / "plan.md")).exit_code == 0
    (odd / ".planlint.yaml").write_text("fail-on: error\n", encoding="utf-8")
    known = ("--baseline", str(odd / "known.json"), str(odd / "plan.md"))
    assert CliRunner().invoke(cli, ["baseline", "--ruleset", "tiny.yaml", *known]).exit_code == 0
    assert check(str(odd / "plan.md")).exit_code == 1
    (odd / ".planlint.yaml").write_text("baseline: known.json\n", encoding="utf-8")
    assert check(str(odd / "plan.md")).exit_code == 0


def planlint(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "planlint", *arguments], capture_output=True, check=False, **options)  # type: ignore[call-overload, no-any-return]


def test_a_shelf_without_rulesets_recognises_nothing() -> None:
    report = reported("bad.md", ruleset="", code=0)
    assert report["findings"][0]["message"] == "No ruleset fits this file"  # type: ignore[index]


@pytest.mark.usefixtures("tiny_shelf")
def test_a_ruleset_that_does_not_lead_does_not_fit(folder: Path) -> None:
    twin = RULESET.replace("tiny-plan", "twin-plan")
    (folder / ".shelf" / "twin-plan.yaml").write_text(twin, encoding="utf-8")
    message = "No ruleset fits this file; tiny-plan (5 points) does not lead twin-plan by 2"
    assert reported("bad.md", ruleset="")["findings"][0]["message"] == message  # type: ignore[index]


def test_standard_input_that_is_no_text_is_listed() -> None:
    assert codes(reported("-", stdin=b"\xff", code=2)) == [("<stdin>", "not-utf-8")]


def test_the_program_itself_gives_the_exit_codes() -> None:
    assert planlint("check", "--ruleset", "tiny.yaml", "good.md").returncode == 0
    assert planlint("check", "--ruleset", "tiny.yaml", "bad.md").returncode == 1
    assert planlint("check", "--ruleset", "tiny.yaml", "nowhere.md").returncode == 2


def test_output_does_not_depend_on_the_locale_or_the_hash_seed() -> None:
    outputs = set()
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "LC_ALL": locale,
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        }
        done = planlint(
            *("check", "--no-cache", "--ruleset", "tiny.yaml", "."),
            *("--format", "json", "--min-severity", "note"),
            env=environment,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_text_that_the_terminal_cannot_show_is_written_out() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = planlint("check", "--ruleset", "tiny.yaml", "bad.md", env=environment)
    assert done.returncode == 1
    assert b"\\u2026" in done.stdout
