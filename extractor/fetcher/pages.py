"""Addresses as sources: pages fetched one after the other, when they are asked for."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

from extractor.fetcher.fetch import Tools
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.reporting import rejects_of
from extractor.fetcher.rows import Address
from extractor.fetcher.seeds import Seed, seed_of
from extractor.fetcher.selection import Selection
from extractor.fetcher.session import Session, enter_seeds, opened
from extractor.fetcher.settings import FetchSettings
from extractor.fetcher.stored import pages_of
from extractor.models import Page, Reject

# An address that turns out to be a list gives at most so many articles.
MAX_LISTED = 100


def pages(
    urls: Iterable[str],
    *,
    settings: FetchSettings | None = None,
    tools: Tools | None = None,
) -> Iterator[Page | Reject]:
    """The page of each address, fetched politely when it is asked for, in order.

    A paged article comes as one page, a light copy as its canonical form, a list (index, tag,
    feed, sitemap) as the articles on it. What gives no page comes as a reject. ``source`` is
    the address as named, for articles of a list their own. Nothing is kept on the disk.
    """
    tools = tools or Tools()
    settings = settings or FetchSettings()
    limits = {"max_pages": settings.max_pages or MAX_LISTED, "max_depth": 1}
    with tempfile.TemporaryDirectory(prefix="award-extractor-") as place, asyncio.Runner() as loop:
        folder = Path(place)
        ledger = Ledger(None)
        stack = AsyncExitStack()
        session = loop.run(
            stack.enter_async_context(
                opened(
                    folder, ledger, Selection(), settings.model_copy(update=limits),
                    patterns=tools.patterns, publishers=tools.publishers,
                    resolver=tools.resolver, clock=tools.clock,
                )
            )
        )  # fmt: skip
        try:
            told: set[int] = set()
            for url in urls:
                seed = seed_of(url, tools.patterns)
                yield from _pages(seed, session, folder, loop, told)
        finally:
            loop.run(stack.aclose())
            ledger.close()


def _pages(
    seed: Seed, session: Session, folder: Path, loop: asyncio.Runner, told: set[int]
) -> Iterator[Page | Reject]:
    ledger = session.ledger
    enter_seeds(ledger, [seed])
    loop.run(session.crawl().run())
    entered = ledger.find(seed.url)
    if entered is None:
        return
    last = _end(ledger, entered)
    found = [last] if last.kind == "article" else []
    if last.kind != "article":
        found = list(ledger.select("seed = ? AND kind = 'article' ORDER BY id", seed.named))
    rejects = {reject.url: reject for reject in rejects_of(ledger)}
    for address in found:
        if address.id in told:
            continue
        told.add(address.id)
        named = seed.named if address.id == last.id else address.url
        if address.state == "stored":
            for page in pages_of(ledger, folder, named, address):
                yield page.model_copy(update={"source": named})
        elif address.url in rejects:
            reject = rejects[address.url]
            yield Reject(source=named, stage="fetch", code=reject.code, message=reject.message)
    if not found and last.url in rejects:
        reject = rejects[last.url]
        yield Reject(source=seed.named, stage="fetch", code=reject.code, message=reject.message)


def _end(ledger: Ledger, address: Address) -> Address:
    """Where an address led in the end: through redirects and canonical forms."""
    seen: set[int] = set()
    while address.state in ("moved", "folded") and address.target and address.id not in seen:
        seen.add(address.id)
        address = ledger.get(address.target)
    return address
