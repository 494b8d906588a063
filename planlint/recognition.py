"""Recognition: which format a plan follows, told by the points that speak for each."""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING

from planlint.judging.relations import count_holds
from planlint.judging.select import Selection
from planlint.language.captures import nouns_of
from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planlint.language.model import RuleSet, Signal
    from planlint.markdown.document import Document

#: A format needs this many points, and this lead over the next.
POINTS_NEEDED = 5
LEAD_NEEDED = 2
#: How much it takes to tell where a noun stands, the less the sooner asked: titles, words, then all else.
COSTS = {"section": 0, "text": 1}


class Score(NamedTuple):
    """What speaks for a ruleset: points, and the signals that held, as written."""

    ruleset: str
    points: int
    signals: tuple[str, ...]


class Recognition(NamedTuple):
    """Which format a plan follows; `ruleset` is None where none fits. Scores stand best first."""

    ruleset: RuleSet | None
    scores: tuple[Score, ...]


class _Contender:
    """A ruleset whose signals are looked at one after the other."""

    def __init__(self, ruleset: RuleSet, selection: Selection, signals: Iterable[Signal]) -> None:
        self.ruleset = ruleset
        self.held: list[Signal] = []
        self.points = 0
        self.open = deque(signals)
        self._selection = selection

    @property
    def cost(self) -> int:
        """Return what it takes to look at the next signal."""
        return _cost(self.open[0])

    @property
    def most(self) -> int:
        """Return the points that it can still come to."""
        return self.points + sum(signal.points for signal in self.open)

    def ask(self) -> None:
        """Look at the next signal. Raises RegexBudgetError."""
        signal = self.open.popleft()
        if count_holds(signal.has, len(self._selection.find(signal.has, {}))):
            self.held.append(signal)
            self.points += signal.points

    def score(self) -> Score:
        """Look at all signals, and return what speaks for the ruleset. Raises RegexBudgetError."""
        while self.open:
            self.ask()
        return Score(self.ruleset.name, self.points, tuple(signal.has.reads for signal in self.held))


def recognise(document: Document, rulesets: Iterable[RuleSet]) -> Recognition:
    """Return which of the rulesets a plan follows, if one clearly does, and all scores. Raises RegexBudgetError."""
    selection = document.derived(Selection)
    scored = [(ruleset, _Contender(ruleset, selection, ruleset.signals).score()) for ruleset in rulesets]
    scored.sort(key=lambda each: (-each[1].points, each[1].ruleset))
    scores = tuple(score for _, score in scored)
    return Recognition(scored[0][0] if _leads([score.points for score in scores]) else None, scores)


def fitting(document: Document, rulesets: Iterable[RuleSet]) -> RuleSet | None:
    """Return the ruleset that recognise finds, and look at no more signals than it takes. Raises RegexBudgetError.

    What is told soonest is asked first, of all contenders, then what takes longer; who can neither win nor be in the
    winner's way is asked no more.
    """
    selection = document.derived(Selection)
    running = [_Contender(ruleset, selection, sorted(ruleset.signals, key=_cost)) for ruleset in rulesets]
    while any(each.open for each in running) and not _is_alone(running):
        for contender in _next(running):
            contender.ask()
        running.sort(key=lambda each: -each.points)
        near = max(POINTS_NEEDED, running[0].points) - LEAD_NEEDED
        running = [each for each in running if each.most > near]
    return running[0].ruleset if _leads([each.points for each in running]) else None


def _next(running: list[_Contender]) -> list[_Contender]:
    """Return whom to ask: those whose next signal is told soonest; where that takes reading, the leader last."""
    soonest = min(each.cost for each in running if each.open)
    ready = [each for each in running if each.open and each.cost == soonest]
    return ready if soonest == 0 else [each for each in ready if each is not running[0]] or ready


@lru_cache(maxsize=1024)
def _cost(signal: Signal) -> int:
    """Return how much it takes to tell whether a signal holds."""
    return max(COSTS.get(noun, len(COSTS)) for noun in nouns_of([signal.has]))


def _is_alone(running: list[_Contender]) -> bool:
    """Tell whether one has won."""
    return len(running) == 1 and running[0].points >= POINTS_NEEDED


def _leads(points: list[int]) -> bool:
    """Tell whether the first of these, which are best first, is enough and leads the others clearly."""
    return bool(points) and points[0] >= POINTS_NEEDED and all(points[0] - each >= LEAD_NEEDED for each in points[1:2])
