"""Results from the cache: what came of each plan before, as long as all that it rests on is as it was."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from planlint import rulesets
from planlint.answers import FILE, ONE_OF_MANY, condition
from planlint.cache import FOLDER
from planlint.cli.commands import cli
from planlint.report import ErrorEntry
from planlint.repository import Repository, Witnessed, says_the_same
from planlint.run import results, witness
from planlint.run.results import KIND
from tests.cited import RULESET as CITED

if TYPE_CHECKING:
    from collections.abc import Sequence

FIXTURES = Path(__file__).parent.parent / "fixtures"
PLAN = "# P\n\n## Tasks\n\nSee `src/a.py`, `src/new/b.py` and `src/c.py:9`. Run `make all`.\n"
DIRECTIVE = "\n<!-- planlint-disable-next-line mine/cited -- because -->\nSee `src/d.py`.\n"
RULESET = (
    CITED
    + """\
  new:
    for each: {path: '*'}
    should not exist: [in the repository]
    source: 2
    because: Reasons.
    say: "`{text}` is there"
    pass: {plan: "# P `b.py`\\n", files: [a.py]}
    fail: {plan: "# P `a.py`\\n", files: [a.py], at: 1}
  saved:
    should be saved as: ['docs/*']
    source: 3
    because: Reasons.
    say: "it is `{found}`"
    pass: {plan: "# P\\n", path: docs/p.md}
    fail: {plan: "# P\\n", path: p.md, at: 1}
"""
)
#: Runs that judge the same plans by other terms.
TERMS: dict[str, Sequence[str]] = {
    "as it is": (),
    "another rule": ("--ignore", "mine/cited"),
    "one rule": ("--select", "mine/cited"),
    "nothing silenced": ("--no-silence",),
    "no repository": ("--no-repository",),
    "a base": ("--base", "HEAD"),
    "another root": ("--root", "docs"),
    "another ruleset": ("--ruleset", "plan-spec"),
    "a configuration": ("--config", "house.yaml"),
    "another configuration": ("--config", "reasons.yaml"),
}


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    files = {
        "mine.yaml": RULESET,
        "house.yaml": "rules: {mine/cited: note}\n",
        "reasons.yaml": "silence: {require-reason: true}\n",
        "docs/one.md": PLAN + DIRECTIVE,
        "docs/two.md": PLAN,
        "docs/three.md": "# P\n\n## Tasks\n\nNothing to look up.\n",
        "src/a.py": "",
        "src/c.py": "x\n",
    }
    for name, text in files.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    identity = ("-c", "user.name=A", "-c", "user.email=a@b.c")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "First")):
        subprocess.run(["git", *identity, *command], check=True)
    (tmp_path / "src/new").mkdir()
    (tmp_path / "src/new/b.py").touch()  # after the base
    return tmp_path


def check(*options: str) -> tuple[str, int]:
    """Return what a check prints and its exit code; it stands for a process of its own."""
    vars(rulesets)["_read"].cache_clear()
    given = () if "plan-spec" in options else ("--ruleset", "./mine.yaml")
    done = CliRunner().invoke(cli, ["check", "--format", "json", *given, *options, "docs"])
    return done.stdout, done.exit_code


def must_not_judge(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Make it a crash to judge plans of these names."""
    judge = results.judge_plan

    def judging(text: str, path: str, *terms: object) -> object:
        assert Path(path).name not in names
        return judge(text, path, *terms)  # type: ignore[arg-type]

    monkeypatch.setattr(results, "judge_plan", judging)


