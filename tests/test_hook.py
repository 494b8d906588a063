"""Coding agents' hooks: payloads as recorded, and the answers that each agent understands."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.payload import PayloadError, Plan, plans_folder, read

ROOT = Path(__file__).parent.parent
PAYLOADS = ROOT / "tests/payloads"
BAD = ROOT / "fixtures/base-feature-plan/bad/wrong-agents.md"
GOOD = ROOT / "fixtures/base-feature-plan/ok/library-reservations.md"
PLANLINT = Path("planlint")


@pytest.fixture(autouse=True)
def wheel(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Call what users install, which starts sooner than a checkout."""
    monkeypatch.setattr(sys.modules[__name__], "PLANLINT", installed / "planlint")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder that an agent works in, a git checkout with a good plan and a bad one."""
    work = tmp_path / "work"
    work.mkdir()
    shutil.copy(GOOD, work / "good.md")
    shutil.copy(BAD, work / "bad.md")
    (work / "notes.md").write_text("# Notes\n", encoding="utf-8")
    (work / "app.py").write_text("", encoding="utf-8")
    return work


def payload(name: str, folder: Path, **changes: Any) -> bytes:
    """Return a recorded payload, put into this folder; changes are to the tool's input."""
    text = (PAYLOADS / f"{name}.json").read_text(encoding="utf-8").replace("{folder}", str(folder))
    data = json.loads(text)
    data.get("tool_input", {}).update(changes)
    return json.dumps(data).encode()


def hook(data: bytes, folder: Path, *options: str) -> tuple[int, str]:
    """Return the exit code and what the agent reads; nothing is ever written to standard output."""
    home = folder.parent / "home"
    done = subprocess.run(
        [PLANLINT, "hook", *options],
        input=data, capture_output=True, check=False, cwd=folder,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.stdout == b""
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize("name", ["claude-post-write", "claude-post-edit", "gemini-after-write"])
def test_a_plan_that_was_written_is_linted(name: str, folder: Path) -> None:
    code, said = hook(payload(name, folder, file_path=str(folder / "bad.md")), folder)
    assert code == 2
    assert said.startswith("Follow the orders as they are listed")
    assert "error base-feature-plan/" in said
    assert "proof: planlint check" in said
    assert hook(payload(name, folder, file_path=str(folder / "good.md")), folder) == (0, "")


@pytest.mark.parametrize("other", ["notes.md", "app.py", "gone.md"])
def test_what_is_no_plan_is_left_alone(other: str, folder: Path) -> None:
    assert hook(payload("claude-post-write", folder, file_path=str(folder / other)), folder) == (0, "")


def test_a_plan_in_the_payload_is_refused_once(folder: Path) -> None:
    data = payload("claude-exit-plan", folder, plan=BAD.read_text(encoding="utf-8"))
    code, said = hook(data, folder)
    assert (code, "error base-feature-plan/" in said) == (2, True)
    assert hook(data, folder) == (0, "planlint: This plan was refused before, and is let through as it stands.\n")
    other = payload("claude-exit-plan", folder, plan=BAD.read_text(encoding="utf-8") + "\nMended.\n")
    assert hook(other, folder)[0] == 2
    assert hook(payload("claude-exit-plan", folder, plan=GOOD.read_text(encoding="utf-8")), folder) == (0, "")


def test_a_plan_that_is_not_in_the_payload_lies_in_the_plans_folder(folder: Path) -> None:
    plans = folder.parent / "home/.claude/plans"
    plans.mkdir(parents=True)
    shutil.copy(BAD, plans / "brave-otter.md")
    assert hook(payload("claude-exit-plan-empty", folder), folder)[0] == 2
    shutil.copy(BAD, folder / "plan.md")
    shutil.rmtree(plans)
    assert hook(payload("claude-exit-plan-empty", folder), folder) == (0, "")
    (folder / ".claude").mkdir()
    (folder / ".claude/settings.json").write_text('{"plansDirectory": "."}', encoding="utf-8")
    assert plans_folder(folder, folder) == folder
    (folder / "good.md").unlink()
    (folder / "notes.md").unlink()
    assert hook(payload("claude-exit-plan-empty", folder), folder)[0] == 2


def test_a_named_plan_is_read(folder: Path) -> None:
    assert hook(payload("gemini-exit-plan", folder, plan_path=str(folder / "bad.md")), folder)[0] == 2


def test_options_of_check_are_taken(folder: Path) -> None:
    data = payload("claude-post-write", folder, file_path=str(folder / "bad.md"))
    assert hook(data, folder, "--fail-on", "never") == (0, "")


def test_what_makes_a_check_fail_is_an_order_whatever_is_to_be_shown(folder: Path) -> None:
    data = payload("claude-post-write", folder, file_path=str(folder / "bad.md"))
    plain = hook(data, folder, "--fail-on", "note")
    assert hook(data, folder, "--fail-on", "note", "--min-severity", "error") == plain
    assert re.search(r"^\d+\. .* note \S+$", plain[1], re.MULTILINE)


def test_what_planlint_cannot_judge_never_blocks(folder: Path) -> None:
    (folder / "bad.md").write_bytes(b"\xff")
    code, said = hook(payload("claude-post-write", folder, file_path=str(folder / "bad.md")), folder)
    assert code == 1
    assert "bad.md:1: " in said
    assert "[not-utf-8]" in said
    assert "Traceback" not in said
    for data in (b"", b"[]", b"{", b'{"hook_event_name": 1}', b"\xff"):
        code, said = hook(data, folder)
        assert code == 1
        assert said.startswith("planlint: A hook's input is")


LONG = "x" * 300


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("claude-post-write", {"tool_input": {"file_path": f"{LONG}.md"}}, "The file cannot be read: File name too"),
        ("claude-exit-plan", {"tool_input": {"plan_path": LONG}}, "The file cannot be read: File name too long."),
        ("claude-exit-plan", {"cwd": "a\0b"}, "A hook's input names a folder as cwd, and this is no path"),
        ("claude-stop", {"cwd": "\ud800"}, "A hook's input names a folder as cwd, and this is no path"),
        ("claude-exit-plan-empty", {"cwd": "a\0b"}, "A hook's input names a folder as cwd, and this is no path"),
        ("claude-stop", {"cwd": LONG}, "File name too long"),
    ],
)
def test_what_no_file_can_be_called_is_told(name: str, changes: dict[str, Any], said: str, folder: Path) -> None:
    code, heard = hook(json.dumps({**json.loads(payload(name, folder)), **changes}).encode(), folder)
    assert code == 1
    assert said in heard
    assert "bug" not in heard


