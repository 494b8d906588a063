"""What is measured and must not be lost: clauses decided, placeholders told, findings that are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import clause_snippets, placeholder_score, precision

if TYPE_CHECKING:
    from pathlib import Path

#: Other tests run all that these run.
pytestmark = pytest.mark.uncounted


@pytest.mark.parametrize("document", clause_snippets.DOCUMENTS)
def test_every_clause_is_accounted_for_and_its_own_plans_behave(shared: Path, document: str) -> None:
    assert clause_snippets.main(shared / "clauses", [document]) == 0


def test_placeholders_are_told_from_what_looks_like_them(shared: Path) -> None:
    corpus = shared / "corpus"
    assert placeholder_score.main(corpus / "LABELS_placeholders.tsv", corpus) == 0


@pytest.mark.parametrize("document", sorted(path.stem for path in precision.VERDICTS.glob("*.tsv")))
def test_findings_on_real_plans_are_right(shared: Path, document: str) -> None:
    assert precision.main(shared / "corpus", [document]) == 0
