"""planlint's own rules: what is told of any plan, whatever its format."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from planlint.markdown.structure import Spoiled
from planlint.run import judging

if TYPE_CHECKING:
    from pathlib import Path

    from planlint.markdown.document import Document

from tests.check.tiny import GOOD, check, reported, rules


def test_fences_that_do_not_balance_are_said_once_and_spoil_no_finding(folder: Path) -> None:
    sample = "```markdown\n# A\n```bash\nls\n```\n### Task 2: In the sample\n```\n"
    (folder / "x.md").write_text(f"{GOOD}\n## More\n\n{sample}\n# End\n", encoding="utf-8")
    report = reported("x.md", code=0)
    assert rules(report) == ["planlint/unbalanced-fence"]
    assert report["findings"][0]["severity"] == "warning"  # type: ignore[index]
    assert report["complete"] is True
    assert rules(reported("x.md", "--ignore", "planlint/unbalanced-fence")) == []


def test_what_a_rule_says_of_a_spoiled_region_is_dropped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parse = judging.parse

    def spoiling(text: str, path: str) -> Document:
        document = parse(text, path)
        spoiled = Spoiled(5, 6, 6, "The fence is open", "Close it", judged=False)
        document.blocks = dataclasses.replace(document.blocks, spoiled=(spoiled,))
        return document

    monkeypatch.setattr(judging, "parse", spoiling)
    (folder / "x.md").write_text(
        "# P\n## Goal\nx\n\n- Modify `src/a.py`\n   ```\n   ```\n- Modify `src/b.py`\n", encoding="utf-8"
    )
    done = check("x.md", "--format", "concise")
    assert done.stdout == (
        "x.md:6:4: warning: The fence is open [planlint/unbalanced-fence]\n"
        "x.md:8:11: warning: src/b.py is not in the repository [tiny-plan/file-exists]\n"
    )


def test_control_characters_are_noted_at_their_column(folder: Path) -> None:
    (folder / "x.md").write_bytes(GOOD.encode() + "ab\x0bc\x00\n\u202ex\n".encode())
    report = reported("x.md", "--min-severity", "note", "--select", "control-character", code=0)
    found = [(each["start"], each["message"]) for each in report["findings"]]  # type: ignore[attr-defined]
    line = GOOD.count("\n") + 1
    assert found == [
        (
            {"line": line, "column": 3},
            "The line holds the character U+000B (vertical tab), and 1 more of the kind",
        ),
        ({"line": line + 1, "column": 1}, "The line holds the character U+202E (right-to-left override)"),
    ]
    assert report["complete"] is True


@pytest.mark.parametrize(
    "text",
    [
        "A\n---\n\nB\n---\n\n### C\n",
        "A\n===\n\nB\n---\n\n## C\n\n## D\n",
        "A\n===\n\n# B\n\n# C\n",
        "# A\n\nb\n\n---\n",
        "# A\n\nB\n---\n### C\n### D\n",
    ],
)
def test_headings_that_are_underlined_on_purpose_are_no_accident(folder: Path, text: str) -> None:
    (folder / "x.md").write_text(text, encoding="utf-8")
    assert rules(reported("x.md", "--select", "accidental-heading", code=0)) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# A\n\nRun `sh -c '\n\n# one\na\n\n# two\n\nb'` now.\n\n# B\n", [5, 8]),
        ("# A\n\nRun `sh`\n\n# B\n\nand `ls`.\n", []),
        ("# A\n\nA stray ` here.\n\n## B\n\nAnd ` there.\n", []),
        ("# A\n\nA stray ` here.\n\n# B\n", []),
    ],
)
def test_a_comment_in_a_command_of_several_paragraphs_is_told(folder: Path, text: str, lines: list[int]) -> None:
    (folder / "x.md").write_text(text, encoding="utf-8")
    found = reported("x.md", "--select", "accidental-heading", code=0)["findings"]
    assert [each["start"]["line"] for each in found] == lines  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("no-heading", "# A\n\n## B\n\n#1 is fixed, #tag\n\n```\n##c\n```\n\n`##d`\n\n## \n\n##\n"),
        ("empty-box", "- [x] a\n- [ ]\n  b\n- [ ]\n\n  c\n- [ ]\n  - d\n-\n\n| a |\n|---|\n| [ ] |\n"),
        ("look-alike-box", "- [ ] a\n- [x] b\n- [-] c\n- [link](x.md)\n- `[]`\n- list[int]\n"),
    ],
)
def test_what_is_written_well_or_meant_otherwise_is_not_told(folder: Path, rule: str, text: str) -> None:
    (folder / "x.md").write_text(text, encoding="utf-8")
    assert rules(reported("x.md", "--select", rule, code=0)) == []


def test_a_plan_in_a_fence_is_told(folder: Path) -> None:
    (folder / "x.md").write_text("```markdown\n# Plan\n\n## Steps\n```\n", encoding="utf-8")
    (folder / "y.md").write_text("```sh\n# Plan\nls\n```\n", encoding="utf-8")
    (folder / "z.md").write_text("# Plan\n\nAnd more than that.\n\n```md\n# A\n# B\n```\n", encoding="utf-8")
    said = check("x.md", "y.md", "z.md", "--no-config", "--format", "concise", ruleset="").stdout.splitlines()
    fence = "; nearly all of it is one block of code: remove the fence, if that is the plan"
    assert said[:3] == [
        f"{path}:1:1: note: No ruleset fits this file{more} [planlint/unrecognised]"
        for path, more in (("x.md", fence), ("y.md", ""), ("z.md", ""))
    ]


@pytest.mark.parametrize(
    ("rule", "lines", "said"),
    [
        ("control-character", "\x0b\n", "(and so do 20 more lines)"),
        ("empty-heading", "#\n", "this one has none (nor have 20 more)"),
        ("accidental-heading", "# b\n# c\na\n---\n", "“a” (and 20 more)"),
        ("accidental-heading", "a `\n\n# b\n\nc ` d\n\n", "behind a blank line (and 20 more)"),
        ("no-heading", "##b\n", "read as text (and so are 20 more)"),
        ("look-alike-box", "- []\n", "read as text (and so are 20 more)"),
        ("empty-box", "- [ ]\n", "nothing behind it (nor have 20 more)"),
        ("ambiguous-heading", "a |\n---\n\n", "for a heading (and 20 more)"),
        ("unclosed-comment", "- <!--\n", "behind it (nor do 20 more)"),
        ("unbalanced-fence", "- ```sh\n", "plan ends (20 more do not balance)"),
    ],
)
def test_planlint_tells_of_a_hundred_places_and_counts_the_others(
    folder: Path, rule: str, lines: str, said: str
) -> None:
    for count, more in ((120, said), (100, "")):
        (folder / "x.md").write_text(lines * count, encoding="utf-8")
        report = reported("x.md", "--min-severity", "note", "--select", rule)
        assert rules(report) == [f"planlint/{rule}"] * 100
        last = report["findings"][-1]["message"]  # type: ignore[index]
        assert ("more" in last, last.endswith(more)) == (bool(more), True)
