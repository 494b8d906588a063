"""mention: the words occur in the subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.case import Case, Violation
from planlint.judging.said import body
from planlint.markdown.nodes import Code, Command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.judging.phrases import Hit


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation for each phrase that is missing, or for each occurrence of a forbidden one."""
    if case.clause.negated:
        yield from _forbidden(case)
    elif case.clause.any_of:
        if not any(_hits(case, wanted) for wanted in case.clause.objects):
            yield case.at_subject(" or ".join(_name(wanted) for wanted in case.clause.objects), absent=True)
    else:
        for wanted in case.clause.objects:
            if not _hits(case, wanted):
                yield case.at_subject(_name(wanted), absent=True)


def _forbidden(case: Case) -> Iterator[Violation]:
    text = case.document.source.text
    for wanted in case.clause.objects:
        for start, end, captures in _hits(case, wanted):
            yield Violation(start, end, found=" ".join(text[start:end].split()), captures=dict(captures))


def _hits(case: Case, wanted: str | tuple[str, ...]) -> list[Hit]:
    phrases = (wanted,) if isinstance(wanted, str) else wanted
    code = isinstance(case.subject, (Code, Command))
    return case.selection.phrases.inside(phrases, case.names, body(case.subject), code=code)


def _name(wanted: str | tuple[str, ...]) -> str:
    return wanted if isinstance(wanted, str) else wanted[0]
