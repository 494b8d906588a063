"""A whole run: from paths to a report; each plan behind the barrier."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import perf_counter_ns
from typing import TYPE_CHECKING, TypeVar

from planlint.files import ReadError, read, text_of
from planlint.finding import Severity
from planlint.report import UNRECOGNISED, ErrorEntry, PlanReport, Report
from planlint.run.barrier import Crash, guarded
from planlint.run.below import Found
from planlint.run.deadline import DeadlineError, deadline, seconds_for, seconds_for_bytes
from planlint.run.gathering import Standard, Terms, to_check
from planlint.run.judging import Judged, Surroundings, judge_plan
from planlint.run.record import dump, restore
from planlint.run.results import judge_and_keep, standing
from planlint.run.workers import Pool, usual_jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Result = TypeVar("Result", Judged, "Judged | None")
Anything = TypeVar("Anything")


def check(paths: Sequence[str], terms: Terms, standard: Standard | None = None) -> Report:
    """Return the report on the plans that paths name.

    Without any: the plans that the configuration names, else the current
    folder's that some ruleset recognises. Raises RuleSetFaults where a
    configuration is broken.
    """
    gathered, excluded, unchanged = to_check(paths, terms, standard)
    files = [found for found in gathered.plans if not standard or found.shown != standard.shown]
    begun = perf_counter_ns()
    judged = _all(files, terms)
    if standard and standard.shown not in {each.path for each in excluded}:
        judged.append(_from_stream(standard, terms))
    plans = [each.plan for each in judged if each.plan is not None]
    kept = [plan for plan in plans if paths or standard or gathered.named or not _passed_over(plan)]
    return Report(
        plans=tuple(sorted(kept, key=lambda plan: plan.path)),
        errors=tuple(sorted((*gathered.errors, *(error for each in judged for error in each.errors)), key=_order)),
        shown_from=_shown_from(files, terms),
        passed_over=len(plans) - len(kept),
        excluded=excluded,
        files=tuple(str(found.path) for found in gathered.plans),
        left_out=tuple(str(found.path) for found in gathered.left_out),
        trees=tuple(sorted({each.tree for each in judged if each.tree})),
        consulted=tuple(sorted({file for each in judged for file in each.consulted})),
        unchanged=unchanged,
        refusal=terms.places.refusal,
        empty=gathered.empty,
        foreign=gathered.foreign,
        begun=begun,
        spent=tuple(each.spent for each in judged if each.plan is not None),
    )


def _all(files: Sequence[Found], terms: Terms) -> list[Judged]:
    """Return what came of each file, in their order; the same whatever the number of processes."""
    judged = [_standing(found, terms) for found in files]
    open_ = [at for at, each in enumerate(judged) if each is None]
    stood = len(files) - len(open_)
    judge = judge_and_keep if len(files) > 1 else judge_plan  # one plan's answer as a whole is kept anyway
    of_file = partial(_of_file, terms=terms, judge=judge)
    jobs = min(terms.jobs or usual_jobs(len(open_)), len(open_))
    results = _each([files[at] for at in open_], of_file, jobs, lambda done: terms.told(len(files), stood + done))
    for at, result in zip(open_, results, strict=True):
        judged[at] = result
    return [each for each in judged if each is not None]


def _each(
    files: Sequence[Found], of_file: Callable[[Found], Judged], jobs: int, told: Callable[[int], None]
) -> list[Judged]:
    """Judge files, in so many processes."""
    if jobs > 1 and hasattr(os, "fork"):
        pool = Pool(lambda task: dump(of_file(files[task])), lambda task: dump(_lost(files[task])))
        with suppress(OSError):  # no other process is to be had, or no pipe to it: this one does it all
            return [restore(text) for text in pool.run(len(files), jobs, told)]
    judged: list[Judged] = []
    for found in files:
        judged.append(of_file(found))
        told(len(judged))
    return judged


def _standing(found: Found, terms: Terms) -> Judged | None:
    """Return what came of a file in an earlier run, None where it has to be judged."""
    if terms.configured.cache is None:
        return None
    judged = _checked(found.shown, partial(_from_file, found, terms, standing), _seconds(found, terms))
    return judged if judged and judged.plan else None  # what goes wrong here is told when the file is judged


def _of_file(found: Found, terms: Terms, judge: Callable[..., Judged]) -> Judged:
    return _checked(found.shown, partial(_from_file, found, terms, judge), _seconds(found, terms))


def _seconds(found: Found, terms: Terms) -> float:
    return seconds_for(found.path, terms.most_bytes)


def _lost(found: Found) -> Judged:
    message = "The process that judged this plan died; the plan was not judged. Out of memory is the usual reason."
    return Judged(None, (ErrorEntry("worker-died", found.shown, None, message),))


def _shown_from(files: Sequence[Found], terms: Terms) -> Severity:
    """Return the least severity to show: of several configurations, the one that shows most."""
    if terms.shown_from is not None:
        return terms.shown_from
    found = (terms.configured.nearest(each.path) for each in (*files, Found("", Path("plan.md"))))
    words = {each.min_severity for each in found if each}
    said = [severity for severity in Severity if severity.label in words]
    return min(said, default=Severity.WARNING)


def _order(error: ErrorEntry) -> tuple[str, int, str, str]:
    return (error.path, error.line or 0, error.code, error.message)


def _passed_over(plan: PlanReport) -> bool:
    return any(finding.rule == UNRECOGNISED for finding in plan.findings)


def _checked(path: str, judged: partial[Result], seconds: float) -> Result | Judged:
    """Return what came of one plan, whatever happens on the way."""
    try:
        with deadline(seconds):
            return _unhurried(path, judged)
    except DeadlineError:
        message = (
            f"A plan of its length is judged in {seconds:g} seconds, and this one was not; nothing is said about it."
        )
        return Judged(None, (ErrorEntry("deadline", path, None, message),))


def _unhurried(path: str, step: partial[Anything]) -> Anything | Judged:
    """Return what came of a step that may take its time."""
    result = guarded(step)
    if isinstance(result, Crash):
        return Judged(None, (ErrorEntry("internal-error", path, None, result.message, result.traceback),))
    return result


def _from_file(found: Found, terms: Terms, judge: Callable[..., Result]) -> Result | Judged:
    places = terms.places
    start = perf_counter_ns()
    try:
        text = read(found.path, places.root(found.path), terms.most_bytes)
    except ReadError as error:
        return _unread(found.shown, error)
    reading = perf_counter_ns() - start
    repository = places.repository(found.path)
    around = Surroundings(repository, places.plan_path(found.path))
    judged = judge(text, found.shown, terms.configured.against(found.path), around)
    if judged is None:
        return judged
    judged = judged._replace(spent=judged.spent._replace(reading=reading))
    if repository is None or not repository.was_listed:
        return judged
    root = places.root(found.path)
    consulted = tuple(str(root / path) for path in sorted(repository.files_read))
    return judged._replace(tree=str(root), consulted=consulted)


def _from_stream(standard: Standard, terms: Terms) -> Judged:
    """Return what came of a plan on standard input; whoever writes it there may take their time."""
    text = _unhurried(standard.shown, partial(_text_of, standard, terms))
    if isinstance(text, Judged):
        return text
    seconds = seconds_for_bytes(len(text.encode(errors="surrogatepass")))
    return _checked(standard.shown, partial(_of_stream, text, standard, terms), seconds)


def _text_of(standard: Standard, terms: Terms) -> str | Judged:
    try:
        return text_of(standard.stream, terms.most_bytes)
    except ReadError as error:
        return _unread(standard.shown, error)


def _of_stream(text: str, standard: Standard, terms: Terms) -> Judged:
    plan_path = terms.places.plan_path(standard.place) if standard.name else ""
    around = Surroundings(terms.places.repository(standard.place), plan_path)
    return judge_plan(text, standard.shown, terms.configured.against(standard.place), around)


def _unread(path: str, error: ReadError) -> Judged:
    return Judged(None, (ErrorEntry(error.code, path, error.line, str(error)),))
