"""Rulesets are read strictly: every fault at its place, all at once, and what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint.language import patterns, phrases
from planlint.language.expressions import fault_of
from planlint.language.faults import Collector, RuleSetFaults
from planlint.language.loader import load, load_text
from planlint.language.model import Rule, Selector
from planlint.language.reader import read

FOLDER = Path(__file__).parent / "data"
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
TERMS = """\
terms:
  step: { section: ["Step {n}: {name}", "Step {n}"] }
  work: { any of: [{ step: "*", level: 2 }, { item: "*", under: tasks }] }
  tasks: { section: Tasks }
"""


def faults(text: str) -> list[str]:
    with pytest.raises(RuleSetFaults) as caught:
        load_text(text, "mine.yaml")
    return [str(fault) for fault in caught.value.faults]


def loaded(demand: str, terms: str = "", more: str = "") -> Rule:
    text = HEAD + terms + RULE.replace("must have: { field: Goal }", demand + more)
    return load_text(text, "mine.yaml").rules[0]


def test_a_whole_ruleset_is_read() -> None:
    ruleset = load(FOLDER / "whole.yaml")
    assert (ruleset.name, ruleset.title, ruleset.document, ruleset.document_lines) == (
        "whole",
        "Every part",
        "w.txt",
        40,
    )
    assert [rule.name for rule in ruleset.rules] == ["steps-have-goals", "steps-in-order", "no-hedging"]
    assert [rule.severity.label for rule in ruleset.rules] == ["error", "warning", "note"]
    assert ruleset.rules[0].position == (22, 3)
    assert ruleset.rules[0].lines == ((3, 3), (5, 6))
    assert [row.lines for row in ruleset.rules[0].rows] == [((3, 3),), ((5, 6),)]
    assert ruleset.rules[0].rows[1].names == (("part", ("Goal", "Aim")), ("size", "1.10"))
    assert ruleset.rules[0].fold == 2
    assert ruleset.status is not None
    assert ruleset.status.words == (("draft", ("Draft",)), ("done", ("Done", "010")))
    assert [fact.kind for fact in ruleset.rules[0].when] == ["status", "plan has"]
    assert ruleset.rules[0].fails[0].files == (("src/a.py", "x\nx\n"), ("src/b.py", ""), ("Makefile", "x:\n"))
    assert ruleset.unchecked[0].lines == ((7, 30), (32, 32))
    assert ruleset.structure == ((1, 2), (31, 31), (33, 40))
    assert ruleset.contradictions[0].read_as == "The later line."
    assert [name for name, _ in ruleset.terms] == ["step", "aim"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        # rules and their parts
        ("must have:", "mush have:", '9:5: unknown key "mush have"; did you mean "must have"?'),
        ("must have: { field: Goal }", "must be filled: x", '9:5: unknown key "must be filled"; did you mean'),
        ("    must have: { field: Goal }\n", "", '8:3: a rule has one demand, like "must have", and "has-goal" has none'),
        ("    source: 1", "    could be: filled\n    source: 1", '8:3: a rule has one demand, like "must have", and "has-goal" has "must have" and "could be"'),
        ("must have:", "where: { name: [a, b] }\n    must have:", '9:12: "where" takes a list of rows, like [{ name: Goal }, { name: Scope }]'),
        ("source: 1", "source: 12", "10:13: the document has lines 1 to 9, and 12 lies outside"),
        ("source: 1", "source: 0", "10:13: the document has lines 1 to 9, and 0 lies outside"),
        ("source: 1", 'source: "2, 4-3"', "10:13: a range of lines runs forwards, and 4-3 does not"),
        ("source: 1", "source: [1, one]", '10:17: lines are numbers and ranges, like 18 or 16-20, and "one" is neither'),
        ("source: 1", "source: []", "10:13: lines are numbers and ranges, like 18 or 16-20, and this list is empty"),
        ("    source: 1\n", "", '8:3: a rule cites lines of its document as "source", and this one does not'),
        ("source: 1", "source: 1\n    severity: error", '11:5: unknown key "severity"; its demand says how much a rule weighs: must is error, should is warning, could is note'),
        ("source: 1", "source: 1\n    message: no goal", '11:5: unknown key "message"; "say" is what a finding says'),
        ("    because: A plan has a goal.\n", "", '8:3: a rule has "because", and "has-goal" has none'),
        ("because: A plan has a goal.", "because: ''", "11:14: a text stands here"),
        ("{missing}", "{mising}", '12:10: nothing gives {mising} in "say"; did you mean "missing"?'),
        ("{missing}", "{missing", '12:10: a brace in "say" stands around a name, or is written {{ or }}'),
        ("{missing}", "{the thing}", '12:10: a brace in "say" stands around a name, or is written {{ or }}'),
        ('    pass: "**Goal:** x\\n"\n', "", '8:3: a rule has "pass", and "has-goal" has none'),
        ('pass: "**Goal:** x\\n"', "pass: []", '13:5: "pass" has at least one example'),
        ('pass: "**Goal:** x\\n"', "pass: 3", "13:11: an example is a plan's text, or { plan: … }"),
        ('pass: "**Goal:** x\\n"', "pass: { plan: x, at: 1 }", '13:22: a plan that passes has no findings, and no "at"'),
        ('pass: "**Goal:** x\\n"', "pass: { plan: x, flies: a }", '13:22: unknown key "flies"; did you mean "files"?'),
        ('pass: "**Goal:** x\\n"', "pass: { plan: x, files: { a: yes } }", None),
        ('pass: "**Goal:** x\\n"', "pass: { plan: x, files: { a: true } }", "13:34: a file has a number of lines, or a text"),
        ('pass: "**Goal:** x\\n"', "pass: { plan: x, files: { a: 100001 } }", "13:34: a file of an example has 0 to 100000 lines, not 100001"),
        ('pass: "**Goal:** x\\n"', "pass: { plan: x, files: [[a]] }", "13:30: a text stands here"),
        ('fail: { plan: "# P\\n", at: 1 }', 'fail: "# P\\n"', "14:11: an example is { plan: …, at: LINE }"),
        (", at: 1", "", "14:11: an example that fails says at which line: { plan: …, at: LINE }"),
        ("at: 1", "at: [1, 3]", "14:36: the plan has lines 1 to 1, and no line 3"),
        ("at: 1", "at: 0", "14:32: the plan has lines 1 to 1, and no line 0"),
        ("  has-goal:", "  Has_Goal:", '8:3: a rule\'s name is words-with-hyphens, and "Has_Goal" is not'),
        ("rules:", "rules:\n  other: [x]", '8:3: the rule "other" is a mapping of its parts'),
        ("source: 1", "source: 1\n    stands alone: maybe", '11:19: yes or no stands here, not "maybe"'),
        ("source: 1", "source: 1\n    as one finding: many", '11:21: a whole number stands here, not "many"'),
        # selectors
        ("{ field: Goal }", "{ feild: Goal }", '9:18: unknown word "feild"; did you mean "field"?'),
        ("{ field: Goal }", "{ field: Goal, unter: item }", '9:31: unknown word "unter"; did you mean "under"?'),
        ("{ field: Goal }", "goal", '9:16: "goal" is no term of this ruleset and no noun'),
        ("{ field: Goal }", "setcion", '9:16: "setcion" is no term of this ruleset and no noun; did you mean "section"?'),
        ("{ field: Goal }", "7", '9:16: a selector is a name, or a noun with its pattern and attributes, not "7"'),
        ("{ field: Goal }", "{ field: Goal, item: x }", '9:16: a selector has one noun, term, any of or first of, and this one has "field" and "item"'),
        ("{ field: Goal }", "{ level: 2 }", "9:16: a selector has one noun, term, any of or first of, and this one has none"),
        ("{ field: Goal }", "{ first of: item }", '9:28: "first of" takes a list of selectors'),
        ("{ field: Goal }", "[]", '9:16: "have" takes at least one thing, and this list is empty'),
        ("{ field: Goal }", "{ any of: [] }", '9:26: "have" takes at least one thing, and this list is empty'),
        ("{ field: Goal }", "{ field: Goal, at least: many }", '9:41: a whole number stands here, not "many"'),
        ("{ field: Goal }", "{ field: Goal, at least: -1 }", '9:41: a whole number stands here, not "-1"'),
        ("{ field: Goal }", "{ field: Goal, at least: 3, at most: 2 }", '9:44: "at most" is no less than "at least", and 2 is less than 3'),
        ("{ field: Goal }", "{ field: Goal, exactly: 3, at most: 3 }", '9:31: "exactly" stands without "at least" and "at most"'),
        ("{ field: Goal }", "{ field: Goal, under: { item: x, at least: 2 } }", '9:49: nothing is counted here, so "at least" says nothing; remove it'),
        ("{ field: Goal }", "{ field: Goal, in the same: section }", '9:31: "in the same" stands with the object of "be matched by" alone'),
        ("{ field: Goal }", "{ item: x, checked: maybe }", '9:36: yes or no stands here, not "maybe"'),
        ("{ field: Goal }", "{ item: x, box: [open, ticked] }", '9:39: "box" takes no "ticked"'),
        ("{ field: Goal }", "{ path: x, intent: destroy }", '9:35: "intent" takes no "destroy"'),
        ("{ field: Goal }", "{ field: Goal, is: filed }", '9:35: "filed" is no value; did you mean "filled"? A text is written "Filed"'),
        ("{ field: Goal }", "{ field: Goal, is: [Filed, done, opened] }", None),
        ("must have: { field: Goal }", "for each: { field: Goal }\n    must be: [empty, a comand]", '10:22: "a comand" is no value; did you mean "a command"?'),
        ("    because", "    when: { field: Goal, is: numbr }\n    because", '11:30: "numbr" is no value; did you mean "number"?'),
        ("{ field: Goal }", "{ section: x, level: [1, two] }", '9:41: a whole number stands here, not "two"'),
        ("{ field: Goal }", "{ section: x, checked: yes }", '9:30: "checked" is asked of checkbox or item, not of section'),
        ("{ field: Goal }", "{ field: Goal, is: [] }", "9:35: a pattern stands here, or a list of them, and this list is empty"),
        ("{ field: Goal }", "{ field: Goal, is: { a: b } }", "9:35: a text stands here, or a list of texts"),
        ("{ field: Goal }", "{ field: }", "9:24: a text stands here, or a list of texts"),
        # patterns
        ("{ field: Goal }", "{ field: ' ' }", "9:25: a pattern is not empty; * is anything"),
        ("{ field: Goal }", "{ field: [] }", "9:25: a pattern stands here, or a list of them, and this list is empty"),
        ("{ field: Goal }", "{ field: ['Goal', '{1st}'] }", "9:34: a name in braces is made of letters, digits and _, a letter first, and {1st} is not"),
        ("{ field: Goal }", "{ field: '/(/' }", "9:25: this is no regular expression: missing )"),
        ("{ field: Goal }", "{ field: '/(?R)/' }", "9:25: recursion is not for rulesets; write plain alternatives"),
        ("{ field: Goal }", "{ field: '/(a)(?1)/' }", "9:25: recursion is not for rulesets"),
        ("{ field: Goal }", "{ field: '/(?:goal){e<=2}/' }", "9:25: fuzzy matching is not for rulesets"),
        ("{ field: Goal }", "{ field: '/goal{1<=e<=2}/' }", "9:25: fuzzy matching is not for rulesets"),
        ("{ field: Goal }", "{ field: '/\\L<goals>/' }", "9:25: a named list is not for rulesets"),
        ("{ field: Goal }", "{ field: '/(?x)a{9#}\n9}/' }", "9:25: the flag x is not for rulesets"),
        ("{ field: Goal }", "{ field: '/a{99999999}/' }", "9:25: repeats in braces multiply to at most 1000"),
        ("{ field: Goal }", "{ field: '/(?:(?:a{20}){20}){20}/' }", "9:25: repeats in braces multiply to at most 1000"),
        ("{ field: Goal }", f"{{ field: '/{'a' * 1000}/' }}", "9:25: a pattern has at most 1000 characters, and this one 1002"),
        ("{ field: Goal }", f"{{ field: {'a' * 1001} }}", "9:25: a pattern has at most 1000 characters, and this one 1001"),
        # verbs and their objects
        ("must have: { field: Goal }", "must exist: in the repository", '8:3: "exist" is asked of a part of the plan; say which with "for each"'),
        ("must have: { field: Goal }", "for each: item\n    must exist: in the repository", '9:5: "exist: in the repository" is asked of each path or link'),
        ("must have: { field: Goal }", "for each: path\n    must exist: somewhere", '10:17: "exist" takes no "somewhere"; it is one of as a target, at those lines'),
        ("must have: { field: Goal }", "must match: Goal", '8:3: "match" is asked of a part of the plan; say which with "for each"'),
        ("must have: { field: Goal }", "for each: item\n    must be saved as: '*.md'", '9:5: "be saved as" is asked of the plan itself; remove "for each"'),
        ("must have: { field: Goal }", "must skip: a level", '9:5: "skip" is asked with "not": must not skip: a level'),
        ("must have: { field: Goal }", "must not skip: levels", '9:20: "skip" takes no "levels"; did you mean "a level"?'),
        ("must have: { field: Goal }", "must be in order: [Goal]", '9:23: "be in order" takes a list of two things or more'),
        ("must have: { field: Goal }", "must be unique: [item, row]", "9:21: a selector is a name, or a noun with its pattern and attributes, not a list"),
        ("must have: { field: Goal }", "must mention: [goal, []]", "9:26: a pattern stands here, or a list of them, and this list is empty"),
        # facts, rows, names
        ("    because", "    when: { plan hat: item }\n    because", '11:13: unknown fact "plan hat"; did you mean "plan has"?'),
        ("    because", "    when: { is: x }\n    because", '11:13: unknown fact "is"'),
        ("    because", "    when: {}\n    because", '11:11: "when" is a mapping of facts, like { plan has: … }'),
        ("    because", "    when: { status: over }\n    because", '11:21: a status is draft or active or done, not "over"'),
        ("    because", "    when: { status: done }\n    because", '11:13: the ruleset\'s head says under "status" which words mean what, and it has none'),
        ("    because", "    unless: { field: [], is: x }\n    because", "11:22: a pattern stands here"),
        ("    because", "    where: [{ a: x }, { b: y }]\n    because", "11:23: all rows of a rule give the same names, and the first gives a"),
        ("    because", "    where: []\n    because", '11:12: "where" takes a list of rows, and this list is empty'),
        ("    because", "    where: [x]\n    because", '11:13: the name of a row of the head stands here, not "x"'),
        ("    because", "    where: [{ source: 1 }]\n    because", "11:13: a row is a mapping of names to texts, like { name: Goal }"),
        ("    because", "    where: [[x]]\n    because", "11:13: a row is a mapping of names to texts, like { name: Goal }"),
        ("    because", "    where: [{ a b: x }]\n    because", '11:15: a name is made of letters, digits and _, a letter first, and "a b" is not'),
        ("    because", "    where: [{ name: x, nam: y }]\n    because", "11:12: the rows give {nam}, and nothing in the rule asks for it"),
        # the head
        ("planlint: 1", "planlint: 2", "1:11: this planlint reads version 1 of the language"),
        ("title: Mine", "titel: Mine", '3:1: unknown key "titel"; did you mean "title"?'),
        ("title: Mine", "titel: Mine", '1:1: a ruleset has "title", and this one has none'),
        ("ruleset: mine", "ruleset: planlint", '2:10: planlint\'s own checks are called "planlint"; give the ruleset another name'),
        ("ruleset: mine", "ruleset: My rules", '2:10: a ruleset\'s name is words-with-hyphens, and "My rules" is not'),
        ("lines: 9", 'lines: "9"', '4:38: a document has a number of lines, not "9"'),
        ("document: mine.txt, ", "", '4:1: "source" has "document", and this one has none'),
        ("document: mine.txt", "doc: mine.txt", '4:11: unknown key "doc" in "source"'),
        ("0" * 64, "0" * 63, "4:49: a sha256 has 64 hexadecimal digits in lower case"),
        ("points: 5, ", "", '6:5: an entry of "recognised by" is a mapping with points, has'),
        ("points: 5", "points: five", '6:15: a whole number stands here, not "five"'),
        ("rules:", "unchecked: [{ lines: 3 }]\nrules:", '7:13: an entry of "unchecked" is a mapping with lines, why'),
        ("rules:", "unchecked: [{ lines: 10, why: x }]\nrules:", "7:22: the document has lines 1 to 9, and 10 lies outside"),
        ("rules:", "structure: 3-x\nrules:", "7:12: lines are numbers and ranges"),
        ("rules:", "status: { field: Status, over: x }\nrules:", '7:26: unknown key "over" in "status"'),
        ("rules:", "status: { done: x }\nrules:", '7:1: "status" has "field", and this one has none'),
        ("rules:", "terms: [x]\nrules:", '7:8: "terms" is a mapping, not a list'),
        ("rules:", "terms: { step: { section: Step } }\nrules:", '7:10: nothing uses the term "step"; remove it'),
        ("rules:", "terms: { a: b, b: { item: x, under: a } }\nrules:", '7:37: the term "a" goes round in a circle: a > b > a'),
        ("rules:", "terms: { level: { item: x } }\nrules:", '7:10: "level" is a word of the language; give the term another name'),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place(old: str, new: str, fault: str | None) -> None:
    text = HEAD + RULE
    assert old in text
    if fault is None:
        load_text(text.replace(old, new, 1), "mine.yaml")
        return
    found = faults(text.replace(old, new, 1))
    assert any(one.startswith(f"mine.yaml:{fault}") for one in found), found


@pytest.mark.parametrize("at", ["x", "[x]"])
def test_a_line_that_is_no_number_is_told_once(at: str) -> None:
    (fault,) = faults(HEAD + RULE.replace("at: 1", f"at: {at}"))
    assert fault.endswith('a whole number stands here, not "x"')


def test_all_faults_are_told_at_once_in_order_of_place() -> None:
    found = faults(HEAD.replace("title", "titel") + RULE.replace("because", "becaus").replace("source: 1", "source: x"))
    assert [one.split(" ")[0] for one in found] == [
        "mine.yaml:1:1:", "mine.yaml:3:1:", "mine.yaml:8:3:", "mine.yaml:10:13:", "mine.yaml:11:5:",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n", "text\n", "7\n"])
def test_what_is_no_mapping_is_no_ruleset(text: str) -> None:
    assert faults(text) == [
        "mine.yaml:1:1: a ruleset is a mapping that starts with planlint: 1; this file has no rules"
    ]


def test_a_place_that_the_file_lacks_is_the_nearest_that_it_has() -> None:
    found = Collector("x", read("a: [b]\n", "x"))
    found.add(("a", 0, "c", "d"), "inside b")
    found.add_key(("a", "c"), "inside a")
    assert [(fault.line, fault.column) for fault in found.faults] == [(1, 5), (1, 4)]


def test_a_ruleset_without_rules_is_none() -> None:
    assert faults(HEAD + "rules: {}\n") == ["mine.yaml:7:1: a ruleset has at least one rule"]


def test_bytes_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(RuleSetFaults, match=r"x\.yaml:2:1: byte 0xff is not UTF-8; save the file as UTF-8"):
        load(path)
    path.write_bytes(b" " * 2_000_000)
    with pytest.raises(
        RuleSetFaults, match=r"x\.yaml:1:1: a ruleset has at most 1048576 bytes, and this file has more"
    ):
        load(path)
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + RULE).replace("\n", "\r\n").encode())
    assert load(path).rules[0].position == (8, 3)
    with pytest.raises(OSError, match="No such file"):
        load(tmp_path / "none.yaml")


def test_a_term_with_more_is_narrowed_in_each_branch() -> None:
    (found,) = loaded('must have: { work: "Do*", mentions: now, at most: 0 }', TERMS).clause.objects
    assert (found.reads, found.at_least, found.at_most) == ("work", 0, 0)
    assert [one.noun for one in found.any_of] == ["section", "item"]
    for branch in found.any_of:
        assert branch.attributes[-2:] == (("also matches", ("Do*",)), ("mentions", ("now",)))
    assert found.any_of[0].references == {"n", "name"}


def test_a_term_by_its_name_is_the_term_itself() -> None:
    text = HEAD + TERMS + RULE.replace("{ field: Goal }", "[work, { work: '*' }, { item: '*', under: step }]")
    ruleset = load_text(text, "mine.yaml")
    terms = dict(ruleset.terms)
    bare, any_work, item = ruleset.rules[0].clause.objects
    assert bare is terms["work"]
    assert any_work.any_of[1].attributes == terms["work"].any_of[1].attributes
    assert dict(item.attributes)["under"] is terms["step"]
    assert dict(terms["work"].any_of[1].attributes)["under"] is terms["tasks"]


@pytest.mark.parametrize(
    ("counts", "least", "most"),
    [
        ("", 1, None),
        ("at least: 2", 2, None),
        ("at most: 0", 0, 0),
        ("exactly: 1", 1, 1),
        ("at least: 2, at most: 3", 2, 3),
    ],
)
def test_counts(counts: str, least: int, most: int | None) -> None:
    (found,) = loaded(f"must have: {{ field: Goal, {counts} }}").clause.objects
    assert (found.at_least, found.at_most) == (least, most)


@pytest.mark.parametrize(
    ("demand", "verb", "negated", "any_of", "objects"),
    [
        ("must be: [filled, none]", "be", False, True, ("filled", "none")),
        ("should not be: 1.10", "be", True, True, ("1.10",)),
        ("must mention: [goal, [aim, end*]]", "mention", False, False, ("goal", ("aim", "end*"))),
        ("could not mention: 010\n    as one finding: 2", "mention", True, False, ("010",)),
        ("must mention: { any of: [goal, aim] }", "mention", False, True, ("goal", "aim")),
        ("must not skip: a level", "skip", True, False, ("a level",)),
        ("must be saved as: ['plans/*.md', '*.plan']", "be saved as", False, False, ("plans/*.md", "*.plan")),
        ("for each: field\n    must match: { any of: ['{a}-{n}', '#*'] }", "match", False, True, ("{a}-{n}", "#*")),
        ("for each: path\n    must exist: at those lines", "exist", False, False, ("at those lines",)),
    ],
)  # fmt: skip
def test_objects_that_are_texts(
    demand: str,
    verb: str,
    negated: bool,  # noqa: FBT001 - a table
    any_of: bool,  # noqa: FBT001 - a table
    objects: tuple[object, ...],
) -> None:
    clause = loaded(demand).clause
    assert (clause.verb, clause.negated, clause.any_of, clause.objects) == (verb, negated, any_of, objects)


def test_objects_that_are_selectors() -> None:
    order = loaded(
        "must be in order: [Goal, { field: Risks }, tasks, '/^end/']", "terms: { tasks: { section: Tasks } }\n"
    )
    assert [(one.noun, one.patterns) for one in order.clause.objects] == [
        ("section", ("Goal",)), ("field", ("Risks",)), ("section", ("Tasks",)), ("section", ("/^end/",)),
    ]  # fmt: skip
    either = loaded("must have: { any of: [section, { field: Goal, at least: 2 }] }").clause
    assert either.any_of
    assert [one.at_least for one in either.objects] == [1, 2]
    (chosen,) = loaded("must have: [{ any of: [section, item], under: quote }]").clause.objects
    assert len(chosen.any_of) == 2
    pair = "must be matched by: { any of: [{ path: '{path}' }, item], in the same: section }"
    (matched,) = loaded(f"for each: path\n    {pair}").clause.objects
    assert isinstance(matched.same, Selector)
    assert len(matched.any_of) == 2


@pytest.mark.parametrize(
    ("demand", "say", "known"),
    [
        ("must have: item", "{missing}", True),
        ("must have: { item: '*', at most: 3 }", "{found}", True),
        ("must not have: item", "{missing}", False),
        ("must mention: goal", "{found}", False),
        ("must not mention: goal", "{missing}", False),
        ("must not mention: goal", "{found}", True),
        ("must be unique: item", "{missing}", False),
        ("for each: item\n    must be under: { section: A }", "{found}", False),
        ("for each: item\n    must come before: { section: A }", "{missing}", False),
        ("for each: { section: 'Step {n}' }\n    must be: filled", "{n} {title} {line}", True),
        ("for each: { any of: [{ section: 'Step {n}' }, { item: '{x}' }] }\n    must be: filled", "{x}", True),
        ("for each: { item: '*', under: { section: 'Step {n}' } }\n    must be: filled", "{n}", True),
        ("for each: { item: '*', mentions: 'see {x}' }\n    must be: filled", "{x}", True),
        ("for each: { section: '*', with: { item: '{x}' } }\n    must be: filled", "{x}", False),
        ("for each: { section: '*', before: { item: '{x}' } }\n    must be: filled", "{x}", False),
        ("must not have: { section: 'Step {n}' }", "{n}", True),
        ("must have: { section: 'Step {n}', at most: 3 }", "{n}", True),
        ("must have: { section: 'Step {n}' }", "{n}", False),
        ("must be unique: { section: 'Step {n}' }", "{n}", True),
        ("must not mention: 'todo {x}'", "{x}", True),
        ("must mention: 'todo {x}'", "{x}", False),
        ("where: [{ name: a }]\n    must have: { section: '{name}' }", "{name} {{name}}", True),
        ("must have: { section: A }", "{{n}}", True),
    ],
)
def test_messages_know_what_a_finding_has_caught(demand: str, say: str, known: bool) -> None:  # noqa: FBT001 - a table
    text = HEAD + RULE.replace("must have: { field: Goal }", demand).replace("no {missing}", say)
    if known:
        assert load_text(text, "mine.yaml").rules[0].say == say
    else:
        assert any("nothing gives" in one for one in faults(text))


def test_a_key_that_stands_twice_hides_no_other_fault() -> None:
    found = faults(HEAD + "title: Again\nbogus: 1\n" + RULE.replace("must have", "must hav"))
    assert [told.partition(": ")[2][:30] for told in found] == [
        'the key "title" stands twice; ',
        'unknown key "bogus"; it is one',
        'unknown key "must hav"; did yo',
    ]


def test_lines_may_come_from_all_rows_or_none() -> None:
    rows = "where: [{ name: a, source: 2 }, { name: b, source: '3-4' }]\n    must have: { section: '{name}' }"
    text = HEAD + RULE.replace("must have: { field: Goal }", rows).replace("    source: 1\n", "")
    assert load_text(text, "mine.yaml").rules[0].lines == ((2, 2), (3, 4))
    assert 'cites lines of its document as "source"' in faults(text.replace(", source: 2", ""))[0]


SHARED = (
    HEAD
    + "rows:\n  one: { name: a, file: [x, y], source: 2 }\n  two: { name: b, file: z }\n"
    + RULE.replace(
        "must have: { field: Goal }",
        "where: [{ row: one, word: u }, { row: two, file: w, word: v, source: '3-4' }]\n"
        "    must have: { section: '{name}', mentions: '{word}' }",
    ).replace("    source: 1\n", "")
)


def test_rows_start_from_those_of_the_head() -> None:
    rule = load_text(SHARED, "mine.yaml").rules[0]
    assert [dict(row.names) for row in rule.rows] == [
        {"name": "a", "file": ("x", "y"), "word": "u"},
        {"name": "b", "file": "w", "word": "v"},
    ]
    assert [row.lines for row in rule.rows] == [((2, 2),), ((3, 4),)]
    assert rule.lines == ((2, 2), (3, 4))


def test_a_rule_that_says_its_own_lines_takes_none_from_rows_of_the_head() -> None:
    rule = load_text(SHARED.replace("    because", "    source: 7\n    because"), "mine.yaml").rules[0]
    assert rule.lines == ((7, 7),)
    assert [row.lines for row in rule.rows] == [(), ((3, 4),)]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("row: two", "row: tow", '12:43: the name of a row of the head stands here, not "tow"; did you mean "two"?'),
        ("row: two", "row: [two]", "12:43: the name of a row of the head stands here, not a list"),
        (
            "rows:\n  one: { name: a, file: [x, y], source: 2 }\n  two: { name: b, file: z }\n",
            "",
            '9:43: the name of a row of the head stands here, not "two"; it has none',
        ),
        ("{ row: two, file: w, word: v", "{ name: b, file: w, word: v", '9:3: no rule has the row "two"; remove it'),
        ("two: { name: b, file: z }", "two: { name: b, row: one }", "9:19: a row of the head starts from no other"),
        ("two: { name: b, file: z }", "two: { source: 1 }", "9:8: a row is a mapping of names to texts"),
        ("two: { name: b, file: z }", "two: { name: b, extra: z }", "12:36: all rows of a rule give the same names"),
        ("mentions: '{word}'", "mentions: x", "12:12: the rows give {word}, and nothing in the rule asks for it"),
        ("'{name}'", "'{nam}'", None),
        ("{ row: one, word: u }, { row: two, file: w, word: v, source: '3-4' }", "one, two", "11:3: a rule cites"),
        ("rows:", "rows: [x]\nterms:", '7:7: "rows" is a mapping, not a list'),
    ],
)
def test_faults_of_shared_rows(old: str, new: str, fault: str | None) -> None:
    assert old in SHARED
    text = SHARED.replace(old, new)
    if fault:
        assert any(one.startswith(f"mine.yaml:{fault}") for one in faults(text)), faults(text)
    else:
        load_text(text, "mine.yaml")


def test_shared_rows_that_stand_for_too_much_are_refused() -> None:
    names = ", ".join(f"n{at}: x" for at in range(1000))
    starts = ", ".join(["{ row: one }"] * 101)
    rule = RULE.replace("must have: { field: Goal }", f"where: [{starts}]\n    must have: {{ field: '{{n0}}' }}")
    found = faults(f"{HEAD}rows: {{ one: {{ {names} }} }}\n{rule}")
    assert found == [found[0]]
    assert "rows of the head give rules more than 100000 names; share fewer" in found[0]


def test_terms_that_stand_for_too_much_are_refused() -> None:
    doubled = "".join(f"  t{n}: {{ any of: [t{n + 1}, t{n + 1}] }}\n" for n in range(28))
    found = faults(f"{HEAD}terms:\n{doubled}  t28: item\n" + RULE.replace("{ field: Goal }", "{ t0: '*', level: 1 }"))
    assert "terms and choices stand for more than 100000 selectors here; write fewer" in found[0]
    chained = "".join(f"  t{n}: t{n + 1}\n" for n in range(2000))
    found = faults(f"{HEAD}terms:\n{chained}  t2000: item\n" + RULE.replace("{ field: Goal }", "t0"))
    assert "terms stand for terms at most 32 deep" in found[0]


def test_many_uses_of_a_large_term_are_refused() -> None:
    term = f"terms: {{ t: {{ any of: [{', '.join(['item'] * 1900)}] }} }}\n"
    found = faults(HEAD + term + RULE.replace("{ field: Goal }", f"[{', '.join(['{ t: x }'] * 100)}]"))
    assert "stand for more than 100000 selectors here" in found[0]


def test_yes_and_no_are_flags_and_stay_texts_elsewhere() -> None:
    (item,) = loaded(
        "must have: { item: [yes, NO, true, 010], checked: no, first: true, numbered: false, affirmed: yes }"
    ).clause.objects
    assert item.patterns == ("yes", "NO", "true", "010")
    assert dict(item.attributes) == {"checked": False, "first": True, "numbered": False, "affirmed": True}


RELAXED = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
PATTERNS = st.text(st.sampled_from("ab1 {}n*:/()[]?\\|+.,-_#x<=eL>P&R…é"), max_size=14)


@RELAXED
@given(text=PATTERNS, slashes=st.booleans())
def test_a_pattern_that_is_accepted_can_be_matched(text: str, slashes: bool) -> None:  # noqa: FBT001 - drawn
    pattern = f"/{text}/" if slashes else text
    if fault_of(pattern):
        return
    known: dict[str, str | tuple[str, ...]] = dict.fromkeys(patterns.names_in(pattern), ("x", "y*"))
    for form in ("title", "plain", "exact title", "exact plain"):
        patterns.match_any((pattern,), "a b 1", {}, form)
        patterns.match_any((pattern,), "a b 1", known, form)
    assert phrases.spoken(pattern, known, exact=True).scan("a b 1", 0, 5) is not None


@RELAXED
@given(data=st.data())
def test_any_change_of_a_ruleset_is_read_or_told(data: st.DataObject) -> None:
    text = (FOLDER / "whole.yaml").read_text(encoding="utf-8")
    lines = text.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    start = data.draw(st.integers(0, len(lines[at])))
    put = data.draw(
        st.sampled_from(
            [
                "",
                "x",
                "[",
                "{",
                "}",
                ": ",
                ", ",
                "- ",
                "'",
                "7",
                "null",
                "yes",
                "{n}",
                "*",
                "  ",
                "\n",
                "[[x]]",
                "{ a: b }",
            ]
        )
    )
    end = data.draw(st.integers(start, min(len(lines[at]), start + 12)))
    lines[at] = lines[at][:start] + put + lines[at][end:]
    try:
        load_text("\n".join(lines), "mine.yaml")
    except RuleSetFaults as faults:
        for fault in faults.faults:
            assert 1 <= fault.line <= len("\n".join(lines).split("\n"))
            assert fault.column >= 1
            assert fault.message
