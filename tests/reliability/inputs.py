"""What the suite measures of inputs: bad ones, bombs, generated plans, all plans of a few fragments."""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.rulesets import get, shipped
from planlint.run.barrier import Crash, guarded
from planlint.run.judging import Against, judge_plan
from tests.reliability import fragments, pathological, places, plans, rulesets
from tests.reliability.case import call, lay_out, wrong
from tests.reliability.figure import Figure, some
from tests.reliability.generators import GENERATORS

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent.parent
RULESETS = shipped()
CASES = (*plans.CASES, *rulesets.CASES, *places.CASES)
#: Bad inputs of reliability.md, section 6, for what is not built: fixes, the language server.
WAITING = {"fixes": 16, "the language server": 6}
#: About how long a run on a tiny plan takes.
START_SECONDS = 0.25


def bad_inputs() -> list[Figure]:
    """Run every bad input, bombs and hostile patterns among them."""
    found: list[str] = []
    seconds: dict[str, float] = {}
    for case in CASES:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place, "below", "work")
            folder.mkdir(parents=True)
            lay_out(case, folder)
            ended = call(case, folder)
            seconds[case.name] = ended.seconds
            found += [f"{case.name}: {each}" for each in wrong(case, ended)]
    codes = [each for each in found if "exit code" in each]
    patterns = max(took for name, took in seconds.items() if name.startswith("E")) - START_SECONDS
    waiting = ", ".join(f"{letter} {count}" for letter, count in WAITING.items())
    return [
        Figure("bad inputs", "194, all as specified", f"{len(CASES)} run, {len(found)} wrong (wait: {waiting}){some(found)}", not found),
        Figure("wrong exit codes, bad inputs", "0", str(len(codes)), not codes),
        Figure("hostile patterns, the slowest", "2 s a rule and plan", f"{patterns:.1f} s", patterns <= 2, binds=False),
    ]  # fmt: skip


BOMB_SECONDS, BOMB_MIB = 0.05, 50
WEIGH = """
import sys, time
from pathlib import Path
from planlint.language.faults import RuleSetFaults
if sys.argv[1] == "TOML":
    import tomllib
    from planlint.configuration.toml import read
else:
    from planlint.language.reader import read
text = sys.stdin.buffer.read().decode("utf-8", "replace")
def most():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
before, start = most(), time.process_time()
try:
    read(text, "mine")
except RuleSetFaults:
    pass
print(time.process_time() - start, (most() - before) / 1024)
"""


