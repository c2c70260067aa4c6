"""A body for pages whose markup shows none: JSON-LD's own text, else trafilatura's."""

from __future__ import annotations

import re
from html import unescape

from extractor.parser import jsonld
from extractor.parser.blocks import Block
from extractor.parser.plaintext import text_blocks

BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{0,800}>")
APP_DATA = re.compile(
    rb"<script\b(?=[^<>]{0,300}(?:__NEXT_DATA__|__NUXT_DATA__|application/json))[^<>]{0,400}>"
)
PARAGRAPH = re.compile(r"<p\b|<br\b|\n\n", re.IGNORECASE)
SHORTEST = 200
LARGEST_PAGE = 1_000_000


def from_description(article: jsonld.Node | None) -> list[Block]:
    """Blocks of the articleBody that JSON-LD gives; empty if it gives none of use."""
    value = article.get("articleBody") if article else None
    if not isinstance(value, str) or len(value) < SHORTEST:
        return []
    return text_blocks(unescape(TAG.sub("", BREAK.sub("\n", unescape(value)))))


def from_app_data(page: bytes) -> bytes | None:
    """The longest text with paragraphs in the JSON from which a script would build the page."""
    best = ""
    for match in APP_DATA.finditer(page) if len(page) <= LARGEST_PAGE else ():
        end = page.find(b"</script", match.end())
        for text in jsonld.strings(page[match.end() : end if end > 0 else None]):
            if len(text) > len(best) and PARAGRAPH.search(text):
                best = text
    return f"<body>{best}</body>".encode() if len(best) >= SHORTEST else None


def from_trafilatura(page: bytes) -> list[Block]:
    """Blocks of the text that trafilatura finds; for pages that claim to hold an article."""
    if len(page) > LARGEST_PAGE:
        return []
    import trafilatura

    text = trafilatura.extract(page.decode("utf-8", "replace"), include_comments=False)
    return text_blocks(text) if text and len(text) >= SHORTEST else []
