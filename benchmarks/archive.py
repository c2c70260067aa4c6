"""(b) WARC to records where one page in a hundred holds awards, beside reading alone.

usage: python benchmarks/archive.py [--pages N] [--repeats N] [--seed S] [--tempting SHARE]
                                    [--keep FILE]

CPU time, one process, a made .warc.gz in which no other page names an award; --tempting is the
share of the others with an award named in a side link, as real pages have. Beside: fastwarc's
own iteration with the payload read, zlib, isal, and trafilatura's text-only extraction of the
same pages without any reading.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator import PageMaker, archive_members, write_archive
from measure import ratio, save

from extractor.archive.examiner import GatedExaminer
from extractor.archive.task import Method
from extractor.gates import Engine, Gatekeeper
from extractor.gates.filters import Filters
from extractor.models import Page
from extractor.warc import ArchiveReader, Capture, volumes_of

LIMIT = 20_000_000


def ours(path: Path, examiner: GatedExaminer) -> int:
    """The worker's inner loop: read, gate, parse, match, JSON lines. Number of records."""
    keeper = Gatekeeper(Filters(), examiner.gates)
    records = 0
    for volume in volumes_of(str(path)):
        assert volume.compression is not None
        with volume.open() as view:
            for item in ArchiveReader(view, volume.compression, LIMIT).items(0, volume.size):
                if isinstance(item, Capture) and keeper.admits(item.url, item.date, item.body):
                    outcome: Any = examiner.examine(Page(url=item.url, html=item.body))
                    for line in (outcome.article, *outcome.records):
                        line.model_dump_json()
                    records += len(outcome.records)
    return records


def only_reading(path: Path) -> int:
    count = 0
    for volume in volumes_of(str(path)):
        assert volume.compression is not None
        with volume.open() as view:
            items = ArchiveReader(view, volume.compression, LIMIT).items(0, volume.size)
            count += sum(isinstance(item, Capture) for item in items)
    return count


def with_fastwarc(path: Path) -> int:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    count = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            record.reader.read()
            count += 1
    return count


def inflated(path: Path, make: Callable[[int], Any]) -> int:
    """Members decompressed and thrown away."""
    count = 0
    inflate = make(31)
    with path.open("rb") as file:
        while chunk := file.read(1 << 16):
            while chunk:
                inflate.decompress(chunk)
                if not inflate.eof:
                    break
                chunk = inflate.unused_data
                inflate = make(31)
                count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--tempting", type=float, default=0.0)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "archive.warc.gz"
        maker = PageMaker(options.seed, 91)
        members = archive_members(maker, options.pages, tempting=options.tempting)
        pages, html_bytes = write_archive(path, members)
        measure(path, pages, html_bytes, options)


def examiners() -> dict[str, GatedExaminer]:
    found: dict[str, GatedExaminer] = {}
    engines: tuple[Engine, ...] = ("hyperscan", "aho-corasick", "words")
    for engine in engines:
        try:
            found[f"ours, {engine}"] = GatedExaminer(Method(engine=engine))
        except ImportError:
            continue
    return found


def measure(path: Path, pages: int, html_bytes: int, options: argparse.Namespace) -> None:
    import trafilatura

    jobs: dict[str, Callable[[], int]] = {
        name: lambda examiner=examiner: ours(path, examiner)  # type: ignore[misc]
        for name, examiner in examiners().items()
    }
    jobs["ours, reading only"] = lambda: only_reading(path)
    jobs["zlib alone"] = lambda: inflated(path, zlib.decompressobj)
    try:
        from isal import isal_zlib

        jobs["isal alone"] = lambda: inflated(path, isal_zlib.decompressobj)
    except ImportError:
        pass
    try:
        import fastwarc  # noqa: F401

        jobs["fastwarc, payload read"] = lambda: with_fastwarc(path)
    except ImportError:
        pass
    maker = PageMaker(options.seed, 91)
    texts = [
        made.html.decode() for made, _ in archive_members(maker, 60, tempting=options.tempting)
    ]
    chance = random.Random(options.seed)
    seconds: dict[str, list[float]] = {name: [] for name in (*jobs, "trafilatura, text only")}
    results: dict[str, int] = {}
    for _ in range(options.repeats):
        order = list(seconds)
        chance.shuffle(order)
        for name in order:
            began = time.process_time()
            if name in jobs:
                results[name] = jobs[name]()
                share = 1.0
            else:
                for text in texts:
                    trafilatura.extract(text)
                share = len(texts) / pages
            seconds[name].append((time.process_time() - began) / share)
    reference = seconds.get("fastwarc, payload read", seconds["zlib alone"])
    name = "archive" if not options.tempting else "archive-tempting"
    save(name, {
        "benchmark": "one page in a hundred relevant: .warc.gz to records",
        "pages": pages,
        "tempting": options.tempting,
        "megabytes_html": round(html_bytes / 1e6, 1),
        "megabytes_gzip": round(path.stat().st_size / 1e6, 1),
        "records": {n: r for n, r in results.items() if n.startswith("ours, ") and "only" not in n},
        "pages_a_second": {n: [round(pages / x) for x in s] for n, s in seconds.items()},
        "times_trafilatura_text": {
            n: ratio(s, seconds["trafilatura, text only"]) for n, s in seconds.items()
        },
        "share_of_fastwarc": {n: ratio(s, reference) for n, s in seconds.items()},
        "share_of_zlib": {n: ratio(s, seconds["zlib alone"]) for n, s in seconds.items()},
    })  # fmt: skip


if __name__ == "__main__":
    main()
