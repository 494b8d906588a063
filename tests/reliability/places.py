"""Bad arguments and import paths (F), files (G), paths in plans (H), output (I), and caches (K)."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.cache import FOLDER
from tests.reliability.case import ANY, OWN, PLAN, Case
from tests.reliability.rulesets import HEAD, RULE

if TYPE_CHECKING:
    from collections.abc import Callable

SPRUNG = "raise SystemExit('a file of the working folder was run')\n"
HIDDEN = "hidden-behind-a-link"


def link(name: str, target: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).symlink_to(target)


def git(folder: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)


def outside(folder: Path) -> None:
    """Put a file outside of the root, and a link to it inside."""
    (folder.parent / "secret.md").write_text(f"# {HIDDEN}\n", encoding="utf-8")
    (folder / "link.md").symlink_to(folder.parent / "secret.md")
    git(folder)


def listening(folder: Path) -> None:
    """Put a socket where a plan should be."""
    here = Path.cwd()
    os.chdir(folder)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("p.md")
    os.chdir(here)


def huge(folder: Path) -> None:
    with (folder / "p.md").open("wb") as file:
        file.truncate(10 << 30)


def pipe(name: str) -> Callable[[Path], object]:
    return lambda folder: os.mkfifo(folder / name)


def endless(name: str) -> Callable[[Path], object]:
    """Make a file that is long, and takes no room."""
    return lambda folder: os.truncate(os.open(folder / name, os.O_CREAT | os.O_WRONLY), 10 << 30)


def away(name: str, content: str) -> Callable[[Path], object]:
    """Put a file outside of the root, and a link to it inside."""

    def prepare(folder: Path) -> None:
        (folder.parent / f"secret-{name}").write_text(content, encoding="utf-8")
        (folder / name).symlink_to(f"../secret-{name}")
        git(folder)

    return prepare


NAMED = ("check", "--no-config", "--ruleset", "./r.yaml", "p.md")
CONFIGURED = {"p.md": PLAN, ".planlint.yaml": "plans: [{files: '*.md', ruleset: ./r.yaml}]\n"}
KEPT = {"p.md": PLAN, ".planlint.yaml": "baseline: known.json\n"}
STOPPED = json.dumps({"hook_event_name": "PreToolUse", "tool_name": "ExitPlanMode", "tool_input": {}}).encode()
DECIDING = (
    Case("G20 a ruleset that is a pipe", {"p.md": PLAN}, NAMED, 2, r"cannot be read: it is a pipe, socket or device, and no regular file", prepare=pipe("r.yaml")),
    Case("G20 a ruleset that is a folder", {"p.md": PLAN, "r.yaml/x": ""}, NAMED, 2, r"cannot be read: it is a folder, and no regular file"),
    Case("G20 a ruleset without end", {"p.md": PLAN}, NAMED, 2, "no regular file", prepare=link("r.yaml", "/dev/zero")),
    Case("G20 a ruleset that is too long to be held", {"p.md": PLAN}, NAMED, 2, "a ruleset has at most 1048576 bytes", prepare=endless("r.yaml")),
    Case("G20 a ruleset that is a pipe, tested", {}, ("test", "./r.yaml"), 2, "no regular file", prepare=pipe("r.yaml")),
    Case("G21 a configured ruleset that is a pipe", CONFIGURED, ("check",), 2, r"^\.planlint\.yaml:1:\d+: the ruleset .*r\.yaml cannot be read: .*no regular file", prepare=pipe("r.yaml")),
    Case("G21 a configured ruleset that is a link out of the root", CONFIGURED, ("check",), 2, r"^\.planlint\.yaml:1:\d+: .*out of the root", HIDDEN, prepare=away("r.yaml", f"{HIDDEN}: 1\n")),
    Case("G21 a configured ruleset out of the root", CONFIGURED | {".planlint.yaml": "plans: [{files: '*.md', ruleset: ../secret-r.yaml}]\n"}, ("check",), 2, r"^\.planlint\.yaml:1:\d+: .*out of the root", HIDDEN, prepare=away("r.yaml", f"{HIDDEN}: 1\n")),
    Case("G21 a ruleset that builds on a link out of the root", {"p.md": PLAN, "m.yaml": HEAD + RULE + "extends: ./r.yaml\n"}, ("check", "--ruleset", "./m.yaml", "p.md"), 2, r"^m\.yaml:14:10: .*out of the root", HIDDEN, prepare=away("r.yaml", f"{HIDDEN}: 1\n")),
    Case("G22 a baseline that is a pipe", {"p.md": PLAN}, (*ANY, "--baseline", "known.json", "p.md"), 2, "no regular file", prepare=pipe("known.json")),
    Case("G22 a configured baseline that is a link out of the root", KEPT, ("check", "--ruleset", "plan-spec", "p.md"), 2, "out of the root", prepare=away("known.json", '{"version": 1, "plans": {}}')),
    Case("G22 a configured baseline that is a link is not kept up", KEPT, ("baseline", "--ruleset", "plan-spec", "p.md"), 2, "out of the root", prepare=away("known.json", '{"version": 1, "plans": {}}')),
    Case("G23 a source document that is a pipe", {}, ("coverage", "feature-plan", "--document", "d.txt"), 2, "no regular file", prepare=pipe("d.txt")),
    Case("G23 a source document without end", {}, ("coverage", "feature-plan", "--document", "/dev/zero"), 2, "no regular file"),
    Case("G23 a source document that is too long", {}, ("coverage", "feature-plan", "--document", "d.txt"), 2, "at most 10485760 bytes", prepare=endless("d.txt")),
    Case("G24 an agent's settings that are a pipe", {".claude/x": ""}, ("hook",), 0, prepare=pipe(".claude/settings.json"), input=STOPPED),
    Case("G24 an agent's settings without end", {".claude/x": ""}, ("hook",), 0, prepare=link(".claude/settings.json", "/dev/zero"), input=STOPPED),
)  # fmt: skip
ARGUMENTS = (
    Case("F01 a file called like an option is none", {"--fix.md": PLAN}, (*ANY, "--fix.md"), 2, r"\./--fix\.md"),
    Case("F01 a file called like an option, behind --", {"--fix.md": PLAN}, (*ANY, "--", "--fix.md"), 0, r"^--fix\.md:1:"),
    Case("F02 a file called like an option with a value", {"-c evil.yml.md": PLAN}, (*ANY, "-c evil.yml.md"), 2, r"\./-c evil\.yml\.md"),
    Case("F03 a file called --", {"--": "x", "p.md": PLAN}, (*ANY, "--", "p.md"), 2, r"write './--' for the file"),
    Case("F05 arguments are not read from files", {"args": "--help", "p.md": PLAN}, (*ANY, "@args"), 2, r"^@args:1:1: incomplete: There is no such file"),
    Case("F09 an unknown option", {"p.md": PLAN}, ("check", "--fail-no", "p.md"), 2, "--fail-on"),
    Case("F09 an unknown command", {}, ("chek",), 2, "did you mean check"),
    Case("F10 a ruleset that is not there", {"mine.yaml": HEAD + RULE + "extends: ../../x.yaml\n", "p.md": PLAN}, ("check", "--ruleset", "./mine.yaml", "p.md"), 2, r"mine\.yaml:14:10: .*cannot be read"),
    Case("F11 a ruleset on a server", {"mine.yaml": HEAD + RULE + "extends: https://example.org/x.yaml\n", "p.md": PLAN}, ("check", "--ruleset", "./mine.yaml", "p.md"), 2, r"mine\.yaml:14:10: "),
    Case("F14 .git is a file", {"p.md": PLAN, ".git": "gitdir: /nonexistent\n"}, (*ANY, "p.md"), 0),
    Case("F15 modules of the working folder are not run", {f"{name}.py": SPRUNG for name in ("multiprocessing", "re", "struct", "signal", "yaml", "regex", "json", "typing", "click", "markdown_it", "planlint")} | {f"p{n}.md": PLAN for n in range(3)},
         (*ANY, "--jobs", "2", "."), 0, r"^p0\.md:1:", "was run"),
    Case("F17 rulesets that build on each other", {"a.yaml": "planlint: 1\nruleset: a\ntitle: A\nextends: ./b.yaml\n", "b.yaml": "planlint: 1\nruleset: b\ntitle: B\nextends: ./a.yaml\n", "p.md": PLAN}, ("check", "--ruleset", "./a.yaml", "p.md"), 2, r"b\.yaml:4:10: .*builds on this ruleset"),
    Case("F18 rulesets that build on many", {f"r{n}.yaml": f"planlint: 1\nruleset: r{n}\ntitle: R\nextends: ./r{n + 1}.yaml\n" for n in range(40)} | {"p.md": PLAN}, ("check", "--ruleset", "./r0.yaml", "p.md"), 2, "cannot be read|at most 16|nest"),
)  # fmt: skip
FILES = (
    Case("G01 a file that is not there", {"p.md": PLAN}, (*ANY, "p.md", "gone.md"), 2, r"^gone\.md:1:1: incomplete: .*\[unreadable\]"),
    Case("G02 a folder without plans", {"x/y.txt": ""}, (*ANY, "x"), 2, "no Markdown file"),
    Case("G02 a folder without plans, which is all right", {"x/y.txt": ""}, (*ANY, "--allow-empty", "x"), 0),
    Case("G04 a link to nothing", {"p.md": PLAN}, (*ANY, "l.md"), 2, r"^l\.md:1:1: incomplete: ", prepare=link("l.md", "gone.md")),
    Case("G05 a link inside the root is linted once", {"p.md": PLAN}, (*ANY, "p.md", "l.md"), 0, r"1 plan checked|2 plans checked", prepare=link("l.md", "p.md")),
    Case("G06 a link out of the root is not read", {"p.md": PLAN}, (*ANY, "link.md"), 2, r"^link\.md:1:1: incomplete: .*\[outside-root\]", HIDDEN, prepare=outside),
    Case("G06 a link out of the root, found in a folder", {"p.md": PLAN}, (*ANY, "."), 2, r"^link\.md:1:1: incomplete: .*\[outside-root\]", HIDDEN, prepare=outside),
    Case("G07 the environment is not read", {"p.md": PLAN}, (*ANY, "l.md"), 2, "incomplete", HIDDEN, prepare=link("l.md", "/proc/self/environ"), environment={"TOKEN": HIDDEN}),
    Case("G08 a device without end", {}, (*ANY, "l.md"), 2, r"\[not-a-regular-file\]|\[outside-root\]", prepare=link("l.md", "/dev/zero")),
    Case("G09 a pipe", {}, (*ANY, "p.md"), 2, r"\[not-a-regular-file\]", prepare=lambda folder: os.mkfifo(folder / "p.md")),
    Case("G10 a socket", {}, (*ANY, "p.md"), 2, r"\[not-a-regular-file\]", prepare=listening),
    Case("G11 a folder called like a plan", {"x.md/p.md": PLAN}, (*ANY, "x.md"), 0, r"^x\.md/p\.md:1:"),
    Case("G12 links in a circle", {}, (*ANY, "a.md"), 2, "incomplete", prepare=lambda folder: [link("a.md", "b.md")(folder), link("b.md", "a.md")(folder)]),
    Case("G13 folders in a circle", {"d/p.md": PLAN}, (*ANY, "."), 0, r"^d/p\.md:1:", prepare=lambda folder: (folder / "d/up").symlink_to("..")),
    Case("G14 a name that is not UTF-8", {}, (*ANY, "."), 0, "findings|warning|error", prepare=lambda folder: Path(os.fsdecode(os.fsencode(folder) + b"/p\xff.md")).write_text(PLAN, encoding="utf-8")),
    Case("G15 a name of commands and escapes", {"a\n::error::x\x1b[31m##[error]y%0A\u202e.md": PLAN}, (*ANY, "."), 0, "", "(?m)^::error|##\\[|\x1b|\u202e", environment={"GITHUB_ACTIONS": "true"}),
    Case("G16 a name of 255 bytes", {"a" * 252 + ".md": PLAN}, (*ANY, "."), 0, r"^a{252}\.md:1:"),
    Case("G16 a path without end", {}, (*ANY, "a/" * 3000 + "p.md"), 2, "incomplete|too long|cannot be"),
    Case("G17 a plan that is too long", {"p.md": "a" * 2000}, (*ANY, "--max-size", "1K", "p.md"), 2, r"\[too-large\]"),
    Case("G17 a plan of ten gigabytes", {}, (*ANY, "p.md"), 2, r"\[too-large\]", prepare=huge),
)  # fmt: skip
CITES = """\
rules:
  cited:
    for each: {path: '*'}
    must exist: in the repository
    source: 1
    because: Reasons.
    say: "`{text}` is not there"
    pass: {plan: "# P `a.py`\\n", files: [a.py]}
    fail: {plan: "# P `src/b.py`\\n", files: [a.py], at: 1}
