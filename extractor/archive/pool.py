"""Shards on this machine: killable worker processes, watched for pages that hang."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
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
_LOOK_SECONDS = 0.25
# Workers that die so often in a row before they begin will never begin.
_FALSE_STARTS = 10


@dataclass(slots=True)
class _Flight:
    task: Task
    future: Future[Tallied]
    slot: Slot


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
    try:
        from pebble import ProcessPool
    except ImportError as error:
        raise MissingExtraError("archive", "pebble") from error
    pending = iter(tasks)
    first = next(pending, None)
    if first is None:
        return
    method = "fork" if sys.platform == "linux" else "spawn"
    if method == "fork":
        examiner_of(first.method)
        gc.collect()
        gc.freeze()
    pool: Any = ProcessPool(
        max_workers=workers,
        max_tasks=_SHARDS_A_WORKER,
        context=get_context(method),
        initializer=_leave_signals,
    )
    waiting = [first]
    flights: dict[Future[Tallied], _Flight] = {}
    attempt = time.time_ns()
    false_starts = 0
    try:
        while True:
            while len(flights) < workers + 1:
                task = waiting.pop() if waiting else next(pending, None)
                if task is None:
                    break
                attempt += 1
                flight = _start(pool, replace(task, attempt=attempt))
                flights[flight.future] = flight
            if not flights:
                return
            done, _ = wait(flights, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)
            on_look([(each.task.shard.number, each.slot.now()) for each in flights.values()])
            for future in done:
                flight = flights.pop(future)
                begun = flight.slot.now().attempt == flight.task.attempt
                flight.slot.close()
                tallied = _outcome(future)
                if tallied is not None:
                    false_starts = 0
                    yield tallied
                    continue
                false_starts = 0 if begun else false_starts + 1
                if false_starts > _FALSE_STARTS:
                    raise OutputError("worker processes die before they begin: is memory short?")
                waiting.append(flight.task)
            _watch(flights.values())
    finally:
        pool.stop()
        pool.join()
        for flight in flights.values():
            flight.slot.close()
        gc.unfreeze()


def _start(pool: Any, task: Task) -> _Flight:
    slot = Slot(task.folder, task.shard.number)
    future: Future[Tallied] = pool.schedule(partial(_in_child, task, os.getpid()))
    return _Flight(task, future, slot)


def _outcome(future: Future[Tallied]) -> Tallied | None:
    """What the attempt came to; None where its worker died or was killed."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except (ProcessExpired, CancelledError):
        return None


def _watch(flights: Iterable[_Flight]) -> None:
    """Kill the worker whose page takes too long; the page is remembered in the slot."""
    for flight in flights:
        now = flight.slot.now()
        if not now.phase or now.attempt != flight.task.attempt:
            continue
        if time.time() - now.since > flight.task.method.page_seconds:
            flight.slot.blame_time(now)
            flight.future.cancel()


def _in_child(task: Task, parent: int) -> Tallied:
    """In a worker: an orphan stops, lest it works beside those of the next call."""
    return run_shard(task, alive=lambda: os.getppid() == parent)


def _leave_signals() -> None:
    """In a worker: the caller's process alone answers Ctrl-C."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
