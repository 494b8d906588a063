"""Facts: the conditions of `when` and `unless`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.judging.relations import count_holds
from planlint.judging.said import body, normal, said
from planlint.language.messages import fill
from planlint.markdown.nodes import Field, Section
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planlint.judging.case import Case
    from planlint.language.model import Fact, Rule, Selector, Status
    from planlint.markdown.document import Document


class Conditions(NamedTuple):
    """What a rule's conditions ask of each subject, where what they ask of the whole plan holds."""

    when: tuple[Fact, ...]
    unless: tuple[Fact, ...]  # none: nothing lets a subject off

    def let(self, case: Case) -> bool:
        """Tell whether a subject is judged."""
        return _hold(self.when, case) and not (self.unless and _hold(self.unless, case))


def conditions(rule: Rule, case: Case, status: Status | None) -> Conditions | None:
    """Return what is left to ask of each subject; None where none is judged.

    `case` stands for the plan as a whole, and knows what the row says.
    """
    when, unless = _of_subject(rule.when), _of_subject(rule.unless)
    if not _hold(_of_plan(rule.when), case, status):
        return None
    lets_off = bool(rule.unless) and _hold(_of_plan(rule.unless), case, status)
    if lets_off and not unless:
        return None
    return Conditions(when, unless if lets_off else ())


def _of_plan(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.kind not in OF_SUBJECT)


def _of_subject(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.kind in OF_SUBJECT)


def _hold(facts: Sequence[Fact], case: Case, status: Status | None = None) -> bool:
    return all(_holds(fact, case, status) for fact in facts)


def _holds(fact: Fact, case: Case, status: Status | None) -> bool:
    if fact.kind == "status":
        return status_of(case.document, status) == str(fact.value)
    return FACTS[fact.kind](fact, case)


def status_of(document: Document, status: Status | None) -> str:
    """Return how far a plan says it is: draft, active, done, or "" where it says nothing known."""
    if status is None:
        return ""
    fields = [field for field in document.nodes("field") if isinstance(field, Field) and field.form != "heading"]
    told = [field for field in fields if _is_called(field, status) and _in_head(document, field)]
    told = told or _only_cell(document, status)
    return _stage(normal(said(told[0], document)), status) if told else ""


def _is_called(field: Field, status: Status) -> bool:
    return normal(field.text).rstrip(":") == status.field.casefold()


def _only_cell(document: Document, status: Status) -> list[Field]:
    """Return the cell of a head that is a table with a column for each label; where each part has a row, none."""
    cells = [cell for cell in document.nodes("cell") if isinstance(cell, Field) and _is_called(cell, status)]
    above = [cell for cell in cells if not _sections_of(document, cell)]
    return above if len(above) == 1 else []


def _sections_of(document: Document, field: Field) -> list[Section]:
    return [section for section in document.sections_at(field.start) if section.level > 1]


def _in_head(document: Document, field: Field) -> bool:
    """Tell whether a field speaks of the whole plan: above the sections, or in one called Status."""
    return all("status" in section.text.casefold() for section in _sections_of(document, field))


def _stage(value: str, status: Status) -> str:
    """Return the stage whose words begin the value; the longest words win, a list of several is none of them."""
    held = [
        (len(word), stage)
        for stage, words in status.words
        for word in words
        if value.startswith(word.casefold())
        and not _goes_on(value[len(word) :].lstrip(), status)
        and not value[len(word) : len(word) + 1].isalnum()
    ]
    return max(held)[1] if held else ""


def _goes_on(rest: str, status: Status) -> bool:
    """Tell whether another stage follows a value: a list that nobody has chosen from yet."""
    words = tuple(word.casefold() for _, several in status.words for word in several)
    return rest.startswith("/") or (rest.startswith(("|", ",")) and rest[1:].lstrip().startswith(words))


def _counted(case: Case, selector: Selector, *, in_subject: bool) -> bool:
    scope = case.subject if in_subject and not case.is_plan else None
    return count_holds(selector, len(case.selection.find(selector, case.names, scope)))


def _field(fact: Fact, case: Case) -> bool:
    selector, values = fact.value
    found = [match.node for match in case.selection.find(selector, case.names)]
    return any(not values or case.holds(node, values) for node in found)


def _mentions(fact: Fact, case: Case) -> bool:
    return bool(case.selection.phrases.inside(fact.value, case.names, body(case.subject)))


def _repository_has(fact: Fact, case: Case) -> bool:
    repository = case.surroundings.repository
    names = {name: value if isinstance(value, str) else value[0] for name, value in case.names.items()}
    return repository is not None and repository.has(fill(fact.value, names))


FACTS: dict[str, Callable[[Fact, Case], bool]] = {
    "plan has": lambda fact, case: _counted(case, fact.value, in_subject=False),
    "plan has no": lambda fact, case: not _counted(case, fact.value, in_subject=False),
    "it has": lambda fact, case: _counted(case, fact.value, in_subject=True),
    "it has no": lambda fact, case: not _counted(case, fact.value, in_subject=True),
    "it is": lambda fact, case: case.holds(case.subject, fact.value),
    "it mentions": _mentions,
    "field": _field,
    "repository has": _repository_has,
}
#: Facts about what is judged; all others are about the plan, and the same for each subject.
OF_SUBJECT = frozenset({"it has", "it has no", "it is", "it mentions"})
