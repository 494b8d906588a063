"""Answers from the cache: the very same as without it, whatever was changed in between."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planlint import rulesets
from planlint.answers import KIND, ask
from planlint.cache import FOLDER
from planlint.start import main
from tests.cited import RULESET

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = "# P\n\n## Tasks\n\nSee `src/a.py`, `src/new/b.py` and `src/c.py:9`.\n"
#: Things are kept only when they are older than this.
STEP = 0.03


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def rewrite_in_place(path: str, old: str, new: str) -> None:
    """Change a file, but neither its size nor its times."""
    before = Path(path).stat()
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    assert len(old) == len(new)
    Path(path).write_text(text.replace(old, new), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[], object]] = {
    "the plan": lambda: write("docs/plan.md", PLAN + "\nAnd `src/d.py`.\n"),
    "the plan, unseen": lambda: rewrite_in_place("docs/plan.md", "src/a.py", "src/x.py"),
    "a cited file comes": lambda: write("src/new/b.py", ""),
    "a cited file goes": lambda: Path("src/a.py").unlink(missing_ok=True),
    "a cited file grows": lambda: write("src/c.py", "x\n" * 30),
    "a cited file shrinks": lambda: write("src/c.py", "x\n"),
    "a file is ignored": lambda: write(".gitignore", "a.py\n"),
    "a file is ignored below": lambda: write("src/.gitignore", "b.py\n"),
    "a configuration": lambda: write(".planlint.yaml", "rules: {mine/cited: warning}\n"),
    "a nearer configuration": lambda: write("docs/planlint.yaml", "rules: {mine/cited: 'off'}\n"),
    "no configuration": lambda: [
        Path(name).unlink(missing_ok=True) for name in (".planlint.yaml", "docs/planlint.yaml")
    ],
    "another plan": lambda: write("docs/more.md", PLAN),
    "the ruleset": lambda: write("mine.yaml", RULESET.replace("is not there", "is missing")),
    "nothing but time": lambda: os.utime("docs/plan.md"),
    "nothing": lambda: None,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"mine.yaml": RULESET, "docs/plan.md": PLAN, "src/a.py": "", "src/c.py": "x\n"}.items():
        write(name, text)
    Path("src/new").mkdir()
    subprocess.run(["git", "init", "-q"], check=True)
    time.sleep(STEP)
    return tmp_path


def run(*options: str) -> tuple[str, str, int]:
    """Return what a call prints and its exit code; in this process."""
    return call("--ruleset", "./mine.yaml", *options, "docs")


def call(*arguments: str) -> tuple[str, str, int]:
    """Return what any call prints and its exit code."""
    vars(rulesets)["_read"].cache_clear()  # each call stands for a process of its own
    sys.argv = ["planlint", "check", "--format", "concise", *arguments]
    code = main()
    return (*_captured(), code)


_captured: Callable[[], tuple[str, str]] = lambda: ("", "")  # noqa: E731 - set by each test


@pytest.fixture(autouse=True)
def captured(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "_captured", lambda: tuple(capsys.readouterr()))
    monkeypatch.setattr(sys, "argv", sys.argv)


def answers(folder: Path) -> int:
    kept = folder / FOLDER / KIND
    return len(list(kept.iterdir())) if kept.exists() else 0


def is_answered() -> bool:
    question = ask(sys.argv[1:], time.time_ns())
    return question is not None and question.answer() is not None


def test_an_unchanged_run_is_answered_from_the_cache(folder: Path) -> None:
    first = run()
    time.sleep(STEP)
    assert run() == first  # the first made the cache's own folder, and so changed the tree
    assert answers(folder) == 1
    assert is_answered()
    assert run() == first == run("--no-cache")


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(folder: Path, change: str) -> None:
    for _ in range(2):
        run()
        time.sleep(STEP)
    CHANGES[change]()
    seen = run()
    assert seen == run("--no-cache")
    time.sleep(STEP)
    assert run() == seen
    assert folder.exists()


@given(st.lists(st.sampled_from(sorted(CHANGES)), max_size=5))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changes_are_seen(folder: Path, changes: list[str]) -> None:
    for name in changes:
        if name != "the plan, unseen":
            CHANGES[name]()
        time.sleep(STEP)
        assert run() == run("--no-cache")
    assert folder.exists()


HOUSE = "planlint: 1\nruleset: house\ntitle: House\nextends: ./mine.yaml\nrelax: {{cited: {{to: {}, because: they come and go}}}}\n"
#: What is there besides, what is asked, and what is changed then: nothing of it is a plan or has rules of its own.
BESIDES: dict[str, tuple[dict[str, str], str, Callable[[], object]]] = {
    "an exclusion of all that is named": (
        {".planlint.yaml": "exclude: [docs/*]\n"},
        "--ruleset ./mine.yaml docs/plan.md",
        lambda: write(".planlint.yaml", "fail-on: never\n"),
    ),
    "what is excluded": (
        {".planlint.yaml": "exclude: [docs/*]\n"},
        "docs/plan.md",
        lambda: Path("docs/plan.md").unlink(),
    ),
    "an exclusion below": (
        {"docs/x/.planlint.yaml": "exclude: [p.md]\n", "docs/x/p.md": PLAN},
        "--ruleset ./mine.yaml docs",
        lambda: write("docs/x/.planlint.yaml", "exclude: []\n"),
    ),
    "a configuration by option": (
        {"c.yaml": "fail-on: error\n"},
        "--config c.yaml --ruleset ./mine.yaml docs/plan.md",
        lambda: write("c.yaml", "fail-on: never\n"),
    ),
    "no configuration by option": (
        {"c.yaml": "fail-on: never\n"},
        "--config c.yaml --ruleset ./mine.yaml docs/plan.md",
        lambda: Path("c.yaml").unlink(),
    ),
    "a ruleset without rules": (
        {"house.yaml": HOUSE.format("warning")},
        "--ruleset ./house.yaml docs/plan.md",
        lambda: write("house.yaml", HOUSE.format("note")),
    ),
    "a ruleset without rules, by configuration": (
        {"house.yaml": HOUSE.format("warning"), ".planlint.yaml": "plans: [{files: docs/*, ruleset: house.yaml}]\n"},
        "docs/plan.md",
        lambda: write("house.yaml", HOUSE.format("note")),
    ),
    "a file is ignored above": (
        {"docs/more.md": PLAN},
        "--ruleset ./mine.yaml docs",
        lambda: write(".gitignore", "plan.md\n"),
    ),
    "a file is ignored everywhere": (
        {"everywhere": "", "docs/more.md": PLAN},
        "--ruleset ./mine.yaml docs",
        lambda: write("everywhere", "plan.md\n"),
    ),
}


@pytest.mark.parametrize("change", BESIDES)
def test_a_change_beside_plans_and_rules_is_seen(folder: Path, change: str) -> None:
    files, asked, happens = BESIDES[change]
    for name, text in files.items():
        write(name, text)
    subprocess.run(["git", "config", "core.excludesFile", str(folder / "everywhere")], check=True)
    time.sleep(STEP)
    for _ in range(2):
        before = call(*asked.split())
        time.sleep(STEP)
    assert is_answered()
    happens()
    seen = call(*asked.split())
    assert seen == call("--no-cache", *asked.split())
    assert seen != before


def test_touching_a_plan_changes_nothing(folder: Path) -> None:
    for _ in range(2):
        run()
        time.sleep(STEP)
    os.utime(folder / "docs/plan.md", ns=(1, 1))
    assert is_answered()


def test_what_could_not_be_judged_is_not_kept(folder: Path) -> None:
    (folder / "docs/bad.md").write_bytes(b"\xff")
    time.sleep(STEP)
    for _ in range(3):
        assert run()[2] == 2
        time.sleep(STEP)
    assert answers(folder) == 0


@pytest.mark.parametrize("option", ["--no-cache", "--report=json=out.json", "--debug", "--base=HEAD", "-"])
def test_some_runs_are_never_answered_from_the_cache(option: str) -> None:
    assert ask(["check", option, "docs"], 0) is None
    assert ask(["which", "docs"], 0) is None
    assert ask([], 0) is None


def test_an_answer_loads_nothing_heavy(folder: Path) -> None:
    for _ in range(2):
        run()
        time.sleep(STEP)
    code = (
        "import sys; from planlint.start import main; main(); "
        "heavy = {'pydantic', 'yaml', 'markdown_it', 'click', 're', 'json', 'pathlib', 'typing', 'hashlib'} & set(sys.modules); "
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path[:0] = {sys.path!r}; sys.argv = {sys.argv!r}; {code}",
    ]
    for _ in range(3):  # its output is no terminal, as here
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        time.sleep(STEP)
    assert (done.returncode, done.stderr.count("loaded")) == (0, 0), done.stderr
