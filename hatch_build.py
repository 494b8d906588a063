"""The build hook: compiles the rulesets into the wheel, so that what is installed starts without reading YAML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRulesets(BuildHookInterface):  # type: ignore[type-arg]
    """Puts NAME.json beside each NAME.yaml of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the build is editable: a checkout's rulesets change."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from planlint.language.compiled import dump  # noqa: PLC0415 - from the source that is built
        from planlint.language.loader import load  # noqa: PLC0415

        folder = Path(tempfile.mkdtemp())
        for ruleset in sorted(Path(self.root, "rulesets").glob("*.yaml")):
            compiled = folder / f"{ruleset.stem}.json"
            compiled.write_text(dump(load(ruleset)), encoding="utf-8", newline="\n")
            build_data["force_include"][str(compiled)] = f"planlint/rulesets_data/{compiled.name}"
