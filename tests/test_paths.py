"""Paths wherever they stand: what is one, and the lines that it cites."""

from __future__ import annotations

import pytest

from planlint.markdown.document import parse
from planlint.markdown.nodes import Path


def paths(text: str) -> list[Path]:
    return [path for path in parse(f"{text}\n", "plan.md").nodes("path") if isinstance(path, Path)]


@pytest.mark.parametrize(
    "text",
    [
        "Upload a `.pdf`",
        "Tests end in `.test.ts` or `.spec.tsx`",
        "Convert all `.note.md` files",
        "`.d.ts`",
        "### Add Discord.js Dependency",
        "### Wire htmx.js",
        "`note.service` and `list.m`",
    ],
)
def test_endings_and_products_are_no_paths(text: str) -> None:
    assert paths(text) == []


@pytest.mark.parametrize(
    "name",
    [
        ".eslintrc.js",
        ".gitlab-ci.yml",
        ".babelrc",
        "go.mod",
        "Pipfile",
        "makefile",
        "Notes.razor",
        "units/note.service",
    ],
)
def test_settings_and_files_of_more_kinds_are_paths(name: str) -> None:
    assert [path.text for path in paths(f"See `{name}`")] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("**[`src/a.py`](src/a.py)** new", ["src/a.py"]),
        ("[src/a.py](../../src/a.py#L3)", ["src/a.py"]),
        ("[`a.py`](./src/a.py)", ["./src/a.py"]),
        ("[`a.py`](https://example.org/src/a.py)", ["a.py"]),
        ("[the code](src/a.py)", ["src/a.py"]),
        ("[`src/a.py`](src/b.py)", ["src/a.py", "src/b.py"]),
    ],
)
def test_a_file_that_a_link_shows_and_leads_to_is_told_once(text: str, names: list[str]) -> None:
    assert [path.text for path in paths(text)] == names


@pytest.mark.parametrize(
    ("text", "name", "lines"),
    [
        ("`src/a.ts:10–20`", "src/a.ts", ((10, 20),)),
        ("`src/a.ts L10-20`", "src/a.ts", ((10, 20),)),
        ("[`src/a.ts`](../../src/a.ts#L10-L20)", "src/a.ts", ((10, 20),)),
        ("[src/a.ts:10](src/a.ts#L10)", "src/a.ts", ((10, 10),)),
        ("[a.ts:10](src/a.ts)", "src/a.ts", ((10, 10),)),
        ("[`src/a.ts`](src/a.ts) (lines 10-20)", "src/a.ts", ((10, 20),)),
        ("`a.py:5,9-12`", "a.py", ((5, 5), (9, 12))),
        ("`a.py` lines 10 to 20", "a.py", ((10, 20),)),
        ("`a.py` (lines 10–20 and 30)", "a.py", ((10, 20), (30, 30))),
        ("`a.py` (Zeilen 10-20)", "a.py", ((10, 20),)),
        ("`a.py` (ligne 10)", "a.py", ((10, 10),)),
        ("`a.py` (líneas 10-20)", "a.py", ((10, 20),)),
        ("`a.py` (Lines 10-20)", "a.py", ((10, 20),)),
        ("`tests/test_a.py::TestNotes::test_long[a-b]`", "tests/test_a.py", ()),
    ],
)
def test_lines_and_tests_that_a_path_cites_are_no_part_of_its_name(
    text: str, name: str, lines: tuple[tuple[int, int], ...]
) -> None:
    assert [(path.text, path.lines) for path in paths(text)] == [(name, lines)]


@pytest.mark.parametrize(
    "text", ["`" + ":" * 200_000 + "x`", "`" + " (lines" * 30_000 + "x`", "`a.py:" + "1," * 90_000 + "x`"]
)
def test_a_hostile_name_costs_its_length(text: str) -> None:
    assert paths(text) == []


@pytest.mark.parametrize(
    "remark", ["# src/a.py", "// see src/a.py", "# Datei: src/a.py", "# 位于 src/a.py", "# 文件：src/a.py"]
)
def test_a_comment_in_code_names_a_file_in_any_language(remark: str) -> None:
    assert [path.text for path in paths(f"```\n{remark}\nx = 1\n```\n")] == ["src/a.py"]
