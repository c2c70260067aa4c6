"""Servers and settings of the fetch tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.fetcher import FetchSettings, FetchSummary, Selection, Tools, fetch
from tests.fetch import guard, misbehaving
from tests.fetch.server import Server

guard.install()

HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 21))


@pytest.fixture(autouse=True)
def _no_network() -> None:
    """The guard allows all of 127.0.0.0/8, which these tests need, and nothing else."""


@pytest.fixture(scope="session")
def tools() -> Tools:
    return Tools()


@pytest.fixture
def bad() -> Iterator[Server]:
    """The misbehaving server, on two hosts; nothing on 127.0.0.2 may be asked by a redirect."""
    with Server(misbehaving.route, ("127.0.0.1", "127.0.0.2")) as server:
        yield server


def settings(**changes: Any) -> FetchSettings:
    """Short pauses and limits, and 127.0.0.1 as one's own host."""
    values: dict[str, Any] = {
        "delay": 0.01,
        "jitter": 0.1,
        "connect_timeout": 1.0,
        "read_timeout": 0.6,
        "total_timeout": 1.0,
        "backoff": 0.05,
        "max_backoff": 0.2,
        "breaker_pause": 0.05,
        "max_retry_after": 5.0,
        "grace": 3.0,
        "contact": "https://example.org/bot",
        "allow_hosts": ("127.0.0.1",),
    }
    return FetchSettings(**{**values, **changes})


Run = Callable[..., FetchSummary]


@pytest.fixture
def run(tmp_path: Path, tools: Tools) -> Run:
    """Fetch seeds into ``tmp_path / 'run'``."""

    def call(*seeds: str, selection: Selection | None = None, **changes: Any) -> FetchSummary:
        return fetch(
            seeds, tmp_path / "run", selection=selection, settings=settings(**changes), tools=tools
        )

    return call
