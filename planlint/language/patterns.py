"""Patterns: from what an author wrote of a whole text to expressions, and their matching within a budget."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from planlint.language.budget import Expression
from planlint.language.catching import Bearing, bearing, caught_by
from planlint.language.needles import lowered
from planlint.language.prepared import PREPARED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planlint.language.model import Captures

#: As numbers: the library's own are enumerations, which take their time.
DOTALL, IGNORECASE, MULTILINE = int(regex.DOTALL), int(regex.IGNORECASE), int(regex.MULTILINE)
GROUP_NAME = re.compile(r"\(\?P?<\w")

NUMBER = r"\d+(?:\.\d+)*(?:\s?-\s?\d+)?[a-z]?"
TOKEN = re.compile(r"\{(\w+)\}|\*|\s+|:|[^\s*{:]+|\{")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3]+")
LEADING_NUMBER = re.compile(
    r"(?:§\s?\d+|(?:(?i:section|part|chapter)\s)?\d+(?:\.\d+)*[a-z]?(?:[.):]|\s[-·])|\d+(?:\.\d+)*"
    r"|[IVX]+[.)]|[A-Z](?:\.\d+)+[.):]?|[A-Z][.)])\s+(?=\S)"
)
DASHES = str.maketrans("‐‑‒–—―−‘’‚“”„", "-------'''\"\"\"")
#: What titles write either way, as an expression has it.
AND = re.compile(r"\\?&|\band\b")
#: A remark at a title's end, which a pattern need not know of.
REMARK = r"(?:\s*\([^()]*\))?"
#: What a colon in a title's pattern stands for; a dot or dash only where a blank follows, so that 2.1 stays whole.
SEPARATOR = r"(?:\s*[:)]\s*|\s+-\s+|\.\s+)"


def folded(text: str) -> str:
    """Return the text with dashes and quotes of one kind and white space folded; the very text, where it is that."""
    made = " ".join(text.translate(DASHES).split())
    return text if made == text else made  # most are: of a large plan, one copy is enough


@lru_cache(maxsize=8192)
def title_forms(text: str) -> tuple[str, ...]:
    """Return how a title may be read: without emoji and trailing colon, with and without its number."""
    title = folded(EMOJI.sub(" ", text)).replace("&", "and").rstrip(":").strip()
    bare = LEADING_NUMBER.sub("", title, count=1) if LEADING_NUMBER.match(title) else title
    return (bare,) if bare == title else (bare, title)


def text_forms(text: str) -> tuple[str, ...]:
    """Return how a folded text that is no title may be read: as it stands, and without emoji and trailing colon."""
    if text.isascii() and not text.endswith(":"):  # as nearly all are
        return (text,)
    bare = " ".join(EMOJI.sub(" ", text).rstrip(": ").split())
    return (text,) if bare == text else (text, bare)


def is_regex(pattern: str) -> bool:
    """Tell whether a pattern is written `/…/`."""
    return len(pattern) > 2 and pattern.startswith("/") and pattern.endswith("/")


def names_in(pattern: str) -> frozenset[str]:
    """Return the names in braces (in `/…/`, of its groups) that a pattern holds."""
    if "{" not in pattern and "<" not in pattern:  # most hold none, and are asked first when a run is cold
        return frozenset()
    if is_regex(pattern):
        named = GROUP_NAME.search(pattern)
        return frozenset(PREPARED.pattern(pattern[1:-1], 0, keep=True).groupindex) if named else frozenset()
    return frozenset(found[1] for found in TOKEN.finditer(pattern) if found[1])


def literal(text: str) -> str:
    """Return the source of an expression that matches a text alone."""
    return text if text.isalnum() else regex.escape(text, literal_spaces=True)


def _known(name: str, captures: Captures) -> str:
    """Return the source for a known name: plan text (a string) is literal, a row's values are patterns."""
    value = captures[name]
    if isinstance(value, str):
        return AND.sub("(?:&|and)", literal(value))
    sources = (choice[1:-1] if is_regex(choice) else whole_source(choice, {}, title=False) for choice in value)
    return "(?:" + "|".join(sources) + ")"


