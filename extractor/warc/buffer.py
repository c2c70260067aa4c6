"""A member's bytes as a record parser wants them: look ahead, take, pass over."""

from __future__ import annotations

from extractor.warc.items import Broken
from extractor.warc.members import Member

# Asked for at first: most pages fit, headers and all.
_FIRST = 1 << 18
MAX_HEADER = 1 << 16
_BLANKS = b"\r\n\t \x00"


class Short(Broken):
    """The member ends soundly, but before the record that it holds."""


class Buffer:
    """Bytes of a member not yet consumed."""

    def __init__(self, member: Member) -> None:
        self._member = member
        self._data = b""
        self._at = 0
        self._whole = False

    @property
    def held(self) -> int:
        """Bytes read of the member and not yet consumed."""
        return len(self._data) - self._at

    @property
    def place(self) -> int:
        """Offset in the file behind what is consumed."""
        return self._member.place(self.held)

    def _extend(self) -> bool:
        extended = self._whole and self._member.extend()
        if extended:
            self._whole = False
        return extended

    def fill(self, length: int) -> bool:
        """Whether ``length`` bytes are there, read if need be."""
        missing = length - self.held
        if missing <= 0:
            return True
        parts = [self._data[self._at :] if self._at else self._data]
        self._at = 0
        while missing > 0 and not self._whole:
            piece = self._member.next(max(missing, _FIRST))
            self._whole = not piece
            parts.append(piece)
            missing -= len(piece)
        self._data = b"".join(parts) if len(parts) > 1 else parts[0]
        return missing <= 0

    def peek(self, length: int) -> bytes:
        """Up to ``length`` bytes, left where they are."""
        self.fill(length)
        return self._data[self._at : self._at + length]

    def take(self, length: int) -> bytes:
        """Exactly ``length`` bytes.

        Raises:
            Short: bad-length, the member ends before.
        """
        while not self.fill(length):
            if self._extend():
                continue
            raise Short(
                "bad-length",
                f"the record says {length} bytes, its member ends {length - self.held} before",
            )
        piece = self._data[self._at : self._at + length]
        self._at += length
        return piece

    def skip(self, length: int) -> None:
        """Pass over exactly ``length`` bytes; errors as of ``take``."""
        held = min(length, self.held)
        self._at += held
        while held < length and (not self._whole or self._extend()):
            passed = self._member.skip(length - held)
            self._whole = held + passed < length
            held += passed
        if held < length:
            raise Broken(
                "bad-length",
                f"the record says {length} bytes, its member ends {length - held} before",
            )

    def skip_blank(self) -> bool:
        """Pass over blank bytes; whether anything follows them."""
        if self.held and self._data[self._at] > 32:
            return True
        while self.fill(1):
            rest = self._data[self._at : self._at + 64].lstrip(_BLANKS)
            if rest:
                self._at += min(64, self.held) - len(rest)
                return True
            self._at += min(64, self.held)
        return False

    def header(self) -> bytes:
        """The header block up to its blank line, which is consumed too.

        Raises:
            Broken: bad-header, no blank line within 64 KiB.
        """
        wanted = 2048
        while True:
            whole = not self.fill(wanted)
            end = self._data.find(b"\r\n\r\n", self._at, self._at + wanted)
            gap = 4
            if end < 0:
                end, gap = self._data.find(b"\n\n", self._at, self._at + wanted), 2
            if end >= 0:
                block = self._data[self._at : end]
                self._at = end + gap
                return block
            if whole or wanted >= MAX_HEADER:
                raise Broken("bad-header", "the record's header has no end")
            wanted *= 8

    def line(self) -> bytes:
        """One line without its end.

        Raises:
            Broken: bad-header, no line end within 64 KiB.
        """
        self.fill(MAX_HEADER if self._whole else 4096)
        end = self._data.find(b"\n", self._at)
        if end < 0:
            self.fill(MAX_HEADER)
            end = self._data.find(b"\n", self._at)
        if end < 0:
            raise Broken("bad-header", "the record's header has no end")
        line = self._data[self._at : end]
        self._at = end + 1
        return line.rstrip(b"\r")
