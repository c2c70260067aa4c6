"""Archives of every kind and compression give the pages that were put into them."""

from __future__ import annotations

import gzip
import random
import struct
import zipfile
from pathlib import Path

import pytest

from extractor.warc import Capture, Passed, volumes_of
from tests.archive.makers import (
    gzip_archive,
    html_of,
    member_of,
    read,
    record_of,
    stored_member_of,
    url_of,
    write,
)

NUMBERS = tuple(range(20))


def warc_plain(path: Path) -> Path:
    return write(path, (record_of(n, digest=True) for n in NUMBERS))


def warc_gzip(path: Path) -> Path:
    return gzip_archive(path, NUMBERS)


def warc_one_member(path: Path) -> Path:
    """The whole file as one gzip member, which no standard allows and many files are."""
    return write(path, [gzip.compress(b"".join(record_of(n) for n in NUMBERS), mtime=0)])


def warc_split_members(path: Path) -> Path:
    """Header and block of each record in members of their own, as some writers do."""
    parts: list[bytes] = []
    for number in NUMBERS:
        head, block = record_of(number).split(b"\r\n\r\n", 1)
        parts += [member_of(head + b"\r\n\r\n"), member_of(block)]
    return write(path, parts)


def warc_zstd(path: Path) -> Path:
    zstandard = pytest.importorskip("zstandard")
    compressor = zstandard.ZstdCompressor(level=3)
    return write(path, (compressor.compress(record_of(n)) for n in NUMBERS))


def warc_zstd_dictionary(path: Path) -> Path:
    zstandard = pytest.importorskip("zstandard")
    samples = [record_of(n) for n in range(100, 160)]
    dictionary = zstandard.train_dictionary(8_000, samples)
    compressor = zstandard.ZstdCompressor(level=3, dict_data=dictionary)
    content = dictionary.as_bytes()
    first = b"\x5d\x2a\x4d\x18" + struct.pack("<I", len(content)) + content
    return write(path, [first, *(compressor.compress(record_of(n)) for n in NUMBERS)])


def arc_record(number: int) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html_of(number)
    head = f"{url_of(number)} 127.0.0.1 20240101000000 text/html {len(block)}\n"
    return head.encode() + block + b"\n"


ARC_HEAD = b"filedesc://a.arc 0.0.0.0 20240101000000 text/plain 9\n1 0 Maker\n\n"


def arc_plain(path: Path) -> Path:
    return write(path, [ARC_HEAD, *(arc_record(n) for n in NUMBERS)])


def arc_gzip(path: Path) -> Path:
    return write(path, [member_of(ARC_HEAD), *(member_of(arc_record(n)) for n in NUMBERS)])


def wacz_stored(path: Path) -> Path:
    return wacz(path, zipfile.ZIP_STORED)


def wacz_deflated(path: Path) -> Path:
    return wacz(path, zipfile.ZIP_DEFLATED)


def wacz(path: Path, method: int) -> Path:
    with zipfile.ZipFile(path, "w", method) as container:
        container.writestr("datapackage.json", "{}")
        for name, numbers in (
            ("archive/b.warc.gz", NUMBERS[12:]),
            ("archive/a.warc.gz", NUMBERS[:12]),
        ):
            container.writestr(name, b"".join(member_of(record_of(n)) for n in numbers))
        container.writestr("pages/pages.jsonl", "{}")
    return path


MAKERS = {
    "a.warc": warc_plain, "a.warc.gz": warc_gzip, "whole.warc.gz": warc_one_member,
    "split.warc.gz": warc_split_members, "a.warc.zst": warc_zstd,
    "d.warc.zst": warc_zstd_dictionary,
    "a.arc": arc_plain, "a.arc.gz": arc_gzip, "a.wacz": wacz_stored, "z.wacz": wacz_deflated,
    # names that lie
    "gzip.warc": warc_gzip, "plain.warc.gz": warc_plain, "plain.arc.gz": warc_gzip,
    "zstd.warc.gz": warc_zstd, "nosuffix": warc_gzip,
}  # fmt: skip


@pytest.mark.parametrize("name", MAKERS)
def test_every_page_is_read_once_and_in_order(name: str, tmp_path: Path) -> None:
    found = read(MAKERS[name](tmp_path / name))
    assert found.numbers == NUMBERS
    assert found.codes == []


@pytest.mark.parametrize("name", [n for n in MAKERS if "wacz" not in n])
def test_byte_ranges_give_together_what_the_whole_gives(name: str, tmp_path: Path) -> None:
    path = MAKERS[name](tmp_path / name)
    size = path.stat().st_size
    chance = random.Random(7)
    for _ in range(12):
        cuts = sorted(chance.sample(range(1, size), 4))
        assert read(path, cuts).numbers == NUMBERS, cuts


