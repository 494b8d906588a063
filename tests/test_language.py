"""The language, word by word: rulesets under tests/language/ whose own examples are the tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from planlint.examples import run
from planlint.language.loader import load
from planlint.language.vocabulary import ATTRIBUTES, FACTS, NOUNS, VALUES, VERBS

FOLDER = Path(__file__).parent / "language"
RULESETS = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", RULESETS, ids=lambda path: path.stem)
def test_each_rule_behaves_on_its_examples(path: Path) -> None:
    wrong = [
        f"{outcome.rule}: {outcome.kind}: {outcome.message}" for outcome in run(load(path)) if outcome.kind != "ok"
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "words", [NOUNS, ATTRIBUTES, FACTS, VALUES, VERBS], ids=["nouns", "attributes", "facts", "values", "verbs"]
)
def test_each_word_of_the_vocabulary_is_tried(words: dict[str, object]) -> None:
    tried: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                tried.update({key, key.split(" ", 1)[-1], key.replace(" not ", " ").split(" ", 1)[-1]})
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        else:
            tried.add(str(value))

    for path in RULESETS:
        walk(yaml.safe_load(path.read_text(encoding="utf-8"))["rules"])
    assert set(words) - tried - {"plan", "sentence", "paragraph", "quote", "at most"} == set()
