"""The configuration: which file holds for a plan, what it says, and every fault of it with its place."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from planlint.cli.commands import cli
from planlint.configuration.discovery import MOST_BYTES, Configurations, load
from planlint.language.faults import RuleSetFaults

TINY = """\
planlint: 1
ruleset: tiny-plan
title: A tiny ruleset
source: { document: tiny.txt }
recognised by:
  - { points: 5, has: { section: Tasks } }
rules:
  has-goal:
    must have: { section: Goal }
    source: 2
    because: A plan has a goal.
    say: "The plan has no goal"
    fix: "Add a section Goal"
    pass: "# P\\n## Goal\\nx\\n"
    fail: { plan: "# P\\n", at: 1 }
  has-risks:
    should have: { section: Risks }
    source: 3
    because: Plans go wrong.
    say: "The plan has no risks"
    fix: "Add a section Risks"
    pass: "# P\\n## Risks\\nx\\n"
    fail: { plan: "# P\\n", at: 1 }
"""
PLAN = "# Plan\n\n## Tasks\n\nWork.\n"
ENTRY = 'plans:\n  - { files: "docs/**/*.md", ruleset: tools/tiny.yaml }\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, a repository's root: a ruleset of its own, and plans in two folders."""
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    write(tmp_path / "tools/tiny.yaml", TINY)
    write(tmp_path / "docs/plan.md", PLAN)
    write(tmp_path / "docs/archive/old.md", PLAN)
    write(tmp_path / "notes.md", "# Notes\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def check(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["check", *arguments], input=stdin)


def reported(*arguments: str, code: int = 1) -> dict[str, Any]:
    done = check(*arguments, "--format", "json")
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def rules(report: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in report["findings"]]


def faults(text: str, name: str = ".planlint.yaml") -> list[str]:
    write(Path(name), text)
    with pytest.raises(RuleSetFaults) as caught:
        load(Path(name), Path.cwd(), Path.cwd())
    return [str(fault) for fault in caught.value.faults]


def test_without_a_path_the_plans_that_the_configuration_names_are_checked(folder: Path) -> None:
    write(folder / ".planlint.yaml", ENTRY)
    report = reported()
    assert [(plan["path"], plan["rulesets"], plan["chosen"]) for plan in report["plans"]] == [
        ("docs/archive/old.md", ["tiny-plan"], "configuration"),
        ("docs/plan.md", ["tiny-plan"], "configuration"),
    ]


def test_from_a_folder_below_the_same_plans_are_checked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / ".planlint.yaml", ENTRY)
    monkeypatch.chdir(folder / "docs/archive")
    assert len(reported()["plans"]) == 2


def test_the_first_entry_that_fits_counts(folder: Path) -> None:
    write(folder / ".planlint.yaml", 'plans:\n  - { files: "docs/archive/", ruleset: auto }\n' + ENTRY[7:])
    chosen = {plan["path"]: plan["chosen"] for plan in reported("docs")["plans"]}
    assert chosen == {"docs/archive/old.md": "recognised", "docs/plan.md": "configuration"}


def test_an_entry_may_have_several_rulesets(folder: Path) -> None:
    write(folder / ".planlint.yaml", 'plans: [{ files: "*.md", ruleset: [tools/tiny.yaml, plan-spec] }]\n')
    assert reported("docs/plan.md")["plans"][0]["rulesets"] == ["tiny-plan", "plan-spec"]


def test_an_entry_may_have_several_patterns(folder: Path) -> None:
    write(folder / ".planlint.yaml", "plans: [{files: [docs/plan.md, notes.md], ruleset: tools/tiny.yaml}]\n")
    assert [plan["path"] for plan in reported()["plans"]] == ["docs/plan.md", "notes.md"]


def test_what_is_wrong_with_an_entry_of_several_patterns_is_told_once(folder: Path) -> None:
    write(folder / ".planlint.yaml", "plans: [{files: [docs/plan.md, notes.md], ruleset: tools/gone.yaml}]\n")
    assert check("docs/plan.md").output.count("gone.yaml") == 1


