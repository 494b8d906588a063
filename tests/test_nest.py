"""Nests: which spans hold a place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planlint.markdown.nest import Nest

SPANS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted), max_size=9)


@given(SPANS, st.integers(0, 9), st.integers(0, 9))
def test_it_finds_what_a_look_at_all_finds(spans: list[list[int]], start: int, length: int) -> None:
    ordered = sorted((low, high) for low, high in spans)
    holding = [at for at, (low, high) in enumerate(ordered) if low <= start and start + length <= high]
    assert Nest(ordered).around(start, start + length) == holding
