"""The ledger: which lines of its source document a ruleset accounts for, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planlint.language.model import Ranges, RuleSet


class Ledger(NamedTuple):
    """The lines of a source document by how they are accounted for; inclusive ranges."""

    cited: Ranges
    unchecked: Ranges
    structure: Ranges
    unaccounted: Ranges


def ledger(ruleset: RuleSet) -> Ledger:
    """Return the account of a ruleset's source document."""
    cited = _lines(span for rule in ruleset.rules for span in (*rule.lines, *_of_rows(rule.rows)))
    unchecked = _lines(span for entry in ruleset.unchecked for span in entry.lines)
    structure = _lines(ruleset.structure)
    rest = set(range(1, ruleset.document_lines + 1)) - cited - unchecked - structure
    return Ledger(joined(cited), joined(unchecked - cited), joined(structure - cited - unchecked), joined(rest))


def _of_rows(rows: Iterable[object]) -> list[tuple[int, int]]:
    return [span for row in rows for span in getattr(row, "lines", ())]


def _lines(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {line for first, last in spans for line in range(first, last + 1)}


def joined(lines: Iterable[int]) -> Ranges:
    """Return lines as ranges, neighbours joined."""
    spans: list[tuple[int, int]] = []
    for line in sorted(lines):
        if spans and spans[-1][1] == line - 1:
            spans[-1] = (spans[-1][0], line)
        else:
            spans.append((line, line))
    return tuple(spans)


def written(spans: Iterable[tuple[int, int]]) -> str:
    """Return ranges as people write them: "3, 5-9"."""
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


def merged(spans: Iterable[tuple[int, int]]) -> Ranges:
    """Return ranges in order, each line once; neighbours stay apart as their author wrote them."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(set(spans)):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def number(spans: Iterable[tuple[int, int]]) -> int:
    """Return how many lines ranges hold."""
    return sum(last - first + 1 for first, last in spans)
