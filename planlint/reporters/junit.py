"""The report as JUnit XML: a suite for each plan, a test for each rule that found something."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from planlint.report import UNRECOGNISED
from planlint.reporters.markup import as_xml, element
from planlint.reporters.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree import ElementTree as ET

    from planlint.finding import Finding
    from planlint.report import ErrorEntry, Report
    from planlint.reporters.escape import Look

#: The test that every plan has, so that a plan without findings is a suite that passes.
WHOLE = "judged whole"
UNJUDGED = "No rule was judged: none that is selected belongs to the rulesets of this plan."


def render(report: Report, _look: Look) -> str:
    """Return the suites; what is shown fails, what was not judged is an error, a file that is no plan is skipped."""
    findings: dict[str, list[Finding]] = {plan.path: [] for plan in report.plans}
    errors: dict[str, list[ErrorEntry]] = {}
    for finding in report.shown:
        findings[finding.path].append(finding)
    for error in report.errors:
        errors.setdefault(error.path, []).append(error)
    unjudged = {plan.path for plan in report.plans if plan.rulesets and not plan.judged and not plan.idle}
    suites = [
        _suite(path, findings.get(path, []), errors.get(path, []), UNJUDGED if path in unjudged else "")
        for path in sorted({*findings, *errors})
    ]
    return as_xml(element("testsuites", {"name": "planlint", **_counts(suites)}, suites))


def _counts(inside: Sequence[ET.Element]) -> dict[str, int]:
    """Return how many tests stand below, and how many of them failed or broke."""
    found = {"tests": "testcase", "failures": "failure", "errors": "error"}
    return {key: sum(len(list(each.iter(name))) for each in inside) for key, name in found.items()}


def _suite(path: str, findings: Sequence[Finding], errors: Sequence[ErrorEntry], unjudged: str) -> ET.Element:
    """Return the suite of a plan; `unjudged` says why no rule was judged, if none was."""
    outcomes = [element("error", _said(error.code, error.message)) for error in errors]
    skipped_for = [*(each.message for each in findings if each.rule == UNRECOGNISED), *filter(None, [unjudged])]
    outcomes += [element("skipped", {"message": why}) for why in skipped_for]
    by_rule = sorted((each for each in findings if each.rule != UNRECOGNISED), key=lambda finding: finding.rule)
    failed = groupby(by_rule, lambda finding: finding.rule)
    tests = [*_whole(path, outcomes), *(_test(list(group)) for _, group in failed)]
    skipped = sum(outcome.tag == "skipped" for outcome in outcomes)
    return element("testsuite", {"name": path, **_counts(tests), "skipped": skipped}, tests)


def _said(kind: str, message: str) -> dict[str, str]:
    return {"type": kind, "message": message}


def _whole(path: str, outcomes: Sequence[ET.Element]) -> Iterator[ET.Element]:
    """Yield the test that a plan was judged; one for each reason why it was not."""
    for number, each in enumerate(outcomes or [None], start=1):
        name = WHOLE if number == 1 else f"{WHOLE} ({number})"
        yield element("testcase", {"classname": path, "name": name}, [] if each is None else [each])


def _test(findings: Sequence[Finding]) -> ET.Element:
    first = max(findings, key=lambda finding: finding.severity)
    more = f" (and {many(len(findings) - 1, 'more finding')})" if len(findings) > 1 else ""
    failure = _said(first.severity.label, f"{first.message}{more}")
    text = "\n".join(_line(finding) for finding in findings)
    return element("testcase", {"classname": first.path, "name": first.rule}, [element("failure", failure, text=text)])


def _line(finding: Finding) -> str:
    start = finding.start
    fix = f"; fix: {finding.fix}" if finding.fix else ""
    said = f"{finding.path}:{start.line}:{start.column}: {finding.severity.label}: {finding.message}{fix}"
    return said.replace("\n", " ")
