"""Items and boxes: depth, numbers, states, and what is set aside."""

from __future__ import annotations

import pytest

from planlint.markdown.document import parse
from planlint.markdown.nodes import Checkbox, Item


def items(text: str) -> list[Item]:
    return [item for item in parse(text).nodes("item") if isinstance(item, Item)]


def boxes(text: str) -> list[Checkbox]:
    return [box for box in parse(text).nodes("checkbox") if isinstance(box, Checkbox)]


@pytest.mark.parametrize(
    ("line", "state", "text"),
    [
        ("- [ ] a", "open", "a"),
        ("* [ ] a", "open", "a"),
        ("+ [x] a", "checked", "a"),
        ("- [X] a", "checked", "a"),
        ("1. [x] a", "checked", "a"),
        ("> - [ ] a", "open", "a"),
        ("- [ ]\\* 2.4 a", "open", "2.4 a"),
        ("- [ ]* a", "open", "a"),
        ("- [ ] **Bold** `code`", "open", "Bold code"),
        ("- [-] a", "unknown", "a"),
        ("- [~] a", "unknown", "a"),
        ("- [/] a", "unknown", "a"),
        ("- [*] a", "unknown", "a"),
        ("- [✓] a", "unknown", "a"),
        ("- [!] a", "unknown", "a"),
        ("- [ ]", "open", ""),
        ("- [] a", "look-alike", "a"),
        ("- [ ]a", "look-alike", "a"),
        ("- [x]a", "look-alike", "a"),
        ("- [ x] a", "look-alike", "a"),
        ("- [   ] a", "look-alike", "a"),
        ("- __[x] a__", "look-alike", "[x] a"),
        ("- [x ] a", "look-alike", "a"),
        ("- [  ] a", "look-alike", "a"),
        ("- [\u00a0] a", "look-alike", "a"),
        ("- \\[ \\] a", "look-alike", "a"),
        ("- **[ ] a**", "look-alike", "[ ] a"),
        ("- a", "", "a"),
        ("- [x](y) a", "", None),
        ("- [ ](y) a", "", None),
        ("- [^1] a", "", "[^1] a"),
        ("- [a] b", "", "[a] b"),
        ("- [1] b", "", "[1] b"),
        ("- [All tests pass]", "", "[All tests pass]"),
        ("- ✅ a", "", "✅ a"),
        ("- a [ ] b", "", "a [ ] b"),
        ("- a[x]", "", "a[x]"),
    ],
)
def test_the_state_of_a_box_and_the_text_without_it(line: str, state: str, text: str | None) -> None:
    (item,) = items(line + "\n")
    assert item.box == state
    assert text is None or item.text == text
    assert [box.state for box in boxes(line + "\n")] == ([state] if state else [])


def test_items_know_their_depth_number_and_place() -> None:
    text = "7. seven\n   - a\n     - b\n\n     para of b\n8) other\n\n> - quoted\n"
    found = items(text)
    known = [(item.text, item.depth, item.ordered, item.number) for item in found]
    assert known == [
        ("seven", 1, True, 7),
        ("a", 2, False, None),
        ("b", 3, False, None),
        ("other", 1, True, 8),
        ("quoted", 1, False, None),
    ]
    assert text[found[0].start : found[0].end].endswith("para of b")
    assert text[found[0].mark_start : found[0].mark_end] == "7. seven"
    assert text[found[2].start : found[2].first_end] == "- b"
    assert text[found[4].start : found[4].end] == "- quoted"


def test_an_item_says_its_own_text_only() -> None:
    (outer, _) = items("- one\n  two\n\n  para\n  - inner\n")
    assert outer.text == "one two"


@pytest.mark.parametrize("text", ["- \n", "-\n- \n", "- - \n", "1.\n", "- ```\n  x\n  ```\n", "- > q\n", "-\n\n  x\n"])
def test_an_item_without_text_says_nothing(text: str) -> None:
    assert items(text)[0].text == ""


