"""Rulesets built on others: what they relax, tighten and amend, and the faults of doing so."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from planlint.api import lint
from planlint.cli.commands import cli
from planlint.finding import Severity
from planlint.language.faults import RuleSetFaults
from planlint.language.loader import load
from planlint.rulesets import ClashError, get

if TYPE_CHECKING:
    from pathlib import Path

HOUSE = """\
planlint: 1
ruleset: house-plan
title: Feature plans as we write them
extends: [feature-plan]
relax:
  feature-plan/section-filled: {to: warning, because: we fill sections in as we go}
  has-usual-section: {to: "off", because: our template leaves them out}
tighten:
  sections-in-order: {to: error}
amend:
  task-has-validation: {fix: Run it through make}
"""
OWN = """\
source: {document: TEMPLATE.md}
rules:
  has-owner:
    must have: {field: Owner, is: filled}
    source: 3
    because: Somebody answers for a plan.
    say: The plan has no owner
    fix: "Add a line `**Owner:** …`"
    pass: "**Owner:** Ada\\n"
    fail: {plan: "# P\\n", at: 1}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "house.yaml").write_text(HOUSE + OWN, encoding="utf-8")
    return tmp_path


def called(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def severities(path: str) -> dict[str, Severity]:
    return {f"{one.name}/{rule.name}": rule.severity for one in get(path).members for rule in one.rules}


def test_rules_are_made_weaker_stronger_and_left_out(folder: Path) -> None:
    before, after = severities("feature-plan"), severities(str(folder / "house.yaml"))
    changed = {name: after.get(name) for name, severity in before.items() if after.get(name) != severity}
    assert changed == {
        "feature-plan/section-filled": Severity.WARNING,
        "feature-plan/has-usual-section": None,
        "feature-plan/sections-in-order": Severity.ERROR,
    }
    assert after["house-plan/has-owner"] is Severity.ERROR


@pytest.mark.usefixtures("folder")
def test_rules_keep_their_names_and_their_document(folder: Path) -> None:
    (folder / "plan.md").write_text(
        "# Feature: X\n\n## STEP-BY-STEP TASKS\n\n### CREATE a.py\n\n- do it\n", encoding="utf-8"
    )
    done = called("check", "--ruleset", "./house.yaml", "--no-repository", "--format", "json", "plan.md")
    report = json.loads(done.stdout)
    assert report["plans"][0]["rulesets"] == ["feature-plan", "house-plan"]
    found = {finding["rule"]: finding for finding in report["findings"]}
    assert found["feature-plan/task-has-validation"]["fix"] == "Run it through make"
    assert found["feature-plan/task-has-validation"]["source"]["document"] == get("feature-plan").document
    assert found["house-plan/has-owner"]["source"] == {"document": "TEMPLATE.md", "lines": [[3, 3]]}


@pytest.mark.usefixtures("folder")
def test_their_examples_are_run_with_the_changes(folder: Path) -> None:
    done = called("test", "./house.yaml")
    assert done.exit_code == 0
    assert done.stdout.endswith("house-plan: 2 examples behave, 0 do not\n")
    broken = HOUSE.replace("{fix: Run it through make}", '{fail: {plan: "# P\\n", at: 1}}')
    (folder / "broken.yaml").write_text(broken, encoding="utf-8")
    done = called("test", "./broken.yaml")
    assert done.exit_code == 1
    assert re.search(r"feature-plan\.yaml:\d+:3: feature-plan/task-has-validation: missing: fail 1", done.stdout)


@pytest.mark.usefixtures("folder")
def test_explain_says_what_is_changed_and_why() -> None:
    page = called("explain", "./house.yaml").stdout
    assert "Builds on feature-plan.\n" in page
    assert "* **feature-plan/has-usual-section** relaxed from warning to off: our template leaves them out\n" in page
    assert "* **feature-plan/task-has-validation** amended: fix\n" in page


@pytest.mark.usefixtures("folder")
def test_a_rules_page_says_who_changed_it_and_why() -> None:
    page = called("explain", "--ruleset", "./house.yaml", "section-filled").stdout
    assert "\n**Changed.** house-plan: relaxed from error to warning: we fill sections in as we go\n" in page


@pytest.mark.usefixtures("folder")
def test_what_is_off_has_a_page_that_says_so() -> None:
    done = called("explain", "--ruleset", "./house.yaml", "feature-plan/has-usual-section")
    assert done.stdout == (
        "# feature-plan/has-usual-section\n\n"
        "**Changed.** house-plan: relaxed from warning to off: our template leaves them out\n"
    )


@pytest.mark.usefixtures("folder")
def test_a_plan_may_name_what_a_ruleset_switched_off() -> None:
    plan = "<!-- planlint-disable-file has-usual-section has-no-such -- as others have it -->\n# Feature: X\n"
    told = [finding.message for finding in lint(plan, ruleset="./house.yaml") if finding.rule.startswith("planlint/")]
    assert len(told) == 1
    assert "has-no-such" in told[0]


def test_a_configuration_is_told_of_what_is_off_already(folder: Path) -> None:
    (folder / ".planlint.yaml").write_text(
        "plans:\n  - {files: '*.md', ruleset: ./house.yaml}\nrules: {feature-plan/has-usual-section: note}\n",
        encoding="utf-8",
    )
    (folder / "plan.md").write_text("# Feature: X\n", encoding="utf-8")
    done = called("check", "plan.md")
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (
        2,
        '.planlint.yaml:3:9: the rule "feature-plan/has-usual-section" is off already: house-plan switches it off',
    )


@pytest.mark.parametrize("names", [("./house.yaml", "feature-plan"), ("feature-plan", "./house.yaml")])
def test_the_changes_hold_beside_the_ruleset_that_they_change(folder: Path, names: tuple[str, str]) -> None:
    (folder / "plan.md").write_text("# Feature: X\n\n## STEP-BY-STEP TASKS\n\n### CREATE a.py\n\n- do it\n", "utf-8")
    options = [part for name in names for part in ("--ruleset", name)]
    report = json.loads(called("check", *options, "--no-repository", "--format", "json", "plan.md").stdout)
    assert set(report["plans"][0]["rulesets"]) == {"feature-plan", "house-plan"}
    found = {finding["rule"]: finding for finding in report["findings"]}
    assert found["feature-plan/task-has-validation"]["fix"] == "Run it through make"
    linted = {finding.rule: finding for finding in lint((folder / "plan.md").read_text("utf-8"), ruleset=names)}
    assert linted["feature-plan/task-has-validation"].fix == "Run it through make"


@pytest.mark.usefixtures("folder")
def test_the_library_judges_by_a_whole_family() -> None:
    rules = {finding.rule for finding in lint("# Feature: X\n", ruleset="./house.yaml")}
    assert "house-plan/has-owner" in rules
    assert any(rule.startswith("feature-plan/") for rule in rules)


@pytest.mark.usefixtures("folder")
def test_two_rulesets_of_one_name_are_refused(folder: Path) -> None:
    (folder / "twin.yaml").write_text(
        "planlint: 1\nruleset: house-plan\ntitle: Ours\nrecognised by: []\n" + OWN, "utf-8"
    )
    said = 'Two rulesets are called "house-plan": house.yaml and twin.yaml; give one of them another name'
    done = called("check", "--ruleset", "./house.yaml", "--ruleset", "./twin.yaml", "--no-repository", "plan.md")
    assert (done.exit_code, done.stderr) == (2, f"Error: {said}.\n")
    with pytest.raises(ClashError, match=said):
        lint("# P\n", ruleset=["./house.yaml", "./twin.yaml"])


def test_a_demand_is_amended_as_a_whole_and_a_part_taken_away(folder: Path) -> None:
    text = HOUSE.replace("{fix: Run it through make}", "{fix: ~, should mention: [make]}")
    (folder / "house.yaml").write_text(text, encoding="utf-8")
    (rule,) = [rule for rule in get(str(folder / "house.yaml")).parents[0].rules if rule.name == "task-has-validation"]
    assert (rule.severity, rule.clause.verb, rule.fix) == (Severity.WARNING, "mention", "")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[feature-plan]", "[feature-plam]", "4:11: There is no ruleset called 'feature-plam'; did you mean feature-plan?"),
        ("[feature-plan]", "https://x.y/z.yaml", "4:10: a ruleset builds on files and on what ships, and https://x.y/z.yaml is an"),
        ("[feature-plan]", "./none.yaml", "4:10: the ruleset none.yaml cannot be read: No such file or directory"),
        ("[feature-plan]", "[feature-plan, ./house.yaml]", '4:25: "./house.yaml" builds on this ruleset, so this one cannot'),
        ("house-plan", "feature-plan", '2:10: "feature-plan" is the name of a ruleset that this one builds on'),
        ("extends: [feature-plan]\n", "", '4:1: "relax" changes rules of another ruleset, and this one has no "extends"'),
        ("relax:", "relax: [x]\nx:", '5:8: "relax" is a mapping from rules to what changes'),
        ("has-usual-section", "has-usual-sektion", '7:3: no ruleset that this one extends has a rule "has-usual-sektion"; did you mean "has-usual-section"?'),
        ("to: warning", "to: worse", "6:37: a severity stands here; it is one of error, note, off, warning"),
        ("to: warning", "to: error", '6:37: the rule gives errors, and "relax" makes a rule weaker'),
        ("to: error", "to: note", '9:27: the rule gives warnings, and "tighten" makes a rule stronger'),
        (", because: we fill sections in as we go", "", '6:32: a rule is relaxed for a reason, and this one has no "because"'),
        ("{to: error}", "error", '9:22: an entry of "tighten" is a mapping with to and because'),
        ("{fix: Run it through make}", "{}", "11:24: an amendment is a mapping of the rule's parts that change"),
        ("{fix: Run it through make}", "{fix: 'Run {it}'}", '11:30: nothing gives {it} in "fix"'),
        ("{fix: Run it through make}", "{because: ~}", '11:25: a rule has "because", so an amendment gives it another'),
        ("{fix: Run it through make}", "{must have: ~}", '11:25: a rule has "must have", so an amendment gives it another'),
        ("{fix: Run it through make}", "{unles: x}", '11:25: unknown key "unles"; did you mean "unless"?'),
    ],
)  # fmt: skip
def test_a_fault_is_told_where_it_stands(folder: Path, old: str, new: str, fault: str) -> None:
    assert old in HOUSE
    (folder / "house.yaml").write_text(HOUSE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleSetFaults) as caught:
        get("./house.yaml")
    assert any(
        str(one).endswith(f"house.yaml:{fault}") or f"house.yaml:{fault}" in str(one) for one in caught.value.faults
    ), caught.value


