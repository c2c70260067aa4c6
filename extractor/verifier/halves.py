"""Work on many items in two processes where the system can split one; else in this one."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

# Fewer items are done before a second process has begun.
_WORTH_IT = 1_500


def in_halves(
    work: Callable[[Sequence[ItemT]], ResultT], items: Sequence[ItemT], *, workers: int
) -> list[ResultT]:
    """Results of the work on the items, in order: one, or one for each half.

    The second process is a copy of this one, so it reads what is in memory; only its result
    travels. Systems without such copies, and programs with threads, work in one process.
    """
    if workers < 2 or len(items) < _WORTH_IT or not _can_split():
        return [work(items)]
    middle = len(items) // 2
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    other = context.Process(target=_send, args=(there, work, items[middle:]), daemon=True)
    other.start()
    there.close()
    first = work(items[:middle])
    try:
        second: ResultT = here.recv()
    except EOFError:  # the copy died, of memory or a signal: its half is done here
        second = work(items[middle:])
    other.join()
    return [first, second]


def _can_split() -> bool:
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _send(
    there: Connection, work: Callable[[Sequence[ItemT]], ResultT], items: Sequence[ItemT]
) -> None:
    there.send(work(items))
    there.close()
