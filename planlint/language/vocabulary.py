"""The words of the language, in tables; the schema and the reference are made from them."""

from __future__ import annotations

from planlint.named import NamedTuple


class Attribute(NamedTuple):
    """A word that narrows a selector: what it takes, what it keeps, and of which nouns it is asked (none: of all)."""

    takes: str  # selector | patterns | phrases | phrase groups | value | numbers | flag | number | names | hashes
    keeps: str
    nouns: tuple[str, ...] = ()


NOUNS: dict[str, str] = {
    "plan": "the whole document",
    "section": "a heading and all up to the next heading of its level or above",
    "field": "a label and what it owns",
    "item": "a list item, nested items inside it",
    "checkbox": "a box: open, checked or unknown",
    "paragraph": "a paragraph of prose",
    "sentence": "a sentence",
    "quote": "a block quote",
    "table": "a table",
    "row": "a row of a table, the header left out",
    "cell": "a cell of a row, by the title of its column",
    "link": "a link, by its target",
    "code": "a fenced or indented block",
    "command": "a line of a shell block, or a code span that is a command",
    "path": "a file path, wherever it stands",
    "placeholder": "text of a template that nobody replaced",
    "line": "one source line of prose or code",
    "text": "each occurrence of a phrase in prose",
}

ATTRIBUTES: dict[str, Attribute] = {
    "under": Attribute("selector", "stand inside a match of it"),
    "directly under": Attribute("selector", "stand inside it with no deeper section between"),
    "not under": Attribute("selector", "stand inside no match of it"),
    "before": Attribute("selector", "stand before its first match; all, where it has none"),
    "after": Attribute("selector", "stand after its first match"),
    "with": Attribute("selector", "have such a thing inside"),
    "without": Attribute("selector", "have no such thing inside"),
    "but not": Attribute("patterns", "are no match of this pattern of the same noun"),
    "level": Attribute("numbers", "have this heading level, or this list depth", ("section", "item", "checkbox")),
    "is": Attribute("value", "have this value"),
    "is not": Attribute("value", "do not have this value"),
    "mentions": Attribute("phrases", "mention one of them"),
    "mentions all": Attribute("phrase groups", "mention each of them; an inner list means either"),
    "mentions none": Attribute("phrases", "mention none of them"),
    "affirmed": Attribute("flag", "stand in no sentence that forbids, negates or asks somebody else"),
    "checked": Attribute("flag", "are ticked; no: are open and not set aside", ("checkbox", "item")),
    "box": Attribute("names", "have a box (yes, no), or a box in this state", ("checkbox", "item")),
    "numbered": Attribute("flag", "are numbered", ("section", "item")),
    "set in": Attribute("flag", "stand further in than the list they are part of, or the one above, begins", ("item",)),
    "language": Attribute("names", "are code in one of these languages; shell and none are names too", ("code",)),
    "fenced": Attribute("flag", "are fenced code", ("code",)),
    "intent": Attribute("names", "mean to read, modify, create, delete or mention the file", ("path",)),
    "with lines": Attribute("flag", "cite lines", ("path",)),
    "in heading": Attribute("flag", "stand in a heading"),
    "longer than": Attribute("number", "have more lines"),
    "form": Attribute("names", "are fields of this form: label, heading, row, front matter", ("field",)),
    "as written": Attribute("flag", "match with upper and lower case kept"),
    "code too": Attribute("flag", "are looked for in code as well"),
    "hash": Attribute("hashes", "have this fingerprint of their normalised text"),
    "first": Attribute("flag", "are the first of what is left"),
    "last": Attribute("flag", "are the last of what is left"),
    "at least": Attribute("number", "are so many or more"),
    "at most": Attribute("number", "are so many or fewer"),
    "exactly": Attribute("number", "are just so many"),
    "in the same": Attribute("selector", "stand in the same match of it as the subject (for be matched by)"),
}


class Verb(NamedTuple):
    """What a rule may demand: its object and where a finding stands."""

    takes: str  # selectors | values | patterns | phrases | existence | selector | order | pattern | level
    true_when: str


VERBS: dict[str, Verb] = {
    "have": Verb("selectors", "something like it is inside the subject, as many as are asked for"),
    "be": Verb("values", "the subject's value is one of them"),
    "match": Verb("patterns", "its text has that form"),
    "mention": Verb("phrases", "the words occur in it"),
    "exist": Verb(
        "existence",
        "the path, its cited lines (or just behind the file's end), the target or the paths among its words are there",
    ),
    "be under": Verb("selector", "it stands inside that"),
    "be matched by": Verb("selector", "a thing with the subject's captures is in the plan"),
    "come before": Verb("selector", "it stands before the first of those"),
    "be in order": Verb("order", "those that are present are in this order"),
    "be numbered": Verb("selector", "they count 1, 2, 3, … inside the subject"),
    "be unique": Verb("selector", "no two inside the subject are the same"),
    "be ticked in order": Verb("selector", "no ticked box comes after an open one"),
    "skip": Verb("level", "a heading is more than one level below the one before; it is asked with not"),
    "be saved as": Verb("pattern", "the plan's own path has that form"),
}

