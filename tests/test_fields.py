"""Fields: how a label may be written, what its value is, and what it owns."""

from __future__ import annotations

import pytest
from hypothesis import given

from planlint.markdown import owning
from planlint.markdown.document import Document, parse
from planlint.markdown.nodes import Field
from tests.markdown_texts import texts


def fields(text: str, form: str = "label") -> list[Field]:
    return [field for field in parse(text).nodes("field") if isinstance(field, Field) and field.form == form]


def pairs(text: str) -> list[tuple[str, str]]:
    return [(field.text, field.value) for field in fields(text)]


def owned(text: str, label: str) -> str:
    """Return what a label owns, as it stands in the source."""
    document = parse(text)
    (field,) = [field for field in document.nodes("field") if field.text == label and field.form == "label"]
    return document.source.text[field.value_start : field.end].strip()


@pytest.mark.parametrize(
    "line",
    [
        "**Key:** v",
        "**Key**: v",
        "**Key** : v",
        "**Key:**v",
        "**Key: v**",
        "***Key:*** v",
        "__Key:__ v",
        "__Key__: v",
        "*Key:* v",
        "_Key_: v",
        "Key: v",
        "**`Key`:** v",
        "✅ **Key:** v",
        "🔴 Key: v",
        "• **Key:** v",
        "- **Key:** v",
        "- **Key**: v",
        "* Key: v",
        "1. **Key:** v",
        "- [ ] **Key:** v",
        "- [x] Key: v",
        "> **Key:** v",
        "> - Key: v",
        "- **Key** - v",
        "- **Key** v",
        "- **Key: v**",
        "**Key** — v",
        "**Key.** v",
        "**Key：** v",
        "**Key**：v",
        "Key： v",
    ],
)
def test_a_label_with_its_value(line: str) -> None:
    assert pairs(line + "\n") == [("Key", "v")]


@pytest.mark.parametrize(
    ("line", "pair"),
    [
        ("Option A: in core", ("Option A", "in core")),
        ("**Option B: Queue** ✅ CHOSEN", ("Option B", "Queue ✅ CHOSEN")),
        ("**Option B: Queue** ← our choice", ("Option B", "Queue ← our choice")),
    ],
)
def test_a_label_of_an_option(line: str, pair: tuple[str, str]) -> None:
    assert pairs(line + "\n") == [pair]


def test_a_word_in_capitals_and_in_code_is_a_label_and_other_code_is_none() -> None:
    assert pairs("- `VALIDATE`: npm test\n- `src/a.py`: store\n- `NODE_ENV`: set\n") == [("VALIDATE", "npm test")]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("**Key:**", "Key"),
        ("**Key**:", "Key"),
        ("**Key**", "Key"),
        ("Key:", "Key"),
        ("- **Key**:", "Key"),
        ("- Files to read:", "Files to read"),
        ("**Key** (must):", "Key (must)"),
        ("Add to `.env`:", "Add to .env"),
        ("**Stuck?**", "Stuck?"),
        ("`.env` (local):", ".env (local)"),
        ("**Files to Create (new):**", "Files to Create (new)"),
        ("**1. Scope:**", "1. Scope"),
        ("**Why `a_b` and not __init__:**", "Why a_b and not __init__"),
        ("目标：", "目标"),
        ("**Success Criteria.**", "Success Criteria"),
        ("**Why B?**", "Why B"),
        ("Must have:", "Must have"),
        ("Nice to have:", "Nice to have"),
    ],
)
def test_a_label_alone_on_its_line(line: str, label: str) -> None:
    assert pairs(line + "\n") == [(label, "")]


