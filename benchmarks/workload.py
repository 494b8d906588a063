"""The workload of the benchmarks: plans of each format, grown from the good plans under fixtures/ by made-up sentences.

The same seed and size always give the same plan.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"
FORMATS = tuple(sorted(folder.name for folder in FIXTURES.iterdir()))
#: A fixture that is shorter says too little of its format.
SHORTEST = 2000
USUAL_SIZE = 12_500

WHO = "The importer|A reader|The queue|The ledger|The page|A clerk|The nightly job|The cache".split("|")
DOES = "keeps|shows|checks|forgets|sorts|counts|sends|rejects".split("|")
WHAT = "each entry|the last change|all open orders|a broken row|the oldest backup|two drafts|the price list".split("|")
WHEN = "before it closes|when the line is slow|on every start|until someone confirms it|after a restart".split("|")
FOLDERS = "src/store|src/views|tests/store|docs|lib/queue".split("|")
FILES = "entries.py|ledger.ts|rows.py|page.tsx|backup.md".split("|")
COMMANDS = "pytest -q tests/store|npm run lint|make check|ruff check src|uv run mypy src".split("|")
HEADING = re.compile(r"#{2,4} ")
FENCE = re.compile(r"\s*(?:```|~~~)")


class Writer:
    """Writes blocks of Markdown, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable, not secret

    def sentence(self) -> str:
        """Return a sentence; one in four names a file."""
        words = " ".join(self.random.choice(words) for words in (WHO, DOES, WHAT, WHEN))
        return f"{words}, see `{self.path()}`." if self.random.random() < 0.25 else f"{words}."

    def path(self) -> str:
        """Return the path of a file."""
        return f"{self.random.choice(FOLDERS)}/{self.random.choice(FILES)}"

    def block(self) -> str:
        """Return a block: mostly prose and lists, as in plans."""
        kinds = (self._prose, self._bullets, self._bullets, self._boxes, self._code, self._table)
        return self.random.choice(kinds)() + "\n\n"

    def _several(self) -> list[str]:
        return [self.sentence() for _ in range(self.random.randint(2, 6))]

    def _prose(self) -> str:
        return " ".join(self._several())

    def _bullets(self) -> str:
        return "\n".join(f"- **{self.random.choice(WHO)}**: {sentence}" for sentence in self._several())

    def _boxes(self) -> str:
        return "\n".join(f"- [ ] {sentence}" for sentence in self._several())

    def _code(self) -> str:
        return f"```bash\n{self.random.choice(COMMANDS)}\n{self.random.choice(COMMANDS)}\n```"

    def _table(self) -> str:
        rows = (f"| `{self.path()}` | {self.sentence()} |" for _ in range(3))
        return "\n".join(["| File | What for |", "|---|---|", *rows])


def plan(form: str, seed: int, size: int = USUAL_SIZE) -> str:
    """Return a plan of a format of at least `size` characters: a good plan, its sections filled up."""
    writer = Writer(seed)
    sections = [[part] for part in _sections(writer.random.choice(_bases(form)))]
    length = sum(len(part) for part, *_ in sections)
    while length < size:
        block = writer.block()
        at = writer.random.randrange(len(sections))
        sections[at].append(block)
        length += len(block)
    return "".join(block for section in sections for block in section)


def plans(count: int, size: int = USUAL_SIZE) -> list[str]:
    """Return plans, the formats in turn."""
    return [plan(FORMATS[seed % len(FORMATS)], seed, size) for seed in range(count)]


def _bases(form: str) -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in sorted((FIXTURES / form / "ok").glob("*.md")))
    return [text for text in texts if len(text) >= SHORTEST]


def _sections(text: str) -> list[str]:
    """Return the parts of a plan that begin with its headings; the first is what stands above them."""
    parts, fenced = [""], False
    for line in text.splitlines(keepends=True):
        fenced ^= FENCE.match(line) is not None
        if not fenced and HEADING.match(line):
            parts.append("")
        parts[-1] += line
    return [part if part.endswith("\n\n") else part.rstrip("\n") + "\n\n" for part in parts]
