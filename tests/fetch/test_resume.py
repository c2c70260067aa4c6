"""Killed, stopped, started again: nothing twice, nothing lost, the archive readable, and fast."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import pytest

from extractor.fetcher import FetchSettings, stored_pages
from extractor.fetcher.ledger import Ledger
from tests.conftest import ROOT
from tests.fetch import misbehaving
from tests.fetch.conftest import HOSTS, Run, settings
from tests.fetch.server import Hit, Reply, Server, article

ArchiveIterator: Any = import_module("warcio.archiveiterator").ArchiveIterator
PER_HOST = 100
PER_LIST = 25
KILLS = 10
DELAY = 0.2


def big_site(hit: Hit) -> str | None:
    """On each host an index of four pages with 25 articles each."""
    if hit.route == "/indeks":
        page = int(hit.path.partition("page=")[2] or 1)
        first = (page - 1) * PER_LIST
        links = "".join(
            f'<a href="/berita/{number}/kabupaten-ke-{number}-raih-nilai">Berita {number}</a>'
            for number in range(first, first + PER_LIST)
        )
        onward = f'<a href="/indeks?page={page + 1}">lagi</a>' if page * PER_LIST < PER_HOST else ""
        return f"<html><head><title>Indeks</title></head>{links}{onward}</html>"
    if hit.route.startswith("/berita/"):
        return article(f"Berita {hit.route}", f"Isi dari {hit.host}{hit.route}. " * 20)
    return None


@contextmanager
def child(seeds: list[str], into: Path, how: FetchSettings) -> Iterator[subprocess.Popen[bytes]]:
    """A fetch of these seeds in a process of its own."""
    call = {
        "seeds": seeds,
        "into": str(into / "run"),
        "settings": how.model_dump(),
    }
    described = into / "call.json"
    described.write_text(json.dumps(call), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.fetch.child", str(described)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def indexes(server: Server, hosts: tuple[str, ...]) -> list[str]:
    return [server.url("/indeks", host) for host in hosts]


def finished(process: subprocess.Popen[bytes], status: int = 0) -> dict[str, Any]:
    """The summary of a fetch that came to its end."""
    out, err = process.communicate(timeout=100)
    assert process.returncode == status, err.decode()
    summary: dict[str, Any] = json.loads(out)
    return summary


def read_whole(folder: Path) -> Counter[str]:
    """Addresses of all stored pages by a reader of others; every record is read to its end."""
    found: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.content_stream().read()
                if record.rec_type == "response" and "trail" not in path.name:
                    found[record.rec_headers.get_header("WARC-Target-URI")] += 1
    return found


def test_2000_pages_killed_ten_times(tmp_path: Path) -> None:
    how = settings(delay=DELAY, jitter=0.0, allow_hosts=HOSTS, total_timeout=20, read_timeout=20)
    folder = tmp_path / "run"
    with Server(big_site, HOSTS) as server:
        for kill in range(KILLS):
            asked = len(server.log)
            with child(indexes(server, HOSTS), tmp_path, how) as process:
                # Not before it has done something, then at any moment.
                while len(server.log) < asked + 60 and process.poll() is None:
                    time.sleep(0.01)
                time.sleep(0.03 + 0.037 * kill)
                process.send_signal(signal.SIGKILL)
        with child(indexes(server, HOSTS), tmp_path, how) as process:
            assert finished(process)["articles"] == PER_HOST * len(HOSTS)
        hits = Counter((hit.host, hit.path) for hit in server.hits("/berita/*"))
        requests = len(server.hits("/berita/*")) + len(server.hits("/indeks"))
        # What was in flight at a kill is asked for again, nothing else.
        lists = (PER_HOST // PER_LIST) * len(HOSTS)
        assert requests <= PER_HOST * len(HOSTS) + lists + KILLS * len(HOSTS)
        assert max(hits.values()) <= 1 + KILLS
        assert all(server.peaks[host] == 1 for host in HOSTS)
    found = read_whole(folder)
    assert len(found) == PER_HOST * len(HOSTS)
    assert set(found.values()) == {1}
    assert len({page.url for page in stored_pages(folder)}) == PER_HOST * len(HOSTS)
    ledger = Ledger(folder / "fetch.db")
    assert ledger.note("state") == "done"
    assert {state for _, _, state, _ in ledger.counts()} == {"stored", "listed"}
    ledger.close()


def share_of_the_allowed(folder: Path, delay: float) -> float:
    """How fast 2,000 pages came, as a share of what the delay allows."""
    how = settings(delay=delay, jitter=0.0, allow_hosts=HOSTS, total_timeout=20, read_timeout=20)
    with Server(big_site, HOSTS) as server:
        with child(indexes(server, HOSTS), folder, how) as process:
            finished(process)
        hits = [[hit for hit in server.log if hit.host == host] for host in HOSTS]
    gaps = [after.at - before.done for own in hits for before, after in pairwise(own)]
    # The server notes the end of an answer a little after the client has it.
    assert min(gaps) >= delay * 0.9
    took = max(own[-1].done for own in hits) - min(own[0].at for own in hits)
    return max(len(own) - 1 for own in hits) * delay / took


def test_throughput_is_what_manners_allow(tmp_path: Path) -> None:
    shares = []
    # A machine that others keep busy gets further chances at a slower pace.
    for delay in (0.2, 0.4, 0.8):
        folder = tmp_path / str(delay)
        folder.mkdir()
        shares.append(share_of_the_allowed(folder, delay))
        if shares[-1] >= 0.8:
            return
    pytest.fail(f"shares of what is allowed: {shares}")


def test_a_stop_finishes_what_is_in_flight(tmp_path: Path) -> None:
    how = settings(delay=0.05, allow_hosts=HOSTS, total_timeout=20, read_timeout=20)
    with Server(big_site, HOSTS[:3]) as server:
        with child(indexes(server, HOSTS[:3]), tmp_path, how) as process:
            while len(server.log) < 40:
                time.sleep(0.01)
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            summary = finished(process, status=130)
            assert time.monotonic() - began < 10
        assert summary["stopped_by"] == "user"
        assert sum(read_whole(tmp_path / "run").values()) == summary["articles"]
        with child(indexes(server, HOSTS[:3]), tmp_path, how) as process:
            assert finished(process)["articles"] == 3 * PER_HOST
        assert len(server.hits("/berita/*")) == 3 * PER_HOST
    assert set(read_whole(tmp_path / "run").values()) == {1}


async def _hangs(_hit: Hit, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize(("signals", "most"), [(1, 3.0), (2, 1.2)])
def test_a_request_that_hangs_gets_its_grace_or_none(
    tmp_path: Path, signals: int, most: float
) -> None:
    def route(hit: Hit) -> Reply | str | None:
        return _hangs if hit.route == "/berita/3/kabupaten-ke-3-raih-nilai" else big_site(hit)

    how = settings(delay=0.01, total_timeout=20, read_timeout=20, grace=1.5)
    with Server(route) as server:
        with child(indexes(server, HOSTS[:1]), tmp_path, how) as process:
            while not server.hits("/berita/3/*"):
                time.sleep(0.01)
            began = time.monotonic()
            for _ in range(signals):
                process.send_signal(signal.SIGINT)
                time.sleep(0.1)
            assert finished(process, status=130)["articles"] == 3
            assert time.monotonic() - began < most
        with child(indexes(server, HOSTS[:1]), tmp_path, settings(delay=0.0)) as process:
            assert finished(process)["articles"] == PER_HOST - 1
        assert len(server.hits("/berita/2/*")) == 1


def test_memory_stays_bounded_when_every_host_is_hostile(tmp_path: Path) -> None:
    """Sixteen bombs or endless pages at once, in a process whose memory is watched."""
    how = settings(
        delay=0.0, allow_hosts=HOSTS, connect_timeout=20, read_timeout=20, total_timeout=40,
        max_tries=1,
    )  # fmt: skip
    with Server(misbehaving.route, HOSTS) as server:
        seeds = [
            server.url(path, host)
            for host in HOSTS
            for path in ("/bomb/huge", "/bomb/zstd", "/big", "/big-chunked")
        ]
        with child(seeds, tmp_path, how) as process:
            watched = psutil.Process(process.pid)
            peak = 0
            while process.poll() is None:
                with suppress(psutil.NoSuchProcess):
                    peak = max(peak, watched.memory_info().rss)
                time.sleep(0.02)
            rejects = finished(process)["rejects"]
    # A busy machine may not get to the limit in time.
    assert rejects.keys() <= {"too-large", "timeout"}
    assert sum(rejects.values()) == len(seeds)
    # 16 pages in flight of at most 10 MiB as sent and 10 MiB decoded, beside the program.
    assert peak < (16 * 20 + 150) * misbehaving.MEBIBYTE


def test_failures_are_tried_again_only_where_that_can_help(run: Run) -> None:
    def route(hit: Hit) -> bytes | str | None:
        if hit.route == "/gangguan" and hit.number == 1:
            return b"HTTP/1.1 503 Sibuk\r\nContent-Length: 0\r\n\r\n"
        return article("Ada") if hit.route == "/gangguan" else None

    with Server(route) as server:
        first = run(server.url("/gangguan"), server.url("/hilang"), max_tries=1)
        assert first.rejects == {"http-503": 1, "http-404": 1}
        assert run(server.url("/gangguan"), server.url("/hilang")).rejects == {"http-404": 1}
        assert len(server.hits("/hilang")) == 1
        assert len(server.hits("/gangguan")) == 2


def test_a_whole_run_again_asks_for_nothing(run: Run) -> None:
    with Server(big_site) as server:
        run(server.url("/indeks"), delay=0.0)
        asked = len(server.log)
        assert run(server.url("/indeks"), delay=0.0).articles == PER_HOST
        assert len(server.log) == asked
