"""The shape of the JSON report, version 1: from here comes the published schema."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Severity = Literal["error", "warning", "note"]
Count = Annotated[int, Field(ge=0)]
Number = Annotated[int, Field(ge=1)]
Span = Annotated[list[Number], Field(min_length=2, max_length=2, description="First and last line, both included.")]
Code = Literal[
    "unreadable",
    "not-utf-8",
    "too-large",
    "nested-too-deep",
    "deadline",
    "worker-died",
    "internal-error",
    "regex-budget",
    "not-a-regular-file",
    "outside-root",
    "changed-meanwhile",
    "vanished",
    "report-not-written",
]


class Shape(BaseModel):
    """What every part of a report is: these keys and no others."""

    model_config = ConfigDict(extra="forbid")


class Tool(Shape):
    """Who made the report."""

    name: Literal["planlint"]
    version: str


class Position(Shape):
    """A place in a plan; lines and columns count from 1, in code points."""

    line: Number
    column: Number


class Rules(Shape):
    """How many rules judged something, and the names of those that found nothing to judge."""

    judged: Count
    idle: list[str]


class Paths(Shape):
    """How the paths that rules asked for came out."""

    verified: Count
    missing: Count
    ambiguous: Count
    uncheckable: Count


class Progress(Shape):
    """The plan's boxes by state."""

    checked: Count
    open: Count
    unknown: Count


class Plan(Shape):
    """What was judged in one plan; no rulesets where none fits."""

    path: str
    rulesets: list[str]
    chosen: Literal["option", "configuration", "plan", "recognised"]
    rules: Rules
    paths: Paths
    progress: Progress


class Edit(Shape):
    """A replacement of the text from start up to end."""

    start: Position
    end: Position
    text: str


class Source(Shape):
    """The lines of the source document that ask for it; no document for planlint's own checks."""

    document: str | None
    lines: list[Span]


class Related(Shape):
    """Another place that explains a finding."""

    path: str
    start: Position
    end: Position
    message: str


class Finding(Shape):
    """One violation; `end` is exclusive."""

    rule: str
    severity: Severity
    path: str
    start: Position
    end: Position
    section: list[str]
    message: str
    fix: str
    edits: list[Edit]
    source: Source
    related: list[Related]
    fingerprint: str


class Error(Shape):
    """What could not be judged or written, and why."""

    code: Code
    path: str
    line: Number | None
    message: str


class Summary(Shape):
    """All findings by severity, those that are not shown included."""

    plans: Count
    errors: Count
    warnings: Count
    notes: Count
    silenced: Count


class Report(Shape):
    """A report of planlint, as `planlint check --format json` prints it."""

    model_config = ConfigDict(extra="forbid", title="planlint report")

    version: Literal[1]
    tool: Tool
    plans: list[Plan]
    findings: list[Finding]
    complete: bool
    errors: list[Error]
    summary: Summary


def schema() -> str:
    """Return the JSON Schema, as it is committed in planlint/schemas."""
    made: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Report.model_json_schema()}
    return json.dumps(made, indent=2) + "\n"
