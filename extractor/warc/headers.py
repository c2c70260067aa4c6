"""Headers of WARC and ARC records."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.warc.buffer import Buffer
from extractor.warc.items import Broken

WARC_START = re.compile(rb"WARC/[01]\.[0-9]+[ \t]*\r?\n[A-Za-z-]{1,60}[ \t]*:")
ARC_LINE = re.compile(
    rb"(?P<url>(?:filedesc|https?|ftp|dns):[^\r\n]{0,8000}?) (?P<ip>[^ \r\n]{1,60})"
    rb" (?P<date>[0-9]{8,20}) (?P<type>[^\r\n]{0,2000}?) ?(?P<length>[^ \r\n]{1,30})\r?\n"
)
ARC_START = re.compile(rb"(?:filedesc|https?|ftp|dns):")


class Header(NamedTuple):
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


class Fields:
    """Fields of a header block, looked up by lower-case name; of a repeated one the first."""

    __slots__ = ("_block", "_low")

    def __init__(self, block: bytes) -> None:
        self._block = block
        self._low = block.lower()

    def get(self, name: bytes) -> bytes:
        """The value with its continuation lines, b"" where the field is missing."""
        at = self._low.find(b"\n" + name + b":")
        if at < 0:
            return b""
        block = self._block
        start = at + len(name) + 2
        end = block.find(b"\n", start)
        while end >= 0 and block[end + 1 : end + 2] in (b" ", b"\t"):
            end = block.find(b"\n", end + 1)
        value = block[start:] if end < 0 else block[start:end]
        return b" ".join(value.split(b"\n")).strip() if b"\n" in value else value.strip()


def read_header(buffer: Buffer) -> Header:
    """The header of the record that begins here.

    Raises:
        Broken: bad-header or bad-length.
    """
    start = buffer.peek(9)
    if start.startswith(b"WARC/"):
        return warc_header(buffer.header())
    if ARC_START.match(start):
        return _arc(buffer.line())
    raise Broken("bad-header", "neither a WARC nor an ARC record begins here")


def warc_header(block: bytes) -> Header:
    """The header whose lines are given, the version line first.

    Raises:
        Broken: bad-length.
    """
    fields = Fields(block)
    url = fields.get(b"warc-target-uri").strip(b"<> \t")
    return Header(
        kind=fields.get(b"warc-type").lower(),
        url=_text(url) or None,
        date=_text(fields.get(b"warc-date")),
        length=_length(fields.get(b"content-length")),
        mime=fields.get(b"content-type").lower(),
        digest=fields.get(b"warc-block-digest"),
        segment=fields.get(b"warc-segment-number") != b"",
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
