"""What a visit means for the index: one transaction a visit, so that a kill loses nothing."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from extractor.fetcher import addresses
from extractor.fetcher.articles import WHOLE, canonical_of, is_light_copy, parts_of
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.feeds import Entry, day_of, read_entries
from extractor.fetcher.judging import Judged
from extractor.fetcher.keeping import Keeper
from extractor.fetcher.ledger import Address, Kind, Ledger
from extractor.fetcher.listings import NextPage, entries_of_page, next_page
from extractor.fetcher.patterns import FetchPatterns
from extractor.fetcher.publishers import Publishers
from extractor.fetcher.seeds import kind_by_address, page_of
from extractor.fetcher.selection import ArticleShape, Selection, date_in_address, same_site
from extractor.fetcher.settings import FetchSettings
from extractor.fetcher.tags import PageTags
from extractor.fetcher.visiting import Visit

_MAX_SITEMAP_DEPTH = 4


@dataclass(slots=True)
class Found:
    """What a list gave: article addresses in all, those not known before, those dated too old."""

    urls: list[str]
    new: int = 0
    old: int = 0


class Settler:
    """Turns visits into rows and records."""

    def __init__(
        self,
        ledger: Ledger,
        keeper: Keeper,
        selection: Selection,
        settings: FetchSettings,
        patterns: FetchPatterns,
        publishers: Publishers,
        *,
        backoff: Callable[[int], float],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._ledger = ledger
        self._keeper = keeper
        self._selection = selection
        self._settings = settings
        self._patterns = patterns
        self._publishers = publishers
        self._backoff = backoff
        self._clock = clock
        self._started = clock()

    def settle(self, visit: Visit) -> None:
        """Write what the visit gave; all of it or nothing."""
        with self._ledger.transaction():
            if visit.failure is not None:
                self._failed(visit, visit.failure)
            elif visit.redirect is not None:
                self._moved(visit, visit.redirect)
            elif visit.unchanged:
                self._unchanged(visit)
            elif visit.judged is None:
                self._named_by_robots(visit)
            elif visit.judged.found != "html":
                self._listed(visit, visit.judged)
            elif visit.address.kind in ("listing", "feed", "sitemap"):
                self._list_page(visit, visit.judged)
            else:
                self._article(visit, visit.judged)

    # No page

    def _failed(self, visit: Visit, failure: FetchFailure) -> None:
        address, answer = visit.address, visit.answer
        if answer is not None:
            self._keeper.keep(address, answer, visit.body, page=False, failure=failure.code)
        tries = address.tries + 1
        again = failure.again == "now" and tries < self._settings.max_tries
        self._ledger.update(
            address.id,
            state="queued" if again else "failed",
            tries=tries,
            not_before=self._clock() + self._backoff(tries) if again else 0,
            code=failure.code,
            message=failure.message[:400],
            status=failure.status,
        )
        if not again:
            self._instead_of(address)

    def _instead_of(self, address: Address) -> None:
        """Fall back on what was left out because of an address that failed."""
        # A light copy counts when the article itself cannot be had.
        self._ledger.execute(
            "UPDATE addresses SET state = 'stored', target = NULL"
            " WHERE target = ? AND state = 'folded' AND kind = 'article'",
            address.id,
        )
        if address.kind == "part" and address.part == WHOLE:
            self._ledger.execute(
                "UPDATE addresses SET state = 'queued', code = NULL WHERE target = ?"
                " AND kind = 'part' AND state = 'skipped' AND code = 'in-whole'",
                address.target,
            )

    def _moved(self, visit: Visit, url: str) -> None:
        address, answer = visit.address, visit.answer
        known = self._ledger.find(url)
        if known is not None and self._leads_to(known, address.id):
            message = f"redirects lead back: {url[:120]}"
            status = answer.status if answer else None
            self._failed(visit, FetchFailure("redirect-loop", message, status=status))
            return
        if answer is not None:
            self._keeper.keep(address, answer, visit.body, page=False)
        target = known.id if known else self._ledger.add(
            url, addresses.origin(url), address.kind, address.seed,
            via=address.via, site=address.site, themed=address.themed, page=address.page,
            template=address.template, part=address.part, title=address.title,
            target=address.target, redirects=address.redirects + 1, published=address.published,
        )  # fmt: skip
        if known is not None and known.state == "skipped":
            self._ledger.update(known.id, state="queued", code=None)
        status = answer.status if answer else None
        self._ledger.update(address.id, state="moved", target=target, status=status, code=None)

    def _leads_to(self, start: Address, identity: int) -> bool:
        seen: set[int] = set()
        current: Address | None = start
        while current is not None and current.id not in seen:
            if current.id == identity:
                return True
            seen.add(current.id)
            onward = current.state == "moved" and current.target is not None
            current = self._ledger.get(current.target) if onward and current.target else None
        return False

    def _unchanged(self, visit: Visit) -> None:
        address = visit.address
        is_page = address.kind in ("article", "part")
        if visit.answer is not None:
            self._keeper.keep(address, visit.answer, b"", page=is_page)
        state = "stored" if is_page else "listed"
        self._ledger.update(address.id, state=state, fetched=self._clock(), code=None, tries=0)

    # Lists

    def _named_by_robots(self, visit: Visit) -> None:
        found = [Entry(url) for url in visit.sitemaps]
        self._sitemaps(visit.address, found)
        self._ledger.update(visit.address.id, state="listed", fetched=self._clock(), code=None)

    def _listed(self, visit: Visit, judged: Judged) -> None:
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

    def _list_page(self, visit: Visit, judged: Judged) -> None:
        tags = judged.tags or PageTags()
        address = visit.address
        address.kind = "listing"
        entries = entries_of_page(address, tags, self._patterns)
        found = self._offer_all(address, entries, trusted=False)
        self._keep_list(visit, judged, "listing", judged.notes, found)
        self._go_on(address, found, next_page(address, tags, self._patterns))

    def _sitemaps(self, address: Address, entries: list[Entry]) -> None:
        if address.page >= _MAX_SITEMAP_DEPTH:
            return
        for entry in entries:
            url = self._cleaned(entry.url, address.url)
            if url is None or not self._on_site(url, address):
                continue
            last = entry.changed or entry.published
            wanted = not self._selection.too_old(last)
            self._ledger.add(
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
        digest = self._keeper.keep(address, answer, visit.body, page=False, kind=kind)
        mark = f"urls:{_mark(found.urls)}" if found else None
        noted = [note for note in (*notes, mark) if note]
        self._ledger.update(
            address.id, kind=kind, state="listed", code=None, message=None, tries=0,
            status=answer.status, fetched=answer.started, digest=digest, charset=judged.charset,
            etag=answer.header("etag") or None, notes=" ".join(noted) or None,
            last_modified=answer.header("last-modified") or None,
        )  # fmt: skip

    def _go_on(self, address: Address, found: Found, onward: NextPage | None) -> None:
        """Queue the next page of a list, unless this one showed that nothing new can follow."""
        if onward is None or not found.urls or found.old == len(found.urls):
            return
        before = self._ledger.get(address.via) if address.via is not None else None
        if before and before.notes and f"urls:{_mark(found.urls)}" in before.notes:
            return
        known = self._ledger.find(onward.url)
        if known is not None:
            seen = known.fetched or 0
            if known.state == "listed" and found.new and seen < self._started:
                self._ledger.update(known.id, state="queued")
            return
        wanted = onward.page <= self._settings.max_depth
        self._ledger.add(
            onward.url, addresses.origin(onward.url), address.kind, address.seed, via=address.id,
            site=address.site, themed=address.themed, template=onward.template, page=onward.page,
            state="queued" if wanted else "skipped", code=None if wanted else "depth",
        )  # fmt: skip

    def _offer_all(self, address: Address, entries: list[Entry], *, trusted: bool) -> Found:
        """Put the articles of a list into the index, wanted or with the reason why not."""
        outlet = self._publishers.of_host(addresses.host_and_port(address.url)[0])
        shape = ArticleShape(
            self._patterns, outlet.article if outlet else (), outlet.skip if outlet else ()
        )
        found = Found([])
        for entry in entries:
            url = self._cleaned(entry.url, address.url)
            if url is None or url == address.url or not self._on_site(url, address):
                continue
            is_article = trusted or (
                kind_by_address(url, self._patterns) == "article" and shape.fits(url)
            )
            if is_article and not addresses.is_trap(url):
                found.urls.append(url)
                self._offer(address, url, entry, found)
        return found

    def _offer(self, address: Address, url: str, entry: Entry, found: Found) -> None:
        selection = self._selection
        published = entry.published or date_in_address(url)
        # Nothing is published after it was last changed.
        bound = published or (entry.changed if selection.too_old(entry.changed) else None)
        found.old += selection.too_old(bound)
        themed = bool(address.themed)
        code = selection.refusal(url, entry.title, bound, themed=themed)
        added = self._ledger.add(
            url, addresses.origin(url), "article", address.seed, via=address.id,
            site=address.site, themed=address.themed, title=entry.title or None,
            published=published, state="skipped" if code else "queued", code=code,
        )  # fmt: skip
        if added is not None:
            found.new += 1
        elif code is None:
            self._ledger.execute(
                "UPDATE addresses SET state = 'queued', code = NULL, themed = max(themed, ?)"
                " WHERE url = ? AND state = 'skipped' AND kind = 'article' AND fetched IS NULL",
                address.themed,
                url,
            )

    def _cleaned(self, href: str, base: str) -> str | None:
        try:
            return addresses.clean(href, base, tracking=self._patterns.address.tracking)
        except FetchFailure:
            return None

    def _on_site(self, url: str, address: Address) -> bool:
        second_level = self._patterns.address.second_level
        return self._selection.any_site or same_site(url, address.url, second_level)

    # Articles

    def _article(self, visit: Visit, judged: Judged) -> None:
        address, answer = visit.address, visit.answer
        tags = judged.tags or PageTags()
        if answer is None:
            return
        published = day_of(tags.published) or address.published
        self._ledger.update(
            address.id, code=None, message=None, status=answer.status, fetched=answer.started,
            charset=judged.charset, etag=answer.header("etag") or None, tries=0,
            last_modified=answer.header("last-modified") or None, published=published,
            title=tags.metas.get("og:title") or tags.title or address.title,
            notes=" ".join(judged.notes) or None,
        )  # fmt: skip
        unwanted = address.via is not None and address.kind == "article"
        if unwanted and self._selection.outside(published):
            self._keeper.keep(address, answer, visit.body, page=False)
            self._ledger.update(address.id, state="skipped", code="outside-dates")
            return
        if address.kind == "article" and self._folded(visit, tags):
            return
        self._store(visit, tags)

    def _folded(self, visit: Visit, tags: PageTags) -> bool:
        """Whether the page is another dress of an article that has its own row."""
        address, answer = visit.address, visit.answer
        canonical = canonical_of(address.url, tags, self._patterns)
        if canonical is None or answer is None:
            return False
        known = self._ledger.find(canonical)
        light = is_light_copy(address.url, tags, self._patterns)
        if light and (known is None or known.state in ("queued", "skipped")):
            self._offer_canonical(address, canonical, known)
            known = self._ledger.find(canonical)
        if known is None:
            self._ledger.add(
                canonical, addresses.origin(canonical), "article", address.seed,
                via=address.via, state="folded", target=address.id,
            )  # fmt: skip
            return False
        if known.id == address.id or known.state in ("failed", "moved", "folded"):
            return False
        if known.state == "queued" and not light:
            self._ledger.update(known.id, state="folded", target=address.id)
            return False
        digest = self._keeper.keep(address, answer, visit.body, page=False, canonical=canonical)
        self._ledger.update(address.id, state="folded", target=known.id, digest=digest)
        return True

    def _offer_canonical(self, address: Address, url: str, known: Address | None) -> None:
        if known is None:
            self._ledger.add(
                url, addresses.origin(url), "article", address.seed, via=address.via,
                site=address.site, themed=address.themed, title=address.title,
                published=address.published,
            )  # fmt: skip
        elif known.state == "skipped":
            self._ledger.update(known.id, state="queued", code=None)

    def _store(self, visit: Visit, tags: PageTags) -> None:
        address, answer = visit.address, visit.answer
        if answer is None:
            return
        facts: dict[str, object] = {}
        if address.kind == "part" and address.target is not None:
            facts = {"partOf": self._ledger.get(address.target).url, "part": address.part}
        row = self._ledger.get(address.id)
        digest = self._keeper.keep(
            address, answer, visit.body, page=True, charset=row.charset, notes=row.notes, **facts
        )
        twin = self._keeper.same_body(digest, address)
        if twin is not None:
            self._ledger.update(address.id, state="folded", target=twin.id, digest=digest)
            return
        self._ledger.update(address.id, state="stored", digest=digest)
        self._offer_parts(address, tags)

    def _offer_parts(self, address: Address, tags: PageTags) -> None:
        article = address
        if address.kind == "part":
            if address.target is None or address.part == WHOLE:
                return
            article = self._ledger.get(address.target)
        parts = parts_of(article.url, tags, self._patterns, self._settings.max_parts)
        whole = any(part.number == WHOLE for part in parts)
        for part in parts:
            aside = whole and part.number != WHOLE
            self._ledger.add(
                part.url, addresses.origin(part.url), "part", address.seed, via=article.id,
                target=article.id, part=part.number, site=address.site,
                state="skipped" if aside else "queued", code="in-whole" if aside else None,
            )  # fmt: skip


def _mark(urls: list[str]) -> str:
    """A short digest of the articles on a list page: tells a page that comes again."""
    return hashlib.sha256("\n".join(urls).encode()).hexdigest()[:16]
