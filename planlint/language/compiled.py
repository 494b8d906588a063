"""Compiled rulesets: a loaded ruleset as plain data and back, so that a run need not read YAML."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from typing import Any

from planlint.finding import Severity
from planlint.language import model

#: Bump when the form changes; what was compiled in another form is compiled anew.
FORM = 1
#: What a ruleset is made of; nothing else is ever made from compiled data.
KINDS = (
    model.Selector, model.Fact, model.Clause, model.Example, model.Row, model.Rule, model.Signal, model.Status,
    model.Unchecked, model.Contradiction, model.Change, model.RuleSet,
)  # fmt: skip
NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
#: Marks of values that JSON has no form for; a list that starts with none of them is a tuple.
OBJECT, NAMES, SEVERITY = "@", "{", "!"


class NotCompiledError(ValueError):
    """The data is not a ruleset that this planlint compiled."""


def dump(ruleset: model.RuleSet) -> str:
    """Return a ruleset as two lines of text: its head, which is enough to recognise plans, and the whole."""
    ruleset = replace(ruleset, path="")
    head = replace(ruleset, rules=(), unchecked=(), contradictions=(), structure=(), parents=(), changes=())
    return f"{_dumped(head)}\n{_dumped(ruleset)}\n"


def _dumped(ruleset: model.RuleSet) -> str:
    """Return one line. What stands in the ruleset twice stays one and the same thing."""
    objects: list[list[Any]] = []
    places: dict[int, int] = {}
    root = _plain(ruleset, objects, places)
    return json.dumps([FORM, objects, root], ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any, objects: list[list[Any]], places: dict[int, int]) -> Any:
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, Severity):
        return [SEVERITY, int(value)]
    if isinstance(value, int):
        return value
    if isinstance(value, frozenset):
        return [NAMES, *sorted(value)]
    if isinstance(value, tuple):
        return ["", *(_plain(one, objects, places) for one in value)]
    if is_dataclass(value):
        return [OBJECT, _placed(value, objects, places)]
    raise TypeError(f"a ruleset does not hold {type(value)}")


def _placed(value: Any, objects: list[list[Any]], places: dict[int, int]) -> int:
    """Return the place of an object among all; parts stand before what holds them."""
    if id(value) not in places:
        parts = [_plain(getattr(value, field.name), objects, places) for field in fields(value)]
        places[id(value)] = len(objects)
        objects.append([NUMBERS[type(value)], *parts])
    return places[id(value)]


def restore(text: str, *, head: bool = False) -> model.RuleSet:
    """Return the ruleset that a text was dumped from, or only its head: no rules. Raises NotCompiledError."""
    try:
        form, written, root = json.loads(text.split("\n", 2)[0 if head else 1])
        if form != FORM:
            raise NotCompiledError("compiled in another form")
        objects: list[Any] = []
        for kind, *parts in written:
            objects.append(KINDS[kind](*[_whole(part, objects) for part in parts]))
        ruleset = _whole(root, objects)
    except (ValueError, TypeError, IndexError, KeyError) as error:
        raise NotCompiledError(str(error)) from None
    if not isinstance(ruleset, model.RuleSet):
        raise NotCompiledError("no ruleset")
    return ruleset


def _whole(value: Any, objects: list[Any]) -> Any:
    if not isinstance(value, list):
        return value
    mark = value[0]
    if mark == "":
        return tuple([_whole(one, objects) for one in value[1:]])
    if mark == OBJECT:
        return objects[value[1]]
    if mark == SEVERITY:
        return Severity(value[1])
    return frozenset(value[1:])
