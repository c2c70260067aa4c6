"""robots.txt in every state (RFC 9309), and at every hop."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from extractor.fetcher import FetchSummary
from tests.fetch.conftest import HOSTS, Run
from tests.fetch.robots_states import site
from tests.fetch.server import Server

MEBIBYTE = 1 << 20


@contextmanager
def hosts(**states: str) -> Iterator[Server]:
    """Hosts 127.0.0.1, 127.0.0.2, … whose robots.txt is in these states, in order."""
    ports: list[int] = []
    by_host = dict(zip(HOSTS, states.values(), strict=False))
    with Server(site(by_host, ports), HOSTS) as server:  # type: ignore[arg-type]
        ports.append(server.port)
        yield server


def fetch_both(server: Server, run: Run, **changes: object) -> FetchSummary:
    return run(server.url("/private/1"), server.url("/berita/1"), allow_hosts=HOSTS, **changes)


@pytest.mark.parametrize(
    "state",
    ["plain", "bom", "crlf", "cr", "latin1", "nul", "pct", "agent", "huge", "redirect-5", "cross"],
)
def test_rules_are_obeyed(run: Run, state: str) -> None:
    with hosts(state=state) as server:
        summary = fetch_both(server, run)
        assert server.hits("/private/1") == []
        assert len(server.hits("/berita/1")) == 1
        assert summary.rejects == {"robots": 1}


@pytest.mark.parametrize("state", ["status-404", "status-403", "status-401", "status-410", "html"])
def test_no_rules_allow_everything(run: Run, state: str) -> None:
    with hosts(state=state) as server:
        assert fetch_both(server, run).articles == 2
        assert len(server.hits("/robots.txt")) == 1


@pytest.mark.parametrize(
    "state", ["status-500", "status-503", "status-429", "timeout", "reset", "redirect-6", "loop"]
)
def test_no_answer_forbids_everything(run: Run, tmp_path: Path, state: str) -> None:
    began = time.monotonic()
    with hosts(state=state) as server:
        summary = fetch_both(server, run, max_tries=2, total_timeout=0.4, read_timeout=0.4)
        assert server.hits("/private/1") == server.hits("/berita/1") == []
    assert summary.rejects == {"robots-unreachable": 2}
    lines = (tmp_path / "run" / "rejects.jsonl").read_text().splitlines()
    assert [json.loads(line)["retry"] for line in lines] == [True, True]
    assert time.monotonic() - began < 5


def test_a_host_that_comes_back_is_fetched_by_the_next_run(run: Run) -> None:
    states = {HOSTS[0]: "status-503"}
    ports: list[int] = []
    with Server(site(states, ports), HOSTS) as server:  # type: ignore[arg-type]
        ports.append(server.port)
        fetch_both(server, run, max_tries=1)
        states[HOSTS[0]] = "plain"
        summary = fetch_both(server, run, max_tries=1)
        assert summary.articles == 1
        assert summary.rejects == {"robots": 1}
        assert server.hits("/private/1") == []


def test_rules_are_kept_for_a_day_and_over_runs(run: Run) -> None:
    with hosts(state="flip") as server:
        for number in range(2):
            run(server.url("/private/1"), server.url(f"/berita/{number}"))
        assert len(server.hits("/robots.txt")) == 1
        assert server.hits("/private/1") == []


def test_old_rules_hold_if_new_ones_cannot_be_had(run: Run) -> None:
    with hosts(state="flip") as server:
        for number in range(2):
            run(server.url("/private/1"), server.url(f"/berita/{number}"), robots_ttl=0.0)
        assert len(server.hits("/robots.txt")) == 2
        assert server.hits("/private/1") == []
        assert len(server.hits("/berita/*")) == 2


def test_one_look_for_many_pages(run: Run) -> None:
    with hosts(state="plain") as server:
        run(*(server.url(f"/berita/{number}") for number in range(30)))
        assert len(server.hits("/robots.txt")) == 1
        assert len(server.hits("/berita/*")) == 30


def test_size_rules_in_the_first_500_kib_count(run: Run) -> None:
    with hosts(state="huge") as server:
        summary = run(server.url("/private/1"), server.url("/late/1"))
        assert server.hits("/private/1") == []
        assert summary.articles == 1


def test_a_bomb_for_robots(run: Run) -> None:
    with hosts(state="bomb") as server:
        process = psutil.Process()
        before = process.memory_info().rss
        fetch_both(server, run)
        assert process.memory_info().rss - before < 50 * MEBIBYTE
        assert server.hits("/private/1") == []


def test_crawl_delay_is_kept(run: Run) -> None:
    with hosts(state="delay") as server:
        run(*(server.url(f"/berita/{number}") for number in range(4)))
        hits = server.hits("/berita/*")
        gaps = [after.at - before.at for before, after in pairwise(hits)]
        assert min(gaps) >= 0.3
        assert server.peaks[HOSTS[0]] == 1


def test_a_crawl_delay_without_end_closes_the_host(run: Run) -> None:
    began = time.monotonic()
    with hosts(state="delay-huge") as server:
        summary = run(server.url("/berita/1"))
        assert server.hits("/berita/1") == []
    assert summary.rejects == {"crawl-delay": 1}
    (host,) = summary.hosts.values()
    assert "3600" in host["why"]
    assert time.monotonic() - began < 5


def test_the_rules_of_each_hop_count(run: Run) -> None:
    with hosts(first="plain", second="status-503", third="all") as server:
        summary = run(
            server.url("/to-other?/private/1"),
            server.url(f"/to-other?{server.url('/berita/1', HOSTS[1])}"),
            server.url(f"/to-other?{server.url('/berita/2', HOSTS[2])}"),
            allow_hosts=HOSTS,
            max_tries=1,
        )
        assert server.hits("/private/1") == []
        assert server.hits("/berita/*") == []
    assert summary.rejects == {"robots": 2, "robots-unreachable": 1}
