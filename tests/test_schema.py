"""The published schemas are current, accept every ruleset there is, and refuse what is mistyped."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import pytest

from planlint.language.reader import read
from planlint.language.schema import ruleset_schema

ROOT = Path(__file__).parent.parent
RULESETS = sorted([*(ROOT / "rulesets").glob("*.yaml"), *(ROOT / "tests/language").glob("*.yaml")])
COMMITTED = ROOT / "planlint" / "schemas" / "ruleset.schema.json"


def test_the_committed_schema_is_current(request: pytest.FixtureRequest) -> None:
    text = json.dumps(ruleset_schema(), indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--update"):
        COMMITTED.write_text(text, encoding="utf-8")
    assert COMMITTED.read_text(encoding="utf-8") == text


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(ruleset_schema())


@pytest.mark.parametrize("path", RULESETS, ids=lambda path: path.stem)
def test_rulesets_keep_to_it(path: Path) -> None:
    value = read(path.read_text(encoding="utf-8"), path.name).value
    jsonschema.validate(value, ruleset_schema())


@pytest.mark.parametrize(("old", "new"), [("must have", "mush have"), ("because", "becaus"), ("pass", "passes")])
def test_a_mistyped_key_does_not(old: str, new: str) -> None:
    value = copy.deepcopy(read(RULESETS[-1].read_text(encoding="utf-8"), "x").value)
    rules = value["rules"]
    name, rule = next((name, rule) for name, rule in rules.items() if old in rule)
    rules[name] = {new if key == old else key: given for key, given in rule.items()}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, ruleset_schema())
