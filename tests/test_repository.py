"""What paths and commands mean in a repository."""

from __future__ import annotations

import io
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.repository import Repository, Resolution, listing, resolving, written
from planlint.repository.git import GitError

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "Makefile": "test: deps\n\tpytest\nlint format:\n\truff\n",
    "pyproject.toml": '[tool.poe.tasks]\nfmt = "ruff"\n\n[tool.poe.tasks.ship]\ncmd = "x"\n\n[tool.other]\nno = 1\n',
    "app/[id]/page.tsx": "",
    "src/one/store.py": "a\nb\nc",
    "src/two/store.py": "",
    "src/two/views.py": "a\n",
    "web/package.json": '{"scripts": {"build": "vite build"}}',
}


@pytest.fixture
def repository() -> Repository:
    return Repository.of_files(FILES)


@pytest.mark.parametrize(
    ("written", "outcome", "path"),
    [
        ("src/one/store.py", "verified", "src/one/store.py"),
        ("./src/one/store.py", "verified", "src/one/store.py"),
        ("src//one/../two/views.py", "verified", "src/two/views.py"),
        ("src/./two/views.py", "verified", "src/two/views.py"),
        ("s" * (written.LONGEST_PATH - 1) + "/", "missing", None),
        ("src\\two\\views.py", "verified", "src/two/views.py"),
        ("two/views.py", "verified", "src/two/views.py"),
        ("Makefile", "verified", "Makefile"),
        ("src/", "verified", "src"),
        ("two/", "verified", "src/two"),
        ("[id]/page.tsx", "verified", "app/[id]/page.tsx"),
        ("shop/src/two/views.py", "verified", "src/two/views.py"),
        ("shop/two/views.py", "missing", None),
        ("two/src/two/views.py", "missing", None),
        ("src/three/store.py", "missing", None),
        ("SRC/one/store.py", "missing", None),
        ("nowhere/", "missing", None),
        ("nowhere/ ", "missing", None),
        ("nowhere\\", "missing", None),
        ("wo/views.py", "missing", None),
    ],
)
def test_a_path_is_found_from_the_root_or_by_its_end(
    repository: Repository, written: str, outcome: str, path: str | None
) -> None:
    assert repository.resolve(written) == Resolution(outcome, path)  # type: ignore[arg-type]


def test_a_path_that_ends_several_files_is_ambiguous() -> None:
    repository = Repository.of_files({"a/x/m.py": "", "b/x/m.py": ""})
    assert repository.resolve("x/m.py") == Resolution("ambiguous", None)
    assert repository.resolve("a/x/m.py").outcome == "verified"


@pytest.mark.parametrize(
    "written",
    [
        "store.py",
        "makefile",
        "*.py",
        "src/**/store.py",
        "src/{one,two}/store.py",
        "src/<module>/store.py",
        "src/[module]/store.py",
        "src/.../store.py",
        "src/…/store.py",
        "/etc/passwd",
        "~/notes.md",
        "C:\\plans\\a.md",
        "\\\\host\\share\\a.md",
        "../elsewhere/a.md",
        "src/../../a.md",
        "https://example.org/a.md",
        "@/components/a.tsx",
        "$HOME/a.md",
        "dist/bundle.js",
        "node_modules/x/index.js",
        "Makefile/inside.txt",
        "",
        "s" * written.LONGEST_PATH + "/",
        "a/\0",
        "a/\ud800",
        "a\n/b",
    ],
)
def test_what_names_no_one_place_inside_cannot_be_checked(repository: Repository, written: str) -> None:
    assert repository.resolve(written) == Resolution("uncheckable", None)


@given(st.text(max_size=40))
def test_no_text_makes_resolving_raise_or_leave(written: str) -> None:
    resolved = Repository.of_files(FILES).resolve(written)
    assert resolved.path is None or not resolved.path.startswith(("/", ".."))


def test_folders_are_told_from_files(repository: Repository) -> None:
    assert repository.is_folder("src/two")
    assert repository.is_folder("two/")
    assert not repository.is_folder("src/two/views.py")
    assert not repository.is_folder("nowhere/")