def test_the_text_of_an_item_may_start_on_the_line_below_its_marker() -> None:
    assert [item.text for item in items("-\n  a\n- # h\n")] == ["a", "h"]


@pytest.mark.parametrize(
    "text",
    [
        "Do it (deferred)",
        "Do it (dropped)",
        "~~Do it~~ (replaced by #12)",
        "**~~Do it~~** — moved",
        "Do it (Optional)",
        "Do it (optional: if time)",
        "Do it *(future work)*",
        "Do it (later)",
        "Do it (manual)",
        "Do it (skipped, see below)",
        "Do it (N/A)",
        "Do it [optional]",
        "Deferred: do it",
        "**Optional:** do it",
        "N/A",
        "None",
        "None.",
        "None - nothing to do",
        "n/a for this plan",
        "~~Do it~~",
        "~~Do it~~.",
    ],
)
def test_what_is_set_aside(text: str) -> None:
    assert items(f"- [ ] {text}\n")[0].deferred
    assert boxes(f"- [ ] {text}\n")[0].deferred


@pytest.mark.parametrize(
    "text",
    [
        "Do it",
        "Add optional fields",
        "Nonetheless do it",
        "None of the tests fail",
        "Write the manual",
        "~~Do~~ it",
        "Do it (in the nonoptional way)",
        "Do it (now) and later (soon)",
    ],
)
def test_what_is_not(text: str) -> None:
    assert not items(f"- [ ] {text}\n")[0].deferred


def test_boxes_in_tables_tick_their_row_or_their_cell() -> None:
    text = "| Done | Task |\n|---|---|\n| [ ] | a |\n| [x] b | (optional) |\n| - | [ ] |\n"
    found = boxes(text)
    assert [(box.state, box.text) for box in found] == [("open", "a"), ("checked", "b"), ("open", "-")]
    assert [text[box.mark_start : box.mark_end] for box in found] == ["[ ]", "[x] b", "[ ]"]
    assert {box.depth for box in found} == {0}


def test_a_box_that_is_all_of_a_heading_is_one() -> None:
    assert [box.state for box in boxes("## [x]\n")] == ["checked"]
    assert [box.state for box in boxes("## [x] [ ]\n")] == ["checked", "open"]


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("### [ ] Task 1", "open"),
        ("### Task 1 [x]", "checked"),
        ("### `[x]` Task 1", "checked"),
        ("[ ] Task 1\n---", "open"),
        ("[ ] Task\n1\n---", "open"),
        ("Task\n1 [x]\n---", "checked"),
    ],
)
def test_boxes_in_headings(heading: str, state: str) -> None:
    (box,) = boxes(heading + "\n")
    assert (box.state, box.text) == (state, "Task 1")
    assert [section.text for section in parse(heading + "\n").nodes("section")] == ["Task 1"]


@pytest.mark.parametrize("line", ["**Done:** [x]", "**Done**: [x]", "Done: [x]", "**Done** [x]", "a\n**Done:** [x]\nb"])
def test_boxes_at_the_end_of_a_label(line: str) -> None:
    (box,) = boxes(line + "\n")
    assert box.state == "checked"
    assert box.text in {"Done:", "Done"}


@pytest.mark.parametrize("line", ["call f [x]", "see a[ ]", "`**Done:** [ ]`", "```\n- [ ] a\n```", "    - [ ] a"])
def test_what_is_no_box(line: str) -> None:
    assert boxes(line + "\n") == []


def test_a_box_in_an_item_spans_its_first_paragraph() -> None:
    text = "- a\n  - [ ] one\n    two\n\n    para\n"
    (box,) = boxes(text)
    assert text[box.start : box.end] == "- [ ] one\n    two"
    assert text[box.mark_start : box.mark_end] == "- [ ] one"
    assert (box.text, box.depth) == ("one two", 2)
