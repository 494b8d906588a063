"""Hostile text in plans, names and rules: harmless in every format, for terminals, logs, parsers and pages."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from github_runner import commands
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reports import a_finding, a_plan, a_report

from planlint.cli.commands import cli
from planlint.finding import Position, Related
from planlint.report import ErrorEntry
from planlint.reporters import REPORTERS
from planlint.reporters.escape import Look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planlint.report import Report

STRINGS = {
    "command": "::error::x",
    "command after blanks": " \u00a0\u3000::add-mask::x",
    "command after a newline": "a\n::error::x",
    "command after a return": "a\r::error::x",
    "command after a separator": "a\u2028::error::x\x85::error::y",
    "command after a mark": "\ufeff::error::x",
    "old command": "##[add-mask]x",
    "old command with properties": "a ##[set-output name=n;x=y]v",
    "per cent": "%0A::error::x%0D%25%3A%2C",
    "end of a command": "x::stop-commands::y",
    "colour": "\x1b[31mred\x1b[0m",
    "hyperlink": "\x1b]8;;http://evil.example\x07here\x1b]8;;\x07",
    "eight-bit controls": "\x9b2J\x9d0;title\x9c",
    "controls": "\x00\x07\x08\x0b\x0c\x7f\t",
    "bidi": "\u202egnp.exe\u202c \u2066x\u2069 \u200f",
    "lone surrogates": "\udcff \ud800x",
    "tags": "x\U000e0041\U000e0042",
    "no characters": "\ufffe\uffff",
    "end of CDATA": "]]>",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "entities": "&lt;b&gt; &#0; &amp;lt;",
    "comment": "<!-- x --><?php ?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "table": "x | y |\n|---|\n| z",
    "links": "[x](javascript:alert(1)) ![y](http://e.example/p.png) <http://e.example> [z](1)",
    "an address behind a colon": ":://a",
    "fences": "```\n~~~\n`` ` ``\n# x\n- y\n1. z",
    "mentions": "@everyone #1",
    "quotes": '"\'\\" $(id) `id` ${x} {0} {{x}}',
}
#: What may stand nowhere in an output as it is; newlines alone are ours.
ACTIVE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
#: Formats that say what a plan says, and are made harmless for a log only where one is.
FOR_PEOPLE = {"text", "concise", "agent"}


def hostile(text: str) -> Report:
    """Return a report with a text wherever a plan, its name, a rule or an error can put it."""
    related = (Related(text, Position(1, 1), Position(1, 1), text),)
    finding = a_finding(
        rule=f"x/{text}",
        path=text,
        start=Position(1, 1),
        end=Position(1, 1),
        section=(text,),
        message=text,
        fix=text,
        because=text,
        document=text,
        related=related,
    )
    plan = a_plan(finding, text=f"{text}\n", path=text, rulesets=(text,), idle=(text,))
    return a_report(plans=(plan,), errors=(ErrorEntry("not-utf-8", text, 3, text, text),), options=("--root", text))


def texts(data: object) -> Iterator[str]:
    """Yield every text in JSON that was read."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from (key, *texts(value))
    elif isinstance(data, list):
        for each in data:
            yield from texts(each)


def a_json(printed: str) -> None:
    for text in texts(json.loads(printed)):
        text.encode()


def json_lines(printed: str) -> None:
    for line in printed.splitlines():
        a_json(line)


def shown_json(printed: str) -> None:
    """JSON whose texts are shown as they are: they hold nothing active either."""
    a_json(printed)
    for text in texts(json.loads(printed)):
        assert not ACTIVE.search(text)


def a_sarif(printed: str) -> None:
    shown_json(printed)
    assert not re.search(r'"text": ".*\]\(', printed)


def an_xml(printed: str) -> None:
    for each in ET.fromstring(printed).iter():  # noqa: S314 - our own
        for text in (*each.attrib.values(), each.text or ""):
            assert not ACTIVE.search(text)


