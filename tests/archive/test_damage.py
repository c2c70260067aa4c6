"""Damage is named with its place, and everything around it is read."""

from __future__ import annotations

import gzip
import io
import random
import resource
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from extractor.warc import Capture, volumes_of
from tests.archive.makers import html_of, member_of, read, record_of, url_of, write

WARCIO = Path(__file__).parent / "warcio"
NUMBERS = tuple(range(20))
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def members() -> list[bytes]:
    return [member_of(record_of(n)) for n in NUMBERS]


def plain() -> list[bytes]:
    return [record_of(n, digest=True) for n in NUMBERS]


def frames() -> list[bytes]:
    zstandard = pytest.importorskip("zstandard")
    compressor = zstandard.ZstdCompressor(level=3, write_checksum=True)
    return [compressor.compress(record_of(n)) for n in NUMBERS]


FORMS: dict[str, Callable[[], list[bytes]]] = {
    "a.warc.gz": members, "a.warc": plain, "a.warc.zst": frames,
}  # fmt: skip


def without(*numbers: int) -> tuple[int, ...]:
    return tuple(n for n in NUMBERS if n not in numbers)


def offset(parts: Iterable[bytes], number: int) -> int:
    return sum(len(part) for part in list(parts)[:number])


@pytest.mark.parametrize("name", FORMS)
def test_a_cut_record_costs_only_itself(name: str, tmp_path: Path) -> None:
    parts = FORMS[name]()
    at = offset(parts, 7)
    parts[7] = parts[7][: len(parts[7]) // 2]
    found = read(write(tmp_path / name, parts))
    assert found.numbers == without(7)
    assert [(f.spot.member, f.end) for f in found.faults] == [(at, at + len(parts[7]))]
    assert found.codes[0] in ("damaged", "bad-length")


@pytest.mark.parametrize("name", FORMS)
def test_a_cut_tail_is_not_taken_for_the_end(name: str, tmp_path: Path) -> None:
    parts = FORMS[name]()
    at = offset(parts, 19)
    parts[19] = parts[19][:-30]
    found = read(write(tmp_path / name, parts))
    assert found.numbers == without(19)
    assert [(f.spot.member, f.code in ("truncated", "bad-length")) for f in found.faults] == [
        (at, True)
    ]


@pytest.mark.parametrize("name", FORMS)
def test_flipped_bits_cost_only_their_record(name: str, tmp_path: Path) -> None:
    chance = random.Random(5)
    for _ in range(25):
        parts = FORMS[name]()
        number = chance.choice(NUMBERS)
        broken = bytearray(parts[number])
        # the first bytes and the blank lines at the end carry no page
        broken[chance.randrange(400 if name == "a.warc" else 12, len(broken) - 8)] ^= 1 << 4
        parts[number] = bytes(broken)
        found = read(write(tmp_path / name, parts))
        assert set(without(number)) <= set(found.numbers)
        assert number in found.numbers or len(found.faults) == 1


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("garbage", [b"\xff" * 999, b"<html>lost</html>\n" * 40, bytes(4096)])
def test_garbage_between_records_costs_none(name: str, garbage: bytes, tmp_path: Path) -> None:
    parts = FORMS[name]()
    at = offset(parts, 10)
    parts.insert(10, garbage)
    found = read(write(tmp_path / name, parts))
    assert found.numbers == NUMBERS
    blank = not garbage.strip(b"\x00")
    assert [(f.spot.member, f.end) for f in found.faults] == (
        [] if blank else [(at, at + len(garbage))]
    )


@pytest.mark.parametrize("name", FORMS)
def test_missing_bytes_at_random_places(name: str, tmp_path: Path) -> None:
    """Whatever stretch is taken out, the records that it did not touch are read."""
    chance = random.Random(11)
    for _ in range(25):
        parts = FORMS[name]()
        data = b"".join(parts)
        start = chance.randrange(1, len(data) - 10)
        stop = min(len(data), start + chance.randrange(1, 4000))
        touched = {n for n in NUMBERS if offset(parts, n) < stop and start < offset(parts, n + 1)}
        found = read(write(tmp_path / name, [data[:start] + data[stop:]]))
        assert set(found.numbers) >= set(NUMBERS) - touched
        assert found.faults or not touched


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
@pytest.mark.parametrize("difference", [-200, -1, 37, 5_000, 10**9])
def test_a_wrong_length_costs_only_its_record(name: str, difference: int, tmp_path: Path) -> None:
    block = len(HTML) + len(html_of(8))
    record = record_of(8, http=HTML, length=block + difference)
    parts = FORMS[name]()
    parts[8] = member_of(record) if name.endswith("gz") else record
    found = read(write(tmp_path / name, parts))
    assert set(found.numbers) >= set(without(8))
    assert [f.spot.member for f in found.faults] == [offset(parts, 8)]


@pytest.mark.parametrize("length", [b"-1", b"abc", b"", b"9" * 30, b"1e3"])
def test_a_length_that_is_none(length: bytes, tmp_path: Path) -> None:
    parts = members()
    record = record_of(8)
    start = record.index(b"Content-Length: ") + 16
    end = record.index(b"\r\n", start)
    parts[8] = member_of(record[:start] + length + record[end:])
    found = read(write(tmp_path / "a.warc.gz", parts))
    assert found.numbers == without(8)
    assert found.codes == ["bad-length"]


def bomb_member() -> bytes:
    """A record of a gigabyte in one megabyte."""
    size = 1 << 30
    head = record_of(8, http=HTML, body=b"", length=size)[:-4]
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [squeeze.compress(head)]
    zeros = bytes(1 << 20)
    parts += [squeeze.compress(zeros) for _ in range(1 << 10)]
    return b"".join([*parts, squeeze.flush()])


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    parts = members()
    parts[8] = bomb_member()
    path = write(tmp_path / "a.warc.gz", parts)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    found = read(path)
    assert time.monotonic() - began < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert found.numbers == without(8)
    assert found.codes in (["bomb"], ["too-large"])


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate"])
def test_a_bomb_in_the_content_encoding(encoding: str, tmp_path: Path) -> None:
    zeros = bytes(64 << 20)
    if encoding == "br":
        body = pytest.importorskip("brotli").compress(zeros, quality=3)
    elif encoding == "zstd":
        body = pytest.importorskip("zstandard").compress(zeros)
    else:
        body = gzip.compress(zeros) if encoding == "gzip" else zlib.compress(zeros)
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\n\r\n"
    parts = members()
    parts[8] = member_of(record_of(8, http=http.encode(), body=body))
    tracemalloc.start()
    found = read(write(tmp_path / "a.warc.gz", parts))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.numbers == without(8)
    assert found.codes == ["too-large"]
    assert peak < 90_000_000


@pytest.mark.parametrize(
    ("http", "body", "code"),
    [
        (b"Content-Encoding: gzip", gzip.compress(html_of(8))[:-40], "bad-encoding"),
        (b"Content-Encoding: gzip", b"\x1f\x8b\x08\x00broken", "bad-encoding"),
        (b"Content-Encoding: compress", b"\x1f\x9d\x90", "no-decoder"),
        (b"Content-Encoding: gzip, gzip, gzip", b"\x1f\x8b", "bad-encoding"),
    ],
)
def test_a_broken_encoding_is_named(http: bytes, body: bytes, code: str, tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + http + b"\r\n\r\n"
    parts = members()
    parts[8] = member_of(record_of(8, http=head, body=body))
    found = read(write(tmp_path / "a.warc.gz", parts))
    assert found.numbers == without(8)
    assert found.codes == [code]
    assert url_of(8) in found.faults[0].message


def test_a_page_above_the_limit_is_refused_with_its_size(tmp_path: Path) -> None:
    parts = members()
    parts[8] = member_of(record_of(8, http=HTML, body=b"<p>" + b"x" * 3_000_000))
    found = read(write(tmp_path / "a.warc.gz", parts), limit=1_000_000)
    assert found.numbers == without(8)
    assert found.codes == ["too-large"]
    assert "3000" in found.faults[0].message


def test_damage_between_two_ranges_is_named_once(tmp_path: Path) -> None:
    parts = members()
    at = offset(parts, 10)
    parts[10] = parts[10][:400]
    path = write(tmp_path / "a.warc.gz", parts)
    for cut in (at - 300, at - 1, at, at + 1, at + 200, at + 399, at + 400, at + 401):
        found = read(path, [cut])
        assert found.numbers == without(10), cut
        assert [f.spot.member for f in found.faults] == [at], cut


NOT_ARCHIVES: dict[str, bytes] = {
    "empty": b"",
    "zeros": bytes(10_000),
    "html": html_of(1),
    "text": b"catatan\n" * 500,
    "gzip of html": gzip.compress(html_of(1)),
    "zip of html": b"",
    "tar": b"",
}


def not_archive(kind: str) -> bytes:
    data = io.BytesIO()
    if kind == "zip of html":
        with zipfile.ZipFile(data, "w") as container:
            container.writestr("index.html", html_of(1))
    elif kind == "tar":
        with tarfile.open(fileobj=data, mode="w") as tar:
            tar.addfile(tarfile.TarInfo("a"))
    return data.getvalue() or NOT_ARCHIVES[kind]


@pytest.mark.parametrize("kind", NOT_ARCHIVES)
@pytest.mark.parametrize("suffix", [".warc", ".warc.gz", ".wacz"])
def test_a_file_that_is_no_archive_gives_no_page(kind: str, suffix: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"a{suffix}", [not_archive(kind)])
    for volume in volumes_of(str(path)):
        if volume.compression is not None:
            found = read(path)
            assert found.numbers == ()
            assert found.faults


def test_random_bytes_never_raise(tmp_path: Path) -> None:
    """Any bytes under any archive name: items or faults, never an error, always an end."""
    chance = random.Random(3)
    seeds = [b"".join(form()) for form in FORMS.values()]
    seeds += [path.read_bytes() for path in sorted(WARCIO.glob("*arc*"))]
    for number in range(300):
        data = bytearray(chance.choice(seeds)[: chance.randrange(1, 30_000)])
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        suffix = chance.choice([".warc", ".warc.gz", ".warc.zst", ".arc.gz"])
        path = write(tmp_path / f"a{suffix}", [bytes(data)])
        for volume in volumes_of(str(path)):
            if volume.compression is not None:
                with volume.open() as view:
                    from extractor.warc import ArchiveReader

                    reader = ArchiveReader(view, volume.compression, 1_000_000)
                    items = list(reader.items(0, volume.size))
                    spots = [item.spot for item in items]
                    assert spots == sorted(spots), number


SPACED = (
    "http://example.com/index.cfm?FuseAction=Email&EmailTitle=Examples From The Live Web"
    "&IsPopUp=False"
)
# file of the warcio project -> addresses of the pages read, codes of the faults
WARCIO_FILES: dict[str, tuple[list[str], list[str]]] = {
    "bad.arc": ([], ["bad-length", "bad-length", "bad-length"]),
    "example-bad-non-chunked.warc.gz": (["http://example.com/"], []),
    "example-bad.warc.gz.bad": (["http://example.com?example=1"], []),
    "example-digest.warc": ([], []),  # requests only
    "example-iana.org-chunked.warc": (["http://www.iana.org/"], []),
    "example-resource.warc.gz": (["http://example.com/"], []),
    "example-space-in-target-uri.warc.gz": ([], []),  # an image
    # the record claims 12 bytes more than the file has; its HTTP length is met
    "example-space-in-url.arc": (
        [
            SPACED,
        ],
        [],
    ),
    "example-trunc.warc": ([], ["damaged"]),  # bytes are missing: the digest does not fit
    "example-wget-bad-target-uri.warc.gz": (["http://example.com/"], []),
    "example-wrong-chunks.warc.gz": (["http://example.com/"], []),
    "example.arc": (["http://example.com/"], []),
    "example.arc.gz": (["http://example.com/"], []),
    "example.warc": (["http://example.com/"], []),
    "example.warc.gz": (["http://example.com/"], []),
    "post-test.warc.gz": ([], []),  # JSON answers
}


def test_all_files_of_the_warcio_project_are_listed() -> None:
    assert sorted(WARCIO_FILES) == sorted(p.name for p in WARCIO.glob("*arc*"))


@pytest.mark.parametrize("name", WARCIO_FILES)
def test_files_of_the_warcio_project(name: str) -> None:
    urls: list[str | None] = []
    codes: list[str] = []
    for volume in volumes_of(str(WARCIO / name)):
        assert volume.compression is not None
        with volume.open() as view:
            from extractor.warc import ArchiveReader, Fault

            for item in ArchiveReader(view, volume.compression, 10**7).items(0, volume.size):
                if isinstance(item, Capture):
                    urls.append(item.url)
                    assert b"</html>" in item.body
                elif isinstance(item, Fault):
                    codes.append(item.code)
                    assert 0 <= item.spot.member < item.end <= volume.size
                    assert item.message
    assert (urls, codes) == WARCIO_FILES[name]