@pytest.mark.parametrize(("path", "count"), [("src/one/store.py", 3), ("src/two/store.py", 0), ("src/two/views.py", 1)])
def test_lines_are_counted(repository: Repository, path: str, count: int) -> None:
    assert repository.line_count(path) == count


def test_lines_of_what_is_not_there_are_not_counted(repository: Repository) -> None:
    assert repository.line_count("views.py") is None
    assert repository.line_count("src") is None


@pytest.mark.parametrize(
    ("pattern", "there"),
    [
        ("package.json", True),
        ("two/*.py", True),
        ("src/**/views.py", True),
        ("**/views.py", True),
        ("one", True),
        ("src/one/", True),
        ("./Makefile", True),
        ("src/**.py", True),
        ("src**/views.py", True),
        ("/Makefile/", True),
        ("X/Makefile", False),
        ("*.rs", False),
        ("package", False),
        ("src/*/one", False),
    ],
)
def test_a_repository_has_what_ends_in_a_pattern(repository: Repository, pattern: str, *, there: bool) -> None:
    assert repository.has(pattern) is there


@pytest.mark.parametrize(
    ("command", "there"),
    [
        ("make test", True),
        ("make -j 4 lint format", True),
        ("CI=1 make test VERBOSE=1", True),
        ("cd api && make test", True),
        ("make deploy", False),
        ("make test && make deploy", False),
        ("make", None),
        ("make -C other deploy", None),
        ("make <target>", None),
        ("make 'unclosed", None),
        ("poe fmt", True),
        ("uv run poe ship", True),
        ("poe no", False),
        ("npm run build", True),
        ("npm --prefix web run build", True),
        ("npm run lint -- --fix", False),
        ("npm test", False),
        ("npm install", None),
        ("pnpm build", True),
        ("yarn vitest", None),
        ("yarn run vitest", False),
        ("bun run script.ts", None),
        ("just ship", False),
        ("pytest -q", None),
        ("", None),
    ],
)
def test_targets_are_looked_up_where_they_are_defined(
    repository: Repository, command: str, *, there: bool | None
) -> None:
    assert repository.has_target(command) is there


@pytest.mark.parametrize(
    "files",
    [
        {"Makefile": "include other.mk\ntest:\n"},
        {"Makefile": "%.o: %.c\n\tcc\n"},
        {"Makefile": "# written by configure\n"},
        {"Makefile": "$(ALL):\n\techo\n"},
        {"Makefile": "x" * (1 << 20) + "\n"},
    ],
)
def test_a_makefile_that_does_not_say_all_makes_no_target_missing(files: dict[str, str]) -> None:
    assert Repository.of_files(files).has_target("make deploy") is None


@pytest.mark.parametrize("text", ["{", "[]", '{"scripts": 3}', "[" * 100_000])
def test_a_broken_package_makes_no_script_missing(text: str) -> None:
    assert Repository.of_files({"package.json": text}).has_target("npm run x") is None


