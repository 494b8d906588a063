"""Labels: how a line may begin with one, and where label and value stand on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EMOJI = "[\U0001f000-\U0001faff\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\u2022\u2023\ufe0f\u200d\u20e3]"
BLANKS = re.compile(r"\s*")
DECORATION = re.compile(rf"(?:{EMOJI}|\s)+")
BOLD_TEXT = re.compile(r"(\*{2,3}|__)(?=\S)((?:`[^`\n]{1,120}`|[^`\n]){1,160}?)(?<=\S)\1(?!(?<=_)\w)")
ITALIC = re.compile(r"(?:\*(?=[^\s*])([^*`\n]{1,80}?)\*|_(?=[^\s_])([^_`\n]{1,80}?)_)(?!\w)")
#: `:`, or a remark in parentheses and `:`, behind the marks of a label.
COLON = re.compile(r"[ \t]*(\([^()\n]{1,80}\)[ \t]*)?[:：](?![:/])")
CODE = re.compile(r"`[^`]+`")
REMARK = re.compile(r"\([^()\n]*\)[:：]?")
#: A mark and a word or three: `**Option B: Queue** ✅ CHOSEN`.
MARKED = re.compile(rf"(?:{EMOJI}|\s)+(?:[ ]?[\w’']+){{0,3}}")
WORD = r"[\w/&'’.+#@-]+"
KEY = re.compile(rf"([^\W\d_][\w/&'’.+#-]*(?:[ ]{WORD}){{0,4}}(?:[ ]\([^()\n]{{1,60}}\))?)[ \t]*(?:：|:(?=\s|$))")
#: Words and code alone on their line: "Add to `.env`:".
CODE_KEY = re.compile(
    rf"((?:{WORD}[ ]){{0,4}}`[^`\n]{{1,60}}`(?:[ ]{WORD}){{0,2}}(?:[ ]\([^()\n]{{1,60}}\))?)[ \t]*[:：][ \t]*$"
)
#: A word in capitals and in code: "`VALIDATE`: npm test".
CODE_WORD = re.compile(r"`([A-Z]{4,20})`[ \t]*(?:：|:(?=\s|$))")
#: A last word that leads over to what follows: the line is a sentence, not a label.
LEADS_OVER = frozenset(
    (
        *("a", "an", "and", "are", "as", "be", "below", "by", "contains", "e.g", "follows", "for", "from", "have"),
        *("i.e", "in", "include", "includes", "into", "is", "it", "like", "need", "of", "on", "or", "requires"),
        *("should", "that", "the", "this", "to", "was", "will", "with", "you"),
    )
)
#: Ranks of wishes, which end in such a word and are labels all the same.
RANKED = re.compile(r"(?:must|should|could|nice|good)(?: to)? have", re.IGNORECASE)
#: What parts two pairs on one line.
PAIR = re.compile(r"(?:\s*[|·•]\s*|[,;]\s+|(?<=[.!?])\s+|\s+[-–—]\s+|\s{2,})$")
PLAIN_PAIR = re.compile(r"(?<=\S)\s+[|·•]\s+")
DASH = re.compile(r"[ \t]*(?:[-–—→=]+[ \t]+)?")
SPOKEN = re.compile(r"[ \t]+[-–—→][ \t]+\S")
#: A heading run into its paragraph: `**Solution Approach.** Every entry becomes …`, `**Why B?** It is …`.
RUN_IN = re.compile(
    r"[A-Z][\w/&'’+#-]*(?:[ ](?:[A-Z][\w/&'’+#-]*|and|of|the|to|&)){0,4}\.$|(?:Why|What|How)\b[^.!?:]{0,40}\?$"
)
ASKED = re.compile(r"[^\s.!?]+(?:\s[^\s.!?]+){0,4}\?")  # `**Stuck?**` alone on its line
END_OF_SENTENCE = (".", "!", "?", "。", ",", ";")

COUNTED = 4
BOLD = 3
CODED = 2  # bold code alone on its line: a file in a list of files, whose label goes on
PLAIN = 1
#: A bold line in a heading's place, "**Step 2: Wire it**", "**2. Wire it**": the labels below are its own.
COUNTS = re.compile(
    r"\W{0,4}(?:(?:step|phase|task|stage|issue|risk|problem|scenario) ?#?\d|\d{1,2}[.)] \w)", re.IGNORECASE
)


class Label(NamedTuple):
    """A label on a line, by offsets."""

    start: int  # of its first mark
    text_start: int
    text_end: int
    value_start: int
    value_end: int  # of the value on the line; equal to value_start where there is none
    strength: int  # what a label owns ends at the next as strong: counted outweigh bold, those code, that plain ones
    colon: bool
    opens: bool  # no value follows on the line, or a mere remark: the value stands below


class Stretch(NamedTuple):
    """A line of a paragraph: its text by offsets, and where it stands."""

    text: str  # the whole source
    start: int
    end: int
    first: bool  # of its paragraph
    lead: bool  # of a list item


def may_hold_label(text: str, start: int, end: int) -> bool:
    """Tell whether there may be labels between two offsets: each has a colon or is bold."""
    find = text.find
    return (
        find(":", start, end) >= 0
        or find("**", start, end) >= 0
        or find("__", start, end) >= 0
        or find("：", start, end) >= 0
    )


def labels_on(line: Stretch, in_code: Callable[[int], bool]) -> list[Label]:
    """Return the labels of a line, in order; none where it does not begin with one."""
    decoration = DECORATION.match(line.text, line.start, line.end)
    begin = decoration.end() if decoration else line.start
    label = _bold(line, begin) or _italic(line, begin) or _plain(line, begin, first=line.first)
    if label and label.opens and label.strength == BOLD and COUNTS.match(line.text, label.text_start, label.text_end):
        return [label._replace(strength=COUNTED)]
    return list(_pairs(line, label, in_code)) if label else []


def _label(line: Stretch, start: int, text: tuple[int, int], after: int, strength: int) -> Label:
    begin = _skip(line.text, after, line.end)
    opens = begin == line.end or REMARK.fullmatch(line.text, begin, line.end) is not None
    return Label(start, *text, begin, line.end, strength, colon=True, opens=opens)


def _skip(text: str, start: int, end: int) -> int:
    blanks = BLANKS.match(text, start, end)
    return blanks.end() if blanks else start


def _bold(line: Stretch, start: int) -> Label | None:
    """Return the label that bold text is: with a colon, at the head of an item, or alone on its line."""
    found = BOLD_TEXT.match(line.text, start, line.end) if line.text.startswith(("**", "__"), start) else None
    if not found:
        return None
    if label := _with_colon(line, found):
        return label
    rest = line.text[found.end() : line.end].strip()
    inside = KEY.match(line.text, *found.span(2))
    alone = not rest or (REMARK.fullmatch(rest) or MARKED.fullmatch(rest)) is not None
    if inside and inside.end() < found.end(2) and (line.lead or alone):
        value = _skip(line.text, inside.end(), line.end)
        return Label(start, *inside.span(1), value, line.end, BOLD, colon=True, opens=alone)
    if line.first and RUN_IN.match(found[2]):
        return _label(line, found.start(), (found.start(2), found.end(2) - 1), found.end(), BOLD)
    titled = alone and (ASKED.fullmatch(found[2]) is not None or not found[2].endswith(END_OF_SENTENCE))
    if line.lead or titled or SPOKEN.match(line.text, found.end(), line.end):
        dash = DASH.match(line.text, found.end(), line.end)
        value = dash.end() if dash else found.end()
        strength = CODED if alone and CODE.fullmatch(found[2]) else BOLD
        return Label(start, *found.span(2), value, line.end, strength, colon=False, opens=alone)
    return None


def _with_colon(line: Stretch, found: re.Match[str]) -> Label | None:
    """Return the label of bold text with a colon at its end or behind it."""
    start, end = found.span(2)
    inner = found[2].rstrip()
    if inner.endswith((":", "：")):
        return _label(line, found.start(), (start, start + len(inner) - 1), found.end(), BOLD)
    if colon := COLON.match(line.text, found.end(), line.end):
        text_end = colon.end(1) if colon[1] else end
        return _label(line, found.start(), (start, text_end), colon.end(), BOLD)
    return None


def _italic(line: Stretch, start: int) -> Label | None:
    found = ITALIC.match(line.text, start, line.end) if line.text.startswith(("*", "_"), start) else None
    if not found:
        return None
    inner = (found[1] or found[2]).rstrip()
    text = start + 1, start + 1 + len(inner)
    if inner.endswith((":", "：")):
        return _label(line, start, (text[0], text[1] - 1), found.end(), PLAIN)
    if colon := COLON.match(line.text, found.end(), line.end):
        return _label(line, start, text, colon.end(), PLAIN)
    return None


def _plain(line: Stretch, start: int, *, first: bool) -> Label | None:
    found = KEY.match(line.text, start, line.end) or CODE_WORD.match(line.text, start, line.end) or _coded(line, start)
    if not found or not (first or line.text[found.start(1)].isupper()):
        return None
    words = found[1].split()
    leads_over = len(words) > 1 and words[-1].casefold() in LEADS_OVER and words[-1] != "A"  # Option A
    if leads_over and not RANKED.fullmatch(found[1]):
        return None
    return _label(line, start, found.span(1), found.end(), PLAIN)


def _coded(line: Stretch, start: int) -> re.Match[str] | None:
    return CODE_KEY.match(line.text, start, line.end) if line.first and not line.lead else None


def _pairs(line: Stretch, label: Label, in_code: Callable[[int], bool]) -> Iterator[Label]:
    """Yield a label and those after it on its line, each value cut off where the next label's separator stands."""
    for start, following in _followers(line, label, in_code):
        yield label._replace(value_end=max(label.value_start, start), opens=False)
        label = following
    yield label


def _followers(line: Stretch, label: Label, in_code: Callable[[int], bool]) -> Iterator[tuple[int, Label]]:
    """Yield where a separator begins, and the label behind it."""
    rest = line.text[label.value_start : line.end]
    if label.strength == BOLD and "**" in rest:
        for found in BOLD_TEXT.finditer(line.text, label.value_start, line.end):
            following = None if in_code(found.start()) else _with_colon(line, found)
            gap = PAIR.search(line.text, max(label.value_start, found.start() - 8), found.start())
            if following and (gap or found.start() == label.value_start):
                yield gap.start() if gap else found.start(), following
    elif label.strength == PLAIN and ("|" in rest or "·" in rest or "•" in rest):
        for gap in PLAIN_PAIR.finditer(line.text, label.value_start, line.end):
            if following := _plain(line, gap.end(), first=True):
                yield gap.start(), following
