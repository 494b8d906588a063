"""Phrases: what is known of them before they are looked for hides none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.judging.phrases import Phrases
from planlint.judging.readings import Readings
from planlint.judging.select import Selection
from planlint.judging.words import STRETCHES, TITLES, Words
from planlint.language.model import Selector
from planlint.markdown.document import BUILDERS, parse
from tests.markdown_texts import texts

WORDS = ["text", "a b c", "e.g.", "GONE", "key", "re-run it", "don't", "/b c|x`?/", "/k.y/", "status", "x"]
SPOKEN = st.sampled_from(
    ["re\u2011run it", "Don\u2019t", "RE-RUN `it`", "re-**run** it", "<!-- key -->", "key", "gone"]
)
spoken = st.tuples(texts, st.lists(SPOKEN, max_size=3)).map(lambda parts: "\n\n".join([parts[0], *parts[1]]))


@given(spoken, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.booleans(), st.booleans())
def test_what_phrases_must_hold_hides_none(text: str, phrases: list[str], exact: bool, code: bool) -> None:  # noqa: FBT001
    known = Phrases(parse(text, "plan.md"))
    hits = known.hits(tuple(phrases), {}, exact=exact, code=code).all
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Phrases, "_worth_scanning", lambda _, __, parts: parts)
        assert hits == Phrases(known.document).hits(tuple(phrases), {}, exact=exact, code=code).all
    assert not hits or known.may_hold(tuple(phrases), {}, exact=exact)


@pytest.mark.parametrize(
    ("text", "phrase", "is_said"),
    [
        ("這裡為什麼這樣", "為什麼", True),
        ("テストを書く", "テスト", True),
        ("it says whyever", "why", False),
        ("почемуже", "почему", False),
    ],
)
def test_words_stand_apart_where_their_script_has_blanks(text: str, phrase: str, is_said: bool) -> None:  # noqa: FBT001
    assert bool(Phrases(parse(text, "plan.md")).hits((phrase,), {}, exact=False, code=False).all) == is_said


SAID = [
    ("k**e**y", "sentence", "/key/"),
    ("- k\\_ey", "item", "/k_ey/"),
    ("k[e](x)y", "paragraph", "/key/"),
    ("k![e][x]y\n\n[x]: y", "paragraph", "/key/"),
    ("k[e]y\n\n[e]: y", "paragraph", "/key/"),
    ("- [x] key", "item", "/^key/"),
    ("> k<b>e</b>y", "quote", "/key/"),
    ("one   \ntwo", "paragraph", "/one two/"),
    ("one \u2014 two", "sentence", "/one - two/"),
    ("## A & B", "section", "a and b"),
    ("**A&B:** c", "field", "AandB"),
    ("| a | b |\n|--|--|\n| k`e`y | c |", "row", "*key*"),
    ("```\nk_ey\n```", "line", "/k_ey/"),
]


@pytest.mark.parametrize(("text", "noun", "pattern"), SAID)
def test_what_a_node_says_is_found_whatever_its_marks(text: str, noun: str, pattern: str) -> None:
    assert Readings(parse(text, "plan.md")).matching(noun, (pattern,), {}, exact=False)


@given(
    texts, st.sampled_from(sorted(STRETCHES | TITLES)), st.sampled_from(["text", "*gone*", "Key", "/a b c/", "*x*y"])
)
def test_what_nodes_must_say_hides_none(text: str, noun: str, pattern: str) -> None:
    def found() -> list[str]:
        known = Readings(parse(text, "plan.md")).matching(noun, (pattern,), {}, exact=False)
        return [repr(match) for match in known]

    told = found()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Words, "may_say", lambda *_, **__: True)
        assert found() == told


@pytest.mark.parametrize("attribute", [("mentions", ("gone",)), ("mentions all", (("key",), ("gone",)))])
def test_nodes_are_not_read_that_would_mention_what_the_plan_does_not(attribute: tuple[str, object]) -> None:
    asked = Selector("sentence", ("*",), attributes=(attribute,))
    without, with_it = (parse(f"# Plan\n\nA key. Is {word} here, key or not?\n", "plan.md") for word in ("it", "Gone"))
    assert [match.node.text for match in with_it.derived(Selection).find(asked, {})] == ["Is Gone here, key or not?"]
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(BUILDERS, "sentence")
        assert without.derived(Selection).find(asked, {}) == []


def test_nodes_are_not_read_that_would_say_what_the_plan_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    document = parse("# Plan\n\n- [ ] A key.\n", "plan.md")
    monkeypatch.delitem(BUILDERS, "item")
    assert Readings(document).matching("item", ("*gone*", "/gone/"), {}, exact=False) == []
    with pytest.raises(KeyError):
        Readings(document).matching("item", ("*key*",), {}, exact=False)
