"""The document: what holds of any text, and what the parts say of one another."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import assume, given
from markdown_it import MarkdownIt
from markdown_texts import texts

from planlint.language.vocabulary import NOUNS
from planlint.markdown.document import BUILDERS, Document, parse
from planlint.markdown.nodes import Field, Path, Row
from planlint.reporters.tree import tree_json, tree_text
from planlint.text.source import fold

STOCK = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])


def understood(text: str) -> Document:
    """Parse a text that markdown-it itself survives; the barrier for others stands around the whole plan."""
    try:
        STOCK.parse(fold(text))
    except IndexError:  # on `>- <!--`
        assume(False)  # noqa: FBT003
    return parse(text)


def test_every_noun_of_the_language_is_built() -> None:
    assert set(BUILDERS) == set(NOUNS) - {"plan", "text"}


@given(texts)
def test_nodes_lie_in_the_text_in_order_with_their_marks_inside(text: str) -> None:
    document = understood(text)
    for noun in BUILDERS:
        nodes = document.nodes(noun)
        assert list(nodes) == sorted(nodes, key=lambda node: (node.start, -node.end))
        for node in nodes:
            assert 0 <= node.start <= node.mark_start <= node.mark_end <= node.end <= len(document.source.text)


@given(texts)
def test_nodes_of_a_noun_stand_inside_or_beside_one_another(text: str) -> None:
    document = understood(text)
    for noun in BUILDERS:
        around: list[int] = []
        for node in document.nodes(noun):
            while around and around[-1] <= node.start:
                around.pop()
            assert not around or node.end <= around[-1], noun
            around.append(node.end)


@given(texts)
def test_values_lie_in_their_fields_and_cells_in_their_rows(text: str) -> None:
    document = understood(text)
    for field in document.nodes("field"):
        assert isinstance(field, Field)
        assert field.start <= field.value_start <= field.value_end <= field.end
    for row in document.nodes("row"):
        assert isinstance(row, Row)
        assert len(row.cells) == len(row.cell_spans)
        assert all(row.start <= start <= end <= row.end for start, end in row.cell_spans)


@given(texts)
def test_sections_tile_the_text_from_the_first_heading_on(text: str) -> None:
    document = understood(text)
    sections = document.blocks.sections
    bounds = sorted({section.start for section in sections} | {len(document.source.text)})
    for section, following in zip(sections, bounds[1:], strict=False):
        assert section.start < section.body_start <= following
        assert document.source.position(section.start).column == 1
        assert section.end in bounds
    for section in document.nodes("section"):
        assert document.sections_at(section.start)[-1] == section
        assert all(
            outer.start <= section.start and section.end <= outer.end for outer in document.sections_at(section.start)
        )


@given(texts)
def test_masks_are_as_long_as_the_source_and_keep_its_lines(text: str) -> None:
    document = understood(text)
    for mask in (document.prose, document.plain):
        assert len(mask) == len(document.source.text)
        assert [at for at, sign in enumerate(mask) if sign == "\n"] == [
            at for at, sign in enumerate(document.source.text) if sign == "\n"
        ]


@given(texts)
def test_the_kind_of_newline_makes_no_difference(text: str) -> None:
    text = text.replace("\r", "")
    document = understood(text)
    for newline in ("\r\n", "\r"):
        other = understood("\ufeff" + text.replace("\n", newline))
        assert all(repr(document.nodes(noun)) == repr(other.nodes(noun)) for noun in BUILDERS)
        assert repr(document.spoiled) == repr(other.spoiled)


@given(texts)
def test_leaves_are_lines_of_the_source(text: str) -> None:
    document = understood(text)
    at = 0
    for leaf in document.blocks.leaves:
        assert leaf.segments
        for start, end in leaf.segments:
            assert at <= start < end
            piece = document.source.text[start:end]
            assert piece == piece.strip()
            assert "\n" not in piece
            at = end


@given(texts)
def test_an_empty_line_at_the_top_moves_all_and_changes_nothing(text: str) -> None:
    assume(not text.lstrip("\ufeff").startswith("---"))
    text = text.lstrip("\ufeff")
    document, moved = understood(text), understood("\n" + text)
    for noun in BUILDERS:
        assert [(node.start + 1, node.text) for node in document.nodes(noun)] == [
            (node.start, node.text) for node in moved.nodes(noun)
        ]


@given(texts)
def test_any_text_has_a_tree(text: str) -> None:
    document = understood(text)
    assert set(json.loads(tree_json(document))["nodes"]) == set(BUILDERS)
    assert tree_text(document).isprintable() or "\n" in tree_text(document)


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ("text", True),
        ("- item", True),
        ("- None", True),
        ("```\ncode\n```", True),
        ("    code", True),
        ("| A | B |\n|---|---|\n| a | b |", True),
        ("**Owner:** me", True),
        ("**[A]:** [B]\n**C:** d", True),
        ("### A: b\n", False),
        ("**Do all of it.**", True),
        ("✅", True),
        ("`code`", True),
        ("[x](y)", True),
        ("**Docs:** https://example.org/a", True),
        ("**Docs:** <https://example.org/a>", True),
        ("**Docs:** ![](a.png)", True),
        ("", False),
        ("### Sub", False),
        ("---", False),
        ("<!-- to do -->", False),
        ("[What problem are we solving?]", False),
        ("**Owner:**", False),
        ("**Owner:** [Name]", False),
        ("- [ ]", False),
        ("-", False),
        ("```\n```", False),
        ("| A | B |\n|---|---|\n|  | - |", False),
        ("[a]: b.md", False),
    ],
)
def test_content_is_what_fills_a_section(body: str, content: bool) -> None:  # noqa: FBT001
    document = parse(f"## A\n\n{body}\n\n## B\n\ntext\n")
    section = document.nodes("section")[0]
    assert document.content(document.blocks.sections[0].body_start, section.end) == content


def test_what_lies_aside_is_no_content() -> None:
    text = "## A\n\n> told\n\n## B\n\n> told\n\nown\n"
    document = parse(text)
    aside = [(quote.start, quote.end) for quote in document.nodes("quote")]
    first, second = document.blocks.sections
    assert document.content(first.body_start, first.end)
    assert not document.content(first.body_start, first.end, aside)
    assert document.content(second.body_start, second.end, aside)


def test_sections_around_an_offset_come_outermost_first() -> None:
    text = "x\n# A\n### B\nb\n## C\nc\n"
    document = parse(text)

    def around(sign: str) -> list[str]:
        return [section.text for section in document.sections_at(text.index(sign))]

    assert around("x") == []
    assert around("b") == ["A", "B"]
    assert around("c") == ["A", "C"]


def test_nodes_inside_a_span() -> None:
    text = "- a\n  - b\n- c\n"
    document = parse(text)
    inside = document.inside("item", 0, text.index("- c"))
    assert [item.text for item in inside] == ["a", "b"]
    assert document.inside("item", 1, 5) == []
    assert document.nodes("item") is document.nodes("item")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Use e.g. Foo and i.e. Bar vs. Baz. Then", ["Use e.g. Foo and i.e. Bar vs. Baz.", "Then"]),
        ("Python 3.11 and a.py, v1.2.3. Next", ["Python 3.11 and a.py, v1.2.3.", "Next"]),
        ("Run `a. B`. Done", ["Run a. B.", "Done"]),
        ("First. `code` second", ["First.", "code second"]),
        ("Wait... what", ["Wait... what"]),
        ("Files, tests, etc. are here. So", ["Files, tests, etc. are here.", "So"]),
        ("**Never do it.** Always ask.", ["Never do it.", "Always ask."]),
        ("He said (twice.) Then", ["He said (twice.)", "Then"]),
        ("Over\ntwo lines. Yes", ["Over two lines.", "Yes"]),
        ("Hard  \nbreak", ["Hard", "break"]),
        ("**A:** b\n**C:** d", ["A: b", "C: d"]),
        ("## 1. Title", ["1. Title"]),
        ("- One. Two\n- Three", ["One.", "Two", "Three"]),
        ("|A. B|\n|-|\n|c. D|", ["A.", "B", "c.", "D"]),
        ("完成。然后", ["完成。", "然后"]),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in parse(text + "\n").nodes("sentence")] == sentences


def test_blanks_at_a_line_s_end_are_no_marks() -> None:
    document = parse("- a  \n- `b` \n  \n<!-- c -->\n")
    assert document.prose == "\0\0a  \n\0\0\0\0\0 \n\0\0\n\0\0\0\0\0\0\0\0\0\0\n"
    assert document.plain == "\0\0a  \n\0\0\0b\0 \n\0\0\n\0\0\0\0\0\0\0\0\0\0\n"


def test_plain_text_keeps_words_apart_and_together() -> None:
    text = "a**b**c `d`<!-- e f -->g\n> h\n"
    assert parse(text).plain_text(0, len(text)) == "abc d gh" or parse(text).plain_text(0, len(text)) == "abc d g h"


def test_lines_are_source_lines_and_a_row_is_one() -> None:
    text = "# T\n\n> a\n> b  \n\n| A | B |\n|---|---|\n| c | d |\n"
    found = [
        (line.text, document.source.position(line.start))
        for document in [parse(text)]
        for line in document.nodes("line")
    ]
    assert found == [("T", (1, 3)), ("a", (3, 3)), ("b", (4, 3)), ("A B", (6, 3)), ("c d", (8, 3))]


def test_paragraphs_and_quotes_say_their_text() -> None:
    document = parse('> **a**\n> b\n\n- c\n\n<a id="x"></a>\n\n<https://example.org>\n')
    assert [paragraph.text for paragraph in document.nodes("paragraph")] == ["a b", "c", ""]
    (quote,) = document.nodes("quote")
    assert quote.text == "a b"
    assert document.source.text[quote.mark_start : quote.mark_end] == "> **a**"


def test_the_tree_says_what_was_understood() -> None:
    text = "# P\n\n**Status:** Draft\n\n- [ ] one\n  - [x] two (optional)\n\n"
    text += "```sh\nls\n```\n\n|A|B|\n|-|-|\n|[ ] c|d|\n\n```\n"
    lines = tree_text(parse(text, "a\x1b.md")).split("\n")
    assert lines[0] == "a\\x1b.md: 16 lines"
    said = [line.split(maxsplit=1)[1] for line in lines[1:] if line]
    assert said[0] == "section 1: P"
    assert "field Status: Draft" in said
    assert "item [ ] one" in said
    assert "item [x] two (optional) (set aside)" in said
    assert "code 1 line of sh" in said
    assert "checkbox [ ] c" in said
    assert "row c | d" in said
    assert "are spoiled (not judged)" in lines[-2]


def test_the_tree_as_json_has_places_and_values() -> None:
    tree = json.loads(tree_json(parse("# P\n\n- **A**: b\n", "p.md")))
    (field,) = tree["nodes"]["field"]
    assert (tree["path"], tree["lines"], field["text"], field["value"]) == ("p.md", 3, "A", "b")
    assert field["mark"] == {"start": {"line": 3, "column": 3}, "end": {"line": 3, "column": 11}}
    (section,) = tree["nodes"]["section"]
    assert section["body"] == {"line": 2, "column": 1}


@pytest.mark.parametrize(
    "drawing",
    [
        "src/\n├── app.py  # startup\n└── notes/\n    └── rules.py\n",
        "src\n├── app.py  # startup\n└── notes\n    └── rules.py\n",
        "src\n|-- app.py  <- startup\n`-- notes\n    `-- rules.py\n",
        "src\n+-- app.py\n+-- notes\n|   +-- rules.py\n",
        "src/\n  app.py     // startup\n  notes/\n    rules.py\n",
    ],
)
def test_a_drawing_spells_out_its_files_with_slashes_or_without(drawing: str) -> None:
    document = parse(f"```\n{drawing}```\n", "plan.md")
    files = [path.text for path in document.nodes("path") if not path.text.endswith("/")]
    assert files == ["src/app.py", "src/notes/rules.py"]


@pytest.mark.parametrize("text", ["\u4f7f\u7528src/app.py\u9a57\u8b49", "src/app.py\ub97c", "\u043a src/app.py"])
def test_a_path_ends_where_words_without_blanks_begin(text: str) -> None:
    assert [path.text for path in parse(f"{text}\n", "plan.md").nodes("path")] == ["src/app.py"]


@pytest.mark.parametrize(
    ("remark", "intent"),
    [
        ("(new)", "create"),
        ("(delete)", "delete"),
        ("(remove the whole file)", "delete"),
        ("(removed)", "delete"),
        ("(remove argument parsing)", "modify"),
        ("– new", "create"),
        ("— to be created", "create"),
        ("will be added.", "create"),
        ("is added to the index", "mention"),
    ],
)
def test_a_remark_says_what_a_path_is_for(remark: str, intent: str) -> None:
    (path,) = parse(f"- `src/app.py` {remark}\n", "plan.md").nodes("path")
    assert isinstance(path, Path)
    assert path.intent == intent


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("1. Add `src/app.py` with the route", "create"),
        ("- Add src/app.py", "create"),
        ("- Add `src/app.py` to the index", "mention"),
        ("- Tell of it; `src/app.py` is created here", "create"),
        ("- Add the call behind `src/app.py`", "mention"),
        ("- Review and update `src/app.py`", "modify"),
        ("- No new files. Extend `src/app.py`", "modify"),
        ("- Create the log, and of all that was ever said tell in `src/app.py`", "mention"),
        ("- Remove `src/app.py`", "delete"),
        ("- Remove the old route from `src/app.py`", "modify"),
        ("- Then add `src/app.py`", "create"),
        ("2. Next, create `src/app.py`", "create"),
        ("- Add a file `src/app.py`", "create"),
        ("- Add `src/app.py` to hold the rules", "create"),
        ("- We introduce `src/app.py`", "create"),
        ("- A new module, `src/app.py`, holds the rules", "create"),
        ("- Put the rules into a new file `src/app.py`", "create"),
        ("- Make `src/app.py` faster", "mention"),
        ("- New: `src/app.py`", "create"),
        ("- New types (`src/app.py`)", "mention"),
        ("- Create the tests for `src/app.py`", "mention"),
        ("- Create the log (mirror `src/app.py`)", "read"),
        ("| `src/app.py` | NEW |\n|---|---|", "mention"),
        ("| File | What |\n|---|---|\n| `src/app.py` | Create |", "create"),
        ("| File | What |\n|---|---|\n| Create | `src/app.py` |", "create"),
        ("```\nsrc/\n└── app.py   # NEW\n```", "create"),
    ],
)
def test_words_around_a_path_say_what_it_is_for(line: str, intent: str) -> None:
    path = parse(f"{line}\n", "plan.md").nodes("path")[-1]
    assert isinstance(path, Path)
    assert path.intent == intent


@given(texts)
def test_blocks_without_marks_need_no_look_for_them(text: str) -> None:
    def read() -> str:
        document = parse(text)
        return repr((document.nodes("section"), document.inline))

    told = read()
    with pytest.MonkeyPatch.context() as patch:
        for module in ("sections", "inline"):
            patch.setattr(f"planlint.markdown.{module}.MARK", re.compile(""))
        assert read() == told