def test_an_option_goes_before_the_configuration_and_the_configuration_before_the_plan(folder: Path) -> None:
    write(folder / ".planlint.yaml", ENTRY)
    write(folder / "docs/plan.md", PLAN + "\n<!-- planlint-ruleset plan-spec -->\n")
    write(folder / "plan.md", PLAN + "\n<!-- planlint-ruleset plan-spec -->\n")
    assert reported("docs/plan.md")["plans"][0]["rulesets"] == ["tiny-plan"]
    assert reported("plan.md")["plans"][0]["chosen"] == "plan"
    by_option = reported("docs/plan.md", "--ruleset", "plan-spec")["plans"][0]
    assert (by_option["rulesets"], by_option["chosen"]) == (["plan-spec"], "option")


def test_no_config_reads_none(folder: Path) -> None:
    write(folder / ".planlint.yaml", "this: is broken")
    assert check("docs/plan.md").exit_code == 2
    assert check("docs/plan.md", "--no-config").exit_code == 0


def test_severities_are_changed_and_rules_switched_off(folder: Path) -> None:
    write(folder / ".planlint.yaml", ENTRY + "rules: { tiny-plan/has-goal: warning, tiny-plan/has-risks: off }\n")
    report = reported("docs/plan.md", code=0)
    assert [(each["rule"], each["severity"]) for each in report["findings"]] == [("tiny-plan/has-goal", "warning")]


@pytest.mark.parametrize(
    ("said", "options", "code"),
    [
        ("fail-on: never", (), 0),
        ("fail-on: warning\nrules: { tiny-plan/has-goal: warning }", (), 1),
        ("rules: { tiny-plan/has-goal: warning }", (), 0),
        ("fail-on: never", ("--fail-on", "warning"), 1),
    ],
)
def test_fail_on_is_configured_and_an_option_goes_first(
    folder: Path, said: str, options: tuple[str, ...], code: int
) -> None:
    write(folder / ".planlint.yaml", f"{ENTRY}{said}\n")
    assert check("docs/plan.md", *options).exit_code == code


def test_what_is_shown_is_configured_and_an_option_goes_first(folder: Path) -> None:
    write(folder / ".planlint.yaml", ENTRY + "min-severity: error\n")
    assert rules(reported("docs/plan.md")) == ["tiny-plan/has-goal"]
    assert len(rules(reported("docs/plan.md", "--min-severity", "note"))) == 2


def test_what_is_excluded_is_left_out_even_when_named_and_it_is_said(folder: Path) -> None:
    write(folder / ".planlint.yaml", ENTRY + 'exclude:\n  - "docs/archive/**"\n')
    done = check("docs/archive/old.md")
    assert done.exit_code == 0
    assert "1 file excluded by .planlint.yaml:4." in done.stdout
    assert [plan["path"] for plan in reported()["plans"]] == ["docs/plan.md"]


def test_machine_formats_leave_it_to_standard_error_that_something_is_excluded(folder: Path) -> None:
    write(folder / ".planlint.yaml", ENTRY + "exclude: ['docs']\n")
    for form in ("json", "sarif", "junit"):
        done = check("docs/plan.md", "--format", form)
        assert (done.exit_code, done.stderr) == (0, "1 file excluded by .planlint.yaml:3.\n")


@pytest.mark.parametrize("pattern", ["./docs/*.md", "/docs/*.md", "docs/*.md"])
def test_a_pattern_may_say_that_it_begins_here(folder: Path, pattern: str) -> None:
    write(folder / ".planlint.yaml", ENTRY + f"exclude: ['{pattern}']\n")
    assert "1 file excluded by .planlint.yaml:3." in check("docs/plan.md").stdout


@pytest.mark.parametrize("name", [".planlint.yml", "planlint.yml"])
def test_a_configuration_by_a_name_that_is_not_read_is_told(folder: Path, name: str) -> None:
    write(folder / name, "fail-on: never\n")
    done = check("docs/plan.md")
    right = name.replace("yml", "yaml")
    assert done.exit_code == 2
    assert f"{name}:1:1: a configuration is called {right}; rename this file" in done.stderr
    assert check("docs/plan.md", "--no-config").exit_code == 0


def test_the_nearest_configuration_holds_and_nothing_is_merged(folder: Path) -> None:
    write(folder / ".planlint.yaml", "fail-on: never\n" + ENTRY)
    write(folder / "docs/archive/planlint.yaml", 'plans: [{ files: "*.md", ruleset: ../../tools/tiny.yaml }]\n')
    assert check("docs/plan.md").exit_code == 0
    assert check("docs/archive/old.md").exit_code == 1


