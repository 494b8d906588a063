"""`planlint check`: what it prints, its exit codes, its options and its reports."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planlint.cli.commands import cli
from tests.check.tiny import EMPTY_PATHS, RULESET, check, codes, reported, rules

if TYPE_CHECKING:
    from pathlib import Path


def planlint(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "planlint", *arguments], capture_output=True, check=False, **options)  # type: ignore[call-overload, no-any-return]


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
