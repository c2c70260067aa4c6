"""Where the next sound record begins: the way back after damage, and into a byte range."""

from __future__ import annotations

import re
from typing import Literal

from extractor.warc import zstd
from extractor.warc.buffer import Buffer
from extractor.warc.headers import ARC_LINE, WARC_START, starts_record
from extractor.warc.items import Broken
from extractor.warc.members import GZIP_MAGIC, GzipMember, Member, PlainMember, inflater
from extractor.warc.views import View

Compression = Literal["gzip", "zstd", "plain"]
_BLANKS = b"\r\n\t \x00"
_WINDOW = 1 << 20
_OVERLAP = 1 << 14
_LOOK = 4096
# Compressed bytes taken at once in the hope that they hold a whole member.
_SHORTEST_GUESS, _LONGEST_GUESS = 1 << 15, 1 << 18


class Finder:
    """Opens members of one archive and finds the next that can be read."""

    def __init__(self, view: View, compression: Compression) -> None:
        self.compression = compression
        self._view = view
        self._inflater = inflater()
        self._guess = _SHORTEST_GUESS
        self._maker = zstd.decompressor(zstd.dictionary_of(view)) if compression == "zstd" else None

    def open(self, at: int) -> Member:
        """The member that begins at ``at``.

        Raises:
            Broken: none can begin here.
        """
        if self.compression == "plain":
            return PlainMember(self._view, at)
        if self.compression == "zstd":
            return zstd.ZstdMember(self._view, at, self._maker)
        if self._view.read(at, 3) != GZIP_MAGIC:
            raise Broken("damaged", "no gzip member begins here")
        return GzipMember(self._view, at, self._inflater, self.sound)

    def short_member(self, at: int, limit: int) -> tuple[bytes, int]:
        """A gzip member that ends within a few ten thousand bytes, unpacked, and its end.

        b"" where it is longer, larger than ``limit`` or damaged: to be read step by step.
        """
        chunk = self._view.read(at, self._guess)
        inflate = self._inflater.make(31)
        try:
            whole: bytes = inflate.decompress(chunk, limit)
        except self._inflater.errors:
            return b"", 0
        if not inflate.eof:
            self._guess = min(2 * self._guess, _LONGEST_GUESS)
            return b"", 0
        used = len(chunk) - len(inflate.unused_data)
        self._guess = max(
            _SHORTEST_GUESS, min(_LONGEST_GUESS, self._guess * 3 // 4, 4 * used), used
        )
        return whole, at + used

    def past_padding(self, at: int) -> int:
        """``at``, or the offset behind blank bytes and skippable frames that stand there."""
        while at < self._view.size:
            head = self._view.read(at, 64)
            rest = head.lstrip(_BLANKS)
            if self.compression == "zstd" and zstd.is_skippable(rest):
                at = zstd.skippable_end(self._view, at + len(head) - len(rest))
            elif rest:
                return at + len(head) - len(rest)
            else:
                at += len(head)
        return min(at, self._view.size)

    def sound(self, at: int) -> bool:
        """Whether a record begins at ``at``."""
        if self.compression == "plain":
            return starts_record(self._view.read(at, _LOOK * 4))
        try:
            return starts_record(Buffer(self.open(at)).peek(_LOOK))
        except Broken:
            return False

    def next(self, at: int, stop: int) -> int:
        """Offset in [at, stop) of the next sound record; ``stop`` if there is none."""
        if self.compression == "plain":
            return self._next_plain(at, stop)
        magic = GZIP_MAGIC if self.compression == "gzip" else zstd.MAGIC
        while (found := self._view.find(magic, at, stop)) >= 0:
            if self.sound(found):
                return found
            at = found + 1
        return stop

    def _next_plain(self, at: int, stop: int) -> int:
        while at < stop:
            window = self._view.read(at, _WINDOW + _OVERLAP)
            best = len(window)
            for pattern in (WARC_START, ARC_LINE):
                for match in pattern.finditer(window):
                    if match.start() >= min(best, _WINDOW, stop - at):
                        break
                    if pattern is WARC_START or self._likely(at, match, window):
                        best = match.start()
                        break
            if best < min(_WINDOW, stop - at):
                return at + best
            at += _WINDOW
        return stop

    def _likely(self, at: int, match: re.Match[bytes], window: bytes) -> bool:
        """Whether an ARC header line is one: on a line of its own, or before a response."""
        before = at + match.start() - 1
        if before < 0 or self._view.read(before, 1) == b"\n":
            return True
        return window.startswith(b"HTTP/", match.end())


def compression_of(start: bytes) -> Compression | None:
    """How an archive is compressed by its first bytes; None if they say nothing."""
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    if start.startswith(zstd.MAGIC) or zstd.is_skippable(start):
        return "zstd"
    return "plain" if starts_record(start) else None
