"""The promises of SECURITY.md: each names tests that are there, and those that had none have them here."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planlint.cache import FOLDER
from planlint.reporters import REPORTERS
from tests.reliability.case import PLANLINT
from tests.reliability.fragments import crashes
from tests.reliability.watching import watch

ROOT = Path(__file__).parent.parent
SAID = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PROMISES = re.findall(r"^(\d+)\. \*\*(.+?)\*\*(.*?)(?=^\d+\. |\Z)", SAID, re.MULTILINE | re.DOTALL)
CORPUS = sorted((ROOT / "tests/corpus").iterdir())
PLAN = (ROOT / "fixtures/feature-plan/bad/tasks-without-checks.md").read_text(encoding="utf-8")


def test_there_are_fifteen_promises() -> None:
    assert [int(number) for number, _, _ in PROMISES] == list(range(1, 16))


@pytest.mark.parametrize(("number", "text"), [(number, text) for number, _, text in PROMISES])
def test_a_promise_names_tests_that_are_there(number: str, text: str) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert named or (number in {"6", "7"} and "Waits for fixes" in text)
    for file, name in named:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}, f"{file}::{name}"


def test_the_readme_names_every_promise() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [title for _, title, _ in PROMISES if title.rstrip(".").lower() not in readme.lower()] == []


@pytest.mark.parametrize("form", REPORTERS)
def test_what_was_not_judged_is_said_in_every_format(form: str, tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(PLAN, encoding="utf-8")
    (tmp_path / "broken.md").write_bytes(b"# Plan: \xff\n")
    done = call(tmp_path, "--ruleset", "feature-plan", "--format", form, "good.md", "broken.md")
    assert done.returncode == 2
    assert "broken.md" in done.stdout
    assert "not-utf-8" in done.stdout or "is not UTF-8" in done.stdout


def call(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PLANLINT, "check", *arguments], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip


@pytest.mark.uncounted
def test_fragments_in_any_order_are_judged() -> None:
    count, found = crashes(4, every=53)  # a fifth of them in .ci/run, by figures.py --quick; all of them by figures.py
    assert found == []
    assert count > 500


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_what_once_crashed_is_judged(file: Path) -> None:
    options = ("--no-config", "--no-repository", "--no-cache", "--fail-on", "never", "--ruleset", "feature-plan")
    done = call(ROOT, *options, str(file))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a repository with a plan that speaks of files, and a secret outside of it that links lead to."""
    folder = tmp_path / "work"
    folder.mkdir()
    (tmp_path / "secret.md").write_text("# Plan: secret\n", encoding="utf-8")
    (folder / "plan.md").write_text(f"{PLAN}\n- See `../secret.md`, `link.md` and `secret/x.md`\n", encoding="utf-8")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "secret").symlink_to(tmp_path)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


def test_linting_starts_git_alone_and_writes_its_cache_alone(tree: Path) -> None:
    home = tree.parent / "home"
    seen = watch(tree, "check", "--report", "json=out.json", "plan.md", XDG_CACHE_HOME=str(home))
    assert seen.code == 1
    assert set(seen.started) == {"git"}
    assert seen.connected == []
    beside = str(tree / ".planlint-")  # the report before it is whole, which then takes the report's name
    expected = (str(tree / ".planlint_cache"), str(home), str(tree / "out.json"), beside, os.devnull)
    assert [path for path in seen.written if not path.startswith(expected) and "__pycache__" not in path] == []
    assert {file.name for file in tree.iterdir()} == {
        ".git",
        ".planlint_cache",
        "plan.md",
        "link.md",
        "secret",
        "out.json",
    }


def test_nothing_outside_the_root_is_read(tree: Path) -> None:
    seen = watch(tree, "check", "--no-cache", "--fail-on", "never", ".")
    assert seen.code == 2  # the link is said
    ours = (str(tree), str(ROOT), sys.base_prefix, sys.prefix, "/dev/null", "/proc/self")
    assert [path for path in seen.read if not path.startswith(ours)] == []
    assert str(tree / "plan.md") in seen.read


ENVIRONMENTS = (
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"},
    {"LANG": "C", "LC_ALL": "C"},
    {"LC_ALL": "C.UTF-8", "TZ": "America/New_York"},
)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    names = [f"plan-{number}.md" for number in range(3)]
    for name in names:
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    outputs = set()
    for environment in ENVIRONMENTS:
        for jobs, order in (("1", names), ("2", names[::-1])):
            for kind in ("answers", "results"):  # each run is to judge for itself
                shutil.rmtree(tmp_path / FOLDER / kind, ignore_errors=True)
            outputs.add(call(tmp_path, "--format", "json", "--jobs", jobs, *order, **environment).stdout)
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())["plans"]) == 3


def test_run_as_a_module_it_imports_nothing_from_the_working_folder(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("# Plan\n", encoding="utf-8")
    for name in ("re", "json", "signal", "regex", "markdown_it", "struct"):
        (tmp_path / f"{name}.py").write_text("open('sprung', 'w')\n", encoding="utf-8")
    line = [sys.executable, "-m", "planlint", "check", "--no-cache", "plan.md"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "sprung").exists()
