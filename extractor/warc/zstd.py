"""Frames of zstd-compressed archives: where each ends, and its bytes in bounded steps."""

from __future__ import annotations

from typing import Any

from extractor.errors import MissingExtraError
from extractor.warc.items import Broken
from extractor.warc.members import refuse_bomb
from extractor.warc.views import View

MAGIC = b"\x28\xb5\x2f\xfd"
_SKIPPABLE_TAIL = b"\x2a\x4d\x18"
_DICTIONARY_MAGIC = b"\x37\xa4\x30\xec"
_MAX_WINDOW = 1 << 27
_MAX_DICTIONARY = 16_000_000
_STEP = 1 << 17


def is_skippable(start: bytes) -> bool:
    return len(start) >= 4 and start[1:4] == _SKIPPABLE_TAIL and 0x50 <= start[0] <= 0x5F


def skippable_end(view: View, at: int) -> int:
    """Offset behind the skippable frame at ``at``."""
    return at + 8 + int.from_bytes(view.read(at + 4, 4), "little")


def frame_end(view: View, at: int) -> int:
    """Offset behind the frame at ``at``, found by walking over its blocks.

    Raises:
        Broken: damaged, or truncated.
    """
    head = view.read(at, 18)
    if not head.startswith(MAGIC) or len(head) < 6:
        raise Broken("damaged", "no zstd frame begins here")
    flags = head[4]
    single, checksum, dictionary = flags >> 5 & 1, flags >> 2 & 1, (0, 1, 2, 4)[flags & 3]
    size = (single, 2, 4, 8)[flags >> 6]
    position = at + 5 + (1 - single) + dictionary + size
    last = False
    while not last:
        block = view.read(position, 3)
        if len(block) < 3:
            raise Broken("truncated", "the file ends inside a zstd frame")
        value = int.from_bytes(block, "little")
        last, kind, length = bool(value & 1), value >> 1 & 3, value >> 3
        if kind == 3:
            raise Broken("damaged", "the zstd frame holds a block of an unknown kind")
        position += 3 + (1 if kind == 1 else length)
    end = position + 4 * checksum
    if end > view.size:
        raise Broken("truncated", "the file ends inside a zstd frame")
    return end


def dictionary_of(view: View) -> bytes:
    """The dictionary that a skippable first frame carries, b"" if there is none."""
    head = view.read(0, 8)
    if not is_skippable(head) or head[0] != 0x5D:
        return b""
    content = view.read(8, min(skippable_end(view, 0) - 8, _MAX_DICTIONARY))
    if content.startswith(MAGIC):
        reader = decompressor(b"").stream_reader(content)
        content = reader.read(_MAX_DICTIONARY)
    return content if content.startswith(_DICTIONARY_MAGIC) else b""


def decompressor(dictionary: bytes) -> Any:
    """A zstandard decompressor of bounded memory.

    Raises:
        MissingExtraError: zstandard is not installed.
    """
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtraError("archive", "zstandard") from error
    known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    return zstandard.ZstdDecompressor(dict_data=known, max_window_size=_MAX_WINDOW)


class _Stretch:
    """Bytes [at, end) of a view as a file that can only be read."""

    def __init__(self, view: View, at: int, end: int) -> None:
        self._view = view
        self.at = at
        self._end = end

    def read(self, length: int = -1) -> bytes:
        left = self._end - self.at
        piece = self._view.read(self.at, left if length < 0 else min(length, left))
        self.at += len(piece)
        return piece


class ZstdMember:
    """One zstd frame."""

    def __init__(self, view: View, at: int, maker: Any) -> None:
        self.end = frame_end(view, at)
        self._start = at
        self._stretch = _Stretch(view, at, self.end)
        self._reader = maker.stream_reader(self._stretch, read_size=_STEP)
        self._produced = 0

    def next(self, wanted: int) -> bytes:
        import zstandard

        try:
            piece: bytes = self._reader.read(min(wanted, _STEP * 8))
        except zstandard.ZstdError as error:
            raise Broken("damaged", f"the zstd frame is damaged: {error}") from None
        self._produced += len(piece)
        return piece

    def skip(self, length: int) -> int:
        skipped = 0
        while skipped < length and (piece := self.next(length - skipped)):
            skipped += len(piece)
            refuse_bomb(self._produced, self._stretch.at - self._start)
        return skipped

    def place(self, held: int) -> int:  # noqa: ARG002 -- a frame is the smallest place
        return self.end

    def extend(self) -> bool:
        return False
