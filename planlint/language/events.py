"""YAML's events: libyaml's, twenty times as quick, wherever they are those of PyYAML's own parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent, ScalarEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.events import Event

#: A PyYAML that was built without libyaml has its own parser alone.
QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: What libyaml takes and PyYAML's own parser does not, or not always.
UNLIKE = re.compile(r"\t|(?<!\S)[|>][-+0-9]*#")
#: After these, both parsers see a value that is not there at the same place.
BEFORE_NOTHING = frozenset(":-,[{")


class Doubtful(Exception):  # noqa: N818 - nothing is wrong yet
    """Here libyaml may differ from PyYAML's own parser, which has the last word."""


def thorough(text: str) -> Iterator[Event]:
    """Yield the events of a text, by PyYAML's own parser. Raises yaml.YAMLError, OverflowError."""
    yield from yaml.parse(text, Loader=yaml.SafeLoader)


def quick(text: str) -> Iterator[Event]:
    """Yield the events of a text, by libyaml. Raises yaml.YAMLError, Doubtful.

    Read them one by one, and no deeper than need be: on nests of brackets libyaml takes quadratic time.
    """
    if UNLIKE.search(text):
        raise Doubtful
    in_flow = 0  # how many brackets and braces are open
    for event in yaml.parse(text, Loader=QUICK):
        if isinstance(event, ScalarEvent):
            if event.implicit[0] and _is_doubtful(event, text, in_flow):
                raise Doubtful
        elif isinstance(event, CollectionStartEvent):
            in_flow += bool(in_flow or event.flow_style)
        elif isinstance(event, CollectionEndEvent):
            in_flow -= bool(in_flow)
        yield event


def _is_doubtful(scalar: ScalarEvent, text: str, in_flow: int) -> bool:
    """Tell whether a scalar without quotes may be read otherwise: a `?` in brackets, a value that is not there."""
    if not scalar.value:
        mark = scalar.start_mark
        return mark is None or mark.column == 0 or text[mark.index - 1] not in BEFORE_NOTHING
    return in_flow > 0 and "?" in scalar.value
