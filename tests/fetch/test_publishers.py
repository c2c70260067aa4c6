"""Publisher files: every province and every part of Banten has papers; wrong files say so."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from extractor.errors import PatternError, SourceError
from extractor.fetcher.patterns import load_patterns
from extractor.fetcher.publishers import LIST_KINDS, load_publishers
from extractor.fetcher.regions import cover, load_search
from extractor.fetcher.seeds import kind_by_address, page_of, seed_of
from extractor.fetcher.selection import ArticleShape
from extractor.resources import data_folder

PUBLISHERS = load_publishers()
PATTERNS = load_patterns()


def regions() -> Iterator[dict[str, str]]:
    with (data_folder("patterns") / "regions.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


CODES = [row["code"] for row in regions()]


@pytest.mark.parametrize("code", [each for each in CODES if len(each) == 2])
def test_every_province_has_papers_of_its_own(code: str) -> None:
    papers = [each for each in PUBLISHERS.covering([code]) if not each.host.endswith(".go.id")]
    assert len(papers) >= 3


@pytest.mark.parametrize("code", [each for each in CODES if each.startswith("36.")])
def test_banten_is_covered_part_by_part(code: str) -> None:
    outlets = PUBLISHERS.covering([code])
    assert any(each.host.endswith("go.id") for each in outlets)
    assert len(outlets) >= 25


def test_every_region_code_exists() -> None:
    for publisher in PUBLISHERS:
        used = {*publisher.regions, *(code for each in publisher.editions for code in each.regions)}
        assert used <= set(CODES), publisher.id


def test_a_person_who_knows_no_addresses_gets_banten() -> None:
    words = load_search().searched(["sakip"])
    coverage = cover(PUBLISHERS, ["36"], words, None, date(2020, 1, 1), date(2025, 6, 1))
    hosts = {each.host for each in coverage.outlets}
    assert {"www.bantenraya.com", "www.radarbanten.co.id", "banten.tribunnews.com",
            "tangerangekspres.disway.id", "kabarbanten.pikiran-rakyat.com"} <= hosts  # fmt: skip
    assert all(any(seed.url.split("/")[2] == host for seed in coverage.seeds) for host in hosts)
    assert any("sakip" in seed.url for seed in coverage.seeds if seed.themed)
    assert len({seed.url for seed in coverage.seeds}) == len(coverage.seeds) < 400


def test_lists_by_day_and_by_offset() -> None:
    outlets = PUBLISHERS.covering(["36"])
    tribun = next(each for each in outlets if each.host == "banten.tribunnews.com")
    from extractor.fetcher.seeds import seeds_of_outlet

    days = list(seeds_of_outlet(tribun, ["sakip"], ["index"], date(2024, 2, 28), date(2024, 3, 1)))
    assert [seed.url for seed in days] == [
        f"https://banten.tribunnews.com/index-news?date={day}&page=1"
        for day in ("2024-03-01", "2024-02-29", "2024-02-28")
    ]
    assert page_of(days[0].template or "", 2).endswith("date=2024-03-01&page=2")
    assert page_of("https://a.id/{offset:30}/30", 1) == "https://a.id/0/30"
    assert page_of("https://a.id/{offset:30}/30", 3) == "https://a.id/60/30"


def test_all_lists_of_all_publishers_make_addresses() -> None:
    provinces = [each for each in CODES if len(each) == 2]
    coverage = cover(
        PUBLISHERS, provinces, ["opini wtp"], LIST_KINDS, date(2025, 1, 1), date(2025, 1, 2)
    )
    for seed in coverage.seeds:
        assert seed.problem is None
        assert seed.url.startswith("https://")
        assert "{" not in seed.url
        assert seed.url == seed_of(seed.url, PATTERNS).url


def test_every_award_can_be_searched() -> None:
    awards = {path.stem for path in (data_folder("patterns") / "awards").glob("*.toml")}
    search = load_search()
    assert awards <= set(search.award)
    assert search.searched([]) == search.general
    with pytest.raises(SourceError, match="unknown"):
        search.searched(["tidak-ada"])


def test_a_region_nobody_covers() -> None:
    with pytest.raises(SourceError, match="99"):
        PUBLISHERS.covering(["99"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('id = "media.id"\nname = "M"\nregion = ["36"]', "region"),
        ('id = "media.id"\nname = "M"\nregions = ["360"]', "regions"),
        ('id = "media.id"\nname = "M"\nsystem = "joomla"', "wordpress"),
        ('id = "lain.id"\nname = "M"', "file's name"),
        ('id = "media.id"\nname = "M"\narticle = ["("]', "article"),
        ('id = "media.id"\nname = "M"\n[[listing]]\nkind = "tag"\nurl = "https://a/{x}"', "url"),
        ('id = "media.id"\nname = "M"\n[[listing]]\nkind = "rss"\nurl = "https://a/"', "kind"),
        ("id = media", "no TOML"),
    ],
)
def test_a_wrong_file_says_where(tmp_path: Path, text: str, message: str) -> None:
    folder = tmp_path / "discovery"
    folder.mkdir()
    (folder / "media.id.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PatternError, match=r"media\.id") as caught:
        load_publishers(tmp_path)
    assert message in str(caught.value)


def test_a_publisher_is_one_file_and_the_users_wins(tmp_path: Path) -> None:
    folder = tmp_path / "discovery"
    folder.mkdir()
    (folder / "radarbanten.co.id.toml").write_text(
        'id = "radarbanten.co.id"\nname = "Radar"\nregions = ["36.72"]\nsystem = "wordpress"\n'
    )
    own = load_publishers(tmp_path).of_host("www.radarbanten.co.id")
    assert own is not None
    assert own.regions == ("36.72",)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://a.id/", "listing"),
        ("https://a.id/indeks?date=2024-01-05", "listing"),
        ("https://a.id/indeks/2024/01/05", "listing"),
        ("https://a.id/tag/ombudsman", "listing"),
        ("https://a.id/banten/tag/ombudsman", "listing"),
        ("https://a.id/?s=sakip", "listing"),
        ("https://a.id/search?q=sakip", "listing"),
        ("https://a.id/topik/wtp.html", "listing"),
        ("https://a.id/feed/", "feed"),
        ("https://a.id/rss/terkini.xml", "feed"),
        ("https://a.id/sitemap_index.xml", "sitemap"),
        ("https://a.id/sitemaps/sitemap-2024.xml.gz", "sitemap"),
        ("https://a.id/serang/14485252/pemkab-raih-nilai", "article"),
        ("https://a.id/?p=8938", "article"),
        ("https://a.id/index/pemkab-serang-raih-opini-wtp-ke-13", "article"),
    ],
)
def test_what_an_address_looks_like(url: str, kind: str) -> None:
    assert kind_by_address(url, PATTERNS) == kind


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://a.id/pemkab-serang-raih-wtp/", True),
        ("https://a.id/2024/05/raih-wtp-lagi", True),
        ("https://a.id/berita/55982/pemkab-raih", True),
        ("https://a.id/read/644648/raih-wtp/2", True),
        ("https://a.id/?p=8938", True),
        ("https://a.id/tentang-kami", False),
        ("https://a.id/pedoman-media-siber", False),
        ("https://a.id/author/nama-orang-panjang-sekali", False),
        ("https://a.id/foto/kegiatan-bupati-di-desa-ini", False),
        ("https://a.id/unggahan/berita-acara-rapat-besar.pdf", False),
        ("https://a.id/serang", False),
    ],
)
def test_what_an_article_looks_like(url: str, fits: bool) -> None:
    assert ArticleShape(PATTERNS).fits(url) is fits


@pytest.mark.parametrize(
    "url",
    [
        "https://banten.antaranews.com/berita/559797/pemkab-raih-wtp",
        "https://banten.tribunnews.com/2024/05/04/bupati-serang-terima-penghargaan",
        "https://www.bantenraya.com/serang/14485252/pemkab-raih",
        "https://tangerangekspres.disway.id/read/644648/pemkab-raih",
        "https://kabarbanten.pikiran-rakyat.com/seputar-banten/pr-5910345075/bmpp",
        "https://tangerangnews.com/banten/read/40108/Judul-Berita",
        "https://www.nusabali.com/berita/225365/pria",
        "https://www.balipost.com/news/2024/05/04/12345/raih-wtp.html",
        "https://radarbogor.jawapos.com/kota-bogor/2474567890/judul",
    ],
)
def test_articles_of_known_publishers(url: str) -> None:
    outlet = PUBLISHERS.of_host(url.split("/")[2])
    assert outlet is not None
    assert outlet.article
    assert ArticleShape(PATTERNS, outlet.article, outlet.skip).fits(url)
    assert not ArticleShape(PATTERNS, outlet.article).fits(f"https://{outlet.host}/tag/wtp")