def test_only_what_changed_is_judged(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = check()
    must_not_judge(monkeypatch, "two.md")
    assert check() == before
    (tree / "docs/one.md").write_text(PLAN, encoding="utf-8")
    seen = check()
    assert seen != before
    assert seen == check()
    assert '"internal-error"' in check("--no-cache")[0]  # the trap is set


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("first", TERMS)
def test_a_result_stands_on_the_terms_it_was_made_on(first: str) -> None:
    for second in TERMS.values():
        check(*TERMS[first])
        assert check(*second) == check("--no-cache", *second)


def test_what_the_repository_says_is_asked_again(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check()
    (tree / "src/e.py").write_text("", encoding="utf-8")
    with monkeypatch.context() as patched:
        must_not_judge(patched, "one.md", "two.md")
        assert '"internal-error"' not in check()[0]
    (tree / "src/c.py").write_text("x\n" * 9, encoding="utf-8")
    assert check() == check("--no-cache")
    (tree / "src/a.py").unlink()
    assert check() == check("--no-cache")


def test_a_broken_entry_is_judged_anew(tree: Path) -> None:
    before = check()
    for entry in (tree / FOLDER / KIND).iterdir():
        entry.write_bytes(b"x" + entry.read_bytes())
    assert check() == before


def test_an_entry_that_is_no_result_is_judged_anew(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = check()
    entries = sorted((tree / FOLDER / KIND).iterdir())
    with monkeypatch.context() as patched:
        patched.setattr(results, "dump", lambda _: "[]")
        (tree / "docs/one.md").write_text(PLAN, encoding="utf-8")
        check()
    (tree / "docs/one.md").write_text(PLAN + DIRECTIVE, encoding="utf-8")
    assert check() == before
    assert sorted((tree / FOLDER / KIND).iterdir()) == entries  # a plan has one entry, whatever became of it


def test_a_plan_that_was_judged_in_part_is_judged_again(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judge, error = results.judge_plan, ErrorEntry("regex-budget", "docs/one.md", None, "The rule was not judged.")
    with monkeypatch.context() as patched:
        patched.setattr(results, "judge_plan", lambda *terms: judge(*terms)._replace(errors=(error,)))
        assert check()[1] == 2
    assert check() == check("--no-cache")
    assert tree.exists()


def test_an_error_is_not_kept(tree: Path) -> None:
    (tree / "docs/two.md").write_bytes(b"\xff")
    assert check()[1] == 2
    assert len(list((tree / FOLDER / KIND).iterdir())) == 2


def test_fixtures_come_out_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plans = sorted(FIXTURES.rglob("*.md"))[::20]
    for plan in plans:
        (tmp_path / f"{plan.parent.name}-{plan.name}").write_bytes(plan.read_bytes())
    (tmp_path / "Makefile").write_text("all:\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "-q"], check=True)
    runs = [CliRunner().invoke(cli, ["check", "--format", "json", *more, "."]) for more in ((), (), ("--no-cache",))]
    assert runs[0].stdout == runs[1].stdout == runs[2].stdout
    assert runs[0].exit_code == 1


def test_a_witness_says_what_the_repository_says(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text("all:\n", encoding="utf-8")
    repository = Repository.of_root(tmp_path)
    witness = Witnessed(repository)
    for asked in ("Makefile", "src/none.py", "*", "../x", "make all", "make none"):
        for _ in range(2):
            assert witness.resolve(asked) == repository.resolve(asked)
            assert witness.has(asked) == repository.has(asked)
            assert witness.was_there(asked) == repository.was_there(asked)
            assert witness.line_count(asked) == repository.line_count(asked)
            assert witness.has_target(asked) is repository.has_target(asked)
            assert witness.since(asked) == repository.since(asked)
    assert says_the_same(repository, witness.told)
    (tmp_path / "Makefile").write_text("none:\n", encoding="utf-8")
    assert not says_the_same(Repository.of_root(tmp_path), witness.told)


def test_one_file_of_many_is_told_by_its_content(tmp_path: Path) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text("# P\n", encoding="utf-8")
    os.utime(plan, ns=(1, 1))
    before = condition(ONE_OF_MANY, str(plan))
    assert before
    assert before != condition(FILE, str(plan))
    assert before == condition(ONE_OF_MANY, str(plan))
    plan.write_text("# Q\n", encoding="utf-8")
    os.utime(plan, ns=(1, 1))
    assert before != condition(ONE_OF_MANY, str(plan))
    assert condition(ONE_OF_MANY, str(tmp_path)) is None


def test_plans_are_told_the_quick_way_where_they_are_many(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(witness, "condition", lambda kind, path: asked.append(kind) or condition(kind, path))
    monkeypatch.setattr(witness, "MANY", 2)
    time.sleep(0.03)
    from planlint.start import main  # noqa: PLC0415

    monkeypatch.setattr("sys.argv", ["planlint", "check", "docs"])
    main()
    assert asked.count(ONE_OF_MANY) == 3
    assert tree.exists()
