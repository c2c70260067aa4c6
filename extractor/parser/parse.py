"""Page to Article: the stage's one function."""

from __future__ import annotations

import hashlib

from selectolax.lexbor import LexborHTMLParser

from extractor.errors import InputRejected
from extractor.models import Article, Page
from extractor.parser import address, container, jsonld
from extractor.parser.blocks import Block, Body
from extractor.parser.cleaning import clean
from extractor.parser.decoding import check, decode
from extractor.parser.elements import STRIPPED
from extractor.parser.fragment import Cleaner
from extractor.parser.hardening import harden
from extractor.parser.metadata import Head, Titles, headings
from extractor.parser.plaintext import text_blocks
from extractor.parser.publishers import Publishers, load_publishers
from extractor.parser.schema import Paging
from extractor.parser.walking import Walk
from extractor.settings import Settings


def parse(
    page: Page, publishers: Publishers | None = None, settings: Settings | None = None
) -> Article:
    """The clean article of a page or of a pasted text.

    Raises:
        InputRejected: stage "parse"; code too-large, empty, binary, index, gallery, video
            or block.
    """
    publishers = publishers or load_publishers()
    settings = settings or Settings()
    if page.html is not None:
        return _parse_html(page, page.html, publishers, settings)
    return _parse_text(page, publishers, settings)


def _parse_text(page: Page, publishers: Publishers, settings: Settings) -> Article:
    text = page.text or ""
    if len(text) > settings.max_page_bytes:
        raise InputRejected("parse", "too-large", f"text of {len(text):,} characters")
    body = clean(text_blocks(text), publishers.rules, title=page.title)
    if not body.kept:
        raise InputRejected("parse", "empty", "the text holds no paragraph")
    return _article(page, body, settings, title=page.title, published=page.published,
                    url=address.canonical(page.url, Paging()), site=address.site(page.url))


def _parse_html(page: Page, raw: bytes, publishers: Publishers, settings: Settings) -> Article:
    check(raw, settings.max_page_bytes)
    html, notes = harden(decode(raw, page.charset))
    tree = LexborHTMLParser(html)
    tree.root.strip_tags(STRIPPED) if tree.root else None
    head = Head(html)
    described = jsonld.article(jsonld.nodes(html))
    host = address.host(page.url or head.canonical)
    own = publishers.by_domain(host)
    candidates = [own] if own else []
    candidates += publishers.by_shape(html)
    found = container.find(tree, publishers.elements, candidates, publishers.boilerplate.body_hints)
    titles = Titles(head, described, publishers.boilerplate.title_separators, host)
    publisher = found.publisher if found else None
    title = titles.choose(headings(tree, publisher)) or page.title
    blocks: list[Block] = []
    if found:
        pieces = Walk(publishers.elements, publisher.select.drop if publisher else ()).body(found.node)
        blocks = Cleaner(publishers.elements, publishers.rules).clean(pieces)
    body = clean(blocks, publishers.rules, title=title)
    if not body.kept:
        raise InputRejected("parse", "empty", "no article text on the page")
    published = publishers.dates.structured(
        jsonld.text(described.get("datePublished")) if described else None
    ) or publishers.dates.structured(head.meta.get("article:published_time")) or page.published
    return _article(page, body, settings, title=title, published=published,
                    url=address.canonical(page.url or head.canonical, Paging()),
                    site=address.site(page.url or head.canonical), notes=notes)


def _article(
    page: Page, body: Body, settings: Settings, *, title: str | None, published: str | None,
    url: str | None, site: str | None, notes: tuple[str, ...] = (),
) -> Article:
    text = "\n".join(block.text for block in body.kept)
    return Article(
        url=url, source=page.source, site=site, title=title, author=None, published=published,
        modified=None, sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text, blocks=tuple(block.kind for block in body.kept), dropped=tuple(body.dropped),
        notes=notes,
    )
