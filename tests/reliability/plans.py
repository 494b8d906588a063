"""Bad plans: structure (A), encoding, ends of lines and positions (B)."""

from __future__ import annotations

from tests.reliability.case import ANY, OWN, Case


def tree(name: str, text: str | bytes, says: str, never: str = "") -> Case:
    return Case(name, {"p.md": text}, ("tree", "p.md"), 0, says, never)


def own(name: str, text: str | bytes, says: str, code: int = 0) -> Case:
    return Case(name, {"p.md": text}, (*OWN, "p.md"), code, says)


def told(name: str, text: str | bytes, says: str) -> Case:
    """Return a case of a file that is not read."""
    return Case(name, {"p.md": text}, (*ANY, "p.md"), 2, says)


STRUCTURE = (
    tree("A01 ten lists in one line hide nothing behind them", "- " * 10 + "x\n\n# AFTER\n", "section 1: AFTER"),
    tree("A02 forty-nine lists hide nothing behind them", "- " * 49 + "x\n\n# AFTER\n", "section 1: AFTER"),
    told("A03 too many lists are said", "- " * 101 + "x\n\n# AFTER\n", r"^p\.md:1:1: incomplete: .*\[nested-too-deep\]"),
    tree("A04 items ten deep are read", "".join("  " * n + f"- deep {n}\n" for n in range(10)), "deep 9"),
    tree("A05 quotes twenty-five deep are read", ">" * 25 + " # INSIDE\n", "INSIDE"),
    told("A06 too many quotes are said", ">" * 101 + "x\n", r"^p\.md:1:1: incomplete: .*\[nested-too-deep\]"),
    tree("A07 a comment in an item in a quote", ">- <!--\n\n# AFTER\n", "section 1: AFTER"),
    tree("A08 an instruction in an item in a quote", "> - <?php\n\n# AFTER\n", "section 1: AFTER"),
    tree("A09 a table in a quote that ends in a bare mark", "> | a | b |\n> |---|---|\n>\n\n# AFTER\n", "section 1: AFTER"),
    own("A10 a comment that is not closed swallows what follows", "# P\n\n<!-- x\n\n## Tasks\n", r"^p\.md:3:1: warning: .*unclosed-comment"),
    own("A11 a fence that is not closed swallows what follows", "# P\n\n```\n\n## Tasks\n", r"^p\.md:3:1: warning: .*unbalanced-fence"),
    tree("A12 a heading inside of HTML is none", "# P\n\n<div>\n## Inside\n</div>\n", "section 1: P", "Inside"),
    own("A13 a table to some, a heading to others", "a|\n---\n", r"^p\.md:1:1: warning: .*ambiguous-heading"),
    tree("A14 an underlined heading of three lines starts at the first", "a\nb\nc\n===\n", r"^ *1:1 +section 1: a b c"),
    Case("A15 a heading that stands twice is told with both lines",
         {"p.md": "# Plan\n\n## Backend API\n\nx\n\n## Backend API\n"},
         ("check", "--no-config", "--ruleset", "base-feature-plan", "--select", "sections-unique", "p.md"), 1, r"^p\.md:7:1: error"),
    own("A16 a heading of a no-break space has no title", "# P\n\n## \u00a0\n", r"^p\.md:3:1: warning: .*empty-heading"),
    tree("A17 an escaped bar is no end of a cell", "| a |\n|---|\n| b \\| c |\n", r"b \| c"),
    tree("A18 a definition inside of an item is one", "- [a]: https://example.org\n\n[a] and\n", "https://example.org"),
    Case("A19 seventy thousand cells", {"p.md": "|a" * 300 + "|\n" + "|-" * 300 + "|\n" + "|b\n" * 240}, (*ANY, "p.md"), 0),
    Case("A20 an empty file is a plan in which all is missing", {"p.md": ""}, ("check", "--ruleset", "plan-spec", "--format", "concise", "p.md"), 1, r"^p\.md:1:1: error"),
)  # fmt: skip
ODD = {
    "VT": "\x0b",
    "FF": "\x0c",
    "FS": "\x1c",
    "GS": "\x1d",
    "RS": "\x1e",
    "NEL": "\x85",
    "LS": "\u2028",
    "PS": "\u2029",
}
ENCODING = (
    tree("B01 a mark at the start is none of the plan's", "\ufeff# T\n", r"^ *1:1 +section 1: T"),
    tree("B02 front matter behind a mark", "\ufeff---\nStatus: draft\n---\n\n# T\n", r"Status"),
    told("B03 UTF-16, little end first", "# T\n".encode("utf-16"), "UTF-16. Save it as UTF-8"),
    told("B03 UTF-16, big end first", b"\xfe\xff\0#\0 ", "UTF-16. Save it as UTF-8"),
    told("B04 Latin-1", b"# T\n\ncaf\xe9\n", r"byte 0xe9 at offset 8 \(line 3\) is not"),
    told("B05 half a character at the end", b"# T\n\xe2\x82", r"offset 4 \(line 2\)"),
    told("B06 a character longer than it need be", b"\xc0\xaf", "0xc0 at offset 0"),
    told("B07 halves of a character, each by itself", b"\xed\xa0\xbd\xed\xb8\x80", "0xed at offset 0"),
    told("B08 a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "0x89 at offset 0"),
    own("B09 NUL is told where it stands", "# T\n\nab\0\n", r"^p\.md:3:3: note: .*control-character"),
    tree("B10 lines that end in CR", "# T\r\r## U\r", r"^ *3:1 +section 2: U"),
    tree("B11 lines that end in each way", "# T\r\n\r## U\n### V\r\n", r"^ *4:1 +section 3: V"),
    *(own(f"B12 {name} ends no line", f"# T\n\na{character}b\n\n## \n", r"^p\.md:5:1: warning: .*empty-heading") for name, character in ODD.items()),
    *(own(f"B12 {name} is told", f"# T\n\na{character}b\n", r"^p\.md:3:2: note: .*control-character") for name, character in ODD.items()),
    Case("B20 columns count characters", {"p.md": "# Plan: x\n\n\U0001f600\U0001f600 [Describe it]\n"}, (*ANY, "--select", "*placeholder*", "p.md"), 2, "no rule called"),
    Case("B20 columns count characters, wherever they stand", {"p.md": "# Plan Spec: x\n\n## Background\n\n\U0001f600\U0001f600 [Describe the goal here]\n"},
         (*ANY, "p.md"), 0, r"^p\.md:5:4: .*placeholder"),
    tree("B21 a tab is one column", "-\ta\n\n\t- b\n", r"^ *3:2 +item"),
    tree("B22 a paragraph that begins with a line of no-break spaces", "\u00a0\nText.\n\n# T\n", r"^ *4:1 +section 1: T"),
)  # fmt: skip
CASES = (*STRUCTURE, *ENCODING)
