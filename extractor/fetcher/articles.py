"""Which article a page is: its canonical address, its other pages, its light copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extractor.fetcher import addresses
from extractor.fetcher.listings import absolute
from extractor.fetcher.patterns import FetchPatterns
from extractor.fetcher.selection import same_site
from extractor.fetcher.tags import PageTags

WHOLE: Final = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A page of an article; ``number`` 0 is the address that shows all pages in one."""

    url: str
    number: int


def canonical_of(url: str, tags: PageTags, patterns: FetchPatterns) -> str | None:
    """The address that the page says is its own, if it can be believed; None if it is this one.

    Another site's address is not believed, nor the front page's, nor one of another article
    that a broken template put there (it must share the last part of the path or be an
    address of the same article in another dress).
    """
    if not tags.canonical:
        return None
    found = absolute(tags.canonical, url, tags, patterns)
    if found is None or found == url:
        return None
    words = patterns.address
    parts = addresses.split(found)
    if parts.path == "/" and not parts.query:
        return None
    if not same_site(found, url, words.second_level):
        return None
    own = set(_steps(addresses.split(url).path)) - set(words.amp_paths)
    theirs = set(_steps(parts.path)) - set(words.amp_paths)
    return found if own & theirs or not own else None


def is_light_copy(url: str, tags: PageTags, patterns: FetchPatterns) -> bool:
    """Whether the page is the copy for phones (AMP) of an article that it names as canonical."""
    if tags.is_amp:
        return True
    parts = addresses.split(url)
    words = patterns.address
    label = (parts.hostname or "").partition(".")[0]
    keys = {pair.partition("=")[0] for pair in parts.query.split("&")}
    return (
        any(step in words.amp_paths for step in _steps(parts.path))
        or label in words.amp_hosts
        or bool(keys & set(words.amp_keys))
    )


def parts_of(url: str, tags: PageTags, patterns: FetchPatterns, limit: int) -> list[Part]:
    """The other pages of a paged article: the one that shows all of it first, then the numbered."""
    found: dict[int, str] = {}
    for link in _links(url, tags, patterns):
        part = _part(link, url, patterns)
        if part is not None and 0 <= part.number <= limit:
            found.setdefault(part.number, part.url)
    found.pop(1, None)
    if WHOLE not in found and 2 not in found:
        return []
    return [Part(found[number], number) for number in sorted(found)]


def _links(url: str, tags: PageTags, patterns: FetchPatterns) -> Iterator[str]:
    hrefs = [link.href for link in tags.links]
    for href in ([tags.next] if tags.next else []) + hrefs:
        found = absolute(href, url, tags, patterns)
        if found is not None:
            yield found


def _part(link: str, url: str, patterns: FetchPatterns) -> Part | None:
    """The page of this article that a link leads to, if it does."""
    here, there = addresses.split(url), addresses.split(link)
    if here.netloc != there.netloc or link == url:
        return None
    words = patterns.address
    mine, theirs = _pairs(here.query), _pairs(there.query)
    if here.path.rstrip("/") == there.path.rstrip("/"):
        added = {key: value for key, value in theirs.items() if mine.get(key) != value}
        if len(added) != 1 or any(key not in theirs and key not in added for key in mine):
            return None
        key, value = next(iter(added.items()))
        if (key, value) in words.whole:
            return Part(link, WHOLE)
        if key.lower() in words.page_keys and re.fullmatch(r"[1-9]\d?", value):
            return Part(link, int(value))
        return None
    if here.query == there.query:
        tail = there.path.rstrip("/").removeprefix(here.path.rstrip("/"))
        match = re.fullmatch(r"/(?:page/)?([2-9]|[1-9]\d)", tail)
        if match and there.path.startswith(here.path.rstrip("/")):
            return Part(link, int(match[1]))
    return None


def _pairs(query: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return {key: value for key, _, value in pairs}


def _steps(path: str) -> list[str]:
    return [step for step in path.split("/") if step]
