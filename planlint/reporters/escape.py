"""The gate for text that others wrote: control characters made visible, a CI log's commands broken."""

from __future__ import annotations

import json
import re

from planlint.named import NamedTuple

#: What a terminal or a log acts on: control characters, separators of lines, marks that reorder text, lone surrogates;
#: and what people cannot see and machines read: tag characters, a BOM, what no text may hold.
ACTIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
NOT_PLAIN = re.compile("[^\x00-\x7e]")


class Look(NamedTuple):
    """How a report is to look. `in_log`: it may stand in a log whose runner obeys commands in it."""

    colour: bool = False
    in_log: bool = False
    quiet: bool = False
    verbose: bool = False


def visible(text: str, keep: str = "") -> str:
    r"""Return text with every active character written out (\x1b, \u202e), those in `keep` left as they are."""
    if text.isascii() and text.isprintable():  # most is, and needs no look at each character
        return text
    return ACTIVE.sub(lambda match: match[0] if match[0] in keep else _written_out(match[0]), text)


def _written_out(character: str) -> str:
    point = ord(character)
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def harmless(text: str) -> str:
    """Return text for a log in which GitHub's runner finds no command.

    It obeys `::name` at a line's start, blanks in front or not, and `##[name` anywhere.
    """
    broken = unbracketed(text)
    return "\n".join(_no_command(line) for line in broken.split("\n")) if "::" in broken else broken


def unbracketed(text: str) -> str:
    """Return text without `##[`, how a command begins in the runner's older syntax."""
    return text.replace("##[", "##\\x5b")


def _no_command(line: str) -> str:
    return line.replace("::", "\\x3a:", 1) if line.lstrip().startswith("::") else line


def printable(text: str, look: Look) -> str:
    """Return text of several lines that may be printed whatever it says."""
    clean = visible(text, keep="\n")
    return harmless(clean) if look.in_log else clean


def as_json(value: object, indent: int | None = None) -> str:
    """Return a value as JSON in ASCII, without what a terminal or a log's runner acts on.

    A lone surrogate, which no JSON can say, is written out.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return NOT_PLAIN.sub(_in_ascii, text).replace("##[", "#\\u0023[")


def _in_ascii(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return f"\\{_written_out(character)}"
    return json.dumps(character)[1:-1]
