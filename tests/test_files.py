"""Reading plans: what is read, what is refused and why, which files a folder means."""

from __future__ import annotations

import io
import os
import socket
import stat
import subprocess
from pathlib import Path

import pytest

from planlint import files
from planlint.files import ReadError, content, inside, kind_of, read, text_of
from planlint.repository import listing
from planlint.run.below import Found, Missed, markdown_below, once
from planlint.shown import from_here, shown

MOST = 1000


def refused(path: Path, root: Path) -> ReadError:
    with pytest.raises(ReadError) as raised:
        read(path, root, MOST)
    return raised.value


def code(path: Path, root: Path) -> str:
    assert str(refused(path, root)).endswith(".")
    return refused(path, root).code


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "plan.md").write_text("# Plan\n", encoding="utf-8")
    return folder


def test_a_plan_is_read_wherever_it_lies(root: Path, tmp_path: Path) -> None:
    assert read(root / "plan.md", tmp_path / "elsewhere", MOST) == "# Plan\n"


def test_a_link_inside_the_root_is_followed(root: Path) -> None:
    (root / "link.md").symlink_to("plan.md")
    assert read(root / "link.md", root, MOST) == "# Plan\n"


def test_a_link_beside_its_target_is_followed_outside_the_root(root: Path, tmp_path: Path) -> None:
    (root / "link.md").symlink_to("plan.md")
    assert read(root / "link.md", tmp_path / "elsewhere", MOST) == "# Plan\n"


def test_a_link_out_of_the_root_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (root / "link.md").symlink_to("../secret.md")
    assert code(root / "link.md", root) == "outside-root"
    assert code(root / "link.md", tmp_path / "elsewhere") == "outside-root"


def test_a_folder_that_is_a_link_out_of_the_root_is_not_entered(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "plan.md").touch()
    (root / "docs").symlink_to("../secrets")
    assert code(root / "docs" / "plan.md", root) == "outside-root"
    with pytest.raises(ReadError) as raised:
        kind_of(root / "docs", root)
    assert raised.value.code == "outside-root"


def test_links_above_the_root_do_not_matter(root: Path, tmp_path: Path) -> None:
    (tmp_path / "short").symlink_to(root)
    assert read(tmp_path / "short" / "plan.md", tmp_path / "short", MOST) == "# Plan\n"


def test_a_link_to_nothing_has_vanished(root: Path) -> None:
    (root / "link.md").symlink_to("nothing.md")
    assert code(root / "link.md", root) == "vanished"


def test_a_file_that_goes_away_meanwhile_has_vanished(root: Path) -> None:
    assert code(root / "gone.md", root) == "vanished"


def test_links_in_a_circle_cannot_be_read(root: Path) -> None:
    (root / "a.md").symlink_to("b.md")
    (root / "b.md").symlink_to("a.md")
    assert code(root / "a.md", root) in {"unreadable", "vanished"}


def test_a_pipe_is_no_plan_and_does_not_block(root: Path) -> None:
    os.mkfifo(root / "pipe.md")
    assert code(root / "pipe.md", root) == "not-a-regular-file"


def test_a_socket_and_a_device_are_no_plans(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.md")
        assert code(root / "socket.md", root) == "not-a-regular-file"
    assert code(Path("/dev/zero"), root) == "not-a-regular-file"


def test_a_folder_is_no_plan(root: Path) -> None:
    (root / "folder.md").mkdir()
    assert code(root / "folder.md", root) == "not-a-regular-file"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_without_permission_cannot_be_read(root: Path) -> None:
    (root / "plan.md").chmod(0)
    assert code(root / "plan.md", root) == "unreadable"


def test_a_file_put_in_the_place_of_a_plan_is_looked_at_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def regular(_path: Path) -> os.stat_result:
        return os.stat_result((stat.S_IFREG, *[0] * 9))

    os.mkfifo(root / "pipe.md")
    monkeypatch.setattr(Path, "stat", regular)
    assert code(root / "pipe.md", root) == "not-a-regular-file"


def test_a_long_file_is_too_large_and_is_not_read_whole(root: Path) -> None:
    with (root / "large.md").open("wb") as file:
        file.truncate(1 << 33)
    assert code(root / "large.md", root) == "too-large"
    (root / "just.md").write_bytes(b"x" * MOST)
    assert len(read(root / "just.md", root, MOST)) == MOST


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"# P\n\xff", "0xff"),
        ("# P".encode("utf-16"), "UTF-16"),
        (b"# caf\xe9", "0xe9"),
        (b"\x89PNG\r\n\x1a\n", "0x89"),
        (b"\xed\xa0\x80", "0xed"),
    ],
)
def test_what_is_not_utf_8_is_no_text(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said) as raised:
        text_of(io.BytesIO(data), MOST)
    assert raised.value.code == "not-utf-8"
    assert raised.value.line == data.count(b"\n", 0, 4) + 1


def test_a_path_that_is_no_text_is_shown_with_its_bytes() -> None:
    assert shown(os.fsdecode(b"docs/\xff.md")) == "docs/\\xff.md"
    assert shown("docs/ü.md") == "docs/ü.md"


def test_what_is_not_there_cannot_be_read(root: Path) -> None:
    with pytest.raises(ReadError) as raised:
        kind_of(root / "nothing", root)
    assert raised.value.code == "unreadable"


