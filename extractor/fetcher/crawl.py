"""The crawl: one worker a host, hosts side by side, until nothing is left, a limit or a stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from extractor.fetcher.failures import Stopped
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.politeness import Politeness
from extractor.fetcher.rows import Address
from extractor.fetcher.settings import FetchSettings
from extractor.fetcher.settling import Settler
from extractor.fetcher.visiting import Visit, Visitor

LISTS: Final = ("listing", "feed", "sitemap")
PAGES: Final = ("article", "part")
# A host's worker waits this long (seconds) for an address that has to rest, and no longer.
_HORIZON: Final = 600.0


@dataclass(slots=True)
class HostTally:
    """What this run did at one host."""

    requests: int = 0
    articles: int = 0
    failures: int = 0
    bytes: int = 0
    busy: bool = False
    last: str = ""


@dataclass(slots=True)
class Tally:
    """What this run did so far; shown while it runs."""

    hosts: dict[str, HostTally] = field(default_factory=dict)
    articles: int = 0
    stopped_by: str | None = None

    def of(self, host: str) -> HostTally:
        return self.hosts.setdefault(host, HostTally())


Watcher = Callable[[Tally], None]


class Crawl:
    """Works through the queue of the index.

    Args:
        watch: called after every visit.
        stop: set once the user asks to stop: requests in flight are finished, none begun.
    """

    def __init__(
        self,
        ledger: Ledger,
        visitor: Visitor,
        settler: Settler,
        politeness: Politeness,
        settings: FetchSettings,
        *,
        stop: asyncio.Event,
        watch: Watcher | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._ledger = ledger
        self._visitor = visitor
        self._settler = settler
        self._politeness = politeness
        self._settings = settings
        self._stop = stop
        self._watch = watch
        self._clock = clock
        self._news = asyncio.Event()
        self._left: set[str] = set()
        self.tally = Tally()

    async def run(self) -> Tally:
        """Crawl until the queue is empty, a limit is reached or the stop is set."""
        self._left = set(self._ledger.closed_hosts())
        workers: dict[str, asyncio.Task[None]] = {}
        timer = asyncio.create_task(self._time_limit())
        try:
            while True:
                self._news.clear()
                if not self._stop.is_set():
                    self._start_workers(workers)
                if not workers:
                    break
                await self._wait(workers)
                for host in [host for host, task in workers.items() if task.done()]:
                    workers.pop(host).result()
        finally:
            timer.cancel()
            for task in workers.values():
                task.cancel()
            await asyncio.gather(*workers.values(), return_exceptions=True)
        return self.tally

    def _start_workers(self, workers: dict[str, asyncio.Task[None]]) -> None:
        room = self._settings.concurrency * 2 - len(workers)
        for host in self._ledger.hosts_at_work(self._kinds()):
            if room <= 0:
                return
            if host not in workers and host not in self._left:
                workers[host] = asyncio.create_task(self._work(host))
                room -= 1

    async def _wait(self, workers: dict[str, asyncio.Task[None]]) -> None:
        """Until a worker is done or another host has something to do."""
        news = asyncio.create_task(self._news.wait())
        stop = asyncio.create_task(self._stop.wait())
        others: set[asyncio.Task[bool]] = {news} if self._stop.is_set() else {news, stop}
        try:
            await asyncio.wait({*workers.values(), *others}, return_when="FIRST_COMPLETED")
        finally:
            news.cancel()
            stop.cancel()

    async def _time_limit(self) -> None:
        if self._settings.max_seconds is not None:
            await asyncio.sleep(self._settings.max_seconds)
            self.tally.stopped_by = "time"
            self._stop.set()

    def _kinds(self) -> tuple[str, ...]:
        """Kinds of addresses that may still be asked for in this run."""
        settings = self._settings
        if settings.discover_only:
            return LISTS
        if settings.max_pages is not None and self.tally.articles >= settings.max_pages:
            self.tally.stopped_by = "pages"
            return ("part",)
        return (*LISTS, *PAGES)

    def _kinds_of(self, host: str) -> tuple[str, ...]:
        most = self._settings.max_pages_per_host
        kinds = self._kinds()
        if most is not None and self.tally.of(host).articles >= most:
            return tuple(kind for kind in kinds if kind == "part")
        return kinds

    async def _work(self, host: str) -> None:
        """Ask one host for one address after the other."""
        tally = self.tally.of(host)
        tally.busy = True
        try:
            while not self._stop.is_set():
                address = self._next(host)
                if address is None:
                    if not await self._rest(host):
                        return
                    continue
                if address.kind == "article" and not (address.tries or address.redirects):
                    self.tally.articles += 1
                    tally.articles += 1
                visit = await self._visitor.visit(address)
                if visit.failure is not None and self._closed(host):
                    return
                self._settle(visit, tally)
        except Stopped:
            return
        finally:
            tally.busy = False
            self._news.set()

    def _next(self, host: str) -> Address | None:
        return self._ledger.next_of(host, self._clock(), self._kinds_of(host))

    async def _rest(self, host: str) -> bool:
        """Wait for the host's next address to be ready; False if there is none worth waiting."""
        when = self._ledger.next_time(host, self._kinds_of(host))
        if when is None and self._kinds_of(host) == self._kinds():
            # Nothing more for this host, unless another one still finds something.
            return False
        if when is None or when - self._clock() > _HORIZON:
            self._left.add(host)
            return False
        await self._politeness.pause(max(0.001, when - self._clock()))
        return True

    def _settle(self, visit: Visit, tally: HostTally) -> None:
        self._settler.settle(visit)
        tally.requests += 1
        tally.bytes += len(visit.answer.wire) if visit.answer else 0
        tally.failures += visit.failure is not None
        tally.last = visit.failure.code if visit.failure else ""
        self._news.set()
        if self._watch is not None:
            self._watch(self.tally)

    def _closed(self, host: str) -> bool:
        """Whether the host is left for a later run: its addresses stay queued, with the reason."""
        gate = self._politeness.gate(host)
        if gate.closed is None:
            return False
        self._ledger.close_host(host, *gate.closed, gate.until)
        self._left.add(host)
        return True
