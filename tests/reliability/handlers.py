"""Error paths: which bodies of `except` no test has run, by what coverage measured: `python tests/reliability/handlers.py`."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coverage import CoverageData

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent


def handlers(module: Path) -> Iterator[tuple[int, int]]:
    """Yield each `except` of a module and the first statement below it, by their lines."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            yield node.lineno, node.body[0].lineno


def main() -> int:
    """Print how many were run and where the others stand; return 1 where there are others."""
    measured = CoverageData(str(ROOT / ".coverage"))
    measured.read()
    number, missed = 0, list[str]()
    for module in sorted((ROOT / "planlint").rglob("*.py")):
        lines = measured.lines(str(module)) or ()
        for line, first in handlers(module):
            number += 1
            missed += [] if first in lines else [f"{module.relative_to(ROOT)}:{line}: no test runs what is done here"]
    print(f"{number - len(missed)} of {number} bodies of `except` were run by the tests", *missed, sep="\n")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
