"""exist: a path is in the repository, its cited lines are in the file, a command's target or paths are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.judging.matching import same_path
from planlint.markdown.nodes import Link, Path
from planlint.markdown.pathnames import is_path
from planlint.text.numbers import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.judging.case import Case, Violation

#: Where one command of a line ends and the next begins.
JOINTS = frozenset("&& || | ; > >> 2>".split())
#: What a word of a command is made of that may be looked up: no pattern, variable, option or other machine's path.
LOOKED_UP = re.compile(r"(?!(?:node_modules|dist|build|target|coverage|\.\w+)/)\w[\w./-]*/[\w./-]*")
#: A cited line may lie this far behind the end: files change after planning.
SLACK_LINES = 6
SLACK_SHARE = 0.1


def violations(case: Case) -> Iterator[Violation]:
    """Yield a violation where the thing is missing (negated: is there); what cannot be checked is none."""
    for where in case.clause.objects:
        if where == "as a target":
            yield from _target(case)
        elif where == "with its paths":
            yield from _words(case)
        elif where == "at those lines":
            yield from _lines(case)
        elif isinstance(case.subject, Path):
            yield from _path(case, case.subject, where)
        elif isinstance(case.subject, Link):
            yield from _link(case, case.subject)


def _path(case: Case, path: Path, where: str) -> Iterator[Violation]:
    outcome = _outcome(case, path)
    if case.clause.negated:
        if case.surroundings.was_there(path.text) and not path.text.endswith("/"):
            yield case.at_subject(found=path.text)
    elif outcome == "missing" and not ("planned" in where and _planned(case, path, earlier=where.endswith("earlier"))):
        yield case.at_subject(missing=path.text)


def _link(case: Case, link: Link) -> Iterator[Violation]:
    outcome = case.surroundings.resolve_link(link.text).outcome
    if case.clause.negated and outcome == "verified":
        yield case.at_subject(found=link.text)
    elif not case.clause.negated and outcome == "missing":
        yield case.at_subject(missing=link.text)


def _outcome(case: Case, path: Path) -> str:
    """Return how looking for a path came out; a drawing may begin with the repository's own name."""
    outcome = case.surroundings.resolve(path.text).outcome
    repository = case.surroundings.repository
    root, _, inside = path.text.partition("/")
    if repository is None or outcome != "missing" or not inside or not _drawn(case, path):
        return outcome
    there = repository.resolve(inside).outcome
    nowhere = repository.resolve(f"{root}/").outcome == "missing"
    return there if nowhere and there in {"verified", "ambiguous"} else outcome


def _drawn(case: Case, path: Path) -> bool:
    return any(code.start <= path.start < code.end for code in case.document.blocks.codes)


def _planned(case: Case, path: Path, *, earlier: bool) -> bool:
    return any(
        isinstance(other, Path)
        and (other.start < path.start or not earlier)
        and other is not path
        and other.intent == "create"
        and same_path(other.text, path.text)
        and not _is_old_folder(case, other)
        for other in case.document.nodes("path")
    )


def _is_old_folder(case: Case, path: Path) -> bool:
    """Tell whether a path is a folder that is there: what is new in it makes not all in it new."""
    repository = case.surroundings.repository
    return path.text.endswith("/") and repository is not None and repository.resolve(path.text).outcome != "missing"


def _lines(case: Case) -> Iterator[Violation]:
    path, lines = (case.subject, case.subject.lines) if isinstance(case.subject, Path) else _hint(case)
    for first, last in lines:
        if first > last:
            yield case.at_subject(missing=f"{first}-{last}", found="runs backwards")
            return
    repository = case.surroundings.repository
    resolved = case.surroundings.resolve(path.text).path if path else None
    count = repository.line_count(resolved) if repository and resolved else None
    if count is None:
        return
    there = range(1, count + max(SLACK_LINES, int(count * SLACK_SHARE)) + 1)
    gone = [last for _, last in lines if last not in there]
    if gone:
        yield case.at_subject(missing=str(max(gone)), found=f"{count} line{'s' * (count != 1)}")


def _hint(case: Case) -> tuple[Path | None, tuple[tuple[int, int], ...]]:
    """Return the file that a line of code is meant for, and the line of it that is captured as {n}."""
    number = whole_number(str(case.captures.get("n", "")))
    return _entry(case), ((number, number),) if number is not None else ()


def _entry(case: Case) -> Path | None:
    """Return the file that is named at the head of the innermost item or label around the subject."""
    around = [*case.document.nodes("item"), *case.document.nodes("field")]
    heads = [(node.mark_start, node.mark_end) for node in around if node.start <= case.subject.start < node.end]
    for start, end in sorted(heads, reverse=True):
        named = (path for path in case.document.inside("path", start, end) if isinstance(path, Path))
        if path := next(named, None):
            return path
    return None


def _words(case: Case) -> Iterator[Violation]:
    """Yield a violation for a command that names files or folders which are not there and are not planned."""
    before = ";"  # what stands behind a joint is a program, or what it writes
    for word in case.subject.text.split():
        name = word.strip("\"'").partition("::")[0]
        looked_up = before not in JOINTS and LOOKED_UP.fullmatch(name) and is_path(name)
        before = word[-1] if word.endswith(";") else word
        if not looked_up or case.surroundings.resolve(name).outcome != "missing":
            continue
        if not any(
            isinstance(path, Path) and path.intent == "create" and same_path(path.text, name)
            for path in case.document.nodes("path")
        ):
            yield case.at_subject(missing=name)


def _target(case: Case) -> Iterator[Violation]:
    repository = case.surroundings.repository
    if repository is not None and repository.has_target(case.subject.text) is False:
        yield case.at_subject(missing=case.subject.text)
