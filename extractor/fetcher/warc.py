"""The archive: WARC 1.1 files of request, response, revisit and metadata records.

A group of records is one write at the end of a file. Bytes behind the length that the index
knows belong to a run that was killed before it could say so: they are cut off.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from extractor.fetcher import addresses
from extractor.fetcher.client import Answer
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.libraries import needed

SUFFIX: Final = ".warc.gz"
_SAME_BODY: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED: Final = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_CHARSET_LABELS: Final = {"utf-8-sig": "utf-8", "cp1252": "windows-1252"}
# The body is stored without its transfer coding: the line that names it would be a lie.
_UNDONE: Final = ("transfer-encoding", "content-length")


@dataclass(frozen=True, slots=True)
class Original:
    """An earlier capture with the same body; ``digest`` of its payload as stored."""

    record: str
    url: str
    date: str
    digest: str


@dataclass(frozen=True, slots=True)
class Written:
    """The main record of a group: its file, offset, length in bytes, id, payload digest."""

    file: str
    position: int
    length: int
    record: str
    digest: str


def payload_digest(body: bytes) -> str:
    """Digest of a decoded body, as it is compared between captures."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


def block_digest(body: bytes) -> str:
    """Digest of a stored payload, as WARC records carry it."""
    digest = hashlib.sha1(body, usedforsecurity=False).digest()
    return "sha1:" + base64.b32encode(digest).decode("ascii")


def warc_date(seconds: float) -> str:
    """Seconds since the epoch as a WARC-Date."""
    moment = datetime.fromtimestamp(seconds, tz=UTC)
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


