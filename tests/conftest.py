"""Options and paths that the tests share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

#: A machine that stops for a moment makes no property false.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure() -> None:
    """Hear ^C, and so do all that tests start: a shell's background makes what it starts deaf to it."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected outputs of fixtures/")
    parser.addoption(
        "--corpus",
        default=os.environ.get("PLANLINT_CORPUS", str(ROOT.parent / "shared")),
        help="a folder with sources/, clauses/ and corpus/; what needs it is skipped without it",
    )


@pytest.fixture(autouse=True, scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests' key for the cache away from the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Let nothing count lines in what judges so much that counting would take twice as long as judging."""
    if not item.get_closest_marker("uncounted"):
        yield
        return
    counting = sys.gettrace()
    sys.settrace(None)  # pytest-cov's own mark does not stop the second counter of a worker
    yield
    sys.settrace(counting)


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder of a fresh environment's commands, planlint's wheel installed in it: one for all workers."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "installed"
    with FileLock(f"{folder}.lock"):
        if not (folder / "done").exists():
            pip = (sys.executable, "-m", "pip")
            subprocess.run([*pip, "wheel", "-q", "--no-deps", "-w", folder / "dist", ROOT], check=True)
            venv.create(folder / "env", with_pip=True)
            wheel = next((folder / "dist").glob("planlint_md-*.whl"))
            subprocess.run([folder / "env/bin/python", *pip[1:], "install", "-q", wheel], check=True)
            (folder / "done").touch()
    return folder / "env/bin"


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest) -> Path:
    """Return the folder with source documents and real plans; skip, visibly, where it is not at hand."""
    folder = Path(request.config.getoption("--corpus"))
    if not (folder / "corpus").is_dir():
        pytest.skip(f"no source documents and real plans at {folder}")
    return folder
