"""`planlint config show`: which configuration holds for a file, and what it says of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planlint.cli.output import Refused, emit, show
from planlint.configuration.discovery import Configurations
from planlint.finding import Severity
from planlint.language.faults import RuleSetFaults
from planlint.reporters.escape import as_json
from planlint.run.configured import Configured
from planlint.run.judging import Against
from planlint.run.places import Places
from planlint.shown import from_here, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.configuration.model import Configuration


@click.group(name="config", short_help="Show what is configured.")
def command() -> None:
    """Look into the configuration."""


@command.command(name="show")
@click.argument("path", metavar="FILE")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Read this configuration.")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The repository's root.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show_command(path: str, config: Path | None, root: Path | None, form: str) -> None:
    """Show which configuration holds for a plan, and what it says of it, with its lines."""
    if not path:
        raise Refused("FILE is empty, as one from a variable that is not set; name a plan.")
    places = Places(root, repository=True)
    configured = Configured(Configurations(places.root, config), Against())
    try:
        configured.prepare([Path(path)])
    except RuleSetFaults as faults:
        raise Refused(f"The configuration is broken:\n{faults}") from None
    said = _said(path, configured)
    if form == "json":
        emit(as_json(said, indent=2) + "\n")
    else:
        show("".join(f"{line}\n" for line in _lines(said)))


def _said(path: str, configured: Configured) -> dict[str, Any]:
    """Return all that holds for a plan, as data; `line` counts from 1 in the configuration."""
    found = configured.nearest(Path(path))
    entry = found.entry_for(Path(path)) if found else None
    return {
        "path": path,
        "configuration": found.shown if found else None,
        "entry": {"files": entry.files, "line": entry.line} if entry else None,
        "rulesets": [ruleset.name for ruleset in configured.against(Path(path)).given],
        "excluded_by": configured.excluded_by(Path(path)) or None,
        "fail_on": (found.fail_on if found else "") or Severity.ERROR.label,
        "min_severity": (found.min_severity if found else "") or Severity.WARNING.label,
        "require_reason": bool(found and found.require_reason),
        "baseline": shown(from_here(found.baseline)) if found and found.baseline else None,
        "rules": _rules(found) if found else [],
    }


def _rules(found: Configuration) -> list[dict[str, Any]]:
    return [
        {"rule": name, "severity": each.severity.label if each.severity else "off", "line": each.line}
        for name, each in found.rules.items()
    ]


def _lines(said: dict[str, Any]) -> Iterator[str]:
    file = said["configuration"]
    yield f"{said['path']}: {file or 'no configuration'}"
    if said["excluded_by"]:
        yield f"  excluded by {said['excluded_by']}"
    entry = said["entry"]
    rulesets = ", ".join(said["rulesets"]) or "what the plan names, or is recognised as"
    yield f"  rulesets: {rulesets}" + (f" ({file}:{entry['line']}, {entry['files']})" if entry else "")
    yield f"  fail-on: {said['fail_on']}, min-severity: {said['min_severity']}"
    if said["require_reason"]:
        yield "  require-reason: true"
    if said["baseline"]:
        yield f"  baseline: {said['baseline']}"
    yield from (f"  {each['rule']}: {each['severity']} ({file}:{each['line']})" for each in said["rules"])
