"""robots.txt by RFC 9309: fetched once a day, obeyed always."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from extractor.fetcher import addresses
from extractor.fetcher.client import PRODUCT, Answer, Client
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.libraries import needed
from extractor.fetcher.politeness import Politeness
from extractor.fetcher.retry_after import retry_after
from extractor.fetcher.settings import FetchSettings

if TYPE_CHECKING:
    from protego import Protego

MAX_BYTES: Final = 512_000
MAX_HOPS: Final = 5


class StoredRobots(NamedTuple):
    """A robots.txt as kept: its text (empty where there is none) and when it was fetched."""

    text: str
    fetched: float


class RobotsStore(Protocol):
    """Where robots.txt texts are kept between runs."""

    def robots(self, origin: str) -> StoredRobots | None: ...

    def keep_robots(self, origin: str, stored: StoredRobots) -> None: ...


class Robots:
    """What each host allows; the rules of an origin are fetched before its first page."""

    def __init__(
        self,
        client: Client,
        politeness: Politeness,
        store: RobotsStore,
        settings: FetchSettings,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._politeness = politeness
        self._store = store
        self._settings = settings
        self._clock = clock
        self._rules: dict[str, Protego] = {}

    async def check(self, url: str) -> None:
        """Return if the address may be fetched.

        Raises:
            FetchFailure: ``robots`` where it is disallowed, ``robots-unreachable`` where nobody
                can know, ``crawl-delay`` where the host asks for too much.
        """
        origin = addresses.origin(url)
        rules = await self._rules_of(origin)
        gate = self._politeness.gate(origin)
        if gate.closed:
            raise FetchFailure(*gate.closed)
        if not rules.can_fetch(url, PRODUCT):
            raise FetchFailure("robots", "robots.txt does not allow it")

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """Sitemaps that the origin's robots.txt names."""
        rules = await self._rules_of(addresses.origin(url))
        return tuple(rules.sitemaps)

    async def _rules_of(self, origin: str) -> Protego:
        if origin not in self._rules:
            rules: Protego = needed("protego").Protego.parse(await self._text(origin))
            self._rules[origin] = rules
            delay = rules.crawl_delay(PRODUCT)
            rate = rules.request_rate(PRODUCT)
            asked = [delay, rate.seconds / rate.requests if rate and rate.requests else None]
            given = [seconds for seconds in asked if seconds is not None]
            self._politeness.crawl_delay(origin, max(given) if given else None)
        return self._rules[origin]

    async def _text(self, origin: str) -> str:
        """The text in force: a fresh copy, else fetched, else the old copy.

        Raises:
            FetchFailure: ``robots-unreachable``: the host cannot say, so nothing is allowed.
        """
        stored = self._store.robots(origin)
        if stored and 0 <= self._clock() - stored.fetched < self._settings.robots_ttl:
            return stored.text
        tries = 0
        while True:
            tries += 1
            try:
                text = await self._fetched(origin)
            except FetchFailure as failure:
                if stored:
                    return stored.text
                again = failure.again == "now" and tries < self._settings.max_tries
                gate = self._politeness.gate(origin)
                if not again or gate.closed:
                    message = f"robots.txt gives no answer ({failure.message})"
                    gate.closed = ("robots-unreachable", message)
                    raise FetchFailure(*gate.closed) from failure
                await self._politeness.pause(self._politeness.backoff(tries))
            else:
                self._store.keep_robots(origin, StoredRobots(text, self._clock()))
                return text

    async def _fetched(self, origin: str) -> str:
        """The text after redirects, empty where the host has none (any 4xx).

        Raises:
            FetchFailure: no answer, a 5xx or 429, or too many redirects.
        """
        url = f"{origin}/robots.txt"
        for _ in range(MAX_HOPS + 1):
            place = addresses.origin(url)
            async with self._politeness.turn(place):
                try:
                    answer = await self._client.get(url, limit=MAX_BYTES, cut=True)
                except FetchFailure as failure:
                    self._politeness.failed(place, failure)
                    raise
            if answer.status in (301, 302, 303, 307, 308):
                url = addresses.clean(answer.header("location"), url)
            elif answer.status == 429 or answer.status >= 500:
                self._refuse(place, answer)
            else:
                return text_of(answer.body) if answer.status < 300 else ""
        raise FetchFailure("redirect-limit", f"more than {MAX_HOPS} redirects")

    def _refuse(self, origin: str, answer: Answer) -> None:
        wait = retry_after(answer.header("retry-after"), self._clock())
        failure = FetchFailure(
            f"http-{answer.status}",
            f"HTTP {answer.status}",
            status=answer.status,
            retry_after=wait,
        )
        self._politeness.failed(origin, failure)
        raise failure


def text_of(body: bytes) -> str:
    """The rules as text: byte order mark and NULs away, a line cut at the limit left out."""
    text = body.decode("utf-8-sig", errors="replace").replace("\x00", "")
    if len(body) >= MAX_BYTES:
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1]
    return text
