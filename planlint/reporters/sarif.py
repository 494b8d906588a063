"""The report as SARIF 2.1.0, by the rules of GitHub code scanning: results, their rules, what was not judged."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from planlint.finding import Severity
from planlint.report import UNRECOGNISED
from planlint.reporters.escape import as_json, visible
from planlint.reporters.wording import HOME, in_words, sentences, source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planlint.finding import Finding, Position
    from planlint.report import Report
    from planlint.reporters.escape import Look

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#: GitHub refuses files with more.
MOST_RESULTS = 25_000
OWN_CHECK = "A check of planlint's own, which no source document asks for"
PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}


def render(report: Report, _look: Look) -> str:
    """Return one run; `executionSuccessful` is false where something was not judged."""
    found = [finding for finding in report.shown if finding.rule != UNRECOGNISED]
    findings = sorted(found, key=lambda finding: -finding.severity)[:MOST_RESULTS]
    rules = {finding.rule: finding for finding in reversed(findings)}
    places = {name: number for number, name in enumerate(sorted(rules))}
    run = {
        "tool": {"driver": _driver(report, [rules[name] for name in places])},
        "invocations": [_invocation(report, left_out=len(found) - len(findings))],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, places) for finding in sorted(findings, key=lambda finding: finding.order)],
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _driver(report: Report, rules: Iterable[Finding]) -> dict[str, Any]:
    return {
        "name": "planlint",
        "version": report.version,
        "semanticVersion": report.version,
        "informationUri": HOME,
        "rules": [_rule(finding) for finding in rules],
    }


def _rule(finding: Finding) -> dict[str, Any]:
    """Return a rule as one of its findings tells of it."""
    ruleset, _, rule = finding.rule.rpartition("/")
    because = finding.because or OWN_CHECK
    explained = f"`planlint explain {finding.rule}` shows what it asks for, what passes and what fails"
    return {
        "id": visible(finding.rule),
        "name": "".join(word.capitalize() for word in visible(in_words(rule)).split()),
        "shortDescription": _message(in_words(rule).capitalize()),
        "fullDescription": _message(because),
        "help": _message(because, explained),
        "defaultConfiguration": {"level": finding.severity.label},
        "properties": {"tags": [visible(ruleset)], "problem.severity": PROBLEMS[finding.severity]},
    }


def _message(*texts: str) -> dict[str, str]:
    """Return sentences as a message in which nobody's brackets become a link."""
    return {"text": visible(sentences(*texts)).replace("](", "] (")}


def _invocation(report: Report, left_out: int) -> dict[str, Any]:
    notifications = [
        _notification(error.code, "error", error.path, error.message, error.line) for error in report.errors
    ]
    notifications += [
        _notification(each.rule, "note", each.path, each.message) for each in report.shown if each.rule == UNRECOGNISED
    ]
    if left_out:
        message = f"GitHub takes {MOST_RESULTS} results; {left_out} more, none of them louder, are left out"
        notifications.append({"level": "warning", "message": _message(message)})
    return {"executionSuccessful": report.complete, "toolExecutionNotifications": notifications}


def _notification(name: str, level: str, path: str, message: str, line: int | None = None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": uri(path)}}
    if line:
        place["region"] = {"startLine": line}
    return {
        "descriptor": {"id": name},
        "level": level,
        "message": _message(message),
        "locations": [{"physicalLocation": place}],
    }


def _result(finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": visible(finding.rule),
        "ruleIndex": places[finding.rule],
        "level": finding.severity.label,
        "message": _message(finding.message, finding.fix),
        "locations": [_location(finding.path, finding.start, finding.end)],
        "partialFingerprints": {"primaryLocationLineHash": f"{finding.fingerprint}:1"},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "message": _message(each.message), **_location(each.path, each.start, each.end)}
            for number, each in enumerate(finding.related, start=1)
        ]
    if finding.document:
        result["properties"] = {"source": visible(source(finding))}
    return result


def _location(path: str, start: Position, end: Position) -> dict[str, Any]:
    region = {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
    return {"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": region}}


def uri(path: str) -> str:
    """Return a path as a URI reference; relative to the root of the repository, unless it is absolute."""
    normal = posixpath.normpath(visible(path))
    return ("file://" if normal.startswith("/") else "") + quote(normal)