def names(folder: str, *, git: bool = False) -> list[str]:
    return [found.shown for found in markdown_below(folder, git=git).plans]


def test_a_folder_means_the_markdown_below_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("docs/a.md", "docs/deep/b.markdown", "docs/C.MD", "docs/d.txt", "docs/.venv/e.md", ".claude/f.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    (root / "docs" / "folder.md").mkdir()
    monkeypatch.chdir(root)
    assert names(".") == [".claude/f.md", "docs/C.MD", "docs/a.md", "docs/deep/b.markdown", "plan.md"]
    assert names("docs") == ["docs/C.MD", "docs/a.md", "docs/deep/b.markdown"]
    assert names("./docs/deep") == ["./docs/deep/b.markdown"]
    assert names(".claude") == [".claude/f.md"]


def test_in_a_repository_ignored_plans_are_left_out_unless_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("plans/a.md", "plans/removed.md", "private/b.md", ".claude/c.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    (root / ".gitignore").write_text("private/\n", encoding="utf-8")
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    (root / "plans" / "removed.md").unlink()
    monkeypatch.chdir(root)
    assert names(".", git=True) == [".claude/c.md", "plan.md", "plans/a.md"]
    assert names("plans", git=True) == ["plans/a.md"]
    assert names("private", git=True) == ["private/b.md"]


def test_a_folder_that_is_closed_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "closed").mkdir()
    scan = os.scandir

    def refusing(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = markdown_below(str(root), git=False)
    assert [each.path.name for each in found.plans] == ["plan.md"]
    assert found.missed == (Missed(str(root / "closed"), "The folder cannot be read."),)


def test_a_folder_that_is_too_full_is_not_looked_through_in_silence(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "more.md").touch()
    assert not markdown_below(str(root), git=False).missed
    monkeypatch.setattr(listing, "MOST_FILES", 1)
    ((name, why),) = markdown_below(str(root), git=False).missed
    assert name == str(root)
    assert why.endswith("and this one has more; name those below it that hold the plans.")


def test_what_a_file_of_the_tree_names_lies_inside(root: Path, tmp_path: Path) -> None:
    (root / "link.md").symlink_to("plan.md")
    assert inside(root / "link.md", root) == root / "link.md"
    assert inside(root / "gone.md", root) == root / "gone.md"
    (root / "out").symlink_to("..")
    for path in (tmp_path / "x", root / "../x", root / "out/x", root / "out"):
        with pytest.raises(OSError, match="it lies out of the root"):
            inside(path, root)


def test_what_is_too_long_is_cut_behind_the_first_byte_that_is_too_many(root: Path) -> None:
    os.truncate(root / "plan.md", 1 << 33)
    assert len(content(root / "plan.md", MOST)) == MOST + 1


def test_a_file_that_is_named_twice_is_read_once(root: Path) -> None:
    (root / "a-link.md").symlink_to("plan.md")
    found = markdown_below(str(root), git=False).plans
    assert [each.path.name for each in found] == ["a-link.md", "plan.md"]
    assert [each.path.name for each in once([*found, *found])] == ["plan.md"]


def test_a_file_is_shown_as_it_was_named_first(root: Path) -> None:
    first, second = Found("plan.md", root / "plan.md"), Found("./plan.md", root / "." / "plan.md")
    assert once([first, second]) == [first]
    assert once([second, first]) == [second]


def test_reading_opens_without_blocking_or_following() -> None:
    assert files.OPEN_FLAGS & os.O_NONBLOCK
    assert files.OPEN_FLAGS & os.O_NOFOLLOW


def test_what_is_refused_is_said_in_a_sentence(root: Path, tmp_path: Path) -> None:
    (root / "nothing.md").symlink_to("nowhere.md")
    (root / "link.md").symlink_to("../secret.md")
    (root / "docs").symlink_to("..")
    (root / "folder.md").mkdir()
    os.mkfifo(root / "pipe.md")
    (root / "large.md").write_bytes(b"x" * (MOST + 1))
    said = {
        name: str(refused(root / name, root))
        for name in ("nothing.md", "gone.md", "link.md", "docs/plan.md", "folder.md", "pipe.md", "large.md")
    }
    assert said == {
        "nothing.md": "The link leads to no file.",
        "gone.md": "The file was there a moment ago and is gone.",
        "link.md": "The link leads out of the root and was not followed.",
        "docs/plan.md": "A folder on the way is a link out of the root and was not followed.",
        "folder.md": "A plan is a regular file, and this is a folder.",
        "pipe.md": "A plan is a regular file, and this is a pipe, socket or device.",
        "large.md": "A plan has at most 1000 bytes, and this file has more (--max-size).",
    }
    with pytest.raises(ReadError, match=r"^There is no such file or folder\.$"):
        kind_of(tmp_path / "none", root)


def test_what_the_system_refuses_is_said_in_its_words(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", closed)
    error = refused(root / "plan.md", root)
    assert (error.code, str(error), error.line) == ("unreadable", "The file cannot be read: Permission denied.", None)


def test_a_path_is_told_from_here(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "short").symlink_to(root)
    (root / "link.md").symlink_to("plan.md")
    monkeypatch.chdir(root)
    assert from_here(root / "plan.md") == "plan.md"
    assert from_here(tmp_path / "short" / "link.md") == "link.md"
    assert from_here(tmp_path / "other.md") == str(tmp_path.resolve() / "other.md")
