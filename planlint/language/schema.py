"""The JSON Schema of ruleset files, made from the vocabulary; editors complete and check with it."""

from __future__ import annotations

from planlint.language.shapes import (
    CONDITIONS,
    FLAG,
    LINES,
    NUMBER,
    NUMBERS,
    OBJECTS,
    SCALAR,
    SELECTOR,
    SELECTORS,
    TAKES,
    TEXT,
    TEXTS,
    Schema,
    closed,
    list_of,
    one_or_more,
)
from planlint.language.vocabulary import ATTRIBUTES, FACTS, MODALS, NOUNS, ONE_WAY, STAGES, VERBS, WORDS

DOCUMENT = "https://json-schema.org/draft/2020-12/schema"
KEBAB = "^[a-z0-9]+(-[a-z0-9]+)*$"


def ruleset_schema() -> Schema:
    """Return the schema of a ruleset file, as plain data."""
    return {
        "$schema": DOCUMENT,
        "title": "planlint ruleset",
        "description": "What one source document asks of a plan, clause by clause",
        **closed(_head(), ["planlint", "ruleset", "title"]),
        "anyOf": [{"required": ["extends"]}, {"required": ["source", "recognised by", "rules"]}],
        "$defs": {
            "texts": one_or_more(SCALAR),
            "selector": _selector(),
            "any of texts": closed({"any of": one_or_more(TEXTS)}, ["any of"]),
            "facts": _facts(),
            "rule": _rule(),
            "amendment": _amendment(),
            "plan": _plan(["plan"]),
            "failing plan": _plan(["plan", "at"]),
            **{f"to {verb}": _demand(verb) for verb in VERBS},
        },
    }


def _head() -> Schema:
    entry = {"lines": LINES, "why": SCALAR}
    stages = dict.fromkeys(STAGES, TEXTS)
    return {
        "planlint": {"const": 1, "description": "The language's version"},
        "ruleset": {**SCALAR, "pattern": KEBAB},
        "title": SCALAR,
        "source": closed(
            {"document": SCALAR, "lines": {"type": "integer", "minimum": 1}, "sha256": SCALAR},
            ["document"],
        ),
        "recognised by": {
            "description": "Points for what a plan of this format has; 5 are needed, and a lead of 2",
            **list_of(closed({"points": NUMBER, "has": SELECTOR}, ["points", "has"])),
        },
        "status": closed({"field": SCALAR, **stages}, ["field"]),
        "not content": {"description": "What does not count as filling a section", **list_of(SELECTOR)},
        "terms": {"type": "object", "additionalProperties": SELECTOR},
        "rows": {
            "description": "Rows that several rules share, by name",
            "type": "object",
            "additionalProperties": _row(),
        },
        "rules": {"type": "object", "minProperties": 1, "additionalProperties": {"$ref": "#/$defs/rule"}, **_names()},
        "unchecked": list_of(closed(entry, ["lines", "why"])),
        "structure": LINES,
        "extends": {"description": "Rulesets that this one builds on: names, or paths from here", **one_or_more(TEXT)},
        "relax": {
            "description": "Rules made weaker, each for a reason",
            **_levels(["warning", "note", "off"], ["because"]),
        },
        "tighten": {"description": "Rules made stronger", **_levels(["error", "warning"], [])},
        "amend": {
            "description": "Parts of rules that take the place of those that were there; ~ takes one away",
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/amendment"},
        },
        "contradictions": list_of(closed({**entry, "read as": SCALAR}, ["lines", "why", "read as"])),
    }


def _levels(levels: list[str], required: list[str]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": closed({"to": {"enum": levels}, "because": SCALAR}, ["to", *required]),
    }


def _row(**more: Schema) -> Schema:
    properties = {"source": LINES, **more}
    return {"type": "object", "properties": properties, "additionalProperties": TEXTS, "minProperties": 1}


def _names() -> Schema:
    return {"propertyNames": {"pattern": KEBAB}}


def _selector() -> Schema:
    """Return the schema of a selector; terms are names of the file's own, so unknown keys are left to planlint."""
    nouns = {noun: {**TEXTS, "description": says} for noun, says in NOUNS.items()}
    choices = dict.fromkeys(("any of", "first of"), SELECTORS)
    whole = {
        "type": "object",
        "properties": {**nouns, **{name: _attribute(name) for name in ATTRIBUTES}, **choices},
        "additionalProperties": TEXTS,
        "minProperties": 1,
    }
    return {"anyOf": [TEXT, whole]}


def _attribute(name: str) -> Schema:
    attribute = ATTRIBUTES[name]
    takes = one_or_more({"enum": list(WORDS[name])}) if name in WORDS else TAKES[attribute.takes]
    return {**takes, "description": f"Keeps those that {attribute.keeps}"}


def _facts() -> Schema:
    facts = {name: {**CONDITIONS.get(name, SELECTOR), "description": says} for name, says in FACTS.items()}
    whole = closed({**facts, "is": {**TEXTS, "description": "the value of the field"}}, [])
    return {**whole, "minProperties": 1, "dependentRequired": {"is": ["field"]}}


def _demand(verb: str) -> Schema:
    return {**OBJECTS[VERBS[verb].takes], "description": f"True when {VERBS[verb].true_when}"}


def _rule() -> Schema:
    demands = {
        f"{modal} {negation}{verb}": {"$ref": f"#/$defs/to {verb}"}
        for modal in MODALS
        for negation in ("", "not ")
        for verb in VERBS
        if (verb != "skip" or negation) and not (negation and verb in ONE_WAY)
    }
    shared = {"row": {**SCALAR, "description": "The row of the head that this one starts from"}}
    parts = {
        "where": list_of({"anyOf": [TEXT, _row(**shared)]}),
        "for each": SELECTOR,
        "when": {"$ref": "#/$defs/facts"},
        "unless": {"$ref": "#/$defs/facts"},
        "source": LINES,
        "quote": {**TEXTS, "description": "What the document says there, word for word; for rulesets of your own"},
        "because": {**SCALAR, "description": "The reason, in your own words"},
        "say": {**SCALAR, "description": "What is wrong, with names in braces"},
        "fix": {**SCALAR, "description": "What to do"},
        "pass": one_or_more({"anyOf": [{"type": "string"}, {"$ref": "#/$defs/plan"}]}),
        "fail": one_or_more({"$ref": "#/$defs/failing plan"}),
        "point at": SELECTOR,
        "as one finding": NUMBER,
        "stands alone": FLAG,
        "since": {
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "description": "Older plans are left alone",
        },
    }
    rule = closed({**parts, **demands}, ["because", "say", "pass", "fail"])
    return {**rule, "oneOf": [{"required": [demand]} for demand in demands]}


def _amendment() -> Schema:
    """Return the schema of the parts of a rule that take the place of its own."""
    parts = {name: {"anyOf": [part, {"type": "null"}]} for name, part in _rule()["properties"].items()}
    return {**closed(parts, []), "minProperties": 1}


def _plan(required: list[str]) -> Schema:
    """Return the schema of an example in the long form."""
    content: Schema = {"type": ["integer", "string", "null"]}
    listing: Schema = {"anyOf": [SCALAR, {"type": "object", "additionalProperties": content}]}
    parts: Schema = {"plan": {"type": "string"}, "path": SCALAR, "files": list_of(listing)}
    return closed({**parts, "at": NUMBERS} if "at" in required else parts, required)