class Archive:
    """One series of WARC files (``pages-00001.warc.gz``, …) below a folder.

    Args:
        folder: where the files lie; their names in the index are relative to it.
        series: path and name of the series ("pages", "trail/trail").
        about: lines of the warcinfo record of each file.
        rotate: bytes after which a new file is begun.
    """

    def __init__(
        self,
        folder: Path,
        series: str,
        ledger: Ledger,
        about: Mapping[str, str],
        rotate: int = 1_000_000_000,
    ) -> None:

        self._folder = folder
        self._series = series
        self._ledger = ledger
        self._about = about
        self._rotate = rotate
        self._buffer = io.BytesIO()
        self._writer: Any = needed("warcio.warcwriter").WARCWriter(
            self._buffer, gzip=True, warc_version="1.1"
        )
        self._file: IO[bytes] | None = None
        self._name = ""
        self._mend()
        self.turn_over()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def _mend(self) -> None:
        """Cut every file of the series to the length that counts; the last one goes on."""
        for name, length in sorted(self._ledger.files().items()):
            if name.removesuffix(SUFFIX).rpartition("-")[0] == self._series:
                path = self._folder / name
                if path.exists() and path.stat().st_size > length:
                    with path.open("r+b") as file:
                        file.truncate(length)
                self._name = name

    def turn_over(self) -> None:
        """Begin another file if there is none or the last is full; outside of a transaction.

        Its name is in the index before it is on the disk: whatever a killed run leaves there
        is known to be its own.
        """
        if self._name and self._ledger.files()[self._name] < self._rotate:
            return
        if self._file is not None:
            self._file.close()
            self._file = None
        number = int(self._name.removesuffix(SUFFIX).rpartition("-")[2]) if self._name else 0
        while True:
            number += 1
            self._name = f"{self._series}-{number:05}{SUFFIX}"
            if not (self._folder / self._name).exists():
                break
        self._ledger.set_file(self._name, 0)

    def response(
        self, answer: Answer, facts: Mapping[str, object], original: Original | None = None
    ) -> Written:
        """Write an answer with its request and what is known of it.

        Args:
            answer: the exchange.
            facts: lines of the metadata record; None values are left out.
            original: an earlier capture of the same body: the body is not stored again.
        """
        headers: dict[str, str] = {"WARC-Date": warc_date(answer.started)}
        if answer.peer:
            headers["WARC-IP-Address"] = answer.peer
        if original is not None:
            headers["WARC-Profile"] = _NOT_MODIFIED if answer.status == 304 else _SAME_BODY
            headers["WARC-Refers-To"] = original.record
            headers["WARC-Refers-To-Target-URI"] = original.url
            headers["WARC-Refers-To-Date"] = original.date
            headers["WARC-Payload-Digest"] = original.digest
        main = self._record(
            answer.url,
            "response" if original is None else "revisit",
            b"" if original is not None else answer.wire,
            headers,
            _http_head(answer),
        )
        identity = str(main.rec_headers.get_header("WARC-Record-ID"))
        beside = {"WARC-Date": headers["WARC-Date"], "WARC-Concurrent-To": identity}
        request = self._record(answer.url, "request", b"", beside, _request_head(answer))
        lines = _fields({"fetchTimeMs": round(answer.seconds * 1000), **facts})
        metadata = self._record(answer.url, "metadata", lines, beside, None)
        return self._append((main, request, metadata))

    def resource(
        self, original: Original, body: bytes, charset: str, facts: Mapping[str, object]
    ) -> Written:
        """Write a page that was put together from captured ones, the first of them ``original``.

        Args:
            original: the capture that the page began with.
            body: the page.
            charset: its charset.
            facts: lines of the metadata record.
        """
        headers = {"WARC-Date": original.date, "WARC-Refers-To": original.record}
        label = _CHARSET_LABELS.get(charset, charset)
        main = self._record(
            original.url, "resource", body, headers, None, f"text/html; charset={label}"
        )
        identity = str(main.rec_headers.get_header("WARC-Record-ID"))
        beside = {"WARC-Date": original.date, "WARC-Concurrent-To": identity}
        metadata = self._record(original.url, "metadata", _fields(facts), beside, None)
        return self._append((main, metadata))

    def _record(
        self,
        url: str,
        kind: str,
        payload: bytes,
        headers: Mapping[str, str],
        head: Any,
        content_type: str = "",
    ) -> Any:
        if kind == "metadata":
            content_type = "application/warc-fields"
        return self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(payload),
            length=len(payload),
            warc_content_type=content_type,
            warc_headers_dict=dict(headers),
            http_headers=head,
        )

    def _append(self, records: Sequence[Any]) -> Written:
        file = self._open()
        position = file.tell()
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.write_record(records[0])
        length = self._buffer.tell()
        for record in records[1:]:
            self._writer.write_record(record)
        file.write(self._buffer.getbuffer())
        self._ledger.set_file(self._name, file.tell())
        header = records[0].rec_headers.get_header
        identity, digest = header("WARC-Record-ID"), header("WARC-Payload-Digest")
        return Written(self._name, position, length, str(identity), str(digest))

    def _open(self) -> IO[bytes]:
        """The file to append to; an empty one gets its warcinfo record first."""
        if self._file is None:
            path = self._folder / self._name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
            self._file = path.open("r+b", buffering=0)
            self._file.seek(0, io.SEEK_END)
        if self._file.tell() == 0:
            self._buffer.seek(0)
            self._buffer.truncate()
            about = self._writer.create_warcinfo_record(Path(self._name).name, self._about)
            self._writer.write_record(about)
            self._file.write(self._buffer.getbuffer())
        return self._file


def _fields(facts: Mapping[str, object]) -> bytes:
    """Lines of a metadata record; None values are left out."""
    lines = (f"{key}: {value}\r\n" for key, value in facts.items() if value is not None)
    return "".join(lines).encode()


def _heads() -> Any:
    return needed("warcio.statusandheaders").StatusAndHeaders


def _http_head(answer: Answer) -> Any:
    headers = [(name, value) for name, value in answer.headers if name.lower() not in _UNDONE]
    headers += [
        (f"X-Archive-Orig-{name}", value)
        for name, value in answer.headers
        if name.lower() in _UNDONE
    ]
    if answer.status != 304:
        headers.append(("Content-Length", str(len(answer.wire))))
    return _heads()(f"{answer.status} {answer.reason}", headers, protocol=answer.version)


def _request_head(answer: Answer) -> Any:
    parts = addresses.split(answer.url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return _heads()(f"GET {target} HTTP/1.1", list(answer.sent), is_http_request=True)
