"""The JSON Schema of ruleset files, made from the vocabulary; editors complete and check with it."""

from __future__ import annotations

from typing import Any

from planlint.language.vocabulary import ATTRIBUTES, EXISTENCE, FACTS, MODALS, NOUNS, VALUES, VERBS

TEXT = {"type": "string"}
TEXTS = {
    "anyOf": [
        {"type": ["string", "number", "boolean"]},
        {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
    ]
}
GROUPS = {"type": "array", "items": TEXTS}
NUMBERS = {"anyOf": [{"type": "integer"}, {"type": "array", "items": {"type": "integer"}}]}
NUMBER = {"type": "integer", "minimum": 0}
FLAG = {"enum": ["yes", "no", True, False]}
LINES = {
    "description": 'Lines of the source document: 18, "16, 18-20", or a list of these',
    "anyOf": [{"type": ["integer", "string"]}, {"type": "array", "items": {"type": ["integer", "string"]}}],
}
SELECTOR = {"$ref": "#/$defs/selector"}
SELECTORS = {"anyOf": [SELECTOR, {"type": "array", "items": SELECTOR}]}
TAKES: dict[str, dict[str, Any]] = {
    "selector": SELECTOR,
    "patterns": TEXTS,
    "phrases": TEXTS,
    "phrase groups": GROUPS,
    "value": TEXTS,
    "numbers": NUMBERS,
    "flag": FLAG,
    "number": NUMBER,
    "names": TEXTS,
    "hashes": TEXTS,
}
OBJECTS: dict[str, dict[str, Any]] = {
    "selectors": SELECTORS,
    "selector": SELECTOR,
    "order": {"type": "array", "items": SELECTOR},
    "values": {**TEXTS, "description": "Any of: " + ", ".join(VALUES) + ", or texts of your own"},
    "patterns": {"anyOf": [TEXTS, {"$ref": "#/$defs/any of texts"}]},
    "pattern": TEXTS,
    "phrases": {"anyOf": [TEXTS, {"type": "array", "items": TEXTS}, {"$ref": "#/$defs/any of texts"}]},
    "existence": {"enum": list(EXISTENCE)},
    "level": {"const": "a level"},
}
DOCUMENT = "https://json-schema.org/draft/2020-12/schema"


def ruleset_schema() -> dict[str, Any]:
    """Return the schema of a ruleset file, as plain data."""
    return {
        "$schema": DOCUMENT,
        "title": "planlint ruleset",
        "description": "What one source document asks of a plan, clause by clause",
        **_closed(_head(), ["planlint", "ruleset", "title", "source", "recognised by", "rules"]),
        "$defs": {
            "selector": _selector(),
            "any of texts": _closed({"any of": {"type": "array", "items": TEXTS}}, ["any of"]),
            "facts": _facts(),
            "rule": _rule(),
            "plan": _plan(),
        },
    }


def _closed(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _head() -> dict[str, Any]:
    entry = {"lines": LINES, "why": TEXT}
    stages = dict.fromkeys(("draft", "active", "done"), TEXTS)
    return {
        "planlint": {"const": 1, "description": "The language's version"},
        "ruleset": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "title": TEXT,
        "source": _closed({"document": TEXT, "lines": NUMBER, "sha256": TEXT}, ["document", "lines", "sha256"]),
        "recognised by": {
            "description": "Points for what a plan of this format has; 5 are needed, and a lead of 2",
            "type": "array",
            "items": _closed({"points": NUMBER, "has": SELECTOR}, ["points", "has"]),
        },
        "status": _closed({"field": TEXT, **stages}, ["field"]),
        "not content": {"description": "What does not count as filling a section", "type": "array", "items": SELECTOR},
        "terms": {"type": "object", "additionalProperties": SELECTOR},
        "rules": {"type": "object", "additionalProperties": {"$ref": "#/$defs/rule"}},
        "unchecked": {"type": "array", "items": _closed(entry, ["lines", "why"])},
        "structure": LINES,
        "contradictions": {
            "type": "array",
            "items": _closed({**entry, "read as": TEXT}, ["lines", "why", "read as"]),
        },
    }


def _selector() -> dict[str, Any]:
    """Return the schema of a selector; terms are names of the file's own, so unknown keys are left to planlint."""
    nouns = {noun: {**TEXTS, "description": says} for noun, says in NOUNS.items()}
    attributes = {
        name: {**TAKES[attribute.takes], "description": f"Keeps those that {attribute.keeps}"}
        for name, attribute in ATTRIBUTES.items()
    }
    choices = {name: {"type": "array", "items": SELECTOR, "minItems": 1} for name in ("any of", "first of")}
    return {
        "anyOf": [
            TEXT,
            {
                "type": "object",
                "properties": {**nouns, **attributes, **choices},
                "additionalProperties": TEXTS,
                "minProperties": 1,
            },
        ]
    }


def _facts() -> dict[str, Any]:
    kinds: dict[str, dict[str, Any]] = {
        "status": {"enum": ["draft", "active", "done"]},
        "it is": TEXTS,
        "it mentions": TEXTS,
        "field": TEXTS,
        "repository has": TEXT,
    }
    properties = {name: {**kinds.get(name, SELECTOR), "description": says} for name, says in FACTS.items()}
    return {"type": "object", "properties": {**properties, "is": TEXTS}, "additionalProperties": False}


def _rule() -> dict[str, Any]:
    demands = {
        f"{modal} {negation}{verb}": {**OBJECTS[meaning.takes], "description": f"True when {meaning.true_when}"}
        for modal in MODALS
        for negation in ("", "not ")
        for verb, meaning in VERBS.items()
    }
    plans = {"anyOf": [{"$ref": "#/$defs/plan"}, {"type": "array", "items": {"$ref": "#/$defs/plan"}}]}
    parts = {
        "where": {"type": "array", "items": {"type": "object"}},
        "for each": SELECTOR,
        "when": {"$ref": "#/$defs/facts"},
        "unless": {"$ref": "#/$defs/facts"},
        "source": LINES,
        "because": {**TEXT, "description": "The reason, in your own words"},
        "say": {**TEXT, "description": "What is wrong, with names in braces"},
        "fix": {**TEXT, "description": "What to do"},
        "pass": plans,
        "fail": plans,
        "point at": SELECTOR,
        "as one finding": NUMBER,
        "stands alone": FLAG,
    }
    rule = _closed({**parts, **demands}, ["because", "say", "pass", "fail"])
    return {**rule, "oneOf": [{"required": [demand]} for demand in demands]}


def _plan() -> dict[str, Any]:
    files = {"anyOf": [{"type": "array"}, {"type": "object"}, TEXT]}
    return {"anyOf": [TEXT, _closed({"plan": TEXT, "at": NUMBERS, "path": TEXT, "files": files}, ["plan"])]}
