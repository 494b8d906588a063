"""A case: one rule held against one subject, and the violations a verb sees in it."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from planlint.judging.values import has_any
from planlint.named import NamedTuple
from planlint.record import record

if TYPE_CHECKING:
    from planlint.judging.select import Selection
    from planlint.language.model import Captures, Clause, Row, Selector
    from planlint.markdown.document import Document
    from planlint.markdown.nodes import Node
    from planlint.repository import Repository, Resolution


#: A link that leads out of the repository: an address, or another host.
ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


class Related(NamedTuple):
    """Another place of the same plan that explains a violation; offsets, end exclusive."""

    start: int
    end: int
    message: str


class Violation(NamedTuple):
    """What a verb saw: offsets, what is missing or was found, and whether something is absent."""

    start: int
    end: int
    missing: str = ""
    found: str = ""
    captures: Captures = {}  # noqa: RUF012 - never changed
    absent: bool = False
    related: tuple[Related, ...] = ()
    node: Node | None = None  # the thing itself, where there is one


@record
class Surroundings:
    """What stands around a plan: the repository, its own path in it, and what paths resolved to."""

    repository: Repository | None
    plan_path: str
    resolved: dict[str, Resolution]

    def resolve(self, path: str) -> Resolution:
        """Return what a path resolves to, remembered so that each is counted once."""
        from planlint.repository import Resolution  # noqa: PLC0415 - not loaded where no rule asks

        if path not in self.resolved:
            nowhere = Resolution("uncheckable", None)
            self.resolved[path] = self.repository.resolve(path) if self.repository else nowhere
        return self.resolved[path]

    def was_there(self, path: str) -> bool:
        """Tell whether a path was there before the changes that the plan comes with."""
        if self.repository is None or not self.repository.has_base:
            return self.resolve(path).outcome == "verified"
        return self.repository.was_there(path)

    def resolve_link(self, target: str) -> Resolution:
        """Return what a link's target resolves to: from the plan's own folder, then from the root."""
        name = unquote(target.partition("#")[0].partition("?")[0])
        here = posixpath.normpath(posixpath.join(posixpath.dirname(self.plan_path), name))
        found = self.resolve(here)
        if ELSEWHERE.match(target) or f"{here}/".startswith(("./", "../")):  # the root, or what lies beyond
            return found._replace(outcome="uncheckable", path=None)
        if found.outcome == "verified" or not name:
            return found
        from_root = self.resolve(name)
        known = from_root.outcome in {"verified", "ambiguous"} or found.outcome == "ambiguous"
        gone = self.repository is not None and not known and not self.repository.has(posixpath.basename(name))
        return found._replace(outcome="missing") if gone else from_root


@record
class Case:
    """One clause, one subject, with all that a verb may look at."""

    selection: Selection
    clause: Clause
    subject: Node
    names: Captures  # of the row; what selectors are compared with
    captures: Captures  # the row's and the subject's; what messages and counterparts know
    surroundings: Surroundings

    @property
    def document(self) -> Document:
        """Return the plan."""
        return self.selection.document

    @property
    def is_plan(self) -> bool:
        """Tell whether the subject is the plan as a whole."""
        return self.subject is self.selection.plan

    def find(self, selector: Selector) -> list[tuple[Node, Captures]]:
        """Return what a selector means inside the subject."""
        scope = None if self.is_plan else self.subject
        return [(match.node, match.captures) for match in self.selection.find(selector, self.names, scope)]

    def holds(self, node: Node, values: tuple[str, ...]) -> bool:
        """Tell whether a node has one of several values, in this plan."""
        return has_any(node, self.document, values, self.names, self.selection.aside)

    def at_subject(self, missing: str = "", found: str = "", *, absent: bool = False) -> Violation:
        """Return a violation at the subject's heading, label or first line."""
        return Violation(
            self.subject.mark_start, self.subject.mark_end, missing, found, absent=absent, node=self.subject
        )


def at_node(node: Node, captures: Captures, missing: str = "", found: str = "") -> Violation:
    """Return a violation at a thing itself."""
    return Violation(node.mark_start, node.mark_end, missing, found, captures, node=node)


class Seen(NamedTuple):
    """A violation with the case it was seen in and the row that asked."""

    case: Case
    row: Row
    violation: Violation
