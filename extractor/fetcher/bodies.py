"""Bodies out of the archive, by the place that the index knows."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from extractor.errors import SourceError
from extractor.fetcher import decoding
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.libraries import needed
from extractor.fetcher.rows import Capture

MAX_BYTES: Final = 50 << 20
_CHARSET: Final = re.compile(r"charset=([\w-]+)")


def bodies_of(captures: Sequence[Capture]) -> list[Capture]:
    """The captures that hold a page, oldest first."""
    return [each for each in captures if each.kind == "response" and 200 <= each.status < 300]


def body_at(folder: Path, capture: Capture) -> bytes:
    """The decoded body of a record of the archive.

    Raises:
        SourceError: the record is not there or damaged: the folder was changed.
    """
    return _read(folder, capture)[0]


def resource_at(folder: Path, capture: Capture) -> tuple[bytes, str | None]:
    """The page of a resource record, and its charset.

    Raises:
        SourceError: the record is not there or damaged.
    """
    body, record = _read(folder, capture)
    label = _CHARSET.search(str(record.rec_headers.get_header("Content-Type")))
    return body, label[1] if label else None


def _read(folder: Path, capture: Capture) -> tuple[bytes, Any]:
    loader = needed("warcio.recordloader").ArcWarcRecordLoader()
    path = folder / capture.file
    try:
        with path.open("rb") as file:
            file.seek(capture.position)
            member = zlib.decompressobj(31).decompress(file.read(capture.length), MAX_BYTES)
        record = loader.parse_record_stream(io.BytesIO(member))
        wire = record.raw_stream.read()
        header = record.http_headers.get_header("Content-Encoding") if record.http_headers else ""
        decoder = decoding.BodyDecoder(decoding.codings_of(header or ""), limit=MAX_BYTES)
        decoder.feed(wire)
        decoder.finish()
        return decoding.unpacked(decoder.body, MAX_BYTES), record
    except (OSError, EOFError, zlib.error, AttributeError, FetchFailure) as error:
        where = f"{path}#{capture.position}"
        raise SourceError("trouble-archive-index", name=where) from error
