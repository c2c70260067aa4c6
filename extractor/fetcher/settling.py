"""What a visit means for the index: one transaction a visit, so that a kill loses nothing."""

from __future__ import annotations

from collections.abc import Callable

from extractor.fetcher import addresses
from extractor.fetcher.articles import WHOLE
from extractor.fetcher.desk import Desk
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.rows import Address
from extractor.fetcher.settling_articles import ArticleSettler
from extractor.fetcher.settling_lists import ListSettler
from extractor.fetcher.visiting import Visit
from extractor.fetcher.wholes import PARTS


class Settler:
    """Turns visits into rows and records.

    Args:
        backoff: seconds before the next try, by the number of tries so far.
    """

    def __init__(self, desk: Desk, backoff: Callable[[int], float]) -> None:
        self._desk = desk
        self._backoff = backoff
        self._lists = ListSettler(desk)
        self._articles = ArticleSettler(desk)

    def settle(self, visit: Visit) -> None:
        """Write what the visit gave; all of it or nothing."""
        self._desk.keeper.turn_over()
        with self._desk.ledger.transaction():
            if visit.failure is not None:
                self._failed(visit, visit.failure)
            elif visit.redirect is not None:
                self._moved(visit, visit.redirect)
            elif visit.unchanged:
                self._unchanged(visit)
            elif visit.judged is None:
                self._lists.settle_robots(visit)
            elif visit.judged.found != "html":
                self._lists.settle_document(visit, visit.judged)
            elif visit.address.kind in ("listing", "feed", "sitemap"):
                self._lists.settle_page(visit, visit.judged)
            else:
                self._articles.settle(visit, visit.judged)
            self._make_whole(visit.address)

    def _failed(self, visit: Visit, failure: FetchFailure) -> None:
        address, answer = visit.address, visit.answer
        if answer is not None:
            self._desk.keeper.keep(address, answer, visit.body, page=False, failure=failure.code)
        tries = address.tries + 1
        again = failure.again == "now" and tries < self._desk.settings.max_tries
        # A page that was had before stays, whatever became of it since.
        last = "stored" if address.digest and address.kind in ("article", "part") else "failed"
        self._desk.ledger.update(
            address.id,
            state="queued" if again else last,
            tries=tries,
            not_before=self._desk.clock() + self._backoff(tries) if again else 0,
            code=failure.code,
            message=failure.message[:400],
            status=failure.status,
        )
        if not again and last == "failed":
            self._instead_of(address)

    def _instead_of(self, address: Address) -> None:
        """Fall back on what was left out because of an address that failed."""
        # A light copy counts when the article itself cannot be had.
        folded = "target = ? AND state = 'folded' AND kind = 'article'"
        for light in self._desk.ledger.select(folded, address.id):
            self._desk.ledger.update(light.id, state="stored", target=None)
            self._desk.keeper.keep_whole(light)
        if address.kind == "part" and address.part == WHOLE:
            self._desk.ledger.execute(
                "UPDATE addresses SET state = 'queued', code = NULL WHERE target = ?"
                " AND kind = 'part' AND state = 'skipped' AND code = 'in-whole'",
                address.target,
            )

    def _make_whole(self, address: Address) -> None:
        """Put a paged article together once all its pages are settled."""
        identity = address.target if address.kind == "part" else address.id
        if address.kind not in ("article", "part") or identity is None:
            return
        article = self._desk.ledger.get(identity)
        paged = next(self._desk.ledger.select(f"{PARTS} LIMIT 1", identity), None)
        if paged is not None and article.state == "stored":
            self._desk.keeper.keep_whole(article)

    def _moved(self, visit: Visit, url: str) -> None:
        address, answer = visit.address, visit.answer
        known = self._desk.ledger.find(url)
        if known is not None and self._leads_to(known, address.id):
            message = f"redirects lead back: {url[:120]}"
            status = answer.status if answer else None
            self._failed(visit, FetchFailure("redirect-loop", message, status=status))
            return
        if answer is not None:
            self._desk.keeper.keep(address, answer, visit.body, page=False)
        target = known.id if known else self._desk.ledger.add(
            url, addresses.origin(url), address.kind, address.seed,
            via=address.via, site=address.site, themed=address.themed, page=address.page,
            template=address.template, part=address.part, title=address.title,
            target=address.target, redirects=address.redirects + 1, published=address.published,
        )  # fmt: skip
        if known is not None and known.state == "skipped":
            self._desk.ledger.update(known.id, state="queued", code=None)
        status = answer.status if answer else None
        self._desk.ledger.update(address.id, state="moved", target=target, status=status, code=None)

    def _leads_to(self, start: Address, identity: int) -> bool:
        seen: set[int] = set()
        current: Address | None = start
        while current is not None and current.id not in seen:
            if current.id == identity:
                return True
            seen.add(current.id)
            onward = current.state == "moved" and current.target is not None
            current = self._desk.ledger.get(current.target) if onward and current.target else None
        return False

    def _unchanged(self, visit: Visit) -> None:
        address = visit.address
        is_page = address.kind in ("article", "part")
        paged = next(self._desk.ledger.select(f"{PARTS} LIMIT 1", address.id), None)
        if visit.answer is not None:
            alone = address.kind == "article" and paged is None
            self._desk.keeper.keep(address, visit.answer, b"", page=alone)
        state = "stored" if is_page else "listed"
        self._desk.ledger.update(
            address.id, state=state, fetched=self._desk.clock(), code=None, tries=0
        )
