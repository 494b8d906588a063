"""What a loaded ruleset is: plain frozen data, checked, ready to judge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from planlint.record import record

if TYPE_CHECKING:
    from planlint.finding import Severity

Ranges = tuple[tuple[int, int], ...]
Captures = Mapping[str, "str | tuple[str, ...]"]
#: Longer files are no rulesets.
LARGEST_BYTES = 1 << 20
#: One for all that captured nothing.
NO_CAPTURES: Captures = {}


@record
class Selector:
    """One noun with patterns and attributes, or a choice of selectors.

    `attributes` holds compiled values by the attribute's name in the
    language ("directly under", "checked", …): selectors for the relations,
    phrases for mentions, plain values for the rest. Compared by identity,
    so that what it selects can be remembered per document.
    """

    noun: str  # "" where any_of or first_of is given
    patterns: tuple[str, ...] = ()
    attributes: tuple[tuple[str, Any], ...] = ()
    any_of: tuple[Selector, ...] = ()
    first_of: tuple[Selector, ...] = ()
    at_least: int = 1
    at_most: int | None = None
    same: Selector | None = None  # `in the same`, for be matched by
    reads: str = ""  # how the ruleset's author wrote it, for messages
    references: frozenset[str] = frozenset()  # the names its patterns hold


@record
class Fact:
    """One condition of `when` or `unless`."""

    kind: str  # status | plan has | plan has no | it has | it has no | it is | it mentions | field | repository has
    value: Any  # str, Selector, tuple of phrases, or (label pattern, value) for field


@record
class Clause:
    """What the rule demands: verb, polarity, object."""

    verb: str  # "have", "be matched by", …
    negated: bool
    objects: tuple[Any, ...]  # Selectors or strings, as the verb takes them
    any_of: bool = False  # one of the objects is enough


@record
class Example:
    """A plan that a rule is run on by `planlint test`."""

    plan: str
    at: tuple[int, ...] = ()  # lines of the findings; () in a pass
    path: str = ""
    files: tuple[tuple[str, str], ...] | None = None  # name, content; None: no repository


@record
class Row:
    """One line of a rule's `where`: names for the patterns, and its own source lines if it has them."""

    names: tuple[tuple[str, str | tuple[str, ...]], ...]
    lines: Ranges = ()


@record
class Rule:
    """One clause of a source document."""

    name: str  # without the ruleset's
    severity: Severity
    subject: Selector | None  # None: the plan
    clause: Clause
    rows: tuple[Row, ...]
    when: tuple[Fact, ...]
    unless: tuple[Fact, ...]
    point_at: Selector | None
    fold: int  # as one finding: N; 0 where it is not asked for
    stands_alone: bool
    lines: Ranges
    because: str
    say: str
    fix: str
    passes: tuple[Example, ...]
    fails: tuple[Example, ...]
    position: tuple[int, int] = (1, 1)  # of the rule in its file
    quotes: tuple[str, ...] = ()  # what the document says, word for word, where the author keeps that
    since: str = ""  # a date: older plans are not held against it; "" for all


@record
class Signal:
    """Points for a format when the plan has such a thing."""

    points: int
    has: Selector


@record
class Status:
    """Where a plan says how far it is, and with which words."""

    field: str
    words: tuple[tuple[str, tuple[str, ...]], ...]  # draft | active | done -> values


@record
class Unchecked:
    """Lines of the source document that no rule decides, and why."""

    lines: Ranges
    why: str


@record
class Contradiction:
    """Where the source document contradicts itself, and how it is read."""

    lines: Ranges
    why: str
    read_as: str


@record
class Change:
    """What a ruleset, `by`, does to a rule of one that it builds on; `because` may be ""."""

    rule: str
    by: str
    what: str
    because: str


@record
class RuleSet:
    """A whole ruleset."""

    name: str
    title: str
    document: str
    document_lines: int
    sha256: str
    signals: tuple[Signal, ...]
    status: Status | None
    not_content: tuple[Selector, ...]
    rules: tuple[Rule, ...]
    unchecked: tuple[Unchecked, ...] = ()
    structure: Ranges = ()
    contradictions: tuple[Contradiction, ...] = ()
    terms: tuple[tuple[str, Selector], ...] = ()
    path: str = ""
    parents: tuple[RuleSet, ...] = ()  # the rulesets it builds on, as it changes them
    changes: tuple[Change, ...] = ()  # what rulesets that build on it did to its rules

    @property
    def off(self) -> tuple[str, ...]:
        """Return the names of its rules that a ruleset which builds on it switched off."""
        left = {rule.name for rule in self.rules}
        return tuple(name for name in dict.fromkeys(change.rule for change in self.changes) if name not in left)

    @property
    def members(self) -> tuple[RuleSet, ...]:
        """Return what a plan is held against: the rulesets it builds on, and itself where it has rules of its own."""
        return (*self.parents, self) if self.rules or not self.parents else self.parents
