"""Every plan that is a few fragments in a row: judged by planlint's own checks and by one ruleset.

`python tests/reliability/fragments.py [LENGTH]` counts them (default: up to 4 fragments) and names those that crash.
"""

from __future__ import annotations

import sys
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from planlint.rulesets import get  # noqa: E402 - found once the root is on the path
from planlint.run.barrier import Crash, guarded  # noqa: E402
from planlint.run.judging import Against, judge_plan  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAGMENTS = ("> ", "- ", "1. ", "\t", "\n", "# x", "```", "<!--", "<?php", "| a |", "|---|", "[x] ", "---")


def plans(longest: int) -> Iterator[str]:
    """Yield every plan of up to so many fragments; one of them is a line's end, so that some end bare."""
    for length in range(1, longest + 1):
        yield from ("".join(parts) for parts in product(FRAGMENTS, repeat=length))


def crashes(longest: int, *, every: int = 1, first: int = 0, ruleset: str = "feature-plan") -> tuple[int, list[str]]:
    """Return how many plans were judged, each so manieth from one on, and what is to be said of those that crashed."""
    against = Against((get(ruleset),))
    count, found = 0, []
    for text in islice(plans(longest), first, None, every):
        count += 1
        judged = guarded(lambda text=text: judge_plan(text, "plan.md", against))  # type: ignore[misc]
        if isinstance(judged, Crash) or judged.plan is None:
            found.append(f"{text!r}: {judged}")
    return count, found


if __name__ == "__main__":
    number, wrong = crashes(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
    print(f"{number} plans, {len(wrong)} crashes", *wrong[:20], sep="\n")
    sys.exit(bool(wrong))
