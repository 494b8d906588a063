"""The shapes that the JSON Schema of rulesets is made of: texts, lists, selectors, what a verb takes."""

from __future__ import annotations

from typing import Any

from planlint.language.vocabulary import EXISTENCE, STAGES, VALUES

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "pattern": r"\S"}
SCALAR: Schema = {"type": ["string", "number", "boolean"]}


def one_or_more(one: Schema) -> Schema:
    """Return the schema of one, or of a list of some."""
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def closed(properties: Schema, required: list[str]) -> Schema:
    """Return the schema of a mapping with these keys and no others."""
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def list_of(one: Schema) -> Schema:
    """Return the schema of one, or of a list, which may be empty."""
    return {"anyOf": [one, {"type": "array", "items": one}]}


TEXTS: Schema = {"$ref": "#/$defs/texts"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
NUMBERS: Schema = {"anyOf": [NUMBER, {"type": "array", "items": NUMBER}]}
FLAG: Schema = {"enum": ["yes", "no", True, False]}
LINES: Schema = {
    "description": 'Lines of the source document: 18, "16, 18-20", or a list of these',
    **one_or_more({"type": ["integer", "string"]}),
}
SELECTOR: Schema = {"$ref": "#/$defs/selector"}
SELECTORS: Schema = {"type": "array", "items": SELECTOR, "minItems": 1}
TAKES: dict[str, Schema] = {
    "selector": SELECTOR,
    "patterns": TEXTS,
    "phrases": TEXTS,
    "phrase groups": one_or_more(TEXTS),
    "value": {**TEXTS, "examples": list(VALUES)},
    "numbers": NUMBERS,
    "flag": FLAG,
    "number": NUMBER,
    "names": TEXTS,
    "hashes": TEXTS,
}
OBJECTS: dict[str, Schema] = {
    "selectors": {"anyOf": [SELECTOR, SELECTORS]},
    "selector": SELECTOR,
    "order": {**SELECTORS, "minItems": 2},
    "values": {"anyOf": [TEXTS, {"$ref": "#/$defs/any of texts"}], "examples": list(VALUES)},
    "patterns": {"anyOf": [TEXTS, {"$ref": "#/$defs/any of texts"}]},
    "pattern": TEXTS,
    "phrases": {"anyOf": [one_or_more(TEXTS), {"$ref": "#/$defs/any of texts"}]},
    "existence": one_or_more({"enum": list(EXISTENCE)}),
    "level": one_or_more({"const": "a level"}),
}
CONDITIONS: dict[str, Schema] = {
    "status": {"enum": list(STAGES)},
    "it is": {**TEXTS, "examples": list(VALUES)},
    "it mentions": TEXTS,
    "field": TEXTS,
    "repository has": SCALAR,
}
