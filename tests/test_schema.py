"""The published schema is current, accepts every ruleset that planlint reads, and refuses what is mistyped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint.language.faults import RuleSetFaults
from planlint.language.loader import load_text
from planlint.language.reader import read
from planlint.language.schema import ruleset_schema
from planlint.language.vocabulary import ATTRIBUTES, FACTS, MODALS, NOUNS, ONE_WAY, VERBS

ROOT = Path(__file__).parent.parent
RULESETS = sorted(
    path for folder in ("rulesets", "tests/language", "tests/data") for path in (ROOT / folder).glob("*.yaml")
)
COMMITTED = ROOT / "planlint" / "schemas" / "ruleset.schema.json"
SCHEMA = jsonschema.Draft202012Validator(ruleset_schema())
WHOLE = (ROOT / "tests" / "data" / "whole.yaml").read_text(encoding="utf-8")


def accepts(text: str) -> bool:
    return bool(SCHEMA.is_valid(read(text, "x").value))


def test_the_committed_schema_is_current(request: pytest.FixtureRequest) -> None:
    text = json.dumps(ruleset_schema(), indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--update"):
        COMMITTED.write_text(text, encoding="utf-8")
    assert COMMITTED.read_text(encoding="utf-8") == text


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(ruleset_schema())


def test_it_has_every_word_of_the_vocabulary_with_its_meaning() -> None:
    definitions = ruleset_schema()["$defs"]
    words = definitions["selector"]["anyOf"][1]["properties"]
    assert set(words) == {*NOUNS, *ATTRIBUTES, "any of", "first of"}
    assert set(definitions["facts"]["properties"]) == {*FACTS, "is"}
    verbs = {f"{modal} {negation}{verb}" for modal in MODALS for negation in ("", "not ") for verb in VERBS}
    without = {f"{modal} not {verb}" for modal in MODALS for verb in ONE_WAY & set(VERBS)}
    assert verbs - set(definitions["rule"]["properties"]) == {"must skip", "should skip", "could skip"} | without
    described: list[Any] = [
        *definitions["facts"]["properties"].values(),
        *(definitions[f"to {verb}"] for verb in VERBS),
    ]
    described += [words[word] for word in (*NOUNS, *ATTRIBUTES)]
    assert all(one["description"] for one in described)


@pytest.mark.parametrize("path", RULESETS, ids=lambda path: path.stem)
def test_rulesets_keep_to_it(path: Path) -> None:
    jsonschema.validate(read(path.read_text(encoding="utf-8"), path.name).value, ruleset_schema())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("must have:", "mush have:"), ("must have:", "must had:"), ("because:", "becaus:"), ("pass:", "passes:"),
        ("for each:", "for every:"), ("title:", "titel:"), ("terms:", "term:"), ("recognised by:", "recognized by:"),
        ("points: 3", "points: three"), ("lines: 40", "lines: many"), ("planlint: 1", "planlint: 2"),
        ("status: done", "status: over"), ("plan has:", "plan hat:"), ("at least: 2", "at least: -2"),
        ("numbered: no", "numbered: maybe"), ("form: [label, row]", "form: [label, rows]"), ("level: [1, 2]", "level: one"),
        ("at: 7", "line: 7"), ("      at: 7\n", ""), ("path: docs/p.md", "paht: docs/p.md"), ("point at: {", "point at: [] #"),
        ("field: Kind, is: Fix", "is: Fix"), ("  no-hedging:", "  No_hedging:"), ("read as:", "reads:"),
        ("  field: Status\n", ""), ("should be in order: [Goal, aim, {", "should be in order: [{"),
        ("stands alone: no", "stands alone: never"), ("    because: A plan decides.\n", ""), ("rules:", "rule:"),
        ("could not mention:", "could mention: x\n    could not mention:"), ("must have:", "must skip:"),
        ("  document: w.txt\n", ""), ("first of: [", "first of: [7, "), ("- { part: Goal", "- []\n      - { part: Goal"),
    ],
)  # fmt: skip
def test_what_is_mistyped_is_refused_by_both(right: str, wrong: str) -> None:
    text = WHOLE.replace(right, wrong, 1)
    assert text != WHOLE
    assert not accepts(text)
    with pytest.raises(RuleSetFaults):
        load_text(text, "x")


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_planlint_reads_the_schema_accepts(data: st.DataObject) -> None:
    lines = WHOLE.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    words = lines[at].split(" ")
    word = data.draw(st.integers(0, len(words) - 1))
    words[word] = data.draw(
        st.sampled_from(["", "x", "7", "yes", "true", "[7]", "[x, y]", "1.5", "{n}", "item", "'7'", "x: y"])
    )
    lines[at] = " ".join(words)
    text = "\n".join(lines)
    try:
        load_text(text, "x")
    except RuleSetFaults:
        return
    assert accepts(text), [error.message for error in SCHEMA.iter_errors(read(text, "x").value)]
