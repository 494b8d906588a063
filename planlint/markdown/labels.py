"""Labels: how a line may begin with one, and where label and value stand on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EMOJI = "[\U0001f000-\U0001faff\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\u2022\u2023\ufe0f\u200d\u20e3]"
DECORATION = re.compile(rf"(?:{EMOJI}|\s)+")
BOLD = re.compile(r"(\*{2,3}|__)(?=\S)((?:`[^`\n]*`|[^`\n])+?)(?<=\S)\1(?!\w)")
ITALIC = re.compile(r"(?:\*(?=[^\s*])([^*`\n]{1,80}?)\*|_(?=[^\s_])([^_`\n]{1,80}?)_)(?!\w)")
#: `:`, or a remark in parentheses and `:`, behind the marks of a label.
COLON = re.compile(r"[ \t]*(\([^()\n]{1,80}\)[ \t]*)?[:：](?![:/])")
REMARK = re.compile(r"\([^()\n]*\)[:：]?")
WORD = r"[\w/&'’.+#@-]+"
PLAIN = re.compile(rf"([^\W\d_][\w/&'’.+#-]*(?:[ ]{WORD}){{0,4}}(?:[ ]\([^()\n]{{1,60}}\))?)[ \t]*(?:：|:(?=\s|$))")
#: A last word that leads over to what follows: the line is a sentence, not a label.
LEADS_OVER = frozenset(
    "a an and are as be below by contains e.g follows for from have i.e in include includes into is it like need of on "
    "or requires should that the this to was will with you".split()
)
PAIR = re.compile(r"(?:\s*[|·•]\s*|[,;.]\s+|\s+[-–—]\s+|\s{2,})$")
PLAIN_PAIR = re.compile(r"\s+[|·•]\s+")
DASH = re.compile(r"[ \t]*(?:[-–—→=]+[ \t]+)?")
SPOKEN = re.compile(r"[ \t]+[-–—→][ \t]+\S")
END_OF_SENTENCE = (".", "!", "?", "。", ",", ";")

BOLD_STRENGTH = 2
PLAIN_STRENGTH = 1


class Label(NamedTuple):
    """A label on a line; offsets. What is bold ends what a plain label owns, not the other way round."""

    start: int  # of its first mark
    text_start: int
    text_end: int
    value_start: int
    value_end: int  # of the value on the line; equal to value_start where there is none
    strength: int
    colon: bool

    @property
    def alone(self) -> bool:
        """Tell whether nothing follows it on its line."""
        return self.value_start == self.value_end


def labels_on(text: str, start: int, end: int, *, first: bool, lead: bool, in_code: Callable[[int], bool]) -> list[Label]:
    """Return the labels of a line, in order; none where it does not begin with one.

    `first`: the line is its paragraph's first; `lead`: and that paragraph is a list item's first.
    """
    decoration = DECORATION.match(text, start, end)
    begin = decoration.end() if decoration else start
    label = _bold(text, begin, end, lead=lead) or _italic(text, begin, end) or _plain(text, begin, end, first=first)
    if label is None:
        return []
    return list(_pairs(text, label, end, in_code))


def _bold(text: str, start: int, end: int, *, lead: bool) -> Label | None:
    if not text.startswith(("**", "__"), start):
        return None
    found = BOLD.match(text, start, end)
    if not found or found.end() - start > 160:
        return None
    label = _with_colon(text, found, end)
    if label:
        return label
    inner_start, inner_end = found.span(2)
    rest = text[found.end() : end].strip()
    inside = PLAIN.match(text, inner_start, inner_end)
    if inside and inside.end() < inner_end and (lead or not rest):
        value = _skip(text, inside.end(), end)
        return Label(start, inner_start, inside.end(1), value, end, BOLD_STRENGTH, colon=True)
    if lead or SPOKEN.match(text, found.end(), end) or (not rest and not found[2].endswith(END_OF_SENTENCE)):
        dash = DASH.match(text, found.end(), end)
        value = dash.end() if dash else found.end()
        return Label(start, inner_start, inner_end, min(value, end), end, BOLD_STRENGTH, colon=False)
    return None


def _with_colon(text: str, found: re.Match[str], end: int) -> Label | None:
    """Return the label of bold text with a colon at its end or behind it."""
    inner_start, inner_end = found.span(2)
    inner = found[2].rstrip()
    if inner.endswith((":", "：")):
        remark = REMARK.match(text, _skip(text, found.end(), end), end)
        after = remark.end() if remark and not text[remark.end() : end].strip() else found.end()
        return Label(found.start(), inner_start, inner_start + len(inner) - 1, *_value(text, after, end), BOLD_STRENGTH, True)
    if colon := COLON.match(text, found.end(), end):
        label_end = colon.end(1) if colon[1] else inner_end
        after = colon.end()
        remark = REMARK.match(text, _skip(text, after, end), end)
        after = remark.end() if remark and not text[remark.end() : end].strip() else after
        return Label(found.start(), inner_start, label_end, *_value(text, after, end), BOLD_STRENGTH, True)
    return None


def _italic(text: str, start: int, end: int) -> Label | None:
    found = ITALIC.match(text, start, end) if text[start : start + 1] in {"*", "_"} else None
    if not found:
        return None
    inner = (found[1] or found[2]).rstrip()
    inner_start = start + 1
    if inner.endswith((":", "：")):
        return Label(start, inner_start, inner_start + len(inner) - 1, *_value(text, found.end(), end), PLAIN_STRENGTH, True)
    if colon := COLON.match(text, found.end(), end):
        return Label(start, inner_start, inner_start + len(inner), *_value(text, colon.end(), end), PLAIN_STRENGTH, True)
    return None


def _plain(text: str, start: int, end: int, *, first: bool) -> Label | None:
    found = PLAIN.match(text, start, end)
    if not found or not (first or text[start].isupper()):
        return None
    words = found[1].split()
    if len(words) > 1 and words[-1].casefold() in LEADS_OVER:
        return None
    return Label(start, start, found.end(1), *_value(text, found.end(), end), PLAIN_STRENGTH, True)


def _skip(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip())


def _value(text: str, start: int, end: int) -> tuple[int, int]:
    return _skip(text, start, end), end


def _pairs(text: str, label: Label, end: int, in_code: Callable[[int], bool]) -> Iterator[Label]:
    """Yield a label and those that follow it on its line, each value cut off where the next label's separator stands."""
    for found in BOLD.finditer(text, label.value_start, end) if "**" in text[label.value_start : end] else ():
        following = None if in_code(found.start()) else _with_colon(text, found, end)
        gap = PAIR.search(text, max(label.value_start, found.start() - 8), found.start())
        if following and (gap or found.start() == label.value_start):
            yield label._replace(value_end=max(label.value_start, gap.start() if gap else found.start()))
            label = following
    if label.strength == PLAIN_STRENGTH:
        label = yield from _plain_pairs(text, label, end)
    yield label


def _plain_pairs(text: str, label: Label, end: int) -> Iterator[Label]:
    for gap in PLAIN_PAIR.finditer(text, label.value_start, end):
        following = _plain(text, gap.end(), end, first=True)
        if following:
            yield label._replace(value_end=gap.start())
            label = following
    return label
