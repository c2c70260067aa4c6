"""Where captures go: pages of articles to one series of WARC files, all else to another."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from extractor.fetcher.bodies import bodies_of
from extractor.fetcher.client import Answer
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.rows import Address, Capture
from extractor.fetcher.warc import (
    Archive,
    Original,
    Written,
    block_digest,
    payload_digest,
    warc_date,
)  # fmt: skip
from extractor.fetcher.wholes import PARTS, whole_of

PAGES: Final = "pages"
TRAIL: Final = "trail/trail"


class Keeper:
    """The two series of one fetch folder, and the captures in its index.

    ``pages-*.warc.gz`` holds each article once: as captured, or a paged one as one page in a
    resource record. ``trail/trail-*.warc.gz`` holds how they were found and what came instead:
    lists, feeds, sitemaps, redirects, errors, light copies, the pages of paged articles.
    """

    def __init__(self, folder: Path, ledger: Ledger, about: Mapping[str, str]) -> None:
        self._folder = folder
        self._ledger = ledger
        self._stack = ExitStack()
        self._pages = self._stack.enter_context(Archive(folder, PAGES, ledger, about))
        self._trail = self._stack.enter_context(Archive(folder, TRAIL, ledger, about))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def turn_over(self) -> None:
        """Begin new files where the last ones are full; outside of a transaction."""
        self._pages.turn_over()
        self._trail.turn_over()

    def keep(
        self, address: Address, answer: Answer, body: bytes, *, page: bool, **facts: object
    ) -> str:
        """Write an answer to its series and the index; the digest of its decoded body.

        A body that is there already is not written again: a revisit record points to it.
        """
        digest = payload_digest(body) if answer.status != 304 else address.digest or ""
        original = self._original(address, digest, answer)
        archive = self._pages if page else self._trail
        written = archive.response(answer, {"via": self._via(address), **facts}, original)
        kind = "response" if original is None else "revisit"
        self._add(address, kind, answer.started, answer.status, written, answer.peer)
        return digest

    def keep_whole(self, article: Address) -> None:
        """Write an article that took several pages, or a light copy that has to stand in.

        Nothing is written while pages of it are on their way, or where it is there already.
        """
        captures = self._ledger.captures(article.id)
        parts = [part.url for part in self._ledger.select(f"{PARTS} ORDER BY part", article.id)]
        waiting = next(self._ledger.select(f"{PARTS} AND state = 'queued'", article.id), None)
        whole = None if waiting else whole_of(self._ledger, self._folder, article)
        bodies = bodies_of(captures)
        if whole is None or not bodies:
            return
        html, charset = whole
        if any(each.digest == block_digest(html) for each in captures if each.kind == "resource"):
            return
        first = bodies[-1]
        original = Original(first.record, article.url, warc_date(first.fetched), first.digest)
        facts = {"madeFrom": " ".join([article.url, *parts])}
        written = self._pages.resource(original, html, charset, facts)
        self._add(article, "resource", first.fetched, 200, written, None)

    def same_body(self, digest: str, address: Address) -> Address | None:
        """Another stored page with the same body."""
        return next(
            self._ledger.select(
                "digest = ? AND id != ? AND state = 'stored' AND kind IN ('article', 'part')"
                " ORDER BY id LIMIT 1",
                digest,
                address.id,
            ),
            None,
        )

    def _original(self, address: Address, digest: str, answer: Answer) -> Original | None:
        if answer.status == 304 or address.digest == digest:
            owner: Address | None = address
        elif 200 <= answer.status < 300:
            owner = self.same_body(digest, address)
        else:
            return None
        captures = self._ledger.captures(owner.id) if owner else ()
        bodies = [each for each in captures if each.kind == "response" and each.status == 200]
        if owner is None or not bodies:
            return None
        last = bodies[-1]
        return Original(last.record, owner.url, warc_date(last.fetched), last.digest)

    def _add(
        self,
        address: Address,
        kind: str,
        fetched: float,
        status: int,
        written: Written,
        peer: str | None,
    ) -> None:
        self._ledger.add_capture(
            Capture(
                address=address.id, kind=kind, fetched=fetched, status=status, file=written.file,
                position=written.position, length=written.length, record=written.record,
                digest=written.digest, peer=peer,
            )
        )  # fmt: skip

    def _via(self, address: Address) -> str | None:
        return self._ledger.get(address.via).url if address.via is not None else None