#: What a selector, a value or an object is written as.
TAKEN: dict[str, str] = {
    "existence": "one of what it may ask",
    "flag": "yes or no",
    "hashes": "a fingerprint or several",
    "level": "`a level`",
    "names": "a name or several",
    "number": "a number",
    "numbers": "a number or several",
    "order": "a list of titles or selectors",
    "pattern": "a pattern",
    "patterns": "a pattern or several",
    "phrase groups": "phrases; an inner list means either",
    "phrases": "a phrase or several",
    "selector": "a selector",
    "selectors": "a selector or several",
    "value": "a value",
    "values": "a value or several",
}

#: The parts of a rule beside its demand.
PARTS: dict[str, str] = {
    "where": "rows of names, `[{ name: Goal }, { name: Scope }]`; the rule is asked for each row",
    "for each": "the subject: what the demand is made of, one by one; without it, the plan",
    "when": "facts that all hold where the rule is asked",
    "unless": "facts of which all hold where the rule is not asked",
    "source": "the lines of the source document that ask for it",
    "quote": "words of those lines that the rule rests on",
    "because": "why it is asked",
    "say": "what is wrong, with names in braces",
    "fix": "what to do about it",
    "pass": "a plan that is good, or several",
    "fail": "a plan that is not, with the line of the finding: `{ plan: …, at: LINE }`, or several",
    "point at": "another place for the finding: the first match inside the subject",
    "as one finding": "so many findings of the rows, or more, become one that lists them as {missing}",
    "stands alone": "whether a finding of this rule is the only one of the ruleset",
    "since": "the day from which on plans are held against it",
}

#: Selectors made of several.
CHOICES: dict[str, str] = {
    "any of": "what any of several selectors finds; behind a verb, at least one of several",
    "first of": "what the first of several selectors finds that finds anything",
}

MODALS: dict[str, str] = {"must": "error", "should": "warning", "could": "note"}

#: What `exist` may ask, and of which nouns.
EXISTENCE: dict[str, tuple[str, ...]] = {
    "in the repository": ("path", "link"),
    "in the repository or planned earlier": ("path", "link"),
    "in the repository or planned": ("path", "link"),
    "at those lines": ("path", "line"),
    "as a target": ("command",),
    "with its paths": ("command",),
}

#: Verbs, and things that `exist` asks, which nobody could want to be otherwise: "not" says nothing with them.
ONE_WAY = frozenset(
    {"be in order", "be numbered", "be unique", "be ticked in order", "at those lines", "as a target", "with its paths"}
)

#: The attributes whose words are a closed list.
WORDS: dict[str, tuple[str, ...]] = {
    "box": ("yes", "no", "open", "checked", "unknown", "look-alike"),
    "intent": ("read", "modify", "create", "delete", "mention"),
    "form": ("label", "heading", "row", "front matter"),
}

STAGES: tuple[str, ...] = ("draft", "active", "done")

VALUES: dict[str, str] = {
    "filled": "has content that is no placeholder",
    "empty": "has none",
    "none": "says none, N/A or not needed",
    "date": "starts with a calendar day, YYYY-MM-DD",
    "number": "is a number",
    "kebab-case": "is words-with-hyphens",
    "snake_case": "is words_with_underscores",
    "UPPER_SNAKE": "is WORDS_WITH_UNDERSCORES",
    "checked": "is a ticked box",
    "open": "is an open box",
    "a command": "holds a command",
    "a path": "holds a path",
    "a placeholder": "is a placeholder",
}

FACTS: dict[str, str] = {
    "status": "the plan's own status is draft, active or done",
    "plan has": "such a thing is in the plan",
    "plan has no": "no such thing is in the plan",
    "it has": "such a thing is inside the subject",
    "it has no": "no such thing is inside the subject",
    "it is": "the subject has this value",
    "it mentions": "the subject mentions one of these phrases",
    "field": "the plan has this field (with `is`: of this value)",
    "repository has": "this file or folder is in the repository",
}

MESSAGE_NAMES: tuple[str, ...] = ("text", "title", "section", "missing", "found", "line", "path")

#: Names that a verb's findings have nothing for, asked without "not" and with it.
NOT_GIVEN: dict[str, tuple[str, str]] = {
    "have": ("", "missing"),
    "mention": ("found", "missing"),
    "be under": ("found", "found"),
    "be matched by": ("found", ""),
    "come before": ("missing", "missing"),
    "be unique": ("missing", "missing"),
}
