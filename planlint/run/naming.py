"""Rule names on a command line: which rules `--select` and `--ignore` mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.finding import OWN
from planlint.nearest import nearest
from planlint.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planlint.language.model import RuleSet

#: Their names, and what each tells.
OWN_RULES = {
    "accidental-heading": "A line that is a heading by a --- right below it, or by the # of a comment in a command.",
    "ambiguous-heading": "A line that GitHub takes for a heading, and other readers for the head of a table.",
    "control-character": "A character that editors, terminals and parsers disagree on, or that nobody sees.",
    "empty-box": "A box with nothing behind it.",
    "empty-heading": "A heading without a title.",
    "look-alike-box": "What is meant to be a box, and is read as text.",
    "missing-reason": "A directive without a reason, where the configuration asks for one.",
    "missing-rule": "A directive that names no rule.",
    "no-heading": "A line that is no heading, as no blank stands behind its #.",
    "second-ruleset": "A place but the first that names the plan's ruleset, and names another.",
    "unbalanced-fence": "A fenced block that is not closed, or that another fence closes too early.",
    "unclosed-comment": "A comment without its end, which hides all that stands behind it.",
    "unheeded-directive": "A directive that the run was told not to heed.",
    "unknown-directive": "A directive by a name that is none.",
    "unknown-rule": "A directive about a rule that there is not, or that cannot be silenced.",
    "unknown-ruleset": "A plan that names a ruleset that there is not; no rule judged it.",
    "unrecognised": "A file that no ruleset fits; no rule judged it.",
    "unused-directive": "A directive that finds nothing to silence.",
}


class UnknownRuleError(LookupError):
    """A name on the command line is no rule's; the message says which one may be meant."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name = name
        hint = of_ruleset(name, known)
        if not hint:
            nearest = _nearest(name, known)
            hint = f"; did you mean {nearest}?" if nearest else "; `planlint rules` lists them"
        super().__init__(f"There is no rule called '{name}'{hint}")


def of_ruleset(name: str, known: Iterable[str]) -> str:
    """Return what to write for a name that is a ruleset's; "" for any other. `known` are whole names of rules."""
    is_ruleset = any(rule.startswith(f"{name}/") for rule in known)
    return f"; {name}/* means all rules of the ruleset" if is_ruleset else ""


def _nearest(name: str, known: Sequence[str]) -> str:
    bare = {full.rpartition("/")[2]: full for full in known}
    names = known if "/" in name else tuple(bare)
    found = nearest(name, names)
    return found if "/" in name else bare.get(found, "")


@record
class RuleChoice:
    """Which rules to judge: `RULE`, `RULESET/RULE` or `RULESET/*`; nothing selected means all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def takes(self, ruleset: str, rule: str) -> bool:
        """Tell whether a rule is to be judged."""
        chosen = not self.select or any(means(name, ruleset, rule) for name in self.select)
        return chosen and not any(means(name, ruleset, rule) for name in self.ignore)

    def only(self, ruleset: RuleSet) -> frozenset[str] | None:
        """Return the names of a ruleset's rules to judge, None for all."""
        if not self.select and not self.ignore:
            return None
        return frozenset(rule.name for rule in ruleset.rules if self.takes(ruleset.name, rule.name))

    def unknown(self, rulesets: Iterable[RuleSet]) -> UnknownRuleError | None:
        """Return what is wrong with the first name that means no rule of these rulesets nor of planlint's own."""
        known = [(ruleset.name, rule.name) for ruleset in rulesets for rule in ruleset.rules]
        known += [(OWN, rule) for rule in OWN_RULES]
        for name in (*self.select, *self.ignore):
            if not any(means(name, *each) for each in known):
                return UnknownRuleError(name, sorted("/".join(each) for each in known))
        return None


def means(name: str, ruleset: str, rule: str) -> bool:
    """Tell whether a name that somebody wrote is a rule's: `RULE`, `RULESET/RULE` or `RULESET/*`."""
    return name in {rule, f"{ruleset}/{rule}", f"{ruleset}/*"}
