"""Addresses as sources: pages fetched one after the other, when they are asked for."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from extractor.fetcher.fetch import Tools
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.libraries import needed
from extractor.fetcher.reporting import FetchReject, rejects_of
from extractor.fetcher.rows import Address
from extractor.fetcher.seeds import Seed, seed_of
from extractor.fetcher.selection import Selection
from extractor.fetcher.session import Session, enter_seeds, opened
from extractor.fetcher.settings import FetchSettings
from extractor.fetcher.settling_lists import NO_ARTICLE
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
    with PageReader(settings=settings, tools=tools) as reader:
        for url in urls:
            yield from reader.read(url)


class PageReader:
    """What ``pages`` does, address by address; all share one robots.txt and one pace a host.

    Raises:
        MissingExtraError: a library that fetching needs is not installed.
    """

    def __init__(
        self, *, settings: FetchSettings | None = None, tools: Tools | None = None
    ) -> None:
        needed("protego")
        self._tools = tools or Tools()
        given = settings or FetchSettings()
        limits = {"max_pages": given.max_pages or MAX_LISTED, "max_depth": 1}
        self._settings = given.model_copy(update=limits)
        self._told: set[tuple[int, str]] = set()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        tools = self._tools
        with ExitStack() as stack:
            place = stack.enter_context(tempfile.TemporaryDirectory(prefix="award-extractor-"))
            self._folder = Path(place)
            self._ledger = Ledger(None)
            stack.callback(self._ledger.close)
            self._loop = stack.enter_context(asyncio.Runner())
            inside = AsyncExitStack()
            stack.callback(lambda: self._loop.run(inside.aclose()))
            self._session: Session = self._loop.run(
                inside.enter_async_context(
                    opened(
                        self._folder, self._ledger, Selection(), self._settings,
                        patterns=tools.patterns, publishers=tools.publishers,
                        resolver=tools.resolver, clock=tools.clock,
                    )
                )
            )  # fmt: skip
            self._open = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def read(self, url: str) -> Iterator[Page | Reject]:
        """The pages of one address; nothing for what an earlier one has given already."""
        seed = seed_of(url, self._tools.patterns)
        self._enter(seed)
        self._loop.run(self._session.crawl(self._tools.watch).run())
        entered = self._ledger.find(seed.url)
        if entered is None:
            return
        last = _end(self._ledger, entered)
        found = [last] if last.kind == "article" else self._listed(seed)
        rejects = {reject.url: reject for reject in rejects_of(self._ledger)}
        left = self._leave_the_rest(rejects)
        for address in found:
            named = seed.named if address.id == last.id else address.url
            if self._is_new(address, named):
                yield from self._told_of(address, named, rejects.get(address.url))
        if last.kind != "article" and self._is_new(last, seed.named):
            yield from _said_of_list(seed.named, last, rejects.get(last.url), found, left)

    def _is_new(self, address: Address, named: str) -> bool:
        """Whether it was not told before: an article once, a failure once for each name."""
        key = (address.id, "" if address.state == "stored" else named)
        before = len(self._told)
        self._told.add(key)
        return len(self._told) > before

    def _enter(self, seed: Seed) -> None:
        """Put an address into the queue, also one that a list named and that was left out."""
        enter_seeds(self._ledger, [seed])
        known = self._ledger.find(seed.url)
        if known is not None and known.state == "skipped":
            self._ledger.update(known.id, state="queued", code=None, via=None, seed=seed.named)

    def _listed(self, seed: Seed) -> list[Address]:
        """The articles of a list that were asked for, or that their host kept from being so."""
        of_seed = "seed = ? AND kind = 'article' AND state IN ('stored', 'failed', 'queued')"
        closed = self._ledger.closed_hosts()
        return [
            address
            for address in self._ledger.select(f"{of_seed} ORDER BY id", seed.named)
            if address.state != "queued" or address.host in closed
        ]

    def _leave_the_rest(self, rejects: Mapping[str, FetchReject]) -> int:
        """Take what a limit left over out of the queue, so that the next address is the next."""
        left = [each for each in self._ledger.select("state = 'queued'") if each.kind == "article"]
        self._ledger.execute("UPDATE addresses SET state = 'skipped' WHERE state = 'queued'")
        return sum(each.url not in rejects for each in left)

    def _told_of(
        self, address: Address, named: str, reject: FetchReject | None
    ) -> Iterator[Page | Reject]:
        if address.state != "stored":
            yield _reject(named, reject, address)
            return
        for page in pages_of(self._ledger, self._folder, named, address):
            yield page.model_copy(update={"source": named})


def _reject(named: str, reject: FetchReject | None, address: Address) -> Reject:
    """Why an address gives no page."""
    if reject is not None:
        code, message = reject.code, reject.message
    else:
        code, message = address.code or "not-fetched", address.message or "was not fetched"
    return Reject(source=named, stage="fetch", code=code, message=message)


def _said_of_list(
    named: str, last: Address, reject: FetchReject | None, found: Sequence[Address], left: int
) -> Iterator[Reject]:
    """What a list does not give: itself if it could not be read, articles, all its articles."""
    if last.state != "listed":
        yield _reject(named, reject, last)
    elif left:
        message = f"{left} more articles on the list were left; `fetch` takes them all"
        yield Reject(source=named, stage="fetch", code="more-listed", message=message)
    elif not found and (not last.notes or "urls:" not in last.notes or NO_ARTICLE in last.notes):
        message = "the list names no article"
        yield Reject(source=named, stage="fetch", code="no-articles", message=message)


def _end(ledger: Ledger, address: Address) -> Address:
    """Where an address led in the end: through redirects and canonical forms."""
    seen: set[int] = set()
    while address.state in ("moved", "folded") and address.target and address.id not in seen:
        seen.add(address.id)
        address = ledger.get(address.target)
    return address
