"""One linear pass over the tags of a page: its links, metas, title, and nothing deeper.

Made for hostile pages: no tree, no recursion, every search bounded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

MAX_CHARS: Final = 4_000_000
MAX_LINKS: Final = 5_000
_MAX_TAG: Final = 4_000
_MAX_ANCHOR: Final = 2_000
_ATTRIBUTE: Final = re.compile(
    r"([a-zA-Z][a-zA-Z0-9:_-]{0,40}|⚡)(?:\s{0,5}=\s{0,5}(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?"
)
_TAG: Final = re.compile(r"<[^>]{0,2000}>")
_REST: Final = re.compile(r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_BLANKS: Final = re.compile(r"\s+")
_LD_TYPE: Final = "ld+json"
_RAW: Final = ("script", "style", "template", "textarea")
_NAME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9]{0,15}")
_PUBLISHED: Final = re.compile(r'"datePublished"\s{0,5}:\s{0,5}"([0-9][^"]{3,40})"')
_CLOSED: Final = re.compile(r'"isAccessibleForFree"\s{0,5}:\s{0,5}"?(?:false)\b', re.IGNORECASE)
_ARTICLE: Final = re.compile(r'"@type"\s{0,5}:\s{0,5}\[?\s{0,5}"(?:\w{0,20}Article|BlogPosting)"')


@dataclass(frozen=True, slots=True)
class Link:
    """``href`` as written; ``text`` what a reader sees, blanks collapsed."""

    href: str
    text: str
    rel: str = ""


@dataclass(slots=True)
class PageTags:
    """What the tags of one page say of it."""

    title: str = ""
    base: str | None = None
    canonical: str | None = None
    next: str | None = None
    is_amp: bool = False
    closed_html: bool = False
    links: list[Link] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    published: str | None = None
    paid: bool = False
    is_article: bool = False


def read_tags(text: str) -> PageTags:
    """Links and metas of a page; at most ``MAX_CHARS`` and ``MAX_LINKS`` are looked at."""
    page = PageTags(closed_html="</html" in text[-2_000:].lower())
    text = text[:MAX_CHARS]
    for name, attributes, end in _walk(text, page):
        if name == "a":
            href = attributes.get("href", "")
            if href and len(page.links) < MAX_LINKS:
                shown = _anchor(text, end) or _plain(attributes.get("title", ""))
                page.links.append(Link(href, shown, attributes.get("rel", "").lower()))
        elif name == "title" and not page.title:
            page.title = _plain(text[end : _find(text, "</title", end, _MAX_ANCHOR)])
        elif name == "html":
            page.is_amp = "amp" in attributes or "⚡" in attributes
        elif name == "base" and page.base is None:
            page.base = attributes.get("href")
        elif name == "link":
            _link(page, attributes)
        elif name == "meta":
            key = (attributes.get("property") or attributes.get("name") or "").lower()
            page.metas.setdefault(key, attributes.get("content", ""))
    page.published = page.metas.get("article:published_time") or page.published
    page.is_article = page.is_article or page.metas.get("og:type", "").lower() == "article"
    return page


def _link(page: PageTags, attributes: dict[str, str]) -> None:
    rel = attributes.get("rel", "").lower().split()
    href = attributes.get("href")
    if "canonical" in rel and page.canonical is None:
        page.canonical = href
    elif "next" in rel and page.next is None:
        page.next = href


def _walk(text: str, page: PageTags) -> Iterator[tuple[str, dict[str, str], int]]:
    """Opening tags in order, with the index behind each; comments and scripts are jumped over."""
    position = 0
    while (start := text.find("<", position)) >= 0:
        if text.startswith("<!--", start):
            position = _find(text, "-->", start + 4, len(text))
            continue
        match = _NAME.match(text, start + 1)
        if match is None:
            position = start + 1
            continue
        close = text.find(">", match.end())
        if close < 0:
            return
        if close - match.end() > _MAX_TAG:
            # No tag that begins before this can end in time.
            position = close - _MAX_TAG
            continue
        end = _tag_end(text, match.end(), close)
        name = match[0].lower()
        attributes = _attributes(text[match.end() : end])
        position = end + 1
        yield name, attributes, position
        if name in _RAW:
            close = _find_close(text, name, position)
            if name == "script" and _LD_TYPE in attributes.get("type", ""):
                _linked_data(page, text[position:close])
            position = close


def _linked_data(page: PageTags, text: str) -> None:
    found = _PUBLISHED.search(text)
    if found and page.published is None:
        page.published = found[1]
    page.paid = page.paid or bool(_CLOSED.search(text))
    page.is_article = page.is_article or bool(_ARTICLE.search(text))


def _find_close(text: str, name: str, start: int) -> int:
    """Index of ``</name`` in any case, the end of the text if it never comes."""
    position = start
    while (position := text.find("</", position)) >= 0:
        if text[position + 2 : position + 2 + len(name)].lower() == name:
            return position
        position += 2
    return len(text)


def _find(text: str, what: str, start: int, limit: int) -> int:
    found = text.find(what, start, start + limit)
    return found if found >= 0 else min(len(text), start + limit)


def _tag_end(text: str, start: int, first: int) -> int:
    """Index of the ``>`` that closes a tag; those inside quotes do not, if quotes are balanced."""
    match = _REST.match(text, start, start + _MAX_TAG)
    return match.end() - 1 if match else first


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        plain = value[1:-1] if value[:1] in ('"', "'") else value
        found.setdefault(name.lower(), html.unescape(plain).strip())
    return found


def _anchor(text: str, start: int) -> str:
    return _plain(text[start : _find(text, "</a", start, _MAX_ANCHOR)])


def _plain(markup: str) -> str:
    return _BLANKS.sub(" ", html.unescape(_TAG.sub(" ", markup))).strip()[:400]
