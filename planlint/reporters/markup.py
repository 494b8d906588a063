"""XML of reports: ASCII that every parser takes back, in which a log's runner finds no command."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from planlint.reporters.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def element(
    name: str, attributes: Mapping[str, object], inside: Iterable[ET.Element] = (), text: str = ""
) -> ET.Element:
    """Return an element; others' text in it is made visible, as XML cannot hold every character."""
    made = ET.Element(name, {key: visible(str(value)) for key, value in attributes.items()})
    made.extend(inside)
    made.text = visible(text, keep="\n") or None
    return made


def as_xml(root: ET.Element) -> str:
    """Return a document, indented."""
    ET.indent(root)
    text: str = ET.tostring(root, encoding="us-ascii", xml_declaration=True).decode("ascii")
    return text.replace("##[", "##&#91;").replace("::", ":&#58;") + "\n"
