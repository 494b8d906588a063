"""Faults of the machine: interruptions, full disks, files that vanish; each comes to what SECURITY.md promises."""

from __future__ import annotations

import errno
import faulthandler
import json
import os
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from planlint import files, start
from planlint.cli.commands import cli
from planlint.repository import git
from planlint.run import checking
from tests.reliability import tracing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PLAN = "# Plan Spec: x\n\n## Tasks\n\n- [ ] Act\n"
OPTIONS = ("check", "--no-config", "--no-cache", "--no-repository", "--ruleset", "plan-spec", "--format", "concise")
#: Judges plans as the command does; whoever comes to the plan slow.md says who it is, and stays there.
SLOW = """
import os, signal, sys, time
from pathlib import Path
from planlint.run import checking
from planlint.start import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever started the tests may have it ignored
signal.signal(signal.SIGHUP, signal.SIG_DFL)
read = checking.read
def slow(path, root, most):
    if path.name.startswith("slow"):
        Path(f"{path.stem}.pid").write_text(f"{os.getpid()} ")
        time.sleep(60)
    return read(path, root, most)
checking.read = slow
sys.exit(main())
"""


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with plans of which two never come to an end."""
    monkeypatch.chdir(tmp_path)
    for name in (*(f"plan-{number}.md" for number in range(40)), "slow-1.md", "slow-2.md"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    return tmp_path


def runs(pid: int) -> bool:
    """Tell whether a process is there and no mere remains of one."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until(true: Callable[[], bool], *, seconds: float = 30) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to see processes in")
@pytest.mark.parametrize(
    ("number", "all_of_them", "code", "says"),
    [
        (signal.SIGINT, True, 130, "\nplanlint: interrupted\n"),
        (signal.SIGTERM, False, 143, ""),
        (signal.SIGTERM, True, 143, ""),
        (signal.SIGHUP, True, -signal.SIGHUP, ""),
    ],
)
def test_an_interruption_ends_all_processes(
    plans: Path, number: signal.Signals, *, all_of_them: bool, code: int, says: str
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, *OPTIONS, "--jobs", "2", "."],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as running:  # fmt: skip
        told = [plans / "slow-1.pid", plans / "slow-2.pid"]
        until(lambda: all(file.exists() and file.read_text(encoding="utf-8").endswith(" ") for file in told))
        (os.killpg if all_of_them else os.kill)(running.pid, number)
        printed, said = running.communicate(timeout=30)
        assert (running.returncode, printed, said.decode()) == (code, b"", says)
    workers = [int(file.read_text(encoding="utf-8")) for file in told]
    until(lambda: not any(map(runs, workers)))


def test_an_interruption_before_the_command_line_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "ask", lambda *_: signal.raise_signal(signal.SIGINT))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert start.main() == 130
    finally:
        signal.signal(signal.SIGINT, before)


#: Plans of which one is at fault; what happens when it is read is said before.
NAMES = (*(f"plan-{number}.md" for number in range(4)), "faulty.md")


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with a few plans."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    return tmp_path


def check(*arguments: str, options: Sequence[str] = OPTIONS) -> Result:
    return CliRunner().invoke(cli, [*options, *arguments])


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[Path], object], what: str = "read") -> None:
    """Make something happen when the plan at fault is about to be read, or already open."""
    module = checking if what == "read" else files
    before = getattr(module, what)

    def acting(first: Any, *others: Any) -> Any:
        if what != "read" or first.name == "faulty.md":
            act(first)
        return before(first, *others)

    monkeypatch.setattr(module, what, acting)


def others_are_judged(done: Result, code: str) -> None:
    """Assert that one plan was not judged, which is said, and each other was."""
    assert done.exit_code == 2
    assert "faulty.md:1:1: incomplete: " in done.stdout
    assert [line for line in done.stdout.splitlines() if "incomplete: " in line and f"[{code}]" not in line] == []
    for name in NAMES[:-1]:
        assert f"{name}:1:" in done.stdout
    assert "Traceback" not in done.output


class Oddity(Exception):  # noqa: N818 - what no other process could make again
    """An exception that does not survive a pickle."""

    def __init__(self, first: object, second: object) -> None:
        super().__init__(lambda: (first, second))


