"""Makers of archives, sound and damaged, and an examiner that needs no language model."""

from __future__ import annotations

import gzip
import hashlib
import os
import time
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.models import Article, Page
from extractor.pipeline import Extraction
from extractor.warc import ArchiveReader, Capture, Fault, Item, volumes_of

LIMIT = 20_000_000
WORDS = "warga pasar jembatan sawah perahu hujan kampung sekolah yang dan dengan untuk".split()


def html_of(number: int, words: int = 400, marker: str = "") -> bytes:
    """A page that no other number gives, compressible as real ones are."""
    state = number * 2654435761 % 2**32
    text: list[str] = []
    for _ in range(words):
        state = (1103515245 * state + 12345) % 2**31
        text.append(WORDS[state % len(WORDS)] + (str(state % 97) if state % 5 == 0 else ""))
    body = " ".join(text)
    return (
        f"<!DOCTYPE html><html><head><title>Halaman {number}</title></head><body>"
        f"<p>Penghargaan nomor {number} {marker}</p><p>{body}</p></body></html>"
    ).encode()


def url_of(number: int) -> str:
    return f"https://host{number % 7}.example/halaman/{number}"


def record_of(
    number: int,
    *,
    body: bytes | None = None,
    http: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
    length: int | None = None,
    kind: str = "response",
    digest: bool = False,
) -> bytes:
    """A WARC record; ``length`` is what it claims."""
    block = http + (html_of(number) if body is None else body)
    fields = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url_of(number)}",
        f"WARC-Date: 2024-01-{number % 28 + 1:02d}T00:00:00Z",
        f"WARC-Record-ID: <urn:uuid:{number:032d}>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block) if length is None else length}",
    ]
    if digest:
        fields.append(f"WARC-Block-Digest: sha1:{hashlib.sha1(block).hexdigest()}")  # noqa: S324
    return "\r\n".join(fields).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def member_of(record: bytes) -> bytes:
    return gzip.compress(record, 6, mtime=0)


def stored_member_of(record: bytes) -> bytes:
    """A gzip member whose content is not compressed: what it holds stands in it as it is."""
    return gzip.compress(record, 0, mtime=0)


def write(path: Path, parts: Iterable[bytes]) -> Path:
    path.write_bytes(b"".join(parts))
    return path


def gzip_archive(path: Path, numbers: Iterable[int]) -> Path:
    return write(path, (member_of(record_of(n)) for n in numbers))


@dataclass(frozen=True)
class Found:
    """What a reading gave: numbers of the pages read, and the faults."""

    numbers: tuple[int, ...]
    faults: tuple[Fault, ...]
    items: tuple[Item, ...]

    @property
    def codes(self) -> list[str]:
        return [fault.code for fault in self.faults]


def read(path: Path, cuts: Sequence[int] = (), limit: int = LIMIT) -> Found:
    """Read an archive in the ranges between the cuts, joined as a run joins them."""
    items: list[Item] = []
    for volume in volumes_of(str(path)):
        assert volume.compression is not None
        reached = 0
        for start, stop in zip((0, *cuts), (*cuts, volume.size), strict=True):
            with volume.open() as view:
                reader = ArchiveReader(view, volume.compression, limit)
                got = [i for i in reader.items(start, stop) if i.spot.member >= reached]
            reached = max(reached, reader.reached)
            items.extend(got)
    numbers = tuple(number_of(i) for i in items if isinstance(i, Capture))
    faults = tuple(i for i in items if isinstance(i, Fault))
    return Found(numbers, faults, tuple(items))


def number_of(capture: Capture) -> int:
    """The page's number, if its bytes are what they should be."""
    number = int((capture.url or "").rsplit("/", 1)[1])
    assert capture.body == html_of(number), f"page {number} was read wrongly"
    return number


class PlainExaminer:
    """Stands in for the line of stages: an article of each page, and no record.

    Pages that hold KILL end their process, pages that hold HANG never end.
    """

    gates = None
    digest = ""

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds

    def warm_up(self) -> None:
        """Nothing is made on first use."""

    def examine(self, page: Page) -> Extraction:
        html = page.html or b""
        if b"KILL" in html:
            os.kill(os.getpid(), 9)
        while b"HANG" in html:
            time.sleep(0.05)
        time.sleep(self._seconds)
        text = f"{page.url} {zlib.crc32(html)}"
        article = Article(
            url=page.url, source=page.source, site=None, title=None, author=None, published=None,
            modified=None, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(),
        )  # fmt: skip
        return Extraction(article=article, records=(), refused=())
