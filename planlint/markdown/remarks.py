"""Remarks: what stands right behind a path says of it."""

from __future__ import annotations

import re
from functools import lru_cache

from planlint.markdown.wordings import any_of, first

REMARK = re.compile(
    r"^[\s\x00`*\]]*(?:[(\[](?P<paren>[^()\[\]]{1,80})[)\]]"
    r"|[-–—:]\s*(?P<dash>(?:(?:to be )?created?|new|creates|modif\w+|update[sd]?|existing|deleted?|deletes|removed?"
    r"|keep|rewrite|replace|refactor|extend|append|(?:does not|doesn['’]t|not yet)|(?-i:ADD))\b[^.]{0,40}))",
    re.IGNORECASE,
)
#: "(modify existing)", "(already there)": of a file that is there, wherever on the line it is said.
EXISTING = re.compile(
    r"\((?:(?:modif\w+|updat\w+|extend\w*|edit\w*|rewrit\w+)\s+(?:the\s+)?existing\b|existing(?: file)?\)"
    r"|already (?:exists|there|present)\b)",
    re.IGNORECASE,
)
#: "remove argument parsing": something in the file goes, not the file.
PART_GOES = re.compile(
    r"^\W*(?:remove|delete)s?\s+(?!(?:(?:the|this|whole|entire)\s+)*(?:file|module|folder)\b)\w", re.IGNORECASE
)
#: What a remark behind a path says, the first that fits.
SAYINGS = (
    (
        "create",
        any_of(
            r"^(?:does not|doesn['’]t) exist", r"(?:not|n['’]t) exist yet", "not yet (?:there|present|existing|created)"
        ),
    ),
    ("modify", PART_GOES),
    (
        "modify",
        any_of(
            "(?<!after )(?<!like )(?<!from )existing",
            r"modif\w*",
            r"updat\w*",
            r"extend\w*",
            r"edit\w*",
            r"chang\w*",
            "add",
            "adding",
        ),
    ),
    ("modify", any_of("rewrite", "replace", "refactor", "append")),
    ("create", any_of("new", r"creat\w*")),
    ("delete", any_of(r"delet\w*", r"remov\w*")),
    ("read", any_of("keep", "unchanged", "reference", "read")),
)
#: "new", "NEW file", "new: the store": the file itself.
NEW_FILE = re.compile(
    r"^\W*new\W*$|^\W*new\s*[:;,–—-]|\bnew (?:file|module|directory|folder|script)\b"
    r"|^\W*(?:a )?new (?:component|test|page|class|service)\W*$",
    re.IGNORECASE,
)
#: "new endpoints": the file, or a part of it.
NEW_FIRST = re.compile(r"^\W*new\b|\bnew (?:component|test)\b", re.IGNORECASE)
#: "`x.py` is created here".
MADE = re.compile(
    r"^[\s\x00`]*(?:is|are|gets?|will be|to be) (?:newly )?(?:created|(?:added|written|introduced)\s*(?:[.,;]|$))"
)
#: What a remark says that calls something new, and leaves open whether it is the file or a part of it.
SOMETHING_NEW = "something new"


@lru_cache(maxsize=512)
def said_behind(behind: str) -> str:
    """Return the intent that what stands behind a path says, SOMETHING_NEW, or "" where it says none."""
    found = REMARK.match(behind)
    remark = (found["paren"] or found["dash"]) if found else ""
    if EXISTING.search(behind):
        return "modify"
    if MADE.match(behind):
        return "create"
    if not remark:
        return ""
    if NEW_FILE.search(remark) and "existing" not in remark.casefold():
        return "create"
    if NEW_FIRST.search(remark) and "existing" not in remark.casefold():
        return SOMETHING_NEW
    return first(SAYINGS, remark)
