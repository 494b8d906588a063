"""Paths: file names wherever they stand, with the lines they cite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.intents import Intents
from planlint.markdown.nest import Nest
from planlint.markdown.nodes import Path, Row
from planlint.markdown.pathnames import EXTENSIONS, Found, path_in
from planlint.markdown.trees import tree_paths
from planlint.named import NamedTuple
from planlint.text.numbers import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planlint.markdown.document import Document
    from planlint.markdown.nodes import Node

SPAN = r"L?\d+(?:(?:\s?[-–]\s?|\sto\s)L?\d+)?"
NUMBERS = rf"{SPAN}(?:(?:,|,? and|\s&)\s*{SPAN})*"
#: "lines", in the languages that plans are written in.
LINES = r"[Ll]ines?|[Zz]eilen?|[Ll]ignes?|[Ll]íneas?|[Ll]inhas?"
#: What cites lines right behind a path: "(lines 50-80)", ":50", "around line 12", "#L5-L9".
BEHIND = re.compile(
    r"[`*\])]{0,4}(?:#L?|:|[\s\x00]*[(\[,;:-]?[\s\x00]*(?:see |at |from |in )?"
    rf"(?P<about>~|around |about |approx\.? |after |near )?(?:(?:{LINES}) |lines?(?=~)|L|ll\. ))"
    rf"\s*(?P<tilde>~)?\s*(?P<numbers>{NUMBERS})(?![\w.])"
)
RANGE = re.compile(r"L?(\d+)(?:(?:\s?[-–]\s?|\sto\s)L?(\d+))?")
#: What words outside of code are made of: in scripts that put no blanks, a name ends where their words begin.
WORD = r"0-9A-Za-z_\u00c0-\u1fff"
#: Bounded, so that a hostile line costs no more than its length.
PROSE = re.compile(
    rf"(?<![{WORD}/.:@~-])(?:~?/|\.{{1,2}}/)?[{WORD}@.\[{{$*+-](?:[{WORD}@.\[\]{{}}$*+-]{{0,80}}/){{1,30}}"
    rf"[{WORD}@.\[\]{{}}$*+-]{{0,80}}\.(?:{EXTENSIONS})(?![{WORD}/])"
)
NAME = re.compile(rf"(?<![{WORD}/.:@~-])[{WORD}-][{WORD}.@-]*\.(?:{EXTENSIONS})(?![{WORD}/(])")
COMMENT = re.compile(
    r"^\s*(?:#|//|--|/?\*+|;)\s*(?:[^\W\d_][\w ]{0,30}(?::?\s+|：\s*))?"
    rf"((?:[\w@.\[\]-]+/)+[\w.@\[\]-]+\.(?:{EXTENSIONS}))(?![\w/])"
)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|#|//", re.IGNORECASE)


class Token(NamedTuple):
    """A path as found: where it stands and where what follows it starts."""

    start: int
    end: int
    text: str
    after: int
    cited: str = ""  # lines written inside the token
    remark: str = ""  # a tree's comment


def find_paths(document: Document) -> tuple[Path, ...]:
    """Return the paths of a plan, in order of place."""
    tokens = sorted({token.start: token for token in _tokens(document)}.values())
    intents = Intents(document)
    columns = LineColumns(document.nodes("row"))
    return tuple(_path(document, token, intents, columns) for token in _outermost(tokens))


def _tokens(document: Document) -> Iterator[Token]:
    """Yield paths; later ones win where two start at the same place."""
    yield from _of_prose(document)
    yield from _of_code(document)
    yield from _of_spans(document)
    yield from _of_links(document)


def _outermost(tokens: Iterable[Token]) -> Iterator[Token]:
    end = -1
    for token in tokens:
        if token.start >= end:
            yield token
            end = token.end


def _of_spans(document: Document) -> Iterator[Token]:
    text = document.source.text
    for span in document.inline.code:
        found = path_in(text[span.content_start : span.content_end])
        if found:
            start = span.content_start + found.offset
            yield Token(start, start + len(found.text) + len(found.cited), found.text, span.content_end, found.cited)


def _of_links(document: Document) -> Iterator[Token]:
    """Yield the files that links lead to; one that the label shows too is told once, as the longer name has it."""
    text = document.source.text
    for link in document.inline.links:
        target, hash_mark, anchor = link.text.partition("#")
        if SCHEME.match(link.text) or link.image or not target:
            continue
        cited = hash_mark + anchor if anchor.startswith("L") else ""
        shown = _shown(link.label, target)
        if shown and "/" in shown.text:
            name, at = shown.text, text.find(shown.text, link.start, link.end)
        else:
            name, at = target, -1 if shown else text.rfind(target, link.start, link.end)
        start, end = (at, at + len(name)) if at >= 0 else (link.start, link.end)
        yield Token(start, end, name.split("?")[0], link.end, (shown.cited if shown else "") or cited)


def _shown(label: str, target: str) -> Found | None:
    """Return the path that a link's label gives of the file it leads to."""
    found = path_in(label.strip("`* "))
    return found if found and f"/{target}".endswith("/" + found.text.removeprefix("./")) else None


