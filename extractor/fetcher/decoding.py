"""Decompression of bodies in bounded steps, with the end of each stream checked."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Final, Protocol

from extractor.fetcher.failures import FetchFailure

STEP: Final = 1 << 16
MAX_ENCODINGS: Final = 2
_MAX_MEMBERS: Final = 1000
_GZIP_MAGIC: Final = b"\x1f\x8b"
# A zstd block of a few bytes can stand for 128 KiB: so little goes in at a time.
_ZSTD_SLICE: Final = 128
_ZSTD_WINDOW: Final = 1 << 23


class Codec(Protocol):
    """One content coding."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Pieces of a few megabytes at most; raises ``FetchFailure`` on damage."""
        ...

    @property
    def finished(self) -> bool:
        """Whether the stream ended where it should."""
        ...


class _Gzip:
    def __init__(self, window: int = 31) -> None:
        self._window = window
        self._stream = zlib.decompressobj(window)
        self._members = 0
        self._fed = False
        self._trailer = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._fed = self._fed or bool(data)
        data = self._trailer + data if self._stream.eof else data
        while True:
            if self._stream.eof and not self._next_member(data):
                return
            try:
                piece = self._stream.decompress(data, STEP)
            except zlib.error as error:
                raise FetchFailure("encoding", f"damaged compression: {error}") from error
            if piece:
                yield piece
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            if not data and len(piece) < STEP:
                return

    def _next_member(self, data: bytes) -> bool:
        """Start another gzip member; bytes after the last one that are none are left alone."""
        self._trailer = data[:1] if len(data) < len(_GZIP_MAGIC) else b""
        if self._window != 31 or not data.startswith(_GZIP_MAGIC):
            return False
        self._members += 1
        if self._members > _MAX_MEMBERS:
            raise FetchFailure("too-large", f"more than {_MAX_MEMBERS} compressed members")
        self._stream = zlib.decompressobj(self._window)
        return True

    @property
    def finished(self) -> bool:
        return self._stream.eof or not self._fed


class _Deflate:
    """zlib as the standard says, or raw as some servers send it."""

    def __init__(self) -> None:
        self._head = b""
        self._inner: _Gzip | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._inner is None:
            self._head += data
            if len(self._head) < 2:
                return
            first, second = self._head[0], self._head[1]
            wrapped = first & 0x0F == 8 and (first * 256 + second) % 31 == 0
            self._inner = _Gzip(15 if wrapped else -15)
            data = self._head
        yield from self._inner.feed(data)

    @property
    def finished(self) -> bool:
        return self._inner.finished if self._inner else not self._head


class _Brotli:
    def __init__(self, module: Any) -> None:
        self._stream = module.Decompressor()
        self._error: type[Exception] = module.error
        self._fed = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._fed = self._fed or bool(data)
        while not self._stream.is_finished():
            try:
                piece = self._stream.process(data, output_buffer_limit=STEP)
            except self._error as error:
                raise FetchFailure("encoding", f"damaged compression: {error}") from error
            data = b""
            if piece:
                yield piece
            if self._stream.can_accept_more_data():
                return

    @property
    def finished(self) -> bool:
        return not self._fed or bool(self._stream.is_finished())


class _Zstd:
    def __init__(self, module: Any) -> None:
        self._decompressor = module.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._error: type[Exception] = module.ZstdError
        self._stream = self._decompressor.decompressobj()
        self._frames = 0
        self._fed = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._fed = self._fed or bool(data)
        position = 0
        while position < len(data):
            if self._stream.eof:
                self._frames += 1
                if self._frames > _MAX_MEMBERS:
                    raise FetchFailure("too-large", f"more than {_MAX_MEMBERS} compressed frames")
                self._stream = self._decompressor.decompressobj()
            step = data[position : position + _ZSTD_SLICE]
            try:
                piece = self._stream.decompress(step)
            except self._error as error:
                raise FetchFailure("encoding", f"damaged compression: {error}") from error
            if piece:
                yield piece
            position += len(step) - (len(self._stream.unused_data) if self._stream.eof else 0)

    @property
    def finished(self) -> bool:
        return not self._fed or bool(self._stream.eof)


def _optional(name: str) -> Any | None:
    from importlib import import_module

    try:
        module = import_module(name)
    except ImportError:
        return None
    # Older brotli packages cannot bound their output.
    if name == "brotli" and not hasattr(module.Decompressor, "can_accept_more_data"):
        return None
    return module


def accepted() -> str:
    """The value of Accept-Encoding: what this installation can decode within bounds."""
    codings = ["gzip", "deflate"]
    codings += ["br"] if _optional("brotli") else []
    codings += ["zstd"] if _optional("zstandard") else []
    return ", ".join(codings)


def _codec(name: str) -> Codec:
    if name in ("gzip", "x-gzip"):
        return _Gzip()
    if name == "deflate":
        return _Deflate()
    if name == "br" and (brotli := _optional("brotli")):
        return _Brotli(brotli)
    if name == "zstd" and (zstandard := _optional("zstandard")):
        return _Zstd(zstandard)
    raise FetchFailure("encoding", f"unknown content encoding {name[:40]!r}")


def codings_of(header: str) -> tuple[str, ...]:
    """Codings of a Content-Encoding header, in the order they were applied."""
    names = (name.strip().lower() for name in header.split(","))
    return tuple(name for name in names if name and name != "identity")


class BodyDecoder:
    """Takes bytes as sent, keeps them decoded, never more than the limit.

    Args:
        codings: content codings in the order they were applied.
        limit: decoded bytes.
        cut: stop quietly at the limit instead of refusing.
    """

    def __init__(self, codings: Sequence[str], *, limit: int, cut: bool = False) -> None:
        if len(codings) > MAX_ENCODINGS:
            raise FetchFailure("encoding", f"{len(codings)} content encodings on one body")
        self._codecs = [_codec(name) for name in reversed(codings)]
        self._limit = limit
        self._cut = cut
        self._pieces = bytearray()
        self.full = False

    @property
    def body(self) -> bytes:
        return bytes(self._pieces)

    def prefix(self, length: int) -> bytes:
        return bytes(self._pieces[:length])

    def __len__(self) -> int:
        return len(self._pieces)

    def feed(self, data: bytes) -> None:
        """Decode more bytes.

        Raises:
            FetchFailure: ``too-large`` (unless cut) or ``encoding``.
        """
        for piece in self._decoded(data, 0):
            self._pieces += piece
            if len(self._pieces) > self._limit:
                self.full = True
                if not self._cut:
                    raise FetchFailure(
                        "too-large", f"the page has more than {self._limit} bytes once decoded"
                    )
                del self._pieces[self._limit :]
                return

    def _decoded(self, data: bytes, step: int) -> Iterator[bytes]:
        if step == len(self._codecs):
            yield data
            return
        for piece in self._codecs[step].feed(data):
            yield from self._decoded(piece, step + 1)

    def finish(self) -> None:
        """Check that every compressed stream came to its end.

        Raises:
            FetchFailure: ``truncated``.
        """
        if not self.full and not all(codec.finished for codec in self._codecs):
            raise FetchFailure("truncated", "the compressed page ends in the middle")


def unpacked(body: bytes, limit: int) -> bytes:
    """A gzip file (a sitemap) decompressed, anything else as it is; the same errors as above."""
    if not body.startswith(_GZIP_MAGIC):
        return body
    decoder = BodyDecoder(("gzip",), limit=limit)
    decoder.feed(body)
    decoder.finish()
    return decoder.body