def test_of_one_folder_the_hidden_file_goes_first_and_pyproject_last(folder: Path) -> None:
    write(folder / "pyproject.toml", "[tool.planlint]\nfail-on = 'note'\n")
    place = folder / "docs/plan.md"

    def said() -> str:
        found = Configurations(lambda _: folder).nearest(place)
        assert found
        return found.fail_on

    assert said() == "note"
    write(folder / "planlint.yaml", "fail-on: warning\n")
    assert said() == "warning"
    write(folder / ".planlint.yaml", "fail-on: never\n")
    assert said() == "never"


def test_a_pyproject_without_the_table_is_passed_by(folder: Path) -> None:
    write(folder / ".planlint.yaml", "fail-on: never\n" + ENTRY)
    write(folder / "docs/pyproject.toml", "[project]\nname = 'x'\ndependencies = ['planlint-md']\n")
    assert check("docs/plan.md").exit_code == 0


def test_looking_upwards_ends_at_the_root(folder: Path) -> None:
    write(folder / ".planlint.yaml", ENTRY + "fail-on: never\n")
    assert rules(reported("docs/plan.md", "--root", "docs", code=0)) == ["planlint/unrecognised"]


def test_a_configuration_that_is_named_has_patterns_from_the_current_folder(folder: Path) -> None:
    write(
        folder / "tools/strict.yaml", 'plans: [{ files: "docs/*.md", ruleset: tiny.yaml }]\n'.replace("tiny", "./tiny")
    )
    assert rules(reported("--config", "tools/strict.yaml")) == ["tiny-plan/has-goal", "tiny-plan/has-risks"]
    assert check("--config", "missing.yaml").exit_code == 2
    assert check("--config", "tools/strict.yaml", "--no-config").exit_code == 2


def test_standard_input_stands_for_the_file_it_is_named_after(folder: Path) -> None:
    write(folder / ".planlint.yaml", ENTRY)
    done = check("-", "--stdin-filename", "docs/new.md", "--format", "json", stdin=PLAN)
    assert json.loads(done.stdout)["plans"][0]["chosen"] == "configuration"
    write(folder / ".planlint.yaml", ENTRY + "exclude: ['docs/new.md']\n")
    done = check("-", "--stdin-filename", "docs/new.md", stdin=PLAN)
    assert (done.exit_code, "1 file excluded by .planlint.yaml:3." in done.stdout) == (0, True)


def test_a_wildcard_among_the_rules_is_told(folder: Path) -> None:
    write(folder / ".planlint.yaml", ENTRY + "rules: { tiny-plan/*: off }\n")
    done = check("docs/plan.md")
    assert (done.exit_code, '"rules" names rules one by one' in done.output) == (2, True)


def test_all_faults_are_told_at_once_and_the_exit_code_is_2(folder: Path) -> None:
    write(
        folder / ".planlint.yaml",
        "plan: []\nrules:\n  tiny-plan/has-gaol: error\n  feature-plan/task-has-validaton: off\n"
        "  feature-pan/x: note\n  planlint/unbalanced-fense: off\n",
    )
    done = check("docs/plan.md")
    assert done.exit_code == 2
    assert '.planlint.yaml:1:1: there is no key "plan" here; did you mean "plans"?' in done.output
    write(folder / ".planlint.yaml", (folder / ".planlint.yaml").read_text().replace("plan: []", ENTRY[:-1]))
    done = check("docs/plan.md")
    assert done.exit_code == 2
    assert [line.partition("; ")[2] for line in done.output.splitlines()[1:]] == [
        'did you mean "tiny-plan/has-goal"?',
        'did you mean "feature-plan/task-has-validation"?',
        'did you mean "feature-plan"?',
        'did you mean "planlint/unbalanced-fence"?',
    ]
    assert ".planlint.yaml:4:3: " in done.output


