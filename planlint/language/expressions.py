"""Expressions of a ruleset, tried when it is loaded: what a pattern or a phrase must not be."""

from __future__ import annotations

import math
import re

import regex

from planlint.language.patterns import TOKEN, is_regex

LONGEST_PATTERN = 1000
#: Repeats are written out when an expression is compiled: more than this eats memory without end.
MOST_REPEATS = 1000
REPEAT = re.compile(r"\{([0-9]*)(?:,([0-9]*))?\}")
#: What the regex library offers beyond regular expressions, and a ruleset does not need.
REFUSED = {
    "recursion": re.compile(r"\(\?(?:R|[-+]?[0-9]|&|P>)"),
    "a named list": re.compile(r"\\L<"),
    "fuzzy matching": re.compile(r"\{(?:[0-9]+<=?|[0-9]+)?[eids][<=+,:}]"),
    "the flag x": re.compile(r"\(\?[a-zA-Z0-9-]*x[a-zA-Z0-9-]*[:)]"),
}
#: An escaped character, which is no brace; but not the mark of a named list.
ESCAPED = re.compile(r"\\(?!L<).", re.DOTALL)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def fault_of(pattern: str) -> str:
    """Return what is wrong with a pattern or phrase, "" where nothing is."""
    if not pattern.strip():
        return "a pattern is not empty; * is anything"
    if len(pattern) > LONGEST_PATTERN:
        return f"a pattern has at most {LONGEST_PATTERN} characters, and this one {len(pattern)}"
    return _of_regex(pattern[1:-1]) if is_regex(pattern) else _of_names(pattern)


def _of_names(pattern: str) -> str:
    for found in TOKEN.finditer(pattern):
        if found[1] and not NAME.match(found[1]):
            return f"a name in braces is made of letters, digits and _, a letter first, and {found[0]} is not"
    return ""


def _of_regex(source: str) -> str:
    bare = ESCAPED.sub("", source)
    for what, refused in REFUSED.items():
        if refused.search(bare):
            return f"{what} is not for rulesets; write plain alternatives"
    if _repeats(bare) > MOST_REPEATS:
        return f"repeats in braces multiply to at most {MOST_REPEATS}; use * or + instead"
    try:
        regex.compile(source)
    except (regex.error, ValueError, RecursionError, OverflowError) as error:
        return f"this is no regular expression: {error}"
    return ""


def _repeats(source: str) -> int:
    """Return how often a part can be written out at most: what must be repeated, multiplied, or one large number."""
    found = [(int(low or 0), int(high or low or 0)) for low, high in REPEAT.findall(source)]
    product = math.prod(max(low, 1) for low, _ in found)
    return max(product, *(high for _, high in found)) if found else 0
