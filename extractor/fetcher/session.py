"""One open fetch folder: index, archive, client and manners, joined to a crawl."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

from extractor.errors import SourceError
from extractor.fetcher import addresses
from extractor.fetcher.client import Client, user_agent
from extractor.fetcher.crawl import Crawl, Watcher
from extractor.fetcher.desk import Desk
from extractor.fetcher.failures import when_again
from extractor.fetcher.keeping import Keeper
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.libraries import needed
from extractor.fetcher.patterns import FetchPatterns
from extractor.fetcher.politeness import Politeness
from extractor.fetcher.publishers import Publishers
from extractor.fetcher.robots import Robots
from extractor.fetcher.seeds import Seed
from extractor.fetcher.selection import Selection
from extractor.fetcher.settings import FetchSettings
from extractor.fetcher.settling import Settler
from extractor.fetcher.vetting import Resolver
from extractor.fetcher.visiting import Visitor

INDEX: Final = "fetch.db"
LOCK: Final = "fetch.lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep every other fetch out of the folder; the lock dies with the process.

    Raises:
        SourceError: another fetch is at work there.
    """
    base = sqlite3.connect(folder / LOCK, isolation_level=None, timeout=0)
    try:
        try:
            base.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise SourceError("trouble-fetch-in-use", path=folder) from error
        yield
    finally:
        base.close()


def enter_seeds(ledger: Ledger, seeds: Iterable[Seed]) -> None:
    """Put the seeds into the index; a bad one is a failed address with its reason."""
    with ledger.transaction():
        for seed in seeds:
            if seed.problem is not None:
                ledger.add(
                    seed.url, "", "article", seed.named, state="failed",
                    code=seed.problem.code, message=seed.problem.message,
                )  # fmt: skip
                continue
            ledger.add(
                seed.url, addresses.origin(seed.url), seed.kind, seed.named, site=seed.site,
                themed=int(seed.themed), template=seed.template, page=seed.page,
            )  # fmt: skip


def begin_run(ledger: Ledger, selection: Selection, settings: FetchSettings, now: float) -> None:
    """Put back into the queue what a new run should look at again.

    A run that was cut short goes on where it was. After a whole one: failures that another
    request can mend, lists that are old, all pages if they are to be refreshed.
    """
    with ledger.transaction():
        ledger.reopen_hosts(now)
        for address in ledger.select("state = 'skipped' AND kind = 'article' AND fetched IS NULL"):
            themed = bool(address.themed)
            code = selection.refusal(
                address.url, address.title or "", address.published, themed=themed
            )
            if code != address.code:
                ledger.update(address.id, code=code, state="skipped" if code else "queued")
        ledger.execute(
            "UPDATE addresses SET state = 'queued', code = NULL"
            " WHERE state = 'skipped' AND code = 'depth' AND page <= ?",
            settings.max_depth,
        )
        if ledger.note("state") == "running":
            return
        for address in ledger.select("state = 'failed' AND code IS NOT NULL AND host != ''"):
            if when_again(address.code or "") != "never":
                ledger.update(address.id, state="queued", tries=0, not_before=0)
        ledger.execute(
            "UPDATE addresses SET state = 'queued' WHERE state = 'listed' AND fetched <= ?"
            " AND (via IS NULL OR kind = 'sitemap')",
            now if settings.refresh else now - settings.relist,
        )
        if settings.refresh:
            ledger.execute(
                "UPDATE addresses SET state = 'queued', tries = 0 WHERE state = 'stored'"
            )
        ledger.set_note("state", "running")


def about(settings: FetchSettings) -> dict[str, str]:
    """The lines of a warcinfo record."""
    agent = user_agent(settings.contact)
    return {
        "software": agent.partition(" ")[0],
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey",
        "http-header-user-agent": agent,
        "operator": settings.contact or "",
    }


class Session:
    """What a crawl needs, open. Made by ``opened``."""

    def __init__(
        self,
        ledger: Ledger,
        politeness: Politeness,
        visitor: Visitor,
        settler: Settler,
        settings: FetchSettings,
        stop: asyncio.Event,
        clock: Callable[[], float],
    ) -> None:
        self.ledger = ledger
        self.stop = stop
        self._politeness = politeness
        self._visitor = visitor
        self._settler = settler
        self._settings = settings
        self._clock = clock

    def crawl(self, watch: Watcher | None = None) -> Crawl:
        """A crawl through what is queued now."""
        return Crawl(
            self.ledger, self._visitor, self._settler, self._politeness, self._settings,
            stop=self.stop, watch=watch, clock=self._clock,
        )  # fmt: skip


@asynccontextmanager
async def opened(
    folder: Path,
    ledger: Ledger,
    selection: Selection,
    settings: FetchSettings,
    *,
    patterns: FetchPatterns,
    publishers: Publishers,
    resolver: Resolver | None = None,
    clock: Callable[[], float] = time.time,
) -> AsyncIterator[Session]:
    """A session on a folder, closed at the end whatever happens.

    Raises:
        MissingExtraError: a library that fetching needs is not installed.
    """
    needed("protego")
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        keeper = stack.enter_context(Keeper(folder, ledger, about(settings)))
        client = await stack.enter_async_context(Client(settings, resolver=resolver, clock=clock))
        resumed = ledger.note("asked") is not None
        politeness = Politeness(settings, stop, resumed=resumed, clock=clock)
        ledger.set_note("asked", "yes")
        robots = Robots(client, politeness, ledger, settings, clock)
        visitor = Visitor(client, robots, politeness, patterns, settings, clock)
        desk = Desk(
            ledger, keeper, selection, settings, patterns, publishers, clock, started=clock()
        )
        settler = Settler(desk, politeness.backoff)
        yield Session(ledger, politeness, visitor, settler, settings, stop, clock)