def test_two_rulesets_of_one_name_are_a_fault(folder: Path) -> None:
    write(folder / "tools/twin.yaml", (folder / "tools/tiny.yaml").read_text("utf-8"))
    write(folder / ".planlint.yaml", ENTRY.replace("tools/tiny.yaml", "[tools/tiny.yaml, tools/twin.yaml]"))
    done = check("docs/plan.md")
    assert done.exit_code == 2
    said = 'Two rulesets are called "tiny-plan": tools/tiny.yaml and tools/twin.yaml; give one of them another name'
    assert done.output.splitlines()[1:] == [f".planlint.yaml:2:5: {said}"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", ".planlint.yaml:1:1: this is a mapping"),
        ("fail-on: erorr\n", '.planlint.yaml:1:10: "erorr" is none of its values; did you mean "error"?'),
        ("fail-on: 3\n", '.planlint.yaml:1:10: "3" is none'),
        ("plans: x\n", ".planlint.yaml:1:8: this is a list"),
        (
            "plans:\n  - files: x.md\n",
            '.planlint.yaml:2:5: an entry has "files" and "ruleset", and this one has no "ruleset"',
        ),
        ("plans:\n  - { files: x.md, rulset: auto }\n", ".planlint.yaml:2:20: there is no key"),
        ("plans:\n  - { files: x.md, ruleset: [auto] }\n", ".planlint.yaml:2:30: a ruleset is"),
        ("plans:\n  - { files: 7, ruleset: auto }\n", ".planlint.yaml:2:14: a pattern is text"),
        ("plans:\n  - { files: [], ruleset: auto }\n", ".planlint.yaml:2:14: a pattern is text"),
        ("plans:\n  - { files: [x.md, 7], ruleset: auto }\n", ".planlint.yaml:2:21: a pattern is text"),
        ("exclude: ['!x']\n", ".planlint.yaml:1:11: a pattern names files"),
        ("exclude: [../x]\n", ".planlint.yaml:1:11: a pattern stays below"),
        ("exclude: ['a\\']\n", ".planlint.yaml:1:11: this is no pattern"),
        ("exclude: ['*a*a*a*a*a*a*a*a*a']\n", ".planlint.yaml:1:11: a pattern has at most"),
        ("rules: []\n", ".planlint.yaml:1:8: this is a mapping"),
        ("rules: { has-goal: off }\n", ".planlint.yaml:1:10: a rule is named RULESET/RULE"),
        ("rules: { a/b: false }\n", '.planlint.yaml:1:15: a rule is switched off by the word "off"'),
        ("require-reason: 1\n", ".planlint.yaml:1:17: this is true or false"),
        ("baseline: ../x.json\n", ".planlint.yaml:1:11: this is a file's path"),
        ("a: &b 1\n", ".planlint.yaml:1:4: anchors are not read"),
        ("fail-on: note\nfail-on: note\n", '.planlint.yaml:2:1: the key "fail-on" stands twice'),
        ("# " + "x" * MOST_BYTES, ".planlint.yaml:1:1: a configuration has at most 65536 bytes"),
    ],
)
def test_each_fault_has_its_place(text: str, said: str) -> None:
    assert faults(text)[0].startswith(said)


def test_a_key_that_stands_twice_hides_no_other_fault() -> None:
    assert [told.partition(": ")[0] for told in faults("fail-on: note\nfail-on: note\nexclude: 3\n")] == [
        ".planlint.yaml:2:1",
        ".planlint.yaml:3:10",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.planlint]\nfail-in = 'note'\n", 'pyproject.toml:2:1: there is no key "fail-in"'),
        ("[tool.planlint]\nfail-on = 'loud'\n", 'pyproject.toml:2:1: "loud" is none'),
        ("[tool.planlint.rules]\n'has-goal' = 'off'\n", "pyproject.toml:2:1: a rule is named"),
        ("[tool.planlint]\n[[tool.planlint.plans]]\nfiles = 'x'\n", "pyproject.toml:2:1: an entry has"),
        ("[tool.planlint]\nfail-on = \n", "pyproject.toml:2:11: this is no TOML"),
        ("[tool]\nplanlint = 3\n", "pyproject.toml:2:1: this is a mapping"),
        ("[tool.planlint]\nx = " + "[" * 5000 + "\n", "pyproject.toml:1:1: values nest too deep"),
        ("[tool.planlint]\n" + "a." * 5000 + "b = 1\n", "pyproject.toml:1:1: a key has at most"),
    ],
)
def test_faults_of_a_pyproject_have_their_places(text: str, said: str) -> None:
    assert faults(text, "pyproject.toml")[0].startswith(said)


