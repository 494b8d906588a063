"""Rulesets are read strictly: every fault at its place, all at once, and what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planlint.language.faults import RuleSetFaults
from planlint.language.loader import load, load_text
from planlint.language.reader import plain, read

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
planlint: 1
ruleset: mine
title: Mine
source: {{ document: mine.txt, lines: 9, sha256: "{zeros}" }}
recognised by:
  - {{ points: 5, has: {{ section: Mine }} }}
""".format(zeros="0" * 64)
RULE = """\
rules:
  has-goal:
    must have: { field: Goal }
    source: 1
    because: A plan has a goal.
    say: "no {missing}"
    pass: "**Goal:** x\\n"
    fail: { plan: "# P\\n", at: 1 }
"""


def faults(text: str) -> list[str]:
    with pytest.raises(RuleSetFaults) as caught:
        load_text(text, "mine.yaml")
    return [str(fault) for fault in caught.value.faults]


def test_a_sound_ruleset_is_read() -> None:
    ruleset = load_text(HEAD + RULE, "mine.yaml")
    assert [rule.name for rule in ruleset.rules] == ["has-goal"]
    assert ruleset.rules[0].position == (8, 3)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("must have:", "mush have:", '9:5: unknown key "mush have"; did you mean "must have"?'),
        ("must have: { field: Goal }", "must be filled: x", '9:5: unknown key "must be filled"; did you mean'),
        ("{ field: Goal }", "{ feild: Goal }", '9:18: unknown word "feild"; did you mean "field"?'),
        ("{ field: Goal }", "{ field: Goal, unter: item }", '9:31: unknown word "unter"; did you mean "under"?'),
        ("{ field: Goal }", "goal", '9:5: "goal" is no term of this ruleset and no noun'),
        ("{ field: Goal }", "{ field: Goal, item: x }", "has one noun, term, any of or first of"),
        ("{ field: Goal }", "{ field: '/(/' }", "9:18: this is no regular expression: missing )"),
        ("{ field: Goal }", "{ field: '/(?R)/' }", "9:18: recursion, fuzzy matching"),
        ("{ field: Goal }", "{ field: Goal, at least: many }", "9:31: a whole number stands here, not 'many'"),
        ("{ field: Goal }", "{ field: Goal, checked: maybe }", "9:31: yes or no stands here, not 'maybe'"),
        ("{ field: Goal }", "{ item: x, box: ticked }", '9:27: "box" takes no "ticked"'),
        ("source: 1", "source: 12", "10:5: lines 12 do not exist: the document has lines 1 to 9"),
        ("source: 1", "source: one", "10:5: lines are numbers and ranges"),
        ("    source: 1\n", "", 'cites lines of its document as "source", and this one does not'),
        ("{missing}", "{mising}", '12:5: nothing gives {mising} in "say"; did you mean "missing"?'),
        (", at: 1", "", "14:5: an example that fails says at which line"),
        ("at: 1", "at: 3", "the plan has lines 1 to 1, and no line 3"),
        ("  has-goal:", "  Has_Goal:", "8:3: a rule's name is words-with-hyphens"),
        ("planlint: 1", "planlint: 2", "1:1: this planlint reads version 1 of the language"),
        ("title: Mine", "titel: Mine", '3:1: unknown key "titel"; did you mean "title"?'),
        ("rules:", "terms: { step: { section: Step } }\nrules:", '7:10: nothing uses the term "step"; remove it'),
        ("rules:", "terms: { a: { item: x, under: a } }\nrules:", 'the term "a" goes round in a circle: a > a'),
        ("    because", "    when: { plan hat: item }\n    because", '11:13: unknown fact "plan hat"; did you mean "plan has"?'),
        ("    because", "    when: { status: over }\n    because", "a status is draft, active or done"),
        ("    because", "    where: [{ a: x }, { b: y }]\n    because", "all rows of a rule give the same names"),
        ("must have: { field: Goal }", "must exist: somewhere", '"exist" takes no "somewhere"'),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place(old: str, new: str, fault: str) -> None:
    text = HEAD + RULE
    assert old in text
    found = faults(text.replace(old, new, 1))
    assert any(fault in one for one in found), found
    assert all(one.startswith("mine.yaml:") for one in found)


def test_all_faults_are_told_at_once() -> None:
    found = faults(HEAD.replace("title", "titel") + RULE.replace("because", "becaus").replace("source: 1", "source: x"))
    assert len(found) >= 4
    assert found == sorted(found, key=lambda one: [int(part) for part in one.split(":")[1:3]])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: &x 1\nb: *x\n", "1:4: anchors are not read"),
        ("p: *foo\n", '1:4: aliases are not read; quote "*foo" if it is text'),
        ("a: 1\na: 2\n", '2:1: the key "a" stands twice; first in line 1, column 1'),
        ("<<: { a: 1 }\n", "1:1: merge keys are not read"),
        ("a: !!python/object/apply:os.system [x]\n", "1:4: tags are not read"),
        ("a: 1\n---\nb: 2\n", "2:1: a file holds one document"),
        ("? [a]\n: b\n", "a key is text"),
        ("a: [1\n", "this is no YAML"),
        ("a:\n\tb: 1\n", "2:1: this is no YAML"),
        ("a: x\u2028b: 1\n", "1:1: a control character (U+2028)"),
        ("a: \x1b\n", "1:1: a control character (U+001B)"),
        ("[" * 40 + "]" * 40, "values nest at most 32 deep"),
        ("[" * 5000, "values nest at most 32 deep"),
        ("- " * 5000 + "x", "values nest at most 32 deep"),
        ("a: " + "x" * 1_100_000, "a ruleset has at most 1048576 bytes"),
        ("[" + "1," * 100_001 + "]", "a file has at most 100000 values"),
    ],
)
def test_yaml_is_read_without_surprises(text: str, fault: str) -> None:
    with pytest.raises(RuleSetFaults) as caught:
        read(text, "x.yaml")
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on", "on"), ("no", "no"), ("off", "off"), ("22:30", "22:30"), ("1_000", "1_000"), ("2024-13-45", "2024-13-45"),
        ("010", 10), ("7", 7), ("-3", -3), ("1.5", 1.5), ("1e3", 1000.0), ("true", True), ("~", None), ("", None),
        ("9" * 30, "9" * 30), (".", "."), ("x", "x"),
    ],
)  # fmt: skip
def test_plain_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    assert plain(text) == value
    assert type(plain(text)) is type(value)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n", "text\n"])
def test_what_is_no_mapping_is_no_ruleset(text: str) -> None:
    assert "a ruleset is a mapping" in faults(text)[0]


def test_bytes_that_are_not_utf_8_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(RuleSetFaults, match=r"x\.yaml:2:1: byte 0xff is not UTF-8"):
        load(path)
    path.write_bytes(b" " * 1_100_000)
    with pytest.raises(RuleSetFaults, match="at most 1048576 bytes"):
        load(path)
