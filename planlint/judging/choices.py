"""Choices: whether what a node says is one of several values that an author wrote."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from planlint.judging.said import normal, said
from planlint.language.catching import caught_by
from planlint.language.patterns import wholes
from planlint.language.vocabulary import VALUES
from planlint.markdown.nodes import Field
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from planlint.language.model import Captures
    from planlint.markdown.document import Document
    from planlint.markdown.nodes import Node

#: A choice that is matched by nothing but itself, in whatever letter case.
PLAIN = re.compile(r"[A-Za-z0-9](?:[ A-Za-z0-9,.+#-]*[A-Za-z0-9])?")
#: What stands between choices that are all still there.
LISTED = re.compile(r"[|,/]")
REMARK = re.compile(r"\s+[-(|]|[,;.:(]\s|\s+\d{4}-\d{2}|[.;:]$")


@lru_cache(maxsize=4096)
def _choice_forms(text: str) -> tuple[str, ...]:
    """Return a value, and the same without what a dash, comma or parenthesis adds, where that is another."""
    value = normal(text)
    bare = REMARK.split(value, maxsplit=1)[0].strip()
    return (value,) if bare == value else (value, bare)


class Forms:
    """The values of one document's nodes in their forms; those read from its text are remembered: many rules ask."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._of_fields: dict[tuple[int, int], tuple[str, ...]] = {}

    def of(self, node: Node) -> tuple[str, ...]:
        """Return the forms of a node's value."""
        if not isinstance(node, Field) or node.value:
            return _choice_forms(said(node, self.document))
        place = node.value_start, node.value_end
        if place not in self._of_fields:
            self._of_fields[place] = _choice_forms(said(node, self.document))
        return self._of_fields[place]


@lru_cache(maxsize=4096)
def _listed(text: str) -> frozenset[str]:
    """Return the values that stand side by side in one."""
    return frozenset(map(str.strip, LISTED.split(normal(text)))) if LISTED.search(text) else frozenset()


class Wanted(NamedTuple):
    """Values told apart by how a node is held against them."""

    named: tuple[str, ...]  # the language's own
    choices: tuple[str, ...]
    plain: frozenset[str]  # choices that stand for themselves, as they are compared
    patterns: tuple[str, ...]  # all other choices


@lru_cache(maxsize=4096)
def told_apart(values: tuple[str, ...]) -> Wanted:
    """Return values told apart."""
    named = tuple(each for each in values if each in VALUES)
    choices = tuple(each for each in values if each not in VALUES)
    plain = {each: normal(each) for each in choices if PLAIN.fullmatch(each)}
    return Wanted(named, choices, frozenset(plain.values()), tuple(each for each in choices if each not in plain))


def is_choice(node: Node, document: Document, wanted: Wanted, captures: Captures) -> bool:
    """Tell whether a value is a choice, remarks after a dash, comma or parenthesis left out."""
    forms = document.derived(Forms).of(node)
    if wanted.plain and len(wanted.plain & _listed(said(node, document))) > 1:
        return False  # nobody has chosen yet
    if not wanted.plain.isdisjoint(forms):
        return True
    tried = (each for each in wholes(wanted.patterns, captures, "plain") if each.may_match(forms[0]))
    return any(caught_by(each.search(form), captures) is not None for each in tried for form in forms)
