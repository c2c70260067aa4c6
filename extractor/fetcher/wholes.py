"""All pages of a paged article as one page."""

from __future__ import annotations

from pathlib import Path

from extractor.fetcher.articles import WHOLE
from extractor.fetcher.bodies import bodies_of, body_at
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.merging import merged
from extractor.fetcher.rows import Address

PARTS = "target = ? AND kind = 'part'"


def whole_of(ledger: Ledger, folder: Path, article: Address) -> tuple[bytes, str] | None:
    """The article with the pages of it that are stored, and its charset; None without a body.

    The page that shows all of it is taken as it is; numbered pages are put behind the first.

    Raises:
        SourceError: the archive does not hold what its index says.
    """
    first = bodies_of(ledger.captures(article.id))
    if not first:
        return None
    found: list[tuple[bytes, str]] = []
    for part in ledger.select(f"{PARTS} AND state = 'stored' ORDER BY part", article.id):
        bodies = bodies_of(ledger.captures(part.id))
        if bodies:
            body = body_at(folder, bodies[-1])
            if part.part == WHOLE:
                return body, part.charset or "utf-8"
            found.append((body, part.charset or "utf-8"))
    html, charset = body_at(folder, first[-1]), article.charset or "utf-8"
    return (merged(html, charset, found), "utf-8") if found else (html, charset)
