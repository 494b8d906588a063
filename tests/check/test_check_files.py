"""`planlint check`: which files it takes, and those that could not be judged."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planlint.cli.commands import cli
from planlint.language.budget import RegexBudgetError
from planlint.run import judging
from tests.check.tiny import BAD, EMPTY_PATHS, GOOD, RULESET, check, codes, reported, rules

if TYPE_CHECKING:
    from pathlib import Path


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


def test_standard_input_that_is_no_text_is_listed() -> None:
    assert codes(reported("-", stdin=b"\xff", code=2)) == [("<stdin>", "not-utf-8")]
