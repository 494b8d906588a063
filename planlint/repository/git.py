"""Git, asked: one run of the program at a time, and with it nothing that a repository's own configuration names."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

GIT_SECONDS = 60
#: What a repository's configuration may not choose: programs that look for changes, and for signatures, and hooks.
SETTINGS = ("core.fsmonitor=false", "log.showSignature=false", f"core.hooksPath={os.devnull}")
#: Nothing is fetched, by no protocol, and nothing is written beside what is asked; messages are in English.
ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
FATAL = "fatal: "


class GitError(Exception):
    """Git fails, or there is none to ask; the message says why, in git's own words and on one line."""

    @classmethod
    def told(cls, errors: str) -> GitError:
        """Return the error that git tells on standard error: its last line, and what to do about it."""
        lines = [" ".join(line.split()) for line in errors.splitlines() if line.strip()]
        fatal = next((at for at, line in enumerate(lines) if line.startswith(FATAL)), len(lines) - 1)
        return cls(" ".join(lines[max(fatal, 0) :]).removeprefix(FATAL).rstrip("."))


class Answer(NamedTuple):
    """What git prints, and what it says on standard error."""

    printed: bytes
    said: str


def ask_git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git prints, None where it fails."""
    try:
        return run_git(folder, *arguments).printed
    except GitError:
        return None


def run_git(folder: Path, *arguments: str, given: bytes = b"", environment: Mapping[str, str] = ENVIRONMENT) -> Answer:
    """Return git's answer; `given` is its standard input. Raises GitError.

    Variables of an outer git (a hook's) would speak of another repository.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    try:
        done = subprocess.run(  # noqa: S603 - the arguments are those above, none is a plan's
            ["git", *settings, *arguments],  # noqa: S607 - the user's own git, wherever it lies
            cwd=folder,
            env={**inherited, **environment},
            input=given,
            capture_output=True,
            timeout=GIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"it took longer than {GIT_SECONDS} seconds") from None
    except OSError as error:
        raise GitError(f"it cannot be started: {error.strerror}") from None
    errors = done.stderr.decode("utf-8", "surrogateescape")
    if done.returncode:
        raise GitError.told(errors)
    return Answer(done.stdout, errors)


def without_filters(folder: Path) -> dict[str, str]:
    """Return the environment in which git runs none of the programs that it is set to run on a file's content.

    They are overruled by variables: a filter's name may hold what ends a name on the command line.
    """
    said = ask_git(
        folder, "config", "-z", "--name-only", "--get-regexp", r"^filter\..*\.(clean|smudge|process|required)$"
    )
    names = {os.fsdecode(name) for name in (said or b"").split(b"\0") if name}
    settings = [(name, "false" if name.endswith(".required") else "") for name in sorted(names)]
    numbered = {
        f"GIT_CONFIG_{part}_{number}": text
        for number, setting in enumerate(settings)
        for part, text in zip(("KEY", "VALUE"), setting, strict=True)
    }
    return {**ENVIRONMENT, "GIT_CONFIG_COUNT": str(len(settings)), **numbered}
