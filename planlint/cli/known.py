"""Baselines on the command line: which one holds for a plan, and a report without what it knows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from planlint.cli.output import Refused
from planlint.run.baseline import BaselineError, deleted, load, place, without

if TYPE_CHECKING:
    from pathlib import Path

    from planlint.report import Report
    from planlint.run.baseline import Known
    from planlint.run.gathering import Terms


def unknown(report: Report, terms: Terms, given: Path | None) -> Report:
    """Return a report of what no baseline knows: the given one, else the configured ones. Raises Refused."""
    files = {plan.path: given or configured(report.place_of(plan.path), terms) for plan in report.plans}
    if not any(files.values()):
        return report
    read = cache(lambda file: _read(terms, file))
    plans = [
        without(plan, read(file).get(place(plan.path, file), {})) if file else plan
        for plan, file in ((plan, files[plan.path]) for plan in report.plans)
    ]
    gone = {path: count for file in files.values() if file for path, count in deleted(read(file), file)}
    return replace(report, plans=tuple(plans), gone=tuple(sorted(gone.items())))


def configured(plan: Path, terms: Terms) -> Path | None:
    """Return the baseline that a plan's configuration names. Raises Refused for one that leaves the root."""
    found = terms.configured.nearest(plan)
    if found is None or found.baseline is None:
        return None
    try:
        terms.configured.source(found.baseline, found.root)
    except OSError as error:
        raise Refused(f"The baseline {found.baseline} cannot be read: {error.strerror}.") from None
    return found.baseline


def _read(terms: Terms, file: Path) -> Known:
    source = terms.configured.source(file)
    if source is None:
        raise Refused(
            f"The baseline {file} is not trusted: with --untrusted, it is read from --base REV, if it is there."
        )
    try:
        return load(source)
    except BaselineError as error:
        raise Refused(str(error)) from None
