"""Loading: from a YAML file to a ruleset that is ready to judge, or to all of its faults at once."""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

from planlint.language.faults import Collector, Fault, RuleSetFaults
from planlint.language.head import Head
from planlint.language.reader import LARGEST_BYTES, read

if TYPE_CHECKING:
    from planlint.language.model import RuleSet


def load(path: File | str) -> RuleSet:
    """Return the ruleset of a file. Raises RuleSetFaults, and OSError where the file cannot be read."""
    with File(path).open("rb") as file:
        data = file.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        message = f"a ruleset has at most {LARGEST_BYTES} bytes, and this file has more"
        raise RuleSetFaults([Fault(str(path), 1, 1, message)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise RuleSetFaults([Fault(str(path), line, 1, message)]) from None
    return load_text(text, str(path))


def load_text(text: str, name: str) -> RuleSet:
    """Return the ruleset that a text is; `name` stands for it in messages. Raises RuleSetFaults."""
    document = read(text, name)
    faults = Collector(name, document)
    if not isinstance(document.value, dict):
        faults.add((), "a ruleset is a mapping that starts with planlint: 1; this file has no rules")
        faults.raise_any()
    ruleset = Head(document.value, faults).compile(name)
    faults.raise_any()
    return ruleset
