"""A repository that notes what it is asked and what it says, so that the same can be asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.repository.resolving import Repository, Resolution

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: All that judging asks of a repository: one text in, plain data out.
QUESTIONS: dict[str, Callable[[Repository, str], Any]] = {
    "resolve": lambda repository, path: list(repository.resolve(path)),
    "was there": Repository.was_there,
    "has": Repository.has,
    "lines": Repository.line_count,
    "target": Repository.has_target,
    "since": Repository.since,
}

#: Answers by question and by what it was asked of.
Told = dict[str, dict[str, Any]]


class Witnessed(Repository):
    """Another repository's answers, noted in `told`. What stands in QUESTIONS is all that it can be asked."""

    def __init__(self, repository: Repository) -> None:
        self.told: Told = {}
        self.has_base = repository.has_base
        self._repository = repository

    def resolve(self, path: str) -> Resolution:
        """As Repository has it."""
        return Resolution(*self._noted("resolve", path))

    def was_there(self, path: str) -> bool:
        """As Repository has it."""
        return bool(self._noted("was there", path))

    def has(self, pattern: str) -> bool:
        """As Repository has it."""
        return bool(self._noted("has", pattern))

    def line_count(self, path: str) -> int | None:
        """As Repository has it."""
        found: int | None = self._noted("lines", path)
        return found

    def has_target(self, command: str) -> bool | None:
        """As Repository has it."""
        found: bool | None = self._noted("target", command)
        return found

    def since(self, path: str) -> str:
        """As Repository has it."""
        return str(self._noted("since", path))

    def _noted(self, question: str, asked: str) -> Any:
        answers = self.told.setdefault(question, {})
        if asked not in answers:
            answers[asked] = QUESTIONS[question](self._repository, asked)
        return answers[asked]


def says_the_same(repository: Repository, told: Mapping[str, Mapping[str, Any]]) -> bool:
    """Tell whether a repository still gives the answers that were noted."""
    return all(
        QUESTIONS[question](repository, asked) == answer
        for question, answers in told.items()
        for asked, answer in answers.items()
    )
