"""Slots: which text is one that a template left to be filled in, by the place where it is the whole value."""

from __future__ import annotations

import re

from planlint.markdown.labels import EMOJI
from planlint.named import NamedTuple

Span = tuple[int, int]

#: Where a text stands.
VALUE, FRONT_MATTER, LINE = "value of a bold label", "front matter", "line"
PLAIN, CELL = "value of a plain label or of two cells", "cell"
PART = "part of an item behind a dash or colon"
HEADING, TOPIC = "heading", "topic"  # as a whole, behind a colon
TITLE = "title"  # the first heading, or its topic
#: Where something has a name, so that a single word in brackets may ask for it.
NAMED = frozenset({VALUE, FRONT_MATTER, PLAIN, PART, HEADING, TOPIC, TITLE})
#: Where something is given and nothing else stands, so that the looser notations are meant as slots.
GIVEN = frozenset({VALUE, FRONT_MATTER, TITLE})
#: Where a word such as TBD is an answer.
ANSWERS = frozenset({VALUE, FRONT_MATTER, PLAIN, LINE, TOPIC, TITLE})
#: Where a remark in parentheses may stand behind a slot; on a line of its own it may be a source: "[Knuth] (page 9)".
REMARKED = NAMED - {PART}

#: What may stand around a slot that is the whole value: emphasis, a mark, a remark in capitals.
LEAD = rf"(?:{EMOJI}|\s)*[\"*_]*"
TAIL = r"[*_]*(?:\s{0,3}(?:✅|❌|⭐))?(?:\s{0,3}(?:\*\*)?[A-Z]{1,20}(?:\*\*)?)?[.\s]*$"
NOTATION = re.compile(
    rf"{LEAD}(?:(?P<brackets>\[(?![A-Z]{{2,12}}\] [A-Z])[^\[\]\n]+\])(?![(\[:])"  # not the tag of "[API] JSON"
    r"|(?P<braces>\{[A-Za-z][^{}\n:;=\"'|]*\})"
    r"|(?P<double>\{\{ ?[A-Za-z][\w -]*\}\})"
    r"|(?P<angle><[A-Za-z][^<>\n=\"]*>)"
    rf"|(?P<variable>\$(?:[A-Z_]{{3,40}}|\{{[A-Z_]{{3,40}}\}}))){TAIL}"
)
#: What holds the place of an answer.
ANSWER = re.compile(
    r"[\s*_(\[#]*(?P<slot>T\.B\.[ACD]\.?|(?i:tb[acd])|TODO|FIXME|XXX|\?{3,}"
    r"|(?i:to be (?:announced|confirmed|decided|defined|determined))"
    r"|Lorem ipsum(?: dolor\b[^\n]*)?|\((?:to be )?fill(?:ed)?(?: me| this)? in(?: later| here)?\)"
    r"|\((?i:(?:describe|explain|specify|summari[sz]e|insert|fill in) (?:the|your|what|why|how|an?|here)\b)"
    r"[^()\n]{2,60}\)"
    r"|\((?i:(?:add|insert|enter|list) (?:more |your |another |an? )?"
    r"(?:criteri(?:on|a)|items?|entr(?:y|ies)|details?|descriptions?|text|names?|values?|contents?))\)"
    r"|(?:INSERT|ENTER|ADD|PUT|WRITE|YOUR)(?:[ _][A-Z]+){0,5}[ _]HERE)[*_)\]]*[.!]?(?:\s\([^()\n]*\))?\s*$"
)
DOTS = re.compile(r"\s*(?P<slot>\.{3}|…)\s*$")
DATE = re.compile(
    r"\s*\[?(?P<slot>(?:YYYY|yyyy|20XX|20\d\d)([-./])(?:MM|mm|XX)\2(?:DD|dd|XX)"
    r"|(?:(?:DD|dd)([-./])(?:MM|mm)|(?:MM|mm)([-./])(?:DD|dd))[-./](?:YYYY|yyyy))\]?\s*$"
)

#: What a template asks for by name. Other single words in brackets are tags and data, `<word>` is a tag.
NAME = re.compile(
    r"(?:[a-z'’]+[ _/-]){0,4}(?:name|title|date|owner|author|reviewer|description|version|value|reason|goal|topic"
    r"|summary|purpose|outcome|why|what|who|how)(?:[ _-](?:here|\d))?",
    re.IGNORECASE,
)
#: How an order to the author begins; `[add item]` may be a button.
ORDER = re.compile(
    r"e\.g\.|(?:describe|provide|explain|specify|your|name of|brief|detailed|link to|summar\w+|what|why|how|who|which) "
    r"|(?:add|insert|list|fill|enter|state|write|choose|define|when|where) \S+ \S"
)
PHRASE = re.compile(r"(?!(?:as|in|no|not|on|same|see|to|unchanged|up) )(?:an?|[a-z][a-z/'’]+) [\w/'’ .?-]+")
#: Brackets that authors keep on purpose, and room that is reserved for somebody else.
KEPT = re.compile(
    r"all tests pass|documentation is updated|no breaking changes|\bnotes here\b|\bkeep this\b", re.IGNORECASE
)
STATE = re.compile(
    r"(?:(?:not|nearly|almost) )?(?:done|started|ready|needed|applicable|yet)|in (?:progress|review)|on hold|wip|draft"
    r"|blocked|pending|completed?|finished|approved|accepted|rejected|merged|skipped|deferred|deprecated|optional"
    r"|required|new|modified|updated|unchanged|removed|none|n/a|open|closed|existing|unreleased|out of scope"
    r"|(?:high|medium|low|critical)(?: priority| risk)?|(?:must|should|could|won['’]t)(?: have)?|nice to have",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"feature|task|project|plan", re.IGNORECASE)