def raising(error: BaseException) -> Callable[[Path], object]:
    def act(_: Path) -> None:
        raise error

    return act


def spin(_: Path) -> None:
    while True:
        pass


def spin_in_c(_: Path) -> None:
    """Match for ever, by an engine that looks at signals alone."""
    re.fullmatch(r"(a|aa)+b", "a" * 80)


def replaced(make: Callable[[Path], object]) -> Callable[[Path], object]:
    def act(path: Path) -> None:
        path.unlink()
        make(path)

    return act


AT_READING: dict[str, tuple[str, Callable[[Path], object]]] = {
    "L08 it vanishes": ("vanished", Path.unlink),
    "L08 a link takes its place": ("vanished", replaced(lambda path: path.symlink_to("gone.md"))),
    "L08 a link out of the root takes its place": ("outside-root", replaced(lambda path: path.symlink_to("/dev/zero"))),
    "L08 a folder takes its place": ("not-a-regular-file", replaced(Path.mkdir)),
    "L08 a pipe takes its place": ("not-a-regular-file", replaced(os.mkfifo)),
    "L15 a loop": ("deadline", spin),
    "L15 a loop in C": ("deadline", spin_in_c),
    "L16 an exception that is no other's": ("internal-error", raising(Oddity(1, 2))),
    "L17 no memory": ("internal-error", lambda _: bytearray(1 << 60)),
    "L17 no stack": ("internal-error", raising(RecursionError())),
    "L02 an error of the disk": ("internal-error", raising(OSError(errno.EIO, "Input/output error"))),
}
IN_A_WORKER: dict[str, Callable[[Path], object]] = {
    "L13 killed": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "L14 a segmentation fault": lambda _: os.kill(os.getpid(), signal.SIGSEGV),
    "L14 an abortion": lambda _: os.kill(os.getpid(), signal.SIGABRT),
    "L13 gone": lambda _: os._exit(0),
}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("fault", AT_READING)
def test_a_fault_costs_its_own_plan(fault: str, jobs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code, act = AT_READING[fault]
    monkeypatch.setattr("planlint.run.deadline.PLAN_SECONDS", 0.3)
    meanwhile(monkeypatch, act)
    others_are_judged(check("--jobs", jobs, *NAMES), code)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("fault", IN_A_WORKER)
def test_a_worker_that_ends_costs_its_own_plan(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    faulthandler.disable()  # it would tell of the fault, as if it were the tests'
    meanwhile(monkeypatch, IN_A_WORKER[fault])
    others_are_judged(check("--jobs", "2", *NAMES), "worker-died")
    faulthandler.enable()


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(("mib", "seconds"), [(0, 10), (2, 30)])
def test_a_plan_on_standard_input_has_the_time_of_its_length_once_it_is_there(
    mib: int, seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[float] = []

    def noted(*_: object) -> str:
        left.append(signal.getitimer(signal.ITIMER_PROF)[0])
        return "# P\n" + "\n" * (mib << 20)

    monkeypatch.setattr(checking, "text_of", noted)
    monkeypatch.setattr(checking, "judge_plan", noted)
    CliRunner().invoke(cli, [*OPTIONS, "-"])
    assert left[0] == 0
    assert seconds - 1 < left[1] < seconds + 1


def size(folder: Path, most: int) -> Callable[[object], object]:
    return lambda _: os.truncate(folder / "faulty.md", most)


@pytest.mark.parametrize(("most", "code"), [(0, 0), (20, 0), (3000, 0), (20 << 20, 2)])
def test_a_file_that_changes_its_size_is_read_as_it_is(
    few: Path, most: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """L09, L10: open already, it grows or shrinks; what was read is judged, and no more than may be."""
    meanwhile(monkeypatch, size(few, most), "_must_be_regular")
    done = check("--fail-on", "never", "faulty.md")
    assert done.exit_code == code
    assert ("[too-large]" in done.stdout) == bool(code)


def test_a_folder_that_is_renamed_takes_its_plans_along(few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """L12."""
    (few / "folder").mkdir()
    for name in NAMES:
        (few / name).rename(few / "folder" / name)
    meanwhile(monkeypatch, lambda _: (few / "folder").rename(few / "elsewhere"))
    done = check("folder")
    assert done.exit_code == 2
    assert done.stdout.count("[vanished]") == len(NAMES)


PRIVILEGED = hasattr(os, "geteuid") and os.geteuid() == 0
#: Whoever is root sees no closed doors, but by giving up that right.
WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if PRIVILEGED else ()
closed_doors = pytest.mark.skipif(PRIVILEGED and not shutil.which("setpriv"), reason="root, and no setpriv to be less")


def called(*arguments: str, before: Sequence[str] = (), **options: Any) -> subprocess.CompletedProcess[str]:
    """Call planlint as a user would."""
    command = [*before, sys.executable, "-m", "planlint", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **options)
    assert "Traceback" not in done.stderr
    return done


@closed_doors
def test_a_file_that_may_not_be_read_costs_itself(few: Path) -> None:
    """L07."""
    (few / "faulty.md").chmod(0)
    done = called(*OPTIONS, *NAMES, before=WITHOUT_RIGHTS)
    assert done.returncode == 2
    assert "faulty.md:1:1: incomplete: The file cannot be read: Permission denied. [unreadable]" in done.stdout
    assert [name for name in NAMES[:-1] if f"{name}:1:" not in done.stdout] == []


@closed_doors
@pytest.mark.parametrize("tracked", [True, False])
def test_a_folder_of_a_repository_that_is_closed_is_said(few: Path, *, tracked: bool) -> None:
    (few / "docs/closed").mkdir(parents=True)
    (few / "docs/closed/plan.md").write_text("# P\n", encoding="utf-8")
    (few / "docs/open.md").write_text("# P\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=few, check=True)
    if tracked:
        subprocess.run(["git", "add", "docs"], cwd=few, check=True)
    (few / "docs/closed").chmod(0)
    options = [option for option in OPTIONS if option != "--no-repository"]
    done = called(*options, "docs", before=WITHOUT_RIGHTS)
    assert done.returncode == 2
    assert "docs/closed:1:1: incomplete: The folder cannot be read. [unreadable]" in done.stdout
    assert ("docs/closed/plan.md:1:1: incomplete: The file cannot be read: Permission" in done.stdout) == tracked


@closed_doors
def test_a_file_behind_a_closed_door_is_not_said_to_be_missing(few: Path) -> None:
    (few / "closed").mkdir(mode=0)
    done = called(*OPTIONS, "closed/plan.md", before=WITHOUT_RIGHTS)
    assert done.returncode == 2
    assert "closed/plan.md:1:1: incomplete: The file cannot be read: Permission denied. [unreadable]" in done.stdout


@pytest.fixture
def closed(few: Path) -> Iterator[Path]:
    """Return a folder that nobody may look into, with a plan, a ruleset and a baseline."""
    folder = few / "closed"
    folder.mkdir()
    for name in ("plan.md", "rules.yaml", "known.json"):
        (folder / name).write_text(PLAN, encoding="utf-8")
    folder.chmod(0)
    yield folder
    folder.chmod(0o755)


DENIED = "The file cannot be read: Permission denied. [unreadable]"


@closed_doors
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", *NAMES, "--report", "json=closed/x.json"), "The report could not be written: Permission denied."),
        (("check", *NAMES, "--report", f"json={'x' * 300}"), "The report could not be written: File name too long."),
        (("check", "closed/plan.md"), DENIED),
        (("check", "link.md", *NAMES), DENIED),
        (("check", "."), f"link.md:1:1: incomplete: {DENIED}"),
        (("check", "x" * 300), "The file cannot be read: File name too long. [unreadable]"),
        (("baseline", *NAMES, "--baseline", "closed/x.json"), "closed/x.json could not be written: Permission denied."),
        (("baseline", *NAMES, "--baseline", "x" * 300), "could not be written: File name too long. Name a place"),
        (("baseline", *NAMES, "--prune", "--baseline", "closed/known.json"), "cannot be read: Permission denied."),
        (("explain", "closed/rules.yaml"), "The ruleset closed/rules.yaml cannot be read: Permission denied."),
        (("explain", "x" * 300 + ".yaml"), "cannot be read: File name too long."),
    ],
)
@pytest.mark.usefixtures("closed")
def test_what_is_closed_is_said_and_costs_nothing_else(few: Path, arguments: tuple[str, ...], said: str) -> None:
    (few / "link.md").symlink_to("closed/plan.md")
    options = OPTIONS[1:] if arguments[0] != "explain" else ()
    done = called(*arguments, *options, before=WITHOUT_RIGHTS)
    assert done.returncode == 2
    assert said in done.stdout + done.stderr
    assert "bug" not in done.stderr
    if {"check", *NAMES} <= {*arguments}:
        assert [name for name in NAMES if f"{name}:1:" not in done.stdout] == []


@closed_doors
@pytest.mark.usefixtures("closed")
def test_entries_of_plans_that_are_closed_are_not_pruned(few: Path) -> None:
    entries = {"closed/plan.md": {"a": 1}, "gone.md": {"b": 1}, "\0": {"c": 1}}
    (few / "known.json").write_text(json.dumps({"version": 1, "plans": entries}), encoding="utf-8")
    done = called("baseline", *OPTIONS[1:], *NAMES, "--prune", "--baseline", "known.json", before=WITHOUT_RIGHTS)
    assert done.returncode == 0
    assert json.loads((few / "known.json").read_text("utf-8"))["plans"] == {"closed/plan.md": {"a": 1}}


@closed_doors
@pytest.mark.usefixtures("closed")
def test_a_hook_on_a_plan_that_is_closed_says_so_and_never_blocks(few: Path) -> None:
    written = {"hook_event_name": "PostToolUse", "tool_input": {"file_path": "closed/plan.md"}, "cwd": str(few)}
    done = called("hook", before=WITHOUT_RIGHTS, input=json.dumps(written))
    assert done.returncode == 1
    assert DENIED in done.stderr


CACHED = tuple(option for option in OPTIONS if option != "--no-cache")


@closed_doors
def test_where_nothing_can_be_written_plans_are_judged(few: Path) -> None:
    """L25: neither the cache nor the user's key; a report that is asked for is missed."""
    told = called(*OPTIONS, *NAMES)
    few.chmod(0o555)
    environment = {**os.environ, "XDG_CACHE_HOME": str(few / "home")}
    done = called(*CACHED, *NAMES, before=WITHOUT_RIGHTS, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (told.returncode, told.stdout, told.stderr)
    done = called(*CACHED, *NAMES, "--report", "json=x.json", before=WITHOUT_RIGHTS)
    assert done.returncode == 2
    assert (
        "x.json:1:1: incomplete: The report could not be written: Permission denied. [report-not-written]"
        in done.stdout
    )
    few.chmod(0o755)
    assert sorted(path.name for path in few.iterdir()) == sorted(NAMES)


def full_disk() -> None:
    """Let no file grow beyond what a cache's first, small files have."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))


def test_a_full_disk_is_no_cache(few: Path) -> None:
    """L04, L05: nothing can be kept; the same is said, and no half an entry is left."""
    told = called(*OPTIONS, *NAMES)
    done = called(*CACHED, *NAMES, preexec_fn=full_disk)
    assert (done.returncode, done.stdout, done.stderr) == (told.returncode, told.stdout, told.stderr)
    assert [file.name for file in (few / ".planlint_cache").rglob("*") if file.is_file()] == [".gitignore"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")  # noqa: PTH110 - a device
@pytest.mark.usefixtures("few")
def test_a_device_takes_no_report() -> None:
    """L06."""
    done = check("--report", "json=/dev/full", *NAMES)
    assert done.exit_code == 2
    assert "[report-not-written]" in done.stdout


@pytest.mark.skipif(not tracing.STRACE, reason="no strace to make system calls fail")
def test_a_call_that_fails_leaves_the_old_report_or_the_new() -> None:
    """L02, L03, L06: each call that writes a report, full disk, error, denial and SIGKILL."""
    runs_made, found = tracing.matrix()
    assert found == []
    assert runs_made >= len(tracing.FAULTS) * 4


def refusing(number: int) -> Callable[..., object]:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("what", ["fork", "pipe"])
def test_without_other_processes_one_does_it_all(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """L18, L29, L30."""
    told = check("--jobs", "1", *NAMES)
    monkeypatch.setattr(os, what, refusing(errno.EAGAIN))
    done = check("--jobs", "4", *NAMES)
    assert (done.exit_code, done.stdout, done.stderr) == (told.exit_code, told.stdout, told.stderr)


@pytest.mark.usefixtures("few")
def test_with_few_open_files_all_is_judged() -> None:
    """L29."""
    told = called(*OPTIONS, *NAMES)
    done = called(
        *OPTIONS, "--jobs", "8", *NAMES, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    )
    assert (done.returncode, done.stdout) == (told.returncode, told.stdout)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("form", ["concise", "json", "sarif"])
def test_a_reader_that_is_slow_gets_it_all(form: str) -> None:
    """L24: through a pipe that whoever started this made one that gives up when it is full."""
    options = ("check", "--no-config", "--no-repository", "--ruleset", "plan-spec", "--format", form)
    Path("faulty.md").write_text(PLAN + "## Tasks\n\n[Describe it]\n\n" * 3000, encoding="utf-8")
    told = called(*options, *NAMES)
    assert len(told.stdout) > 100_000
    for _ in range(2):  # the second is answered from the cache
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        with subprocess.Popen([sys.executable, "-m", "planlint", *options, *NAMES], stdout=writing) as running:
            os.close(writing)
            time.sleep(0.5)  # the pipe is full by then, or not: all has to come
            with os.fdopen(reading, encoding="utf-8") as stream:
                assert stream.read() == told.stdout
        assert running.returncode == told.returncode


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("form", ["json", "sarif", "text"])
def test_a_reader_that_goes_changes_nothing(form: str) -> None:
    """L22."""
    for arguments, code in ((NAMES, 1), ((*NAMES, "gone.md"), 2), ((*NAMES, "--fail-on", "never"), 0)):
        command = shlex.join([sys.executable, "-m", "planlint", *OPTIONS, *arguments, "--format", form])
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", f"{command} | head -c 1 >/dev/null"], capture_output=True, check=False
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (code, False)


def test_what_time_a_file_bears_changes_nothing(few: Path) -> None:
    """L28: with a cache that knew the plans under another time, and under none."""
    told = check(*NAMES)
    for when in (0, -1, 4_294_967_296, time.time() + 1e6, 1):
        for name in NAMES:
            os.utime(few / name, (when, when))
        done = called(*CACHED, *NAMES)
        assert (done.returncode, done.stdout, done.stderr) == (told.exit_code, told.stdout, told.stderr)


def test_runs_at_once_share_a_cache(few: Path) -> None:
    """L27."""
    told = called(*OPTIONS, *NAMES)
    (few / ".planlint_cache").mkdir()
    command = [sys.executable, "-m", "planlint", *CACHED, *NAMES]
    for _ in range(2):
        runs_at_once = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(8)]
        assert {(running.communicate()[0], running.returncode) for running in runs_at_once} == {(told.stdout, 1)}


#: Programs called git: what they do, and whether the folder is a repository for them.
GITS = {
    "missing": "",
    "broken": "exit 3",
    "killed": "kill -9 $$",
    "says nonsense": "echo 'git is not set up here'",
    "hangs": "exec sleep 60",
    "denied": "echo 'fatal: detected dubious ownership in repository' >&2; exit 128",
}


@pytest.mark.parametrize("how", GITS)
def test_a_git_that_is_of_no_use_costs_no_plan(few: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = few / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(git, "GIT_SECONDS", 0.2)
    sleep = shutil.which("sleep", path="/bin:/usr/bin")
    if GITS[how]:
        (programs / "git").write_text(f"#!/bin/sh\n{GITS[how].replace('sleep', str(sleep))}\n", encoding="utf-8")
        (programs / "git").chmod(0o755)
    (few / ".git").mkdir()
    done = check(*NAMES, options=[option for option in OPTIONS if option != "--no-repository"])
    assert done.exit_code == 1
    assert [name for name in NAMES if f"{name}:1:" not in done.stdout] == []
    assert "incomplete" not in done.stdout