@pytest.mark.parametrize("path", ["a\0.md", "a\ud800.md", "dangling.md", "folder.md", "pipe.md", "good.md/x.md"])
def test_what_is_no_file_is_left_alone(path: str, folder: Path) -> None:
    (folder / "dangling.md").symlink_to("nowhere")
    (folder / "folder.md").mkdir()
    os.mkfifo(folder / "pipe.md")
    assert hook(payload("claude-post-write", folder, file_path=path), folder) == (0, "")


def test_input_that_is_nested_without_end_is_told(folder: Path) -> None:
    said = "planlint: A hook's input is JSON, and this is nested too deep\n"
    assert hook(b'{"hook_event_name":' + b"[" * 100_000, folder) == (1, said)


def test_input_that_is_closed_is_told(folder: Path) -> None:
    command = [PLANLINT, "hook"]
    done = subprocess.run(["sh", "-c", 'exec "$@" <&-', "sh", *command], capture_output=True, check=False, cwd=folder)
    said = b"planlint: A hook's input comes on standard input, and that is closed\n"
    assert (done.returncode, done.stderr) == (1, said)


@pytest.mark.parametrize(
    "settings", ['{"plansDirectory": "~nosuchuser/x"}', '{"plansDirectory": "a\\u0000b"}', "[" * 100_000]
)
def test_settings_that_lead_nowhere_are_no_fault_of_the_plans(settings: str, folder: Path) -> None:
    (folder / ".claude").mkdir()
    (folder / ".claude/settings.json").write_text(settings, encoding="utf-8")
    assert hook(payload("claude-exit-plan-empty", folder), folder) == (0, "")


def test_at_a_stop_the_plans_that_changed_are_linted(folder: Path) -> None:
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    assert hook(payload("claude-stop", folder), folder) == (0, "")
    (folder / "bad.md").write_text(BAD.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    code, said = hook(payload("claude-stop", folder), folder)
    assert (code, "bad.md:" in said, "good.md:" in said) == (2, True, False)


def test_what_cannot_be_judged_hides_no_orders(folder: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    (folder / "worse.md").write_bytes(b"\xff")
    code, said = hook(payload("claude-stop", folder), folder)
    assert (code, "bad.md:" in said, "worse.md" in said) == (2, True, True)


def test_half_a_character_in_a_plan_is_told(folder: Path) -> None:
    code, said = hook(payload("claude-exit-plan", folder, plan="# P\ud800\n"), folder)
    assert (code, "[not-utf-8]" in said) == (1, True)


def test_a_stop_that_a_hook_caused_is_no_cause(folder: Path) -> None:
    data = json.loads(payload("claude-stop", folder))
    assert read(json.dumps(data).encode(), folder).changed
    data["stop_hook_active"] = True
    assert not read(json.dumps(data).encode(), folder).changed


NAMES = st.sampled_from(["tool_name", "cwd", "session_id", "plan", "file_path", "stop_hook_active", "plansDirectory"])


@given(st.dictionaries(NAMES | st.text(), st.none() | st.booleans() | st.text() | st.lists(st.text())))
def test_no_payload_makes_reading_raise(given: dict[str, Any]) -> None:
    for event in ("PostToolUse", "PreToolUse", "Stop", "Other"):
        data = {"hook_event_name": event, "tool_name": "ExitPlanMode", **given, "tool_input": given}
        try:
            task = read(json.dumps(data).encode(), Path("/nonexistent"))
        except PayloadError:
            continue
        assert all(isinstance(plan, Plan) for plan in task.plans)
