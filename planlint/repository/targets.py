"""Whether what a command asks for is defined: targets of make and just, scripts of npm, tasks of poe."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterable, Iterator

#: The texts of all files of these names; None for one that cannot be read.
Texts = Callable[..., Iterable[str | None]]

LINKS = frozenset({"&&", "||", ";", "|", "&"})
#: What may stand in front of the command that is looked at.
RUNNERS = (("uv", "run"), ("poetry", "run"), ("pdm", "run"), ("pipenv", "run"), ("hatch", "run"), ("sudo",), ("time",))
ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
PLAIN = re.compile(r"[\w./:@+-]+")
MAKE_RULE = re.compile(r"^([^\s#:=.][^#:=\n]*):(?!=)", re.MULTILINE)
#: Other makefiles, patterns and variables among the targets: what is not seen may still be there.
MAKE_UNCLEAR = re.compile(r"^(?:-|s)?include\b|^[^\t#\n:=]*[$%][^#\n:=]*:(?!=)", re.MULTILINE)
JUST_RULE = re.compile(r"^@?([A-Za-z_][\w-]*)[^:=\n]*:(?!=)", re.MULTILINE)
JUST_UNCLEAR = re.compile(r"^(?:import|mod)\b", re.MULTILINE)
POE_TABLE = re.compile(r"^\[tool\.poe\.tasks\.\"?([\w:-]+)\"?\]", re.MULTILINE)
POE_TASKS = re.compile(r"^\[tool\.poe\.tasks\][^\n]*\n((?:(?!\[)[^\n]*\n)*)", re.MULTILINE)
POE_TASK = re.compile(r"^\"?([\w:-]+)\"?[ \t]*[=.]", re.MULTILINE)
POE_UNCLEAR = re.compile(r"^\[tool\.poe\][^\[]*?^include\b", re.MULTILINE)


def has_target(command: str, texts: Texts) -> bool | None:
    """Tell whether all that a command line asks for is defined somewhere in a repository.

    None: no part of the line asks for such a thing, or it cannot be told.
    """
    told = [_answer(words, texts) for words in _parts(command)]
    known = [answer for answer in told if answer is not None]
    return all(known) if known else None


def _parts(command: str) -> Iterator[list[str]]:
    """Yield the simple commands of a line, each as its words."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars="|&;")
    lexer.whitespace_split = True
    part: list[str] = []
    try:
        words = [*lexer, ";"]
    except ValueError:  # a quote without its end: no command line
        return
    for word in words:
        if word in LINKS:
            yield _without_runners(part)
            part = []
        else:
            part.append(word)


def _without_runners(words: list[str]) -> list[str]:
    while words:
        runner = next((runner for runner in RUNNERS if tuple(words[: len(runner)]) == runner), ())
        if not runner and not ASSIGNMENT.match(words[0]):
            break
        words = words[len(runner) or 1 :]
    return words


def _answer(words: list[str], texts: Texts) -> bool | None:
    if len(words) < 2 or words[0] not in TOOLS:
        return None
    asked, defined, sure = TOOLS[words[0]]
    targets = asked(words[1:])
    if not targets or not all(PLAIN.fullmatch(target) for target in targets):
        return None
    names, clear = defined(texts)
    if all(target in names for target in targets):
        return True
    return False if clear and sure(words) else None


def _make_targets(words: list[str]) -> list[str]:
    """Return make's targets; none where it is sent to another folder or file."""
    if any(word.startswith(("-C", "-f", "--directory", "--file")) for word in words):
        return []
    return [word for word in words if not word.startswith("-") and "=" not in word and not word.isdigit()]


def _first(words: list[str]) -> list[str]:
    return words[:1] if not words[0].startswith("-") else []


def _script(words: list[str]) -> list[str]:
    """Return the script that npm or one of its kin is asked for."""
    for at, word in enumerate(words):
        if word in {"run", "run-script"}:
            return [later for later in words[at + 1 :] if not later.startswith("-")][:1]
    return _first(words)


def _make_defined(texts: Texts) -> tuple[set[str], bool]:
    return _rules(texts("Makefile", "makefile", "GNUmakefile"), MAKE_RULE, MAKE_UNCLEAR)


def _just_defined(texts: Texts) -> tuple[set[str], bool]:
    return _rules(texts("justfile", "Justfile", ".justfile"), JUST_RULE, JUST_UNCLEAR)


def _rules(found: Iterable[str | None], rule: re.Pattern[str], unclear: re.Pattern[str]) -> tuple[set[str], bool]:
    """Return the names that files define, and whether there can be no others."""
    names: set[str] = set()
    clear = True
    for text in found:
        own = [name for match in rule.finditer(text or "") for name in match[1].split()]
        clear = clear and bool(own) and not unclear.search(text or "")  # a makefile without a rule is made elsewhere
        names.update(own)
    return names, clear


def _poe_defined(texts: Texts) -> tuple[set[str], bool]:
    names: set[str] = set()
    clear = True
    for text in texts("pyproject.toml"):
        clear = clear and text is not None and not POE_UNCLEAR.search(text)
        names.update(POE_TABLE.findall(text or ""))
        names.update(name for body in POE_TASKS.findall(text or "") for name in POE_TASK.findall(body))
    return names, clear


def _npm_defined(texts: Texts) -> tuple[set[str], bool]:
    names: set[str] = set()
    clear = True
    for text in texts("package.json"):
        scripts = _scripts(text or "")
        clear = clear and scripts is not None
        names.update(scripts or ())
    return names, clear


def _scripts(text: str) -> set[str] | None:
    try:
        package = json.loads(text)
    except (ValueError, RecursionError):
        return None
    scripts = package.get("scripts", {}) if isinstance(package, dict) else None
    return {str(name) for name in scripts} if isinstance(scripts, dict) else None


def _always(_words: list[str]) -> bool:
    return True


def _never(_words: list[str]) -> bool:
    """Say that nothing is surely missing: bun runs files too."""
    return False


def _runs(words: list[str]) -> bool:
    """Tell whether the word after npm (or kin) can be nothing but a script; else it may be a command of its own."""
    return "run" in words or "run-script" in words or words[1:2] == ["test"]


#: For each tool: what its words ask for, what is defined, and whether what is not defined is surely missing.
TOOLS: dict[
    str,
    tuple[Callable[[list[str]], list[str]], Callable[[Texts], tuple[set[str], bool]], Callable[[list[str]], bool]],
] = {
    "make": (_make_targets, _make_defined, _always),
    "gmake": (_make_targets, _make_defined, _always),
    "just": (_first, _just_defined, _always),
    "poe": (_first, _poe_defined, _always),
    "npm": (_script, _npm_defined, _runs),
    "pnpm": (_script, _npm_defined, _runs),
    "yarn": (_script, _npm_defined, _runs),
    "bun": (_script, _npm_defined, _never),
}
