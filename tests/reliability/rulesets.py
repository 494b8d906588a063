"""Bad rulesets: YAML (D) and regular expressions (E)."""

from __future__ import annotations

from tests.reliability.case import PLAN, Case

HEAD = """\
planlint: 1
ruleset: mine
title: Mine
source: {document: mine.txt}
recognised by: [{points: 5, has: {section: Tasks}}]
"""
RULE = """\
rules:
  some-rule:
    must not have: {line: '*', is: '/x/'}
    source: 1
    because: Reasons.
    say: This line is wrong
    pass: "# P\\n"
    fail: {plan: "x\\n", at: 1}
"""


def broken(name: str, text: str | bytes, says: str) -> Case:
    """Return a case of a ruleset that is refused, with a place."""
    return Case(name, {"mine.yaml": text, "p.md": PLAN}, ("check", "--ruleset", "./mine.yaml", "p.md"), 2, says)


def written(name: str, old: str, new: str, says: str, code: int = 2) -> Case:
    """Return a case of a sound ruleset in which one thing is written otherwise."""
    text = HEAD + RULE
    if old not in text:
        raise ValueError(old)
    return Case(
        name,
        {"mine.yaml": text.replace(old, new, 1), "p.md": PLAN},
        ("check", "--ruleset", "./mine.yaml", "p.md"),
        code,
        says,
    )


BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{new}: &{new} {{<<: [*{old}, *{old}]}}\n" for old, new in zip("abcdefghijk", "bcdefghijkl", strict=True)
)
YAML = (
    broken("D01 a bomb of references", HEAD + BOMB, r"mine\.yaml:6:\d+: anchors are not read"),
    broken("D02 a bomb of merge keys", HEAD + MERGES, r"mine\.yaml:6:\d+: anchors are not read"),
    broken("D03 brackets without end", "[" * 1_000_000, r"mine\.yaml:1:\d+: "),
    broken("D04 dashes without end", "- " * 500_000, r"mine\.yaml:1:\d+: "),
    broken("D05 questions without end", "? " * 500_000, r"mine\.yaml:1:\d+: "),
    broken("D06 braces without end", "{" * 1_000_000, r"mine\.yaml:1:\d+: "),
    broken("D07 a value that holds itself", "a: &a [*a]\n", r"mine\.yaml:1:4: anchors are not read"),
    broken("D08 a reference to nothing", "a: *foo\n", r'mine\.yaml:1:4: aliases are not read; quote "\*foo"'),
    broken("D09 a key that stands twice", HEAD + "title: Other\n" + RULE, r'mine\.yaml:6:1: the key "title" stands twice; first in line 3'),
    written("D10 `on` is a word", "title: Mine", "title: on", "wrong", code=1),
    broken("D11 `off` is a word", HEAD.replace("title: Mine", "titel: off") + RULE, 'did you mean "title"'),
    written("D12 `no` is a word", "title: Mine", "title: no", "wrong", code=1),
    written("D13 a time is a text", "title: Mine", "title: 22:30", "wrong", code=1),
    broken("D14 a tag that makes objects", HEAD + "terms: !!python/object/apply:os.system [x]\n" + RULE, r"mine\.yaml:6:8: tags are not read"),
    broken("D15 a tag of bytes", HEAD.replace("Mine", "!!binary aGk="), r"mine\.yaml:3:8: tags are not read"),
    written("D16 a date that is none is a text", "title: Mine", "title: 2024-13-45", "wrong", code=1),
    broken("D17 a tag of times", HEAD.replace("Mine", "!!timestamp x"), r"mine\.yaml:3:8: tags are not read"),
    broken("D18 two documents", HEAD + RULE + "---\na: b\n", r"mine\.yaml:\d+:1: a file holds one document"),
    broken("D19 nothing", "# only a comment\n", r"mine\.yaml:1:1: .*no rules"),
    broken("D20 a tab for an indentation", HEAD + "rules:\n\tx: y\n", r"mine\.yaml:7:1: this is no YAML"),
    broken("D21 NUL", HEAD + "a: \0\n", r"mine\.yaml:6:4: a control character \(U\+0000\)"),
    broken("D21 an escape", HEAD + "a: \x1b\n", r"mine\.yaml:6:4: a control character \(U\+001B\)"),
    Case("D22 an escape in a message is made harmless",
         {"mine.yaml": HEAD + RULE.replace("This line is wrong", '"a\\e[31mb"').replace("'/x/'", "'/Act/'"), "p.md": PLAN},
         ("check", "--ruleset", "./mine.yaml", "p.md"), 1, "a.{0,10}31mb", "\x1b"),
    broken("D23 a separator that hides a key", HEAD + "a: b\u2028rules: c\n", r"mine\.yaml:6:5: a control character \(U\+2028\)"),
    broken("D24 a number without end", HEAD.replace("title: Mine", f"title: {'9' * 100_000}"), r"mine\.yaml:3:8: a number has at most 18 digits"),
    broken("D25 an unknown key", HEAD.replace("title", "titel") + RULE, r'mine\.yaml:3:1: unknown key "titel"; did you mean "title"'),
    broken("D26 a list for a mapping", HEAD + "rules: [x]\n", r"mine\.yaml:6:8: "),
    broken("D27 a ruleset that is too long", HEAD + "#" * 2_000_000, "at most 1048576 bytes"),
    broken("D28 too many values", HEAD + "structure: [" + "1," * 100_001 + "1]\n" + RULE, r"mine\.yaml:6:\d+: a file has at most 100000 values"),
)  # fmt: skip
LONG = {"words": "step " * 40_000, "blanks": "a" + " " * 400_000 + "b", "a": "a" * 30_000 + "!", "mail": "a.b-" * 8_000}


