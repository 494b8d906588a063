"""Fences: where a block of code ends, and what is said when that is in doubt."""

from __future__ import annotations

import pytest

from planlint.markdown.document import Document, parse


def titles(document: Document) -> list[str]:
    return [section.text for section in document.nodes("section")]


def plan(*lines: str) -> Document:
    return parse("\n".join(lines) + "\n")


NESTED = ("# A", "", "```markdown", "## Not a section", "```bash", "ls", "```", "more", "```", "", "## B")


@pytest.mark.parametrize("language", ["markdown", "md", "mdx", "", "text", "txt", "Markdown title=x"])
def test_a_sample_that_holds_a_fence_is_read_as_its_author_meant(language: str) -> None:
    document = plan(*NESTED[:2], f"```{language}", *NESTED[3:])
    assert titles(document) == ["A", "B"]
    (spoiled,) = document.spoiled
    assert (spoiled.first_line, spoiled.last_line, spoiled.mark_line, spoiled.judged) == (3, 9, 5, True)
    assert "````" in spoiled.fix
    (code,) = document.nodes("code")
    assert code.text == "\n".join(NESTED[3:8])


def test_what_is_said_of_a_nested_fence() -> None:
    (spoiled,) = plan(*NESTED).spoiled
    assert spoiled.message == (
        "A fenced block ends at the first bare fence of its length, and this fence stands inside the block that "
        "line 3 opens"
    )
    assert spoiled.fix == "Write ```` on lines 3 and 9, around the inner fences"


def test_what_is_said_of_a_fence_that_is_not_closed() -> None:
    (spoiled,) = plan("```py", "```sh", "```").spoiled
    known = "A fenced block is closed before another opens, and this one is not closed before"
    assert spoiled.message == f"{known} line 2 opens another"
    assert spoiled.fix == "Close it with ``` above line 2, or write ```` around it where the other fence is part of it"
    (spoiled,) = plan("~~~~py").spoiled
    assert spoiled.message == f"{known} its list item, quote or plan ends"
    assert spoiled.fix == "Close it with ~~~~"


def test_fences_nest_several_levels() -> None:
    document = plan("```md", "```md", "```sh", "```", "```", "```", "# A")
    assert titles(document) == ["A"]
    assert [spoiled.judged for spoiled in document.spoiled] == [True]


def test_a_longer_fence_holds_shorter_ones() -> None:
    document = plan("# A", "````markdown", "```bash", "```", "````", "# B")
    assert titles(document) == ["A", "B"]
    assert document.spoiled == ()


def test_another_mark_holds_any_fence() -> None:
    assert plan("~~~", "```bash", "~~~", "# B").spoiled == ()
    assert plan("```", "~~~", "```").spoiled == ()


def test_tildes_nest_like_back_ticks() -> None:
    (spoiled,) = plan("~~~md", "~~~sh", "~~~", "~~~").spoiled
    assert (spoiled.mark_line, spoiled.judged) == (2, True)
    assert "~~~~" in spoiled.fix


def test_a_program_that_holds_a_fence_is_not_guessed_at() -> None:
    document = plan("# A", "```python", "x", "```bash", "ls", "```", "", "## B")
    (spoiled,) = document.spoiled
    assert (spoiled.first_line, spoiled.last_line, spoiled.mark_line, spoiled.judged) == (2, 6, 2, False)
    assert titles(document) == ["A", "B"]


def test_a_sample_whose_fences_are_uneven_is_not_guessed_at() -> None:
    document = plan("```markdown", "```bash", "ls", "```", "", "# B")
    (spoiled,) = document.spoiled
    assert (spoiled.first_line, spoiled.last_line, spoiled.judged) == (1, 4, False)


@pytest.mark.parametrize("above", ["", "Run it:", "Run it:  "])
def test_a_sample_may_hold_a_bare_fence_that_reads_as_an_opening(above: str) -> None:
    document = plan("```markdown", "text", above, "```", "code", "```", "", "## No section", "```", "", "# B")
    (spoiled,) = document.spoiled
    assert (spoiled.first_line, spoiled.last_line, spoiled.mark_line, spoiled.judged) == (1, 9, 4, True)
    assert titles(document) == ["B"]


