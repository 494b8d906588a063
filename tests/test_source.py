"""Source text: what is read from bytes, and where an offset stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.text.source import NotUtf8, Source, decode, fold


def test_bytes_become_text() -> None:
    assert decode("é\r\n😀".encode()) == "é\r\n😀"


@pytest.mark.parametrize(
    ("data", "offset", "line", "named"),
    [
        (b"ab\xff", 2, 1, "byte 0xff at offset 2"),
        (b"a\r\nb\r\xe9", 5, 3, "line 3"),
        ("# Plan".encode("utf-16"), 0, 1, "UTF-16"),
        ("# Plan".encode("utf-32"), 0, 1, "UTF-32"),
        (b"\xfe\xff\x00#", 0, 1, "UTF-16"),
        (b"\xe2\x82", 0, 1, "byte 0xe2"),
        (b"\xed\xa0\x80", 0, 1, "byte 0xed"),
    ],
)
def test_what_is_not_utf8_is_named_with_its_place(data: bytes, offset: int, line: int, named: str) -> None:
    with pytest.raises(NotUtf8) as caught:
        decode(data)
    assert (caught.value.offset, caught.value.line) == (offset, line)
    assert named in str(caught.value)
    assert "as UTF-8" in str(caught.value)


def test_a_mark_of_order_and_newlines_of_any_kind_are_folded() -> None:
    assert fold("\ufeff# A\r\nb\rc\n\r\n\0") == "# A\nb\nc\n\n\ufffd"


def test_only_newlines_end_lines() -> None:
    text = "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i"
    assert Source.of(text).line_count == 1
    assert Source.of(text + "\nx").position(len(text) + 1) == (2, 1)


@pytest.mark.parametrize(("text", "count"), [("", 1), ("a", 1), ("a\n", 1), ("\n", 1), ("a\nb", 2), ("a\n\n", 2)])
def test_a_newline_ends_a_line(text: str, count: int) -> None:
    assert Source.of(text).line_count == count


def test_columns_count_code_points() -> None:
    source = Source.of("😀x\n\téy")
    assert source.position(1) == (1, 2)
    assert source.position(5) == (2, 3)


@given(st.text(alphabet="ab\n\r😀\u2028\x0b", max_size=40))
def test_lines_and_positions_agree(text: str) -> None:
    source = Source.of(text)
    assert "\n".join(source.line(number + 1) for number in range(len(source.starts))) == source.text
    for offset in range(len(source.text) + 1):
        line, column = source.position(offset)
        start, end = source.line_span(line)
        assert start <= offset <= end
        assert start + column - 1 == offset


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a\n\xff", "A plan is UTF-8, and byte 0xff at offset 2 (line 2) is not. Save the file as UTF-8."),
        (b"\xff\xfe#\0", "A plan is UTF-8, and this file is UTF-16. Save it as UTF-8."),
        (b"\xff\xfe\0\0#\0\0\0", "A plan is UTF-8, and this file is UTF-32. Save it as UTF-8."),
    ],
)
def test_what_is_not_utf8_is_said_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(NotUtf8) as caught:
        decode(data)
    assert str(caught.value) == said


def test_a_source_has_its_path_and_is_folded() -> None:
    source = Source.of("\ufeffa\r\nb\r", "plan.md")
    assert repr(source) == repr(Source("plan.md", "a\nb\n", (0, 2, 4)))
    assert Source.of("").path == ""
    assert [source.line(number) for number in (1, 2, 3)] == ["a", "b", ""]
    assert [source.line_span(number) for number in (1, 2, 3)] == [(0, 1), (2, 3), (4, 4)]
    assert source.line_at(-1) == 1
