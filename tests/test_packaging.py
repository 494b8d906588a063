"""What ships: the wheel as installed, without the source beside it; the hook, as pre-commit runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: Plans of a format that names no files: they stand in any repository.
BAD = ROOT / "fixtures/base-feature-plan/bad/wrong-agents.md"
GOOD = ROOT / "fixtures/base-feature-plan/ok/library-reservations.md"


def call(*command: str | Path, cwd: Path, code: int = 0, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_wheel_checks_a_plan_away_from_its_source(installed: Path, tmp_path: Path) -> None:
    shutil.copy(BAD, tmp_path / "bad.md")
    shutil.copy(GOOD, tmp_path / "good.md")
    call(installed / "planlint", "check", "good.md", cwd=tmp_path)
    assert ": error: " in call(installed / "planlint", "check", "--format", "concise", "bad.md", cwd=tmp_path, code=1)


def test_the_wheel_holds_the_five_rulesets(installed: Path, tmp_path: Path) -> None:
    printed = call(installed / "planlint", "test", cwd=tmp_path)
    for ruleset in (ROOT / "rulesets").glob("*.yaml"):
        assert ruleset.stem in printed


#: Runs the command line, and counts what planlint and its libraries have `re` compile.
COUNTING = """
import re, sys
compiled, compile = [], re._compiler.compile
re._compiler.compile = lambda source, flags=0: compiled.append(source) or compile(source, flags)
from planlint.start import main
main()
sys.exit(f"{len(compiled)} compiled")
"""


def test_the_wheel_holds_its_fixed_expressions(installed: Path, tmp_path: Path) -> None:
    """What a plan says may ask for a few that were not foreseen, and the standard library needs some before us."""
    shutil.copy(BAD, tmp_path / "bad.md")
    printed = call(installed / "python", "-c", COUNTING, "check", "--no-cache", "bad.md", cwd=tmp_path, code=1)
    assert int(printed.splitlines()[-1].split()[0]) < 20


def test_the_library_lints_a_text(installed: Path, tmp_path: Path) -> None:
    code = "import pickle, planlint; f = planlint.lint('# X\\n', ruleset='plan-spec'); print(pickle.loads(pickle.dumps(f))[0].rule)"
    assert "plan-spec/" in call(installed / "python", "-c", code, cwd=tmp_path)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with a good plan in a folder whose name has a blank and an umlaut."""
    folder = tmp_path / "team"
    plans = folder / "docs für uns" / "plans"
    plans.mkdir(parents=True)
    call("git", "init", "-q", cwd=folder)
    shutil.copy(GOOD, plans / "good.md")
    (folder / "notes.md").write_text("# Nothing to do with plans\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def configuration(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a configuration that names the hook of this checkout as it is now, committed or not."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in filter(None, call("git", "ls-files", "-z", cwd=ROOT).split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    call("git", "init", "-q", cwd=folder)
    call("git", "add", "-A", cwd=folder)
    call("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "Release", cwd=folder)
    revision = call("git", "rev-parse", "HEAD", cwd=folder).strip()
    return f"repos:\n- repo: {folder}\n  rev: {revision}\n  hooks:\n  - id: planlint\n"


def run_hook(runner: str, repository: Path, tmp_path: Path, code: int) -> str:
    """Run the hook as a runner of hooks does on a commit; the first time it installs it."""
    call("git", "add", "-A", cwd=repository)
    homes = {name: str(tmp_path / "cache") for name in ("PRE_COMMIT_HOME", "PREK_HOME")}
    command = (Path(sys.executable).parent / runner, "run", "--all-files", "--verbose")
    return call(*command, cwd=repository, code=code, **homes)


@pytest.mark.parametrize("runner", ["pre-commit", "prek"])
def test_the_hook_passes_a_good_plan_and_stops_a_bad_one(
    runner: str, configuration: str, repository: Path, tmp_path: Path
) -> None:
    (repository / ".pre-commit-config.yaml").write_text(configuration, encoding="utf-8")
    assert "Passed" in run_hook(runner, repository, tmp_path, 0)
    shutil.copy(BAD, repository / "docs für uns" / "plans" / "bad.md")
    printed = run_hook(runner, repository, tmp_path, 1)
    assert "Failed" in printed
    assert "bad.md" in printed
    assert "good.md:" not in printed
