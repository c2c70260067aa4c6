"""Addresses as sources of `extract`: pages lazily, in order, each article once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractor.fetcher import Tools, pages
from extractor.models import Page, Reject
from tests.fetch.conftest import settings
from tests.fetch.newsroom import Newsroom, Story, stories
from tests.fetch.server import Server

PAGED = Story(90, "2024-02-05", "nilai-sakip-kabupaten-naik", "Nilai", pages=3, amp=True)


@pytest.fixture
def site() -> Iterator[Server]:
    newsroom = Newsroom(told=(PAGED, *stories()))
    with Server(newsroom.route) as server:
        newsroom.base = server.url("")
        yield server


def test_pages_come_when_they_are_asked_for(site: Server, tools: Tools) -> None:
    first, second = stories()[0], stories()[1]
    found = pages(
        [site.url(first.path), site.url("/hilang"), "ftp://a/b", site.url(second.path)],
        settings=settings(), tools=tools,
    )  # fmt: skip
    assert site.log == []
    page = next(found)
    assert isinstance(page, Page)
    assert page.url == page.source == site.url(first.path)
    assert page.charset == "utf-8"
    assert site.hits("/hilang") == []
    gone, scheme, last = list(found)
    assert isinstance(gone, Reject)
    assert (gone.source, gone.stage, gone.code) == (site.url("/hilang"), "fetch", "http-404")
    assert isinstance(scheme, Reject)
    assert (scheme.source, scheme.code) == ("ftp://a/b", "scheme")
    assert isinstance(last, Page)
    assert len(site.hits("/robots.txt")) == 1


def test_a_paged_article_named_by_its_light_copy(site: Server, tools: Tools) -> None:
    named = site.url(f"/amp{PAGED.path}")
    (page,) = pages([named, site.url(PAGED.path)], settings=settings(), tools=tools)
    assert isinstance(page, Page)
    assert (page.source, page.url) == (named, site.url(PAGED.path))
    assert all(f"Alinea {number} ".encode() in (page.html or b"") for number in (1, 2, 3))


def test_a_list_gives_its_articles(site: Server, tools: Tools) -> None:
    found = list(pages([site.url("/tag/sakip")], settings=settings(), tools=tools))
    assert all(isinstance(each, Page) for each in found)
    assert len(found) == 5
    assert len({each.source for each in found}) == 5


def test_a_private_address_is_refused(site: Server, tools: Tools) -> None:
    (found,) = pages([site.url("/")], settings=settings(allow_hosts=()), tools=tools)
    assert isinstance(found, Reject)
    assert found.code == "robots-unreachable"
    assert site.log == []


def test_stopping_early_leaves_nothing_open(site: Server, tools: Tools) -> None:
    found = pages([site.url(each.path) for each in stories()], settings=settings(), tools=tools)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert len(site.hits("/berita/*")) == 1
