"""Shards on a Dask cluster: the same bytes, also when workers are killed."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from extractor.archive.run import ArchiveRun, Job
from extractor.archive.task import Method
from extractor.errors import ExtractorError, SourceError
from extractor.sources import resolve
from tests.archive.child import run
from tests.archive.makers import gzip_archive, html_of, member_of, record_of, write
from tests.archive.test_kills import workers_of
from tests.archive.test_runs import lines, outputs
from tests.conftest import ROOT

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc"),
    # the client's own event loop leaves sockets to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@dataclass(frozen=True)
class Cluster:
    address: str
    nannies: tuple[int, ...]
    at_work: Path

    def kill_a_worker(self, chance: random.Random) -> bool:
        """kill -9 of a worker process; its nanny starts another.

        Only one that is at work: a nanny gives up on a worker that dies while it starts.
        """
        running = [pid for nanny in self.nannies for pid in workers_of(nanny)]
        workers = [pid for pid in running if (self.at_work / str(pid)).exists()]
        if not workers:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(chance.choice(workers), signal.SIGKILL)
        return True


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers, each a process with a nanny, on this machine."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    at_work = folder / "at-work"
    at_work.mkdir()

    def start(module: str, *options: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *options,
             "--scheduler-file", str(file), "--no-dashboard"],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=(folder / "log").open("ab"),
            env={**os.environ, "PYTHONPATH": str(ROOT), "AT_WORK": str(at_work)},
        )  # fmt: skip

    processes = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        options = ("--nthreads", "1", "--local-directory", str(folder), "--host", "127.0.0.1")
        preload = ("--preload", "tests.archive.preload")
        nannies = [start("dask_worker", *options, *preload) for _ in range(2)]
        processes += nannies
        deadline = time.monotonic() + 60
        while not file.exists():
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.1)
        import json

        address = json.loads(file.read_text())["address"]
        yield Cluster(address, tuple(each.pid for each in nannies), at_work)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def run_on(cluster: Cluster, folder: Path, sources: list[str], page_seconds: float = 30.0) -> None:
    from extractor.archive.cluster import work_on_cluster

    method = Method(prefilter=False, page_seconds=page_seconds)
    job = Job(resolve(sources), method, "", shard_bytes=40_000)
    archive = ArchiveRun(folder, job, lambda: datetime.now(UTC))
    archive.perform(lambda tasks, look: work_on_cluster(tasks, cluster.address, look))


def test_a_cluster_whose_workers_are_killed(cluster: Cluster, tmp_path: Path) -> None:
    source = str(gzip_archive(tmp_path / "a.warc.gz", range(400)))
    run(tmp_path / "here", [source])
    over = Event()
    kills = 0

    def kill() -> None:
        nonlocal kills
        chance = random.Random(4)
        while not over.wait(chance.uniform(0.3, 1.2)):
            kills += cluster.kill_a_worker(chance)

    killer = Thread(target=kill)
    killer.start()
    try:
        run_on(cluster, tmp_path / "there", [source])
    finally:
        over.set()
        killer.join()
    assert kills >= 3
    assert outputs(tmp_path / "here") == outputs(tmp_path / "there")


@pytest.mark.parametrize(("marker", "code"), [("KILL", "worker-died"), ("HANG", "timeout")])
def test_a_poison_page_on_a_cluster(
    marker: str, code: str, cluster: Cluster, tmp_path: Path
) -> None:
    parts = [member_of(record_of(n)) for n in range(6)]
    parts[3] = member_of(record_of(3, body=html_of(3, marker=marker)))
    source = str(write(tmp_path / "a.warc.gz", parts))
    run_on(cluster, tmp_path / "there", [source], page_seconds=2.0)
    assert [each["code"] for each in lines(tmp_path / "there" / "rejects.jsonl")] == [code]
    assert len(lines(tmp_path / "there" / "articles.jsonl")) == 5


def test_an_error_of_the_work_is_raised(cluster: Cluster, tmp_path: Path) -> None:
    """Here: workers with other patterns than the caller's."""
    from extractor.archive.cluster import work_on_cluster

    source = str(gzip_archive(tmp_path / "a.warc.gz", range(2)))
    job = Job(resolve([source]), Method(prefilter=False), "other patterns")
    archive = ArchiveRun(tmp_path / "run", job, lambda: datetime.now(UTC))
    with pytest.raises(ExtractorError, match="other patterns"):
        archive.perform(lambda tasks, look: work_on_cluster(tasks, cluster.address, look))


def test_a_cluster_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    from extractor.archive import cluster as module

    monkeypatch.setattr(module, "_WORKERLESS_SECONDS", 1)
    local_cluster: Any = LocalCluster
    options = {"n_workers": 0, "dashboard_address": ":0", "host": "127.0.0.1"}
    source = str(gzip_archive(tmp_path / "a.warc.gz", range(2)))
    archive = ArchiveRun(
        tmp_path / "run", Job(resolve([source]), Method(), "p"), lambda: datetime.now(UTC)
    )
    with (
        local_cluster(**options) as empty,
        pytest.raises(ExtractorError, match="no worker for 1 seconds"),
    ):
        archive.perform(
            lambda tasks, look: module.work_on_cluster(tasks, empty.scheduler_address, look)
        )


def test_an_address_without_a_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.archive import cluster as module

    monkeypatch.setattr(module, "_CONNECT_SECONDS", 1)
    source = str(gzip_archive(tmp_path / "a.warc.gz", range(2)))
    archive = ArchiveRun(
        tmp_path / "run", Job(resolve([source]), Method(), "p"), lambda: datetime.now(UTC)
    )
    with pytest.raises(SourceError, match="no Dask scheduler"):
        archive.perform(
            lambda tasks, look: module.work_on_cluster(tasks, "tcp://127.0.0.1:9", look)
        )
