"""A run that is watched: what planlint opens, starts and connects to, told by Python itself.

`python -I tests/reliability/watching.py ARGUMENT…` calls planlint with the arguments and prints, as its last line,
what happened: JSON with the lists `read`, `written`, `started` and `connected`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent.parent
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
STARTING = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn")
CHANGING = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.symlink", "os.truncate", "shutil.rmtree")


class Seen(NamedTuple):
    """What a run did outside of itself: real paths read and written, programs started, events of the network."""

    code: int
    read: list[str]
    written: list[str]
    started: list[str]
    connected: list[str]


def watch(folder: Path, *arguments: str, **environment: str) -> Seen:
    """Call planlint in a folder, and return what it did."""
    done = subprocess.run(
        [sys.executable, "-I", __file__, *arguments],
        cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip
    return Seen(done.returncode, **json.loads(done.stdout.rstrip("\n").rpartition("\n")[2]))


def _main() -> int:
    seen: dict[str, list[str]] = {"read": [], "written": [], "started": [], "connected": []}

    def hear(event: str, details: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(details[0], (str, bytes)):
            kind = "written" if details[2] & WRITING else "read"
            seen[kind].append(os.path.realpath(os.fsdecode(details[0])))
        elif event in CHANGING:
            seen["written"].append(os.path.realpath(os.fsdecode(details[0])))
        elif event in STARTING:
            seen["started"].append(str(details[0]))
        elif event.startswith("socket."):
            seen["connected"].append(event)

    sys.path.insert(0, str(ROOT))
    sys.addaudithook(hear)
    from planlint.cli.main import main  # noqa: PLC0415 - watched from its first import on

    code = main(sys.argv[1:])
    sys.stdout.write("\n" + json.dumps(seen) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(_main())