@pytest.mark.parametrize(
    "line",
    [
        "See https://example.org/a for more.",
        "https://example.org: yes",
        "At 10:30 we meet",
        "12:30 lunch",
        "Note that this: is no label",
        "The changes we have to make are: many",
        "We need to do all of the following things today: a, b",
        "This is **Key:** in the middle",
        "**Important** this is prose",
        "**This is a whole sentence.**",
        "`**Key:** v`",
        "`Key: v`",
        "a::b",
        "std::vector: x",
        "C:\\path",
        "Each of you should have:",
        "|a: b",
        "**Key",
        "** Key:** v",
        "\\**Key:** v",
    ],
)
def test_what_is_no_label(line: str) -> None:
    assert pairs(line + "\n") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("**A:** b | **C:** d", [("A", "b"), ("C", "d")]),
        ("**A**: b · **C**: d", [("A", "b"), ("C", "d")]),
        ("**A:** b  **C:** d", [("A", "b"), ("C", "d")]),
        ("**A:** b, **C:** d", [("A", "b"), ("C", "d")]),
        ("**A:** b. **C:** d", [("A", "b."), ("C", "d")]),
        ("**A:** **C:** d", [("A", ""), ("C", "d")]),
        ("A: b | C: d", [("A", "b"), ("C", "d")]),
        ("**A:** b **c** d", [("A", "b c d")]),
        ("**A:** `x | **C:** d`", [("A", "x | **C:** d")]),
        ("**A: b** (c d)", [("A", "b (c d)")]),
        ("**A** (c d)", [("A", "(c d)")]),
        ("**A:** b, **c** and d", [("A", "b, c and d")]),
    ],
)
def test_several_pairs_on_one_line(line: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(line + "\n") == expected


def test_lines_of_labels_in_one_paragraph() -> None:
    text = "**Created:** 2026-01-01\n**Status**: Draft  \n**Owner:** me\nwho writes\nReviewer: you\n"
    assert pairs(text) == [
        ("Created", "2026-01-01"),
        ("Status", "Draft"),
        ("Owner", "me who writes"),
        ("Reviewer", "you"),
    ]


def test_a_wrapped_line_that_looks_like_a_plain_label_is_prose() -> None:
    assert pairs("We build on what\nwe have: much\n") == []


def test_a_value_goes_on_over_soft_breaks_and_ends_at_a_hard_one() -> None:
    assert pairs("**A:** one\ntwo\n") == [("A", "one two")]
    assert pairs("**A:** one  \ntwo\n") == [("A", "one")]
    assert pairs("**A:** one\\\ntwo\n")[0][1].startswith("one")


def test_a_bold_lead_of_an_item_is_a_label() -> None:
    text = "1. **`src/x.py`** (ADD it)\n   ```python\n   a\n   ```\n2. **Database**\n   - table\n"
    assert pairs(text) == [("src/x.py", "(ADD it)"), ("Database", "")]
    assert owned(text, "src/x.py").endswith("```")
    assert owned(text, "Database") == "- table"


def test_a_label_alone_owns_all_up_to_the_next_label_of_its_container() -> None:
    text = (
        "**Options:**\n1. **Option A:** x\n   - Pros: p\n\npara\n\n```\ncode\n```\n\n"
        "**Rationale:** because\n\nafter\n\n**Last:**\n- a\n\n## Next\n\ntext\n"
    )
    assert owned(text, "Options").startswith("1. **Option A")
    assert owned(text, "Options").endswith("```")
    assert owned(text, "Rationale") == "because"
    assert owned(text, "Last") == "- a"
    assert owned(text, "Option A") == "x\n   - Pros: p"


@pytest.mark.parametrize("wall", ["## Next", "---", "***", "**Other:** x", "**Other**"])
def test_what_a_label_owns_ends_at_a_wall(wall: str) -> None:
    assert owned(f"**A:**\none\n\ntwo\n\n{wall}\n\nthree\n", "A") == "one\n\ntwo"


def test_a_plain_label_does_not_end_what_a_bold_one_owns() -> None:
    text = "**Why:**\n\nSpeed: it is slow\n\nCost:\n\nmuch\n\n**How:** so\n"
    assert owned(text, "Why").endswith("much")
    assert owned(text, "Speed") == "it is slow"
    assert owned(text, "Cost") == "much"


@pytest.mark.parametrize(
    "title", ["Step {}: Add it", "Step {} - Add it", "Phase {}", "✅ Task {}: Add it", "Risk {}: Add it", "{}. Add it"]
)
def test_a_counted_label_alone_owns_the_labels_below_up_to_the_next_one(title: str) -> None:
    first, second = (f"**{title.format(number)}**" for number in (1, 2))
    (one, *_), plan = (
        fields(f"{first}\n\n**Goal:** a\n\n**Actions:**\n1. b\n\n{second}\n\n**Goal:** c\n"),
        "**Goal:** a",
    )
    assert (one.start, one.end) == (0, len(first) + len("\n\n**Goal:** a\n\n**Actions:**\n1. b"))
    assert owned(f"**Steps:** 1\n\n{plan}\n\n**Step 3:** told\n\n**Actions:**\n", "Goal") == "a"


def test_a_file_in_bold_ends_no_list_of_files() -> None:
    text = "**Files:**\n\n**`a.py`**\n- cut\n\n**`b.py`** (new)\nUse: b\n\n**Notes:**\n"
    assert owned(text, "Files").endswith("Use: b")
    assert owned(text, "a.py") == "- cut"
    assert owned(text, "b.py").endswith("Use: b")


def test_bold_text_that_is_label_and_value_owns_what_follows_where_it_stands_alone() -> None:
    assert owned("**Pattern 1: inject**\n\n```\na\n```\n\n**Pattern 2: b**\n", "Pattern 1").endswith("```")
    assert owned("**A:** x | **B:**\n\npara\n", "B") == "para"


def test_the_text_on_the_next_line_belongs_to_a_label_alone() -> None:
    text = "**Problem:**\nIt fails.\n**Solution:**\nMend it.\n"
    assert pairs(text) == [("Problem", ""), ("Solution", "")]
    assert owned(text, "Problem") == "It fails."
    assert owned(text, "Solution") == "Mend it."


def test_a_block_right_below_a_value_or_behind_a_colon_belongs_to_it() -> None:
    assert owned("**Run:** these\n- a\n- b\n\npara\n", "Run") == "these\n- a\n- b"
    assert owned("**Run:** these:\n\n- a\n\npara\n", "Run") == "these:\n\n- a"
    assert owned("**Run:** these\n\n- a\n", "Run") == "these"
    assert owned("**Run:** (in order)\n\n- a\n\n## B\n", "Run") == "(in order)\n\n- a"


def test_code_below_a_value_belongs_to_it_behind_one_blank_line() -> None:
    text = "**VALIDATE**: run all of them\n\n```\nmake\n```\n\n```\nls\n```\n"
    assert owned(text, "VALIDATE") == "run all of them\n\n```\nmake\n```"
    assert owned(text.replace("\n\n```\nmake", "\n\n\n```\nmake"), "VALIDATE") == "run all of them"
    assert owned(text.replace("```\nmake", "So:\n\n```\nmake"), "VALIDATE") == "run all of them"
    assert owned("**A**: x\n\n- one\n", "A") == "x"


def test_in_an_item_the_nested_blocks_belong_to_its_label() -> None:
    text = "- **A**: x\n  more\n\n  - nested\n\n  ```\n  c\n  ```\n- **B**: y\n  **C**: z\n  - for c\n"
    assert owned(text, "A").endswith("```")
    assert owned(text, "B") == "y"
    assert owned(text, "C") == "z\n  - for c"


def test_code_right_below_the_list_belongs_to_the_lone_label_that_ends_it() -> None:
    text = "- **DO**: x\n- **VALIDATE**:\n```bash\nmake test\n```\n\npara\n"
    assert owned(text, "VALIDATE").endswith("make test\n```")
    assert owned(text.replace(":\n```", ": none\n```"), "VALIDATE") == "none"
    assert owned(text.replace(":\n```", ":\n  - a\n```"), "VALIDATE") == "- a"
    assert owned(text.replace(":\n```", ":\n  - a:\n```"), "VALIDATE") == "- a:"
    assert owned(text.replace(":\n```", ":\n\n```"), "VALIDATE").endswith("```")
    assert owned(text.replace(":\n```", ":\n\n\n```"), "VALIDATE") == ""


def test_a_label_is_marked_from_its_first_sign_to_the_end_of_its_line() -> None:
    text = "x\n\n> 🔴 **A:** b | **C:** d  \n> e\n"
    document = parse(text)
    marks = [document.source.text[field.mark_start : field.mark_end] for field in fields(text)]
    assert marks == ["**A:** b", "**C:** d"]
    assert document.source.position(fields(text)[0].start) == (3, 5)


def test_a_label_with_a_box_at_its_end_has_a_value() -> None:
    text = "**Done:** [ ]\n\npara\n"
    assert pairs(text) == [("Done", "")]
    assert owned(text, "Done") == "[ ]"


def test_headings_are_fields() -> None:
    document = parse("# P\n\n## Goal\n\nreach it\n\n### Sub\n")
    found = [field for field in document.nodes("field") if isinstance(field, Field)]
    assert [(field.text, field.form, field.value) for field in found] == [
        ("Goal", "heading", ""),
        ("Sub", "heading", ""),
    ]
    assert document.source.text[found[0].value_start : found[0].value_end].strip().startswith("reach it")


def test_rows_are_fields() -> None:
    found = fields("| K | V | W |\n|--|--|--|\n| **Goal** | a | b |\n| | x | |\n| One |\n| Two | |\n", "row")
    assert [(field.text, field.value) for field in found] == [("Goal", "a b"), ("Two", "")]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("| **Status** | Planning Complete |\n|-|-|\n| Owner | Ines |", True),
        ("| Created | 2026-01-19 |\n|-|-|", True),
        ("| Status | ✅ Completed |\n|-|-|", True),
        ("| Field | Value |\n|-|-|\n| Owner | Ines |", False),
        ("| Created | Status |\n|-|-|\n| 2026-01-19 | Completed |", False),
        ("| Version | Changed by whom |\n|-|-|\n| 1.2 | Ines |", False),
        ("| Status | Planning Complete | x |\n|-|-|-|", False),
    ],
)
def test_the_first_row_of_a_table_in_the_head_is_a_field_when_it_says_a_value(table: str, says: bool) -> None:  # noqa: FBT001 - a case's answer
    _, label, value, *_ = table.split("|")
    first = (label.strip(" *"), value.strip())
    assert (first in [(each.text, each.value) for each in fields(f"# P\n\n{table}\n", "row")]) == says
    assert first not in [(each.text, each.value) for each in fields(f"# P\n\n## S\n\n{table}\n", "row")]


def test_fields_come_in_order_of_place() -> None:
    document: Document = parse("---\na: b\n---\n# P\n\n## S\n\n**K:**\n- **L:** v\n\n| A | B |\n|-|-|\n| r | v |\n")
    found = document.nodes("field")
    assert [field.text for field in found] == ["a", "S", "K", "L", "r"]


@given(texts)
def test_lines_that_cannot_have_a_label_have_none(text: str) -> None:
    told = repr(parse(text, "plan.md").nodes("field"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owning, "may_hold_label", lambda *_: True)
        assert repr(parse(text, "plan.md").nodes("field")) == told
