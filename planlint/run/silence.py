"""Silence: what a plan's directives take away from its findings, and what is wrong with the directives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.finding import OWN, Severity
from planlint.judging.signing import fingerprinted
from planlint.language.faults import meant
from planlint.named import NamedTuple
from planlint.run.check import Check, own_finding
from planlint.run.directives import FROM_HERE, KINDS, NEXT_LINE, RULESET, THIS_LINE, UP_TO_HERE, Directive, directives
from planlint.run.naming import OWN_RULES, means, of_ruleset
from planlint.run.own import UNHEEDED_DIRECTIVE, UNKNOWN_RULESET, UNRECOGNISED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from planlint.finding import Finding
    from planlint.markdown.document import Document
    from planlint.run.naming import RuleChoice

UNKNOWN_DIRECTIVE = Check("unknown-directive", Severity.WARNING)
UNKNOWN_RULE = Check("unknown-rule", Severity.WARNING)
MISSING_RULE = Check("missing-rule", Severity.WARNING)
MISSING_REASON = Check("missing-reason", Severity.WARNING)
UNUSED_DIRECTIVE = Check("unused-directive", Severity.WARNING)
CHECKS = (UNKNOWN_DIRECTIVE, UNKNOWN_RULE, MISSING_RULE, MISSING_REASON, UNUSED_DIRECTIVE)
#: What says that a plan was not judged, or what silences it, is heard in any case.
NEVER_SILENT = frozenset(
    f"{OWN}/{check.name}" for check in (*CHECKS, UNHEEDED_DIRECTIVE, UNKNOWN_RULESET, UNRECOGNISED)
)
LAST = 1 << 60


class Silenced(NamedTuple):
    """The findings that are left, those of the directives included, and how many were silenced."""

    findings: tuple[Finding, ...]
    silenced: int


class Rules(NamedTuple):
    """What directives can name: all rules by their whole names, and those that could have found something."""

    known: Collection[str]
    judged: Collection[str]
    choice: RuleChoice


class _Span(NamedTuple):
    """Lines (inclusive) in which a directive silences what `name` means; `written` is the name in the directive."""

    first: int
    last: int
    name: str
    directive: Directive
    written: str


def silence(document: Document, findings: Sequence[Finding], rules: Rules, *, require_reason: bool) -> Silenced:
    """Return what is left of findings once the plan's directives are heeded. Nothing is changed where there are none.

    A directive with something wrong silences nothing by that part of it.
    """
    found = directives(document)
    if not found:
        return Silenced(tuple(findings), 0)
    reader = _Reader(document, rules, require_reason=require_reason)
    spans = list(reader.spans(found))
    used: set[tuple[Directive, str]] = set()
    left = [finding for finding in findings if not _silenced(finding, spans, used)]
    reader.unused(spans, used)
    wrong = [each for each in reader.wrong if rules.choice.takes(*each.rule.split("/"))]
    own = fingerprinted(document, sorted(wrong, key=lambda finding: finding.order))
    return Silenced((*left, *own), len(findings) - len(left))


def _silenced(finding: Finding, spans: Iterable[_Span], used: set[tuple[Directive, str]]) -> bool:
    """Tell whether a directive silences a finding, and note all that do."""
    if finding.rule in NEVER_SILENT:
        return False
    line = finding.start.line
    fitting = [span for span in spans if span.first <= line <= span.last and means(span.name, *finding.rule.split("/"))]
    if fitting:  # of several, the one that reaches furthest does it, and the others silence nothing
        widest = max(fitting, key=lambda span: (span.last - span.first, -span.directive.start))
        used.add((widest.directive, widest.written))
    return bool(fitting)


class _Reader:
    """Reads directives as spans of lines, and collects what is wrong with them."""

    def __init__(self, document: Document, rules: Rules, *, require_reason: bool) -> None:
        self.document = document
        self.rules = rules
        self.require_reason = require_reason
        self.wrong: list[Finding] = []

    def spans(self, found: Sequence[Directive]) -> Iterator[_Span]:
        """Yield what is silenced where; a span that is never ended runs to the end of the plan."""
        lines = self._taken(found)
        opened: dict[str, _Span] = {}  # by whole name: what is disabled by one name may be enabled by another
        for directive in found:
            for name in self._names(directive):
                if directive.kind == FROM_HERE:
                    self._open(name, directive, opened)
                elif directive.kind == UP_TO_HERE:
                    yield from self._close(name, directive, opened)
                else:
                    yield _Span(*self._reach(directive, lines), name, directive, name)
        yield from opened.values()

    def unused(self, spans: Iterable[_Span], used: Collection[tuple[Directive, str]]) -> None:
        """Note the directives that silence nothing, by name; rules that were not judged may yet find something."""
        for directive, written in dict.fromkeys((span.directive, span.written) for span in spans):
            judged = any(means(written, *rule.split("/")) for rule in self.rules.judged)
            if judged and (directive, written) not in used:
                message = f"A directive silences something, and this one finds nothing of {written} to silence"
                self._note(UNUSED_DIRECTIVE, directive, message, "Delete it, or the name of that rule in it")

    def _open(self, name: str, directive: Directive, opened: dict[str, _Span]) -> None:
        line = self.document.source.line_at(directive.start)
        new = [rule for rule in self._meant(name) if rule not in opened]
        opened.update((rule, _Span(line, LAST, rule, directive, name)) for rule in new)
        if not new:
            message = f"A directive silences something, and {name} is disabled above already"
            self._note(UNUSED_DIRECTIVE, directive, message, "Delete it, or the name of that rule in it")

    def _close(self, name: str, directive: Directive, opened: dict[str, _Span]) -> Iterator[_Span]:
        line = self.document.source.line_at(directive.start)
        ended = [opened.pop(rule) for rule in self._meant(name) if rule in opened]
        yield from (span._replace(last=line) for span in ended)
        if not ended:
            message = f"enable ends what disable began, and {name} is not disabled above"
            self._note(UNUSED_DIRECTIVE, directive, message, "Delete it, or name a rule that is disabled")

    def _meant(self, name: str) -> list[str]:
        """Return the whole names of the rules that a name means."""
        return sorted(rule for rule in self.rules.known if means(name, *rule.split("/")))

    def _taken(self, found: Sequence[Directive]) -> frozenset[int]:
        """Return the lines that directives stand on."""
        source = self.document.source
        return frozenset(
            line for each in found for line in range(source.line_at(each.start), source.line_at(each.end - 1) + 1)
        )

    def _reach(self, directive: Directive, taken: Collection[int]) -> tuple[int, int]:
        source = self.document.source
        if directive.kind == THIS_LINE:
            return source.line_at(directive.start), source.line_at(directive.end - 1)
        if directive.kind == NEXT_LINE:
            below = range(source.line_at(directive.end - 1) + 1, source.line_count + 1)
            line = next((line for line in below if line not in taken and source.line(line).strip()), 0)
            return line, line
        return 1, LAST

    def _names(self, directive: Directive) -> Iterator[str]:
        """Yield the names in a directive that are good; note what is wrong with the others."""
        if directive.kind not in KINDS:
            message = f'There is no directive "planlint-{directive.kind}"{meant(directive.kind, (*KINDS, RULESET))}'
            self._note(UNKNOWN_DIRECTIVE, directive, message, "Correct its name, or delete the comment")
        elif not directive.rules:
            fix = f"Write <!-- planlint-{directive.kind} RULESET/RULE -- reason -->"
            self._note(MISSING_RULE, directive, "A directive names the rules it is about, and this one names none", fix)
        elif self.require_reason and directive.kind != UP_TO_HERE and not directive.reason:
            message = "Who silences a rule says why, and this directive does not; it has no effect"
            self._note(MISSING_REASON, directive, message, "Write the reason behind two dashes: RULE -- reason")
        else:
            yield from (name for name in directive.rules if self._known(name, directive))

    def _known(self, name: str, directive: Directive) -> bool:
        if name in NEVER_SILENT:
            self._note(UNKNOWN_RULE, directive, f"{name} cannot be silenced", "Delete the name")
            return False
        if self._meant(name):
            return True
        near = meant(name, self.rules.known if "/" in name else {rule.split("/")[1] for rule in self.rules.known})
        message = f"There is no rule called {name} for this plan{of_ruleset(name, self.rules.known) or near}"
        self._note(UNKNOWN_RULE, directive, message, "Correct or delete the name; `planlint rules` lists them")
        return False

    def _note(self, check: Check, directive: Directive, message: str, fix: str) -> None:
        self.wrong.append(own_finding(self.document, check, (directive.start, directive.end), message, fix))


def nameable(rulesets: Iterable[tuple[str, Iterable[str]]]) -> frozenset[str]:
    """Return the whole names of rulesets' rules, and of planlint's own."""
    names = {f"{ruleset}/{rule}" for ruleset, rules in rulesets for rule in rules}
    return frozenset(names | {f"{OWN}/{rule}" for rule in OWN_RULES})
