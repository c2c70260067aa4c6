"""What the caller named, as addresses to begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

from extractor.errors import SourceError
from extractor.fetcher import addresses
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.patterns import FetchPatterns
from extractor.fetcher.publishers import Listing, ListKind, Outlet
from extractor.fetcher.rows import Kind

MAX_FILE_BYTES = 64 << 20
_NUMBERED = re.compile(r"\{page\}|\{offset:(\d+)\}")


@dataclass(frozen=True, slots=True)
class Seed:
    """An address to begin with.

    Attributes:
        named: as the caller wrote it, or the cleaned address for a publisher's list.
        problem: why it cannot be asked for, if it cannot.
        site: id of the publisher file that it comes from.
        themed: whether the list is about the words searched for.
        template, page: of a list with several pages.
        since: earliest year that the list reaches, ``days`` back instead; neither: unknown.
    """

    named: str
    url: str
    kind: Kind
    problem: FetchFailure | None = None
    site: str | None = None
    themed: bool = False
    template: str | None = None
    page: int = 1
    since: int | None = None
    days: int | None = None


def seeds_named(names: Sequence[str], patterns: FetchPatterns) -> Iterator[Seed]:
    """Seeds of addresses and of files with an address a line.

    Raises:
        SourceError: a name that is neither.
    """
    for name in names:
        if "://" in name[:12] or name.lower().startswith(("http:", "https:")):
            yield seed_of(name, patterns)
            continue
        path = Path(name)
        if not path.is_file():
            raise SourceError("trouble-no-seed", name=name)
        if path.stat().st_size > MAX_FILE_BYTES:
            raise SourceError("trouble-many-seeds", name=name, limit=MAX_FILE_BYTES)
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
        for line in re.split(r"\r\n|\r|\n", text):
            entry = line.strip()
            if entry and not entry.startswith("#"):
                yield seed_of(entry, patterns)


def seed_of(name: str, patterns: FetchPatterns) -> Seed:
    """The seed of one address; a bad one keeps its problem."""
    try:
        url = addresses.clean(name, tracking=patterns.address.tracking)
    except FetchFailure as failure:
        shown = name if len(name) <= addresses.MAX_LENGTH else name[:200] + "…"
        return Seed(named=shown, url=shown, kind="article", problem=failure)
    return Seed(named=name, url=url, kind=kind_by_address(url, patterns))


def kind_by_address(url: str, patterns: FetchPatterns) -> Kind:
    """What an address looks like; feeds and sitemaps are told by their content in the end."""
    parts = addresses.split(url)
    steps = [step for step in parts.path.lower().split("/") if step]
    last = steps[-1] if steps else ""
    if last.endswith((".xml", ".xml.gz")) and "sitemap" in last:
        return "sitemap"
    if last in ("feed", "rss", "atom") or last.endswith((".rss", ".atom", ".xml")):
        return "feed"
    keys = [pair.partition("=")[0].lower() for pair in parts.query.split("&")]
    words = patterns.address
    if not steps and not parts.query:
        return "listing"
    if any(key in words.search_keys for key in keys) and len(steps) <= 2:
        return "listing"
    shape = [re.sub(r"\.(?:html?|php)$", "", step) for step in steps]
    if any(step in words.listing for step in shape[:2]) and not _is_long_slug(last):
        return "listing"
    return "listing" if any(step in words.listing_anywhere for step in shape) else "article"


def _is_long_slug(step: str) -> bool:
    """Whether a path part reads like a headline, so that /index/… may still be an article."""
    return step.count("-") >= 4


def seeds_of_outlet(
    outlet: Outlet,
    words: Sequence[str],
    kinds: Sequence[ListKind],
    since: date,
    until: date,
) -> Iterator[Seed]:
    """The lists of one outlet, filled in with the words and days wanted."""
    for listing in outlet.listings:
        if listing.kind in kinds:
            yield from _of_listing(listing, outlet, words, since, until)


def _of_listing(
    listing: Listing, outlet: Outlet, words: Sequence[str], since: date, until: date
) -> Iterator[Seed]:
    kind: Kind = "listing"
    if listing.kind in ("feed", "sitemap"):
        kind = "feed" if listing.kind == "feed" else "sitemap"
    themed = "{keyword}" in listing.url or "{slug}" in listing.url
    base = Seed(
        named=outlet.host, url="", kind=kind, site=outlet.publisher, themed=themed,
        page=listing.first, since=listing.since or outlet.since, days=listing.days,
    )  # fmt: skip
    for word in words if themed else ("",):
        for day in _days(since, until) if "{date" in listing.url else (until,):
            filled = listing.url.format(
                host=outlet.host,
                keyword=quote(word, safe=""),
                slug=quote(re.sub(r"\W+", "-", word.lower()).strip("-"), safe="-"),
                page="{page}",
                offset=_Kept(),
                date=day,
            )
            template = filled if _NUMBERED.search(filled) else None
            url = addresses.clean(page_of(filled, listing.first))
            yield replace(base, named=url, url=url, template=template)


def page_of(template: str, page: int) -> str:
    """The address of one page of a listing; offsets count from the first page, number 1."""
    return _NUMBERED.sub(
        lambda match: str(page if match[1] is None else (page - 1) * int(match[1])), template
    )


class _Kept:
    """Leaves ``{offset:30}`` in a template for ``page_of``."""

    def __format__(self, spec: str) -> str:
        return f"{{offset:{spec}}}"


def _days(since: date, until: date) -> Iterator[date]:
    """Days, the latest first."""
    day = until
    while day >= since:
        yield day
        day -= timedelta(days=1)
