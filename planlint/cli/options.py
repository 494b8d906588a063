"""The options of `planlint check`, and what their values mean."""

from __future__ import annotations

import os
import re
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cli.brief import DEFAULTS
from planlint.cli.output import Misused
from planlint.cli.terms import SEVERITIES
from planlint.reporters import REPORTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

SIZE = re.compile(r"(\d+)\s*(|[KM])(?:i?B)?", re.IGNORECASE)
FACTORS = {"": 1, "K": 1 << 10, "M": 1 << 20}
#: Memory for so much is asked for before a plan is read.
MOST_SIZE = 1 << 30


def _size(_context: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    """Return the bytes that 500000, 500K or 10MiB mean. Raises BadParameter."""
    if value is None:
        return None
    found = SIZE.fullmatch(value)
    if not found:
        raise click.BadParameter(f"'{value}' is no size; write bytes, or a number with K or M.")
    size = float(found[1]) * FACTORS[found[2].upper()]  # of any number of digits, and exact as far as is allowed
    if size > MOST_SIZE:
        raise click.BadParameter(f"'{value}' is too much; a plan has at most {MOST_SIZE >> 20}M.")
    return int(size)


def _reports(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> list[tuple[str, Path]]:
    """Return the format and the file of each FORMAT=FILE."""
    found = [value.partition("=") for value in values]
    places = [os.path.realpath(file) for _, _, file in found]
    for value, (form, _, file) in zip(values, found, strict=True):
        if form not in REPORTERS or not file:
            raise click.BadParameter(f"'{value}' is not FORMAT=FILE with one of {', '.join(REPORTERS)}.")
        if file == "-":
            raise click.BadParameter(f"'-' is no file; --format {form} prints to standard output.")
        if places.count(os.path.realpath(file)) > 1:
            raise click.BadParameter(f"'{file}' cannot hold two reports.")
    return [(form, Path(file)) for form, _, file in found]


def _names(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    names = tuple(name.strip() for value in values for name in value.split(",") if name.strip())
    if values and not names:
        raise click.BadParameter("it names no rule; leave it out, or write one that `planlint rules` lists.")
    return names


OPTIONS = (
    click.argument("paths", nargs=-1, metavar="[PATH]..."),
    click.option("--ruleset", "names", multiple=True, metavar="NAME|FILE", help="Hold plans against this ruleset."),
    click.option("--select", multiple=True, callback=_names, metavar="RULE", help="Judge these rules only."),
    click.option("--ignore", multiple=True, callback=_names, metavar="RULE", help="Leave these rules out."),
    click.option("--format", "form", type=click.Choice(list(REPORTERS)), default=DEFAULTS["form"], show_default=True),
    click.option(
        "--report",
        "reports",
        multiple=True,
        metavar="FORMAT=FILE",
        callback=_reports,
        help="Write a report to a file as well.",
    ),
    click.option(
        "--min-severity",
        type=click.Choice(list(SEVERITIES)),
        help="Show findings from here on. [default: as configured, else warning]",
    ),
    click.option(
        "--fail-on",
        type=click.Choice([*SEVERITIES, "never"]),
        help="Exit with 1 for findings from here on, shown or not. [default: as configured, else error]",
    ),
    click.option(
        "--root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The repository's root. [default: git's top level above a plan, else the current folder]",
    ),
    click.option(
        "--base", default="", metavar="REV", help="Files to create must not be there where HEAD and REV part."
    ),
    click.option(
        "--changed",
        is_flag=False,
        flag_value="HEAD",
        metavar="[REV]",
        help="Lint only what differs from REV, or where its branch began. [REV's default: HEAD]",
    ),
    click.option("--no-repository", is_flag=True, help="Look at nothing outside the plans."),
    click.option("--stdin-filename", default="", metavar="PATH", help="What - stands for."),
    click.option(
        "--max-size",
        metavar="SIZE",
        callback=_size,
        help="Do not read longer plans. [default: 10M]",
    ),
    click.option(
        "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Use N processes. [default: as is worth it]"
    ),
    click.option("--allow-empty", is_flag=True, help="Exit with 0 where there is no file to check."),
    click.option(
        "--color",
        "--colour",
        "colour",
        type=click.Choice(["auto", "always", "never"]),
        default=DEFAULTS["colour"],
        show_default=True,
    ),
    click.option("-q", "--quiet", is_flag=True, help="Leave out the summary."),
    click.option("-v", "--verbose", is_flag=True, help="Say for each plan what was judged, and where the time went."),
    click.option("--debug", is_flag=True, help="Show tracebacks."),
    click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Read this configuration; its patterns are from the current folder. [default: the nearest above a plan]",
    ),
    click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Leave out the findings that this baseline knows. [default: as configured]",
    ),
    click.option("--no-silence", is_flag=True, help="Heed no comment of a plan that silences rules."),
    click.option(
        "--untrusted",
        is_flag=True,
        help="Plans and tree come from strangers: heed no plan, use no cache, take what is configured from --base.",
    ),
    click.option("--no-config", is_flag=True, help="Read no configuration."),
    click.option("--no-cache", is_flag=True, help="Read and write no cache."),
)


def with_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command's function with the paths and all options of check; what does not go together is told."""

    @wraps(function)
    def told(*arguments: Any, **options: Any) -> Any:
        try:
            return function(*arguments, **options)
        except Misused as error:
            raise click.UsageError(str(error)) from None

    for option in reversed(OPTIONS):
        told = option(told)
    return told