@pytest.mark.parametrize("language", ["text", "", "python"])
def test_only_a_sample_of_markdown_may(language: str) -> None:
    document = plan(f"```{language}", "text", "", "```", "code", "# B")
    assert document.spoiled == ()
    assert titles(document) == ["B"]


def test_a_guess_that_does_not_come_out_is_dropped() -> None:
    document = plan("```md", "", "```", "text", "", "```md", "```sh", "```", "```", "# B")
    assert [(spoiled.first_line, spoiled.judged) for spoiled in document.spoiled] == [(6, True)]
    assert titles(document) == ["B"]


def test_a_region_that_was_read_as_meant_has_no_end_gone_astray() -> None:
    document = plan("```md", "```sh", "```", "```", "text", "```", "open")
    assert [(spoiled.first_line, spoiled.judged) for spoiled in document.spoiled] == [(1, True), (6, False)]


def test_a_fence_that_is_open_at_the_end_is_reported_at_its_opening() -> None:
    (spoiled,) = plan("# A", "", "```sh", "ls").spoiled
    assert (spoiled.first_line, spoiled.last_line, spoiled.mark_line, spoiled.judged) == (3, 4, 3, False)
    assert "closed" in spoiled.message


def test_an_end_gone_astray_belongs_to_the_region_before_it() -> None:
    document = plan("```python", "```bash", "```", "x", "```", "text", "```sh", "y")
    (spoiled,) = document.spoiled
    assert (spoiled.first_line, spoiled.last_line) == (1, 8)


def test_fences_in_items_and_quotes_count() -> None:
    assert plan("- a", "  ```md", "  ```sh", "  ```", "  ```", "- b").spoiled[0].last_line == 5
    assert plan("> ```sh", "> ls", "", "# A").spoiled[0].first_line == 1
    assert plan("- ```sh", "  ls", "- b").spoiled[0].last_line == 2


def test_what_is_no_fence_is_none() -> None:
    assert plan("``` a`b", "text").nodes("code") == ()
    assert plan("``", "text").nodes("code") == ()
    assert plan("para", "    ```", "text").spoiled == ()
    assert plan("```", "    ```", "```").spoiled == ()


TORN = ("````markdown", "## In the sample", "```bash", "ls", "````", "more")


def test_a_sample_goes_on_where_a_block_in_it_is_closed_by_a_longer_fence() -> None:
    document = plan("# A", *TORN, "````", "# B")
    assert titles(document) == ["A", "B"]
    (spoiled,) = document.spoiled
    assert (spoiled.first_line, spoiled.last_line, spoiled.mark_line, spoiled.judged) == (2, 8, 6, True)


def test_a_block_in_a_sample_that_is_still_open_where_it_ends_is_told() -> None:
    document = plan("# A", *TORN, "# B")
    assert titles(document) == ["A", "B"]
    (spoiled,) = document.spoiled
    assert (spoiled.first_line, spoiled.last_line, spoiled.mark_line, spoiled.judged) == (2, 6, 4, False)
    assert spoiled.message == (
        "A fenced block is closed before the one around it, and line 6 closes the one around this"
    )
    assert spoiled.fix == "Close it with ``` above line 6"


def test_a_shorter_fence_never_ends_a_sample() -> None:
    document = plan("# A", *TORN, "```", "## C", "```", "# B")
    assert titles(document) == ["A", "B"]


@pytest.mark.parametrize(
    "lines",
    [
        ("````markdown", "```", "````"),
        ("````py", "```bash", "````"),
        ("````md", "~~~", "```", "~~~", "```sh", "````", "````"),
    ],
)
def test_what_samples_may_hold(lines: tuple[str, ...]) -> None:
    told = [spoiled.mark_line for spoiled in plan(*lines).spoiled]
    assert told == {"````markdown": [2], "````py": [], "````md": [5]}[lines[0]]