def pattern(name: str, source: str, text: str, code: int | tuple[int, ...] = (0, 2), says: str = "") -> Case:
    rule = RULE.replace("'/x/'", f"'/{source}/'")
    files = {"mine.yaml": HEAD + rule, "p.md": f"# P\n\n## Tasks\n\n{text}\n"}
    return Case(
        name,
        files,
        ("check", "--fail-on", "never", "--no-repository", "--format", "concise", "--ruleset", "./mine.yaml", "p.md"),
        code,
        says,
    )


PATTERNS = (
    pattern("E01 repeated repetition", "(a+)+$", LONG["a"]),
    pattern("E02 repeated choice", "(a|aa)+$", LONG["a"], 2, r"\[regex-budget\]"),
    pattern("E03 words, repeated", r"^(\w+\s?)*$", LONG["words"] + "!"),
    pattern("E04 names, repeated", r"([\w.-]+)*@x", LONG["mail"]),
    pattern("E05 words far from each other", r"\bstep\b.*\bdone\b.*\bend\b", LONG["words"]),
    pattern("E06 blanks at the end", r"\s+$", LONG["blanks"]),
    pattern("E07 too deep", "(" * 5_000, "x", 2, r"mine\.yaml:8:\d+: "),
    pattern("E08 too many choices", "|".join(map(str, range(100_000))), "x", 2, r"mine\.yaml:8:\d+: "),
    pattern("E09 recursion", "(?R)", "x", 2, r"mine\.yaml:8:\d+: "),
    pattern("E10 nearly", "(?:abc){e<=8}", "x", 2, r"mine\.yaml:8:\d+: "),
    pattern("E11 too long", "a" * 1_001, "x", 2, r"mine\.yaml:8:\d+: "),
    pattern("E12 an escape that is none", r"\p{Nothing}", "x", 2, r"mine\.yaml:8:\d+: "),
    pattern("E13 nothing, everywhere", "x*", "abc"),
    pattern("E15 what was found, found again", r"(a+)\1\1\1b", "a" * 3_000, 2, r"some-rule.*\[regex-budget\]"),
    Case("E14 one rule over its budget leaves the others' findings",
         {"mine.yaml": HEAD + RULE.replace("'/x/'", "'/(a|aa)+$/'") + RULE.replace("rules:\n", "").replace("some-rule", "other").replace("'/x/'", "'/b c/'"),
          "p.md": f"# P\n\n## Tasks\n\nb c\n\n{LONG['a']}\n"},
         ("check", "--format", "concise", "--ruleset", "./mine.yaml", "p.md"), 2, r"(?s)p\.md:5:1: error.*regex-budget"),
    *(Case(f"E16 {source} leaves the others' findings",
           {"mine.yaml": HEAD + RULE.replace("must not have: {line: '*', is: '/x/'}", f"must not mention: '/{source}/'") + RULE.replace("rules:\n", "").replace("some-rule", "other").replace("'/x/'", "'/b c/'"),
            "p.md": f"# P\n\n## Tasks\n\nb c\n\n{LONG['a']} b\n"},
           ("check", "--format", "concise", "--ruleset", "./mine.yaml", "p.md"), 2, r"(?s)p\.md:5:1: error.*some-rule.*regex-budget")
      for source in ("(?r)b(?:a|aa)+", "(?:a|a){20}(?:a|a){20}b")),
)  # fmt: skip
CASES = (*YAML, *PATTERNS)
