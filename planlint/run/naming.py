"""Rule names on a command line: which rules `--select` and `--ignore` mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.nearest import nearest
from planlint.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planlint.language.model import RuleSet

#: planlint's own checks stand under the ruleset name `planlint`.
OWN = "planlint"
OWN_RULES = (
    "ambiguous-heading",
    "control-character",
    "empty-heading",
    "missing-reason",
    "missing-rule",
    "unbalanced-fence",
    "unclosed-comment",
    "unheeded-directive",
    "unknown-directive",
    "unknown-rule",
    "unknown-ruleset",
    "unrecognised",
    "unused-directive",
)


class UnknownRuleError(LookupError):
    """A name on the command line is no rule's; the message says which one may be meant."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name = name
        nearest = _nearest(name, known)
        hint = f"; did you mean {nearest}?" if nearest else "; `planlint rules` lists them"
        super().__init__(f"There is no rule called '{name}'{hint}")


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
