"""The articles of a fetch folder as pages: each once, all its pages in one, without a network."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.errors import SourceError
from extractor.fetcher import decoding
from extractor.fetcher.articles import WHOLE
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.libraries import needed
from extractor.fetcher.merging import merged
from extractor.fetcher.rows import Address, Capture
from extractor.fetcher.session import INDEX
from extractor.models import Page

MAX_BYTES = 50 << 20


def is_fetch_folder(path: Path) -> bool:
    """Whether a folder is one that `fetch` made."""
    return (path / INDEX).is_file()


def stored_pages(folder: Path, name: str | None = None) -> Iterator[Page]:
    """Every article of a fetch folder, in the order found; one that changed, each version.

    Args:
        folder: the folder.
        name: how the caller named it; ``source`` is that, the file and the record's offset.

    Raises:
        SourceError: the index cannot be read.
    """
    ledger = Ledger(folder / INDEX, read_only=True)
    try:
        shown = str(folder) if name is None else name
        for address in ledger.select("state = 'stored' AND kind = 'article' ORDER BY id"):
            yield from pages_of(ledger, folder, shown.rstrip("/\\"), address)
    finally:
        ledger.close()


def pages_of(ledger: Ledger, folder: Path, name: str, address: Address) -> Iterator[Page]:
    """The versions of one stored article, oldest first, the last one with all its pages."""
    bodies = [each for each in ledger.captures(address.id) if _has_body(each)]
    parts = [
        (part, part.charset or "utf-8")
        for part in ledger.select(
            "target = ? AND kind = 'part' AND state = 'stored' ORDER BY part", address.id
        )
    ]
    for capture in bodies:
        html = body_at(folder, capture)
        charset = address.charset
        if parts and capture is bodies[-1]:
            html, charset = _whole(ledger, folder, html, charset or "utf-8", parts)
        yield Page(
            url=address.url,
            source=f"{name}/{capture.file}#{capture.position}",
            html=html,
            charset=None if charset is None else charset.replace("utf-8-sig", "utf-8"),
        )


def _whole(
    ledger: Ledger,
    folder: Path,
    html: bytes,
    charset: str,
    parts: Sequence[tuple[Address, str]],
) -> tuple[bytes, str]:
    """All pages of a paged article in one, with its charset."""
    found: list[tuple[bytes, str]] = []
    for part, encoding in parts:
        bodies = [each for each in ledger.captures(part.id) if _has_body(each)]
        if bodies:
            body = body_at(folder, bodies[-1])
            if part.part == WHOLE:
                return body, encoding
            found.append((body, encoding))
    return (merged(html, charset, found), "utf-8") if found else (html, charset)


def _has_body(capture: Capture) -> bool:
    return capture.kind == "response" and 200 <= capture.status < 300


def body_at(folder: Path, capture: Capture) -> bytes:
    """The decoded body of a record of the archive.

    Raises:
        SourceError: the record is not there or damaged: the folder was changed.
    """
    loader = needed("warcio.recordloader").ArcWarcRecordLoader()
    path = folder / capture.file
    try:
        with path.open("rb") as file:
            file.seek(capture.position)
            member = zlib.decompressobj(31).decompress(file.read(capture.length), MAX_BYTES)
        record = loader.parse_record_stream(io.BytesIO(member))
        wire = record.raw_stream.read()
        codings = decoding.codings_of(record.http_headers.get_header("Content-Encoding") or "")
        decoder = decoding.BodyDecoder(codings, limit=MAX_BYTES)
        decoder.feed(wire)
        return decoding.unpacked(decoder.body, MAX_BYTES)
    except (OSError, EOFError, zlib.error, AttributeError, FetchFailure) as error:
        where = f"{path}#{capture.position}"
        raise SourceError(f"{where}: the archive does not hold what its index says") from error
