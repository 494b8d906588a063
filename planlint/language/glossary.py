"""The glossary: each word of the language as a short page, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.language.vocabulary import ATTRIBUTES, CHOICES, FACTS, NOUNS, PARTS, TAKEN, VALUES, VERBS, WORDS
from planlint.language.wording import either

if TYPE_CHECKING:
    from planlint.language.vocabulary import Attribute, Verb


def explain_word(word: str) -> str | None:
    """Return a word of the language as a short page, or None where there is no such word."""
    told = {
        "a noun": NOUNS.get(word),
        "a verb": _verb(VERBS[word]) if word in VERBS else None,
        "an attribute": _attribute(word, ATTRIBUTES[word]) if word in ATTRIBUTES else None,
        "a value": f"what {VALUES[word]}" if word in VALUES else None,
        "a fact, for when and unless": FACTS.get(word),
        "a part of a rule": PARTS.get(word),
        "a selector": CHOICES.get(word),
    }
    pages = [f"`{word}` is {what}: {said}." for what, said in told.items() if said]
    return "\n\n".join(pages) + "\n" if pages else None


def _verb(verb: Verb) -> str:
    return f"true when {verb.true_when}. It takes {TAKEN[verb.takes]}"


def _attribute(word: str, attribute: Attribute) -> str:
    of = f". It is asked of {either(attribute.nouns)}" if attribute.nouns else ""
    return f"it keeps those that {attribute.keeps}. It takes {either(WORDS.get(word, (TAKEN[attribute.takes],)))}{of}"


def words() -> tuple[str, ...]:
    """Return every word of the language that can be explained."""
    return tuple(dict.fromkeys([*NOUNS, *VERBS, *ATTRIBUTES, *VALUES, *FACTS, *PARTS, *CHOICES]))
