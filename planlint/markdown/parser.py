"""The block parser: markdown-it's own rules, and beside its tokens the offset at which each line's content begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock

from planlint.markdown.fences import SPOILED, fence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.token import Token
    from markdown_it.utils import EnvType

    from planlint.markdown.nodes import Spoiled

#: Blocks inside one another; markdown-it would drop what is deeper without a word.
MAX_NESTING = 100
CONTAINERS = frozenset({"bullet_list_open", "ordered_list_open", "blockquote_open"})


class NestedTooDeep(ValueError):  # noqa: N818 - the name that the house agreed on
    """Blocks stand inside one another beyond what is read; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"Blocks nest at most {MAX_NESTING} deep, and line {line} is deeper. Nest less there.")
        self.line = line


class Parsed(NamedTuple):
    """Tokens with `meta["starts"]` (leaf blocks: each line's first character) and `meta["content"]` (containers)."""

    tokens: list[Token]
    references: Mapping[str, str]  # link definitions: label, case and white space folded, to target
    spoiled: tuple[Spoiled, ...]


class LocatingParser(ParserBlock):
    """markdown-it's block parser; what it knows of columns while it parses is kept."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - markdown-it's names
        """Push the tokens of a range of lines. Raises NestedTooDeep."""
        tokens = state.tokens
        if tokens and startLine < endLine:
            tokens[-1].meta["content"] = state.bMarks[startLine] + state.tShift[startLine]
        if state.level >= MAX_NESTING:
            raise NestedTooDeep(startLine + 1)
        rules = self.ruler.getRules("")
        line, empty_seen = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            first = len(tokens)
            for rule in rules:
                if rule(state, line, endLine, False):  # noqa: FBT003 - markdown-it's signature
                    break
            if len(tokens) > first and tokens[first].type not in CONTAINERS:
                marks, shifts = state.bMarks, state.tShift
                tokens[first].meta["starts"] = [marks[at] + shifts[at] for at in range(line, state.line)]
            state.tight = not empty_seen
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                empty_seen = True
            if line < endLine and state.isEmpty(line):
                empty_seen = True
                line += 1
                state.line = line


def _made() -> MarkdownIt:
    markdown = MarkdownIt("commonmark")
    markdown.block = LocatingParser()
    markdown.block.ruler.at("fence", fence, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return markdown


MARKDOWN = _made()


def parse_blocks(text: str, first_line: int = 0) -> Parsed:
    """Return the block tokens of a folded text from a line (counted from 0) on. Raises NestedTooDeep."""
    environment: EnvType = {}
    tokens: list[Token] = []
    whole = text if text.endswith("\n") else f"{text}\n"  # markdown-it 4.3 looks behind a bare end: `>- <!--\n>`
    state = StateBlock(whole, MARKDOWN, environment, tokens)
    MARKDOWN.block.tokenize(state, first_line, state.lineMax)
    found = environment.get("references", {})
    references = {" ".join(label.split()).casefold(): unquote(reference["href"]) for label, reference in found.items()}
    return Parsed(tokens, references, tuple(environment.get(SPOILED, ())))
