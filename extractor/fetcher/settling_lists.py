"""Lists (pages, feeds, sitemaps) settled: what they name goes into the index."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from extractor.fetcher import addresses
from extractor.fetcher.desk import Desk
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.feeds import Entry, read_entries
from extractor.fetcher.judging import Judged
from extractor.fetcher.listings import NextPage, entries_of_page, next_page
from extractor.fetcher.rows import Address, Kind
from extractor.fetcher.seeds import kind_by_address, page_of
from extractor.fetcher.selection import ArticleShape, date_in_address, same_site
from extractor.fetcher.tags import PageTags
from extractor.fetcher.visiting import Visit

_MAX_SITEMAP_DEPTH = 4


@dataclass(slots=True)
class Found:
    """What a list gave: article addresses in all, those not known before, those dated too old."""

    urls: list[str]
    new: int = 0
    old: int = 0


class ListSettler:
    """Puts what lists name into the index."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def settle_robots(self, visit: Visit) -> None:
        """The sitemaps that a robots.txt names."""
        found = [Entry(url) for url in visit.sitemaps]
        self._sitemaps(visit.address, found)
        self._desk.ledger.update(
            visit.address.id, state="listed", fetched=self._desk.clock(), code=None
        )

    def settle_document(self, visit: Visit, judged: Judged) -> None:
        """A feed or a sitemap, whatever its address looked like."""
        address = visit.address
        kind: Kind = "feed" if judged.found == "feed" else "sitemap"
        if judged.found == "html":
            return
        document = read_entries(visit.body, judged.found)
        notes = (*judged.notes, "damaged") if document.broken else judged.notes
        address.kind = kind
        if judged.found == "sitemap-index":
            self._sitemaps(address, document.entries)
            self._keep_list(visit, judged, kind, notes)
            return
        found = self._offer_all(address, document.entries, trusted=kind == "feed")
        onward = None
        if kind == "feed" and address.template:
            number = address.page + 1
            onward = NextPage(page_of(address.template, number), number, address.template)
        self._keep_list(visit, judged, kind, notes, found)
        self._go_on(address, found, onward)

    def settle_page(self, visit: Visit, judged: Judged) -> None:
        """An index, tag or search page."""
        tags = judged.tags or PageTags()
        address = visit.address
        address.kind = "listing"
        entries = entries_of_page(address, tags, self._desk.patterns)
        found = self._offer_all(address, entries, trusted=False)
        self._keep_list(visit, judged, "listing", judged.notes, found)
        self._go_on(address, found, next_page(address, tags, self._desk.patterns))

    def _sitemaps(self, address: Address, entries: list[Entry]) -> None:
        if address.page >= _MAX_SITEMAP_DEPTH:
            return
        for entry in entries:
            url = self._cleaned(entry.url, address.url)
            if url is None or not self._on_site(url, address):
                continue
            last = entry.changed or entry.published
            wanted = not self._desk.selection.too_old(last)
            self._desk.ledger.add(
                url, addresses.origin(url), "sitemap", address.seed, via=address.id,
                site=address.site, page=address.page + 1, published=last,
                state="queued" if wanted else "skipped",
                code=None if wanted else "outside-dates",
            )  # fmt: skip

    def _keep_list(
        self,
        visit: Visit,
        judged: Judged,
        kind: Kind,
        notes: tuple[str, ...],
        found: Found | None = None,
    ) -> None:
        address, answer = visit.address, visit.answer
        if answer is None:
            return
        digest = self._desk.keeper.keep(address, answer, visit.body, page=False, kind=kind)
        mark = f"urls:{_mark(found.urls)}" if found else None
        noted = [note for note in (*notes, mark) if note]
        self._desk.ledger.update(
            address.id, kind=kind, state="listed", code=None, message=None, tries=0,
            status=answer.status, fetched=answer.started, digest=digest, charset=judged.charset,
            etag=answer.header("etag") or None, notes=" ".join(noted) or None,
            last_modified=answer.header("last-modified") or None,
        )  # fmt: skip

    def _go_on(self, address: Address, found: Found, onward: NextPage | None) -> None:
        """Queue the next page of a list, unless this one showed that nothing new can follow."""
        if onward is None or not found.urls or found.old == len(found.urls):
            return
        before = self._desk.ledger.get(address.via) if address.via is not None else None
        if before and before.notes and f"urls:{_mark(found.urls)}" in before.notes:
            return
        known = self._desk.ledger.find(onward.url)
        if known is not None:
            seen = known.fetched or 0
            if known.state == "listed" and found.new and seen < self._desk.started:
                self._desk.ledger.update(known.id, state="queued")
            return
        wanted = onward.page <= self._desk.settings.max_depth
        self._desk.ledger.add(
            onward.url, addresses.origin(onward.url), address.kind, address.seed, via=address.id,
            site=address.site, themed=address.themed, template=onward.template, page=onward.page,
            state="queued" if wanted else "skipped", code=None if wanted else "depth",
        )  # fmt: skip

    def _offer_all(self, address: Address, entries: list[Entry], *, trusted: bool) -> Found:
        """Put the articles of a list into the index, wanted or with the reason why not."""
        outlet = self._desk.publishers.of_host(addresses.host_and_port(address.url)[0])
        shape = ArticleShape(
            self._desk.patterns, outlet.article if outlet else (), outlet.skip if outlet else ()
        )
        found = Found([])
        for entry in entries:
            url = self._cleaned(entry.url, address.url)
            if url is None or url == address.url or not self._on_site(url, address):
                continue
            is_article = trusted or (
                kind_by_address(url, self._desk.patterns) == "article" and shape.fits(url)
            )
            if is_article and not addresses.is_trap(url):
                found.urls.append(url)
                self._offer(address, url, entry, found)
        return found

    def _offer(self, address: Address, url: str, entry: Entry, found: Found) -> None:
        selection = self._desk.selection
        published = entry.published or date_in_address(url)
        # Nothing is published after it was last changed.
        bound = published or (entry.changed if selection.too_old(entry.changed) else None)
        found.old += selection.too_old(bound)
        themed = bool(address.themed)
        code = selection.refusal(url, entry.title, bound, themed=themed)
        added = self._desk.ledger.add(
            url, addresses.origin(url), "article", address.seed, via=address.id,
            site=address.site, themed=address.themed, title=entry.title or None,
            published=published, state="skipped" if code else "queued", code=code,
        )  # fmt: skip
        if added is not None:
            found.new += 1
        elif code is None:
            self._desk.ledger.execute(
                "UPDATE addresses SET state = 'queued', code = NULL, themed = max(themed, ?)"
                " WHERE url = ? AND state = 'skipped' AND kind = 'article' AND fetched IS NULL",
                address.themed,
                url,
            )

    def _cleaned(self, href: str, base: str) -> str | None:
        try:
            return addresses.clean(href, base, tracking=self._desk.patterns.address.tracking)
        except FetchFailure:
            return None

    def _on_site(self, url: str, address: Address) -> bool:
        second_level = self._desk.patterns.address.second_level
        return self._desk.selection.any_site or same_site(url, address.url, second_level)


def _mark(urls: list[str]) -> str:
    """A short digest of the articles on a list page: tells a page that comes again."""
    return hashlib.sha256("\n".join(urls).encode()).hexdigest()[:16]


# Stands in the notes of a list that was read and named no article.
NO_ARTICLE = f"urls:{_mark([])}"
