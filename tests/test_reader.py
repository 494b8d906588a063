"""YAML is read strictly: every bad file is told at its place, and a good one means what YAML 1.2 says, no more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint.language import events
from planlint.language.events import Doubtful, quick, thorough
from planlint.language.faults import RuleSetFaults
from planlint.language.reader import read, said_by
from planlint.language.scalars import NumberError, plain

RULESETS = sorted((Path(__file__).parent.parent / "rulesets").glob("*.yaml"))
#: What YAML is made of, and what libyaml and PyYAML's own parser are known to read in different ways.
FRAGMENTS = """a|b |a: |"a": |- |? |: |:|,|{|}|[|]|#| # c|"|'|>|>-|>+2|!t |&a |*a|---|...|%YAML 1.1|<<: |0x1|~|@|`|\\|\\n|a?b|?a|a#b"""


def fault(text: str) -> str:
    with pytest.raises(RuleSetFaults) as caught:
        read(text, "x.yaml")
    (only,) = caught.value.faults
    return str(only)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &x [x]\nb: &y [*x, *x]\n", "x.yaml:1:4: anchors are not read; quote the text if &x belongs to it"),
        ("a: 1\n" + "".join(f"b{n}: &b{n} {{ <<: [{', '.join(['*b'] * 12)}] }}\n" for n in range(12)), "x.yaml:2:5: anchors"),
        ("a: { <<: { b: 1 } }\n", "x.yaml:1:6: merge keys are not read; write the keys out"),
        ("[" * 1_000_000, "x.yaml:1:33: values nest at most 32 deep"),
        ("- " * 500_000, "x.yaml:1:65: values nest at most 32 deep"),
        ("? " * 500_000, "x.yaml:1:3: a key is text, and this one is a list or a mapping"),
        ("{" * 1_000_000, "x.yaml:1:2: a key is text, and this one is a list or a mapping"),
        ("a: &a [*a]\n", "x.yaml:1:4: anchors are not read"),
        ("p: *foo\n", 'x.yaml:1:4: aliases are not read; quote "*foo" if it is text'),
        ("a: !!python/object/apply:os.system [x]\n", "x.yaml:1:4: tags are not read, and tag:yaml.org,2002:python/"),
        ("a: !!binary x\n", "x.yaml:1:4: tags are not read"),
        ("a: !!timestamp x\n", "x.yaml:1:4: tags are not read"),
        ("a: !mine x\n", "x.yaml:1:4: tags are not read, and !mine is one"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2:1: a file holds one document, and a second starts here"),
        ("a: 1\n...\n--- b\n", "x.yaml:3:1: a file holds one document, and a second starts here"),
        ("%YAML 1.1\n---\na: on\n", "x.yaml:1:1: directives like %YAML and %TAG are not read; remove them"),
        ("a:\n\tb: 1\n", "x.yaml:2:1: this is no YAML: found character '\\t' that cannot start any token"),
        ("a: \x00\n", "x.yaml:1:4: a control character (U+0000) stands here; remove it"),
        ("\n\x00", "x.yaml:2:1: a control character (U+0000) stands here; remove it"),
        ("a: b\nc: dd\x1b\n", "x.yaml:2:6: a control character (U+001B) stands here; remove it"),
        ("a: \x85b: 1\n", "x.yaml:1:4: a control character (U+0085) stands here; remove it"),
        ("a: x\u2028b: 1\n", "x.yaml:1:5: a control character (U+2028) stands here; remove it"),
        ("a: x\u2029b: 1\n", "x.yaml:1:5: a control character (U+2029) stands here; remove it"),
        ("a: 1\r\nb: 2\rc: \x9b\n", "x.yaml:3:4: a control character (U+009B) stands here; remove it"),
        ("a: \ud800\n", "x.yaml:1:4: a control character (U+D800) stands here; remove it"),
        ("a: " + "7" * 100_000, "x.yaml:1:4: a number has at most 18 digits; put this one in quotes if it is text"),
        ("a: 0x" + "f" * 100_000, "x.yaml:1:4: a number has at most 18 digits"),
        ("a: 1e999\n", "x.yaml:1:4: a number is not as large as 1e999; put it in quotes if it is text"),
        ("a: .inf\n", 'x.yaml:1:4: a number is finite, and .inf is not; write it as ".inf" if it is text'),
        ("a: .nan\n", "x.yaml:1:4: a number is finite"),
        ("a: x" + " " * 1_048_576, "x.yaml:1:1: a file has at most 1048576 bytes, and this one has more"),
        ("[" + "1," * 100_000 + "]", "x.yaml:1:200000: a file has at most 100000 values"),
        ("? [a]\n: b\n", "x.yaml:1:3: a key is text, and this one is a list or a mapping"),
        ("1: a\n", 'x.yaml:1:1: a key is text; put it in quotes, as "1", if that is what is meant'),
        ("a: { true: b }\n", 'x.yaml:1:6: a key is text; put it in quotes, as "true"'),
        ("a: [1\n", "x.yaml:2:1: this is no YAML: expected ',' or ']', but got '<stream end>'"),
        ("a: 'b\n", "x.yaml:2:1: this is no YAML: found unexpected end of stream"),
        ("a: b: c\n", "x.yaml:1:5: this is no YAML: mapping values are not allowed here; put a text with a colon and a blank in it in quotes"),
        ("a:\n  - b\n c: d\n", "x.yaml:3:2: this is no YAML: expected <block end>, but found '<block mapping start>'; put it as far in as the line above"),
        ("a: `b`\n", "x.yaml:1:4: this is no YAML: found character '`' that cannot start any token; put the text in quotes"),
        ('a: "\\q"\n', "x.yaml:1:6: this is no YAML: found unknown escape character 'q'"),
        ('a: "\\UFFFFFFFF"\n', "x.yaml:1:1: this is no YAML: "),
        ('a: "\\ud800"\n', "x.yaml:1:4: an escape stands for half a character; write the whole one"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_told_at_its_place(text: str, told: str) -> None:
    assert fault(text).startswith(told)


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("a: 1\nb: 2\na: 3\n", {"a": 3, "b": 2}, ['x.yaml:3:1: the key "a" stands twice; first in line 1, column 1']),
        ('a: 1\n"a": 3\n', {"a": 3}, ['x.yaml:2:1: the key "a" stands twice; first in line 1, column 1']),
        (
            "a: { b: 1, c: { d: 2 }, b: 3 }\na: [x]\na: 7\n",
            {"a": 7},
            [
                'x.yaml:1:25: the key "b" stands twice; first in line 1, column 6',
                'x.yaml:2:1: the key "a" stands twice; first in line 1, column 1',
                'x.yaml:3:1: the key "a" stands twice; first in line 2, column 1',
            ],
        ),
    ],
)
def test_keys_that_stand_twice_are_told_and_what_else_stands_there_is_read(
    text: str, value: object, told: list[str]
) -> None:
    document = read(text, "x.yaml")
    assert document.value == value
    assert [str(fault) for fault in document.repeated] == told


