"""Draws the README's picture of a terminal, from what planlint really prints: `python docs/picture.py`."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from click.testing import CliRunner
from rich.console import Console
from rich.text import Text

from planlint.cli.commands import cli

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs/terminal.svg"
COMMAND = "planlint check --no-repository fixtures/feature-plan/bad/tasks-without-checks.md"
WIDTH, MOST_LINES = 122, 26
#: The template names fonts on a server; a picture asks nobody for anything.
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def picture() -> str:
    """Return the picture as SVG; the same output makes the same picture."""
    os.chdir(ROOT)
    printed = CliRunner().invoke(cli, [*COMMAND.split()[1:], "--color", "always"], color=True).stdout
    lines = printed.split("\n")
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text(f"$ {COMMAND}", style="bold"))
    console.print(Text.from_ansi("\n".join(lines[:MOST_LINES])))
    return FONTS.sub("", console.export_svg(title="planlint", unique_id="planlint"))


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