TICKETS = re.compile(r"[A-Z]+-?\d+(?:, ?[A-Z]+-?\d+)*")
TWO_LETTERS = re.compile(r"[A-Za-z]{2}")
#: `<input disabled>`, `<Modal dark />`: attributes that have no value, a tag that is closed at once.
TAG = re.compile(
    r"[\w.-]+(?:\s+(?:async|autofocus|checked|controls|defer|disabled|hidden|loop|multiple|muted|open|readonly"
    r"|required|selected))*|.*/"
)
#: More than one word: in capitals, with a number, or three of them. `<Modal dark>` may be a tag.
WORDS = re.compile(r"[A-Z][a-z]* (?:[A-Z\d]|\S+ \S)|[a-z]\w*[ /]")


class Slot(NamedTuple):
    """A slot in a text, by offsets, with the signs around it."""

    start: int
    end: int
    form: str  # brackets | braces | angle | date | word


def slot_in(text: str, span: Span, place: str) -> Slot | None:
    """Return the slot that a span of a text is as a whole in a place."""
    slot = _notation(text, _without_remark(text, span) if place in REMARKED else span, place)
    if place in ANSWERS:
        slot = slot or _slot(ANSWER.match(text, *span), "word")
    return slot or (dots_in(text, span) if place == TITLE else None)


def date_in(text: str, span: Span) -> Slot | None:
    """Return the letters that stand for a date, where they are the whole span but for a remark."""
    return _slot(DATE.match(text, *_without_remark(text, span)), "date")


def dots_in(text: str, span: Span) -> Slot | None:
    """Return the dots that are the whole span."""
    return _slot(DOTS.match(text, *span), "word")


def _without_remark(text: str, span: Span) -> Span:
    """Return a span without the parentheses at its end: "[Name] (if there is one)"."""
    start, end = span
    opened = text.rfind(" (", start, end) if text.endswith(")", start, end) else -1
    return (start, opened) if opened > start else span


def _slot(found: re.Match[str] | None, form: str, group: str = "slot") -> Slot | None:
    return Slot(*found.span(group), form) if found else None


def _notation(text: str, span: Span, place: str) -> Slot | None:
    found = NOTATION.match(text, *span)
    if not found or not found.lastgroup:
        return None
    form, asks = SIGNS[found.lastgroup]
    return _slot(found, form, found.lastgroup) if asks(found[found.lastgroup][1:-1], place) else None


def _in_brackets(words: str, place: str) -> bool:
    """Tell whether words in brackets are for the author, rather than a tag, a state, a list or a remark."""
    if KEPT.search(words) or STATE.fullmatch(words):
        return False
    if place == FRONT_MATTER:  # a list of one or more
        return " " in words and NAME.fullmatch(words) is not None
    if words in {"...", "…"} or ORDER.match(words) or _is_name(words, place):
        return True
    if words[0].isupper() or words[0] == "(":
        return TWO_LETTERS.search(words) is not None and not TICKETS.fullmatch(words)
    return place in {VALUE, TITLE} and PHRASE.fullmatch(words) is not None


def _in_braces(words: str, place: str) -> bool:
    """Tell whether words in braces are for the author, rather than a set or a variable."""
    if KEPT.search(words) or "," in words:
        return False
    return "_" not in words or " " in words or (place == TITLE and NAME.fullmatch(words) is not None)


def _in_angles(words: str, place: str) -> bool:
    """Tell whether words between angles are for the author, rather than a tag."""
    if place in GIVEN and _is_name(words, place):
        return True
    return not KEPT.search(words) and not TAG.fullmatch(words) and WORDS.match(words) is not None


def _is_name(words: str, place: str) -> bool:
    if place == TITLE and SUBJECT.fullmatch(words):
        return True
    return place in NAMED and NAME.fullmatch(words) is not None


def _in_two_braces(words: str, place: str) -> bool:
    """Tell whether words in two braces are for the author, rather than a variable of a text to be filled later on."""
    return place in {FRONT_MATTER, TITLE} or (place == VALUE and NAME.fullmatch(words.strip("{} ")) is not None)


def _in_title(_: str, place: str) -> bool:
    return place == TITLE


#: The form of what stands between signs, and what tells a slot from data there.
SIGNS = {
    "brackets": ("brackets", _in_brackets),
    "braces": ("braces", _in_braces),
    "double": ("braces", _in_two_braces),
    "angle": ("angle", _in_angles),
    "variable": ("braces", _in_title),
}
