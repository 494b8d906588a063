"""Phrases: what is known of them before they are looked for hides none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.judging.phrases import Phrases
from planlint.judging.select import Selection
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


@pytest.mark.parametrize("attribute", [("mentions", ("gone",)), ("mentions all", (("key",), ("gone",)))])
def test_nodes_are_not_read_that_would_mention_what_the_plan_does_not(attribute: tuple[str, object]) -> None:
    asked = Selector("sentence", ("*",), attributes=(attribute,))
    without, with_it = (parse(f"# Plan\n\nA key. Is {word} here, key or not?\n", "plan.md") for word in ("it", "Gone"))
    assert [match.node.text for match in with_it.derived(Selection).find(asked, {})] == ["Is Gone here, key or not?"]
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(BUILDERS, "sentence")
        assert without.derived(Selection).find(asked, {}) == []
