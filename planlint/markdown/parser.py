"""The block parser: markdown-it's, with rules of our own for what most lines are."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it import MarkdownIt, rules_block
from markdown_it.parser_block import ParserBlock

from planlint.markdown.fences import SPOILED, fence
from planlint.markdown.guarded import MOST_INDENT, reference, table, thematic_break
from planlint.markdown.headings import heading
from planlint.markdown.limits import MAX_NESTING, NestedTooDeep
from planlint.markdown.lists import list_block
from planlint.markdown.paragraphs import paragraph
from planlint.markdown.quotes import blockquote
from planlint.markdown.state import BlockState
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planlint.markdown.state import Readers, Rule
    from planlint.markdown.structure import Spoiled

#: The chains of rules that markdown-it asks for: what begins a block, and what ends another.
CHAINS = ("", "paragraph", "reference", "blockquote")
#: The rules that stand in for markdown-it's, by its names, and the chains that they are in beside the first.
OURS: tuple[tuple[str, Rule, Sequence[str]], ...] = (
    ("table", table, CHAINS[1:3]),
    ("fence", fence, CHAINS[1:]),
    ("blockquote", blockquote, CHAINS[1:]),
    ("hr", thematic_break, CHAINS[1:]),
    ("list", list_block, CHAINS[1:]),
    ("reference", reference, ()),
    ("heading", heading, CHAINS[1:]),
    ("paragraph", paragraph, ()),
)
#: What a line begins with that a rule takes; a rule that does not stand here is tried on every line.
BEGINNINGS: dict[Rule, str] = {
    fence: "`~",
    blockquote: ">",
    thematic_break: "*-_",
    list_block: "*+-0123456789",
    reference: "[",
    rules_block.html_block: "<",
    heading: "#",
}
#: What takes lines that are set in far: code, and a quote that goes on there behind lines without a mark.
SET_IN: tuple[Rule, ...] = (rules_block.code, blockquote)


class Parsed(NamedTuple):
    """What a text has beside its blocks."""

    references: Mapping[str, str]  # link definitions, no footnotes: label, case and white space folded, to target
    spoiled: tuple[Spoiled, ...]


class Switch:
    """The rules of a chain, as one: those are tried that a line's beginning calls for. Most lines are text."""

    def __init__(self, chain: Sequence[Rule]) -> None:
        self._set_in = tuple(rule for rule in chain if rule in SET_IN)
        rules = tuple(rule for rule in chain if rule is not rules_block.code)
        self._others = tuple(rule for rule in rules if rule not in BEGINNINGS)
        self._by_beginning = {
            first: tuple(rule for rule in rules if first in BEGINNINGS.get(rule, first))
            for first in "".join(BEGINNINGS.values())
        }
        #: What lines begin with that may be taken, where no rule is tried on every line.
        self.beginnings = frozenset(self._by_beginning)

    def __call__(self, state: BlockState, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        """Apply the first rule that takes a line; tell whether there is one."""
        at = state.bMarks[line] + state.tShift[line]
        rules = self._by_beginning.get(state.src[at : at + 1], self._others)
        if rules and state.sCount[line] - state.blkIndent > MOST_INDENT:
            rules = self._set_in
        for rule in rules:  # noqa: SIM110 - any() takes longer, and this is asked of every line
            if rule(state, line, end, silent):
                return True
        return False


class TellingParser(ParserBlock):
    """markdown-it's block parser, whose tokens are read at once."""

    def tokenize(self, state: BlockState, startLine: int, endLine: int) -> None:  # type: ignore[override]  # noqa: N803 - markdown-it's names
        """Read the tokens of a range of lines. Raises NestedTooDeep."""
        if state.level >= MAX_NESTING:
            raise NestedTooDeep(startLine + 1)
        begins, shifts, ends = state.bMarks, state.tShift, state.eMarks
        state.line = line = startLine
        while line < endLine:
            if begins[line] + shifts[line] >= ends[line]:
                state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            state.begins_block(state, line, endLine, False)  # noqa: FBT003 - markdown-it's signature
            if state.pushed:
                state.tell_pushed(line)
            line = state.line
            if line < endLine and begins[line] + shifts[line] >= ends[line]:
                state.line = line = line + 1


def _made() -> MarkdownIt:
    markdown = MarkdownIt("commonmark")
    markdown.block = TellingParser()
    for name, rule, ends in OURS:
        markdown.block.ruler.at(name, rule, {"alt": list(ends)})  # type: ignore[arg-type] # our own state
    markdown.block.ruler.disable("lheading")  # which is told with paragraphs
    for chain in CHAINS:
        rules = markdown.block.ruler.getRules(chain)  # the list that all who ask for the chain are given
        rules[:] = [Switch(tuple(rules))]  # type: ignore[list-item]
    return markdown


MARKDOWN = _made()


def parse_blocks(text: str, readers: Readers, first_line: int = 0) -> Parsed:
    """Have the block tokens of a folded text read, from a line (counted from 0) on. Raises BeyondLimits.

    `readers` are given the tokens of a type, each as soon as what it opens begins. Where a container ends is known,
    and put in its `map`, when the token that closes it is read.
    """
    whole = text if text.endswith("\n") else f"{text}\n"  # markdown-it 4.3 looks behind a bare end: `>- <!--\n>`
    state = BlockState(whole, MARKDOWN, readers)
    MARKDOWN.block.tokenize(state, first_line, state.lineMax)
    found = {label: said["href"] for label, said in state.env.get("references", {}).items() if label[0] != "^"}
    references = {" ".join(label.split()).casefold(): unquote(target) for label, target in found.items()}
    return Parsed(references, tuple(state.env.get(SPOILED, ())))
