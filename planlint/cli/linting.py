"""Linting: the options of `planlint check` in, reports out, and the exit code of a run."""

from __future__ import annotations

import sys
from dataclasses import replace
from time import perf_counter_ns
from typing import TYPE_CHECKING

from planlint.cli.again import again
from planlint.cli.course import account, course
from planlint.cli.known import unknown
from planlint.cli.output import Misused, Refused, complain, emit, look
from planlint.cli.terms import SEVERITIES, cache_of, misread, terms_of
from planlint.compiling import keep_expressions
from planlint.finding import Severity
from planlint.language.faults import RuleSetFaults
from planlint.report import UNRECOGNISED
from planlint.reporters import REPORTERS
from planlint.reporters.summary import left_out, summary
from planlint.run.checking import check
from planlint.run.gathering import Standard, Terms
from planlint.run.naming import UnknownRuleError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from planlint.answers import Question
    from planlint.report import PlanReport, Report

#: Formats that end with a summary, or have it beside them on standard error.
SUMMED_UP = frozenset({"text", "concise", "github", "markdown", "agent"})


def lint(paths: tuple[str, ...], options: dict[str, Any], question: Question | None) -> int:
    """Check plans, print what is found, and return the exit code; `question` is where the answer is kept.

    Raises Refused and Misused.
    """
    start = perf_counter_ns()
    terms, report = reported(paths, options)
    report = unknown(report, terms, options["baseline"])
    judged = perf_counter_ns()
    if options["form"] == "agent":
        report = replace(report, shown_from=_orders_from(report, terms, options))
    report = _written(replace(report, options=again(options)), options["reports"])
    said = _print(report, options)
    if options["verbose"]:
        cache = terms.configured.cache
        complain(account(report, start, judged, perf_counter_ns(), cache.foreign if cache else 0))
    code = _code(report, terms, options)
    if question is not None and not report.refusal and code != Refused.exit_code and not options["verbose"]:
        from planlint.run.witness import conditions  # noqa: PLC0415 - not loaded where nothing is kept

        question.keep(*said, code, conditions(report, paths, options["names"], terms, question.start))
    return code


def _written(report: Report, wanted: Sequence[tuple[str, Path]]) -> Report:
    if not wanted:
        return report
    from planlint.cli.writing import write_all  # noqa: PLC0415 - most runs write none

    return write_all(report, wanted)


def reported(paths: tuple[str, ...], options: dict[str, Any]) -> tuple[Terms, Report]:
    """Return the terms that options set, and the report on plans. Raises Refused and Misused."""
    paths = (*paths, *misread(options))
    cache = cache_of(options)
    terms = terms_of(options, cache)
    try:
        with course(options) as told:
            named = [path for path in paths if path != "-"]
            report = check(named, replace(terms, told=told), _standard(paths, options))
    except RuleSetFaults as faults:
        raise Refused(f"The configuration is broken:\n{faults}") from None
    except UnknownRuleError as error:
        raise Misused(str(error)) from None
    keep_expressions(cache)
    return terms, report


def _standard(paths: Sequence[str], options: dict[str, Any]) -> Standard | None:
    if "-" in paths:
        if sys.stdin is None:  # closed by whoever started this
            raise Refused("The plan could not be read: standard input is closed.")
        return Standard(sys.stdin.buffer, options["stdin_filename"])
    if options["stdin_filename"]:
        raise Misused("--stdin-filename says what - stands for, and there is no - among the paths")
    return None


def _print(report: Report, options: dict[str, Any]) -> tuple[str, str]:
    """Print a report; return what went to standard output and to standard error."""
    style = look(options["colour"], quiet=options["quiet"], verbose=options["verbose"])
    printed = REPORTERS[options["form"]](report, style)
    emit(printed)
    said = ""
    if options["form"] in {"concise", "github"} and not options["quiet"]:
        said += complain(summary(report).rstrip("\n"))
    if options["form"] not in SUMMED_UP and not options["quiet"] and left_out(report):
        said += complain(left_out(report))
    if report.refusal and not options["quiet"]:
        said += complain(f"planlint: Git could not say which files there are ({report.refusal}); folders were walked.")
    if _nothing(report):
        said += complain("planlint: There is no Markdown file to check here (--allow-empty: that is all right).")
    if options["debug"]:
        for error in report.errors:
            complain(error.details)
    return printed, said


def _nothing(report: Report) -> bool:
    return not (report.plans or report.errors or report.passed_over or report.excluded or report.unchanged)


def _code(report: Report, terms: Terms, options: dict[str, Any]) -> int:
    """Return the exit code of a run: 2 where a part could not be judged, 1 for findings that count, else 0."""
    if report.errors or (_nothing(report) and not options["allow_empty"]):
        return Refused.exit_code
    return int(
        any(_fails(plan, options["fail_on"] or _fail_on(report.place_of(plan.path), terms)) for plan in report.plans)
    )


def _orders_from(report: Report, terms: Terms, options: dict[str, Any]) -> Severity:
    """Return the least severity of orders: what makes a run fail is one, whatever else is to be shown."""
    words = {options["fail_on"] or _fail_on(report.place_of(plan.path), terms) for plan in report.plans}
    return min([report.shown_from, *(SEVERITIES[word] for word in words if word in SEVERITIES)])


def _fail_on(plan: Path, terms: Terms) -> str:
    configuration = terms.configured.nearest(plan)
    return (configuration.fail_on if configuration else "") or Severity.ERROR.label


def _fails(plan: PlanReport, fail_on: str) -> bool:
    least = SEVERITIES.get(fail_on)
    counted = (finding.severity for finding in plan.findings if finding.rule != UNRECOGNISED)
    return least is not None and any(severity >= least for severity in counted)
