"""Expressions taken apart: the parts are found where the whole is, and what cannot be taken apart stays whole."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from planlint.language.alternatives import apart
from planlint.language.expressions import fault_of

SOURCES = st.text(st.sampled_from("ab1|()[]?*+^$\\:-.=<!P"), max_size=16)


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("/a|b/", ("/a/", "/b/")),
        (r"/(?:a|b)c|[|]|\||d/", ("/(?:a|b)c/", "/[|]/", r"/\|/", "/d/")),
        ("/(?<n>a)|(?=b)c|(?-i:D)/", ("/(?<n>a)/", "/(?=b)c/", "/(?-i:D)/")),
    ],
)
def test_alternatives_stand_apart(phrase: str, parts: tuple[str, ...]) -> None:
    assert apart(phrase) == parts


@pytest.mark.parametrize(
    "phrase",
    ["a|b", "/a/", "/a||b/", "/(?i)a|b/", r"/(a)\1|b/", "/(?P<n>a)(?P=n)|b/", "/(a)?(?(1)b|c)|d/", "/[[a]|b]/"],
)
def test_what_hangs_together_stays_whole(phrase: str) -> None:
    assert apart(phrase) == (phrase,)


@given(SOURCES, st.text(st.sampled_from("ab1|:-"), max_size=8))
def test_the_first_that_a_part_finds_is_where_the_whole_is_found(source: str, text: str) -> None:
    phrase = f"/{source}/"
    if fault_of(phrase):
        return
    parts = [regex.compile(part[1:-1]).search(text) for part in apart(phrase)]
    whole = regex.compile(source).search(text)
    starts = [found.start() for found in parts if found]
    assert (min(starts) if starts else None) == (whole.start() if whole else None)
