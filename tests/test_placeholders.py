"""Placeholders: what a template left is told, and what a plan means to say is not."""

from __future__ import annotations

import time

import pytest

from planlint.markdown.document import parse


def told(text: str) -> list[str]:
    """Return the placeholders of a text; one that has no title gets one."""
    first = text.startswith(("# ", "---\n"))
    return [node.text for node in parse(text + "\n" if first else f"# Boats\n\n{text}\n").nodes("placeholder")]


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [
        # titles
        ("# [Feature Name]", "[Feature Name]"),
        ("# [feature or task title]", "[feature or task title]"),
        ("# Feature: <feature-name>", "<feature-name>"),
        ("# Feature: <title>", "<title>"),
        ("# Feature: {FEATURE_NAME}", "{FEATURE_NAME}"),
        ("# Feature: {{feature}}", "{{feature}}"),
        ("# Feature: $ARGUMENTS", "$ARGUMENTS"),
        ("# Feature: TBD", "TBD"),
        ("# Feature: …", "…"),
        ("## Phase 2: [Name] (if needed)", "[Name]"),
        ("### Decision 1: [which store to take]", "[which store to take]"),
        ("## Phase 3: *TBD*", "TBD"),
        # values
        ("**Owner:** [Name]", "[Name]"),
        ("**Owner:** [your name]", "[your name]"),
        ("**Owner:** *[name]*", "[name]"),
        ("**Owner:** [whoever sails]", "[whoever sails]"),
        ("**Owner:** <Name>", "<Name>"),
        ("**Reason:** <why>", "<why>"),
        ("**Owner:** <Your Name>", "<Your Name>"),
        ("**Owner:** {{ owner_name }}", "{{ owner_name }}"),
        ("**Owner:** [Name] (of the skipper)", "[Name]"),
        ("- Risk 1: [description]", "[description]"),
        ("- Phase 1: …", "…"),
        ("---\ntitle: [Feature Name]\n---\n# Boats", "[Feature Name]"),
        ("---\ncreated: YYYY-MM-DD\n---\n# Boats", "YYYY-MM-DD"),
        ("|A|B|\n|-|-|\n|Owner|[name]|", "[name]"),
        ("|A|B|\n|-|-|\n|Owner|TBD|", "TBD"),
        # words
        ("**Owner:** tbd", "tbd"),
        ("**Owner:** TBA", "TBA"),
        ("**Owner:** T.B.D.", "T.B.D."),
        ("**Owner:** *TBD*", "TBD"),
        ("**Owner:** TBD (ask Ines)", "TBD"),
        ("**Owner:** To be determined", "To be determined"),
        ("(TBD)", "TBD"),
        ("#TODO", "TODO"),
        ("**Owner:** INSERT NAME HERE", "INSERT NAME HERE"),
        ("- [ ] (to be filled in)", "(to be filled in)"),
        ("(describe the problem here)", "(describe the problem here)"),
        ("- [ ] (add criterion)", "(add criterion)"),
        ("**Reason:** *(explain why it sinks)*", "(explain why it sinks)"),
        ("Lorem ipsum dolor sit amet.", "Lorem ipsum dolor sit amet."),
        # dates
        ("**Date:** YYYY-MM-DD (last updated YYYY-MM-DD)", "YYYY-MM-DD"),
        ("**Last Updated:** yyyy-mm-dd", "yyyy-mm-dd"),
        ("**Due:** DD.MM.YYYY", "DD.MM.YYYY"),
        ("**Due:** MM/DD/YYYY", "MM/DD/YYYY"),
        ("**Created:** 2026-MM-DD", "2026-MM-DD"),
        ("|Version|Date|By|\n|-|-|-|\n|1|YYYY-MM-DD|Ines|", "YYYY-MM-DD"),
        # lines
        ("[describe the harbour here]", "[describe the harbour here]"),
        ("- `a.py` - [purpose]", "[purpose]"),
        ("- `docs/a.md`: [what to update]", "[what to update]"),
        ("<Describe the harbour>", "<Describe the harbour>"),
        ("- <Test 1>", "<Test 1>"),
        ("- [ ] …", "…"),
        ("As a [type of user], boats are seen.", "[type of user]"),
        ("As a sailor, I want <goal>, always.", "<goal>"),
        ("It is late because {reason for the delay}.", "{reason for the delay}"),
    ],
)
def test_what_a_template_left_is_a_placeholder(text: str, placeholder: str) -> None:
    assert told(text) == [placeholder]