def test_a_just_file_defines_recipes() -> None:
    repository = Repository.of_files({"justfile": "x := 'a'\n@build target:\n  echo\n"})
    assert repository.has_target("just build app") is True
    assert repository.has_target("just x") is False
    assert Repository.of_files({"justfile": "import 'other'\n"}).has_target("just x") is None


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a git checkout with a committed, a new, an ignored and a removed file."""
    folder = tmp_path / "team"
    (folder / "src").mkdir(parents=True)
    for name in ("src/kept.py", "src/removed.py", "src/ignored.log", "ünï cödé.md"):
        (folder / name).write_text("x\n", encoding="utf-8")
    (folder / ".gitignore").write_text("*.log\n", encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    (folder / "src" / "new.py").write_text("", encoding="utf-8")
    (folder / "src" / "removed.py").unlink()
    return folder


def test_git_says_what_files_there_are(checkout: Path) -> None:
    repository = Repository.of_root(checkout)
    assert repository.files == (".gitignore", "src/kept.py", "src/new.py", "src/removed.py", "ünï cödé.md")
    assert repository.resolve("src/new.py").outcome == "verified"
    assert repository.resolve("src/removed.py").outcome == "missing"
    assert repository.line_count("src/kept.py") == 1


def test_the_top_level_is_found_above_a_folder(checkout: Path, tmp_path: Path) -> None:
    assert listing.marked_above(checkout / "src") == checkout
    assert listing.marked_above(tmp_path) is None
    assert listing.top_level(checkout / "src") == checkout
    with pytest.raises(GitError, match="not a git repository"):
        listing.top_level(tmp_path)


def test_variables_of_an_outer_git_do_not_count(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    files = Repository.of_root(checkout).files
    assert "src/kept.py" in files
    assert "src/ignored.log" not in files


def test_git_runs_no_program_that_the_repository_names(checkout: Path) -> None:
    trap = checkout / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {checkout}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    git(checkout, "config", "core.fsmonitor", str(trap))
    assert Repository.of_root(checkout).files
    assert not (checkout / "sprung").exists()


def test_without_git_folders_are_walked(checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (checkout / "node_modules").mkdir()
    (checkout / "node_modules" / "x.js").touch()
    (checkout / ".claude/plans").mkdir(parents=True)
    (checkout / ".claude/plans/x.md").touch()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert Repository.of_root(checkout).files == (
        ".claude/plans/x.md",
        ".gitignore",
        "src/ignored.log",
        "src/kept.py",
        "src/new.py",
        "ünï cödé.md",
    )


def test_a_list_that_was_cut_makes_nothing_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_FILES", 2)
    for name in "abcd":
        (tmp_path / name).touch()
    repository = Repository.of_root(tmp_path)
    assert repository.resolve("src/missing.py").outcome == "uncheckable"


def test_a_link_out_of_the_root_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a\nb\n", encoding="utf-8")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(secret)
    os.mkfifo(root / "pipe")
    repository = Repository.of_root(root)
    assert repository.resolve("link").outcome == "verified"
    assert repository.line_count("link") is None
    assert repository.line_count("pipe") is None


def test_a_file_that_cannot_be_read_has_no_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_self: Path, _mode: str) -> None:
        raise PermissionError

    (tmp_path / "closed.py").write_text("x\n", encoding="utf-8")
    repository = Repository.of_root(tmp_path)
    assert repository.line_count("closed.py") == 1
    monkeypatch.setattr(type(tmp_path), "open", closed)
    assert repository.line_count("closed.py") is None


def test_a_leading_dot_of_a_given_file_is_none() -> None:
    assert Repository.of_files({"./a/b.py": ""}).files == ("a/b.py",)


def test_where_there_is_no_root_no_file_has_a_date(repository: Repository, checkout: Path) -> None:
    assert repository.since("src/one/store.py") == ""
    assert Repository.of_root(checkout).since("") == ""


def test_a_file_is_read_as_text_with_folded_line_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolving, "MOST_BYTES", 8)
    for name, data in {"a.md": b"a\r\nb\rc\xff", "b.md": b"12345678", "c.md": b"123456789", "d.md": b"a\nb\nb"}.items():
        (tmp_path / name).write_bytes(data)
    repository = Repository.of_root(tmp_path)
    assert repository.read("a.md") == "a\nb\nc\ufffd"
    assert repository.read("b.md") == "12345678"
    assert repository.read("c.md") is None
    assert repository.read("e.md") is None
    assert repository.files_read == {"a.md", "b.md", "c.md"}
    assert repository.line_count("d.md") == 3
    assert Repository.of_files({"x": "yy\n"}).line_count("x") == 1


def test_a_file_that_never_ends_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolving, "MOST_BYTES", 8)
    asked: list[int] = []

    class Endless(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(-1 if size is None else size)
            return b"x" * asked[-1]

    (tmp_path / "a.md").touch()
    monkeypatch.setattr(type(tmp_path), "open", lambda _self, _mode: Endless())
    assert Repository.of_root(tmp_path).read("a.md") is None
    assert asked == [9]
