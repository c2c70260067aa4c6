"""Pasted text to Article: its lines, and what they say of publisher and date."""

from __future__ import annotations

import re

from extractor.errors import InputRejected
from extractor.models import Article, Page
from extractor.parser import address
from extractor.parser.blocks import Body
from extractor.parser.cleaning import Announced, clean
from extractor.parser.people import labelled_names
from extractor.parser.plaintext import text_blocks
from extractor.parser.publishers import Publishers
from extractor.parser.schema import Paging
from extractor.parser.writing import Known, write
from extractor.settings import Settings

DASH = re.compile(r"\s?(?:[–—|]|--?)\s?|:\s")
DATELINE_LENGTH = 90


def parse_text(page: Page, publishers: Publishers, settings: Settings) -> Article:
    """The article of a text with a paragraph a line.

    Raises:
        InputRejected: too-large or empty.
    """
    text = page.text or ""
    if len(text) > settings.max_page_bytes:
        raise InputRejected(
            "parse", "too-large",
            f"text of {len(text):,} characters is above the limit of {settings.max_page_bytes:,}",
        )  # fmt: skip
    body = clean(text_blocks(text), publishers, Announced(page.title))
    if not body.kept:
        raise InputRejected("parse", "empty", "the text holds no paragraph of an article")
    names = labelled_names(publishers.rules, body.dropped, "")
    publisher = publishers.by_domain(address.host(page.url))
    paging = publisher.paging if publisher else Paging()
    known = Known(
        url=address.canonical(page.url, paging),
        site=address.site(page.url) or _site(body.kept[0].text, publishers),
        title=page.title,
        author=names.get("author"),
        editor=names.get("editor"),
        published=_published(body, publishers, publisher.zone if publisher else None)
        or publishers.dates.structured(page.published)
        or page.published,
        notes=publishers.rules.corrections(body),
    )
    return write(page, body, known, settings)


def _site(first: str, publishers: Publishers) -> str | None:
    """The publisher that the dateline names, by its domain ("BANTENRAYA.COM – …")."""
    opening = first[:DATELINE_LENGTH]
    known = publishers.by_dateline(opening)
    if known:
        return known
    cut = None
    for cut in DASH.finditer(opening):
        found = publishers.domain_in(opening[: cut.start()])
        if found:
            return found
    return None


def _published(body: Body, publishers: Publishers, zone: str | None) -> str | None:
    """A date that stands on a line of its own at the beginning or the end."""
    for block in body.dropped:
        if block.rule == "date-line" and (block.after < 1 or block.after >= len(body.kept) - 2):
            moment = publishers.dates.find(block.text, zone)
            if moment:
                return moment.iso
    return None
