"""`planlint check`: options in, reports out, and the exit code of a run."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlint.cache import Cache
from planlint.cli.again import again
from planlint.cli.output import Refused, complain, emit, look
from planlint.cli.shelf import rulesets_of
from planlint.cli.writing import write_all
from planlint.finding import Severity
from planlint.report import UNRECOGNISED
from planlint.reporters import REPORTERS
from planlint.reporters.summary import summary
from planlint.repository.listing import files_at, marked_above
from planlint.rulesets import heads, shipped
from planlint.run.checking import MOST_BYTES, Standard, Terms, check
from planlint.run.judging import Against
from planlint.run.naming import RuleChoice
from planlint.run.places import Places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from planlint.report import Report

SEVERITIES = {severity.label: severity for severity in Severity}
SIZE = re.compile(r"(\d+)\s*(|[KM])(?:i?B)?", re.IGNORECASE)
FACTORS = {"": 1, "K": 1 << 10, "M": 1 << 20}


def _size(_context: click.Context, _option: click.Parameter, value: str) -> int:
    """Return the bytes that 500000, 500K or 10MiB mean."""
    found = SIZE.fullmatch(value)
    if not found:
        raise click.BadParameter(f"'{value}' is no size; write bytes, or a number with K or M.")
    return int(found[1]) * FACTORS[found[2].upper()]


def _reports(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> list[tuple[str, Path]]:
    """Return the format and the file of each FORMAT=FILE."""
    found = [value.partition("=") for value in values]
    for value, (form, _, file) in zip(values, found, strict=True):
        if form not in REPORTERS or not file:
            raise click.BadParameter(f"'{value}' is not FORMAT=FILE with one of {', '.join(REPORTERS)}.")
        if [each[2] for each in found].count(file) > 1:
            raise click.BadParameter(f"'{file}' cannot hold two reports.")
    return [(form, Path(file)) for form, _, file in found]


def _names(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command(short_help="Lint plans.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--ruleset", "names", multiple=True, metavar="NAME|FILE", help="Hold plans against this ruleset.")
@click.option("--select", multiple=True, callback=_names, metavar="RULE", help="Judge these rules only.")
@click.option("--ignore", multiple=True, callback=_names, metavar="RULE", help="Leave these rules out.")
@click.option("--format", "form", type=click.Choice(list(REPORTERS)), default="text", show_default=True)
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    callback=_reports,
    help="Write a report to a file as well.",
)
@click.option(
    "--min-severity",
    type=click.Choice(list(SEVERITIES)),
    default="warning",
    show_default=True,
    help="Show findings from here on.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="error",
    show_default=True,
    help="Exit with 1 for findings from here on, shown or not.",
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The repository's root. [default: git's top level above a plan, else the current folder]",
)
@click.option("--base", default="", metavar="REV", help="Files to create must not be there where HEAD and REV part.")
@click.option("--no-repository", is_flag=True, help="Look at nothing outside the plans.")
@click.option("--stdin-filename", default="", metavar="PATH", help="What - stands for.")
@click.option(
    "--max-size",
    metavar="SIZE",
    callback=_size,
    default=str(MOST_BYTES),
    help="Do not read longer plans. [default: 10M]",
)
@click.option(
    "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Use N processes. [default: as is worth it]"
)
@click.option("--allow-empty", is_flag=True, help="Exit with 0 where there is no file to check.")
@click.option(
    "--color", "--colour", "colour", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True
)
@click.option("-q", "--quiet", is_flag=True, help="Leave out the summary.")
@click.option("-v", "--verbose", is_flag=True, help="Say for each plan what was judged.")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
@click.option("--no-config", is_flag=True, help="Read no configuration (none is read yet).")
@click.option("--no-cache", is_flag=True, help="Read and write no cache.")
@click.pass_context
def command(context: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Lint plans.

    PATH is a file, a folder, or - for standard input. Without one, the
    Markdown files below the current folder that a ruleset recognises.
    """
    report = check([path for path in paths if path != "-"], _terms(options), _standard(paths, options))
    report = write_all(replace(report, options=again(options)), options["reports"])
    _print(report, options)
    context.exit(_code(report, options))


def _terms(options: dict[str, Any]) -> Terms:
    choice = RuleChoice(options["select"], options["ignore"])
    cache = None if options["no_cache"] else Cache.below(marked_above(Path.cwd()) or Path.cwd())
    given = rulesets_of(options["names"], cache)
    unknown = (choice.select or choice.ignore) and choice.unknown((*given, *rulesets_of(shipped(), cache)))
    if unknown:
        raise click.UsageError(str(unknown))
    return Terms(
        against=Against(given, () if given else heads(cache), choice, cache),
        places=_places(options),
        most_bytes=options["max_size"],
        shown_from=SEVERITIES[options["min_severity"]],
        jobs=options["jobs"],
    )


def _places(options: dict[str, Any]) -> Places:
    places = Places(options["root"], repository=not options["no_repository"], base=options["base"])
    if options["base"] and files_at(places.root(Path("plan.md")), options["base"]) is None:
        raise click.BadParameter(f"there is no revision '{options['base']}' here.", param_hint="'--base'")
    return places


def _standard(paths: Sequence[str], options: dict[str, Any]) -> Standard | None:
    if "-" in paths:
        if sys.stdin is None:  # closed by whoever started this
            raise Refused("The plan could not be read: standard input is closed.")
        return Standard(sys.stdin.buffer, options["stdin_filename"])
    if options["stdin_filename"]:
        raise click.UsageError("--stdin-filename says what - stands for, and there is no - among the paths")
    return None


def _print(report: Report, options: dict[str, Any]) -> None:
    style = look(options["colour"], quiet=options["quiet"], verbose=options["verbose"])
    emit(REPORTERS[options["form"]](report, style))
    if options["form"] in {"concise", "github"} and not options["quiet"]:
        complain(summary(report).rstrip("\n"))
    if _nothing(report):
        complain("planlint: There is no Markdown file to check here (--allow-empty: that is all right).")
    if options["debug"]:
        for error in report.errors:
            complain(error.details)


def _nothing(report: Report) -> bool:
    return not (report.plans or report.errors or report.passed_over)


def _code(report: Report, options: dict[str, Any]) -> int:
    """Return the exit code of a run: 2 where a part could not be judged, 1 for findings that count, else 0."""
    if report.errors or (_nothing(report) and not options["allow_empty"]):
        return Refused.exit_code
    least = SEVERITIES.get(options["fail_on"])
    counted = (finding.severity for finding in report.findings if finding.rule != UNRECOGNISED)
    return int(least is not None and any(severity >= least for severity in counted))
