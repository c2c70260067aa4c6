"""One exchange under guards: deadlines, limits, lengths, framing, names of failures."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import psutil
import pytest

from extractor.fetcher.client import Answer, Client
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.judging import accept_type
from tests.fetch import misbehaving
from tests.fetch.conftest import settings
from tests.fetch.server import Server, article
from tests.fetch.tls import server_context

MEBIBYTE = 1 << 20


def get(server: Server, path: str, **changes: float) -> Answer:
    async def ask() -> Answer:
        async with Client(settings(**changes)) as client:
            return await client.get(server.url(path), accept=accept_type)

    return asyncio.run(ask())


def failure_of(server: Server, path: str, **changes: float) -> FetchFailure:
    with pytest.raises(FetchFailure) as caught:
        get(server, path, **changes)
    return caught.value


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/truncated-gzip", "truncated"),
        ("/truncated-br", "truncated"),
        ("/length-long", "truncated"),
        ("/cut-chunk", "truncated"),
        ("/no-last-chunk", "truncated"),
        ("/reset-mid", "truncated"),
        ("/length-negative", "protocol"),
        ("/length-twice", "protocol"),
        ("/bad-chunk", "protocol"),
        ("/garbage", "protocol"),
        ("/http09", "protocol"),
        ("/status-line", "protocol"),
        ("/header-bomb", "protocol"),
        ("/header-long", "protocol"),
        ("/header-nul", "protocol"),
        ("/reset", "connection"),
        ("/encoded/unknown", "encoding"),
        ("/encoded/lie", "encoding"),
        ("/bomb/nested20", "encoding"),
        ("/ctype/pdf", "not-html"),
        ("/ctype/image", "not-html"),
        ("/ctype/json", "not-html"),
        ("/ctype/plain", "not-html"),
    ],
)
def test_failures_have_their_names(bad: Server, path: str, code: str) -> None:
    assert failure_of(bad, path).code == code


@pytest.mark.parametrize(
    "path", ["/length-none", "/http10", "/ctype/none", "/ctype/bad", "/ctype/lie"]
)
def test_odd_but_whole_pages_are_taken(bad: Server, path: str) -> None:
    assert get(bad, path).body.endswith(b"</html>")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "brgzip"])
def test_codings(bad: Server, coding: str) -> None:
    answer = get(bad, f"/encoded/{coding}")
    assert answer.body == misbehaving.PAGE.encode()
    assert answer.wire != answer.body


@pytest.mark.parametrize("path", ["/slowloris", "/slow-headers", "/stall", "/silent"])
def test_deadlines_end_what_drips_and_leave_the_pool_alive(bad: Server, path: str) -> None:
    async def ask() -> tuple[str, float, bytes]:
        async with Client(settings(total_timeout=0.8)) as client:
            began = time.monotonic()
            with pytest.raises(FetchFailure) as caught:
                await client.get(bad.url(path))
            took = time.monotonic() - began
            return caught.value.code, took, (await client.get(bad.url("/article/1"))).body

    code, took, body = asyncio.run(ask())
    assert code == "timeout"
    assert took < 0.8 + 1
    assert body == misbehaving.PAGE.encode()


def test_a_good_page_behind_twelve_slow_ones(bad: Server) -> None:
    async def ask() -> list[object]:
        limits = settings(concurrency=2, total_timeout=0.3, read_timeout=5)
        async with Client(limits) as client:
            slow = [client.get(bad.url(f"/slow-headers?{number}")) for number in range(12)]
            good = client.get(bad.url("/article/1"))
            return list(await asyncio.gather(*slow, good, return_exceptions=True))

    *slow, good = asyncio.run(ask())
    assert all(isinstance(each, FetchFailure) and each.code == "timeout" for each in slow)
    assert isinstance(good, Answer)


@pytest.mark.parametrize("kind", ["huge", "gzip", "deflate", "br", "zstd", "gzipgzip"])
def test_bombs_are_refused_in_little_memory(bad: Server, kind: str) -> None:
    get(bad, "/article/1")
    process = psutil.Process()
    before = process.memory_info().rss
    failure = failure_of(bad, f"/bomb/{kind}", max_body_bytes=MEBIBYTE, total_timeout=20)
    assert failure.code == "too-large"
    assert str(MEBIBYTE) in failure.message
    assert process.memory_info().rss - before < 50 * MEBIBYTE


@pytest.mark.parametrize("path", ["/big", "/big-chunked"])
def test_endless_bodies_are_cut_at_the_limit(bad: Server, path: str) -> None:
    began = time.monotonic()
    failure = failure_of(bad, path, max_wire_bytes=MEBIBYTE, total_timeout=20)
    assert failure.code == "too-large"
    assert time.monotonic() - began < 5


def test_a_length_that_is_too_short_shows_in_the_page(bad: Server) -> None:
    assert not get(bad, "/length-short").body.endswith(b"</html>")


def test_robots_may_be_cut_instead_of_refused(bad: Server) -> None:
    async def ask() -> Answer:
        async with Client(settings()) as client:
            return await client.get(bad.url("/bomb/gzip"), limit=1000, cut=True)

    assert len(asyncio.run(ask()).body) == 1000


def test_certificates_are_checked(tmp_path: Path) -> None:
    with Server(lambda _hit: article(), tls=server_context(tmp_path)) as server:
        assert failure_of(server, "/").code == "tls"
        assert server.log == []


def test_who_asks_is_said(bad: Server) -> None:
    get(bad, "/article/1")
    agent = bad.log[0].headers["user-agent"]
    assert agent.startswith("award-extractor/")
    assert agent.endswith("(+https://example.org/bot)")
    assert "cookie" not in bad.log[0].headers


def test_a_proxy_of_the_environment_is_not_used(
    bad: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.2:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.2:9")
    assert get(bad, "/article/1").status == 200