def test_changes_need_somebody_to_build_on(folder: Path) -> None:
    (folder / "own.yaml").write_text(
        "planlint: 1\nruleset: own\ntitle: Own\nrecognised by: []\nrelax: {a: {to: note, because: x}}\n" + OWN,
        encoding="utf-8",
    )
    with pytest.raises(
        RuleSetFaults, match='5:1: "relax" changes rules of another ruleset, and this one has no "extends"'
    ):
        load(folder / "own.yaml")


def test_a_family_of_three_changes_step_by_step(folder: Path) -> None:
    (folder / "team.yaml").write_text(
        "planlint: 1\nruleset: team-plan\ntitle: Ours\nextends: ./house.yaml\n"
        "relax:\n  house-plan/has-owner: {to: note, because: we are few}\n"
        "tighten:\n  section-filled: {to: error}\n",
        encoding="utf-8",
    )
    after = severities(str(folder / "team.yaml"))
    assert after["house-plan/has-owner"] is Severity.NOTE
    assert after["feature-plan/section-filled"] is Severity.ERROR
    assert "team-plan" not in {name.split("/")[0] for name in after}


def test_what_is_off_is_changed_no_more(folder: Path) -> None:
    (folder / "team.yaml").write_text(
        "planlint: 1\nruleset: team-plan\ntitle: Ours\nextends: ./house.yaml\n"
        "tighten:\n  has-usual-section: {to: error}\n",
        encoding="utf-8",
    )
    with pytest.raises(
        RuleSetFaults, match='6:3: "has-usual-section" is switched off by a ruleset that this one extends'
    ):
        get(str(folder / "team.yaml"))
