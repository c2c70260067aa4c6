"""The pages of one article as one page: the later bodies are put behind the first one's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from extractor.fetcher import charsets

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Above this a hostile page would cost more than it is worth: its parts stay unmerged.
MAX_BYTES: Final = 3_000_000
_BLOCKS: Final = ("p", "ul", "ol", "table", "blockquote", "h2", "h3", "h4", "figure", "pre")


def merged(first: bytes, charset: str, others: Sequence[tuple[bytes, str]]) -> bytes:
    """HTML of an article with the bodies of its other pages behind its own, as UTF-8.

    The body of each page is the element with the most text of paragraphs right inside it. Blocks
    that stand on an earlier page too (lead, notices) are not repeated.
    """
    from selectolax.lexbor import LexborHTMLParser

    text = charsets.decode(first, charset)
    if len(first) > MAX_BYTES:
        return text.encode("utf-8", errors="replace")
    page = LexborHTMLParser(text)
    body = _body(page)
    blocks = _blocks(body)
    known = {_shown(block) for block in blocks}
    place = blocks[-1] if blocks else None
    for html, encoding in others:
        if len(html) > MAX_BYTES or place is None:
            continue
        other = LexborHTMLParser(charsets.decode(html, encoding))
        for block in _blocks(_body(other)):
            shown = _shown(block)
            if shown and shown not in known:
                known.add(shown)
                place.insert_after(block)
                place = place.next or place
    return _labelled(page.html or text).encode("utf-8", errors="replace")


def _labelled(html: str) -> str:
    """The page with the charset that it now has, before any other label of its own."""
    head = html.find("<head")
    end = html.find(">", head) + 1 if head >= 0 else 0
    return f'<!DOCTYPE html>{html[:end]}<meta charset="utf-8">{html[end:]}'


def _body(page: LexborHTMLParser) -> LexborNode | None:
    """The element with the most text of paragraphs right inside it."""
    weights: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    for paragraph in page.css("p"):
        parent = paragraph.parent
        if parent is not None:
            nodes[parent.mem_id] = parent
            weights[parent.mem_id] = weights.get(parent.mem_id, 0) + len(_shown(paragraph))
    best = max(weights, key=lambda key: weights[key], default=None)
    return nodes[best] if best is not None else None


def _blocks(body: LexborNode | None) -> list[LexborNode]:
    if body is None:
        return []
    return [child for child in body.iter(include_text=False) if child.tag in _BLOCKS]


def _shown(node: LexborNode) -> str:
    return " ".join(node.text(deep=True, separator=" ").split())
