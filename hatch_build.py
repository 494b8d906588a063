"""The build hook: compiles the rulesets into the wheel, so that what is installed starts without reading YAML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRulesets(BuildHookInterface):  # type: ignore[type-arg]
    """Puts what is compiled beside the rulesets of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the build is editable: a checkout's rulesets change."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from planlint.shipping import compiled  # noqa: PLC0415 - from the source that is built

        folder = Path(tempfile.mkdtemp())
        for name, text in compiled(Path(self.root, "rulesets")):
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
            build_data["force_include"][str(folder / name)] = f"planlint/rulesets_data/{name}"
