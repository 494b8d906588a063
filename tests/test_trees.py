"""Drawings of folders and files, and what is drawn like one."""

from __future__ import annotations

import pytest

from planlint.markdown.document import parse


def paths(drawing: str) -> list[str]:
    return [path.text for path in parse(f"```\n{drawing}\n```\n", "plan.md").nodes("path")]


@pytest.mark.parametrize(
    "drawing",
    [
        "┌────────┐     ┌────────┐\n│ Client │────▶│ Server │\n└────────┘     └────────┘\n     └──> Worker (retries)",
        "Task 1\n├──> Task 2 (store/)\n│    └──> Task 3\n└──> Task 4",
        "User\n├─→ notes/ form\n└─→ list.py",
        "╭─────────╮\n│ notes/  │\n├─────────┤\n│ list.py │\n╰─────────╯",
    ],
)
def test_boxes_and_arrows_are_no_paths(drawing: str) -> None:
    assert paths(drawing) == []


@pytest.mark.parametrize(
    "drawing",
    [
        "save()\n├── store.check()\n│   └── note.text\n└── reply()",
        "Kinds of notes\n├── short\n│   └── title\n└── long",
        "<App>\n├── <Header>\n└── <Notes>",
        "Open\n├─ Shows: the list of notes\n└─ Action: Click → save()",
        "// ── Types ──\ntype Kind =\n  | short\n  | long/wide",
    ],
)
def test_calls_parts_and_states_are_no_paths(drawing: str) -> None:
    assert paths(drawing) == []


@pytest.mark.parametrize(
    ("drawing", "found"),
    [
        ("src/\n├── Notes store (new)\n├── models\n└── app.py", ["src/", "src/app.py"]),
        ("src\n├── My Icon.png\n└── (auth)/[id]/page.tsx", ["src/", "src/(auth)/[id]/page.tsx"]),
        ("notes.md\n├── Title\n└── Text (two lines)", []),
        ("Layout of the shop\n├── src/\n│   └── app.py", ["src/", "src/app.py"]),
        (
            "📁 src/\n├── 📁 notes/\n│   └── 📄 list.py\n└── 📄 app.py",
            ["src/", "src/notes/", "src/notes/list.py", "src/app.py"],
        ),
        ("src      the shop\n├── +page.svelte\n└── LICENSE", ["src/", "src/+page.svelte", "src/LICENSE"]),
        ("docs/\n└── b.md\nmkdocs.yml  # the menu\nb.md is new", ["docs/", "docs/b.md", "mkdocs.yml"]),
        ("shop/\n  .gitignore\n  app.py", ["shop/", "shop/.gitignore", "shop/app.py"]),
    ],
)
def test_a_tree_holds_folders_and_names_with_endings(drawing: str, found: list[str]) -> None:
    assert paths(drawing) == found


def test_below_a_tree_that_has_ended_another_begins() -> None:
    assert paths("tests/\n└── unit/\n    └── test_a.py\n\n# Settings\n├── .env.example\n└── fly.toml") == [
        "tests/",
        "tests/unit/",
        "tests/unit/test_a.py",
        ".env.example",
        "fly.toml",
    ]


def test_a_blank_line_inside_a_tree_does_not_end_it() -> None:
    assert paths("src/\n├── a/\n│   └── a.py\n\n└── b.py") == ["src/", "src/a/", "src/a/a.py", "src/b.py"]
