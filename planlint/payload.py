"""What a coding agent hands to its hooks: the plan it is about, as text or as a file; Claude Code and Gemini CLI."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planlint.files import content
from planlint.named import NamedTuple

#: The events after which a file has been written, and the keys that tools write its path under.
WRITTEN = frozenset({"PostToolUse", "AfterTool"})
PATHS = ("file_path", "absolute_path", "path")
#: The tool that ends planning, before which the plan can still be refused.
ASKED = frozenset({"PreToolUse", "BeforeTool", "PermissionRequest"})
PLANNED = frozenset({"ExitPlanMode", "exit_plan_mode"})
PLAN_FILES = ("plan_path", "planFilePath", "plan_file_path", "plan_filename")
#: The events at which an agent means to be done.
DONE = frozenset({"Stop", "SubagentStop", "AfterAgent"})
MARKDOWN = (".md", ".markdown")
#: Where Claude Code's settings lie, the nearest first.
SETTINGS = (".claude/settings.local.json", ".claude/settings.json")
MOST_BYTES = 16 << 20


class PayloadError(ValueError):
    """The input is no hook's; the message says why."""


class Plan(NamedTuple):
    """A plan to lint: the file at `path`, or a text that lies in no file yet."""

    path: str
    text: str | None = None


class Task(NamedTuple):
    """What a hook is to lint: plans, or whatever changed; `folder` is where the agent works, `session` its session."""

    folder: str
    session: str
    plans: tuple[Plan, ...] = ()
    changed: bool = False


def read(data: bytes, home: Path) -> Task:
    """Return what a hook's input asks for; nothing, for events that are about no plan. Raises PayloadError."""
    try:
        payload = json.loads(data)
    except RecursionError:
        raise PayloadError("A hook's input is JSON, and this is nested too deep") from None
    except ValueError as error:
        raise PayloadError(f"A hook's input is JSON, and this is not: {error}") from None
    if not isinstance(payload, Mapping) or not isinstance(payload.get("hook_event_name"), str):
        raise PayloadError("A hook's input is a JSON object with hook_event_name, and this is none")
    return _task(payload, home)


def _task(payload: Mapping[str, Any], home: Path) -> Task:
    event, tool = payload["hook_event_name"], _text(payload, "tool_name")
    given = payload.get("tool_input")
    given = given if isinstance(given, Mapping) else {}
    task = Task(_text(payload, "cwd") or os.curdir, _text(payload, "session_id"))
    if event in DONE:
        return task._replace(changed=payload.get("stop_hook_active") is not True)
    if event in ASKED and tool in PLANNED:
        return task._replace(plans=tuple(_planned(given, Path(task.folder), home)))
    if event in WRITTEN:
        return task._replace(plans=tuple(_written(given)))
    return task


def _text(mapping: Mapping[str, Any], key: str) -> str:
    value = mapping.get(key)
    return value if isinstance(value, str) else ""


def _written(given: Mapping[str, Any]) -> list[Plan]:
    path = next((path for path in (_text(given, key) for key in PATHS) if path), "")
    return [Plan(path)] if path.lower().endswith(MARKDOWN) else []


def _planned(given: Mapping[str, Any], folder: Path, home: Path) -> list[Plan]:
    """Return the plan that is handed over: in the payload, in a file it names, or the newest in the plans' folder."""
    if _text(given, "plan"):
        return [Plan("", _text(given, "plan"))]
    named = next((path for path in (_text(given, key) for key in PLAN_FILES) if path), "")
    if named:
        return [Plan(named)]
    plans = [path for path in plans_folder(folder, home).glob("*.md") if path.is_file()]
    return [Plan(str(max(plans, key=lambda path: path.stat().st_mtime)))] if plans else []


def plans_folder(folder: Path, home: Path) -> Path:
    """Return where Claude Code keeps plans: as its settings say, else in the user's home."""
    for file in (*(folder / name for name in SETTINGS), home / ".claude/settings.json"):
        try:
            settings = json.loads(content(file, MOST_BYTES))
        except (OSError, ValueError, RecursionError):
            continue
        if isinstance(settings, Mapping) and _text(settings, "plansDirectory"):
            return folder / os.path.expanduser(_text(settings, "plansDirectory"))  # noqa: PTH111 - bears unknown users
    return home / ".claude/plans"
