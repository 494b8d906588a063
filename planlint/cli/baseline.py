"""`planlint baseline`: keeps the findings that are there, so that only new ones count."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planlint.cli.known import configured
from planlint.cli.linting import reported
from planlint.cli.options import with_options
from planlint.cli.output import Misused, Refused, show
from planlint.cli.writing import write
from planlint.files import is_gone
from planlint.reporters.wording import many
from planlint.run.baseline import NAME, BaselineError, dump, load, place, prints, pruned
from planlint.shown import from_here, shown

if TYPE_CHECKING:
    from planlint.run.baseline import Known
    from planlint.run.gathering import Terms


@click.command(short_help="Keep the findings that are there.")
@with_options
@click.option("--prune", is_flag=True, help="Only take out what is no longer found.")
@click.pass_context
def command(context: click.Context, /, paths: tuple[str, ...], prune: bool, **options: Any) -> None:  # noqa: FBT001
    """Keep the findings that are there, so that only new ones count.

    Writes their fingerprints to --baseline FILE, else to the file that the
    configuration names, else to .planlint-baseline.json. Plans that are not
    checked keep their entries. Options and paths are those of check.

    With --select or --ignore, the findings of the rules that are judged are
    added to those that are known, and nothing is taken out. --prune judges all
    rules, so neither goes with it.
    """
    some = bool(options["select"] or options["ignore"])
    if prune and some:
        raise Misused("--prune takes out what no rule finds any more, so it goes without --select and --ignore")
    terms, report = reported(paths, options)
    if report.errors:
        raise Refused("\n".join(f"{each.path}: {each.message}" for each in report.errors))
    file = options["baseline"] or configured(Path("plan.md"), terms) or Path(NAME)
    before = _before(file, prune=prune)
    found = {place(plan.path, file): prints(plan.findings) for plan in report.plans}
    found = _together(before, found) if some else found
    after = _pruned(before, found, file) if prune else {**before, **found}
    after = {path: counts for path, counts in after.items() if counts}
    error = write(file, dump(after))
    if error:
        why = error.message.partition(": ")[2]
        raise Refused(f"The baseline {error.path} could not be written: {why} Name a place with --baseline.")
    kept, gone = _size(after), max(_size(before) - _size(after), 0)
    show(f"{shown(from_here(file))}: {many(kept, 'finding')} of {many(len(after), 'plan')} kept, {gone} taken out.\n")
    show(_unread(file, terms))
    context.exit(0)


def _unread(file: Path, terms: Terms) -> str:
    """Return how `planlint check` comes to read a baseline, "" where its configuration names one."""
    found = terms.configured.nearest(Path("plan.md"))
    name = shown(from_here(file))
    if found is None:
        return f"`planlint check --baseline {name}` reads it; so does a configuration with the line baseline: {name}\n"
    if found.baseline:
        return ""
    path = shown(os.path.relpath(file, found.file.parent))
    line = f'baseline = "{path}"' if found.file.suffix == ".toml" else f"baseline: {path}"
    return f"`planlint check` does not read it yet; to {found.shown}, add the line {line}\n"


def _before(file: Path, *, prune: bool) -> Known:
    try:
        return load(file) if prune or os.path.exists(file) else {}  # noqa: PTH110 - bears closed folders
    except BaselineError as error:
        raise Refused(str(error)) from None


def _together(before: Known, found: Known) -> Known:
    """Return what some rules find, with what is known of the others in the same plans."""
    return {path: {**before.get(path, {}), **counts} for path, counts in found.items()}


def _pruned(before: Known, found: Known, file: Path) -> Known:
    """Return what is known and still found; plans that were not checked keep their entries, if they are there."""
    there = {path: counts for path, counts in before.items() if path in found or not is_gone(file.parent / path)}
    return {path: pruned(counts, found[path]) if path in found else counts for path, counts in there.items()}


def _size(known: Known) -> int:
    return sum(count for counts in known.values() for count in counts.values())
