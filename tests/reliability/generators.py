"""Texts that make parsers slow, deep or blind, of any length: by name, from a number of characters to a text."""

from __future__ import annotations

from collections.abc import Callable

Generator = Callable[[int], str]


def repeated(unit: str, before: str = "", after: str = "") -> Generator:
    """Return a generator of one text again and again."""
    return lambda size: before + unit * max(1, (size - len(before) - len(after)) // len(unit)) + after


def numbered(line: str) -> Generator:
    """Return a generator of lines that bear a number each, so that no two are the same."""
    return lambda size: "".join(line.format(number) for number in range(max(1, size // (len(line) + 3))))


def nested(unit: str, closing: str, inside: str = "a") -> Generator:
    return lambda size: (
        unit * (size // (len(unit) + len(closing))) + inside + closing * (size // (len(unit) + len(closing)))
    )


def growing(unit: str, line: Callable[[str], str]) -> Generator:
    """Return a generator of lines, each one unit longer than the last."""

    def made(size: int) -> str:
        lines, length, count = [], 0, 0
        while length < size:
            count += 1
            lines.append(line(unit * count))
            length += len(lines[-1]) + 1
        return "\n".join(lines)

    return made


INLINE = {
    "brackets-open": repeated("["), "brackets-close": repeated("]"), "brackets-pairs": repeated("[]"),
    "brackets-nested": nested("[", "]"), "brackets-a": repeated("[a"), "brackets-parens": repeated("[("),
    "links": repeated("[a](b) "), "links-open": repeated("[a](<b"), "links-unclosed": repeated("[a]("),
    "links-nested": nested("[a ", "](b)"), "images": repeated("![a](b) "), "images-nested": nested("![a ", "](b)"),
    "images-open": repeated("![a", after="]]]"), "stars": repeated("*"), "stars-open": repeated("*a "),
    "stars-close": repeated("a* "), "stars-pairs": repeated("*a**b "), "stars-nested": nested("*a **a ", "b** c* "),
    "stars-triple": repeated("***a "), "underscores": repeated("_a "), "underscores-many": repeated("_"),
    "mixed-marks": repeated("*_a "), "strikes": repeated("~~a "), "tildes": repeated("~ "),
    "ticks": repeated("`"), "ticks-pairs": repeated("`a` "), "ticks-unbalanced": repeated("`a``"),
    "ticks-growing": growing("`", lambda ticks: f"{ticks} a"), "entities": repeated("&amp;"), "ampersands": repeated("&"),
    "entity-long": repeated("1", "&#", ";"), "escapes": repeated("\\*"), "backslashes": repeated("\\"),
    "angles": repeated("<"), "angles-a": repeated("<a "), "autolinks": repeated("<http://a> "),
    "autolinks-open": repeated("<http:"), "comments-open": repeated("<!--"), "comments-closed": repeated("<!-- a -->"),
    "comments-dashes": repeated("-", "<!--", "-->"), "declarations": repeated("<!A "), "instructions": repeated("<?"),
    "cdata": repeated("<![CDATA["), "tags": repeated("<b>a</b>"), "attributes": repeated(' a="b"', "<x", ">"),
    "urls": repeated("https://a.b/c "), "mails": repeated("a@b.c "), "dots": repeated("."), "commas": repeated("a,"),
    "colons": repeated("a:"), "braces": repeated("{a} "), "braces-open": repeated("{"), "slots": repeated("[Describe it] "),
    "one-word": repeated("a"), "blanks": repeated(" ", after="a"), "tabs": repeated("\t", after="a"),
    "wide": repeated("\U0001f600"), "combining": repeated("\u0301", "a"), "no-break": repeated("\u00a0", after="a"),
    "replacement": repeated("\0"), "line-separators": repeated("a\u2028"), "vertical": repeated("a\x0b"),
    "hard-breaks": repeated("a  \n"), "paths": repeated("src/a/b.py "), "paths-deep": repeated("a/"),
    "versions": repeated("1."), "sentences": repeated("A b. "), "quotes-typographic": repeated("“a” "),
}  # fmt: skip
BLOCKS = {
    "headings": numbered("## Step {}: do\n"), "headings-same": repeated("## Task\n"), "headings-empty": repeated("#\n"),
    "headings-levels": repeated("# a\n## b\n### c\n#### d\n##### e\n###### f\n"), "setext": repeated("a\n=\n"),
    "setext-long": repeated("a\n", after="==="), "rules": repeated("---\n"), "rules-spaced": repeated("* * *\n"),
    "items": repeated("- a\n"), "items-numbered": numbered("{}. a\n"), "items-boxes": repeated("- [ ] a\n"),
    "items-alternating": repeated("- a\n* b\n"), "items-loose": repeated("- a\n\n"), "items-one-line": repeated("- ", after="x"),
    "items-deep": growing("  ", lambda indent: f"{indent}- a"), "items-lazy": repeated("a\n", "- "),
    "quotes": repeated("> a\n"), "quotes-one-line": repeated(">", after="x"), "quotes-deep": growing(">", lambda mark: f"{mark} a"),
    "quotes-lazy": repeated("a\n", ">" * 15 + " "), "quotes-items": repeated("> - a\n"), "quotes-and-items": repeated("> - ", after="x"),
    "fences": repeated("```\na\n```\n"), "fences-open": repeated("```\n~~~\n"), "fence-unclosed": repeated("a\n", "```\n"),
    "fences-growing": growing("`", lambda ticks: f"``{ticks}\na"), "code": repeated("    a\n"), "html": repeated("<div>\n\n"),
    "html-comment-item": repeated("- <!--\n"), "html-open": repeated("a\n", "<div>\n"), "tables": repeated("| a | b |\n|---|---|\n| c | d |\n\n"),
    "table-long": repeated("| c | d |\n", "| a | b |\n|---|---|\n"), "table-wide": lambda size: f"{'|a' * (size // 4)}|\n{'|-' * (size // 4)}|\n",
    "table-dashes": repeated("|-\n"), "table-rows-short": lambda size: f"{'|a' * 300}|\n{'|-' * 300}|\n" + "|b\n" * (size // 3),
    "references": numbered("[a{}]: b\n"), "references-used": lambda size: "[a]: b\n\n" + "[a] " * (size // 4),
    "reference-title": repeated("a\n", '[a]: b "'), "blank-lines": repeated("\n"), "labels": numbered("**Label {}:** a\n\n"),
    "labels-one-line": repeated("**a:** b | "), "front-matter": numbered("a{}: b\n"), "front-matter-open": repeated("a: b\n", "---\n"),
    "carriage-returns": repeated("a\r"), "mixed-newlines": repeated("a\r\nb\rc\n"), "phases": numbered("### Phase {}: x\n\n- [ ] do\n\n"),
}  # fmt: skip
GENERATORS: dict[str, Generator] = {**INLINE, **BLOCKS}
