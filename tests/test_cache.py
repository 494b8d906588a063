"""The cache: ours or a miss; and compiled rulesets, which it holds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from planlint import start
from planlint.cache import FOLDER, Cache, digest, read, root_above, user_key
from planlint.cli.commands import cli
from planlint.compiling import ready
from planlint.finding import Position, Severity
from planlint.language.compiled import dump, restore
from planlint.language.loader import load
from planlint.plain import Form, NotPlainError
from planlint.rulesets import find, get, heads, shipped, whole

if TYPE_CHECKING:
    from pathlib import Path

RULE = """\
planlint: 1
ruleset: tiny-plan
title: Tiny
source: {document: tiny.txt}
recognised by: [{points: 5, has: {section: Goal}}]
rules:
  has-goal:
    must have: {section: Goal}
    source: 1
    because: Reasons.
    say: No goal
    pass: "# P\\n## Goal\\n"
    fail: {plan: "# P\\n", at: 1}
"""
CHILD = "planlint: 1\nruleset: house\ntitle: H\nextends: ./tiny.yaml\ntighten: {}\n"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    found = Cache.below(tmp_path)
    assert found
    return found


def entry(tmp_path: Path, kind: str = "kind") -> Path:
    (file,) = (tmp_path / FOLDER / kind).iterdir()
    return file


@given(st.binary(), st.binary())
def test_what_is_put_is_got(tmp_path_factory: pytest.TempPathFactory, name: bytes, content: bytes) -> None:
    cache = Cache.below(tmp_path_factory.mktemp("tree"))
    assert cache
    assert cache.get("kind", digest(name)) is None
    cache.put("kind", digest(name), content)
    assert cache.get("kind", digest(name)) == content


def test_parts_of_a_name_are_told_apart() -> None:
    assert digest(b"ab", b"c") != digest(b"a", b"bc")


def test_an_entry_that_was_changed_or_moved_is_none(cache: Cache, tmp_path: Path) -> None:
    cache.put("kind", b"a", b"content")
    data = entry(tmp_path).read_bytes()
    entry(tmp_path).write_bytes(data[:-1] + b"x")
    assert cache.get("kind", b"a") is None
    entry(tmp_path).rename(tmp_path / FOLDER / "kind" / b"b".hex())
    (tmp_path / FOLDER / "kind" / b"b".hex()).write_bytes(data)
    assert cache.get("kind", b"b") is None
    assert cache.foreign == 2


def test_an_entry_of_another_user_is_none(cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put("kind", b"a", b"content")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    other = Cache.below(tmp_path)
    assert other
    assert other.get("kind", b"a") is None


def test_the_key_is_only_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert Cache.below(tmp_path)
    assert (tmp_path / "home/planlint/key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "home/planlint").iterdir()] == ["key"]


def test_links_are_not_followed(cache: Cache, tmp_path: Path) -> None:
    cache.put("kind", b"a", b"content")
    file = entry(tmp_path)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert cache.get("kind", b"a") is None
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / FOLDER).symlink_to(tmp_path / FOLDER)
    assert Cache.below(tmp_path / "tree") is None


def test_where_nothing_can_be_kept_there_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert Cache.below(tmp_path) is None


def test_a_folder_that_cannot_be_made_is_a_miss(cache: Cache, tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("", encoding="utf-8")
    cache.put("kind", b"a", b"content")
    assert cache.get("kind", b"a") is None


def test_the_folder_keeps_itself_out_of_git(cache: Cache, tmp_path: Path) -> None:
    cache.put("kind", b"a", b"content")
    assert (tmp_path / FOLDER / ".gitignore").read_text(encoding="utf-8").endswith("\n*\n")


def test_the_cache_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cache = Cache.below(tmp_path)
    assert cache
    cache.put("kind", b"a", b"content")
    done = CliRunner().invoke(cli, ["cache", "clear"])
    assert (done.exit_code, done.stdout) == (0, f"1 entries removed from {tmp_path / FOLDER}\n")
    assert cache.get("kind", b"a") is None


@pytest.mark.parametrize("name", shipped())
def test_a_compiled_ruleset_is_the_same_ruleset(name: str) -> None:
    text = dump(load(find(name)))
    assert dump(restore(text)) == text
    head = restore(text, head=True)
    assert (head.name, head.rules, len(head.signals)) == (name, (), len(get(name).signals))


@pytest.mark.parametrize("text", ["", "x", "[[],null]\n[[],null]", '[[[99]],["@",0]]\n' * 2, '[[],["@",0]]\n' * 2, "{}\n{}", "[[],[]]\n[[],[]]"])  # fmt: skip
def test_what_is_no_compiled_ruleset_is_refused(text: str) -> None:
    with pytest.raises(NotPlainError):
        restore(text)


def test_a_ruleset_is_taken_from_the_cache_until_a_file_changes(cache: Cache, tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "house.yaml").write_text(CHILD, encoding="utf-8")
    file = tmp_path / "house.yaml"
    assert ready(file, cache, head=False) is None
    loaded = get(str(file), cache)
    found = ready(file, cache, head=False)
    assert found
    assert dump(found) == dump(loaded)
    assert found.path == str(file)
    (tmp_path / "tiny.yaml").write_text(RULE.replace("Reasons", "Others"), encoding="utf-8")
    assert ready(file, cache, head=False) is None


def test_an_entry_that_holds_something_else_is_made_anew(cache: Cache, tmp_path: Path) -> None:
    file = tmp_path / "tiny.yaml"
    file.write_text(RULE, encoding="utf-8")
    get(str(file), cache)
    name = bytes.fromhex(entry(tmp_path, "rulesets").name)
    cache.put("rulesets", name, b"[]\n{}\n")
    assert ready(file, cache, head=False) is None


def test_heads_become_whole_when_they_are_judged_by(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planlint.rulesets._folder", lambda: tmp_path)
    (tmp_path / "tiny.yaml").write_text(RULE, encoding="utf-8")
    (head,) = heads(cache)
    assert len(whole(head, cache).rules) == 1
    other = Cache.below(tmp_path)
    monkeypatch.setattr("planlint.rulesets._SHIPPED", {})  # another process
    (head,) = heads(other)
    assert head.rules == ()
    assert len(whole(head, other).rules) == 1


def test_checks_say_the_same_with_and_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiny.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "plan.md").write_text("# Plan\n", encoding="utf-8")
    options = ["check", "--ruleset", "./tiny.yaml", "--format", "json"]
    without = CliRunner().invoke(cli, [*options, "--no-cache", "plan.md"])
    assert not os.path.lexists(tmp_path / FOLDER)
    for _ in range(2):
        assert CliRunner().invoke(cli, [*options, "plan.md"]).stdout == without.stdout
    assert entry(tmp_path, "rulesets")


def test_a_form_writes_and_reads_its_own_kinds() -> None:
    form = Form((Severity, Position))
    place = Position(3, 4)
    value = (place, {"a": (place, None)}, frozenset({"b", "a"}), Severity.NOTE, True, 7, "x")
    text = form.dump(value)
    assert text == ('[3,4,[1,0,1],"a",null,[-1,2,4],[-4,3,5],"b",[-3,3,7],1,[-2,9],true,7,"x",[-1,2,6,8,10,11,12,13]]')
    assert form.restore(text) == value
    assert form.restore(form.dump("é")) == "é"
    assert "\\u00e9" in form.dump("é")


def test_what_is_alike_is_written_once_and_becomes_one() -> None:
    form = Form((Position,))
    text = form.dump(((Position(1, 2), ("a", 1)), (Position(1, 2), ("a", 1)), ("a", True)))
    one, other, different = form.restore(text)
    assert one is other
    assert different[1] is True
    assert text.count('"a"') == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{}",
        '{"a":1}',
        '"ab"',
        "3",
        "null",
        "[]",
        "[[-1,5]]",
        "[[9]]",
        "[[]]",
        '[["a"]]',
        "[1,[0,0]]",
        "[1,[-4,0]]",
    ],
)
def test_what_no_form_wrote_is_told(text: str) -> None:
    with pytest.raises(NotPlainError):
        Form((Position,)).restore(text)


def test_what_a_form_does_not_know_has_no_plain_form() -> None:
    with pytest.raises(TypeError, match=r"^list has no plain form here$"):
        Form(()).dump([])


def test_a_key_is_made_in_a_folder_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home/planlint").mkdir(parents=True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert Cache.below(tmp_path)


def test_of_two_keys_made_at_once_the_first_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "planlint").mkdir()
    (tmp_path / "planlint/key").write_bytes(b"k" * 32)
    monkeypatch.setattr(os.path, "exists", lambda _path: False)
    assert user_key() == b"k" * 32
    assert [file.name for file in (tmp_path / "planlint").iterdir()] == ["key"]


def test_clearing_follows_no_link(cache: Cache, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/precious").touch()
    cache.put("kind", b"a", b"content")
    (tmp_path / FOLDER / "linked").symlink_to(tmp_path / "other")
    (tmp_path / FOLDER / "kind" / "link").symlink_to(tmp_path / "other/precious")
    assert cache.clear() == 1
    assert (tmp_path / "other/precious").exists()
    assert (tmp_path / FOLDER / "kind" / "link").is_symlink()


def test_a_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    data = bytes(range(256)) * 1000
    (tmp_path / "file").write_bytes(data)
    (tmp_path / "link").symlink_to("file")
    assert read(str(tmp_path / "file")) == data
    assert read(str(tmp_path / "file"), 70_000) == data[:70_000]
    assert read(str(tmp_path / "file"), 10) == data[:10]
    with pytest.raises(OSError, match="symbolic link"):
        read(str(tmp_path / "link"))


def test_the_root_is_the_nearest_folder_with_gits_mark(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    assert root_above(str(tmp_path / "a/b")) == str(tmp_path / "a/b")
    (tmp_path / ".git").touch()
    assert root_above(str(tmp_path / "a/b")) == str(tmp_path)
    (tmp_path / "a/.git").symlink_to("nowhere")
    assert root_above(str(tmp_path / "a/b")) == str(tmp_path / "a")


def test_the_key_lies_in_the_users_own_folder_and_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    key = user_key()
    assert key is not None
    assert (tmp_path / ".cache/planlint/key").read_bytes() == key
    assert user_key() == key
    (tmp_path / ".cache/planlint/key").write_bytes(key[:-1])
    assert user_key() is None


def test_an_entry_is_bound_to_its_kind_its_name_and_the_key(tmp_path: Path) -> None:
    one, other = Cache(str(tmp_path), b"k" * 32), Cache(str(tmp_path), b"l" * 32)
    one.put("kind", b"a", b"content")
    data = entry(tmp_path).read_bytes()
    assert other.get("kind", b"a") is None
    assert (one.foreign, other.foreign) == (0, 1)
    one.put("sort", b"a", b"")
    (tmp_path / FOLDER / "sort/61").write_bytes(data)
    assert one.get("sort", b"a") is None
    assert digest(b"") != digest()


def test_where_an_entry_cannot_be_written_the_old_one_stays(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    cache.put("kind", b"a", b"old")
    monkeypatch.setattr(os, "replace", full)
    cache.put("kind", b"a", b"new")
    assert cache.get("kind", b"a") == b"old"


@pytest.mark.parametrize("there", ["precious", None])
def test_a_gitignore_that_is_there_is_left_alone_and_a_link_is_not_followed(
    cache: Cache, tmp_path: Path, there: str | None
) -> None:
    victim = tmp_path / "victim"
    if there:
        victim.write_text(there, encoding="utf-8")
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / ".gitignore").symlink_to(victim)
    cache.put("kind", b"a", b"content")
    assert (victim.read_text("utf-8") if victim.exists() else None) == there
    assert cache.get("kind", b"a") == b"content"


def test_a_users_own_gitignore_is_kept(cache: Cache, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / ".gitignore").write_text("mine\n", encoding="utf-8")
    cache.put("kind", b"a", b"content")
    assert (tmp_path / FOLDER / ".gitignore").read_text("utf-8") == "mine\n"


def test_a_kinds_folder_that_is_a_link_holds_no_entries(cache: Cache, tmp_path: Path) -> None:
    cache.put("kind", b"a", b"content")
    (tmp_path / FOLDER / "kind").rename(tmp_path / "out")
    (tmp_path / FOLDER / "kind").symlink_to(tmp_path / "out")
    later = Cache.below(tmp_path)
    assert later is not None
    assert later.get("kind", b"a") is None
    later.put("kind", b"b", b"content")
    assert [file.name for file in (tmp_path / "out").iterdir()] == [b"a".hex()]


def test_an_entry_is_not_written_through_a_link(cache: Cache, tmp_path: Path) -> None:
    (tmp_path / FOLDER / "kind").mkdir(parents=True)
    (tmp_path / "victim").write_text("precious", encoding="utf-8")
    (tmp_path / FOLDER / "kind" / f"{b'a'.hex()}.{os.getpid()}").symlink_to(tmp_path / "victim")
    cache.put("kind", b"a", b"content")
    assert (tmp_path / "victim").read_text("utf-8") == "precious"
    cache.put("kind", b"a", b"content")
    assert cache.get("kind", b"a") == b"content"


@pytest.mark.parametrize("kind", ["answers", "results", "rulesets", "expressions"])
def test_a_check_writes_no_entry_into_a_folder_that_a_link_leads_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "tree" / FOLDER).mkdir(parents=True)
    (tmp_path / "tree" / FOLDER / kind).symlink_to(tmp_path / "out")
    for name in ("a.md", "b.md"):
        (tmp_path / "tree" / name).write_text("# Plan\n", encoding="utf-8")
    (tmp_path / "tree/tiny.yaml").write_text(RULE, encoding="utf-8")
    for path in (tmp_path, *tmp_path.rglob("*")):
        os.utime(path, (1, 1), follow_symlinks=False)  # what is new is not kept
    monkeypatch.chdir(tmp_path / "tree")
    monkeypatch.setattr("sys.argv", ["planlint", "check", "--ruleset", "./tiny.yaml", "a.md", "b.md"])
    assert start.main() == 1
    assert list((tmp_path / "out").iterdir()) == []
