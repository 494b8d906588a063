"""Intents: what a plan means to do with a file, by the words around its path."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from planlint.markdown.nodes import Field, Section

if TYPE_CHECKING:
    from planlint.markdown.document import Document

REMARKS = (
    (
        "modify",
        re.compile(
            r"\b(?:add(?:ing)? to existing|existing|modif\w*|updat\w*|extend\w*|edit\w*|chang\w*|add)\b", re.IGNORECASE
        ),
    ),
    ("create", re.compile(r"\b(?:new|creat\w*)\b", re.IGNORECASE)),
    ("delete", re.compile(r"\b(?:delet\w*|remov\w*)\b", re.IGNORECASE)),
    ("read", re.compile(r"\b(?:keep|unchanged|reference|read)\b", re.IGNORECASE)),
)
NEW_FIRST = re.compile(
    r"\bnew (?:file|module|director|folder|component|test)|\(?new\b(?! \w+ (?:to|in))", re.IGNORECASE
)
#: A verb at a line's start speaks of a path that many words behind it, and of none further on.
NEAR = 6
REMARK = re.compile(
    r"^[\s\x00`*\]]*(?:\((?P<paren>[^()]{1,80})\)|(?:-|:)\s*(?P<dash>(?:new|create[sd]?|modif\w+|update[sd]?|existing|delete[sd]?|removed?|keep)\b[^.]{0,40}))",
    re.IGNORECASE,
)
VERBS = (
    ("create", re.compile(r"(?:CREATE|[Cc]reate|[Aa]dd (?:a )?new|[Ww]rite|NEW|[Ss]caffold|[Gg]enerate)\b")),
    (
        "modify",
        re.compile(
            r"(?:UPDATE|MODIFY|EDIT|REFACTOR|EXTEND|ADD|FIX|CHANGE|REWRITE|(?:[Uu]pdate|[Mm]odify|[Ee]dit|[Rr]efactor|[Ee]xtend|[Cc]hange|[Ff]ix|[Rr]ewrite|[Aa]dd to|[Rr]egister|[Rr]ename))\b"
        ),
    ),
    ("delete", re.compile(r"(?:DELETE|REMOVE|[Dd]elete|[Rr]emove|[Dd]rop)\b")),
    (
        "read",
        re.compile(
            r"(?:READ|MIRROR|REVIEW|[Rr]ead|[Rr]eview|[Mm]irror|[Ff]ollow|[Ss]ee|[Rr]eference|[Cc]heck|[Ee]xamine)\b"
        ),
    ),
)
LABELS = (
    ("create", re.compile(r"\bnew files?\b|files? to (?:be )?(?:create|add)|created? files|\bcreate\b", re.IGNORECASE)),
    (
        "modify",
        re.compile(
            r"files? to (?:be )?(?:modif|update|change|edit)|\bmodif|primary files|\bupdates?\b|files? (?:affected|changed)",
            re.IGNORECASE,
        ),
    ),
    ("delete", re.compile(r"files? to (?:be )?(?:delete|remove)|\bdelete\b", re.IGNORECASE)),
    (
        "read",
        re.compile(
            r"\bread\b|\breferences?\b|\bpatterns?\b|\brelevant\b|related files|similar implementations|\bmirror\b|\bcontext\b|key files",
            re.IGNORECASE,
        ),
    ),
)


class Intents:
    """Tells intents in one plan."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.around = [
            (node.start, node.end, intent)
            for node in document.nodes("field")
            if isinstance(node, Field) and node.form in {"label", "heading"} and (intent := _first(LABELS, node.text))
        ]
        self.headings = [
            (section.start, section.body_start) for section in document.nodes("section") if isinstance(section, Section)
        ]

    def of(self, offset: int, behind: str) -> str:
        """Return the intent for a path at an offset; `behind` is what stands right after it."""
        return self._remark(behind) or self._verb(offset) or self._label(offset) or "mention"

    def in_heading(self, offset: int) -> bool:
        """Tell whether an offset lies in a heading."""
        at = bisect_right(self.headings, (offset, len(self.document.source.text))) - 1
        return at >= 0 and offset < self.headings[at][1]

    def _remark(self, behind: str) -> str:
        found = REMARK.match(behind)
        remark = (found["paren"] or found["dash"]) if found else ""
        if behind.startswith(" ") is False and not found and behind.strip("\0 "):
            return ""
        if not remark:
            return ""
        return (
            "create"
            if NEW_FIRST.search(remark) and not re.search(r"existing", remark, re.IGNORECASE)
            else _first(REMARKS, remark)
        )

    def _verb(self, offset: int) -> str:
        """Return what the words before the path on its line say: a heading's keyword or an item's first verb."""
        source = self.document.source
        start = source.line_span(source.line_at(offset))[0]
        words = self.document.prose[start:offset].replace("\0", " ")
        words = re.sub(r"^\s*(?:(?:Task|Step|\d+[.):]?)\s*[\d.]*\s*[:.)-]?\s*)?", "", words)
        if len(words.split()) > NEAR:
            return ""
        return next((intent for intent, verb in VERBS if verb.match(words)), "")

    def _label(self, offset: int) -> str:
        inside = [(start, intent) for start, end, intent in self.around if start <= offset < end]
        return max(inside)[1] if inside else ""


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str:
    return next((intent for intent, words in table if words.search(text)), "")
