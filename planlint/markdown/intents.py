"""Intents: what a plan means to do with a file, by the words around its path."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING

from planlint.markdown.nest import Nest
from planlint.markdown.nodes import Field, Row, Section
from planlint.markdown.remarks import SOMETHING_NEW, said_behind
from planlint.markdown.verbs import LEAD, hear, said_before
from planlint.markdown.wordings import Table, any_of, first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document


#: What a table says of a file in a cell of its own.
CELLS = {
    **dict.fromkeys(("new", "create", "created", "add", "added"), "create"),
    **dict.fromkeys(("modify", "modified", "update", "updated", "edit", "extend", "change", "refactor"), "modify"),
    **dict.fromkeys(("delete", "deleted", "remove", "removed"), "delete"),
    **dict.fromkeys(("read", "reference", "existing", "keep", "unchanged"), "read"),
}
#: What may stand behind the word in its cell: "MODIFY (lines 5-9)".
ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
#: Characters before a path among which the words about it are.
FAR = 200
#: What a label or heading says about the paths under it.
LABELS: Table = (
    ("read", any_of(r"(?:not|n['’]t|never) (?:to )?(?:be )?(?:modif|chang|touch|updat|edit|delet)\w*")),
    ("create", any_of("new files?", "^new$", "files? to (?:be )?(?:create|add)", "created? files", "create")),
    ("modify", any_of(r"files? to (?:be )?(?:modif\w*|update|change|edit)", r"modif\w*", "primary files", "updates?")),
    ("modify", any_of("files? (?:affected|changed)")),
    ("delete", any_of("files? to (?:be )?(?:delete|remove)", "delete")),
    ("read", any_of("read", "references?", "patterns?", "relevant", "related files", "similar implementations")),
    ("read", any_of("mirror", "context", "key files")),
)


class Intents:
    """Tells intents in one plan."""

    def __init__(self, document: Document) -> None:
        self.document = document
        around = [
            (node.start, node.end, intent)
            for node in document.nodes("field")
            if isinstance(node, Field) and node.form in {"label", "heading"} and (intent := first(LABELS, node.text))
        ]
        self.labels = Nest((start, end) for start, end, _ in around)
        self.meant = [intent for _, _, intent in around]
        rows = list(_telling(document))
        self.rows = Nest((row.start, row.end) for row, _ in rows)
        self.told = [intent for _, intent in rows]
        self.continued = [
            start for leaf in document.blocks.leaves if leaf.kind == "paragraph" for start, _ in leaf.segments[1:]
        ]
        self.headings = [
            (section.start, section.body_start) for section in document.nodes("section") if isinstance(section, Section)
        ]

    def of(self, offset: int, path: str, behind: str) -> str:
        """Return the intent for a path at an offset; `behind` is what stands right after it."""
        words = self._before(offset, self.document.prose)
        remark = said_behind(behind)
        intent = "" if remark == SOMETHING_NEW else remark
        named = partial(self._before, offset, self.document.plain)
        intent = intent or self._row(offset) or said_before(words, named, behind, path) or self._label(offset)
        if remark == SOMETHING_NEW and intent != "modify":
            intent = "create"
        return "mention" if intent == "create" and hear(words).refers else intent or "mention"

    def in_heading(self, offset: int) -> bool:
        """Tell whether an offset lies in a heading."""
        at = bisect_right(self.headings, (offset, len(self.document.source.text))) - 1
        return at >= 0 and offset < self.headings[at][1]

    def _row(self, offset: int) -> str:
        """Return what a cell of the row around a path says, where it says nothing else."""
        return next((self.told[at] for at in self.rows.around(offset, offset + 1)), "")

    def _before(self, offset: int, mask: str) -> str:
        """Return the words before a path on its line, as a mask of the plan has them; of a long line, the last.

        Of a path that a broken line begins with, those of the line above.
        """
        far = max(0, offset - FAR)
        begin = mask.rfind("\n", max(0, far - 1), offset) + 1  # 0 where the line begins further on the left
        if begin and self._goes_on(begin, offset) and not mask[begin:offset].strip("\0 \t"):
            begin = mask.rfind("\n", max(0, far - 1), begin - 1) + 1
        words = mask[begin or far : offset].replace("\0", " ").replace("\n", " ")
        return LEAD.sub("", words) if begin or not far else f" … {words}"

    def _goes_on(self, begin: int, offset: int) -> bool:
        """Tell whether a line goes on with a sentence that was broken off on the one above."""
        at = bisect_right(self.continued, offset) - 1
        return at >= 0 and self.continued[at] >= begin

    def _label(self, offset: int) -> str:
        inside = [(self.labels.starts[at], self.meant[at]) for at in self.labels.around(offset, offset + 1)]
        return max(inside)[1] if inside else ""


def _telling(document: Document) -> Iterator[tuple[Row, str]]:
    """Yield the rows with a cell that says nothing but what is meant to be done with the row's file."""
    for row in document.nodes("row"):
        if isinstance(row, Row):
            words = (ASIDE.sub("", cell).casefold() for cell in row.cells)
            yield from ((row, CELLS[word]) for word in words if word in CELLS)
