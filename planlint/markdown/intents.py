"""Intents: what a plan means to do with a file, by the words around its path."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from planlint.markdown.nest import Nest
from planlint.markdown.nodes import Field, Row, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document


def _any(*words: str, case: bool = False) -> re.Pattern[str]:
    """Return an expression for any of the words; `case`: as written, at the start."""
    either = "|".join(words)
    return re.compile(rf"(?:{either})\b") if case else re.compile(rf"\b(?:{either})\b", re.IGNORECASE)


#: "remove argument parsing": something in the file goes, not the file.
PART_GOES = re.compile(
    r"^\W*(?:remove|delete)s?\s+(?!(?:(?:the|this|whole|entire)\s+)*(?:file|module|folder)\b)\w", re.IGNORECASE
)
#: What a remark behind a path says, the first that fits.
REMARKS = (
    ("modify", PART_GOES),
    ("modify", _any("existing", r"modif\w*", r"updat\w*", r"extend\w*", r"edit\w*", r"chang\w*", "add", "adding")),
    ("create", _any("new", r"creat\w*")),
    ("delete", _any(r"delet\w*", r"remov\w*")),
    ("read", _any("keep", "unchanged", "reference", "read")),
)
#: "new", "NEW file", "create": the file itself; "ADD new model" is about something in it.
NEW_FIRST = re.compile(r"^\W*new\b|\bnew (?:file|module|directory|folder|component|test|script)\b", re.IGNORECASE)
#: A verb at the start of a line or clause speaks of a path that many words behind it, and of none further on.
NEAR = 6
#: Characters before a path among which that many words are.
FAR = 200
REMARK = re.compile(
    r"^[\s\x00`*\]]*(?:\((?P<paren>[^()]{1,80})\)"
    r"|[-–—:]\s*(?P<dash>(?:(?:to be )?created?|new|creates|modif\w+|update[sd]?|existing|deleted?|deletes|removed?"
    r"|keep)\b[^.]{0,40}))",
    re.IGNORECASE,
)
#: What a table says of a file in a cell of its own.
CELLS = {"new": "create", "create": "create", "created": "create", "add": "create", "added": "create"}
#: "Add `x.py` with …", "add a module `x.py`" make the file; "Add `x.py` to the index" does something with it.
ADDED = re.compile(
    r"(?:[Aa]dd(?:ing)?|[Ii]ntroduc(?:e|ing)|[Dd]raft(?:ing)?|[Ss]caffold(?:ing)?|[Cc]reating)\s+"
    r"(?:(?:an?|the)\s+)?(?:(?:new|empty|test|file|module|migration|document|script|page),?\s+)*\Z"
)
ADDED_TO = re.compile(
    r"^[\s\x00`]*(?:into|as|in|to(?!\s+(?:hold|keep|record|store|describe|document|define|handle|provide|test|cover"
    r"|check|implement|wrap|contain|expose|support|house)\b))\b"
)
#: "`x.py` is created here".
MADE = re.compile(
    r"^[\s\x00`]*(?:is|are|gets?|will be|to be) (?:newly )?(?:created|(?:added|written|introduced)\s*(?:[.,;]|$))"
)
#: "a new module `x.py`", "the new file, `x.py`": the path is what is new.
NEW_BEFORE = re.compile(
    r"\bnew (?:(?:[\w-]+ )?(?:file|module|document|page|script|service|class|component|migration|test)[,:(]?)?\s*\Z",
    re.IGNORECASE,
)
#: "Create `x.py` like `y.py`": a file that is only spoken of.
REFERRED = re.compile(
    r"\b(?:mirror\w*|like|from|by|for|see|us(?:es|ing)|based on|modelled (?:on|after)|modeled (?:on|after)|similar to"
    r"|follow\w*|as in|pattern (?:of|in)|imports?|extends?|replac\w+)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
#: Where another verb may begin: the last speaks of the path.
CLAUSE = re.compile(r"[.;]\s+|\(|\s(?:and|then)\s+(?:then\s+)?")
#: "Remove the hook from `x.json`": it stays.
PART_OF = re.compile(r"\w\s+(?:from|in|of)\s+$")
#: What stands before a line's verb: its number, and words that only lead over to it.
LEAD = re.compile(
    r"^\s*(?:(?:Task|Step|\d+[.):]?)\s*[\d.]*\s*[:.)-]?\s*)?"
    r"(?:(?:first|then|next|finally|now|also|you|we|please)\b,?\s+)*",
    re.IGNORECASE,
)
#: What the first words of a line say about the path that follows.
VERBS = (
    ("create", _any("CREATE", "[Cc]reate", "[Aa]dd (?:a )?new", "[Ww]rite", "NEW", "[Gg]enerate", case=True)),
    ("modify", _any("UPDATE", "MODIFY", "EDIT", "REFACTOR", "EXTEND", "ADD", "FIX", "CHANGE", "REWRITE", case=True)),
    ("modify", _any("[Uu]pdate", "[Mm]odify", "[Ee]dit", "[Rr]efactor", "[Ee]xtend", "[Cc]hange", "[Ff]ix", case=True)),
    ("modify", _any("[Rr]ewrite", "[Aa]dd to", "[Rr]egister", "[Rr]ename", case=True)),
    ("delete", _any("DELETE", "REMOVE", "[Dd]elete", "[Rr]emove", "[Dd]rop", case=True)),
    ("read", _any("READ", "MIRROR", "REVIEW", "[Rr]ead", "[Rr]eview", "[Mm]irror", "[Ff]ollow", case=True)),
    ("read", _any("[Ss]ee", "[Rr]eference", "[Cc]heck", "[Ee]xamine", case=True)),
)
#: What a label or heading says about the paths under it.
LABELS = (
    ("create", _any("new files?", "^new$", "files? to (?:be )?(?:create|add)", "created? files", "create")),
    ("modify", _any(r"files? to (?:be )?(?:modif\w*|update|change|edit)", r"modif\w*", "primary files", "updates?")),
    ("modify", _any("files? (?:affected|changed)")),
    ("delete", _any("files? to (?:be )?(?:delete|remove)", "delete")),
    ("read", _any("read", "references?", "patterns?", "relevant", "related files", "similar implementations")),
    ("read", _any("mirror", "context", "key files")),
)


class Intents:
    """Tells intents in one plan."""

    def __init__(self, document: Document) -> None:
        self.document = document
        around = [
            (node.start, node.end, intent)
            for node in document.nodes("field")
            if isinstance(node, Field) and node.form in {"label", "heading"} and (intent := _first(LABELS, node.text))
        ]
        self.labels = Nest((start, end) for start, end, _ in around)
        self.meant = [intent for _, _, intent in around]
        rows = list(_telling(document))
        self.rows = Nest((row.start, row.end) for row, _ in rows)
        self.told = [intent for _, intent in rows]
        self.headings = [
            (section.start, section.body_start) for section in document.nodes("section") if isinstance(section, Section)
        ]

    def of(self, offset: int, behind: str) -> str:
        """Return the intent for a path at an offset; `behind` is what stands right after it."""
        words = self._before(offset)
        intent = self._remark(behind) or self._row(offset) or self._verb(words, behind)
        intent = intent or self._label(offset) or "mention"
        return "mention" if intent == "create" and REFERRED.search(words) else intent

    def in_heading(self, offset: int) -> bool:
        """Tell whether an offset lies in a heading."""
        at = bisect_right(self.headings, (offset, len(self.document.source.text))) - 1
        return at >= 0 and offset < self.headings[at][1]

    def _remark(self, behind: str) -> str:
        """Return what a remark in parentheses or behind a dash says."""
        found = REMARK.match(behind)
        remark = (found["paren"] or found["dash"]) if found else ""
        is_new = NEW_FIRST.search(remark) and "existing" not in remark.casefold()
        return "create" if is_new else _first(REMARKS, remark)

    def _row(self, offset: int) -> str:
        """Return what a cell of the row around a path says, where it says nothing else."""
        return next((self.told[at] for at in self.rows.around(offset, offset + 1)), "")

    def _before(self, offset: int) -> str:
        """Return the words before a path on its line, without what leads over to them; of a long line, the last."""
        source = self.document.source
        begin = source.line_span(source.line_at(offset))[0]
        start = max(begin, offset - FAR)
        words = self.document.prose[start:offset].replace("\0", " ")
        return f" … {words}" if start > begin else LEAD.sub("", words)

    def _verb(self, words: str, behind: str) -> str:
        """Return what the words before a path say: the last verb that begins the line or a clause."""
        if MADE.match(behind) or NEW_BEFORE.search(words):
            return "create"
        clauses = [0, *(found.end() for found in CLAUSE.finditer(words))]
        tails = [LEAD.sub("", words[at:]) for at in reversed(clauses)]
        tails = [tail for tail in tails if len(tail.split()) <= NEAR]
        if any(ADDED.match(tail) for tail in tails) and not ADDED_TO.match(behind):
            return "create"
        intent = next((intent for tail in tails for intent, verb in VERBS if verb.match(tail)), "")
        return "modify" if intent == "delete" and PART_OF.search(words) else intent

    def _label(self, offset: int) -> str:
        inside = [(self.labels.starts[at], self.meant[at]) for at in self.labels.around(offset, offset + 1)]
        return max(inside)[1] if inside else ""


def _telling(document: Document) -> Iterator[tuple[Row, str]]:
    """Yield the rows with a cell that says nothing but what is meant to be done with the row's file."""
    for row in document.nodes("row"):
        if isinstance(row, Row):
            yield from ((row, CELLS[word]) for cell in row.cells if (word := cell.casefold()) in CELLS)


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str:
    return next((intent for intent, words in table if words.search(text)), "")