#: As long as a configuration may be.
LONG = 64_000
TOML = {
    "a key of many parts": "a." * (LONG // 2) + "a = 1",
    "a key of many quoted parts": '"!".' * (LONG // 4) + "a = 1",
    "a key of many literal parts": "'! x' . " * (LONG // 8) + "a = 1",
    "a header of many parts": "[" + '"!".' * (LONG // 4) + "a]",
    "keys of many parts": "".join(f"a{number}." * 90 + "x = 1\n" for number in range(LONG // 500)),
    "many keys": "".join(f"k{number} = 1\n" for number in range(LONG // 10)),
    "many tables": "".join(f"[t{number}]\n" for number in range(LONG // 10)),
    "tables of our own": "[[tool.planlint.x]]\n" * (LONG // 20),
    "lists in lists": "a = " + "[" * LONG,
    "tables in tables": "a = " + "{a = " * (LONG // 5),
    "a long number": "a = " + "1" * LONG,
    "a long word": "a" * LONG,
    "escapes": 'a = "' + "\\u0041" * (LONG // 6) + '"',
}


def bombs() -> list[Figure]:
    """Read every bad YAML of the suite, and TOML made to be slow, each in a process of its own."""
    yaml = {case.name: case.files["mine.yaml"] for case in rulesets.YAML}
    toml = {name: f"[tool.planlint]\n{text}" for name, text in TOML.items()}
    return [_weighed("YAML", yaml), _weighed("TOML", toml)]


def _weighed(form: str, texts: Mapping[str, str | bytes]) -> Figure:
    most, size, over = (0.0, ""), (0.0, ""), 0
    for name, text in texts.items():
        given = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        done = subprocess.run([sys.executable, "-c", WEIGH, form], input=given, capture_output=True, check=False)
        if done.returncode:
            return Figure(f"{form} bombs, each", "50 ms, 50 MiB", f"{name}: {done.stderr[-200:]!r}", met=False)
        seconds, mib = map(float, done.stdout.split())
        most, size = max(most, (seconds, name)), max(size, (mib, name))
        over += seconds > BOMB_SECONDS or mib > BOMB_MIB
    reached = f"{over} of {len(texts)} more; at most {most[0] * 1000:.0f} ms ({most[1]}), {size[0]:.0f} MiB ({size[1]})"
    return Figure(f"{form} bombs, each", "50 ms, 50 MiB", reached, over == 0, binds=False)


def pathologies(*, quick: bool) -> list[Figure]:
    """Judge every generated plan, at 64 kB and, where there is time, at 1 MB."""
    outcomes: dict[tuple[int, str], pathological.Outcome] = {}
    sizes = (64,) if quick else (64, 1000)
    wanted = list(product(sizes, enumerate(GENERATORS)))
    with ThreadPoolExecutor(2) as pool:
        made = pool.map(
            lambda each: pathological.run(each[1][1], each[0] * 1000, RULESETS[each[1][0] % len(RULESETS)]), wanted
        )
        for (size, (_, name)), outcome in zip(wanted, made, strict=True):
            outcomes[size, name] = outcome
    found = [f"{name} at {size} kB: {outcome.wrong}" for (size, name), outcome in outcomes.items() if outcome.wrong]
    slow, large = (max(outcomes, key=lambda key: getattr(outcomes[key], what)) for what in ("cpu", "mib"))
    stopped = sum(outcome.said == "deadline" for outcome in outcomes.values())
    reached = f"{len(outcomes)} run, {len(found)} wrong, {stopped} stopped by the deadline; slowest {slow[1]} {outcomes[slow].cpu:.1f} s{some(found)}"
    figures = [
        Figure("generated plans", f"{len(GENERATORS)} of {' and '.join(map(str, sizes))} kB within the deadline", reached, not found),
        Figure("memory, a hostile plan", "1 GiB", f"{outcomes[large].mib:.0f} MiB ({large[1]})", outcomes[large].mib <= 1024),
    ]  # fmt: skip
    return figures if quick else [*figures, _growth(outcomes)]


def _growth(outcomes: dict[tuple[int, str], pathological.Outcome]) -> Figure:
    """Return how a plan's time grows with its length: the exponent, where neither run was stopped."""
    exponents = {
        name: math.log((outcomes[1000, name].cpu - START_SECONDS) / max(0.02, outcomes[64, name].cpu - START_SECONDS)) / math.log(1000 / 64)
        for name in GENERATORS
        if not outcomes[1000, name].said and not outcomes[64, name].said and outcomes[64, name].cpu > START_SECONDS + 0.1
    }  # fmt: skip
    worst = sorted(exponents, key=exponents.__getitem__)[-3:]
    said = ", ".join(f"{name} {exponents[name]:.2f}" for name in reversed(worst))
    return Figure(
        "growth from 64 kB to 1 MB, parser and all",
        "exponent 1.15",
        said,
        all(each <= 1.15 for each in exponents.values()),
        binds=False,
    )


def _crashes(number: int, *, longest: int, one_in: int) -> tuple[int, list[str]]:
    every = len(RULESETS) * one_in
    return fragments.crashes(longest, every=every, first=number * one_in, ruleset=RULESETS[number])


def exhaustion(*, longest: int, one_in: int) -> list[Figure]:
    """Judge plans of up to so many fragments, all of them or one in so many, each by one ruleset in turn."""
    with get_context("fork").Pool(2) as pool:
        made = pool.map(partial(_crashes, longest=longest, one_in=one_in), range(len(RULESETS)), chunksize=1)
    count, found = sum(judged for judged, _ in made), [each for _, crashed in made for each in crashed]
    found_files = {path for folder in (ROOT, Path(sys.prefix)) for path in folder.rglob("*.md") if path.is_file()}
    files = sorted(path for path in found_files if one_in == 1 or ROOT / "build" not in path.parents)
    against = Against(tuple(map(get, RULESETS)))
    for path in files:
        judged = guarded(partial(judge_plan, path.read_text("utf-8", "replace"), "plan.md", against))
        if isinstance(judged, Crash):
            found.append(f"{path}: {judged.message}")
    reached = f"{len(found)} in {count} plans, by one ruleset in turn, and {len(files)} files{some(found)}"
    return [Figure("uncaught exceptions", f"0 (plans of up to {longest} fragments, files)", reached, not found)]
