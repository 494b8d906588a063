"""The door: exit codes, refusals, interruptions, broken pipes, and a quick start."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from planlint import __version__, start
from planlint.cli import commands as door
from planlint.cli import output, writing
from planlint.cli.commands import COMMANDS
from planlint.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

PLANLINT = [sys.executable, "-m", "planlint"]
STDIN_CHECK = [*PLANLINT, "check", "--ruleset", "tiny.yaml", "-"]
RULESET = """\
planlint: 1
ruleset: tiny-plan
title: A tiny ruleset
source: { document: tiny.txt, lines: 10, sha256: "0000000000000000000000000000000000000000000000000000000000000000" }
recognised by:
  - { points: 5, has: { section: Tasks } }
rules:
  has-goal:
    must have: { section: Goal }
    source: 2
    because: A plan has a goal.
    say: "The plan has no goal"
    fix: "Add a section Goal"
    pass: "# P\\n## Goal\\nx\\n"
    fail: { plan: "# P\\n", at: 1 }
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with a ruleset and a plan that lacks something."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiny.yaml").write_text(RULESET, encoding="utf-8")
    (tmp_path / "bad.md").write_text("# Plan\n", encoding="utf-8")
    return tmp_path


def called(*arguments: str, rest: str = "") -> subprocess.CompletedProcess[str]:
    command = f"{sys.executable} -m planlint {' '.join(arguments)} {rest}"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert [line.split()[0] for line in printed.partition("Commands:\n")[2].splitlines()] == list(COMMANDS)


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        assert main([name, "--help"]) == 0
        assert f"Usage: planlint {name}" in capsys.readouterr().out


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"planlint {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Usage: planlint"),
        (["chek"], "There is no command called 'chek'; did you mean check?"),
        (["zzz"], "There is no command called 'zzz'; there are check,"),
        (["check", "--fromat", "json"], "Did you mean one of: '--format'"),
        (["--nonsense"], "--nonsense"),
        (["tree"], "Missing argument"),
    ],
)
def test_a_wrong_command_line_is_refused(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert said.lower() in printed.err.lower()
    assert printed.out == ""


@pytest.mark.parametrize("name", ["-q", "--fix.md", "-drules: {} #.yaml", "--"])
def test_a_file_that_looks_like_an_option_is_refused(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).touch()
    assert main(["check", "--ruleset", "tiny.yaml", name, "bad.md"]) == 2
    assert f"'{name}' is a file here and looks like an option; write './{name}'" in capsys.readouterr().err
    assert main(["check", "--ruleset", "tiny.yaml", f"./{name}", "--fail-on", "never"]) == 0


@pytest.mark.parametrize("command", ["check a.md", "which", "init"])
def test_a_folder_that_is_gone_is_told(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    monkeypatch.setattr(sys, "argv", ["planlint", *command.split()])
    assert start.main() == 2
    said = "planlint: The folder that this was started in is gone; change to one that is there.\n"
    assert capsys.readouterr() == ("", said)


def test_what_follows_two_dashes_is_a_file(folder: Path) -> None:
    (folder / "-x.md").write_text("# P\n## Goal\nx\n", encoding="utf-8")
    assert main(["check", "--ruleset", "tiny.yaml", "--", "-x.md"]) == 0


def test_a_refusal_holds_nothing_that_a_terminal_or_log_would_act_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["check", "--ruleset", "x\x1b[2J##[add-mask]y"]) == 2
    assert "x\\x1b[2J##\\x5badd-mask]y" in capsys.readouterr().err
    assert main(["\n::error::x"]) == 2
    assert "\n::" not in capsys.readouterr().err


def test_a_bug_is_named_as_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def crashing(*_arguments: object, **_options: object) -> None:
        raise LookupError("secret")

    monkeypatch.setattr(door.cli, "main", crashing)
    assert main(["rules"]) == 2
    printed = capsys.readouterr().err
    assert printed.startswith("planlint: This is a bug in planlint: LookupError in ")
    assert "Traceback" not in printed
    assert main(["rules", "--debug"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_click_says_that_it_was_interrupted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def aborting(*_arguments: object, **_options: object) -> None:
        raise click.Abort

    monkeypatch.setattr(door.cli, "main", aborting)
    assert main(["rules"]) == 130
    assert capsys.readouterr().err == "planlint: interrupted\n"


def test_an_interruption_that_strikes_where_exceptions_are_lost_strikes_again() -> None:
    code = """
import time, planlint.start as start
class Fragile:
    def __del__(self): raise KeyboardInterrupt
def ask(*_):
    Fragile()
    time.sleep(5)
start.ask = ask
print(start.main())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("130\n", "")


def test_a_termination_is_an_exit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door.cli, "main", lambda *_arguments, **_options: signal.raise_signal(signal.SIGTERM))
    with pytest.raises(SystemExit) as raised:
        main(["rules"])
    assert raised.value.code == 143


@pytest.fixture
def broken() -> Iterator[TextIO]:
    """Yield a stream whose reader has gone."""
    reading, writing_end = os.pipe()
    os.close(reading)
    with os.fdopen(writing_end, "w", encoding="utf-8") as stream:
        yield stream


def test_a_reader_that_has_gone_is_borne(broken: TextIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", broken)
    monkeypatch.setattr(sys, "stderr", broken)
    output.emit("x")
    output.complain("x")


def test_output_that_is_closed_is_refused_and_errors_go_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(output.Refused, match="standard output is closed"):
        output.emit("x")
    output.complain("x")


def test_output_to_a_full_disk_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(output.Refused, match="No space left"):
            output.emit("x")


def test_a_report_that_fails_half_way_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_self: Path, _target: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(type(folder), "replace", failing)
    before = sorted(folder.iterdir())
    entry = writing.write(folder / "out.json", "{}")
    assert entry is not None
    assert (entry.code, entry.message) == ("report-not-written", "The report could not be written: Input/output error.")
    assert sorted(folder.iterdir()) == before


def test_a_closed_pipe_changes_nothing() -> None:
    assert called("check --ruleset tiny.yaml bad.md", rest="| true").returncode == 1
    assert called("check --ruleset tiny.yaml bad.md --fail-on never --format json", rest="| head -c 1").returncode == 0
    assert called("check --ruleset tiny.yaml bad.md --format concise", rest="2>&1 >/dev/null | true").returncode == 1


full_device = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")  # noqa: PTH110
HELPS = ["--help", "-h", "--version", "check --help", "config show -h"]


@pytest.mark.parametrize("asked", HELPS)
def test_help_that_nobody_reads_is_no_failure(asked: str) -> None:
    done = called(asked, rest="| true")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("asked", HELPS)
@pytest.mark.parametrize(
    ("place", "said"),
    [
        pytest.param(">/dev/full", "No space left on device", marks=full_device),
        (">&-", "standard output is closed"),
    ],
)
def test_help_that_cannot_be_written_is_said(asked: str, place: str, said: str) -> None:
    done = called(asked, rest=place)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "bug" not in done.stderr


@full_device
def test_output_that_cannot_be_written_is_said() -> None:
    done = called("check --ruleset tiny.yaml bad.md", rest=">/dev/full")
    assert done.returncode == 2
    assert done.stderr == "planlint: The output could not be written: No space left on device.\n"


def test_closed_output_is_said() -> None:
    done = called("check --ruleset tiny.yaml bad.md", rest=">&-")
    assert done.returncode == 2
    assert "standard output is closed" in done.stderr
    assert called("check --ruleset tiny.yaml nowhere.md", rest=">&- 2>&-").returncode == 2


def test_closed_input_is_said() -> None:
    done = called("check --ruleset tiny.yaml -", rest="<&-")
    assert done.returncode == 2
    assert "standard input is closed" in done.stderr


def ended(running: subprocess.Popen[bytes], number: signal.Signals) -> int:
    """Return the exit code after a signal, sent again where Python lost it between two reads."""
    for _ in range(20):
        running.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return running.wait(1)
    running.kill()
    return running.wait()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_has_its_own_code(number: signal.Signals, code: int) -> None:
    with subprocess.Popen(
        STDIN_CHECK, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin
        assert running.stderr
        running.stdin.write(b"x" * 1_000_000)  # more than a pipe holds: once it is through, the plan is being read
        running.stdin.flush()
        assert ended(running, number) == code
        assert b"Traceback" not in running.stderr.read()


def test_a_module_is_a_program() -> None:
    assert subprocess.run([*PLANLINT, "--version"], capture_output=True, text=True, check=True).stdout.startswith(
        "planlint "
    )


def test_help_loads_no_engine() -> None:
    code = (
        "import sys; from planlint.cli.main import main; main(['--help']); "
        "sys.exit(any(name in sys.modules for name in ('markdown_it', 'yaml', 'pydantic', 'regex')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_a_check_loads_no_pydantic() -> None:
    code = (
        "import sys; from planlint.cli.main import main; main(['check', '--ruleset', 'tiny.yaml', 'bad.md']); "
        "sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
