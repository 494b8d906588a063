"""Texts for properties: lines that a plan may hold, in any order, however hostile."""

from __future__ import annotations

from hypothesis import strategies as st

PREFIXES = ["", "", "", "- ", "  ", "> ", "1. ", "    ", "\t", "* ", ">", "   "]
OPENERS = ["", "", "# ", "## 2. ", "###", "```", "```bash", "```markdown", "~~~", "<!--", "-->", "<div>", "---", "==="]
OPENERS += [
    "|a|b|",
    "|-|-|",
    "[a]: x",
    "- [ ] ",
    "- [x]",
    "**Key:** ",
    "**Key**",
    "__Key__",
    "Key: ",
    "`",
    "**A:** b | **B:** c",
]
TEXTS = ["", "text", "a **b** c", "`x", "x`", "\\", "[a](b)", "e.g. x. Y", "~~gone~~", "None", "[ ]", "  ", "\u00a0"]
TEXTS += ["é😀", "\u2028", "\x0b", "_x_y", "{name}_y", "<b>", "(optional)", "…", "**", "|", "# ", ":", "```"]

lines = st.builds(
    lambda prefixes, opener, text: "".join(prefixes) + opener + text,
    st.lists(st.sampled_from(PREFIXES), max_size=3),
    st.sampled_from(OPENERS),
    st.sampled_from(TEXTS),
)
plans = st.lists(lines, max_size=14).map("\n".join)
texts = st.one_of(plans, plans.map(lambda text: "---\nstatus: draft\n---\n" + text), st.text(max_size=60))
