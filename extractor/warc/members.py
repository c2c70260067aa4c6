"""Decompression of one member (a gzip member, a zstd frame, or plain bytes) in bounded steps."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from extractor.warc.items import Broken
from extractor.warc.views import View

GZIP_MAGIC = b"\x1f\x8b\x08"
_STEP = 1 << 16


class Member(Protocol):
    """One member as a stream; ``end`` is the offset behind what has been read of it."""

    end: int

    def next(self, wanted: int) -> bytes:
        """The next bytes, about ``wanted`` at most; b"" at the member's sound end.

        Raises:
            Broken: the member is damaged or cut.
        """
        ...

    def skip(self, length: int) -> int:
        """Pass over ``length`` bytes; how many there were."""
        ...

    def place(self, held: int) -> int:
        """Offset in the file behind what is consumed, when ``held`` bytes of it are not."""
        ...

    def extend(self) -> bool:
        """Go on in the following member, where that is no record's beginning."""
        ...


@dataclass(frozen=True, slots=True)
class Inflater:
    """Maker of gzip decompressors, and what they raise at damage."""

    make: Callable[[int], Any]
    errors: tuple[type[Exception], ...]


def inflater() -> Inflater:
    """The inflater of isal where it is installed (twice as fast), else of zlib."""
    try:
        from isal import isal_zlib
    except ImportError:
        return Inflater(zlib.decompressobj, (zlib.error,))
    raised: type[Exception] = isal_zlib.error  # type: ignore[assignment,unused-ignore]
    return Inflater(isal_zlib.decompressobj, (raised, zlib.error))


class GzipMember:
    """One gzip member; its checksum is verified before its end is reported."""

    def __init__(
        self, view: View, at: int, inflate: Inflater, sound: Callable[[int], bool]
    ) -> None:
        self.end = at
        self._sound = sound
        self._inflater = inflate
        self._start = at
        self._view = view
        self._raises = inflate.errors
        self._inflate = inflate.make(31)
        self._tail = b""
        self._produced = 0

    def next(self, wanted: int) -> bytes:
        inflate = self._inflate
        while not inflate.eof:
            chunk = self._tail
            if not chunk:
                chunk = self._view.read(self.end, _STEP)
                if not chunk:
                    raise Broken("truncated", "the file ends inside a gzip member")
                self.end += len(chunk)
            try:
                piece: bytes = inflate.decompress(chunk, wanted)
            except self._raises as error:
                raise Broken("damaged", f"the gzip member is damaged: {error}") from None
            self._tail = inflate.unconsumed_tail
            if inflate.eof:
                self.end -= len(inflate.unused_data)
            if piece:
                self._produced += len(piece)
                return piece
        return b""

    def skip(self, length: int) -> int:
        skipped = 0
        while skipped < length and (piece := self.next(min(length - skipped, _STEP * 16))):
            skipped += len(piece)
            refuse_bomb(self._produced, self.end - self._start)
        return skipped

    def place(self, held: int) -> int:  # noqa: ARG002 -- a member is the smallest place
        return self.end

    def extend(self) -> bool:
        """Some writers put a record's header and block into members of their own."""
        if not self._inflate.eof or self._view.read(self.end, 3) != GZIP_MAGIC:
            return False
        if self._sound(self.end):
            return False
        self._inflate = self._inflater.make(31)
        self._tail = b""
        return True


class PlainMember:
    """Bytes of an uncompressed archive from an offset to the end of the file."""

    def __init__(self, view: View, at: int) -> None:
        self.end = at
        self._view = view

    def next(self, wanted: int) -> bytes:
        piece = self._view.read(self.end, min(wanted, _STEP))
        self.end += len(piece)
        return piece

    def skip(self, length: int) -> int:
        skipped = max(0, min(length, self._view.size - self.end))
        self.end += skipped
        return skipped

    def place(self, held: int) -> int:
        return self.end - held

    def extend(self) -> bool:
        return False


# A page-like record of this size or more, inflated beyond this ratio, is a bomb.
_BOMB_BYTES = 64_000_000
_BOMB_RATIO = 100


def refuse_bomb(produced: int, consumed: int) -> None:
    """Stop inflating what has grown beyond all measure.

    Raises:
        Broken: bomb.
    """
    if produced > _BOMB_BYTES and produced > _BOMB_RATIO * consumed:
        raise Broken(
            "bomb", f"{consumed} compressed bytes have grown beyond {produced} and go on growing"
        )
