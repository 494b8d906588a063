"""Templates that nobody filled in, cut out of the source documents: one finding each, that says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planlint.cli.commands import cli

if TYPE_CHECKING:
    from pathlib import Path

#: Of each document, the lines that are its template.
TEMPLATES = [
    ("base-feature-plan", "000", 4, 80),
    ("step-by-step-plan", "001", 1, 153),
    ("step-by-step-plan", "001", 59, 152),
    ("plan-spec", "002", 1, 135),
    ("implementation-plan", "003", 1, 543),
    ("feature-plan", "004", 136, 389),
]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: f"{template[0]}-{template[2]}")
def test_an_unfilled_template_is_one_finding(shared: Path, tmp_path: Path, template: tuple[str, str, int, int]) -> None:
    ruleset, document, first, last = template
    (source,) = (shared / "sources").glob(f"{document}_*.txt")
    lines = source.read_text(encoding="utf-8").split("\n")[first - 1 : last]
    plan = tmp_path / "plan.md"
    plan.write_text("\n".join(lines) + "\n", encoding="utf-8")
    options = ["--ruleset", ruleset, "--no-repository", "--no-config", "--format", "json"]
    found = json.loads(CliRunner().invoke(cli, ["check", *options, str(plan)]).stdout)["findings"]
    assert [finding["severity"] for finding in found] == ["error"], found
    assert found[0]["rule"] == f"{ruleset}/template-not-a-plan"
