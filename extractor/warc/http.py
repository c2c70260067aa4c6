"""An HTTP response as archived, turned into the bytes of its page."""

from __future__ import annotations

import re
import zlib
from typing import NamedTuple

from extractor.warc.headers import Fields
from extractor.warc.items import Unusable

_STATUS = re.compile(rb"HTTP/[0-9.]+[ \t]+([0-9]{3})")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_HTML_TYPES = (b"text/html", b"application/xhtml")
_UNSAID_TYPES = (b"", b"unknown", b"no-type", b"application/octet-stream", b"unk")


class Body(NamedTuple):
    """Page bytes; or, with ``passed``, the reason why there is no page (status, type)."""

    body: bytes = b""
    charset: str | None = None
    passed: str | None = None


def body_of(data: bytes, start: int, stop: int, mime: bytes, limit: int) -> Body:
    """The page of a response block, or of a resource block, which has no HTTP header.

    Args:
        data: holds the record's block.
        start: where the block begins in it.
        stop: where the block ends.
        mime: content type that the record declares.
        limit: page bytes above which it is refused.

    Raises:
        Unusable: too-large, bad-encoding or no-decoder.
    """
    if not data.startswith(b"HTTP/", start):
        return _judged(data[start:stop], b"" if mime.startswith(b"application/http") else mime)
    status = _STATUS.match(data, start, stop)
    if status is None or not status[1].startswith(b"2"):
        return Body(passed="status")
    split = _split(data, start, stop)
    if split is None:
        return Body(passed="type")
    fields = Fields(data[start : split[0]])
    kind = fields.get(b"content-type").lower()
    if not kind.startswith(_HTML_TYPES) and not _is_unsaid(kind):
        return Body(passed="type")
    body = data[split[1] : stop]
    if b"chunked" in fields.get(b"transfer-encoding").lower():
        body = unchunked(body)
    encoding = fields.get(b"content-encoding").lower()
    if encoding not in (b"", b"identity"):
        body = decoded(body, encoding, limit)
    if len(body) > limit:
        raise Unusable("too-large", f"the page has {len(body)} bytes; the limit is {limit}")
    return _judged(body, kind)


def whole_response(block: bytes) -> bytes | None:
    """The response that begins the block, if the length it gives itself is there; else None."""
    split = _split(block, 0, len(block))
    if not block.startswith(b"HTTP/") or split is None:
        return None
    head, start = split
    length = Fields(block[:head]).get(b"content-length")
    if not length.isdigit() or len(length) > 12 or start + int(length) > len(block):
        return None
    return block[: start + int(length)]


def _split(data: bytes, start: int, stop: int) -> tuple[int, int] | None:
    """Where the HTTP header of the block [start, stop) ends and where its body begins."""
    for gap in (b"\r\n\r\n", b"\n\n"):
        end = data.find(gap, start, stop)
        if end >= 0:
            return end, end + len(gap)
    return None


def _judged(body: bytes, kind: bytes) -> Body:
    """The page, if its content type says that it is one, or is silent and it looks like one."""
    if not kind.startswith(_HTML_TYPES) and not (
        _is_unsaid(kind) and body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    ):
        return Body(passed="type")
    charset = _CHARSET.search(kind)
    return Body(body, charset[1].decode("ascii", "replace") if charset else None)


def _is_unsaid(kind: bytes) -> bool:
    return kind.split(b";")[0].strip() in _UNSAID_TYPES


def unchunked(body: bytes) -> bytes:
    """The body without its chunk headers; as it is where it has none (many writers undo them)."""
    parts: list[bytes] = []
    at = 0
    while True:
        size = _CHUNK_SIZE.match(body, at)
        if size is None:
            return b"".join(parts) + body[at:] if parts else body
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length
        if body.startswith(b"\r\n", at):
            at += 2
        elif body.startswith(b"\n", at):
            at += 1
        elif at >= len(body):
            return b"".join(parts)


def decoded(body: bytes, encodings: bytes, limit: int) -> bytes:
    """The body with its content encodings undone, never more than ``limit`` bytes of it.

    A body that is no compressed data at all is given as it is: crawlers that decode keep the
    header.

    Raises:
        Unusable: too-large, bad-encoding (cut or damaged), no-decoder.
    """
    names = [name.strip() for name in encodings.split(b",") if name.strip()]
    if len(names) > 2:
        raise Unusable("bad-encoding", "more than two content encodings, one on the other")
    for name in reversed(names):
        if body.lstrip()[:1] == b"<":
            return body
        if name in (b"gzip", b"x-gzip"):
            body = _inflated(body, 31, limit)
        elif name == b"deflate":
            body = _inflated(body, 15 if body[:1] == b"\x78" else -15, limit)
        elif name == b"br":
            body = _unbrotli(body, limit)
        elif name == b"zstd":
            body = _unzstd(body, limit)
        elif name != b"identity":
            raise Unusable("no-decoder", f"content encoding {name.decode('ascii', 'replace')!r}")
    return body


def _inflated(body: bytes, window: int, limit: int) -> bytes:
    parts: list[bytes] = []
    total = 0
    while body:
        inflate = zlib.decompressobj(window)
        try:
            parts.append(inflate.decompress(body, limit - total + 1))
        except zlib.error as error:
            raise Unusable("bad-encoding", f"the compressed body is damaged: {error}") from None
        total += len(parts[-1])
        if total > limit:
            raise _too_large(limit)
        if not inflate.eof:
            raise Unusable("bad-encoding", "the compressed body is cut")
        body = inflate.unused_data if inflate.unused_data[:2] == b"\x1f\x8b" else b""
    return b"".join(parts)


def _unbrotli(body: bytes, limit: int) -> bytes:
    try:
        import brotli
    except ImportError:
        raise Unusable("no-decoder", "content encoding 'br' needs the package brotli") from None
    decoder = brotli.Decompressor()
    parts: list[bytes] = []
    total = 0
    try:
        piece = decoder.process(body, output_buffer_limit=limit + 1)
        while True:
            parts.append(piece)
            total += len(piece)
            if total > limit:
                raise _too_large(limit)
            if decoder.is_finished():
                return b"".join(parts)
            if decoder.can_accept_more_data():
                raise Unusable("bad-encoding", "the compressed body is cut")
            piece = decoder.process(b"", output_buffer_limit=limit + 1 - total)
    except brotli.error as error:
        raise Unusable("bad-encoding", f"the compressed body is damaged: {error}") from None


def _unzstd(body: bytes, limit: int) -> bytes:
    try:
        import zstandard
    except ImportError:
        raise Unusable("no-decoder", "content encoding 'zstd' needs zstandard") from None
    reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(body)
    try:
        page: bytes = reader.read(limit + 1)
    except zstandard.ZstdError as error:
        raise Unusable("bad-encoding", f"the compressed body is damaged: {error}") from None
    if len(page) > limit:
        raise _too_large(limit)
    return page


def _too_large(limit: int) -> Unusable:
    return Unusable("too-large", f"the page grows beyond the limit of {limit} bytes")
