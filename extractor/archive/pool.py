"""Shards on this machine: killable worker processes, watched for pages that hang."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from typing import Any

from extractor.archive.examiner import examiner_of
from extractor.archive.slot import InWork, Slot
from extractor.archive.task import Tallied, Task
from extractor.archive.worker import run_shard
from extractor.errors import MissingExtraError, OutputError

# A worker is replaced after so many shards: what libraries hoard is given back.
_SHARDS_A_WORKER = 64
# Shards a worker is given ahead, so that it need not wait for the next.
_AHEAD = 2
_LOOK_SECONDS = 0.25
# Workers that die so often in a row before they begin will never begin.
_FALSE_STARTS = 10


def work_on(
    tasks: Iterable[Task], workers: int, on_look: Callable[[list[InWork]], None]
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
    pending = deque(tasks)
    if not pending:
        return
    method = "fork" if sys.platform == "linux" else "spawn"
    if method == "fork":
        examiner_of(pending[0].method)
        gc.collect()
        gc.freeze()
    hands = [_Hand(method) for _ in range(min(workers, len(pending)))]
    false_starts = 0
    try:
        while True:
            for hand in hands:
                while pending and len(hand.flights) < _AHEAD:
                    hand.give(pending.popleft())
            futures = [flight.future for hand in hands for flight in hand.flights]
            if not futures:
                return
            wait(futures, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)
            on_look([flight.in_work() for hand in hands for flight in hand.flights])
            for hand in hands:
                yield from hand.finished()
                if hand.lost:
                    false_starts = 0 if hand.begun() else false_starts + 1
                    if false_starts > _FALSE_STARTS:
                        raise OutputError("worker processes die before they begin: no memory?")
                    pending.extendleft(reversed(hand.give_up()))
                else:
                    hand.watch()
    finally:
        for hand in hands:
            hand.give_up()
        gc.unfreeze()


@dataclass(slots=True)
class _Flight:
    task: Task
    future: Future[Tallied]
    slot: Slot

    def in_work(self) -> InWork:
        return self.task.shard.number, self.slot.now()


class _Hand:
    """One worker process with the shards given to it.

    A pool of its own each: processes of one pool share a pipe under a lock, and one that is
    killed while it holds the lock would leave the others waiting.
    """

    def __init__(self, method: str) -> None:
        self._method = method
        self._pool: Any = None
        self._attempt = time.time_ns()
        self.flights: deque[_Flight] = deque()
        self.lost = False

    def give(self, task: Task) -> None:
        self._attempt += 1
        task = replace(task, attempt=self._attempt)
        slot = Slot(task.folder, task.shard.number)
        work = partial(_in_child, task, os.getpid())
        try:
            if self._pool is None:
                self._pool = _new_pool(self._method)
            future: Future[Tallied] = self._pool.schedule(work)
        except RuntimeError as error:  # the pool broke since
            future = Future()
            future.set_exception(BrokenProcessPool(str(error)))
        self.flights.append(_Flight(task, future, slot))

    def finished(self) -> Iterator[Tallied]:
        """What is done; ``lost`` is set when the worker died or was killed."""
        from pebble import ProcessExpired

        while self.flights and self.flights[0].future.done():
            try:
                tallied = self.flights[0].future.result()
            except (ProcessExpired, CancelledError, BrokenProcessPool):
                self.lost = True
                return
            self.flights.popleft().slot.close()
            yield tallied

    def begun(self) -> bool:
        """Whether the worker had taken its shard up."""
        flight = self.flights[0]
        return flight.slot.now().attempt == flight.task.attempt

    def give_up(self) -> list[Task]:
        """Stop the worker; the shards that are not done."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None
        left = [flight.task for flight in self.flights]
        for flight in self.flights:
            flight.slot.close()
        self.flights.clear()
        self.lost = False
        return left

    def watch(self) -> None:
        """Kill the worker if its page takes too long; the page is remembered in the slot."""
        for flight in self.flights:
            now = flight.slot.now()
            if not now.phase or now.attempt != flight.task.attempt:
                continue
            if time.time() - now.since > flight.task.method.page_seconds:
                flight.slot.blame_time(now)
                flight.future.cancel()


def _new_pool(method: str) -> Any:
    try:
        from pebble import ProcessPool
    except ImportError as error:
        raise MissingExtraError("archive", "pebble") from error
    return ProcessPool(
        max_workers=1,
        max_tasks=_SHARDS_A_WORKER,
        context=get_context(method),
        initializer=_leave_signals,
    )


def _in_child(task: Task, parent: int) -> Tallied:
    """In a worker: an orphan stops, lest it works beside those of the next call."""
    return run_shard(task, alive=lambda: os.getppid() == parent)


def _leave_signals() -> None:
    """In a worker: the caller's process alone answers Ctrl-C."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