def test_a_configuration_is_a_regular_file_within_the_root(folder: Path) -> None:
    outside = folder / "outside.yaml"
    outside.write_text("secret: x\n", encoding="utf-8")
    (folder / "docs/.planlint.yaml").symlink_to(outside)
    done = check("docs/plan.md", "--root", "docs")
    assert done.exit_code == 2
    assert "secret" not in done.output
    (folder / "docs/.planlint.yaml").unlink()
    (folder / "docs/.planlint.yaml").mkdir()
    assert "a configuration is a regular file" in check("docs/plan.md").output


def test_a_ruleset_that_a_configuration_names_and_that_is_missing_or_broken_is_a_fault(folder: Path) -> None:
    write(folder / ".planlint.yaml", ENTRY.replace("tools/tiny", "tools/none"))
    unread = ".planlint.yaml:2:39: the ruleset tools/none.yaml cannot be read: No such file or directory"
    assert unread in check("docs/plan.md").output
    write(folder / ".planlint.yaml", ENTRY.replace("tools/tiny.yaml", "[plan-spec, feature-pan]"))
    unknown = ".planlint.yaml:2:51: There is no ruleset called 'feature-pan'; did you mean feature-plan?"
    assert unknown in check("docs/plan.md").output
    write(folder / "tools/tiny.yaml", TINY.replace("must have", "must hav"))
    write(folder / ".planlint.yaml", ENTRY)
    done = check("docs/plan.md")
    assert done.exit_code == 2
    assert "tools/tiny.yaml:9:" in done.output


def test_a_run_with_a_configuration_loads_neither_pydantic_nor_tomllib(folder: Path) -> None:
    write(folder / ".planlint.yaml", ENTRY)
    code = "import sys; from planlint.cli.main import main; main(['check', '-q']); print(sorted({'pydantic', 'tomllib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_example_of_the_documentation_is_sound(folder: Path) -> None:
    page = (Path(__file__).parent.parent / "docs/configuration.md").read_text(encoding="utf-8")
    write(folder / ".planlint.yaml", page.partition("```yaml\n")[2].partition("```")[0])
    done = CliRunner().invoke(cli, ["config", "show", "docs/plans/a.md"])
    assert done.exit_code == 0, done.output
    assert done.stdout == (
        "docs/plans/a.md: .planlint.yaml\n"
        "  rulesets: implementation-plan (.planlint.yaml:2, docs/plans/**/*.md)\n"
        "  fail-on: error, min-severity: warning\n"
        "  require-reason: true\n"
        "  baseline: .planlint-baseline.json\n"
        "  feature-plan/sections-in-order: warning (.planlint.yaml:6)\n"
        "  base-feature-plan/no-speculation: off (.planlint.yaml:6)\n"
    )


def test_what_is_configured_is_shown_as_data(folder: Path) -> None:
    write(folder / ".planlint.yaml", ENTRY + "exclude: ['docs/archive/']\nrules: { tiny-plan/has-goal: off }\n")
    done = CliRunner().invoke(cli, ["config", "show", "docs/archive/old.md", "--format", "json"])
    assert json.loads(done.stdout) == {
        "path": "docs/archive/old.md",
        "configuration": ".planlint.yaml",
        "entry": {"files": "docs/**/*.md", "line": 2},
        "rulesets": ["tiny-plan"],
        "excluded_by": ".planlint.yaml:3",
        "fail_on": "error",
        "min_severity": "warning",
        "require_reason": False,
        "baseline": None,
        "rules": [{"rule": "tiny-plan/has-goal", "severity": "off", "line": 4}],
    }


def test_without_a_configuration_that_is_said() -> None:
    done = CliRunner().invoke(cli, ["config", "show", "notes.md"])
    assert done.stdout.startswith("notes.md: no configuration\n  rulesets: what the plan names")


def test_a_file_without_a_name_is_refused() -> None:
    done = CliRunner().invoke(cli, ["config", "show", ""])
    assert (done.exit_code, "FILE is empty" in done.stderr) == (2, True)


def test_a_broken_configuration_is_not_shown(folder: Path) -> None:
    write(folder / ".planlint.yaml", "rule: {}\n")
    assert CliRunner().invoke(cli, ["config", "show", "notes.md"]).exit_code == 2
