"""Addresses out of feeds (RSS, Atom) and sitemaps (news sitemaps, sitemap indexes)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Final, Literal

MAX_ENTRIES: Final = 50_000
_ITEMS: Final = ("item", "entry", "url", "sitemap")
_ISO_DAY: Final = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
XmlKind = Literal["feed", "sitemap", "sitemap-index"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One address with its headline and the day of publication, where they are given.

    ``changed`` is the day of the last change, no proof of publication.
    """

    url: str
    title: str = ""
    published: str | None = None
    changed: str | None = None


@dataclass(slots=True)
class Entries:
    """What an XML document lists; ``next`` the next page of an archived feed."""

    kind: XmlKind
    entries: list[Entry] = field(default_factory=list)
    next: str | None = None
    broken: bool = False


def xml_kind(body: bytes) -> XmlKind | None:
    """Which list an XML document is, by its first element; None if it is none."""
    head = body[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="ignore").encode()
    match = re.search(
        rb"<(?:\w{1,20}:)?(rss|feed|rdf|urlset|sitemapindex)[\s>]", head, re.IGNORECASE
    )
    if match is None:
        return None
    name = match[1].lower()
    if name == b"sitemapindex":
        return "sitemap-index"
    return "sitemap" if name == b"urlset" else "feed"


def read_entries(body: bytes, kind: XmlKind) -> Entries:
    """The entries of a feed or sitemap; a damaged one gives what stands before the damage.

    Entities of its own are never expanded and nothing is fetched for it.
    """
    from lxml import etree

    found = Entries(kind)
    if b"<!ENTITY" in body[:65_536]:
        found.broken = True
        return found
    events = etree.iterparse(
        io.BytesIO(body), events=("end",), recover=True, resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False,
    )  # fmt: skip
    try:
        for _, element in events:
            name = _local(element.tag)
            if name in _ITEMS:
                entry = _entry(element, name)
                if entry is not None:
                    found.entries.append(entry)
                element.clear()
                _forget(element)
                if len(found.entries) >= MAX_ENTRIES:
                    break
            elif name == "link" and element.get("rel") == "next":
                found.next = element.get("href")
    except etree.XMLSyntaxError:
        found.broken = True
    return found


def _forget(element: object) -> None:
    """Free what is behind, so that a large sitemap stays small in memory."""
    previous = getattr(element, "getprevious", None)
    parent = getattr(element, "getparent", None)
    if previous is None or parent is None:
        return
    above = parent()
    while above is not None and previous() is not None:
        del above[0]


def _local(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _entry(element: object, name: str) -> Entry | None:
    texts: dict[str, str] = {}
    link = ""
    for inner, attributes, text in _inside(element):
        if inner == "link" and attributes.get("href"):
            if attributes.get("rel", "alternate") == "alternate":
                link = link or attributes["href"]
        elif text and inner not in texts:
            texts[inner] = text
    guid = texts.get("guid", "") or texts.get("id", "")
    url = link or texts.get("loc") or texts.get("link") or (guid if "://" in guid else "")
    if not url:
        return None
    published = texts.get("pubdate") or texts.get("published") or texts.get("publication_date")
    changed = texts.get("updated") or texts.get("lastmod") or texts.get("date")
    if name == "item":
        published = published or texts.get("date")
    return Entry(
        url=url.strip(),
        title=" ".join(texts.get("title", "").split())[:400],
        published=day_of(published),
        changed=day_of(changed),
    )


def _inside(element: object) -> Iterator[tuple[str, dict[str, str], str]]:
    walk = getattr(element, "iter", None)
    for each in walk() if walk else ():
        if each is not element:
            text = (each.text or "").strip() if isinstance(each.tag, str) else ""
            yield _local(each.tag), dict(each.attrib), text


def day_of(value: str | None) -> str | None:
    """The day of an ISO or RFC 822 date as the site gives it, None if unreadable."""
    if not value:
        return None
    match = _ISO_DAY.match(value)
    if match:
        return "-".join(part for part in match.groups() if part)
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, IndexError, OverflowError):
        return None
