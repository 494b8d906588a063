"""What several formats say in the same words: sentences, counts, names as words, source lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planlint.finding import Finding

#: Where planlint lives, for formats that ask who made them.
HOME = "https://github.com/planlint/planlint"


def sentences(*texts: str) -> str:
    """Return texts, empty ones left out, one after the other, each ended as a sentence is."""
    return " ".join(text if text.endswith((".", "!", "?", "…")) else f"{text}." for text in texts if text)


def many(count: int, thing: str) -> str:
    """Return a count of things, in the plural where there is not one."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def in_words(name: str) -> str:
    """Return a kebab-case name as words."""
    return name.replace("-", " ")


def source(finding: Finding) -> str:
    """Return the source document with the lines that ask for it, "" for checks of planlint's own."""
    spans = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in finding.lines)
    if not finding.document or not spans:
        return finding.document or ""
    single = len(finding.lines) == 1 and finding.lines[0][0] == finding.lines[0][1]
    return f"{finding.document}, {'line' if single else 'lines'} {spans}"
