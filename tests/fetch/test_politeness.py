"""Manners as the server's own log shows them: one request a host, pauses, rests, Retry-After."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise

from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.politeness import Politeness
from tests.fetch.conftest import HOSTS, Run, settings
from tests.fetch.server import Hit, Server, article, reply


def gaps(hits: list[Hit]) -> list[float]:
    """Seconds from the end of each answer to the next request."""
    return [after.at - before.done for before, after in pairwise(hits)]


def test_one_connection_and_a_delay_for_each_host(run: Run) -> None:
    with Server(lambda hit: article(hit.path + hit.host), HOSTS[:5]) as server:
        urls = [server.url(f"/berita/{n}", host) for n in range(8) for host in HOSTS[:5]]
        began = time.monotonic()
        summary = run(*urls, delay=0.1, allow_hosts=HOSTS)
        took = time.monotonic() - began
        assert summary.articles == 40
        for host in HOSTS[:5]:
            hits = [hit for hit in server.log if hit.host == host]
            assert server.peaks[host] == 1
            assert min(gaps(hits)) >= 0.095
        # Five hosts side by side take about as long as one: 9 requests, 8 pauses.
        assert took < 0.1 * 9 * 3


def test_nobody_elses_host_is_asked_more_than_once_a_second() -> None:
    async def delays() -> tuple[float, float]:
        manners = Politeness(settings(delay=0.0), asyncio.Event())
        return manners.gate("http://127.0.0.1").delay, manners.gate("https://banten.id").delay

    assert asyncio.run(delays()) == (0.0, 1.0)


def test_retry_after_stops_the_host_not_only_the_page(run: Run) -> None:
    def route(hit: Hit) -> bytes | str | None:
        if hit.route == "/robots.txt":
            return None
        if hit.route == "/berita/1" and hit.number == 1:
            return reply("sibuk", "Retry-After: 1", status="429 Too Many Requests")
        return article(hit.path)

    with Server(route) as server:
        summary = run(*(server.url(f"/berita/{number}") for number in (1, 2, 3)))
        first, *others = server.hits("/berita/*")
        assert summary.articles == 3
        assert min(hit.at for hit in others) - first.done >= 1.0


def test_retry_after_forms(run: Run, bad: Server) -> None:
    for form in ("secs", "date", "garbage", "negative", "past"):
        assert run(bad.url(f"/retry-after/{form}")).rejects == {}
        first, second = bad.hits(f"/retry-after/{form}")
        waited = second.at - first.done
        assert waited >= {"secs": 1.0, "date": 1.0}.get(form, 0.02), form
        assert waited < 3


def test_a_host_that_asks_for_too_much_time_is_left_and_said_so(run: Run, bad: Server) -> None:
    began = time.monotonic()
    summary = run(bad.url("/retry-after/huge"), bad.url("/article/1"))
    assert time.monotonic() - began < 3
    assert summary.rejects == {"host-deferred": 2}
    (host,) = summary.hosts.values()
    assert host["left"] == "host-deferred"
    assert host["until"] is not None
    # The next run keeps the appointment: it asks for nothing.
    asked = len(bad.log)
    assert run(bad.url("/article/1")).rejects == {"host-deferred": 2}
    assert len(bad.log) == asked


def test_only_what_can_pass_is_tried_again(run: Run, bad: Server) -> None:
    summary = run(
        bad.url("/flaky/2/k"), bad.url("/flaky/9/k"), bad.url("/status/404"),
        bad.url("/status/403"), bad.url("/truncated-gzip"), breaker_failures=50,
    )  # fmt: skip
    routes = ("/flaky/2/k", "/flaky/9/k", "/status/404", "/status/403", "/truncated-gzip")
    assert [len(bad.hits(route)) for route in routes] == [3, 4, 1, 1, 4]
    assert summary.rejects == {"http-503": 1, "http-404": 1, "http-403": 1, "truncated": 1}


def test_a_host_that_only_fails_gets_rest_and_is_left(run: Run, bad: Server) -> None:
    summary = run(*(bad.url(f"/reset/{number}") for number in range(50)))
    assert len(bad.hits("/reset/*")) <= 10
    assert summary.rejects == {"host-failing": 50}


def test_a_host_that_refuses_every_page_is_left(run: Run) -> None:
    def route(hit: Hit) -> bytes | None:
        return None if hit.route == "/robots.txt" else reply("tidak", status="403 Forbidden")

    with Server(route) as server:
        summary = run(*(server.url(f"/berita/{number}") for number in range(50)))
        assert len(server.hits("/berita/*")) <= 10
    assert summary.rejects["host-failing"] >= 40


def test_slow_pages_do_not_hide_the_good_one(run: Run, bad: Server) -> None:
    urls = [bad.url(f"/silent?{number}") for number in range(12)]
    summary = run(*urls, bad.url("/article/1"), read_timeout=0.1, total_timeout=0.2, max_tries=1)
    assert summary.articles == 1
    assert summary.rejects == {"timeout": 12}


def test_backoff_grows_at_random_within_its_bound() -> None:
    async def pauses() -> list[float]:
        manners = Politeness(settings(backoff=1.0, max_backoff=5.0), asyncio.Event())
        return [manners.backoff(tries) for tries in (1, 2, 3, 9)]

    for pause, bound in zip(asyncio.run(pauses()), (1, 2, 4, 5), strict=True):
        assert bound / 2 <= pause <= bound


def test_rests_get_longer_and_success_ends_them() -> None:
    async def rests() -> tuple[list[int], int, object]:
        manners = Politeness(settings(breaker_failures=2, breaker_trials=2), asyncio.Event())
        host = "http://127.0.0.1"
        failure = FetchFailure("connection", "no")
        seen = []
        for _ in range(3):
            manners.failed(host, failure)
            seen.append(manners.gate(host).rests)
        manners.worked(host)
        after = manners.gate(host).rests
        for _ in range(4):
            manners.failed(host, failure)
        return seen, after, manners.gate(host).closed

    seen, after, closed = asyncio.run(rests())
    assert (seen, after) == ([0, 1, 2], 0)
    assert closed is not None
