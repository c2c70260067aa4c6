"""The same shards on many machines: a Dask cluster that sees the inputs and the run folder."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from extractor.archive.examiner import examiner_of
from extractor.archive.parts import part_path, read_tallied
from extractor.archive.slot import InWork, Slot
from extractor.archive.task import Tallied, Task
from extractor.archive.worker import run_shard
from extractor.errors import ExtractorError, MissingExtraError, SourceError

_CONNECT_SECONDS = 20
_LOOK_SECONDS = 0.5
# Shards submitted ahead of each thread of the cluster.
_AHEAD = 2
# A shard that comes back undone so often in a row will not be done here.
_RETURNS = 20
# A cluster that has no worker for so long has lost them for good.
_WORKERLESS_SECONDS = 300


def work_on_cluster(
    tasks: Sequence[Task], scheduler: str, on_look: Callable[[list[InWork]], None]
) -> Iterator[Tallied]:
    """Shards as they are done by the workers of a Dask scheduler, in any order.

    A worker that is killed loses nothing: its shard is given to another, which goes on where it
    stopped; results are files in the run folder, and nothing of them is held by the cluster.

    Raises:
        MissingExtraError: distributed is not installed.
        SourceError: no scheduler answers at the address.
        ExtractorError: a worker has other patterns than the caller or cannot do its work, or the
            cluster has had no worker for five minutes.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtraError("cluster", "distributed") from error
    if not tasks:
        return
    try:
        connect: Any = Client
        client: Any = connect(scheduler, timeout=_CONNECT_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        raise SourceError("trouble-no-scheduler", name=scheduler, why=error) from error
    try:
        yield from _follow(client, deque(tasks), on_look)
    finally:
        client.close()


def _follow(
    client: Any, pending: deque[Task], on_look: Callable[[list[InWork]], None]
) -> Iterator[Tallied]:
    flights: dict[Any, Task] = {}
    returns: dict[int, int] = {}
    attempt = time.time_ns()
    last_worker = time.monotonic()
    while pending or flights:
        threads = sum(client.nthreads().values())
        if threads:
            last_worker = time.monotonic()
        elif time.monotonic() - last_worker > _WORKERLESS_SECONDS:
            raise ExtractorError("trouble-no-worker", seconds=_WORKERLESS_SECONDS)
        while pending and len(flights) < max(threads, 1) * _AHEAD:
            attempt += 1
            task = replace(pending.popleft(), attempt=attempt)
            key = f"shard-{task.key[:12]}-{task.shard.number}-{attempt}"
            flights[client.submit(run_in_worker, task, key=key, pure=False)] = task
        done = [future for future in flights if future.done()]
        if not done:
            time.sleep(_LOOK_SECONDS)
        on_look([])
        for future in done:
            task = flights.pop(future)
            number = task.shard.number
            _raise_what_cannot_be_mended(future)
            future.release()
            if part_path(task.folder, number).exists():
                returns.pop(number, None)
                yield read_tallied(task.folder, number)
                continue
            returns[number] = returns.get(number, 0) + 1
            if returns[number] > _RETURNS:
                raise ExtractorError(
                    "trouble-shard-returns", name=task.shard.name, folder=task.folder
                )
            pending.appendleft(task)


def _raise_what_cannot_be_mended(future: Any) -> None:
    """An error of the shard function; the death of a worker is none."""
    from distributed import KilledWorker

    error = future.exception()
    if error is not None and not isinstance(error, KilledWorker):
        raise error


def run_in_worker(task: Task) -> None:
    """In a worker of the cluster: one shard at a time, under a watch.

    Raises:
        ExtractorError: this machine has other patterns than the caller.
    """
    with _one_at_a_time():
        digest = examiner_of(task.method).digest
        if task.digest and digest != task.digest:
            raise ExtractorError(
                "trouble-other-patterns", theirs=digest[:12], ours=task.digest[:12]
            )
        over = threading.Event()
        watch = threading.Thread(target=_watch, args=(task, over), daemon=True)
        watch.start()
        try:
            run_shard(task)
        finally:
            over.set()
            watch.join()


@lru_cache(maxsize=1)
def _one_at_a_time() -> threading.Lock:
    """Threads of one worker take turns: what they share is not made for two."""
    return threading.Lock()


def _watch(task: Task, over: threading.Event) -> None:
    """End this worker if its page takes too long; its nanny starts another."""
    while not over.wait(_LOOK_SECONDS):
        slot = Slot(task.folder, task.shard.number)
        now = slot.now()
        late = now.phase and time.time() - now.since > task.method.page_seconds
        if late and now.attempt == task.attempt and not over.is_set():
            slot.blame_time(now)
            os._exit(1)
        slot.close()
