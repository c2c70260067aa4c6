"""One visit to one address: robots.txt, the host's turn, the request, and what the answer is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from extractor.fetcher import decoding
from extractor.fetcher.client import Answer, Client
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.judging import Judged, accept_type, judge, redirect_of
from extractor.fetcher.patterns import FetchPatterns
from extractor.fetcher.politeness import Politeness
from extractor.fetcher.robots import Robots
from extractor.fetcher.rows import Address
from extractor.fetcher.selection import same_site
from extractor.fetcher.settings import FetchSettings

ROBOTS_PATH = "/robots.txt"


@dataclass(slots=True)
class Visit:
    """What a visit gave: one of ``failure``, ``redirect``, ``unchanged``, ``judged``.

    None of them where only the ``sitemaps`` that robots.txt names were asked for. ``answer`` is
    there whenever there was one; ``body`` its decoded page.
    """

    address: Address
    answer: Answer | None = None
    body: bytes = b""
    failure: FetchFailure | None = None
    redirect: str | None = None
    unchanged: bool = False
    judged: Judged | None = None
    sitemaps: tuple[str, ...] = field(default=())


class Visitor:
    """Visits addresses; knows nothing of index and archive."""

    def __init__(
        self,
        client: Client,
        robots: Robots,
        politeness: Politeness,
        patterns: FetchPatterns,
        settings: FetchSettings,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._robots = robots
        self._politeness = politeness
        self._patterns = patterns
        self._settings = settings
        self._clock = clock

    async def visit(self, address: Address) -> Visit:
        """Ask for an address once.

        Raises:
            Stopped: the run is stopping and nothing was asked.
        """
        visit = Visit(address)
        try:
            if address.kind == "sitemap" and address.url.endswith(ROBOTS_PATH):
                visit.sitemaps = await self._robots.sitemaps(address.url)
                return visit
            await self._robots.check(address.url)
            async with self._politeness.turn(address.host):
                visit.answer = await self._ask(address)
            self._read(visit, visit.answer)
        except FetchFailure as failure:
            visit.failure = failure.bare()
            if visit.answer is not None or failure.code not in _BEFORE_ASKING:
                self._politeness.failed(address.host, failure)
        else:
            self._politeness.worked(address.host)
        return visit

    async def _ask(self, address: Address) -> Answer:
        validators = {}
        if address.etag:
            validators["If-None-Match"] = address.etag
        if address.last_modified:
            validators["If-Modified-Since"] = address.last_modified
        is_list = address.kind in ("sitemap", "feed")
        limit = self._settings.max_sitemap_bytes if is_list else self._settings.max_body_bytes
        return await self._client.get(
            address.url, limit=limit, validators=validators, accept=accept_type
        )

    def _read(self, visit: Visit, answer: Answer) -> None:
        address = visit.address
        visit.body = answer.body
        target = redirect_of(answer, address, self._patterns, self._settings.max_redirects)
        if target is not None:
            words = self._patterns.address
            if address.via is not None and not same_site(target, address.url, words.second_level):
                message = f"sent to another site: {target[:120]}"
                raise FetchFailure("off-site", message, status=answer.status)
            visit.redirect = target
        elif answer.status == 304 and address.digest is not None:
            visit.unchanged = True
        else:
            visit.body = decoding.unpacked(answer.body, self._settings.max_sitemap_bytes)
            visit.judged = judge(answer, visit.body, self._patterns, self._clock())


_BEFORE_ASKING = ("robots", "robots-unreachable", "crawl-delay", "host-deferred", "host-failing")