def name_source(name: str, captures: Captures, free: str) -> str:
    """Return the source for a name in braces; `free` is what one that is not known yet may be."""
    if name == "n" and not isinstance(captures.get("n"), tuple):  # what a row says is compared as it stands
        return f"(?P<n>{NUMBER})"
    return _known(name, captures) if name in captures else f"(?P<{name}>{free})"


def whole_source(pattern: str, captures: Captures, *, title: bool) -> str:
    """Return the source of an expression that a whole text is held against."""
    parts: list[str] = []
    text = _as_title(pattern) if title else pattern.translate(DASHES)
    for token in TOKEN.finditer(text):
        word = token[0]
        if token[1]:
            parts.append(name_source(token[1], captures, ".+?"))
        elif word == "*":
            parts.append(".*?")
        elif word.isspace():
            parts.append(r"\s+")
        elif word == ":" and title:
            parts.append(SEPARATOR)
        else:
            parts.append(literal(word))
    return "".join(parts).replace(SEPARATOR + r"\s+", SEPARATOR)


def _as_title(pattern: str) -> str:
    """Return a pattern without what is left out of titles: emoji, back ticks, the colon at the end."""
    return folded(EMOJI.sub(" ", pattern).replace("`", "")).replace("&", "and").rstrip(":").strip()


def expanded(patterns: Sequence[str], captures: Captures) -> Sequence[str]:
    """Return patterns, those that are nothing but a row's name replaced by the row's own patterns."""
    if not captures:
        return patterns
    found: list[str] = []
    for pattern in patterns:
        value = captures.get(pattern[1:-1]) if pattern.startswith("{") and pattern.endswith("}") else None
        found.extend(value if isinstance(value, tuple) else (pattern,))
    return found


def lasts(key: Bearing) -> bool:
    """Tell whether what stands in an expression is the ruleset's alone: text of a plan is a string."""
    return not any(isinstance(value, str) for _, value in key)


@lru_cache(maxsize=16384)
def _whole(pattern: str, key: Bearing, form: str) -> Expression:
    exact, title = form.startswith("exact"), form.endswith("title")
    flags = DOTALL if exact else DOTALL | IGNORECASE
    if is_regex(pattern):
        return Expression(pattern, pattern[1:-1], flags | MULTILINE, lasting=True)
    source = whole_source(pattern, dict(key), title=title)
    tail = REMARK if title and not pattern.endswith(("*", ")")) else ""
    return Expression(pattern, rf"\A(?:{source}){tail}\Z", flags, lasting=lasts(key))


def whole(pattern: str, captures: Captures, form: str) -> Expression:
    """Return the expression that a pattern stands for; `form` as for match_any."""
    names = names_of(pattern)
    return _whole(pattern, bearing(names, captures), form)


@lru_cache(maxsize=4096)
def _wholes(patterns: Sequence[str], key: Bearing, form: str) -> tuple[Expression, ...]:
    captures = dict(key)
    return tuple(whole(each, captures, form) for each in expanded(patterns, captures))


def wholes(patterns: tuple[str, ...], captures: Captures, form: str) -> tuple[Expression, ...]:
    """Return the expressions that patterns stand for, a row's name for the row's; `form` as for match_any."""
    return _wholes(patterns, bearing(names_of_all(patterns), captures), form)


def match_any(patterns: tuple[str, ...], text: str, captures: Captures, form: str) -> bool:
    """Tell whether a whole text matches one of some patterns (a row's name: one of the row's).

    `form` is "title", "plain", "exact title" or "exact plain" (exact: case kept).
    A regular expression is searched for. Raises RegexBudgetError.
    """
    low = lowered(text)
    return any(
        each.may_match(low) and caught_by(each.search(text), captures) is not None
        for each in wholes(patterns, captures, form)
    )


@lru_cache(maxsize=4096)
def names_of(pattern: str) -> frozenset[str]:
    """Return names_in, remembered."""
    return names_in(pattern)


@lru_cache(maxsize=4096)
def names_of_all(patterns: tuple[str, ...]) -> frozenset[str]:
    """Return the names that patterns hold, remembered."""
    return frozenset().union(*map(names_of, patterns))


def forget() -> None:
    """Forget all expressions, those that were prepared too."""
    PREPARED.clear()
    for remembered in (_whole, _wholes, names_of, names_of_all):
        remembered.cache_clear()
