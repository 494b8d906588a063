"""Commands: lines of shell blocks, and code spans that are one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.markdown.nodes import Code, Command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.markdown.document import Document

SHELLS = frozenset("bash sh shell zsh console terminal shell-session shellsession powershell ps1 fish cmd bat".split())
PROMPTED = frozenset({"console", "terminal", "shell-session", "shellsession"})
TOOLS = frozenset(
    """
    act alembic ansible aws awk az bash bat black brew bun bundle bunx cargo cat cd chmod chown cmake composer
    conda cp curl cypress deno django-admin docker docker-compose dotnet echo eslint export find flake8 flask
    fly gcloud gem gh git go gradle grep gunicorn hatch head helm heroku hurl isort java jest jq just kubectl ls
    make mdformat mkdir mvn mypy netlify ng nox npm npx nx node nohup openssl pg_dump php pip pip3 pipenv pipx
    playwright pnpm poe poetry pre-commit prettier prisma psql pwd pylint pyright pytest python python3 pyenv
    rails rake redis-cli rg rm rsync rspec ruby ruff rustc rustup scp sed sh sleep sort source sqlite3 ssh sudo
    supabase swift tail tar task terraform test time touch tox tree tsc tsx turbo uv uvicorn uvx vercel vite
    vitest vue-tsc watch wc wget which xargs xcodebuild yamllint yarn zsh celery coverage hypercorn manage.py
    actionlint bandit biome cdk clang-format depcruise detekt dotenv-linter drizzle-kit gitleaks gofmt goimports
    golangci-lint govulncheck grpcurl hadolint import-linter k6 knex ktlint lint-imports madge phpstan phpunit
    pulumi rubocop rustfmt semgrep shellcheck sqlx staticcheck stylelint swiftlint terragrunt tflint tofu trivy
    mprocs mongosh mysql mix sbt zig ./gradlew ./mvnw ./manage.py
    """.split()
)
#: Tools that do something sensible with no argument.
ALONE = frozenset(
    """
    make pytest tox nox ruff mypy black eslint tsc vitest jest pre-commit rspec rake golangci-lint phpunit rubocop
    lint-imports
    """.split()
)
ASSIGNMENT = re.compile(r"(?:[A-Za-z_]\w*=\S*\s+)+")
SCRIPT = re.compile(r"\.{0,2}/?(?:[\w.@-]+/)*[\w.@-]+\.(?:sh|py|js|ts|rb|pl|ps1|bat)$|\./[\w./-]+$")
#: No command begins so: in a script too it is a prompt.
DOLLAR = re.compile(r"\$\s+(?=\S)")
PROMPT = re.compile(r"\s*(?:\$|>|%|#(?= \S+ \S))\s+")


def find_commands(document: Document) -> tuple[Command, ...]:
    """Return the commands of a plan, in order of place."""
    found = [command for code in document.blocks.codes for command in _of_block(document, code)]
    text = document.source.text
    for span in document.inline.code:
        words = " ".join(text[span.content_start : span.content_end].split())
        if is_command(words):
            found.append(Command(span.start, span.end, span.start, span.end, words, in_block=False))
    return tuple(sorted(found, key=lambda command: command.start))


def is_command(text: str) -> bool:
    """Tell whether a text is a command: a known tool or a script, with an argument or able to stand alone."""
    words = ASSIGNMENT.sub("", text, count=1).split()
    if not words:
        return False
    tool = (
        words[0].removeprefix("$").rsplit("/", 1)[-1] if words[0].startswith((".venv/", "venv/", "bin/")) else words[0]
    )
    if tool in TOOLS:
        return (len(words) > 1 and not words[1].startswith(("=", "("))) or tool in ALONE
    return SCRIPT.match(words[0]) is not None and (len(words) > 1 or words[0].startswith("./"))


def _of_block(document: Document, code: Code) -> Iterator[Command]:
    lines = list(_lines(document, code))
    if code.language in SHELLS:
        prompts = PROMPT if code.language in PROMPTED else DOLLAR
        prompted = any(prompts.match(text) for _, text in lines)
        yield from _joined(lines, prompted=prompted)
    elif not code.language and code.fenced and lines and lines[0][1].startswith("$ "):
        yield from _joined(lines, prompted=True)
    elif not code.language and code.fenced and lines and all(is_command(text) for _, text in lines):
        yield from _joined(lines, prompted=False)


def _lines(document: Document, code: Code) -> Iterator[tuple[int, str]]:
    """Yield the lines of a block that are no comment: offset and text, blanks at the ends left out."""
    at = code.content_start
    for line in document.source.text[code.content_start : code.content_end].split("\n"):
        stripped = line.strip()
        if stripped and not stripped.startswith(("#", "//", "REM ")):
            yield at + len(line) - len(line.lstrip()), stripped
        at += len(line) + 1


def _joined(lines: list[tuple[int, str]], *, prompted: bool) -> Iterator[Command]:
    """Yield commands with their continuation lines joined."""
    start, end, words = 0, 0, ""
    for offset, text in lines:
        prompt = PROMPT.match(text) if prompted else None
        if prompted and not prompt and not words:
            continue
        body = text[prompt.end() :] if prompt else text
        if not words:
            start, end = offset, offset + len(text)
        words = f"{words} {body.rstrip(chr(92)).strip()}".strip()
        if not body.endswith("\\"):
            yield Command(start, offset + len(text), start, end, words, in_block=True)
            words = ""
    if words:
        yield Command(start, end, start, end, words, in_block=True)
