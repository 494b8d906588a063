"""Plans written in another way: what is said of one does not hang on how its Markdown is set."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from planlint.api import lint
from tests.rewrites import REWRITES

FIXTURES = Path(__file__).parent.parent / "fixtures"


def told(text: str, path: Path) -> Counter[str]:
    """Return how often each rule speaks of a text, as a plan of its fixture's kind."""
    return Counter(finding.rule for finding in lint(text, path=path.name, ruleset=path.parent.parent.name))


@pytest.mark.parametrize(
    "path", sorted(FIXTURES.glob("*/*/*.md")), ids=lambda path: path.relative_to(FIXTURES).as_posix()
)
def test_another_way_to_write_a_plan_changes_no_finding(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    as_it_is = told(text, path)
    changed = {way: (told(rewrite(text), path), as_it_is) for way, rewrite in REWRITES.items()}
    assert {way: (new - old, old - new) for way, (new, old) in changed.items() if new != old} == {}
