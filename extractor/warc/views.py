"""Random access to the bytes of an archive, wherever it lies."""

from __future__ import annotations

import io
from types import TracebackType
from typing import BinaryIO, Self, cast

from extractor.errors import MissingExtraError, SourceError

_BLOCK = 1 << 18
_OVERLAP = 64
_REMOTE_BLOCK = 4 << 20


class View:
    """A stretch of a seekable file; offsets count from its first byte.

    Args:
        file: opened for reading in binary; closed with the view.
        size: bytes of the stretch.
        base: where in the file it begins.
    """

    def __init__(self, file: BinaryIO, size: int, base: int = 0) -> None:
        self.size = size
        self._file = file
        self._base = base
        self._held = memoryview(bytearray(_BLOCK))
        self._block = self._held[:0]
        self._block_at = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def read(self, at: int, length: int) -> bytes:
        """Bytes [at, at + length), fewer only at the end."""
        length = min(length, self.size - at)
        if length <= 0:
            return b""
        start = at - self._block_at
        if not 0 <= start < len(self._block):
            self._load(at)
            start = 0
        piece = bytes(self._block[start : start + length])
        if len(piece) == length:
            return piece
        parts = [piece]
        missing = length - len(piece)
        while missing > 0:
            self._load(at + length - missing)
            if not len(self._block):
                break
            parts.append(bytes(self._block[:missing]))
            missing -= len(parts[-1])
        return b"".join(parts)

    def find(self, needle: bytes, at: int, stop: int) -> int:
        """Offset of the first needle that begins in [at, stop), -1 if there is none."""
        while at < stop:
            window = self.read(at, _BLOCK + _OVERLAP)
            found = window.find(needle, 0, min(_BLOCK, stop - at) + len(needle) - 1)
            if found >= 0:
                return at + found
            if len(window) <= _BLOCK:
                return -1
            at += _BLOCK
        return -1

    def _load(self, at: int) -> None:
        self._file.seek(self._base + at)
        room = self._held[: min(_BLOCK, max(0, self.size - at))]
        filled = 0
        while filled < len(room) and (got := self._file.readinto(room[filled:])):  # type: ignore[attr-defined]
            filled += got
        self._block = room[:filled]
        self._block_at = at


def open_local(path: str) -> tuple[BinaryIO, int]:
    """A file of this machine, unbuffered (the view buffers), and its size in bytes."""
    file = open(path, "rb", buffering=0)  # noqa: PTH123, SIM115 -- closed by the view
    size = file.seek(0, io.SEEK_END)
    return cast("BinaryIO", file), size


def open_address(address: str) -> tuple[BinaryIO, int]:
    """A file behind an fsspec address (``s3://``, ``https://``, ``file://``), and its size.

    Raises:
        MissingExtraError: fsspec, or what it needs for this protocol, is not installed.
        SourceError: it cannot be opened, or its server gives no byte ranges.
    """
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError("remote", "fsspec") from error
    try:
        system, path = fsspec.core.url_to_fs(address)
        size = system.size(path)
        file = system.open(path, "rb", block_size=_REMOTE_BLOCK)
        if not size:
            raise SourceError("trouble-no-length", name=address)
        file.seek(size - 1)
        file.read(1)
        file.seek(0)
    except ImportError as error:
        raise MissingExtraError("remote", f"what fsspec needs for {address}") from error
    except ValueError as error:  # it answers with the whole file, or as a stream
        raise SourceError("trouble-no-ranges", name=address) from error
    except OSError as error:
        raise SourceError("trouble-unreachable", name=address, why=error) from error
    return cast("BinaryIO", file), int(size)