@pytest.mark.parametrize("depth", [1, 31, 32])
def test_values_nest_to_a_depth(depth: int) -> None:
    assert read("[" * depth + "]" * depth, "x").value is not None
    assert fault("[" * 33 + "]" * 33)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on: off\n", {"on": "off"}), ("no: NO\nyes: Yes\n", {"no": "NO", "yes": "Yes"}), ("y", "y"), ("n", "n"),
        ("22:30", "22:30"), ("1_000", "1_000"), ("2024-13-45", "2024-13-45"), ("2024-01-02", "2024-01-02"),
        ("0b1", "0b1"), ("=", "="), ("010", 10), ("0o10", 8), ("0x1F", 31), ("7", 7), ("-3", -3), ("+3", 3),
        ("1.5", 1.5), ("1e3", 1000.0), (".5", 0.5), ("5.", 5.0), ("-1.5E-2", -0.015), ("9" * 18, int("9" * 18)),
        ("true", True), ("True", True), ("FALSE", False), ("tRue", "tRue"), ("~", None), ("null", None), ("nil", "nil"),
        ("", None), ("# only a comment\n", None), ("---\n...\n", None), (".", "."), ("-", [None]), ("x", "x"), ("٣", "٣"),
        ("'7'", "7"), ('"true"', "true"), ("|\n  7\n", "7\n"), ('"\\e[31m"', "\x1b[31m"), ("a: 'on'", {"a": "on"}),
        ("\ufeffa: 1", {"a": 1}), ("'<<': 1", {"<<": 1}), ("a: <<", {"a": "<<"}), ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
    ],
)  # fmt: skip
def test_scalars_mean_what_yaml_1_2_says(text: str, value: object) -> None:
    found = read(text, "x").value
    assert found == value
    assert type(found) is type(value)


