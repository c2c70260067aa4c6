"""The articles of a fetch folder as pages: each once, all its pages in one, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.fetcher.bodies import bodies_of, body_at, resource_at
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.rows import Address, Capture
from extractor.fetcher.session import INDEX
from extractor.fetcher.wholes import whole_of
from extractor.models import Page


def is_fetch_folder(path: Path) -> bool:
    """Whether a folder is one that `fetch` made."""
    return (path / INDEX).is_file()


def stored_pages(folder: Path, name: str | None = None) -> Iterator[Page]:
    """Every article of a fetch folder, in the order found; one that changed, each version.

    Args:
        folder: the folder.
        name: how the caller named it; ``source`` is that, the file and the record's offset.

    Raises:
        SourceError: the index cannot be read.
    """
    ledger = Ledger(folder / INDEX, read_only=True)
    try:
        shown = str(folder) if name is None else name
        for address in ledger.select("state = 'stored' AND kind = 'article' ORDER BY id"):
            yield from pages_of(ledger, folder, shown.rstrip("/\\"), address)
    finally:
        ledger.close()


def pages_of(ledger: Ledger, folder: Path, name: str, address: Address) -> Iterator[Page]:
    """The versions of one stored article, oldest first; a paged one with all its pages."""
    captures = ledger.captures(address.id)
    wholes = [each for each in captures if each.kind == "resource"]
    for capture in wholes:
        yield _page(address, name, capture, *resource_at(folder, capture))
    bodies = [] if wholes else bodies_of(captures)
    for capture in bodies[:-1]:
        yield _page(address, name, capture, body_at(folder, capture), address.charset)
    # Pages of it may still be on their way: what is there counts.
    whole = whole_of(ledger, folder, address) if bodies else None
    if whole is not None:
        yield _page(address, name, bodies[-1], *whole)


def _page(address: Address, name: str, capture: Capture, html: bytes, charset: str | None) -> Page:
    return Page(
        url=address.url,
        source=f"{name}/{capture.file}#{capture.position}",
        html=html,
        charset=None if charset is None else charset.replace("utf-8-sig", "utf-8"),
    )
