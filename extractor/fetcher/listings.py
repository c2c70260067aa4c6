"""Links of a list page (index, tag, search) that lead to articles, and its next page."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.fetcher import addresses
from extractor.fetcher.failures import FetchFailure
from extractor.fetcher.feeds import Entry
from extractor.fetcher.patterns import FetchPatterns
from extractor.fetcher.rows import Address
from extractor.fetcher.seeds import page_of
from extractor.fetcher.selection import date_in_address
from extractor.fetcher.tags import PageTags


@dataclass(frozen=True, slots=True)
class NextPage:
    """The next page of a listing, with the template it comes from if there is one."""

    url: str
    page: int
    template: str | None


def entries_of_page(address: Address, tags: PageTags, patterns: FetchPatterns) -> list[Entry]:
    """All links of a list page, once each, in order; the longest text of a link is its title."""
    titles: dict[str, str] = {}
    for link in tags.links:
        url = absolute(link.href, address.url, tags, patterns)
        if url is not None and url != address.url:
            if len(link.text) > len(titles.get(url, "")):
                titles[url] = link.text
            else:
                titles.setdefault(url, link.text)
    return [Entry(url, title, date_in_address(url)) for url, title in titles.items()]


def absolute(href: str, url: str, tags: PageTags, patterns: FetchPatterns) -> str | None:
    """A link as a cleaned address, None if it is none that could be fetched."""
    if href[:1] == "#" or href[:11].lower().startswith(("javascript:", "mailto:", "tel:")):
        return None
    try:
        base = addresses.clean(tags.base, url) if tags.base else url
        return addresses.clean(href, base, tracking=patterns.address.tracking)
    except FetchFailure:
        return None


def next_page(address: Address, tags: PageTags, patterns: FetchPatterns) -> NextPage | None:
    """The page that follows: by the listing's template, its rel=next, or its numbered links."""
    number = address.page + 1
    if address.template is not None:
        return NextPage(page_of(address.template, number), number, address.template)
    if tags.next:
        url = absolute(tags.next, address.url, tags, patterns)
        if url is not None and url != address.url:
            return NextPage(url, number, None)
    for link in tags.links:
        url = absolute(link.href, address.url, tags, patterns)
        if url is not None and _is_page(url, address.url, number, patterns):
            return NextPage(url, number, None)
    return None


def _is_page(url: str, current: str, number: int, patterns: FetchPatterns) -> bool:
    """Whether an address is that page of the current list ("?page=2", "/page/2")."""
    here, there = addresses.split(current), addresses.split(url)
    if here.netloc != there.netloc:
        return False
    found = patterns.numbered_path.match(there.path)
    if found and int(found[2]) == number:
        at = patterns.numbered_path.match(here.path)
        return found[1].rstrip("/") == (at[1] if at else here.path).rstrip("/")
    if there.path.rstrip("/") != here.path.rstrip("/"):
        return False
    keys = patterns.address.page_keys
    pairs = dict(pair.partition("=")[::2] for pair in there.query.split("&"))
    numbers = [value for key, value in pairs.items() if key.lower() in keys]
    others = {key: value for key, value in pairs.items() if key.lower() not in keys and key}
    mine = dict(pair.partition("=")[::2] for pair in here.query.split("&"))
    kept = {key: value for key, value in mine.items() if key.lower() not in keys and key}
    return numbers == [str(number)] and others == kept
