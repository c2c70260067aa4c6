"""Archive -> captures: member by member, around whatever is damaged."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Generator, Iterator

from extractor.warc.buffer import Buffer, Short
from extractor.warc.finding import Compression, Finder
from extractor.warc.headers import Header, read_header, starts_record, warc_header
from extractor.warc.http import body_of, whole_response
from extractor.warc.items import Broken, Capture, Fault, Item, Passed, Spot, Unusable
from extractor.warc.views import View

_PAGE_KINDS = frozenset({b"response", b"resource", b"arc"})
# What a page's HTTP header and chunk headers may add to it.
_AROUND = 1 << 18
_DIGESTS = {b"sha1": (hashlib.sha1, 20), b"sha256": (hashlib.sha256, 32), b"md5": (hashlib.md5, 16)}


class ArchiveReader:
    """Reads the records that begin in a byte range of one archive.

    Ranges that meet give together what the whole gives, but for a record kept uncompressed
    inside another record: ``reached`` says up to where a range has read, so that whoever
    joins ranges can leave out items that begin before it.

    Args:
        view: the archive's bytes.
        compression: as ``compression_of`` its first bytes.
        limit: page bytes above which a page is refused.
    """

    def __init__(self, view: View, compression: Compression, limit: int) -> None:
        self.reached = 0
        self._view = view
        self._limit = limit
        self._finder = Finder(view, compression)
        self._plain = compression == "plain"
        self._gzip = compression == "gzip"

    def items(self, start: int, stop: int, *, after: Spot | None = None) -> Iterator[Item]:
        """Captures, captures passed over, and faults, in the order of their places.

        Records that begin in [start, stop) are read; with ``after``, those behind the item at
        that spot.
        """
        skip = 0
        if after is not None:
            at, skip = after.member, after.inner + 1
        else:
            at = start if start == 0 else self._finder.next(start, stop)
        while at < stop:
            if at >= self._view.size:
                break
            item, end = self._quick(at) if self._gzip and not skip else (None, 0)
            if end:
                if item is not None:
                    yield item
                at = end
                continue
            beyond = self._finder.past_padding(at)
            if beyond > at:
                at = beyond
                continue
            at = yield from self._member(at, skip)
            skip = 0
        at = self._finder.past_padding(at)
        if start < at < self._view.size and at >= stop and not self._finder.sound(at):
            at = yield from self._lost(Spot(at), Broken("damaged", "no record begins here"))
        self.reached = max(at, stop)

    def _quick(self, at: int) -> tuple[Item | None, int]:
        """The usual case in few steps: a short gzip member that holds one sound WARC record.

        Returns its item and the offset behind it; offset 0 where anything is unusual, and the
        member is to be read step by step.
        """
        whole, end = self._finder.short_member(at, self._limit)
        head = whole.find(b"\r\n\r\n")
        if head < 0 or not whole.startswith(b"WARC/") or not whole.endswith(b"\r\n\r\n"):
            return None, 0
        try:
            header = warc_header(whole[:head])
        except Broken:
            return None, 0
        start = head + 4
        if start + header.length + 4 != len(whole) or header.segment:
            return None, 0
        spot = Spot(at)
        if header.kind in _PAGE_KINDS:
            return self._capture(header, whole, start, spot, end), end
        return Passed(spot, header.url, "revisit") if header.kind == b"revisit" else None, end

    def _member(self, at: int, skip: int) -> Generator[Item, None, int]:
        """Items of one member; returns the offset at which the next one begins."""
        number = 0
        try:
            member = self._finder.open(at)
            buffer = Buffer(member)
            while buffer.skip_blank():
                item = self._record(buffer, Spot(at, number))
                if item is not None and number >= skip:
                    yield item
                number += 1
                if self._plain:
                    return buffer.place
        except Broken as broken:
            return (yield from self._lost(Spot(at, number), broken))
        return member.end

    def _lost(self, spot: Spot, broken: Broken) -> Generator[Item, None, int]:
        end = self._finder.next(spot.member + 1, self._view.size)
        code = broken.code
        if code == "truncated" and end < self._view.size:
            code = "damaged"
        elif spot == (0, 0) and end == self._view.size and code in ("damaged", "bad-header"):
            code = "not-an-archive"
        yield Fault(spot, end, code, f"bytes {spot.member} to {end}: {broken.message}")
        return end

    def _record(self, buffer: Buffer, spot: Spot) -> Item | None:
        header = read_header(buffer)
        wanted = header.kind in _PAGE_KINDS and not _is_description(header)
        block = b""
        if wanted and not (refusal := self._refusal(header)):
            block = self._block(buffer, header, spot)
        else:
            buffer.skip(header.length)
        self._boundary(buffer, header)
        end = buffer.place
        if header.kind == b"revisit":
            return Passed(spot, header.url, "revisit")
        if not wanted:
            return None
        if refusal:
            return Fault(spot, end, *refusal)
        if self._plain and header.digest and not _digest_fits(header.digest, block):
            return Fault(spot, end, "damaged", "the record's digest is not that of its bytes")
        return self._capture(header, block, 0, spot, end)

    def _block(self, buffer: Buffer, header: Header, spot: Spot) -> bytes:
        """The record's block; one that is whole by its own HTTP header ends there."""
        try:
            return buffer.take(header.length)
        except Short:
            block = whole_response(buffer.peek(buffer.held))
            swallowed = self._plain and (
                self._finder.next(spot.member + 1, self._view.size) < self._view.size
            )
            if block is None or swallowed:
                raise
            buffer.skip(buffer.held)
            return block

    def _refusal(self, header: Header) -> tuple[str, str] | None:
        if header.length > self._limit + _AROUND:
            message = f"the record has {header.length} bytes; a page's limit is {self._limit}"
            return "too-large", message
        if header.segment:
            return "segmented", "the record is one segment of a larger one"
        return None

    def _capture(self, header: Header, data: bytes, start: int, spot: Spot, end: int) -> Item:
        try:
            body = body_of(
                data, start, min(len(data), start + header.length), header.mime, self._limit
            )
        except Unusable as problem:
            return Fault(spot, end, problem.code, f"{header.url}: {problem.message}")
        if body.passed is not None:
            return Passed(spot, header.url, body.passed)
        return Capture(spot, header.url, header.date, body.body, body.charset)

    def _boundary(self, buffer: Buffer, header: Header) -> None:
        """What follows a record is another one, or the member's end, whose checksum is read here.

        Raises:
            Broken: bad-length, the record ends elsewhere than it says.
        """
        gap = (b"\n", b"\r\n") if header.kind == b"arc" else (b"\r\n\r\n", b"\n\n")
        following = buffer.peek(8)
        if not following or following.startswith((*gap, b"WARC/")):
            return
        following = buffer.peek(1 << 14)
        if starts_record(following) or not following.strip(b"\r\n\t \x00"):
            return
        raise Broken("bad-length", f"the record does not end after its {header.length} bytes")


def _is_description(header: Header) -> bool:
    url = header.url or ""
    return header.kind == b"arc" and url.startswith(("filedesc:", "dns:"))


def _digest_fits(digest: bytes, block: bytes) -> bool:
    """Whether a digest as WARC writes it ("sha1:BASE32", or hexadecimal) is the block's."""
    name, _, value = digest.partition(b":")
    maker = _DIGESTS.get(name.strip().lower().replace(b"-", b""))
    if maker is None:
        return True
    found = maker[0](block, usedforsecurity=False).digest()
    value = value.strip()
    if len(value) == 2 * maker[1]:
        return value.lower() == found.hex().encode()
    return value.rstrip(b"=").upper() == b32encode(found).rstrip(b"=")
