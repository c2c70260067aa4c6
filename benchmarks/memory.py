"""(d) Memory of a worker, whatever the archive holds, and the slowest page.

usage: python benchmarks/memory.py [--pages N] [--seed S]

Highest resident memory of any process of a run with two workers, looked at ten times a second:
a usual archive, one ten times its size, one of relevant pages only, one with pages of the
greatest size allowed, and one with bombs.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from generator import Made, PageMaker, archive_members, gzip_member, response, write_archive
from measure import ROOT, save

MEGABYTE = 1 << 20


def usual(seed: int, pages: int) -> Iterator[tuple[Made, bytes]]:
    return archive_members(PageMaker(seed, 60), pages, pool=300)


def relevant(seed: int, pages: int) -> Iterator[tuple[Made, bytes]]:
    return archive_members(PageMaker(seed, 60), pages, share=1.0)


def huge(seed: int, pages: int) -> Iterator[tuple[Made, bytes]]:
    """Relevant pages blown up to 15 MB with further paragraphs, here and there."""
    maker = PageMaker(seed, 60)
    for number in range(pages):
        made = maker.award()
        if number % 50 == 25:
            filling = b"<p>" + b"warga dan pasar yang ramai " * 40 + b"</p>\n"
            html = made.html.replace(
                b"</article>", filling * (15 * MEGABYTE // len(filling)) + b"</article>"
            )
            made = Made(made.url, html, made.relevant)
        yield made, gzip_member(response(made), 1)


def bombs(seed: int, pages: int) -> Iterator[tuple[Made, bytes]]:
    """Records that grow to a gigabyte, and compressed bodies that do, among usual pages."""
    for number, (made, member) in enumerate(usual(seed, pages)):
        yield made, member
        if number % 200 == 100:
            head = (
                b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://bomb.example/\r\n"
                b"Content-Length: 1073741824\r\n\r\n"
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
            )
            squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
            parts = [
                squeeze.compress(head),
                *(squeeze.compress(bytes(MEGABYTE)) for _ in range(1024)),
            ]
            yield made, b"".join([*parts, squeeze.flush()])
            body = gzip.compress(bytes(256 * MEGABYTE), 9)
            block = (
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
                + body
            )
            record = (
                b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://bomb.example/2\r\n"
                + f"Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
            )  # fmt: skip
            yield made, gzip_member(record, 1)


def resident(pid: int) -> int:
    """Resident memory of a process in bytes, 0 if it is gone."""
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def children(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return found


def measure(archive: Path, folder: Path) -> dict[str, Any]:
    process = subprocess.Popen(
        [sys.executable, "-m", "extractor", "extract", str(archive), "--into", str(folder),
         "--workers", "2", "--quiet"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    parent = worker = 0
    slowest = 0.0
    while process.poll() is None:
        parent = max(parent, resident(process.pid))
        for child in children(process.pid):
            worker = max(worker, resident(child))
        slowest = max(slowest, slowest_page(folder))
        time.sleep(0.1)
    counts = json.loads((folder / "run.json").read_text())["counts"]
    return {
        "megabytes_gzip": round(archive.stat().st_size / 1e6, 1), "pages": counts["pages"],
        "articles": counts["articles"], "rejects": counts["reject_codes"],
        "parent_mb": round(parent / MEGABYTE), "worker_mb": round(worker / MEGABYTE),
        "slowest_page_seconds": round(slowest, 3),
    }  # fmt: skip


def slowest_page(folder: Path) -> float:
    """From the run's ledger while it is there."""
    import sqlite3

    ledger = folder / ".work" / "ledger.db"
    if not ledger.exists():
        return 0.0
    with contextlib.suppress(sqlite3.Error):
        base = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True, timeout=1)
        try:
            return float(base.execute("SELECT max(slowest) FROM shard").fetchone()[0] or 0)
        finally:
            base.close()
    return 0.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=20261124)
    options = parser.parse_args()
    kinds: dict[str, tuple[Callable[[int, int], Iterator[tuple[Made, bytes]]], int]] = {
        "usual": (usual, options.pages),
        "usual, ten times": (usual, 10 * options.pages),
        "all relevant": (relevant, options.pages // 3),
        "pages of 15 MB": (huge, options.pages // 20),
        "bombs": (bombs, options.pages // 3),
    }
    rows: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, (make, pages) in kinds.items():
            path = Path(folder) / "a.warc.gz"
            write_archive(path, make(options.seed, pages))
            rows[name] = measure(path, Path(folder) / name.replace(" ", "-"))
            print(name, rows[name], file=sys.stderr)
    save("memory", {"benchmark": "memory of a run with two workers", "archives": rows})


if __name__ == "__main__":
    main()
