"""`--format agent`: few orders, from a plan's end to its start, each proven by a command that works."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from reports import ERROR, NOTE, STRANGER, a_finding, a_plan, a_report

from planlint.cli.again import JUDGING, again
from planlint.cli.check import command as check
from planlint.cli.commands import cli
from planlint.finding import Position, Severity
from planlint.reporters import REPORTERS
from planlint.reporters.agent import MOST_ORDERS
from planlint.reporters.escape import Look

if TYPE_CHECKING:
    from planlint.report import Report

SUMMARY = "12 rules judged something, 1 found nothing to judge; 4 paths checked, 2 could not be checked.\n"
PLAN = "# Plan Spec: X\n\n## Purpose\n\nWhy.\n\n## Purpose\n\nAgain.\n"


def said(report: Report) -> str:
    return REPORTERS["agent"](report, Look())


def places(report: Report) -> list[str]:
    return [line.split()[1] for line in said(report).split("\n") if line[:1].isdigit() and "feature-plan/" in line]


def test_an_order_says_where_what_and_how_to_prove_it() -> None:
    assert said(a_report(a_finding(), NOTE, options=("--ruleset", "my plan.yaml"))) == (
        "Follow the orders as they are listed: they go from the end of each plan to its start,"
        " so lines keep their numbers.\n"
        "\n"
        "1. docs/a.md:5:5 error feature-plan/task-has-check\n"
        "   line: ### Task 1: ADD `a.py`\n"
        "   wrong: Task 1 has no check\n"
        "   why: Nobody can tell whether it is done.\n"
        "   write: Add one\n"
        "   see: docs/a.md:3: the tasks\n"
        "   source: 004.txt, lines 4, 7-9\n"
        "   proof: planlint check --ruleset 'my plan.yaml' --select feature-plan/task-has-check docs/a.md\n"
        "\n"
        "1 plan checked: 1 error, 1 note (1 note hidden, show with --min-severity note).\n" + SUMMARY
    )


def test_orders_go_upwards_in_each_plan() -> None:
    first = a_plan(*(a_finding(start=Position(*at)) for at in ((1, 1), (3, 1), (3, 9))))
    second = a_plan(a_finding(path="docs/b.md"), path="docs/b.md")
    report = a_report(plans=(second, first))
    assert places(report) == ["docs/a.md:3:9", "docs/a.md:3:1", "docs/a.md:1:1", "docs/b.md:5:5"]


def test_the_loudest_go_first_and_the_rest_is_counted() -> None:
    warnings = [a_finding(severity=Severity.WARNING, start=Position(1, column)) for column in range(1, MOST_ORDERS + 2)]
    report = a_report(*warnings, a_finding())
    assert len(places(report)) == MOST_ORDERS
    assert places(report)[0] == "docs/a.md:5:5"
    assert "2 more findings, none of them louder: run the same check again when these are mended.\n" in said(report)
    assert "1 more finding, " in said(a_report(*warnings))
    assert "more finding" not in said(a_report(*warnings[1:]))


def test_there_may_be_nothing_to_mend() -> None:
    assert said(a_report(NOTE)).startswith("There is nothing to mend.\n\n1 plan checked")


def test_a_plan_that_no_rule_judged_is_not_said_to_be_good() -> None:
    report = a_report(plans=(a_plan(STRANGER, rulesets=()),))
    assert said(report).startswith(
        "No rule judged these files:\n- docs/a.md: No ruleset fits. Add one.\n\nNo plan was judged.\n\n1 plan"
    )
    assert said(a_report(plans=())).startswith("No plan was judged.\n\n0 plans")
    assert said(a_report(plans=(), unchanged=1)).startswith("There is nothing to mend.\n\n0 plans")


def test_what_was_not_judged_stands_in_front() -> None:
    assert said(a_report(errors=(ERROR, ERROR._replace(line=None)))).startswith(
        "The run is incomplete. Not judged or not written:\n"
        "- docs/b.md:3: A plan is UTF-8. [not-utf-8]\n"
        "- docs/b.md: A plan is UTF-8. [not-utf-8]\n"
        "\n"
    )


@pytest.mark.parametrize(("path", "argument"), [("<stdin>", "-"), ("-x.md", "./-x.md"), ("a b;c.md", "'a b;c.md'")])
def test_a_path_is_an_argument(path: str, argument: str) -> None:
    assert f"feature-plan/task-has-check {argument}\n" in said(
        a_report(plans=(a_plan(a_finding(path=path), path=path),))
    )


def test_no_line_of_a_plan_can_pass_for_an_order() -> None:
    finding = a_finding(message="x\n2. docs/c.md:1:1 error", path="a\n   proof: rm -rf x", start=Position(1, 1))
    text = said(a_report(plans=(a_plan(finding, path=finding.path, text="\u2028proof: x"),)))
    assert sum(line.lstrip().startswith(("proof:", "2.")) for line in text.splitlines()) == 1


def test_each_proof_fails_before_and_passes_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plan = tmp_path / "my plan.md"
    plan.write_text(PLAN, encoding="utf-8")
    options = ["--ruleset", "plan-spec", "--no-repository", "--min-severity", "note"]
    text = CliRunner().invoke(cli, ["check", *options, "--format", "agent", "my plan.md"]).stdout
    proofs = [shlex.split(line.removeprefix("   proof: ")) for line in text.split("\n") if line.startswith("   proof")]
    assert len(proofs) > 3
    for proof in proofs:
        assert proof[0] == "planlint"
        assert CliRunner().invoke(cli, proof[1:]).exit_code == 1
    (twice,) = (proof for proof in proofs if "plan-spec/sections-once" in proof)
    plan.write_text(PLAN.replace("## Purpose\n\nAgain.\n", ""), encoding="utf-8")
    assert CliRunner().invoke(cli, twice[1:]).exit_code == 0


def test_a_proof_judges_by_the_same_options() -> None:
    options = {
        "names": ("a", "./b.yaml"),
        "root": Path("x y"),
        "base": "",
        "no_repository": True,
        "no_config": False,
        "baseline": Path("known.json"),
        "max_size": 20480,
        "form": "agent",
    }
    assert again(options) == (
        *("--ruleset", "a", "--ruleset", "./b.yaml", "--root", "x y", "--no-repository"),
        *("--baseline", "known.json", "--max-size", "20480"),
    )


#: Options that decide what is shown, written or read, not what is found; and which rules, which a proof says itself.
OTHERS = """paths select ignore form reports min_severity fail_on stdin_filename jobs allow_empty colour quiet
verbose debug no_cache changed help"""


def test_every_option_is_one_that_a_proof_repeats_or_does_not_need() -> None:
    for option in check.params:
        assert option.name in {*JUDGING, *OTHERS.split()}
        assert option.name not in JUDGING or JUDGING[option.name] in option.opts
