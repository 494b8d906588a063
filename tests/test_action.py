"""The GitHub Action, run by act on pull requests made for the purpose; and linted."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent
BAD = (ROOT / "fixtures/base-feature-plan/bad/wrong-agents.md").read_text(encoding="utf-8")
GOOD = (ROOT / "fixtures/base-feature-plan/ok/library-reservations.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent
#: act runs the Action from a folder that stands for the published repository.
OURS = "planlint/planlint@v0.1.0"
WORKFLOW = f"""\
name: plans
on: pull_request
permissions: {{}}
env:
  PYTHONPATH: .
jobs:
  plans:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - id: planlint
        uses: {OURS}
        with: {{inputs}}
      - if: always()
        run: |
          echo "said findings=${{{{ steps.planlint.outputs.findings }}}} errors=${{{{ steps.planlint.outputs.errors }}}}"
          echo "said exit-code=${{{{ steps.planlint.outputs.exit-code }}}}"
          cat "$GITHUB_STEP_SUMMARY" 2>/dev/null || true
"""


class Run(NamedTuple):
    """What a run of the workflow came to."""

    code: int
    log: str

    @property
    def annotations(self) -> list[str]:
        """Return the annotations that the runner made, which act marks; what it took for text it does not."""
        return re.findall(r"(?:❗|🚧|❓) *::((?:error|warning|notice)[^\n]*)", self.log)


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *identity, "-c", "protocol.file.allow=always", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what the Action needs, as GitHub would fetch it."""
    folder = tmp_path_factory.mktemp("action") / "planlint"
    folder.mkdir()
    for name in ("planlint", "rulesets", "action"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("action.yml", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Release")
    return folder


@pytest.fixture
def pull(tmp_path: Path) -> Path:
    """Return what a pull request's branch starts from: main, with an old plan that is bad."""
    folder = tmp_path / "origin"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / "old.md").write_text(BAD, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Before")
    git(folder, "checkout", "-q", "-b", "feature")
    return folder


def run(
    pull: Path, action: Path, files: Mapping[str, str], inputs: Mapping[str, str] | None = None, heads: str = "c/b"
) -> Run:
    """Commit files to the branch, check the merge out as actions/checkout does, and run the workflow there."""
    for name, text in files.items():
        (pull / name).parent.mkdir(parents=True, exist_ok=True)
        (pull / name).write_text(text, encoding="utf-8")
    (pull / ".github/workflows").mkdir(parents=True, exist_ok=True)
    given = WORKFLOW.replace("{inputs}", json.dumps(dict(inputs or {"summary": "true"})))
    (pull / ".github/workflows/plans.yml").write_text(given, encoding="utf-8")
    git(pull, "add", "-A")
    git(pull, "commit", "-q", "-m", "The pull request")
    git(pull, "checkout", "-q", "main")
    git(pull, "commit", "-q", "--allow-empty", "-m", "Meanwhile")
    git(pull, "merge", "-q", "--no-ff", "-m", "Merge", "feature")
    git(pull, "update-ref", "refs/pull/1/merge", "HEAD")
    git(pull, "reset", "-q", "--hard", "HEAD^1")
    work = pull.parent / "work"
    work.mkdir()
    git(work, "init", "-q")
    git(work, "remote", "add", "origin", str(pull))
    git(pull, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(work, "fetch", "-q", "--depth=1", "origin", "+refs/pull/1/merge:refs/remotes/pull/1/merge")
    git(work, "checkout", "-q", "refs/remotes/pull/1/merge")
    return act(work, action, heads)


def act(work: Path, action: Path, heads: str) -> Run:
    head = {"repo": {"full_name": heads, "fork": heads != "a/b"}}
    request = {"number": 1, "head": head, "base": {"ref": "main", "repo": {"full_name": "a/b"}}}
    event = {"number": 1, "pull_request": request}
    (work.parent / "event.json").write_text(json.dumps(event), encoding="utf-8")
    done = subprocess.run(
        [
            BIN / "act", "pull_request", "-P", "ubuntu-latest=-self-hosted", "-e", work.parent / "event.json",
            "--local-repository", f"{OURS}={action}", "-W", work / ".github/workflows",
            "--env", f"PIP_CONFIG_FILE={os.environ.get('PIP_CONFIG_FILE', '')}",
        ],
        cwd=work, capture_output=True, text=True, check=False, errors="replace",
        env={**os.environ, "XDG_CACHE_HOME": str(action.parent / "cache"), "HOME": str(work.parent)},
    )  # fmt: skip
    return Run(done.returncode, done.stdout + done.stderr)


def test_changed_plans_are_linted_and_only_those(pull: Path, action: Path) -> None:
    done = run(pull, action, {"docs/neuer Plan ü.md": BAD, "docs/OTHER.MD": BAD, "README.md": "# Nothing\n"})
    assert done.code != 0, done.log
    assert any("neuer Plan ü.md" in line and line.startswith("error") for line in done.annotations), done.log
    assert any("docs/OTHER.MD" in line for line in done.annotations), done.log
    assert "old.md" not in done.log
    assert "said exit-code=1" in done.log
    assert re.search(r"said findings=\d+ errors=[1-9]", done.log)
    assert "planlint" in done.log.partition("said exit-code")[2]


def test_a_pull_request_without_plans_is_told_so(pull: Path, action: Path) -> None:
    done = run(pull, action, {"app.py": "x = 1\n"})
    assert done.code == 0, done.log
    assert "This pull request adds or changes no Markdown file." in done.log
    assert "said findings=0 errors=0" in done.log
    assert "said exit-code=0" in done.log


def test_more_than_ten_findings_are_ten_annotations_a_level(pull: Path, action: Path) -> None:
    sections = "".join(f"\n## {number}. Backend API\n\n- MUST link facts\n" for number in range(30))
    done = run(pull, action, {"plan.md": BAD + sections}, {"sarif-file": "out.sarif", "ruleset": "base-feature-plan"})
    for level in ("error", "warning", "notice"):
        assert sum(line.startswith(level) for line in done.annotations) <= 10, done.log
    assert sum(line.startswith("error") for line in done.annotations) >= 9
    found = re.search(r"said findings=(\d+) errors=(\d+)", done.log)
    assert found
    assert int(found[2]) > 10


def test_what_is_wrong_before_a_plan_is_judged_is_an_annotation(pull: Path, action: Path) -> None:
    done = run(pull, action, {"plan.md": GOOD}, {"args": "--rulesets=x"})
    assert done.code != 0, done.log
    assert any("planlint judged nothing" in line for line in done.annotations), done.log
    assert "did you mean" in done.log.lower()
    assert "said findings=0 errors=0" in done.log
    assert "said exit-code=2" in done.log


HOSTILE = (
    "::error::planted\n\n##[error]planted\n\n::set-output name=x::planted\n\n\u001b]8;;https://example.org\u0007x\n\n"
    "%0A::error::planted\n\n<script>planted</script>\n"
)


def test_nothing_of_a_plan_is_taken_for_a_command(pull: Path, action: Path) -> None:
    names = [
        "::error::planted.md",
        "-rf.md",
        "##[error]planted.md",
        "$(touch planted).md",
        "a'b\"c`d.md",
        "x\n::error::planted.md",
    ]
    files = dict.fromkeys(names, f"{BAD}\n## 9. Backend API ::error::planted\n\n{HOSTILE}")
    trap = pull.parent / "sprung"
    planted = f"import pathlib; pathlib.Path({str(trap)!r}).write_text('x')\n"
    files |= dict.fromkeys(("venv.py", "pip.py", "json.py", "secrets.py", "sitecustomize.py"), planted)
    done = run(pull, action, files)
    assert not trap.exists()
    assert done.code != 0
    assert "said exit-code=1" in done.log, done.log
    assert not any(re.match(r"(?:error|warning|notice)::planted", line) for line in done.annotations)
    assert "::set-output:: x" not in done.log
    assert not list(pull.parent.rglob("planted"))


SOFT = {".planlint.yaml": 'exclude: ["*.md"]\n', "plan.md": f"<!-- planlint-disable-file planlint/* -->\n{BAD}"}


def test_strangers_do_not_say_how_their_plans_are_checked(pull: Path, action: Path) -> None:
    done = run(pull, action, SOFT)
    assert "said exit-code=1" in done.log, done.log
    assert any("planlint/unheeded-directive" in line for line in done.annotations), done.log


def test_whom_the_workflow_trusts_may_configure(pull: Path, action: Path) -> None:
    done = run(pull, action, SOFT, {"untrusted": "false"})
    assert "said exit-code=0" in done.log, done.log


def test_a_pull_request_within_the_repository_may_configure(pull: Path, action: Path) -> None:
    done = run(pull, action, SOFT, heads="a/b")
    assert "said exit-code=0" in done.log, done.log


def test_the_action_and_the_workflows_are_sound() -> None:
    workflows = sorted((ROOT / ".github/workflows").glob("*.yml"))
    for command in (
        [BIN / "zizmor", "--offline", "--persona", "auditor", "--no-progress", ROOT / "action.yml", *workflows],
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml"],
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows],
        [BIN / "jactionlint", "--shellcheck=", *workflows],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_uses_no_other() -> None:
    assert "uses:" not in (ROOT / "action.yml").read_text(encoding="utf-8")


def test_no_input_is_part_of_a_command() -> None:
    steps = (ROOT / "action.yml").read_text(encoding="utf-8").partition("runs:")[2]
    assert [line for line in steps.split("\n") if "run:" in line and "${{" in line] == []
