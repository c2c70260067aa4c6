"""Shows a run on several workers of a Dask cluster, one of which is killed in the midst of it.

usage: python benchmarks/demo_cluster.py [--pages N] [--kills N]

Starts a scheduler and two workers on this machine, runs `extract --scheduler` over a made
archive, kills workers while it runs, and compares every byte of the output with a run without
a cluster. Nothing outside a temporary folder is written.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator import PageMaker, archive_members, write_archive
from measure import ROOT

FILES = ("records.jsonl", "articles.jsonl", "rejects.jsonl", "passed.jsonl")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def extract(archive: Path, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "extractor", "extract", str(archive), "--into", str(folder)]
    return subprocess.Popen([*command, "--quiet", *options], env=ENVIRONMENT, cwd=ROOT)


@contextlib.contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler's address and its workers' nannies."""
    file = folder / "scheduler.json"
    log = (folder / "cluster.log").open("wb")

    def start(module: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", "--scheduler-file", str(file)]
        return subprocess.Popen(
            [*command, "--no-dashboard", *options],
            env=ENVIRONMENT,
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )

    processes = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")]
    options = ("--nthreads", "1", "--host", "127.0.0.1", "--local-directory", str(folder))
    processes += [start("dask_worker", *options) for _ in range(workers)]
    try:
        deadline = time.monotonic() + 60
        while not file.exists():
            if time.monotonic() > deadline:
                raise SystemExit((folder / "cluster.log").read_text())
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"], processes[1:]
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
        log.close()


def worker_processes(nannies: Sequence[subprocess.Popen[bytes]]) -> list[int]:
    found: list[int] = []
    for nanny in nannies:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{nanny.pid}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=6000)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = folder / "pages.warc.gz"
        members = archive_members(PageMaker(options.seed, 40), options.pages, share=0.1, pool=400)
        pages, _ = write_archive(archive, members)
        print(
            f"archive: {pages} pages, {archive.stat().st_size / 1e6:.0f} MB; one in ten is relevant"
        )
        began = time.monotonic()
        if extract(archive, folder / "here").wait() not in (0, 1):
            raise SystemExit("the run without a cluster failed")
        print(f"one worker, no cluster: {time.monotonic() - began:.1f} s")
        with cluster(folder, 2) as (address, nannies):
            print(f"scheduler at {address}, two workers")
            began = time.monotonic()
            process = extract(archive, folder / "there", "--scheduler", address)
            chance = random.Random(options.seed)
            kills = 0
            while process.poll() is None:
                time.sleep(chance.uniform(3, 5))
                victims = worker_processes(nannies)
                if kills < options.kills and victims and process.poll() is None:
                    victim = chance.choice(victims)
                    os.kill(victim, signal.SIGKILL)
                    kills += 1
                    print(f"  {time.monotonic() - began:.1f} s: kill -9 of worker {victim}")
            print(f"two workers of the cluster, {kills} killed: {time.monotonic() - began:.1f} s")
        for file in FILES:
            here, there = ((folder / run / file).read_bytes() for run in ("here", "there"))
            same = "equal" if here == there else "DIFFERENT"
            print(f"  {file}: {len(there.splitlines())} lines, {same}")
            if here != there:
                raise SystemExit(1)
        print("nothing lost, nothing twice.")


if __name__ == "__main__":
    main()
