"""How fast plans are judged: CPU time against a bare parse of the same texts, format by format, and where it goes.

python benchmarks/judging.py [--plans N] [--size CHARACTERS] [--profile]
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import time
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from workload import FORMATS, USUAL_SIZE, plan

from planlint.rulesets import heads, whole
from planlint.run.judging import Against, judge_plan

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3


def cpu_ms(work: Callable[[str], object], texts: list[str]) -> float:
    """Return the milliseconds of CPU that work takes for a text; the median of some rounds over all of them."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            work(text)
        rounds.append((time.process_time() - start) * 1000 / len(texts))
    return statistics.median(rounds)


def main() -> None:
    """Print a row for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=8, help="plans of each format")
    parser.add_argument("--size", type=int, default=USUAL_SIZE, help="characters of a plan")
    parser.add_argument("--profile", action="store_true", help="print which functions take the time")
    options = parser.parse_args()
    against = Against(candidates=tuple(whole(head) for head in heads()))
    judge = lambda text: judge_plan(text, "plan.md", against)  # noqa: E731 - a command's one line
    bare = MarkdownIt("commonmark")
    print(f"{'format':<22}{'judged':>9}{'bare':>9}{'ratio':>8}   (ms of CPU a plan of {options.size:,} characters)")
    for form in FORMATS:
        texts = [plan(form, seed, options.size) for seed in range(options.plans)]
        seen = {name for text in texts for name in named(judge(text).plan)}
        judged, parsed = cpu_ms(judge, texts), cpu_ms(bare.parse, texts)
        print(f"{form:<22}{judged:>9.1f}{parsed:>9.1f}{judged / parsed:>8.2f}   {'' if seen == {form} else seen}")
    if options.profile:
        texts = [plan(form, seed, options.size) for form in FORMATS for seed in range(options.plans)]
        with cProfile.Profile() as profile:
            for text in texts:
                judge(text)
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


def named(report: object) -> tuple[str, ...]:
    """Return the rulesets that a plan was judged by."""
    return getattr(report, "rulesets", ()) or ("none",)


if __name__ == "__main__":
    main()