def test_a_range_may_begin_or_end_anywhere(tmp_path: Path) -> None:
    path = gzip_archive(tmp_path / "a.warc.gz", range(3))
    for cut in range(1, path.stat().st_size, 7):
        found = read(path, [cut])
        assert found.numbers == (0, 1, 2), cut
        assert found.codes == [], cut


def test_records_inside_a_record_are_no_pages(tmp_path: Path) -> None:
    """An archive kept uncompressed inside a page's record, with a cut in the midst of it."""
    inner = b"".join(member_of(record_of(n)) for n in range(50, 56))
    outer = record_of(
        1, body=inner, http=b"HTTP/1.1 200 OK\r\nContent-Type: application/gzip\r\n\r\n"
    )
    path = write(
        tmp_path / "a.warc.gz",
        [member_of(record_of(0)), stored_member_of(outer), member_of(record_of(2))],
    )
    size = path.stat().st_size
    for cut in range(1, size, 97):
        assert read(path, [cut]).numbers == (0, 2), cut
        assert read(path, [cut]).codes == [], cut


@pytest.mark.parametrize(
    ("http", "body", "reason"),
    [
        (b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n", b"<p>", "status"),
        (b"HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n", b"", "status"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", b"\x89PNG", "type"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", b"%PDF-", "type"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"\x89PNG", "type"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n", b"x", "type"),
    ],
)
def test_what_is_no_page_is_passed_over_with_its_reason(
    http: bytes, body: bytes, reason: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.warc.gz", [member_of(record_of(1, http=http, body=body))])
    (item,) = read(path).items
    assert isinstance(item, Passed)
    assert item.reason == reason


def test_html_without_a_label_is_a_page(tmp_path: Path) -> None:
    record = record_of(1, http=b"HTTP/1.0 200 OK\r\nServer: x\r\n\r\n")
    assert read(write(tmp_path / "a.warc.gz", [member_of(record)])).numbers == (1,)


def chunked(body: bytes) -> bytes:
    parts = [body[i : i + 700] for i in range(0, len(body), 700)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def brotli(body: bytes) -> bytes:
    compressed: bytes = pytest.importorskip("brotli").compress(body)
    return compressed


def zstd(body: bytes) -> bytes:
    compressed: bytes = pytest.importorskip("zstandard").compress(body)
    return compressed


@pytest.mark.parametrize(
    ("header", "encode"),
    [
        (b"Content-Encoding: gzip", gzip.compress),
        (b"Content-Encoding: br", brotli),
        (b"Content-Encoding: zstd", zstd),
        (b"Content-Encoding: gzip, gzip", lambda b: gzip.compress(gzip.compress(b))),
        (b"Transfer-Encoding: chunked", chunked),
        (
            b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip",
            lambda b: chunked(gzip.compress(b)),
        ),
        # headers left by crawlers that undo the encoding
        (b"Content-Encoding: gzip", bytes),
        (b"Transfer-Encoding: chunked", bytes),
    ],
)
def test_encodings_are_undone(header: bytes, encode: object, tmp_path: Path) -> None:
    assert callable(encode)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + header + b"\r\n\r\n"
    path = write(
        tmp_path / "a.warc.gz", [member_of(record_of(3, http=http, body=encode(html_of(3))))]
    )
    assert read(path).numbers == (3,)


def test_address_date_and_charset_come_through(tmp_path: Path) -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n\r\n"
    path = write(tmp_path / "a.warc.gz", [member_of(record_of(4, http=http))])
    (item,) = read(path).items
    assert isinstance(item, Capture)
    assert (item.url, item.date, item.charset) == (url_of(4), "2024-01-05T00:00:00Z", "iso-8859-1")


def test_volumes_of_a_wacz_are_named_in_order(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", zipfile.ZIP_STORED)
    assert [v.member for v in volumes_of(str(path))] == ["archive/a.warc.gz", "archive/b.warc.gz"]


def test_reads_what_warcio_reads(tmp_path: Path) -> None:
    """Another reader finds the same pages at the same offsets."""
    archive = pytest.importorskip("warcio.archiveiterator")
    path = gzip_archive(tmp_path / "a.warc.gz", range(30))
    theirs: list[tuple[int, bytes]] = []
    with path.open("rb") as file:
        iterator = archive.ArchiveIterator(file)
        for record in iterator:
            body = record.content_stream().read()
            theirs.append((iterator.get_record_offset(), body))
    ours = [(i.spot.member, i.body) for i in read(path).items if isinstance(i, Capture)]
    assert ours == theirs
