"""What the head of a page says: meta elements, canonical link, title element."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from extractor.parser.blocks import squeeze

META_TAG = re.compile(r"<meta\b[^<>]{3,3000}>", re.IGNORECASE)
META_KEY = re.compile(
    r"\b(?:property|name|itemprop)\s{0,4}=\s{0,4}[\"']?([\w:.-]{2,60})", re.IGNORECASE
)
META_VALUE = re.compile(
    r"\bcontent\s{0,4}=\s{0,4}(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE
)
CANONICAL = re.compile(
    r"<link\b[^<>]{0,400}rel\s{0,4}=\s{0,4}[\"']?canonical\b[^<>]{0,1600}>", re.IGNORECASE
)
HREF = re.compile(r"\bhref\s{0,4}=\s{0,4}[\"']?([^\s\"'<>]{4,1500})", re.IGNORECASE)
TITLE_TAG = re.compile(r"<title[^<>]{0,200}>([^<]{1,1000})</title", re.IGNORECASE)
MOST_METAS = 400


class Head:
    """Meta elements by lower-case name, the title element, the canonical link; by search."""

    def __init__(self, html: str) -> None:
        self.meta: dict[str, str] = {}
        end = html.find("<body")
        if end > 0 and html.find("<meta", end) < 0:
            html = html[:end]
        for count, match in enumerate(META_TAG.finditer(html)):
            if count > MOST_METAS:
                break
            tag = match[0]
            key = META_KEY.search(tag)
            value = META_VALUE.search(tag)
            if key and value:
                content = squeeze(unescape(value[1] or value[2] or value[3] or ""))
                if content:
                    self.meta.setdefault(key[1].lower(), content)
        title = TITLE_TAG.search(html)
        self.title = squeeze(unescape(title[1])) or None if title else None
        link = CANONICAL.search(html)
        href = HREF.search(link[0]) if link else None
        self.canonical = unescape(href[1]) if href else None

    def first(self, names: Iterable[str]) -> str | None:
        """Content of the first of these meta elements that is there."""
        for name in names:
            value = self.meta.get(name.lower())
            if value:
                return value
        return None