"""


def cited(name: str, path: str, says: str = "", never: str = "", code: int = 0) -> Case:
    """Return a case of a plan that names a path."""
    files = {
        "mine.yaml": HEAD + CITES,
        "p.md": f"# P\n\n## Tasks\n\nSee `{path}` there.\n",
        "README.md": "x",
        "src/a.py": "",
    }
    return Case(
        name,
        files,
        ("check", "--format", "concise", "--ruleset", "./mine.yaml", "p.md"),
        code,
        says,
        never,
        prepare=git,
    )


WORKSPACE = (
    cited("H00 a path that is missing is said", "src/gone.py", r"^p\.md:5:6: error: `src/gone\.py` is not there", code=1),
    cited("H01 a path out of the root, there or not", "../../etc/passwd", never="not there"),
    cited("H01 a path out of the root, there or not, twice", "../../etc/passwt", never="not there"),
    cited("H02 an absolute path", "/etc/passwt", never="not there"),
    cited("H03 a path from home", "~/gone.py", never="not there"),
    cited("H04 a share", "//host/share/a.py", never="not there"),
    cited("H04 a share, the other way", "\\\\host\\share\\a.py", never="not there"),
    cited("H05 a drive", "C:\\gone\\x.py", never="not there"),
    cited("H06 a device's name", "con/nul.md", "not there", code=1),
    cited("H07 NUL", "src/a\0.py"),
    cited("H08 a name of 300 bytes", "src/" + "a" * 300 + ".py", "not there", code=1),
    cited("H10 a path without end", "a/" * 3000 + "b.py"),
    cited("H11 stars", "**/**/**/*.py", never="not there"),
    cited("H12 a path through a file", "README.md/x.py"),
    cited("H13 a name in the wrong case", "SRC/A.py", "not there", code=1),
    cited("H15 a line behind a path", "src/a.py:12", never="not there"),
    cited("H15 an anchor behind a path", "src/a.py#L12", never="not there"),
    Case("H16 ten thousand paths", {"mine.yaml": HEAD + CITES, "p.md": "# P\n\n## Tasks\n\n" + "".join(f"- `src/gone{n}.py`\n" for n in range(10_000))},
         ("check", "-q", "--format", "json", "--ruleset", "./mine.yaml", "p.md"), 1, "gone9999", prepare=git),
)  # fmt: skip
HOSTILE = "::error::x ##[add-mask]y \x1b]8;;https://x\x07 ]]> <script>z</script> %0A \u202e \x9b31m"
#: Formats in which a tag would be one.
MARKUP = ("markdown", "junit", "checkstyle")
OUTPUT = (
    *(Case(f"I07 a hostile plan as {form}", {"mine.yaml": HEAD + RULE.replace("This line is wrong", '"{text}"'), "p.md": f"# P\n\n## Tasks\n\nx {HOSTILE}\n"},
           ("check", "--format", form, "--ruleset", "./mine.yaml", "p.md"), 1, "", "(?m)^\\s*::error::x|##\\[add|\x1b|\x9b|\u202e" + ("|<script>z" if form in MARKUP else ""), environment={"GITHUB_ACTIONS": "true"})
      for form in ("text", "concise", "json", "jsonl", "sarif", "github", "markdown", "junit", "gitlab", "rdjson", "checkstyle", "agent")),
    Case("I18 a report onto a link", {"p.md": PLAN, "target": "old"}, (*ANY, "--report", "json=out", "p.md"), 2, "report-not-written", prepare=link("out", "target")),
    Case("I18 a report onto a folder", {"p.md": PLAN, "out/x": ""}, (*ANY, "--report", "json=out", "p.md"), 2, "report-not-written"),
    Case("I18 a report into a folder that is not there", {"p.md": PLAN}, (*ANY, "--report", "json=no/out", "p.md"), 2, "report-not-written"),
    Case("I19 a terminal of ASCII", {"p.md": "# Plan Spec: é\n\n## Background\n\n[Describe é here]\n"}, (*ANY, "p.md"), 0, environment={"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}),
    Case("I20 no colours", {"p.md": PLAN}, (*ANY, "p.md"), 0, "", "\x1b", environment={"NO_COLOR": "1"}),
    Case("I20 colours nevertheless", {"p.md": PLAN}, (*ANY, "p.md", "--format", "text"), 0, "\x1b", environment={"FORCE_COLOR": "1"}),
    Case("I22 two reports, one fails, the other is written", {"p.md": PLAN}, (*ANY, "--report", "json=no/out", "--report", "sarif=out.sarif", "p.md"), 2, "report-not-written"),
)  # fmt: skip


def kept(content: bytes) -> Callable[[Path], object]:
    """Put something where entries of the cache lie, under names that a run asks for."""

    def prepare(folder: Path) -> None:
        case = Case("", {}, (*OWN, "p.md"), 0)
        from tests.reliability.case import call  # noqa: PLC0415 - both know each other

        call(case, folder)
        for file in (folder / FOLDER).rglob("*"):
            if file.is_file() and file.name != ".gitignore":
                file.write_bytes(content or file.read_bytes()[:50])

    return prepare


CACHE = (
    *(Case(f"K0{number} a cache of {what}", {"p.md": "# P\n"}, (*OWN, "p.md"), 0, "1 plan checked: no findings", prepare=kept(content))
      for number, (what, content) in enumerate({"nothing": b"\n", "noise": b"\x00\xff" * 500, "half an entry": b"", "pickles": b"cos\nsystem\n(S'touch sprung'\ntR.", "another version": b"planlint 99\n"}.items(), 1)),
    Case("K11 a cache that cannot be written", {"p.md": "# P\n", FOLDER: "a file"}, (*OWN, "p.md"), 0, "1 plan checked: no findings"),
    Case("K12 a cache that is a link", {"p.md": "# P\n", "elsewhere/x": ""}, (*OWN, "p.md"), 0, "1 plan checked: no findings", prepare=link(FOLDER, "elsewhere")),
    Case("L25 no home", {"p.md": "# P\n"}, (*OWN, "p.md"), 0, "1 plan checked: no findings", environment={"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"}),
)  # fmt: skip
CASES = (*ARGUMENTS, *DECIDING, *FILES, *WORKSPACE, *OUTPUT, *CACHE)
