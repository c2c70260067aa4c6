"""(c) How cost grows from 1,000 to 100,000 pages and from one worker to two.

usage: python benchmarks/scale.py [--sizes N,N,...] [--seed S] [--pairs N]

Whole runs by command, start-up and joining in them. Cost a page is CPU time of all processes.
One worker against two is wall time on an archive with every page relevant (the work that is
shared out), alternating, the least of each: what else the machine does must not count. Pages
without awards repeat after 500; each of the others is one of its kind.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator import PageMaker, archive_members, write_archive
from measure import ROOT, save


def run(archive: Path, folder: Path, workers: int) -> dict[str, float]:
    """Wall and CPU seconds of one `extract`, and what it came to."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-m", "extractor", "extract", str(archive), "--into", str(folder),
         "--workers", str(workers), "--quiet"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode not in (0, 1):
        raise SystemExit(f"extract ended with {ran.returncode}")
    counts = json.loads((folder / "run.json").read_text())["counts"]
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": wall, "cpu": cpu, "pages": counts["pages"], "records": counts["records"]}


def made(path: Path, pages: int, seed: int, share: float, pool: int, kilobytes: int) -> Path:
    maker = PageMaker(seed, kilobytes)
    write_archive(path, archive_members(maker, pages, share=share, pool=pool))
    return path


def growth(folder: Path, sizes: list[int], seed: int) -> list[dict[str, Any]]:
    rows = []
    for size in sizes:
        archive = made(folder / f"{size}.warc.gz", size, seed, 0.01, 500, 30)
        got = run(archive, folder / f"run-{size}", 1)
        rows.append({
            "pages": size, "megabytes": round(archive.stat().st_size / 1e6, 1),
            "cpu_seconds": round(got["cpu"], 2), "records": got["records"],
            "us_a_page": round(1e6 * got["cpu"] / size, 1),
        })  # fmt: skip
        archive.unlink()
    # start-up falls on every run alike: what one page more costs is the slope
    for before, after in pairwise(rows):
        extra = after["pages"] - before["pages"]
        after["us_a_page_more"] = round(
            1e6 * (after["cpu_seconds"] - before["cpu_seconds"]) / extra, 1
        )
    return rows


def workers(folder: Path, pages: int, seed: int, pairs: int) -> dict[str, Any]:
    archive = made(folder / "workers.warc.gz", pages, seed, 1.0, 0, 60)
    walls: dict[int, list[float]] = {1: [], 2: []}
    for pair in range(pairs):
        for count in (1, 2) if pair % 2 else (2, 1):
            walls[count].append(run(archive, folder / f"w{count}-{pair}", count)["wall"])
    start = min(
        run(made(folder / "one.warc.gz", 1, seed, 1.0, 0, 60), folder / f"one-{n}", 1)["wall"]
        for n in range(2)
    )
    one, two = min(walls[1]), min(walls[2])  # the least disturbed of each
    return {
        "pages": pages,
        "wall_seconds": {str(n): [round(x, 1) for x in w] for n, w in walls.items()},
        "start_up_seconds": round(start, 1),
        "times_one_worker": round((one - start) / (two - start), 2),
        "times_one_worker_with_start_up": round(one / two, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--relevant", type=int, default=1500)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        save("scale", {
            "benchmark": "growth from thousands of pages to more, and from one worker to two",
            "growth": growth(place, sizes, options.seed),
            "workers": workers(place, options.relevant, options.seed, options.pairs),
        })  # fmt: skip


if __name__ == "__main__":
    main()