@pytest.mark.parametrize(
    "text",
    [
        # titles
        "# Boats\n\n## TODO",
        "# Boats\n\n## Wrap <Modal dark>",
        "# Boats\n\n### Fix: <title>",
        "# Boats\n\n### Fix: <date-picker>",
        # states, lists, tags, links
        "**Status:** [In Progress]",
        "**Status:** [not started]",
        "**Status:** TODO",
        "**Priority:** [Must have]",
        "**Tags:** [web]",
        "**Tags:** [alpha, beta gamma]",
        "**Before:** [see above]",
        "**Docs:** [Style guide]\n\n[style guide]: a.md",
        "- [Style guide]\n\n[style guide]: a.md",
        "**Docs:** [Style guide][guide]\n\n[guide]: a.md",
        "- [Knuth] (page 9)",
        "---\ntags: [API]\nteam: [api design]\nkinds: [how to]\nrequired: [name]\nroles: [orchestrator]\n---\n# Boats",
        "- [COULD] CSV",
        "- [Could] CSV",
        "- [API] JSON",
        "- [P] [US1] Sail",
        "- [x] [US1]",
        "**Route:** {id, name}",
        "**Route:** /boats/{id}",
        "**Type:** list[str]",
        "**Default:** ${HOME}",
        "**Greeting:** Hello {{name}}",
        "Boat: {{boat}}",
        "Boat: {boat_seen}",
        "**Boat:** {boat_seen}",
        # tags
        "- <Modal>",
        "- <Modal open>",
        "- <Modal dark />",
        "- <input disabled>",
        "- <input />",
        "- <name>",
        "**Root:** <App>",
        "**Root:** <date-picker>",
        "<details open>\n<summary>Boats</summary>\n\nx\n\n</details>",
        # code, quotes, buttons
        "**Owner:** `[your name]`",
        "The form `As a [role], I want [goal]` is kept.",
        'It says "As a [role], I want [goal]" there.',
        'It says "late because {reason for the delay}" there.',
        "It says “late because {reason for the delay}” there.",
        "Late as {{reason for the delay}} has it.",
        "One of {red green blue} is set.",
        "Press [Add Boat] to go on.",
        "- [add boat]",
        "As a [clerk], I want [a list of boats].",
        # words
        "**Notes:** TBDs are counted",
        "|Metric|Value|\n|-|-|\n|Load|TBD|",
        "|Test|Before|After|\n|-|-|-|\n|Load|3 s|TBD|",
        "|Task|Status|\n|-|-|\n|Sail|TODO|",
        "- TODO: sail around",
        "Lorem ipsum is shown where no boat has a text.",
        "INSERT INTO boats",
        # dates
        "**Date format:** YYYY-MM-DD",
        "- date: YYYY-MM-DD",
        "- `born` - YYYY-MM-DD",
        "- YYYY-MM-DD",
        "|Field|Format|\n|-|-|\n|born|YYYY-MM-DD|",
        # room that is left
        "**Tuesday** : ...",
        "**Approved by:** ______",
        "- Sail\n- …",
        "- [keep this for the skipper]",
        "- [ ] [All tests pass]",
    ],
)
def test_what_a_plan_says_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "- [a" + " " * 300_000 + "b] c",
        "[Name]" + " " * 300_000 + "b",
        "- [a - " * 50_000,
        "x [Describe it now] " * 20_000,
        "**Owner:** " + "[your name " * 50_000,
        "| " + "date " * 20_000 + "|B|\n|-|-|\n" + "|YYYY-MM-DD|TBD|\n" * 5_000,
    ],
)
def test_hostile_lines_take_no_time(text: str) -> None:
    document = parse(f"# Boats\n\n{text}\n")
    for noun in ("field", "row", "item"):
        document.nodes(noun)
    begun = time.perf_counter()
    document.nodes("placeholder")
    assert time.perf_counter() - begun < 2
