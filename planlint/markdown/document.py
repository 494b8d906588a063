"""The document: one plan, understood; each noun's nodes are built when first asked for, and kept."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from planlint.markdown.blocks import read_blocks
from planlint.markdown.commands import find_commands
from planlint.markdown.content import content_spans
from planlint.markdown.fields import fields
from planlint.markdown.frontmatter import read_front_matter
from planlint.markdown.inline import scan_inline
from planlint.markdown.items import checkboxes, items
from planlint.markdown.lines import lines, paragraphs, quotes
from planlint.markdown.masks import plain_mask, prose_mask
from planlint.markdown.nest import Nest
from planlint.markdown.nodes import Section
from planlint.markdown.paths import find_paths
from planlint.markdown.placeholders import find_placeholders
from planlint.markdown.sections import parents, titled
from planlint.markdown.sentences import sentences
from planlint.markdown.tables import cells, rows, tables
from planlint.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planlint.markdown.inline import Inline
    from planlint.markdown.nodes import Node
    from planlint.markdown.structure import Blocks, ListItem, Spoiled

Made = TypeVar("Made")

MASKED = re.compile(r"\x00+")
INK = re.compile(r"\S")
FENCE = re.compile("`{3}|~{3}")


class Document:
    """A plan: its source, its blocks, and the nodes of every noun. Offsets are code points of `source.text`."""

    def __init__(self, source: Source, blocks: Blocks) -> None:
        self.source = source
        self.blocks = blocks
        self._nodes: dict[str, tuple[Node, ...]] = {}
        self._starts: dict[str, list[int]] = {}
        self._derived: dict[object, Any] = {}

    def derived(self, make: Callable[[Document], Made]) -> Made:
        """Return what something makes of this document, made once."""
        if make not in self._derived:
            self._derived[make] = make(self)
        made: Made = self._derived[make]
        return made

    def release(self) -> None:
        """Let go of what was made of this document: each knows the other, and would keep it in memory."""
        self._derived.clear()

    @property
    def spoiled(self) -> tuple[Spoiled, ...]:
        """Return the regions whose fences do not balance."""
        return self.blocks.spoiled

    @cached_property
    def inline(self) -> Inline:
        """Return code spans, links, tags and emphasis marks."""
        return scan_inline(self.source.text, self.blocks.leaves, self.blocks.references)

    @cached_property
    def prose(self) -> str:
        r"""Return the text, as long as the source, in which all that is not prose is masked by \x00."""
        return prose_mask(self.source.text, self.blocks, self.inline)

    @cached_property
    def plain(self) -> str:
        """Return the same as `prose`, but with code kept."""
        return plain_mask(self.source.text, self.blocks, self.inline)

    @cached_property
    def _blanks(self) -> str:
        """Return `plain` with a blank for each masked blank, so that words do not run together."""
        text = self.source.text
        return MASKED.sub(lambda found: INK.sub("\0", text[found.start() : found.end()]), self.plain)

    def plain_text(self, start: int, end: int) -> str:
        """Return the plain text between two offsets: markup removed, white space folded."""
        return " ".join(self._blanks[start:end].replace("\0", "").split())

    def nodes(self, noun: str) -> tuple[Node, ...]:
        """Return all nodes of a noun of the language (not `plan`, not `text`), by start, the longer first."""
        if noun not in self._nodes:
            self._nodes[noun] = tuple(BUILDERS[noun](self))
        return self._nodes[noun]

    def has_read(self, noun: str) -> bool:
        """Tell whether the nodes of a noun are built."""
        return noun in self._nodes

    def inside(self, noun: str, start: int, end: int) -> Sequence[Node]:
        """Return the nodes of a noun that stand between two offsets."""
        nodes = self.nodes(noun)
        if noun not in self._starts:
            self._starts[noun] = [node.start for node in nodes]
        low = bisect_left(self._starts[noun], start)
        high = bisect_right(self._starts[noun], end)
        return [node for node in nodes[low:high] if node.end <= end]

    @cached_property
    def _outline(self) -> tuple[tuple[Section, ...], list[int], list[int]]:
        sections = tuple(node for node in self.nodes("section") if isinstance(node, Section))
        return sections, [section.start for section in sections], parents(sections)

    def sections_at(self, offset: int) -> tuple[Section, ...]:
        """Return the sections around an offset, outermost first."""
        sections, starts, above = self._outline
        at = bisect_right(starts, offset) - 1
        around: list[Section] = []
        while at >= 0:
            around.append(sections[at])
            at = above[at]
        return tuple(reversed(around))

    @cached_property
    def _item_nest(self) -> Nest:
        return Nest((item.start, item.end) for item in self.blocks.items)

    def items_around(self, start: int, end: int) -> list[ListItem]:
        """Return the list items that hold all between two offsets, outermost first."""
        return [self.blocks.items[at] for at in self._item_nest.around(start, end)]

    @cached_property
    def _content(self) -> tuple[list[int], list[int]]:
        spans = content_spans(self)
        return [start for start, _ in spans], [end for _, end in spans]

    def content(self, start: int, end: int, aside: Sequence[tuple[int, int]] = ()) -> bool:
        """Tell whether there is content between two offsets: prose, code or a cell that is more than a placeholder.

        Headings, labels, boxes, thematic breaks and comments are none, nor is what lies in one of the spans `aside`.
        """
        starts, ends = self._content
        at = bisect_right(ends, start)
        while at < len(starts) and starts[at] < end:
            if not any(low <= starts[at] and ends[at] <= high for low, high in aside):
                return True
            at += 1
        return False


def parse(text: str, path: str = "") -> Document:
    """Return the document of a plan's text, newlines of any kind. Raises BeyondLimits."""
    source = Source.of(text, path)
    return Document(source, read_blocks(source, read_front_matter(source)))


def opened(document: Document) -> Document:
    """Return a plan as it reads where its fences that do not balance are no fences: what they may hide is seen."""
    lines = document.source.text.split("\n")
    for spoiled in document.spoiled:
        if not spoiled.judged:
            inside = slice(spoiled.first_line - 1, spoiled.last_line)
            lines[inside] = [INK.sub(" ", line) if FENCE.search(line) else line for line in lines[inside]]
    return parse("\n".join(lines), document.source.path)


#: What builds the nodes of each noun, in order of place.
BUILDERS: dict[str, Callable[[Document], Iterable[Node]]] = {
    "section": titled,
    "field": fields,
    "item": items,
    "checkbox": checkboxes,
    "paragraph": paragraphs,
    "sentence": sentences,
    "quote": quotes,
    "table": tables,
    "row": rows,
    "cell": cells,
    "link": lambda document: document.inline.links,
    "code": lambda document: document.blocks.codes,
    "command": find_commands,
    "path": find_paths,
    "placeholder": find_placeholders,
    "line": lines,
}
