"""Needles: what each match of an expression holds."""

from __future__ import annotations

import sys

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from planlint.language.needles import CASED, lowered, needles

KNOWN = {
    r"\bgoals?\b": {"goal"},
    r"(?:a|bc)de": {"ade", "bcde"},
    r"needs? to": {"need to", "needs to"},
    r"n\/?a": {"na", "n/a"},
    r"D[Tt][Oo]\b": {"dto"},
    r"x?[abc]?": set(),
    r"not (?:done|(?:yet )?there)": {"not done", "not there", "not yet there"},
    r"(?i:big|sma?ll)\.(?-i:X)": {"big.x", "small.x", "smll.x"},
    r"[abcd][abcd][abcd]long": {"along", "blong", "clong", "dlong"},
    r"(?:foo|bar)?baz+q": {"baz"},
    r"a{0,2}bcd{2}e": {"bcd"},
    r"(?:one|three)\s+x?": {"one", "three"},
    r"(?<!\w)Step\-by\-[A-Z]": {"step-by-"},
    r"foo|": set(),
    r"(foo)*": set(),
    r"(?=foo)\w+": {"foo"},
    r"(?=foo)?\w+": set(),
    r"(?!foo)\w+": set(),
    r"(?<=foo)\w+": set(),
    r"ab(?=.*(?:longer|shorter))cd": {"longer", "shorter"},
    r"é+t": {"é"},
    r"ı+": set(),
    r"σ+": set(),
    r"[oó]n['’]T": {"on't", "on’t", "ón't", "ón’t"},
    r"[o-ó]n": {"n"},
    r"(?x) a b": set(),
    r"[[:alpha:]]foo": set(),
    r"(fo+)\1(?R)": set(),
}


@pytest.mark.parametrize("source", KNOWN)
def test_what_is_asked_of_a_text(source: str) -> None:
    assert needles(source) == KNOWN[source]


def test_letters_stand_for_what_is_read_as_them_alone() -> None:
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, sys.maxunicode + 1))))
    for letter in CASED:
        if letter == letter.lower():
            assert {lowered(each) for each in regex.findall(letter, every, regex.IGNORECASE)} == {letter}


@given(
    st.lists(
        st.sampled_from(
            [
                *"ab|()K",
                "s?",
                "i*",
                "a+",
                "b{2}",
                "[^a]",
                r"\w",
                r"\b",
                "(?:",
                "(?=",
                "(?<!",
                ".",
                "k{0,1}",
                "[Kk]",
                "[ab ]",
                "[é'’]",
                "É",
                "С",
                "(?i:",
            ]
        ),
        max_size=10,
    ),
    st.text("abkis\u0130\u017f\u212aKéÉсСᲃ'’", max_size=6),
)
def test_a_match_holds_a_needle(parts: list[str], text: str) -> None:
    try:
        expression = regex.compile("".join(parts), regex.IGNORECASE)
    except regex.error:
        return
    wanted = needles(expression.pattern)
    if expression.search(text) and wanted:
        assert any(needle in lowered(text) for needle in wanted)
