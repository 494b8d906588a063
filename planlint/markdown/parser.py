"""The block parser: markdown-it's own rules, and beside its tokens the offset at which each line's content begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt, rules_block
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from planlint.markdown.fences import SPOILED, fence
from planlint.markdown.guarded import indented_code, reference, thematic_break
from planlint.markdown.headings import heading
from planlint.markdown.lists import list_block
from planlint.markdown.paragraphs import paragraph
from planlint.markdown.quotes import blockquote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Literal

    from markdown_it.parser_block import RuleFuncBlockType

    from planlint.markdown.nodes import Spoiled

    Readers = Mapping[str, Callable[[Token], None]]

#: Blocks inside one another; markdown-it would drop what is deeper without a word.
MAX_NESTING = 100
#: Tokens of blocks that hold no others, so that their lines are their own.
LEAVES = frozenset({"paragraph_open", "heading_open", "fence", "code_block", "hr", "html_block", "table_open"})
#: The chains of rules that markdown-it asks for: what begins a block, and what ends another.
CHAINS = ("", "paragraph", "reference", "blockquote", "list")
#: What a line begins with that a rule takes; a rule that does not stand here is tried on every line.
BEGINNINGS: dict[RuleFuncBlockType, str] = {
    fence: "`~",
    blockquote: ">",
    thematic_break: "*-_",
    list_block: "*+-0123456789",
    reference: "[",
    rules_block.html_block: "<",
    heading: "#",
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


class BlockToken(Token):
    """A token with what is asked of a block's; markdown-it's own has more, and takes three times as long to make."""

    __slots__ = ()

    def __init__(self, kind: str, tag: str, level: int) -> None:
        self.type, self.tag, self.level = kind, tag, level
        self.map = None
        self.content = self.markup = self.info = ""
        self.meta = {}


class HandingState(StateBlock):
    """markdown-it's state of a parse; it keeps no tokens, which would take up more than the plan."""

    def __init__(self, text: str, readers: Readers) -> None:
        super().__init__(text, MARKDOWN, {}, [])
        self.readers = readers
        self.unread = BlockToken("", "", 0)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Return a token for a rule to fill in: where nobody reads its kind, one for all of them."""
        self.level += min(nesting, 0)
        token = self.unread
        if ttype in self.readers:
            token = BlockToken(ttype, tag, self.level)
            self.tokens.append(token)
        self.level += max(nesting, 0)
        return token

    def hand_over(self) -> None:
        """Give all tokens, in their order, to who reads their kind."""
        for token in self.tokens:
            self.readers[token.type](token)
        self.tokens.clear()


class LocatingParser(ParserBlock):
    """markdown-it's block parser; what it knows of columns while it parses is kept, and tokens are read at once."""

    def tokenize(self, state: HandingState, startLine: int, endLine: int) -> None:  # type: ignore[override]  # noqa: N803 - markdown-it's names
        """Read the tokens of a range of lines. Raises NestedTooDeep."""
        tokens = state.tokens
        state.hand_over()
        if state.level >= MAX_NESTING:
            raise NestedTooDeep(startLine + 1)
        (begin_block,) = self.ruler.getRules("")
        line = startLine
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            begin_block(state, line, endLine, False)  # noqa: FBT003 - markdown-it's signature
            if tokens and tokens[0].type in LEAVES:
                marks, shifts = state.bMarks, state.tShift
                tokens[0].meta["starts"] = [marks[at] + shifts[at] for at in range(line, state.line)]
            state.hand_over()
            line = state.line
            if line < endLine and state.isEmpty(line):
                state.line = line = line + 1


def _made() -> MarkdownIt:
    markdown = MarkdownIt("commonmark")
    markdown.block = LocatingParser()
    for name, rule in (("fence", fence), ("hr", thematic_break), ("blockquote", blockquote)):
        markdown.block.ruler.at(name, rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    markdown.block.ruler.at("list", list_block, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.block.ruler.at("code", indented_code)
    markdown.block.ruler.at("reference", reference)
    markdown.block.ruler.at("heading", heading, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.block.ruler.at("paragraph", paragraph)
    markdown.block.ruler.disable("lheading")
    for chain in CHAINS:
        rules = markdown.block.ruler.getRules(chain)  # the list that all who ask for the chain are given
        rules[:] = [Switch(tuple(rules))]
    return markdown


MARKDOWN = _made()


def parse_blocks(text: str, readers: Readers, first_line: int = 0) -> Parsed:
    """Have the block tokens of a folded text read, from a line (counted from 0) on. Raises NestedTooDeep.

    `readers` are given the tokens of a type, each as soon as what it opens begins. Those have `meta["starts"]`
    (leaf blocks: each line's first character) or `meta["start"]` (items and quotes: their marks); where a container
    ends is known, and put in its `map`, when the token that closes it is read.
    """
    whole = text if text.endswith("\n") else f"{text}\n"  # markdown-it 4.3 looks behind a bare end: `>- <!--\n>`
    state = HandingState(whole, readers)
    MARKDOWN.block.tokenize(state, first_line, state.lineMax)
    found = state.env.get("references", {})
    references = {" ".join(label.split()).casefold(): unquote(reference["href"]) for label, reference in found.items()}
    return Parsed(references, tuple(state.env.get(SPOILED, ())))
