"""What an archive holds for us: pages, pages passed over, and faults, each with its place."""

from __future__ import annotations

from typing import NamedTuple


class Spot(NamedTuple):
    """Place of a record: offset of its member in the file, and its number in that member.

    A file compressed record by record has one record a member, so ``inner`` is 0.
    """

    member: int
    inner: int = 0

    def __str__(self) -> str:
        return f"{self.member}+{self.inner}" if self.inner else str(self.member)


class Capture(NamedTuple):
    """An HTML page as captured.

    Attributes:
        url: its address as the archive gives it; None where it gives none.
        date: when it was captured, as written: 14 digits or ISO 8601; "" where unknown.
        body: bytes of the page, transfer and content encodings undone.
        charset: what the transport declared.
    """

    spot: Spot
    url: str | None
    date: str
    body: bytes
    charset: str | None


class Passed(NamedTuple):
    """A capture that is no page to parse; ``reason``: status, type or revisit."""

    spot: Spot
    url: str | None
    reason: str


class Fault(NamedTuple):
    """A damaged or unusable stretch; ``end`` is the offset at which reading goes on."""

    spot: Spot
    end: int
    code: str
    message: str


Item = Capture | Passed | Fault


class Broken(Exception):  # noqa: N818 -- internal: becomes a Fault
    """Reading cannot go on here: what follows must be found again."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Unusable(Broken):
    """One record is of no use, but what follows stands where it should."""
