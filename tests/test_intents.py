"""What a plan means to do with a file, where words for several things stand around its path."""

from __future__ import annotations

import pytest

from planlint.markdown.document import parse
from planlint.markdown.nodes import Path


def intents(text: str) -> list[str]:
    return [path.intent for path in parse(f"{text}\n", "plan.md").nodes("path") if isinstance(path, Path)]


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("### CREATE `save_note` in src/store.py", "modify"),
        ("- Create a constant in `src/app/limits.ts`", "modify"),
        ("- Add a new route to `src/app/routes.ts`", "modify"),
        ("- Add new tests to `tests/test_notes.py`", "modify"),
        ("- Create a helper in `tests/unit/`", "mention"),
        ("- Create the `NoteStore` class in `src/note_store.py`", "create"),
        ("- Create a route in `src/app/notes/route.ts`", "create"),
        ("- Write tests in `tests/test_notes.py`", "create"),
        ("- Create the schema in `src/schema.sql`", "create"),
    ],
)
def test_what_is_made_in_a_file_may_not_be_the_file(line: str, intent: str) -> None:
    assert intents(line) == [intent]


@pytest.mark.parametrize(
    ("line", "both"),
    [
        ("### CREATE `a.tsx` + UPDATE `b.tsx`", ["create", "modify"]),
        ("### Task 2: UPDATE `a.tsx`, CREATE `b.tsx`", ["modify", "create"]),
        ("- Create `a.ts` & delete `b.ts`", ["create", "delete"]),
        ("- Do not modify `a.ts`, update `b.ts`", ["mention", "modify"]),
        ("- Update `a.ts`, not `b.ts`", ["modify", "mention"]),
        ("- Create `a.ts` and `b.ts`", ["create", "create"]),
        ("- Rename `a.ts` → `b.ts`", ["modify", "create"]),
        ("- Move src/a.ts to src/b.ts", ["mention", "create"]),
        ("- Move `src/a.ts` to `lib/`", ["mention", "mention"]),
        ("- Split `a.ts` into `b.ts` and `c.ts`", ["mention", "create", "create"]),
        ("- Extract the limit from `a.ts` into `b.ts`", ["mention", "create"]),
        ("- `a.ts` has `cut()`; it moves to `b.ts`", ["mention", "create"]),
        ("- `a.ts` becomes `b.ts`", ["mention", "create"]),
    ],
)
def test_each_path_of_a_line_has_the_verb_before_it(line: str, both: list[str]) -> None:
    assert intents(line) == both


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("- Modify: `a.ts` (new handlers)", "modify"),
        ("- Modify `a.ts` – new endpoint", "modify"),
        ("- Modify: `a.ts` (new file)", "create"),
        ("- `a.ts` (new handlers)", "create"),
        ("- `a.ts` (modify -- append new class)", "modify"),
        ("**New files:**\n\n- `a.ts` - Add the type (modify existing)", "modify"),
        ("**New files:**\n\n- `a.ts` - ADD the type", "modify"),
        ("**New files:**\n\n- `a.ts` - Adds the type", "create"),
        ("**New files:**\n\n- `a.ts` - Replace the stub", "modify"),
        ("**New files:**\n\n```\nsrc/\n└── a.ts  # REWRITE with new steps\n```", "modify"),
        ("- `a.ts` [new]", "create"),
        ("- [NEW] `a.ts`", "create"),
        ("- 🆕 `a.ts`", "create"),
        ("### New: `a.ts`", "create"),
        ("- `a.ts` (does not exist yet)", "create"),
        ("- `a.ts` (which does not exist)", "mention"),
        ("- `a.ts` (next after existing limits)", "mention"),
        ("| New: `Note` | `a.ts` |\n|---|---|", "mention"),
    ],
)
def test_what_is_new_may_be_the_file_or_a_part_of_it(line: str, intent: str) -> None:
    assert intents(line)[-1] == intent


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("- **ACTION**: UPDATE `a.ts`", "modify"),
        ("- **IMPLEMENT**: Create `a.ts`", "create"),
        ("- **THEN**: delete `a.ts`", "delete"),
        ("- **PATTERN**: Update flow of `a.ts`", "read"),
        ("- Edit: `a.ts`", "modify"),
        ("- **IMPLEMENT**: Create\n  `a.ts` with care", "create"),
        ("- **IMPLEMENT**: Create\n  it in `a.ts`", "mention"),
        ("- Create it\n- `a.ts`", "mention"),
        ("**Create:** `b.ts`\n**Read:** `a.ts`", "read"),
        ("### Decision: Don't modify `a.ts`", "mention"),
        ("**Files to modify:**\n\n- No changes to `a.ts`", "mention"),
        ("**Do not modify these:**\n\n- `a.ts`", "read"),
        ("### CREATE `b.ts`\n\n- It does not read `a.ts:20-30`", "read"),
    ],
)
def test_labels_and_denials_before_a_verb_are_heard(line: str, intent: str) -> None:
    assert intents(line)[-1] == intent


@pytest.mark.parametrize(
    ("cell", "intent"),
    [("**MODIFY** (lines 5-9)", "modify"), ("Updated", "modify"), ("DELETE", "delete"), ("unchanged", "read")],
)
def test_a_cell_of_its_own_says_what_is_meant(cell: str, intent: str) -> None:
    assert intents(f"## New files\n\n| File | What |\n|---|---|\n| `a.ts` | {cell} |") == [intent]
