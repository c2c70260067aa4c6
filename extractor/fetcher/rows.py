"""The rows of a fetch folder's index."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, Literal

Kind = Literal["article", "part", "listing", "feed", "sitemap"]
State = Literal["queued", "stored", "listed", "moved", "folded", "failed", "skipped"]


@dataclass(slots=True)
class Address:
    """One address as the index knows it.

    Attributes:
        seed: what the caller named, from which it was found; ``via`` the page that linked it.
        target: the address that it moved to, is folded into, or (a part) is a page of.
        site: id of its discovery file; ``themed`` a listing about the keywords themselves.
        template: address of a listing with ``{page}``; ``page`` the number of this one.
        part: page of a paged article, 0 for all pages in one.
        not_before: seconds since the epoch before which it is not asked for.
        published: ISO date by the address, feed, sitemap or page, where known.
        fetched: seconds since the epoch of the last capture; ``digest`` of its decoded body.
    """

    id: int
    url: str
    host: str
    kind: Kind
    state: State
    code: str | None
    message: str | None
    status: int | None
    seed: str
    via: int | None
    target: int | None
    site: str | None
    themed: int
    template: str | None
    page: int
    part: int | None
    redirects: int
    tries: int
    not_before: float
    title: str | None
    published: str | None
    fetched: float | None
    etag: str | None
    last_modified: str | None
    digest: str | None
    charset: str | None
    notes: str | None


COLUMNS: Final = tuple(field.name for field in fields(Address))


@dataclass(frozen=True, slots=True)
class Capture:
    """Where a record of the archive lies: file, offset and length in bytes."""

    address: int
    kind: str
    fetched: float
    status: int
    file: str
    position: int
    length: int
    record: str
    digest: str
    peer: str | None


CAPTURE_COLUMNS: Final = tuple(field.name for field in fields(Capture))