def test_places_of_keys_and_values_are_known() -> None:
    document = read("a: 1\nb:\n  - x\n  - { c: 0x10, 😀d: [e] }\n", "x")
    assert document.values[()] == (1, 1)
    assert document.keys[("a",)] == (1, 1)
    assert document.values[("a",)] == (1, 4)
    assert document.values[("b",)] == (3, 3)
    assert document.values[("b", 0)] == (3, 5)
    assert document.keys[("b", 1, "c")] == (4, 7)
    assert document.values[("b", 1, "c")] == (4, 10)
    assert document.keys[("b", 1, "😀d")] == (4, 16)
    assert document.values[("b", 1, "😀d", 0)] == (4, 21)


def test_numbers_and_words_keep_how_they_were_written() -> None:
    document = read("a: 010\nb: [1.10, True, '1.10']\n", "x")
    assert document.written == {("a",): "010", ("b", 0): "1.10", ("b", 1): "True"}


def test_a_smaller_limit_may_be_set() -> None:
    assert read("a: 1", "x", 4).value == {"a": 1}
    with pytest.raises(RuleSetFaults, match="at most 3 bytes"):
        read("a: 1", "x", 3)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]), max_size=12)
WORDS = st.sampled_from(["on", "010", "1e3", "~", "*a", "&a b", "!x", "a: b", "- a", "22:30", "\t", "\x1b", "a\nb"])
SCALARS = st.one_of(TEXTS, WORDS, st.booleans(), st.none(), st.integers(-(10**17), 10**17))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=20
)
RELAXED = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


@RELAXED
@given(value=VALUES, indent=st.sampled_from([None, 2]))
def test_what_json_says_is_read(value: Any, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent).replace("\ufeff", "\\ufeff")
    lines = text.split("\n")
    document = read(text, "x")
    assert document.value == value
    for line, column in (*document.keys.values(), *document.values.values()):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


@settings(RELAXED, max_examples=2000)
@given(
    parts=st.lists(
        st.sampled_from([*FRAGMENTS.split("|"), "|", "|-", "|#", "\n", "\n  ", "\r\n", "\t", "é😀"]), max_size=12
    )
)
def test_what_libyaml_reads_is_what_pyyaml_itself_reads(parts: list[str]) -> None:
    text = "".join(parts)
    try:
        found = said_by(quick(text), "x")
    except (yaml.YAMLError, ValueError, Doubtful):
        return
    assert found == said_by(thorough(text), "x")


@pytest.mark.parametrize("text", ["a: [b?c]", "a: [[b], c?d]", "a: [{b: c?d}]", "a\t", "a: |#", "---", "? a", "{? a}"])
def test_where_libyaml_may_differ_it_is_not_asked(text: str) -> None:
    with pytest.raises(Doubtful):
        list(quick(text))


@pytest.mark.parametrize(
    "text", ["a: b?c", "a: [b]\nc: d?e", "a: [[b], {c: d}]\ne: f?", "a: ['b?']", "a:\nb:", "- \n- a"]
)
def test_where_both_agree_libyaml_is_asked(text: str) -> None:
    assert said_by(quick(text), "x") == said_by(thorough(text), "x")


@pytest.mark.parametrize("path", RULESETS, ids=lambda path: path.stem)
def test_a_ruleset_that_ships_is_read_the_quick_way(path: Path) -> None:
    text = path.read_text("utf-8")
    assert said_by(quick(text), "x") == said_by(thorough(text), "x")


def test_without_libyaml_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = RULESETS[0].read_text("utf-8")
    found = read(text, "x")
    monkeypatch.setattr(events, "QUICK", yaml.SafeLoader)
    assert read(text, "x") == found
    assert fault("a: b: c\n").startswith("x.yaml:1:5: this is no YAML")


@RELAXED
@given(text=st.text(st.sampled_from("ab1-?:,[]{}#&*!|>'\"%@`~<= \n\t\r\x00\u2028é"), max_size=40))
def test_any_text_is_read_or_told(text: str) -> None:
    try:
        read(text, "x")
    except RuleSetFaults as faults:
        (only,) = faults.faults
        assert 1 <= only.line <= text.count("\n") + text.count("\r") + 1
        assert only.column >= 1


@RELAXED
@given(text=st.text(st.sampled_from("0123456789+-.eExXoOinfaNtrulFs_:~"), max_size=10))
def test_an_unquoted_word_is_a_number_only_where_python_agrees(text: str) -> None:
    try:
        value = plain(text)
    except NumberError:
        return
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        assert float(value) == (float(text) if not text.lower().startswith(("0x", "0o")) else int(text, 0))
