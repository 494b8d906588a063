"""Blocks: the parser beside markdown-it's own, sections, leaves, tables, code and front matter."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_texts import plans

from planlint.markdown.blocks import READERS
from planlint.markdown.document import Document, parse
from planlint.markdown.limits import MAX_NESTING, MOST_HEADINGS, MOST_ITEMS, MOST_ROWS, NestedTooDeep, TooMany
from planlint.markdown.paragraphs import begins_label
from planlint.markdown.parser import Parsed, parse_blocks
from planlint.text.source import fold

STOCK = MarkdownIt("commonmark", {"maxNesting": 2 * MAX_NESTING}).enable("table").disable(["inline", "text_join"])
#: What link definitions are made of, and what ends them.
DEFINING = [
    "[a]: b", "[a", "]:", "]: ", "b", " ", "\n", "\n", "\n\n", '"', "'", "(", ")", "> ", "- ", "|-|\n", "#", "t",
]  # fmt: skip
#: Texts of which each is read otherwise where a part of our rules is left out; few of them come up by chance.
HARD = (
    "123456789. a\n\n1234567890. a", "+    - ", ">a\n- ", ">a\n2. ", "a\n* ", "a\n2. b", "- \n\n\t- ", "- - \n- ", "- \n- - - ",
    ">- - \ta", "- >- \t<!--", "+\n        a", "+\n\n  a", "-\n\n\n  a", "- - \na", "- a\n- -", ">>a\nb\n>===", ">a\n    - ", ">a\n    #", ">a\n    > b", "- >\n>",
    "-     a\n\n      b", "- a\n+ b\n1. c\n2) d", "- a\n - b\n  - c\n   - d\n    - e", "- - 1. \n>", "1. >\t>", "- >\ta", "> - \ta",
    ">\t>\t\t>", " >\ta", "  >\t\ta", "> a\nb\n    c\n> d", ">\na\n>\na", ">- \na", ">a\na\n\n", ">a\n>\n", ">a\n- \na", ">>>- - - - >",
    ">a\n\t- ", "> a\n---", "> a\n===", "a\n===\n---", "#######", "###### a ##", "#a", "a\n#", "#\ta", "   # a", "    # a", "- # a\nb",
    "|-|\n|-|\n- ", "- \na", "[a]: b\n\n\n\n", "[a]:\n[a", "[a]:\n|a|\n|-|", "[a]:\nb\n|a|\n|-|", "[a]: b 't\nt\nt\nt\nt'", '[a]: b "t\nt\nt\nt\nt"',
    "[a]: b (t\nt\nt\nt\nt)", "[a\na\na\na\na\na]: b", '[a]: b "t\nt\nt\nt\nt', '[a]: b "\n[c]: d "\n\n[e]: f "g\nh\nh\nh\nh"',
    "> [a]:\nb", "> [a]: b\n> 'c\nd'", "- [a]:\n  b\n- [c]\n  : d", "* * *\n* *\n- -\n--\n_ _ _",
    "|a|b\n:-|-", "|a|b\n--|-", "|a|b\n-|-", "|a|b\n-:|-", "|a|b\n|-|-", "> a\n|b|\n|-|", "a\n|b|\n|-|", "> a\na\n\t> ", "- " * 12 + "a",
)  # fmt: skip


def sections(text: str) -> list[tuple[int, str, str]]:
    return [(section.level, section.number, section.text) for section in parse(text).nodes("section")]


def leaves(document: Document, kind: str) -> list[list[str]]:
    text = document.source.text
    return [[text[slice(*span)] for span in leaf.segments] for leaf in document.blocks.leaves if leaf.kind == kind]


def shape(tokens: list[Any]) -> list[tuple[Any, ...]]:
    return [
        (token.type, token.map, token.level, token.content, token.markup, token.info.strip(" \t"))
        for token in tokens
        if token.type in READERS
    ]


def tokens_of(text: str) -> tuple[list[Any], Parsed]:
    """Return the tokens that are read, and what the text has beside them."""
    tokens: list[Any] = []
    return tokens, parse_blocks(text, dict.fromkeys(READERS, tokens.append))


def read(text: str) -> tuple[object, object]:
    """Return the tokens and the link definitions of a text."""
    tokens, parsed = tokens_of(text + "\n")
    return shape(tokens), parsed.references


def read_by_stock(text: str) -> tuple[object, object]:
    """Return what markdown-it itself reads of a text."""
    known: dict[str, Any] = {}
    tokens = STOCK.parse(text + "\n", known)
    return shape(tokens), {
        label.casefold(): unquote(each["href"]) for label, each in known.get("references", {}).items()
    }


@given(plans)
def test_blocks_are_those_of_markdown_it(text: str) -> None:
    text = fold(text) + "\n"
    if any(begins_label(text, at.start()) for at in re.finditer(r"\*\*", text)):  # read as its author meant it
        return
    try:
        stock = STOCK.parse(text)
    except IndexError:  # markdown-it's own, on `>- <!--`
        return
    tokens, parsed = tokens_of(text)
    if not any(spoiled.judged for spoiled in parsed.spoiled):
        assert shape(tokens) == shape(stock)


@pytest.mark.parametrize("text", HARD)
def test_what_is_read_otherwise_at_a_slip_is_what_markdown_it_reads(text: str) -> None:
    assert read(text) == read_by_stock(text)


@given(st.lists(st.sampled_from(DEFINING), max_size=20).map("".join))
def test_link_definitions_are_those_of_markdown_it(text: str) -> None:
    assert read(text) == read_by_stock(text)


@pytest.mark.parametrize(
    "line", ["```", "~~~", "> a", "***", "---", "___", "* a", "+ a", "- a", "[a]: b", "<div>", "# a"]
    + [f"{digit}. a" for digit in range(10)],
)  # fmt: skip
def test_a_line_begins_what_it_begins_for_markdown_it(line: str) -> None:
    for text in (
        line,
        f"  {line}",
        f"text\n{line}",
        f"text\n\n   {line}",
        f"> {line}",
        f"- a\n{line}",
        f"[a]: b\n{line}",
    ):
        assert shape(tokens_of(text + "\n")[0]) == shape(STOCK.parse(text + "\n"))


def test_a_block_is_read_before_the_next_is_parsed() -> None:
    kinds: list[str] = []
    with pytest.raises(NestedTooDeep):
        parse_blocks(
            "# A\n\n- b\n\n" + "> " * 200 + "c\n", dict.fromkeys(READERS, lambda token: kinds.append(token.type))
        )
    assert kinds[:5] == ["heading_open", "bullet_list_open", "list_item_open", "paragraph_open", "list_item_close"]
    assert set(kinds[6:]) == {"blockquote_open"}


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("# Plan", (1, "", "Plan")),
        ("## 7. Testing ##", (2, "7", "7. Testing")),
        ("## 2.1 Scope", (2, "2.1", "2.1 Scope")),
        ("### 7) Testing", (3, "7", "7) Testing")),
        ("### ✅ 3. Done", (3, "3", "✅ 3. Done")),
        ("### 3️⃣ Done", (3, "3", "3️⃣ Done")),
        ("### **4. Bold**", (3, "4", "4. Bold")),
        ("## Phase 1: Go", (2, "", "Phase 1: Go")),
        ("## 3D view", (2, "", "3D view")),
        ("## Read `a_b.py` and **c**", (2, "", "Read a_b.py and c")),
        ("## Add __init__ here", (2, "", "Add __init__ here")),
        ("## 1. Goal {#goal}", (2, "1", "1. Goal")),
        ("## Goal ## {: .wide }", (2, "", "Goal")),
        ("## Goal of {name}", (2, "", "Goal of {name}")),
        ("## Goal{#x}", (2, "", "Goal{#x}")),
        ("## __Goal__ of __init__ in __B__", (2, "", "Goal of __init__ in B")),
        ("## Add {resource}_service and x_{y}", (2, "", "Add {resource}_service and x_{y}")),
        ("## [Linked](x.md) title", (2, "", "Linked title")),
        ("   ## Indented", (2, "", "Indented")),
        ("## C#", (2, "", "C#")),
        ("##", (2, "", "")),
        ("## #", (2, "", "")),
        ("Setext\n---", (2, "", "Setext")),
        ("Setext {#x}\n---", (2, "", "Setext")),
        ("## A &amp; B &lt;x&gt;", (2, "", "A & B <x>")),
        ("## **A** &amp; B", (2, "", "A & B")),
        ("Two\nlines\n===", (1, "", "Two lines")),
        ("\u00a0\n===", (1, "", "")),
    ],
)
def test_a_heading_has_level_number_and_title(heading: str, expected: tuple[int, str, str]) -> None:
    assert sections(heading + "\n\ntext\n") == [expected]


def test_a_section_reaches_to_the_next_heading_of_its_level_or_above() -> None:
    document = parse("# A\na\n## B\nb\n### C\nc\n## D\nd\n# E\ne\n")
    spans = {section.text: (section.start, section.end) for section in document.nodes("section")}
    text = document.source.text
    assert spans["A"] == (0, text.index("# E"))
    assert spans["B"] == (text.index("## B"), text.index("## D"))
    assert spans["C"] == (text.index("### C"), text.index("## D"))
    assert spans["E"][1] == len(text)


def test_a_heading_is_marked_without_the_blanks_around_it_and_its_body_starts_below() -> None:
    document = parse("  ## A ##  \nbody\n\nSet\next\n---\nmore\n")
    first, second = document.nodes("section")
    text = document.source.text
    assert text[first.mark_start : first.mark_end] == "## A ##"
    assert text[first.body_start :].startswith("body")
    assert text[second.mark_start : second.mark_end] == "Set\next"
    assert text[second.body_start :] == "more\n"
    assert (first.setext, second.setext) == (False, True)


@pytest.mark.parametrize("text", ["> # A\n", "- # A\n", "```\n# A\n```\n", "<!--\n# A\n-->\n", "    # A\n"])
def test_a_heading_inside_something_else_is_no_section(text: str) -> None:
    assert sections(text) == []


def test_a_heading_in_a_quote_is_text_all_the_same() -> None:
    assert leaves(parse("> # A\n- ## B\n"), "heading") == [["A"], ["B"]]


def test_a_leaf_holds_its_lines_without_marks_and_blanks() -> None:
    document = parse("> one  \n> two\nlazy\n\n- [ ] item\n  more\n\n1. x\n   - y\n\n\ta\n")
    assert leaves(document, "paragraph") == [["one", "two", "lazy"], ["item", "more"], ["x"], ["y"], ["a"]]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("- a\n**Later:**\n- b\n", [["a"], ["**Later:**"], ["b"]]),
        ("1. a\n   - b\n**Later**:\n* c\n", [["a"], ["b"], ["**Later**:"], ["c"]]),
        ("- a\n**Phase 2: Page**\n- b\n", [["a"], ["**Phase 2: Page**"], ["b"]]),
        ("- a\n**b** and c\n- d\n", [["a", "**b** and c"], ["d"]]),
        ("- a\n  **Later:**\n- b\n", [["a", "**Later:**"], ["b"]]),
        ("- a\n**Later:** b\n- c\n", [["a", "**Later:** b"], ["c"]]),
        ("1. a\n**Check:**\n2. b\n", [["a", "**Check:**"], ["b"]]),
        ("1. a\n**Check:** b\n", [["a"], ["**Check:** b"]]),
        ("1. a\n**Check:** b\nc\n**Undo:** d\n\n## e\n", [["a"], ["**Check:** b", "c", "**Undo:** d"]]),
        ("- a\n**Check**:\n```sh\nb\n```\n---\n", [["a"], ["**Check**:"]]),
        ("1. a\n**Check:** b\n\n2. c\n", [["a", "**Check:** b"], ["c"]]),
        ("1. a\n**Check:** b\n\nc\n", [["a", "**Check:** b"], ["c"]]),
        ("- a\n**Later:**\n\n- b\n", [["a", "**Later:**"], ["b"]]),
        ("> a\n**Later:**\n- b\n", [["a", "**Later:**"], ["b"]]),
    ],
)
def test_a_label_at_the_margin_over_items_of_its_own_or_behind_a_list_is_no_part_of_the_item_above(
    text: str, held: list[list[str]]
) -> None:
    assert leaves(parse(text), "paragraph") == held


def test_a_line_of_other_blanks_is_no_line_of_text() -> None:
    assert leaves(parse("\u00a0\ntext\n"), "paragraph") == [["text"]]


def test_a_table_is_split_at_pipes_that_no_backslash_escapes() -> None:
    document = parse("| A | B |\n|---|:-:|\n| `x\\|y` | **z** |\n| only |\n| 1 | 2 | 3 |\n")
    assert [row.cells for row in document.nodes("row")] == [("x|y", "z"), ("only",), ("1", "2", "3")]
    assert {row.header for row in document.nodes("row")} == {("A", "B")}
    (table,) = document.nodes("table")
    assert (table.text, table.header) == ("A B", ("A", "B"))
    assert document.source.text[table.start : table.end] + "\n" == document.source.text
    assert document.source.text[table.mark_start : table.mark_end] == "| A | B |"
    row = document.nodes("row")[0]
    text = document.source.text
    assert [text[start:end] for start, end in row.cell_spans] == ["`x\\|y`", "**z**"]


def test_a_table_without_outer_pipes_and_in_an_item() -> None:
    document = parse("- x\n\n  A | B\n  --|--\n  || 2\n")
    assert [row.cells for row in document.nodes("row")] == [("", "2")]


def test_code_has_language_content_and_lines() -> None:
    document = parse("- ```Python title=x\n  a\n\n  b\n  ```\n\npara\n\n    four\n")
    fenced, indented = document.nodes("code")
    assert (fenced.language, fenced.fenced, fenced.text) == ("python", True, "a\n\nb")
    assert document.source.text[fenced.content_start : fenced.content_end] == "  a\n\n  b\n"
    assert document.source.text[fenced.start : fenced.end].startswith("```Python")
    assert document.source.text[fenced.mark_start : fenced.mark_end] == "```Python title=x"
    assert (indented.language, indented.fenced, indented.text) == ("", False, "four")
    lines = [(line.text, line.code) for line in document.nodes("line")]
    assert lines == [("a", True), ("b", True), ("para", False), ("four", True)]


@pytest.mark.parametrize(("info", "language"), [("", ""), ("{.sh}", "sh"), ("C++ x", "c++"), ("js{1,2}", "js")])
def test_a_language_is_the_first_word(info: str, language: str) -> None:
    assert parse(f"```{info}\nx\n```\n").nodes("code")[0].language == language


def test_an_empty_fence_is_code_without_content() -> None:
    (code,) = parse("```\n```\n").nodes("code")
    assert (code.text, code.content_start, code.content_end) == ("", 4, 4)


def test_comments_are_markup_and_other_tags_hold_text() -> None:
    document = parse("<!-- a\n# b -->\n\n<details>\n<summary>Sum</summary>\n\ntext\n\n<script>x</script>\n")
    text = document.source.text
    assert [text[start:end] for start, end in document.blocks.html] == ["<!-- a\n# b -->", "<script>x</script>"]
    assert [paragraph.text for paragraph in document.nodes("paragraph")] == ["Sum", "text"]


def test_link_definitions_are_no_text_and_are_found_by_folded_label() -> None:
    document = parse("[A  B]: plän.md 'title'\n\nSee [a b].\n")
    assert document.blocks.references == {"a b": "plän.md"}
    assert [paragraph.text for paragraph in document.nodes("paragraph")] == ["See a b."]


@pytest.mark.parametrize("unit", ["> ", "- ", "1. ", "> - "])
def test_nesting_beyond_what_is_read_is_an_error_with_its_line(unit: str) -> None:
    assert parse("# A\n\n" + unit * 24 + "x\n").nodes("paragraph")
    with pytest.raises(NestedTooDeep) as caught:
        parse("# A\n\n" + unit * 120 + "x\n")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("unit", "units", "most"),
    [
        ("## A\n", MOST_HEADINGS, MOST_HEADINGS),
        ("a\n=\n", MOST_HEADINGS, MOST_HEADINGS),
        ("- a\n", MOST_ITEMS, MOST_ITEMS),
        ("1. - a\n", MOST_ITEMS // 2, MOST_ITEMS),
        ("| a | b |\n|---|---|\n| c | d |\n\n", MOST_ROWS, MOST_ROWS),
    ],
)
def test_more_headings_items_or_rows_than_a_plan_has_are_an_error_with_its_line(
    unit: str, units: int, most: int
) -> None:
    assert parse(unit * units).blocks.leaves
    with pytest.raises(TooMany, match=f"at most {most:,}") as caught:
        parse(f"# First\n\n{unit * units}\n{unit}")
    assert caught.value.line >= units * unit.count("\n")


def test_front_matter_is_fields_and_no_text() -> None:
    text = "---\ntitle: A plan\nstatus: 'Draft'\ntags:\n  - x\nempty:\n# note\n---\n# Plan\n"
    document = parse("\ufeff" + text)
    fields = [(field.text, field.value, field.form) for field in document.nodes("field")]
    assert fields == [(name, value, "front matter") for name, value in FRONT_MATTER]
    assert [section.text for section in document.nodes("section")] == ["Plan"]
    assert document.source.text[document.blocks.front_matter_end :] == "# Plan\n"
    tags = document.nodes("field")[2]
    assert document.source.text[tags.value_start : tags.value_end] == "\n  - x"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("status: Draft # so far", ("status", "Draft")),
        ("status: 'Draft # 2' # so far", ("status", "Draft # 2")),
        ("status: # not known", ("status", "")),
        ("issue: a#12", ("issue", "a#12")),
        ('"status": Draft', ("status", "Draft")),
        ("'the status' : Draft", ("the status", "Draft")),
        ("said: \"Draft\" or 'so'", ("said", "Draft\" or 'so")),
    ],
)
def test_keys_in_quotes_and_comments_in_front_matter_are_read_as_yaml_has_them(
    line: str, field: tuple[str, str]
) -> None:
    fields = parse(f"---\n{line}\n---\n# Plan\n").nodes("field")
    assert [(each.text, each.value) for each in fields] == [field]


FRONT_MATTER = [("title", "A plan"), ("status", "Draft"), ("tags", ""), ("empty", "")]


@pytest.mark.parametrize(
    "text",
    [
        "---\na: b\n# Plan\n",
        "\n---\na: b\n---\n",
        "--- x\n---\n",
        "---\n\n# Plan\n\n## X\n\ntext\n\n---\n",
        "---\n\n# Plan\n\n---\n",
        "---\n**Status:** Draft\n\n---\n",
        "---\nNote: read this\n\n## X\n\ntext\n\n---\n",
        "---\n- a\n\n---\n",
    ],
)
def test_what_only_looks_like_front_matter_is_none(text: str) -> None:
    assert parse(text).blocks.front_matter_end == 0


def test_front_matter_may_be_all_there_is() -> None:
    assert parse("---\na: b\n---").blocks.front_matter_end == 12
    assert parse("---\na: b\n...\n").nodes("section") == ()
    assert parse("---\n\n---\n").blocks.front_matter_end == 9
    assert parse("---\n# note\n\n{a: b,\n c: [d\n]}\n---\n").blocks.front_matter_end == 33