def a_page(printed: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(printed)
    inner = {child.type for token in tokens for child in token.children or ()}
    assert inner <= {"text", "text_special", "strong_open", "strong_close", "softbreak"}
    assert not {token.type for token in tokens} & {"html_block", "fence", "code_block", "blockquote_open"}
    assert [token.type for token in tokens].count("tr_open") == 2
    assert not re.search(r"@\w|#\d|://", re.sub(r"&#\d+;", " ", printed))


def so_many_lines(*numbers: int) -> Callable[[str], None]:
    def look(printed: str) -> None:
        assert printed.count("\n") in numbers

    return look


#: How each format is read.
READ: dict[str, Callable[[str], None]] = {
    "text": so_many_lines(14),
    "concise": so_many_lines(2),
    "agent": so_many_lines(16, 17),  # 16 where the plan's line is empty
    "github": so_many_lines(2),
    "json": a_json,
    "jsonl": json_lines,
    "sarif": a_sarif,
    "gitlab": shown_json,
    "rdjson": shown_json,
    "junit": an_xml,
    "checkstyle": an_xml,
    "markdown": a_page,
}


def harmless(form: str, printed: str, intended: int) -> None:
    """Assert that an output is text, holds nothing active, and only the commands that are meant."""
    printed.encode()
    assert not ACTIVE.search(printed)
    assert len(commands(printed)) == (intended if form == "github" else 0)


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
@pytest.mark.parametrize("form", REPORTERS)
def test_a_text_is_harmless_in_a_format(form: str, text: str) -> None:
    printed = REPORTERS[form](hostile(text), Look(in_log=form in FOR_PEOPLE))
    harmless(form, printed, intended=2)
    READ[form](printed)


PIECES = st.sampled_from([piece for text in STRINGS.values() for piece in re.findall(r"\w+|\W", text)])


@pytest.mark.parametrize("form", REPORTERS)
@given(text=st.lists(PIECES | st.sampled_from(list(STRINGS.values())), max_size=6).map("".join).map("{}a".format))
def test_any_mixture_is_harmless_in_a_format(form: str, text: str) -> None:
    printed = REPORTERS[form](hostile(text), Look(in_log=form in FOR_PEOPLE))
    harmless(form, printed, intended=2)
    READ[form](printed)


def test_colour_is_the_only_thing_active() -> None:
    for text in STRINGS.values():
        printed = REPORTERS["text"](hostile(text), Look(colour=True, in_log=True, verbose=True))
        assert commands(printed) == []
        assert not ACTIVE.search(re.sub(r"\x1b\[[\d;]+m", "", printed))


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder: a plan for each string that can be a name, with all strings in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    content = "\n\n".join(STRINGS.values()).encode("utf-8", "replace")
    for text in STRINGS.values():
        name = os.fsencode(re.sub("[\x00/\ud800-\udc7f]", "", text)[:100])
        Path(os.fsdecode(b"a" + name + b".md")).write_bytes(content)
    Path(os.fsdecode(b"a\xff\xfe.md")).write_bytes(b"\xff")
    return tmp_path


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize("form", REPORTERS)
def test_files_of_any_name_are_harmless_in_a_format(form: str) -> None:
    options = ["--ruleset", "plan-spec", "--no-repository", "--no-cache", "--min-severity", "note", "--format", form]
    done = CliRunner().invoke(cli, ["check", *options, "-v", "."])
    assert done.exit_code == 2
    harmless(form, done.stdout, intended=len(commands(done.stdout)))
    harmless("", done.stderr, intended=0)
    assert {command.name for command in commands(done.stdout)} <= {"error", "warning", "notice"}


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize("form", ["text", "json"])
def test_trees_of_hostile_plans_are_harmless(form: str) -> None:
    for path in sorted(Path().iterdir())[:3]:
        harmless("", CliRunner().invoke(cli, ["tree", str(path), "--format", form]).output, intended=0)
