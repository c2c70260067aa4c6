"""Archives behind addresses: read by byte ranges, or refused with what to do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from extractor.errors import SourceError
from extractor.sources import resolve
from extractor.warc import Capture, volumes_of
from tests.archive.makers import gzip_archive, number_of, read

pytest.importorskip("aiohttp")
pytestmark = [
    # the client's event loop leaves its socket to the collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


class Server(ThreadingHTTPServer):
    """Serves one archive, with byte ranges or without."""

    def __init__(self, data: bytes, *, ranges: bool) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.data = data
        self.ranges = ranges
        self.asked: list[str] = []


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        data = self.server.data
        if not self.path.endswith("/a.warc.gz"):
            self.send_error(404)
            return
        wanted = self.headers.get("Range")
        start, stop = 0, len(data)
        if self.server.ranges and wanted:
            self.server.asked.append(wanted)
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            start, stop = int(first), min(int(last or len(data) - 1) + 1, len(data))
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{stop - 1}/{len(data)}")
        else:
            self.send_response(200)
        if self.server.ranges:
            self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(stop - start))
        self.end_headers()
        if body:
            self.wfile.write(data[start:stop])

    def log_message(self, *_: object) -> None:
        """Quiet."""


def serving(data: bytes, *, ranges: bool) -> Iterator[Server]:
    server = Server(data, ranges=ranges)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def archive(tmp_path: Path) -> bytes:
    return gzip_archive(tmp_path / "a.warc.gz", range(40)).read_bytes()


@pytest.fixture
def ranged(archive: bytes) -> Iterator[Server]:
    yield from serving(archive, ranges=True)


@pytest.fixture
def whole_only(archive: bytes) -> Iterator[Server]:
    yield from serving(archive, ranges=False)


def address(server: Server, name: str = "a.warc.gz") -> str:
    return f"http://127.0.0.1:{server.server_address[1]}/crawl/{name}"


def test_an_archive_over_http(ranged: Server) -> None:
    (file,) = resolve([address(ranged)]).files
    assert (file.kind, file.size, file.name) == ("archive", len(ranged.data), address(ranged))
    (volume,) = volumes_of(file.name)
    from extractor.warc import ArchiveReader

    with volume.open() as view:
        assert volume.compression is not None
        items = ArchiveReader(view, volume.compression, 10**7).items(0, volume.size)
        assert [number_of(i) for i in items if isinstance(i, Capture)] == list(range(40))
    assert ranged.asked


def test_a_server_without_ranges(whole_only: Server) -> None:
    with pytest.raises(SourceError, match="byte ranges"):
        list(volumes_of(address(whole_only)))


def test_an_address_that_is_not_there(ranged: Server) -> None:
    with pytest.raises(SourceError, match="no such archive"):
        resolve([address(ranged, "b.warc.gz")])


def test_a_pattern_of_file_addresses(tmp_path: Path) -> None:
    for name in ("b", "a"):
        gzip_archive(tmp_path / f"{name}.warc.gz", range(3))
    files = resolve([f"{tmp_path.as_uri()}/*.warc.gz"]).files
    assert [file.name.rsplit("/", 1)[1] for file in files] == ["a.warc.gz", "b.warc.gz"]
    assert all(read(Path(file.name.removeprefix("file://"))).numbers == (0, 1, 2) for file in files)
