"""Verbs: what the words before a path say of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from planlint.markdown.wordings import Table, as_written
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

#: A verb at the start of a line or clause speaks of a path that many words behind it, and of none further on.
NEAR = 6
#: Characters right before a path among which the words are that lead over to it.
BESIDE = 50
#: Characters before a path among which the clause begins that speaks of it.
CLOSE = 100
#: "Add `x.py` with …", "add a module `x.py`" make the file; "Add `x.py` to the index" does something with it.
ADDED = re.compile(
    r"(?:[Aa]dd(?:ing)?|[Ii]ntroduc(?:e|ing)|[Dd]raft(?:ing)?|[Ss]caffold(?:ing)?|[Cc]reating)\s+"
    r"(?:(?:an?|the)\s+)?(?:(?:new|empty|test|file|module|migration|document|script|page),?\s+)*\Z"
)
ADDED_TO = re.compile(
    r"^[\s\x00`]*(?:into|as|in|to(?!\s+(?:hold|keep|record|store|describe|document|define|handle|provide|test|cover"
    r"|check|implement|wrap|contain|expose|support|house)\b))\b"
)
#: "a new module `x.py`", "the new file, `x.py`", "[NEW] `x.py`": the path is what is new.
NEW_BEFORE = re.compile(
    r"(?:\bnew (?:(?:[\w-]+ )?(?:file|module|document|page|script|service|class|component|migration|test)[,:(]?)?"
    r"|(?:\bnew[:\]]|[🆕➕])(?=\s{0,5}\Z))\s*\Z",
    re.IGNORECASE,
)
#: "Create `x.py` like `y.py`": a file that is only spoken of.
REFERRED = re.compile(
    r"\b(?:mirror\w*|like|from|by|for|see|us(?:es|ing)|based on|modelled (?:on|after)|modeled (?:on|after)|similar to"
    r"|follow\w*|as in|pattern (?:of|in)|imports?|extends?|replac\w+)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
#: "Update `x.py`, not `y.py`".
SPARED = re.compile(r"\b(?:not|instead of|rather than|without)\s+(?:the\s+)?\Z", re.IGNORECASE)
#: What a verb that moves has between what is moved and where.
MOVED_TO = re.compile(r"(?:\b(?:to|as|into|and|becomes)|,|→|->)\s+\Z", re.IGNORECASE)
#: What verbs about files begin with.
ABOUT_FILES = (
    r"(?:creat|writ|rewrit|generate|add|updat|modif|edit|refactor|extend|chang|fix|renam|mov|delet|remov|drop|register"
    r"|read|review|mirror|follow|see|check)\w{0,3}\b"
)
#: Where another verb may begin: the last speaks of the path.
CLAUSE = re.compile(
    rf"[.;]\s+|\(|\s(?:and|then)\s+(?:then\s+)?|(?:[+&,→]|->)\s+(?=(?:then\s+)?{ABOUT_FILES})", re.IGNORECASE
)
#: "Remove the hook from `x.json`": it stays.
PART_OF = re.compile(r"\w\s+(?:from|in|of)\s+$")
#: What stands before a line's verb: its number, a label that tells nothing of the path, words that lead over to it.
LEAD = re.compile(
    r"^\s*(?:(?:Task|Step|\d+[.):]?)\s*[\d.]*\s*[:.)-]?\s*)?"
    rf"(?:(?!{ABOUT_FILES}|(?:pattern|reference|context|example|gotcha|note|import|before|current|new|no|do|don)s?\b)"
    r"[a-z][\w /-]{0,30}:\s+)?"
    r"(?:(?:first|then|next|finally|now|also|you|we|please)\b,?\s+)*",
    re.IGNORECASE,
)
#: What the first words of a line say about the path that follows.
VERBS: Table = (
    ("mention", as_written("(?:[Dd]o )?[Nn]o(?:t)?", r"[Dd]on\Wt", "[Nn]ever", "[Aa]void", "(?:DO )?NOT", "NEVER")),
    ("create", as_written("CREATE", "[Cc]reate", "[Aa]dd (?:a )?new", "[Ww]rite", "NEW", "[Gg]enerate")),
    ("modify", as_written("UPDATE", "MODIFY", "EDIT", "REFACTOR", "EXTEND", "ADD", "FIX", "CHANGE", "REWRITE")),
    ("modify", as_written("[Uu]pdate", "[Mm]odify", "[Ee]dit", "[Rr]efactor", "[Ee]xtend", "[Cc]hange", "[Ff]ix")),
    ("modify", as_written("[Rr]ewrite", "[Aa]dd to", "[Rr]egister", "[Rr]ename")),
    ("delete", as_written("DELETE", "REMOVE", "[Dd]elete", "[Rr]emove", "[Dd]rop")),
    ("read", as_written("READ", "MIRROR", "REVIEW", "[Rr]ead", "[Rr]eview", "[Mm]irror", "[Ff]ollow")),
    ("read", as_written("[Ss]ee", "[Rr]eference", "[Cc]heck", "[Ee]xamine")),
)
#: "Create the route in `x.py`": what is made, and that it is made inside.
INSIDE = re.compile(
    r"\b(?P<verb>create|write|generate|add)\s+(?P<made>[^.;]{1,80}?)\s+(?P<where>in|into|inside|within|to|of|on)\s+"
    r"(?:(?:the|an?|our|existing)\s+)*\Z",
    re.IGNORECASE,
)
#: What is made inside of a file that is there, rather than with it.
PART = re.compile(
    r"\b(?:function|method|route|endpoint|handler|constant|variable|column|field|property|parameter|argument|entry|key"
    r"|section|setting|flag|option|export|helper|fixture|case|query|mutation|button|paragraph|line|comment|block)$",
    re.IGNORECASE,
)
#: A name as code has it, `save_note`, `saveNote()`, `NOTE_LIMIT`.
SYMBOL = re.compile(r"(?:[a-z]\w*(?:_\w+|[A-Z]\w*)|[A-Z]+_[A-Z_]+|\w+\(\))$")
LETTERS = re.compile(r"[\W_]+")
#: "Move `a.py` to `b.py`", "Split `a.py` into `b.py` and `c.py`": the second is made.
MOVED = re.compile(
    r"^(?:(?:re)?name|move|copy|duplicate|convert)\s+(?:the\s+)?(?:(?:file|module)\s+)?\S*[./]\S*\s+(?:to|into|as|→|->)\s+\Z"
    r"|\b(?:renamed?|move[ds]?|cop(?:y|ied)|goes|split out|extracted)\s+(?:it\s+)?(?:to|as|into)\s+\Z"
    r"|\bbecomes\s+\Z"
    r"|^(?:split|extract)\b.*\sinto\s+(?:\S+(?:,|\s+and|,\s+and)\s+)*\Z",
    re.IGNORECASE,
)


class Heard(NamedTuple):
    """What the words before a path say by themselves."""

    calls_new: bool  # of the path that follows
    may_move: bool  # something to the path that follows
    adds: bool
    intent: str  # "" where no verb says any
    spares: bool  # the path that follows
    takes_part: bool
    refers: bool  # to the path that follows, as to an example


def said_before(words: str, named: Callable[[], str], behind: str, path: str) -> str:
    """Return the intent that the words before a path say: the last verb that begins the line or a clause.

    `words` are prose, in what `named` gives code is kept. "" where they say none.
    """
    heard = hear(words)
    if heard.calls_new or (heard.may_move and not path.endswith("/") and MOVED.search(named())):
        return "create"
    if heard.adds and not ADDED_TO.match(behind):
        return "create"
    if heard.spares:
        return "mention"
    if heard.intent == "delete" and heard.takes_part:
        return "modify"
    return _made(named(), path) if heard.intent == "create" else heard.intent


@lru_cache(maxsize=512)
def hear(words: str) -> Heard:
    """Return what words before a path say; in a list of files the same stands before many."""
    beside, tails = words[-BESIDE:], _tails(words)
    return Heard(
        calls_new=NEW_BEFORE.search(beside) is not None,
        may_move=MOVED_TO.search(beside) is not None,
        adds=any(ADDED.match(tail) for tail in tails),
        intent=next((intent for tail in tails for intent, verb in VERBS if verb.match(tail)), ""),
        spares=SPARED.search(beside) is not None,
        takes_part=PART_OF.search(beside) is not None,
        refers=REFERRED.search(beside) is not None,
    )


def _made(named: str, path: str) -> str:
    """Return what is meant to be done with the file that something is made in: made as well, or something inside it."""
    inside = INSIDE.search(named)
    if inside is None:
        return "create"
    if path.endswith("/"):
        return "mention"
    if inside["verb"].casefold() == "add" and inside["where"].casefold() in {"to", "into"}:
        return "modify"
    made = inside["made"].strip()
    name = path.rsplit("/", 1)[-1]
    alike = LETTERS.sub("", name.split(".")[0]).casefold() in LETTERS.sub("", made).casefold()
    tests = "test" in name.casefold() and "test" in made.casefold()
    return "modify" if not (alike or tests) and (PART.search(made) or SYMBOL.search(made)) else "create"


def _tails(words: str) -> list[str]:
    """Return what each clause before a path, the last first, begins with, where it is near enough to speak of it."""
    near = max(0, len(words) - CLOSE)
    clauses = [0, *(found.end() for found in CLAUSE.finditer(words, near))]
    tails = [LEAD.sub("", words[at:]) for at in reversed(clauses)]
    return [tail for tail in tails if len(tail.split()) <= NEAR]
