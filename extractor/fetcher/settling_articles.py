"""Pages of articles settled: each article once, with all its pages."""

from __future__ import annotations

from extractor.fetcher import addresses
from extractor.fetcher.articles import WHOLE, Part, canonical_of, is_light_copy, parts_of
from extractor.fetcher.desk import Desk
from extractor.fetcher.feeds import day_of
from extractor.fetcher.judging import Judged
from extractor.fetcher.rows import Address
from extractor.fetcher.tags import PageTags
from extractor.fetcher.visiting import Visit


class ArticleSettler:
    """Files pages under the article that they belong to."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def settle(self, visit: Visit, judged: Judged) -> None:
        """File a page as an article, a part of one, or another dress of one."""
        address, answer = visit.address, visit.answer
        tags = judged.tags or PageTags()
        if answer is None:
            return
        published = day_of(tags.published) or address.published
        self._desk.ledger.update(
            address.id, code=None, message=None, status=answer.status, fetched=answer.started,
            charset=judged.charset, etag=answer.header("etag") or None, tries=0,
            last_modified=answer.header("last-modified") or None, published=published,
            title=tags.metas.get("og:title") or tags.title or address.title,
            notes=" ".join(judged.notes) or None,
        )  # fmt: skip
        unwanted = address.via is not None and address.kind == "article"
        if unwanted and self._desk.selection.outside(published):
            self._desk.keeper.keep(address, answer, visit.body, page=False)
            self._desk.ledger.update(address.id, state="skipped", code="outside-dates")
            return
        if address.kind == "article" and self._folded(visit, tags):
            return
        self._store(visit, tags)

    def _folded(self, visit: Visit, tags: PageTags) -> bool:
        """Whether the page is another dress of an article that has its own row."""
        address, answer = visit.address, visit.answer
        canonical = canonical_of(address.url, tags, self._desk.patterns)
        if canonical is None or answer is None:
            return False
        known = self._desk.ledger.find(canonical)
        light = is_light_copy(address.url, tags, self._desk.patterns)
        if light and (known is None or known.state in ("queued", "skipped")):
            self._offer_canonical(address, canonical, known)
            known = self._desk.ledger.find(canonical)
        if known is None:
            self._desk.ledger.add(
                canonical, addresses.origin(canonical), "article", address.seed,
                via=address.via, state="folded", target=address.id,
            )  # fmt: skip
            return False
        if known.id == address.id or known.state in ("failed", "moved", "folded"):
            return False
        if known.state == "queued" and not light:
            self._desk.ledger.update(known.id, state="folded", target=address.id)
            return False
        digest = self._desk.keeper.keep(
            address, answer, visit.body, page=False, canonical=canonical
        )
        self._desk.ledger.update(address.id, state="folded", target=known.id, digest=digest)
        return True

    def _offer_canonical(self, address: Address, url: str, known: Address | None) -> None:
        if known is None:
            self._desk.ledger.add(
                url, addresses.origin(url), "article", address.seed, via=address.via,
                site=address.site, themed=address.themed, title=address.title,
                published=address.published,
            )  # fmt: skip
        elif known.state == "skipped":
            self._desk.ledger.update(known.id, state="queued", code=None)

    def _store(self, visit: Visit, tags: PageTags) -> None:
        address, answer = visit.address, visit.answer
        if answer is None:
            return
        facts: dict[str, object] = {}
        if address.kind == "part" and address.target is not None:
            facts = {"partOf": self._desk.ledger.get(address.target).url, "part": address.part}
        row = self._desk.ledger.get(address.id)
        article, parts = self._parts(address, tags)
        alone = address.kind == "article" and not parts
        digest = self._desk.keeper.keep(
            address, answer, visit.body, page=alone, charset=row.charset, notes=row.notes, **facts
        )
        twin = self._desk.keeper.same_body(digest, address)
        if twin is not None:
            self._desk.ledger.update(address.id, state="folded", target=twin.id, digest=digest)
            return
        self._desk.ledger.update(address.id, state="stored", digest=digest)
        self._offer_parts(article, parts)

    def _parts(self, address: Address, tags: PageTags) -> tuple[Address, list[Part]]:
        """The article that a page belongs to, and the other pages of it that the page names."""
        article = address
        if address.kind == "part" and address.target is not None:
            article = self._desk.ledger.get(address.target)
        if address.part == WHOLE:
            return article, []
        limit = self._desk.settings.max_parts
        return article, parts_of(article.url, tags, self._desk.patterns, limit)

    def _offer_parts(self, article: Address, parts: list[Part]) -> None:
        whole = any(part.number == WHOLE for part in parts)
        for part in parts:
            aside = whole and part.number != WHOLE
            self._desk.ledger.add(
                part.url, addresses.origin(part.url), "part", article.seed, via=article.id,
                target=article.id, part=part.number, site=article.site,
                state="skipped" if aside else "queued", code="in-whole" if aside else None,
            )  # fmt: skip
