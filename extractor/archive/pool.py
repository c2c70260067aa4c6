"""Shards on this machine: killable worker processes, watched for pages that hang."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import replace
from multiprocessing import get_context

from extractor.archive.examiner import examiner_of
from extractor.archive.parts import part_path, read_tallied
from extractor.archive.slot import InWork, Now, Slot
from extractor.archive.task import Tallied, Task
from extractor.archive.worker import run_shard
from extractor.errors import MissingExtraError, OutputError

# Shards that one worker process takes in a row, at most: start-up is shared among them, and
# what libraries hoard is given back with the process.
_ROW = 32
_LOOK_SECONDS = 0.25
# Workers that die so often in a row before they begin will never begin.
_FALSE_STARTS = 10


def work_on(
    tasks: Sequence[Task], workers: int, on_look: Callable[[list[InWork]], None]
) -> Iterator[Tallied]:
    """Shards as they are done, in any order.

    Args:
        tasks: first attempts.
        workers: processes at a time.
        on_look: called a few times a second with the shards in work and their places.

    Raises:
        MissingExtraError: Pebble is not installed.
        OSError: an output cannot be written.
    """
    if not tasks:
        return
    pending = deque(tasks)
    method = "fork" if sys.platform == "linux" else "spawn"
    if method == "fork":
        examiner_of(tasks[0].method).warm_up()
        gc.collect()
        gc.freeze()
    hands = [_Hand(method) for _ in range(min(workers, len(tasks)))]
    false_starts = 0
    try:
        while True:
            for hand in hands:
                if hand.future is None and pending:
                    row = min(_ROW, max(1, len(pending) // (4 * len(hands))))
                    hand.give([pending.popleft() for _ in range(min(row, len(pending)))])
            futures = [hand.future for hand in hands if hand.future is not None]
            if not futures:
                return
            wait(futures, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)
            on_look([hand.in_work() for hand in hands if hand.future is not None])
            for hand in hands:
                yield from hand.finished()
                if hand.died():
                    false_starts = 0 if hand.begun() else false_starts + 1
                    if false_starts > _FALSE_STARTS:
                        raise OutputError("trouble-workers-die")
                    pending.extendleft(reversed(hand.give_up()))
    finally:
        for hand in hands:
            hand.give_up()
        gc.unfreeze()


class _Hand:
    """One worker process at a time, and the row of shards that it has been given.

    A process of its own for each row: processes that share a queue can take a task with them
    when they are killed.
    """

    def __init__(self, method: str) -> None:
        self._method = method
        self._attempt = time.time_ns()
        self._row: deque[Task] = deque()
        self._slot: Slot | None = None
        self.future: Future[None] | None = None

    def give(self, row: list[Task]) -> None:
        try:
            from pebble import concurrent
        except ImportError as error:
            raise MissingExtraError("archive", "pebble") from error
        self._attempt += 1
        self._row = deque(replace(task, attempt=self._attempt) for task in row)
        self._open_slot()
        start = concurrent.process(daemon=True, mp_context=get_context(self._method))(_in_child)
        self.future = start(list(self._row), os.getpid())

    def finished(self) -> Iterator[Tallied]:
        """Shards of the row that have become whole; the worker is watched for the next one."""
        if self.future is None:
            return
        over = self.future.done()
        while self._row and part_path(self._row[0].folder, self._row[0].shard.number).exists():
            task = self._row.popleft()
            self._open_slot()
            yield read_tallied(task.folder, task.shard.number)
        if not self._row:
            if over:
                self.future = None
            return
        if not over:
            self._watch(self._row[0])

    def died(self) -> bool:
        """Whether the worker ended before its row; what it raised is raised here."""
        from pebble import ProcessExpired

        if self.future is None or not self.future.done() or not self._row:
            return False
        try:
            self.future.result()
        except (ProcessExpired, CancelledError):
            return True
        return False

    def begun(self) -> bool:
        """Whether the worker had taken its shard up."""
        return self._now().attempt == self._attempt

    def give_up(self) -> list[Task]:
        """Stop the worker; the shards that are not done."""
        if self.future is not None and not self.future.done():
            self.future.cancel()
            wait([self.future], timeout=5)
        self.future = None
        left = list(self._row)
        self._row.clear()
        self._open_slot()
        return left

    def in_work(self) -> InWork:
        return (self._row[0].shard.number if self._row else -1), self._now()

    def _now(self) -> Now:
        return Slot.NOWHERE if self._slot is None else self._slot.now()

    def _open_slot(self) -> None:
        """Look at the slot of the row's first shard, which is the one in work."""
        if self._slot is not None:
            self._slot.close()
        self._slot = None
        if self._row:
            self._slot = Slot(self._row[0].folder, self._row[0].shard.number)

    def _watch(self, task: Task) -> None:
        """Kill the worker if its page takes too long; the page is remembered in the slot."""
        now = self._now()
        if self._slot is None or self.future is None or not now.phase:
            return
        late = time.time() - now.since > task.method.page_seconds
        if late and now.attempt == self._attempt:
            self._slot.blame_time(now)
            self.future.cancel()


def _in_child(row: Sequence[Task], parent: int) -> None:
    """In a worker: the caller's process alone answers Ctrl-C, and an orphan stops.

    An orphan would work beside the workers of the next call.
    """
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for task in row:
        run_shard(task, alive=lambda: os.getppid() == parent)