def _of_prose(document: Document) -> Iterator[Token]:
    for found in PROSE.finditer(document.prose):
        yield Token(found.start(), found.end(), found[0], found.end())
    for leaf in document.blocks.leaves:
        if leaf.kind == "heading":
            for start, end in leaf.segments:
                for found in NAME.finditer(document.prose, start, end):
                    if path_in(found[0]):
                        yield Token(found.start(), found.end(), found[0], found.end())


def _of_code(document: Document) -> Iterator[Token]:
    text = document.source.text
    for code in document.blocks.codes:
        content = text[code.content_start : code.content_end]
        listed = code.language in {"", "text", "txt", "plaintext"}
        parts = tree_paths(content, listed=listed)
        for part in parts:
            start = code.content_start + part.start
            yield Token(start, start + part.length, part.path, start + part.length, remark=f"- {part.comment}")
        if not parts and "/" in content:
            yield from _of_lines(content, code.content_start, listed=listed)


def _of_lines(content: str, origin: int, *, listed: bool) -> Iterator[Token]:
    """Yield paths of comments, and of lists of paths, in a block of code."""
    at = origin
    for line in content.split("\n"):
        found = COMMENT.match(line) or (PROSE.match(line.strip()) if listed else None)
        if found:
            name = found[found.lastindex or 0]
            start = at + line.index(name)
            yield Token(start, start + len(name), name, start + len(name))
        at += len(line) + 1


def _path(document: Document, token: Token, intents: Intents, columns: LineColumns) -> Path:
    behind = "" if token.remark else document.plain[token.after : token.after + 120].split("\n", 1)[0]
    found = BEHIND.match(token.cited) or BEHIND.match(behind)
    numbers = found["numbers"] if found else columns.at(token.start)
    approximate = bool(found and (found["about"] or found["tilde"]))
    remark = token.remark or (behind[found.end() :] if found and not token.cited else behind)
    intent = intents.of(token.start, token.text, remark)
    if intent == "create" and found:
        intent = "read"  # lines of a file that is there
    end = token.after + found.end() if found and not token.cited else token.end
    in_heading = intents.in_heading(token.start)
    return Path(
        token.start,
        max(end, token.end),
        token.start,
        max(end, token.end),
        token.text,
        _ranges(numbers),
        approximate,
        intent,
        in_heading,
    )


def _ranges(numbers: str) -> tuple[tuple[int, int], ...]:
    found = ((whole_number(first), whole_number(last or first)) for first, last in RANGE.findall(numbers))
    return tuple((first, last) for first, last in found if first is not None and last is not None)


class LineColumns:
    """What the rows of tables say in a column of lines."""

    def __init__(self, rows: Iterable[Node]) -> None:
        found = [(row, cell) for row in rows if isinstance(row, Row) for cell in _cited(row)]
        self.rows = Nest((row.start, row.end) for row, _ in found)
        self.cells = [cell for _, cell in found]

    def at(self, offset: int) -> str:
        """Return the lines cited in the row around an offset, "" where there are none."""
        cells = (self.cells[at] for at in self.rows.around(offset, offset + 1))
        return next((cell for cell in cells if RANGE.match(cell.lstrip("~ "))), "")


def _cited(row: Row) -> Iterator[str]:
    for title, cell in zip(row.header, row.cells, strict=False):
        if title.casefold().strip() in {"lines", "line", "line(s)", "line numbers"}:
            yield cell
