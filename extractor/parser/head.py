"""What the head of a page says: meta elements, canonical link, title element."""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from extractor.parser.blocks import squeeze

KEYS = ("property", "name", "itemprop")
MOST_METAS = 400
LONGEST = 2_000


class Head:
    """Meta elements by lower-case name, the title element, the canonical link."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.meta: dict[str, str] = {}
        for node in tree.css("meta")[:MOST_METAS]:
            attributes = node.attributes
            content = attributes.get("content")
            if not content:
                continue
            for key in KEYS:
                name = attributes.get(key)
                if name:
                    self.meta.setdefault(name.lower(), content[:LONGEST].strip())
        title = tree.css_first("title")
        self.title = (squeeze(title.text(deep=True)[:LONGEST]) or None) if title else None
        link = tree.css_first("link[rel=canonical]")
        self.canonical = link.attributes.get("href") if link else None

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles that the head declares."""
        declared = (self.meta.get("og:title"), self.meta.get("twitter:title"), self.title)
        return tuple(title for title in declared if title)

    def first(self, names: Iterable[str]) -> str | None:
        """Content of the first of these meta elements that is there."""
        for name in names:
            value = self.meta.get(name.lower())
            if value:
                return value
        return None
