"""Many pages through the line of stages, in one process or several, results in input order."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from extractor.errors import InputRejected
from extractor.models import Page, Reject
from extractor.parser import load_publishers, parse
from extractor.pipeline import Extraction, Extractor
from extractor.settings import Settings

Outcome = Extraction | Reject

# Pages in flight for each worker: enough to keep it busy, few enough to bound memory.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """How pages are worked on; equal plans give equal results.

    Attributes:
        patterns: a folder of the user's own patterns, added to the package's.
        settings: limits and switches.
        workers: number of processes; 1 works in the caller's own.
    """

    patterns: Path | None = None
    settings: Settings = field(default_factory=Settings)
    workers: int = 1


class Examiner:
    """The line of stages from page to records, made once and used for many pages."""

    def __init__(self, plan: Plan) -> None:
        self.extractor = Extractor(patterns=plan.patterns, settings=plan.settings)
        self._publishers = load_publishers(extra=plan.patterns)
        self._settings = plan.settings

    def examine(self, page: Page) -> Outcome:
        """What one page gives. A bug met on it is a reject too (code ``bug``): others go on."""
        try:
            return self.extractor.examine(parse(page, self._publishers, self._settings))
        except InputRejected as problem:
            return _reject(page.source, problem.stage, problem.code, problem.message)
        except Exception as bug:  # noqa: BLE001 -- kept as a reject; the run then ends with 70
            return _reject(page.source, "extract", "bug", f"{type(bug).__name__}: {bug}")


def outcomes(
    items: Iterable[Page | Reject], plan: Plan, examiner: Examiner
) -> Generator[Outcome, None, None]:
    """One outcome for each item, in their order; a reject passes through.

    ``examiner`` is the plan's own; with several workers each makes its equal.
    """
    if plan.workers <= 1:
        for item in items:
            yield item if isinstance(item, Reject) else examiner.examine(item)
    else:
        yield from _in_processes(items, plan)


def _in_processes(items: Iterable[Page | Reject], plan: Plan) -> Iterator[Outcome]:
    """Bounded read-ahead over a pool; a page that kills its worker is rejected, no other."""
    flight: deque[tuple[Page | Reject, Future[Outcome] | None]] = deque()
    pool = _pool(plan.workers)
    try:
        for item in items:
            flight.append((item, _submit(pool, item, plan)))
            if len(flight) < plan.workers * _AHEAD:
                continue
            first, future = flight.popleft()
            try:
                yield _result(first, future)
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                yield from _one_by_one([first, *(each for each, _ in flight)], plan)
                flight.clear()
                pool = _pool(plan.workers)
        while flight:
            first, future = flight.popleft()
            try:
                yield _result(first, future)
            except BrokenProcessPool:
                yield from _one_by_one([first, *(each for each, _ in flight)], plan)
                flight.clear()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(items: Iterable[Page | Reject], plan: Plan) -> Iterator[Outcome]:
    """Each page alone, so that the one that kills its worker is known."""
    pool = _pool(1)
    try:
        for item in items:
            try:
                yield _result(item, _submit(pool, item, plan))
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(1)
                message = "the process that worked on this page died"
                yield _reject(item.source, "extract", "worker-died", message)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, item: Page | Reject, plan: Plan) -> Future[Outcome] | None:
    """The page's future; None for a reject, and for a page that finds the pool broken."""
    if isinstance(item, Reject):
        return None
    try:
        return pool.submit(_examine_here, item, plan)
    except BrokenProcessPool as broken:
        future: Future[Outcome] = Future()
        future.set_exception(broken)
        return future


def _result(item: Page | Reject, future: Future[Outcome] | None) -> Outcome:
    if isinstance(item, Reject):
        return item
    assert future is not None  # noqa: S101 -- every page was submitted
    return future.result()


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_stop)


def _leave_stop() -> None:
    """In a worker: the caller's process alone answers Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@lru_cache(maxsize=1)
def _examiner(plan: Plan) -> Examiner:
    """In a worker: made once, used for all its pages."""
    return Examiner(plan)


def _examine_here(page: Page, plan: Plan) -> Outcome:
    return _examiner(plan).examine(page)


def _reject(source: str, stage: str, code: str, message: str) -> Reject:
    return Reject(source=source, stage=stage, code=code, message=message)
