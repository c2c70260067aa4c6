"""Discovery on a simulated news site: lists, feeds, sitemaps, paged and light articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from extractor.fetcher import Selection, fetch, stored_pages
from extractor.fetcher.fetch import Tools
from extractor.fetcher.ledger import Ledger
from tests.fetch.conftest import Run, settings
from tests.fetch.newsroom import Newsroom, Story, stories
from tests.fetch.server import Server

ArchiveIterator: Any = import_module("warcio.archiveiterator").ArchiveIterator
SAKIP = tuple(each for each in stories() if "sakip" in each.tags)


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


@pytest.fixture
def site(newsroom: Newsroom) -> Iterator[Server]:
    with Server(newsroom.route) as server:
        newsroom.base = server.url("")
        yield server


def paths(folder: Path, site: Server) -> set[str]:
    return {(page.url or "").removeprefix(site.url("")) for page in stored_pages(folder / "run")}


def skipped(folder: Path) -> dict[str, int]:
    summary = json.loads((folder / "run" / "fetch.json").read_text())
    found: dict[str, int] = summary["skipped"]
    return found


@pytest.mark.parametrize("seed", ["/tag/sakip", "/search?q=sakip"])
def test_tag_and_search_pages_to_their_end(
    run: Run, site: Server, tmp_path: Path, seed: str
) -> None:
    run(site.url(seed))
    assert paths(tmp_path, site) == {each.path for each in SAKIP}
    assert len(site.hits(seed.partition("?")[0])) == 2


def test_an_index_with_its_pages(run: Run, site: Server, tmp_path: Path) -> None:
    summary = run(site.url("/indeks"))
    assert summary.articles == 24
    assert len(site.hits("/indeks")) == 5
    assert site.hits("/tentang-kami") == site.hits("/foto/*") == site.hits("/berkas.pdf") == []
    assert site.hits("/tag/*") == []


def test_an_index_of_one_day(run: Run, site: Server, tmp_path: Path) -> None:
    story = stories()[7]
    run(site.url(f"/indeks?date={story.day}"))
    assert paths(tmp_path, site) == {story.path}


def test_feeds(run: Run, site: Server, tmp_path: Path) -> None:
    run(site.url("/feed"), site.url("/atom.xml"))
    assert paths(tmp_path, site) == {each.path for each in stories()[:6]}


def test_sitemaps_by_year_gzip_and_news(run: Run, site: Server, tmp_path: Path) -> None:
    run(site.url("/sitemap_index.xml"), selection=Selection(since=date(2022, 1, 1)))
    wanted = {each.path for each in stories() if each.day >= "2022"}
    assert paths(tmp_path, site) == wanted
    assert [hit.route for hit in site.hits("/sitemap-*")] == [
        "/sitemap-2022.xml.gz", "/sitemap-2023.xml.gz", "/sitemap-2024.xml.gz", "/sitemap-news.xml"
    ]  # fmt: skip


def test_dates_in_addresses_and_the_end_of_what_is_wanted(
    run: Run, site: Server, tmp_path: Path
) -> None:
    run(site.url("/indeks"), selection=Selection(since=date(2023, 1, 1), until=date(2023, 12, 31)))
    assert paths(tmp_path, site) == {each.path for each in stories() if each.day[:4] == "2023"}
    # Pages behind the first one that holds only older articles are not asked for.
    assert len(site.hits("/indeks")) == 3
    assert skipped(tmp_path)["outside-dates"] > 0


def test_keywords_include_and_exclude(run: Run, site: Server, tmp_path: Path) -> None:
    wanted = Selection(keywords=("SAKIP",), include=("/berita/",), exclude=("pemkab-0-",))
    run(site.url("/indeks"), selection=wanted)
    assert paths(tmp_path, site) == {each.path for each in SAKIP if each.number}
    assert skipped(tmp_path) == {"off-topic": 16, "excluded": 1}


def test_what_was_skipped_is_taken_when_it_is_wanted_after_all(
    run: Run, site: Server, tmp_path: Path
) -> None:
    run(site.url("/indeks"), selection=Selection(keywords=("sakip",)))
    asked = len(site.hits("/indeks"))
    assert run(site.url("/indeks")).articles == 24
    assert len(site.hits("/indeks")) == asked


def test_limits_on_pages_and_hosts(run: Run, site: Server) -> None:
    summary = run(site.url("/indeks"), max_pages=4)
    assert (summary.articles, summary.state, summary.stopped_by) == (4, "stopped", "pages")
    assert run(site.url("/indeks"), max_pages_per_host=3).articles == 7


def test_depth_limit(run: Run, site: Server, tmp_path: Path) -> None:
    assert run(site.url("/indeks"), max_depth=2).articles == 10
    assert skipped(tmp_path) == {"depth": 1}
    assert run(site.url("/indeks"), max_depth=9).articles == 24


def test_time_limit(run: Run, site: Server) -> None:
    summary = run(site.url("/indeks"), delay=0.2, max_seconds=1.0)
    assert summary.stopped_by == "time"
    assert 0 < summary.articles < 24
    assert run(site.url("/indeks")).articles == 24


def test_discovery_alone_reads_lists_only(run: Run, site: Server) -> None:
    summary = run(site.url("/tag/sakip"), discover_only=True)
    assert (summary.articles, summary.queued) == (0, len(SAKIP))
    assert site.hits("/berita/*") == []
    assert run(site.url("/tag/sakip")).articles == len(SAKIP)
    assert len(site.hits("/tag/sakip")) == 2


def test_new_articles_of_a_list_are_found_by_the_next_run(
    run: Run, newsroom: Newsroom, site: Server
) -> None:
    assert run(site.url("/tag/sakip")).articles == len(SAKIP)
    extra = Story(99, "2024-12-30", "wtp-dan-sakip-naik-tahun-ini", "Naik", ("sakip",))
    newsroom.told = (extra, *newsroom.told)
    assert run(site.url("/tag/sakip"), relist=0.0).articles == len(SAKIP) + 1
    assert len(site.hits("/berita/*")) == len(SAKIP) + 1


def only(**changes: object) -> Newsroom:
    story = Story(1, "2024-02-05", "nilai-sakip-kabupaten-naik", "Nilai", **changes)  # type: ignore[arg-type]
    return Newsroom(told=(story,))


def test_all_pages_of_an_article_in_one(run: Run, tmp_path: Path) -> None:
    newsroom = only(pages=3)
    with Server(newsroom.route) as server:
        newsroom.base = server.url("")
        summary = run(server.url(newsroom.told[0].path))
        assert (summary.articles, summary.parts) == (1, 2)
        (page,) = stored_pages(tmp_path / "run")
    assert page.url == server.url(newsroom.told[0].path)
    text = (page.html or b"").decode()
    assert [text.count(f"Alinea {number} ") for number in (1, 2, 3)] == [1, 1, 1]
    assert text.index("Alinea 1") < text.index("Alinea 2") < text.index("Alinea 3")
    # A reader of others finds the whole article, and nothing else, in the pages archive.
    with (tmp_path / "run" / "pages-00001.warc.gz").open("rb") as file:
        records = [(each.rec_type, each.content_stream().read()) for each in ArchiveIterator(file)]
    assert [kind for kind, _ in records] == ["warcinfo", "resource", "metadata"]
    assert records[1][1] == page.html
    assert b"?page=2" in records[2][1]


def test_a_paged_article_that_is_refreshed(run: Run, tmp_path: Path) -> None:
    newsroom = only(pages=2)
    with Server(newsroom.route) as server:
        newsroom.base = server.url("")
        run(server.url(newsroom.told[0].path))
        run(server.url(newsroom.told[0].path), refresh=True)
        assert len(list(stored_pages(tmp_path / "run"))) == 1
        newsroom.told = (replace(newsroom.told[0], pages=3),)
        run(server.url(newsroom.told[0].path), refresh=True)
    before, after = stored_pages(tmp_path / "run")
    assert b"Alinea 3 " not in (before.html or b"")
    assert b"Alinea 3 " in (after.html or b"")


def test_pages_that_cannot_be_had_do_not_hold_the_article_back(run: Run, tmp_path: Path) -> None:
    newsroom = only(pages=3)
    with Server(lambda hit: None if "page=3" in hit.path else newsroom.route(hit)) as server:
        newsroom.base = server.url("")
        assert run(server.url(newsroom.told[0].path)).rejects == {"http-404": 1}
    (page,) = stored_pages(tmp_path / "run")
    assert b"Alinea 2 " in (page.html or b"")


def test_the_page_that_shows_all_is_taken_alone(run: Run, tmp_path: Path) -> None:
    newsroom = only(pages=3, whole=True)
    with Server(newsroom.route) as server:
        newsroom.base = server.url("")
        run(server.url(newsroom.told[0].path))
        assert [hit.path.partition("?")[2] for hit in server.hits("/berita/*")] == ["", "page=all"]
        (page,) = stored_pages(tmp_path / "run")
    assert all(f"Alinea {number} ".encode() in (page.html or b"") for number in (1, 2, 3))


def test_numbered_pages_when_the_whole_one_is_forbidden(run: Run, tmp_path: Path) -> None:
    newsroom = only(pages=2, whole=True)
    newsroom.robots = "User-agent: *\nDisallow: /*page=all\n"
    with Server(newsroom.route) as server:
        newsroom.base = server.url("")
        summary = run(server.url(newsroom.told[0].path))
        assert summary.rejects == {"robots": 1}
        (page,) = stored_pages(tmp_path / "run")
    assert b"Alinea 2 " in (page.html or b"")


@pytest.mark.parametrize("order", [1, -1])
def test_a_light_copy_and_its_article_are_one(run: Run, tmp_path: Path, order: int) -> None:
    newsroom = only(amp=True)
    path = newsroom.told[0].path
    with Server(newsroom.route) as server:
        newsroom.base = server.url("")
        run(*[server.url(f"/amp{path}"), server.url(path)][::order])
        assert len(server.hits(path)) == 1
        (page,) = stored_pages(tmp_path / "run")
        assert page.url == server.url(path)


def test_a_light_copy_alone_leads_to_its_article(run: Run, tmp_path: Path) -> None:
    newsroom = only(amp=True)
    path = newsroom.told[0].path
    with Server(newsroom.route) as server:
        newsroom.base = server.url("")
        run(server.url(f"/amp{path}"))
        (page,) = stored_pages(tmp_path / "run")
        assert page.url == server.url(path)


def test_a_light_copy_stands_in_for_an_article_that_is_gone(run: Run, tmp_path: Path) -> None:
    newsroom = only(amp=True)
    path = newsroom.told[0].path
    with Server(lambda hit: None if hit.route == path else newsroom.route(hit)) as server:
        newsroom.base = server.url("")
        summary = run(server.url(f"/amp{path}"))
        assert (summary.articles, summary.rejects) == (1, {"http-404": 1})
        (page,) = stored_pages(tmp_path / "run")
        assert page.url == server.url(f"/amp{path}")


def test_calendars_and_endless_lists_end(run: Run) -> None:
    def route(hit: object) -> str:
        path = hit.route  # type: ignore[attr-defined]
        return (
            f'<html><a href="{path}/tag">lagi</a><a href="{path}?page=2">2</a>'
            '<a href="/kalender/2099/01">maju</a><a href="/berita/1/satu-dua-tiga-empat">S</a>'
        )

    with Server(lambda hit: None if hit.route == "/robots.txt" else route(hit)) as server:
        run(server.url("/tag/a"), max_depth=10)
        assert len(server.log) <= 12


def test_entities_of_a_sitemap_are_not_expanded(run: Run, bad: Server, tmp_path: Path) -> None:
    run(bad.url("/sitemap-xxe.xml"))
    ledger = Ledger(tmp_path / "run" / "fetch.db")
    assert [each.url for each in ledger.select("1")] == [bad.url("/sitemap-xxe.xml")]
    ledger.close()


def test_sitemaps_named_by_robots_alone(site: Server, tmp_path: Path, tools: Tools) -> None:
    from extractor.fetcher.seeds import Seed

    seed = Seed(named="uji", url=site.url("/robots.txt"), kind="sitemap")
    assert fetch([seed], tmp_path / "run", settings=settings(), tools=tools).articles == 24
