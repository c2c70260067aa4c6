"""Work on many items in two processes where the system can split one; else in this one."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, MutableSequence, Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")
OtherT = TypeVar("OtherT")

# Fewer items are done before a second process has begun.
_WORTH_IT = 1_500
_CHUNK = 200


def in_two_processes(
    work: Callable[[Sequence[ItemT]], ResultT],
    items: Sequence[ItemT],
    meanwhile: Callable[[], OtherT],
    *,
    workers: int,
) -> tuple[list[ResultT], OtherT]:
    """Results of the work on the items, part by part in their order, and of ``meanwhile``.

    The second process is a copy of this one, so it reads what is in memory; only its results
    travel. It begins at the last part; this one does ``meanwhile``, then begins at the first,
    until they meet. Systems without such copies, and programs with threads, work in one process.
    """
    if workers < 2 or len(items) < _WORTH_IT or not _can_split():
        other = meanwhile()
        return [work(items)], other
    parts = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
    context = multiprocessing.get_context("fork")
    # The last part begun from the front, and from the back. Should both take one part at the
    # same moment, it is done twice with one result.
    met = context.RawArray("i", [-1, len(parts)])
    here, there = context.Pipe(duplex=False)
    copy = context.Process(target=_send, args=(there, work, parts, met), daemon=True)
    copy.start()
    there.close()
    other = meanwhile()
    done: dict[int, ResultT] = {}
    for number, part in enumerate(parts):
        if number >= met[1]:
            break
        met[0] = number
        done[number] = work(part)
    try:
        done = {**here.recv(), **done}
    except EOFError:  # the copy died, of memory or a signal: its parts are done here
        done.update((n, work(part)) for n, part in enumerate(parts) if n not in done)
    copy.join()
    return [done[number] for number in range(len(parts))], other


def _can_split() -> bool:
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _send(
    there: Connection,
    work: Callable[[Sequence[ItemT]], ResultT],
    parts: Sequence[Sequence[ItemT]],
    met: MutableSequence[int],
) -> None:
    done: dict[int, ResultT] = {}
    for number in reversed(range(len(parts))):
        if number <= met[0]:
            break
        met[1] = number
        done[number] = work(parts[number])
    there.send(done)
    there.close()
