"""`planlint init`: a first configuration, from the plans that a repository holds; nothing that is there is touched."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cache import Cache
from planlint.cli.output import Refused, show
from planlint.configuration.discovery import NAMES, Configurations
from planlint.configuration.first import WORKFLOW, configuration, hook
from planlint.language.faults import RuleSetFaults
from planlint.reporters.wording import many
from planlint.rulesets import heads
from planlint.run.checking import check
from planlint.run.configured import Configured
from planlint.run.gathering import Terms
from planlint.run.judging import Against
from planlint.run.naming import RuleChoice
from planlint.run.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HOOKS, FLOW = ".pre-commit-config.yaml", ".github/workflows/planlint.yml"
MODE = 0o644
NEXT = (
    "Next: `planlint check` shows what is there, `planlint baseline` keeps it so that only new findings count,",
    "`pre-commit install` (pre-commit.com) checks each commit. The workflow checks pull requests on GitHub.",
)


@click.command(name="init", short_help="Write a first configuration.")
def command() -> None:
    """Write a first configuration.

    Looks which plans the repository holds, and writes .planlint.yaml, an entry
    for pre-commit, and a workflow. A file that is there is left as it is.
    """
    root = Places(None, repository=True).root(Path("plan.md"))
    plans = _recognised(root)
    for line in _done(root, plans):  # what was written is said, whatever comes after
        show(f"{line}\n")


def _recognised(root: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the Markdown files below a root, by path, with the rulesets they follow."""
    cache = Cache.below(root)
    against = Against(candidates=heads(cache), rules=RuleChoice(("planlint/unrecognised",)), cache=cache)
    places = Places(root, repository=True)
    report = check([str(root)], Terms(Configured(Configurations(places.root, none=True), against), places))
    return {os.path.relpath(plan.path, root).replace(os.sep, "/"): plan.rulesets for plan in report.plans}


def _done(root: Path, plans: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Write what is not there; yield what was done."""
    found = sum(bool(rulesets) for rulesets in plans.values())
    yield f"{many(found, 'plan')} recognised among {many(len(plans), 'Markdown file')}."
    there = _configured(root)
    yield f"{there} is there and was left as it is." if there else _write(root, NAMES[0], configuration(plans))
    entry = hook(plans)
    if os.path.lexists(root / HOOKS):
        yield f"{HOOKS} is there and was left as it is. Where it has no entry for planlint, add this to its repos:"
        yield entry.rstrip()
    else:
        yield _write(root, HOOKS, f"repos:\n{entry}")
    yield _write(root, FLOW, WORKFLOW)
    yield from ("", *NEXT)


def _configured(root: Path) -> str:
    """Return the name of the configuration that a folder has, "" for none."""
    try:
        found = Configurations(lambda _: root).nearest(root / "plan.md")
    except RuleSetFaults as faults:
        raise Refused(f"The configuration is broken:\n{faults}") from None
    return found.shown if found else next((name for name in NAMES[:2] if os.path.lexists(root / name)), "")


def _write(root: Path, name: str, text: str) -> str:
    """Write a file that is not there; return what was done. Raises Refused."""
    if os.path.lexists(root / name):
        return f"{name} is there and was left as it is."
    try:
        _make_folder(root, Path(name))
        _create(root / name, text)
    except OSError as error:
        raise Refused(f"{name} could not be written: {error.strerror}.") from None
    return f"{name} written."


def _make_folder(root: Path, name: Path) -> None:
    """Make the folder that a file is to lie in. Raises Refused where something else is in its place, and OSError."""
    folder = root / name.parent
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        raise Refused(f"{name.as_posix()} was not written: its folder is a link out of the repository.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise Refused(f"{name.as_posix()} was not written: {name.parent.as_posix()} is no folder.") from None


def _create(file: Path, text: str) -> None:
    """Write a new file whole, or none. Raises OSError."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError:
        file.unlink()
        raise
