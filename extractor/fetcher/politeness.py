"""When a host may be asked again: one request at a time, a delay, and rests after trouble."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from extractor.fetcher import addresses
from extractor.fetcher.failures import FetchFailure, Stopped
from extractor.fetcher.settings import SHORTEST_DELAY, FetchSettings
from extractor.fetcher.vetting import AllowedHosts

# Permanent answers that speak of the host, not of the page, when they come in a row.
_HOST_SAYS_NO: Final = ("http-401", "http-403", "refused-address")


@dataclass(slots=True)
class Gate:
    """The way to one host (scheme, host and port).

    Attributes:
        ready: monotonic seconds from which the host may be asked.
        delay: seconds between the end of a request and the next.
        closed: code and message once the host is left for the next run; ``until`` (seconds
            since the epoch) if it said when.
    """

    delay: float
    ready: float = 0.0
    failures: int = 0
    timeouts: int = 0
    rests: int = 0
    closed: tuple[str, str] | None = None
    until: float | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Politeness:
    """Gates of all hosts, and the one way to pause that a stop can cut short.

    Args:
        stop: set once the user asks to stop.
        resumed: an earlier process may just have asked: wait a whole delay first.
    """

    def __init__(
        self,
        settings: FetchSettings,
        stop: asyncio.Event,
        *,
        resumed: bool = False,
        now: Callable[[], float] = time.monotonic,
        clock: Callable[[], float] = time.time,
        chance: random.Random | None = None,
    ) -> None:
        self._settings = settings
        self._stop = stop
        self._resumed = resumed
        self._now = now
        self._clock = clock
        self._chance = chance or random.Random()  # noqa: S311 -- spreads pauses, hides nothing
        self._own = AllowedHosts(settings.allow_hosts)
        self._gates: dict[str, Gate] = {}

    def gate(self, origin: str) -> Gate:
        """The gate of an origin ("https://a.id")."""
        if origin not in self._gates:
            own = self._own.allows(*addresses.host_and_port(origin))
            delay = self._settings.delay if own else max(self._settings.delay, SHORTEST_DELAY)
            first = self._now() + delay if self._resumed else 0.0
            self._gates[origin] = Gate(delay=delay, ready=first)
        return self._gates[origin]

    @asynccontextmanager
    async def turn(self, origin: str) -> AsyncIterator[Gate]:
        """The host's turn: waits for it, and starts the next delay when the request is over.

        Raises:
            Stopped: the run is stopping.
        """
        gate = self.gate(origin)
        async with gate.lock:
            while (wait := gate.ready - self._now()) > 0:
                await self.pause(wait)
            if self._stop.is_set():
                raise Stopped
            try:
                yield gate
            finally:
                spread = 1 + self._chance.uniform(0, self._settings.jitter)
                gate.ready = max(gate.ready, self._now() + gate.delay * spread)

    async def pause(self, seconds: float) -> None:
        """Sleep, unless the run stops.

        Raises:
            Stopped: it does.
        """
        try:
            async with asyncio.timeout(seconds):
                await self._stop.wait()
        except TimeoutError:
            return
        raise Stopped

    def crawl_delay(self, origin: str, seconds: float | None) -> None:
        """Take over the delay of robots.txt, if it is longer; close the host if it is too long."""
        gate = self.gate(origin)
        if seconds is None or gate.closed:
            return
        if seconds > self._settings.max_crawl_delay:
            message = f"robots.txt asks for {seconds:g} s between two pages"
            gate.closed = ("crawl-delay", message)
        elif seconds > gate.delay:
            gate.ready += seconds - gate.delay
            gate.delay = seconds

    def backoff(self, tries: int) -> float:
        """Seconds before the next try: at random, up to a bound that doubles."""
        bound = min(self._settings.backoff * 2 ** max(0, tries - 1), self._settings.max_backoff)
        return self._chance.uniform(bound / 2, bound)

    def worked(self, origin: str) -> None:
        """The host answered: its failures are forgotten."""
        gate = self.gate(origin)
        gate.failures = gate.timeouts = gate.rests = 0

    def failed(self, origin: str, failure: FetchFailure) -> None:
        """Count a failure of the host; obey Retry-After; rest, in the end close."""
        gate = self.gate(origin)
        if failure.retry_after is not None:
            self._obey(gate, failure.retry_after)
        if failure.again == "never" and failure.code not in _HOST_SAYS_NO:
            gate.failures = gate.timeouts = 0
            return
        if failure.code == "timeout":
            gate.timeouts += 1
        else:
            gate.failures += 1
        settings = self._settings
        worn = (
            gate.rests
            or gate.failures >= settings.breaker_failures
            or gate.timeouts >= settings.breaker_timeouts
        )
        if not worn:
            return
        if gate.rests >= settings.breaker_trials:
            message = f"the host fails again and again, last: {failure.message}"
            gate.closed = gate.closed or ("host-failing", message)
            return
        gate.ready = max(gate.ready, self._now() + settings.breaker_pause * 2**gate.rests)
        gate.rests += 1

    def _obey(self, gate: Gate, seconds: float) -> None:
        if seconds > self._settings.max_retry_after:
            gate.until = self._clock() + seconds
            message = f"the host asked to be left alone for {seconds:.0f} s"
            gate.closed = gate.closed or ("host-deferred", message)
        else:
            gate.ready = max(gate.ready, self._now() + seconds)
