"""The account of a source document's lines, and what of it no longer holds."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from planlint.cli.commands import cli
from planlint.rulesets import shipped

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = "Plans.\n\nEach plan has a goal.\nBe kind to whoever\nreads it.\n"
RULESET = """\
planlint: 1
ruleset: tiny-plan
title: Plans with a goal
source: {{ document: tiny.txt, lines: {lines}, sha256: {sha} }}
recognised by: [{{ points: 5, has: {{ section: Goal }} }}]
rules:
  has-goal:
    must have: {{ section: Goal }}
    source: 3
    quote: {quote}
    because: Without one nobody knows when it is done.
    say: The plan has no goal
    pass: "# P\\n## Goal\\n"
    fail: {{ plan: "# P\\n", at: 1 }}
unchecked:
  - {{ lines: {unchecked}, why: kindness is a matter of tone }}
structure: "1, 2"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiny.txt").write_text(DOCUMENT, encoding="utf-8")
    ruleset(tmp_path)
    return tmp_path


def ruleset(folder: Path, quote: str = "each plan has a goal", unchecked: str = "4-5", lines: int = 5) -> None:
    sha = hashlib.sha256(DOCUMENT.encode()).hexdigest()
    text = RULESET.format(sha=sha, quote=quote, unchecked=unchecked, lines=lines)
    (folder / "tiny.yaml").write_text(text, encoding="utf-8")


def called(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["coverage", *arguments])


def test_every_line_of_the_documents_that_ship_is_accounted_for() -> None:
    done = called()
    assert done.exit_code == 0
    assert done.stdout.count("     0 not accounted for\n") == len(shipped()) == 5


def test_the_account_says_what_is_not_checked_and_why(folder: Path) -> None:
    done = called("./tiny.yaml", "--document", str(folder / "tiny.txt"))
    assert done.exit_code == 0
    assert done.stdout == (
        "tiny-plan: 5 lines of tiny.txt\n"
        "     1 cited by 1 rule\n"
        "     2 not checked, for a reason\n"
        "     2 that ask nothing\n"
        "     0 not accounted for\n"
        "  Not checked, or not in all they ask:\n"
        "    4-5: kindness is a matter of tone\n"
    )


def test_a_line_that_is_left_over_fails(folder: Path) -> None:
    ruleset(folder, unchecked="5")
    done = called("./tiny.yaml")
    assert done.exit_code == 1
    assert "     1 not accounted for: 4\n" in done.stdout


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("reads it", "line 3 says no such thing; it stands at line 5 now."),
        ("every plan has one goal", "line 3 says no such thing; line 3 comes nearest: “Each plan has a goal.”."),
        ("quite another matter", "line 3 says no such thing."),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_quote_that_no_longer_holds_is_told_with_where_it_went(folder: Path, quote: str, said: str) -> None:
    ruleset(folder, quote=quote)
    done = called("./tiny.yaml", "--document", "tiny.txt")
    assert done.exit_code == 1
    assert done.stdout.endswith(f"tiny.txt:3: has-goal quotes “{quote}”, and {said}\n")


def test_a_document_that_has_changed_is_told(folder: Path) -> None:
    (folder / "tiny.txt").write_text(f"{DOCUMENT}More.\n", encoding="utf-8")
    done = called("./tiny.yaml", "--document", "tiny.txt", "--format", "json")
    assert done.exit_code == 1
    account = json.loads(done.stdout)
    assert [loss["line"] for loss in account["losses"]] == [1, 1]
    assert "sha256" in account["losses"][0]["message"]
    assert account["losses"][1]["message"].startswith("The document has 6 lines, and the ruleset was written for 5")
    assert account["rulesets"][0]["cited"] == [[3, 3]]
    assert account["rulesets"][0]["reasons"] == [{"lines": [[4, 5]], "why": "kindness is a matter of tone"}]


def without_an_edition(folder: Path) -> None:
    file = folder / "tiny.yaml"
    file.write_text(re.sub(r", lines: 5, sha256: \w+", "", file.read_text(encoding="utf-8")), encoding="utf-8")


def test_a_ruleset_may_leave_open_which_edition_it_was_written_from(folder: Path) -> None:
    without_an_edition(folder)
    done = called("./tiny.yaml", "--document", "tiny.txt")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "tiny-plan: 5 lines of tiny.txt")
    (folder / "tiny.txt").write_text(f"{DOCUMENT}More.\n", encoding="utf-8")
    done = called("./tiny.yaml", "--document", "tiny.txt")
    assert (done.exit_code, "     1 not accounted for: 6\n" in done.stdout) == (1, True)
    (folder / "tiny.txt").write_text("Plans.\n", encoding="utf-8")
    done = called("./tiny.yaml", "--document", "tiny.txt")
    assert (done.exit_code, "tiny.txt:1: has-goal cites line 3, and the document has 1." in done.stdout) == (1, True)


def test_lines_that_nobody_has_counted_are_not_accounted_for(folder: Path) -> None:
    without_an_edition(folder)
    done = called("./tiny.yaml")
    said = "give tiny.txt with --document, or write how many lines it has as `lines` in its source"
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"Error: The ruleset tiny-plan does not say how long its document is; {said}.\n"


@pytest.mark.usefixtures("folder")
def test_a_document_that_is_nobodys_is_refused() -> None:
    done = called("--document", "tiny.txt")
    assert (done.exit_code, done.stderr) == (
        2, "Error: No ruleset names tiny.txt as its document; say which ruleset it belongs to.\n",
    )  # fmt: skip
    assert "cannot be read: No such file" in called("./tiny.yaml", "--document", "none.txt").stderr
