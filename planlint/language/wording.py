"""Wording: selectors, facts and clauses as phrases that people read, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planlint.language.captures import choices
from planlint.language.model import Selector
from planlint.language.vocabulary import ATTRIBUTES, MODALS, VALUES, VERBS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planlint.language.model import Clause, Fact, Rule

#: Alternatives that one phrase lists; the rest are counted.
MOST = 6
MODAL = {severity: modal for modal, severity in MODALS.items()}
#: Of what a fact speaks.
ABOUT = {
    "status": "the status is",
    "it is": "it is",
    "it mentions": "it mentions",
    "repository has": "the repository has",
}


def code(text: str) -> str:
    """Return text as a code span, backticks in it kept."""
    return f"`{text}`" if "`" not in text else f"`` {text} ``"


def either(parts: Iterable[str], between: str = " or ") -> str:
    """Return alternatives as one phrase, those beyond a few counted."""
    found = list(dict.fromkeys(parts))
    more = [f"{len(found) - MOST + 1} more"] if len(found) > MOST else []
    return between.join([*found[: MOST - 1], *more] if more else found)


class Wording:
    """Says what a ruleset's rules ask, its terms by their names; `used` collects the terms that were named."""

    def __init__(self, terms: Mapping[str, Selector]) -> None:
        self.terms = terms
        self.used: dict[str, Selector] = {}

    def sentence(self, rule: Rule) -> str:
        """Return what a rule asks, as a sentence."""
        asked = f"{MODAL[rule.severity.label]} {self.clause(rule.clause)}."
        parts = [f"for each {self.selector(rule.subject)}"] if rule.subject else []
        parts += [f"when {self.facts(rule.when)}"] if rule.when else []
        parts += [f"unless {self.facts(rule.unless)}"] if rule.unless else []
        if not parts:
            return f"The plan {asked}"
        head = ", ".join(parts)
        return f"{head[0].upper()}{head[1:]}: {'' if rule.subject else 'the plan '}{asked}"

    def clause(self, clause: Clause) -> str:
        """Return a verb with its objects."""
        together = " or " if clause.any_of or clause.negated else " and "
        between = ", then " if clause.verb == "be in order" else together
        objects = between.join(self._object(clause.verb, one) for one in clause.objects)
        return f"{'not ' if clause.negated else ''}{clause.verb} {objects}"

    def _object(self, verb: str, one: Any) -> str:
        if isinstance(one, Selector):
            same = f" in the same {self.selector(one.same)}" if one.same else ""
            return self.selector(one, counted=True) + same
        if isinstance(one, tuple):
            return f"({either(code(text) for text in one)})"
        return value(one) if VERBS[verb].takes in {"values", "existence", "level"} else code(one)

    def facts(self, facts: Iterable[Fact]) -> str:
        """Return facts that hold together."""
        return " and ".join(self._fact(fact) for fact in facts)

    def _fact(self, fact: Fact) -> str:
        if isinstance(fact.value, Selector):
            about = fact.kind.replace("plan", "the plan")
            return f"{about} {self.selector(fact.value, counted=True)}"
        if fact.kind == "field":
            field, values = fact.value
            said = f" is {either(map(value, values))}" if values else ""
            return f"the plan has {self.selector(field)}" + (f" that{said}" if said else "")
        given = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        shown = value if fact.kind in {"status", "it is"} else code
        return f"{ABOUT[fact.kind]} {either(map(shown, given))}"

    def selector(self, selector: Selector, *, counted: bool = False) -> str:
        """Return what a selector looks for; a term by its name."""
        said = self._named(selector) or self.meaning(selector)
        return f"{count(selector)}{said}" if counted else said

    def meaning(self, selector: Selector) -> str:
        """Return what a selector looks for, in full."""
        if selector.any_of:
            return either(self.selector(one) for one in selector.any_of)
        if selector.first_of:
            return f"the first there is of {either((self.selector(one) for one in selector.first_of), ', ')}"
        patterns = () if selector.patterns in {(), ("*",)} else selector.patterns
        name = " ".join([selector.noun, *([either(map(code, patterns))] if patterns else [])])
        return name + self._attributes(selector.attributes)

    def _named(self, selector: Selector) -> str:
        """Return the name of the term that a selector is, or is made from; "" where it is none."""
        for name, term in self.terms.items():
            if term is selector or (name == selector.reads and _is_narrowed(selector, term)):
                self.used[name] = term
                return f"*{name}*" + self._attributes(_more(selector, term))
        return ""

    def _attributes(self, attributes: Iterable[tuple[str, Any]]) -> str:
        said = [self._attribute(name, given) for name, given in attributes]
        return f" ({', '.join(said)})" if said else ""

    def _attribute(self, name: str, given: Any) -> str:
        if isinstance(given, Selector):
            return f"{name} {self.selector(given, counted=name in {'with', 'without'})}"
        if isinstance(given, bool):
            return name if given else f"not {name}"
        if name == "mentions all":
            return f"{name} of {either((either(map(code, group)) for group in given), '; ')}"
        if name == "also matches":
            return f"matching {either(map(code, given))}"
        shown = value if ATTRIBUTES[name].takes in {"value", "names", "numbers"} else code
        return f"{name} {either(map(shown, given)) if isinstance(given, tuple) else given}"


def value(given: Any) -> str:
    """Return a value: the language's own words as they are, other text as code."""
    plain = not isinstance(given, str) or given in VALUES or given.replace("-", " ").replace(" ", "").islower()
    return str(given) if plain else code(given)


def count(selector: Selector) -> str:
    """Return the count that a selector asks for, "" where one is enough."""
    least, most = selector.at_least, selector.at_most
    if most is None:
        return f"at least {least} of " if least != 1 else ""
    if least == most:
        return f"exactly {most} of "
    return f"at most {most} of " if least == 0 else f"{least} to {most} of "


def _is_narrowed(selector: Selector, term: Selector) -> bool:
    """Tell whether a selector is a term with more attributes (of a choice: in each branch)."""
    if choices(term):
        pairs = zip(choices(selector), choices(term), strict=False)
        return len(choices(selector)) == len(choices(term)) and all(_is_narrowed(*pair) for pair in pairs)
    same = selector.noun == term.noun and selector.patterns == term.patterns
    return same and selector.attributes[: len(term.attributes)] == term.attributes


def _more(selector: Selector, term: Selector) -> tuple[tuple[str, Any], ...]:
    if choices(term):
        return _more(choices(selector)[0], choices(term)[0])
    return selector.attributes[len(term.attributes) :]
