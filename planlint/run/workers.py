"""Workers: forked processes that share the plans of a run; one that dies costs the plan it was at, and no other.

A fork imports nothing, so that no file of the working folder is ever taken for a module. Results come back as
plain data, in the order of the plans.
"""

from __future__ import annotations

import os
import select
import signal
import struct
from typing import TYPE_CHECKING

from planlint.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

#: Fewer plans than this are not worth the start of another process.
FEW = 32
#: How a message begins: the number of its task, and its length in bytes.
HEAD = struct.Struct("!QQ")


def usual_jobs(plans: int) -> int:
    """Return how many processes a number of plans is worth."""
    if plans < FEW:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Worker(NamedTuple):
    """A forked process: its id, where it takes tasks, and where its results come out."""

    pid: int
    tasks: int
    results: int


class Pool:
    """Spreads tasks over workers; `work` returns a task's result as text, `lost` says that its worker died."""

    def __init__(self, work: Callable[[int], str], lost: Callable[[int], str]) -> None:
        self._work = work
        self._lost = lost
        self._busy: dict[int, tuple[Worker, int]] = {}  # by the file that results come from: worker and task

    def run(self, number: int, jobs: int, told: Callable[[int], None] = lambda _done: None) -> list[str]:
        """Return the results of the tasks 0 to number - 1, by at most that many workers.

        `told` hears, after each task, how many are done.
        Raises OSError where the system gives no process, or no pipe to it; none is left then.
        """
        results = [""] * number
        waiting, done = iter(range(number)), 0
        try:
            for task in [task for _, task in zip(range(jobs), waiting, strict=False)]:
                self._give(self._start(), task)
            while self._busy:
                ready, _, _ = select.select(list(self._busy), [], [])
                for results_from in ready:
                    worker, task = self._busy.pop(results_from)
                    found = _receive(worker.results)
                    results[task] = self._lost(task) if found is None else found
                    told(done := done + 1)
                    self._next(worker, next(waiting, None), died=found is None)
        finally:
            self._stop()
        return results

    def _next(self, worker: Worker, task: int | None, *, died: bool) -> None:
        if task is None or died:
            _end(worker)
        if task is not None:
            self._give(self._start() if died else worker, task)

    def _give(self, worker: Worker, task: int) -> None:
        self._busy[worker.results] = (worker, task)
        try:
            os.write(worker.tasks, HEAD.pack(task, 0))
        except BrokenPipeError:
            return  # it died; reading from it will tell

    def _start(self) -> Worker:
        tasks_out, tasks_in = os.pipe()
        results_out, results_in = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(tasks_in)
            os.close(results_out)
            self._serve(tasks_out, results_in)
        os.close(tasks_out)
        os.close(results_in)
        return Worker(pid, tasks_in, results_out)

    def _serve(self, tasks: int, results: int) -> None:
        """Do tasks until there are none; never return."""
        code = 1
        try:
            for worker, _ in self._busy.values():  # the ends of others, which would keep their pipes open
                os.close(worker.tasks)
                os.close(worker.results)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            while head := _read(tasks, HEAD.size):
                task, _ = HEAD.unpack(head)
                data = self._work(task).encode()
                _write(results, HEAD.pack(task, len(data)) + data)
            code = 0
        finally:
            os._exit(code)

    def _stop(self) -> None:
        """End the workers that are still at it: the run was interrupted."""
        for worker, _ in self._busy.values():
            os.kill(worker.pid, signal.SIGKILL)
            _end(worker)
        self._busy.clear()


def _end(worker: Worker) -> None:
    os.close(worker.tasks)
    os.close(worker.results)
    os.waitpid(worker.pid, 0)


def _receive(file: int) -> str | None:
    """Return a result, None where its worker died before it was whole."""
    head = _read(file, HEAD.size)
    if head is None:
        return None
    data = _read(file, HEAD.unpack(head)[1])
    return None if data is None else data.decode()


def _read(file: int, size: int) -> bytes | None:
    parts = []
    while size > 0:
        part = os.read(file, min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _write(file: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
