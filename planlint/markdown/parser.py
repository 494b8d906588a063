"""The block parser: markdown-it's own rules, and beside its tokens the offset at which each line's content begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt, rules_block
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock

from planlint.markdown.fences import SPOILED, fence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it.parser_block import RuleFuncBlockType
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

    from planlint.markdown.nodes import Spoiled

#: Blocks inside one another; markdown-it would drop what is deeper without a word.
MAX_NESTING = 100
CONTAINERS = frozenset({"bullet_list_open", "ordered_list_open", "blockquote_open"})
#: Where the environment of a parse has what reads its tokens.
READ = "planlint reads"
#: The chains of rules that markdown-it asks for: what begins a block, and what ends another.
CHAINS = ("", "paragraph", "reference", "blockquote", "list")
#: What a line begins with that a rule takes; a rule that does not stand here is tried on every line.
BEGINNINGS: dict[RuleFuncBlockType, str] = {
    fence: "`~",
    rules_block.blockquote: ">",
    rules_block.hr: "*-_",
    rules_block.list_block: "*+-0123456789",
    rules_block.reference: "[",
    rules_block.html_block: "<",
    rules_block.heading: "#",
}


class NestedTooDeep(ValueError):  # noqa: N818 - the name that the house agreed on
    """Blocks stand inside one another beyond what is read; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"Blocks nest at most {MAX_NESTING} deep, and line {line} is deeper. Nest less there.")
        self.line = line


class Parsed(NamedTuple):
    """What a text has beside its blocks."""

    references: Mapping[str, str]  # link definitions: label, case and white space folded, to target
    spoiled: tuple[Spoiled, ...]


class Switch:
    """The rules of a chain, as one: those are tried that a line's beginning calls for. Most lines are text."""

    def __init__(self, rules: Sequence[RuleFuncBlockType]) -> None:
        self._others = tuple(rule for rule in rules if rule not in BEGINNINGS)
        self._by_beginning = {
            first: tuple(rule for rule in rules if first in BEGINNINGS.get(rule, first))
            for first in "".join(BEGINNINGS.values())
        }

    def __call__(self, state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        """Apply the first rule that takes a line; tell whether there is one."""
        at = state.bMarks[line] + state.tShift[line]
        for rule in self._by_beginning.get(state.src[at : at + 1], self._others):
            if rule(state, line, end, silent):
                return True
        return False


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
            _hand_over(state)
            state.tight = not empty_seen
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                empty_seen = True
            if line < endLine and state.isEmpty(line):
                empty_seen = True
                line += 1
                state.line = line


def _hand_over(state: StateBlock) -> None:
    """Give the tokens of a block at the top level to who reads them, and keep none: they take up more than the plan."""
    if state.level:
        return
    for token in state.tokens:
        state.env[READ](token)
    state.tokens.clear()


def _made() -> MarkdownIt:
    markdown = MarkdownIt("commonmark")
    markdown.block = LocatingParser()
    markdown.block.ruler.at("fence", fence, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    for chain in CHAINS:
        rules = markdown.block.ruler.getRules(chain)  # the list that all who ask for the chain are given
        rules[:] = [Switch(tuple(rules))]
    return markdown


MARKDOWN = _made()


def parse_blocks(text: str, read: Callable[[Token], None], first_line: int = 0) -> Parsed:
    """Have the block tokens of a folded text read, from a line (counted from 0) on. Raises NestedTooDeep.

    They have `meta["starts"]` (leaf blocks: each line's first character) and `meta["content"]` (containers).
    """
    environment: EnvType = {READ: read}
    whole = text if text.endswith("\n") else f"{text}\n"  # markdown-it 4.3 looks behind a bare end: `>- <!--\n>`
    state = StateBlock(whole, MARKDOWN, environment, [])
    MARKDOWN.block.tokenize(state, first_line, state.lineMax)
    found = environment.get("references", {})
    references = {" ".join(label.split()).casefold(): unquote(reference["href"]) for label, reference in found.items()}
    return Parsed(references, tuple(environment.get(SPOILED, ())))
