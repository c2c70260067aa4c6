"""Headers of WARC and ARC records."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.warc.buffer import Buffer
from extractor.warc.items import Broken

WARC_START = re.compile(rb"WARC/[01]\.[0-9]+[ \t]*\r?\n[A-Za-z-]{1,60}[ \t]*:")
ARC_LINE = re.compile(
    rb"(?P<url>(?:filedesc|https?|ftp|dns):[^\r\n]{0,8000}?) (?P<ip>[^ \r\n]{1,60})"
    rb" (?P<date>[0-9]{8,20}) (?P<type>[^\r\n]{0,2000}?) ?(?P<length>[^ \r\n]{1,30})\r?\n"
)
ARC_START = re.compile(rb"(?:filedesc|https?|ftp|dns):")


@dataclass(frozen=True, slots=True)
class Header:
    """What a record says of itself; ``kind`` is the WARC type, or ``arc``."""

    kind: bytes
    url: str | None
    date: str
    length: int
    mime: bytes
    digest: bytes
    segment: bool


def starts_record(data: bytes) -> bool:
    """Whether a record of either format begins here, blank bytes aside."""
    data = data.lstrip(b"\r\n\t \x00")
    return WARC_START.match(data) is not None or ARC_LINE.match(data) is not None


def fields_of(block: bytes) -> dict[bytes, bytes]:
    """Fields of a header block by lower-case name; of a repeated one the first."""
    fields: dict[bytes, bytes] = {}
    last = b""
    for line in block.split(b"\n"):
        if line[:1] in (b" ", b"\t") and last:
            fields[last] += b" " + line.strip()
            continue
        name, colon, value = line.partition(b":")
        last = name.strip().lower() if colon else b""
        if colon and last not in fields:
            fields[last] = value.strip()
    return fields


def read_header(buffer: Buffer) -> Header:
    """The header of the record that begins here.

    Raises:
        Broken: bad-header or bad-length.
    """
    start = buffer.peek(9)
    if start.startswith(b"WARC/"):
        return _warc(buffer.header())
    if ARC_START.match(start):
        return _arc(buffer.line())
    raise Broken("bad-header", "neither a WARC nor an ARC record begins here")


def _warc(block: bytes) -> Header:
    fields = fields_of(block)
    url = fields.get(b"warc-target-uri", b"").strip(b"<> \t")
    return Header(
        kind=fields.get(b"warc-type", b"").lower(),
        url=_text(url) or None,
        date=_text(fields.get(b"warc-date", b"")),
        length=_length(fields.get(b"content-length", b"")),
        mime=fields.get(b"content-type", b"").lower(),
        digest=fields.get(b"warc-block-digest", b""),
        segment=b"warc-segment-number" in fields,
    )


def _arc(line: bytes) -> Header:
    found = ARC_LINE.match(line + b"\n")
    if found is None:
        raise Broken("bad-header", "the ARC record's header line is none")
    url = _text(found["url"])
    return Header(
        kind=b"arc",
        url=url,
        date=_text(found["date"]),
        length=_length(found["length"]),
        mime=b"" if url.startswith(("filedesc:", "dns:")) else found["type"].lower(),
        digest=b"",
        segment=False,
    )


def _length(value: bytes) -> int:
    if not value.isdigit() or len(value) > 18:
        raise Broken("bad-length", f"the record's length is {_text(value)[:40]!r}")
    return int(value)


def _text(value: bytes) -> str:
    return value.decode("utf-8", "backslashreplace")
