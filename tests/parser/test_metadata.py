"""Title, author, editor, section, address and site of a page; pages of one article joined."""

from __future__ import annotations

import pytest

from extractor.models import Article, Page
from extractor.parser import merge_pages, parse
from tests.parser.conftest import FIRST, LAST

SITE = "<title>Kabar</title><meta property='og:site_name' content='Kabar Pesisir'>"
BODY = f"<div class='kolom'><p>{FIRST}</p><p>{LAST}</p></div>"


def parsed(
    head: str, above: str, url: str = "https://kabar.example.com/berita/uji-coba"
) -> Article:
    logo = "<h1 class='logo'>Kabar Pesisir</h1>"
    html = f"<html><head>{head}</head><body>{logo}{above}{BODY}</body></html>"
    return parse(Page(url=url, html=html.encode()))


@pytest.mark.parametrize(
    ("head", "above", "title", "why"),
    [
        ("<title>Skor 3,39: Makassar Ungguli Surabaya - Kabar Pesisir</title>",
         "<h1>Skor 3,39: Makassar Ungguli Surabaya</h1>",
         "Skor 3,39: Makassar Ungguli Surabaya", "the heading, not the logo"),
        (SITE + "<meta property='og:title' content='Dinsos Raih 94,62 | Kabar Pesisir'>", "",
         "Dinsos Raih 94,62", "the site's name cut off"),
        ("<title>Dinsos Raih 94,62 - Kabar</title>", "<h3 class='x-title'>Dinsos Raih 94,62</h3>",
         "Dinsos Raih 94,62", "a heading of lower rank"),
        ("<title>PORTAL - Dinsos Raih Nilai 94,62</title>", "<div>Dinsos Raih Nilai 94,62</div>",
         "Dinsos Raih Nilai 94,62", "a part of the title element that the page prints"),
        ("<title>Dinsos &quot;Raih&quot; 94,62 &amp; Naik</title>",
         '<h1>× Dinsos "Raih" 94,62 &amp; Naik</h1>',
         'Dinsos "Raih" 94,62 & Naik', "entities, and a stray mark"),
    ],
)  # fmt: skip
def test_the_title_is_the_printed_headline(head: str, above: str, title: str, why: str) -> None:
    assert parsed(head, above).title == title, why


@pytest.mark.parametrize(
    ("above", "author", "editor"),
    [
        ("<div>Penulis: Rudi Hartono | Editor: Novel Santi</div>", "Rudi Hartono", "Novel Santi"),
        ("<p>Rep: Fuji EP/ Red: Agus Raharjo</p>", "Fuji EP", "Agus Raharjo"),
        ("<div>Oleh: Rahmat Tanjung 4 April 2022 | 21:19</div>", "Rahmat Tanjung", None),
        ("<div>Oleh Nur Aisyah · 25 Jul 2023</div>", "Nur Aisyah", None),
        ("<a rel='author' href='/p'>Komang Suarta</a>", "Komang Suarta", None),
        ("<p>Penulis: Alfred Kaempe<br>Editor: Novel Santi</p>", "Alfred Kaempe", "Novel Santi"),
        ("<div>By N. Hidayat</div><div>Thursday, 15 August 2019</div>", "N. Hidayat", None),
        ("<p>Laporan Wartawan Kabar Pesisir, Yulius Leba</p>", "Yulius Leba", None),
        ("<div><span>Nur Halimah</span><span>25 Jul 2023, 16.33 WITA</span></div>",
         "Nur Halimah", None),
        ("<div>Budi R. | Rabu, 29 Desember 2021 17:42 WIB</div>", "Budi R.", None),
        ("<ul><li>Sinta Maharani</li><li>12 Agustus 2024</li></ul>", "Sinta Maharani", None),
        ("<div>Jawa Barat | Rabu, 29 Desember 2021 17:42 WIB</div>", None, None),
        ("<div>Gaya Hidup</div><div>Rabu, 29 Desember 2021</div>", None, None),
        ("<div>Kabar Pesisir</div><div>Rabu, 29 Desember 2021</div>", None, None),
        ("<div id='komentar'><b class='comment-author'>Yulius Leba</b></div>", None, None),
    ],
)  # fmt: skip
def test_people(above: str, author: str | None, editor: str | None) -> None:
    article = parsed("<title>Judul Berita Uji</title>", f"<h1>Judul Berita Uji</h1>{above}")
    assert (article.author, article.editor) == (author, editor)


def test_whom_the_article_tells_of_is_not_its_writer() -> None:
    html = (
        "<title>Judul Berita Uji</title><h1>Judul Berita Uji</h1><p>Rabu, 29 Desember 2021</p>"
        f"<a href='/t'>Yulius Leba</a><div><p>{FIRST} Begitu kata Yulius Leba.</p>"
        f"<p>{LAST}</p></div>"
    )
    assert parse(Page(url="https://kabar.example.com/b/uji", html=html.encode())).author is None


def test_the_printed_author_stands_before_a_described_editor() -> None:
    head = (
        '<title>Judul Berita Uji</title><script type="application/ld+json">{"@type":"NewsArticle",'
        '"headline":"Judul Berita Uji","author":{"name":"Novel Santi"}}</script>'
    )
    html = (
        f"<head>{head}</head><h1>Judul Berita Uji</h1><div><p>{FIRST}</p><p>{LAST}</p>"
        "<p>Penulis: Rudi Hartono</p><p>Editor: Novel Santi</p></div>"
    )
    article = parse(Page(url="https://kabar.example.com/b/uji", html=html.encode()))
    assert (article.author, article.editor) == ("Rudi Hartono", "Novel Santi")


def test_json_ld_of_other_articles_is_not_the_page_s() -> None:
    head = (
        "<title>Judul Berita Uji</title>"
        '<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":'
        '"NewsArticle","headline":"Lain Sekali","datePublished":"2018-03-01"}]}</script>'
    )
    article = parsed(head, "<h1>Judul Berita Uji</h1><p>Rabu, 29 Desember 2021 17:42 WIB</p>")
    assert article.published == "2021-12-29T17:42:00+07:00"


def test_the_headline_where_the_title_element_names_the_site() -> None:
    article = parsed(
        SITE,
        "<span class='judul'>Dinsos Raih Nilai 94,62 Lagi</span>",
    )
    assert article.title == "Dinsos Raih Nilai 94,62 Lagi"


def test_json_ld_gives_author_and_section() -> None:
    head = (
        '<script type="application/ld+json">{"@type":["NewsArticle"],"headline":"Judul Berita Uji"'
        ',"author":[{"@type":"Person","name":"Sinta M."}],"articleSection":["Pemerintahan"]}'
        "</script>"
    )
    article = parsed(head, "<h1>Judul Berita Uji</h1>")
    assert (article.author, article.section) == ("Sinta M.", "Pemerintahan")


@pytest.mark.parametrize(
    ("url", "canonical", "site"),
    [
        ("https://www.bantenraya.com/serang/1448/slug?utm_source=x&page=2#atas",
         "https://www.bantenraya.com/serang/1448/slug", "bantenraya.com"),
        ("https://m.tribunnews.com/amp/regional/2020/05/04/slug",
         "https://tribunnews.com/regional/2020/05/04/slug", "tribunnews.com"),
        ("https://amp.kompas.com/regional/read/2023/11/02/slug",
         "https://kompas.com/regional/read/2023/11/02/slug", "kompas.com"),
        ("https://jateng.tribunnews.com/2020/05/04/slug?page=all",
         "https://jateng.tribunnews.com/2020/05/04/slug", "jateng.tribunnews.com"),
        ("https://palpres.disway.id/read/644648/slug/16",
         "https://palpres.disway.id/read/644648/slug", "palpres.disway.id"),
        ("https://damarbanten.com/?p=8938", "https://damarbanten.com/?p=8938", "damarbanten.com"),
        ("https://jatengnews.id/2024/05/06/slug/?amp=1",
         "https://jatengnews.id/2024/05/06/slug/", "jatengnews.id"),
        ("http://contoh.id:8080/a/b", "http://contoh.id:8080/a/b", "contoh.id"),
    ],
)  # fmt: skip
def test_one_address_for_every_view(url: str, canonical: str, site: str) -> None:
    article = parsed("<title>Judul Berita Uji</title>", "<h1>Judul Berita Uji</h1>", url)
    assert (article.url, article.site) == (canonical, site)


def test_the_canonical_link_of_the_same_site_is_the_address() -> None:
    head = '<link rel="canonical" href="https://kabar.example.com/read/1/uji"><title>Judul</title>'
    url = "https://kabar.example.com/amp/1/uji"
    assert parsed(head, "<h1>Judul Uji</h1>", url).url == "https://kabar.example.com/read/1/uji"


def test_the_canonical_link_of_another_site_is_not() -> None:
    head = '<link rel="canonical" href="https://lain.example.org/read/1/uji"><title>Judul</title>'
    assert parsed(head, "<h1>Judul Uji</h1>").url == "https://kabar.example.com/berita/uji-coba"


def numbered(page: str, *paragraphs: str) -> Article:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    html = f"<html><body><h1>Judul Uji</h1><div>{body}</div></body></html>"
    return parse(
        Page(url=f"https://jateng.tribunnews.com/2020/05/04/uji{page}", html=html.encode())
    )


def test_pages_are_joined_in_order_and_nothing_twice() -> None:
    second = numbered(
        "?page=2", LAST, "Paragraf terakhir ada di halaman kedua artikel yang panjang ini."
    )
    first = numbered("", FIRST, LAST)
    joined = merge_pages([second, first])
    assert joined.paragraphs == (FIRST, LAST, second.paragraphs[1])
    assert joined.url == first.url
    assert len(joined.blocks) == 3
    assert joined.notes == ("pages-2",)


def test_a_page_that_shows_all_stands_for_the_rest() -> None:
    whole = numbered("?page=all", FIRST, LAST)
    assert merge_pages([numbered("", FIRST), whole]) == whole


def test_pages_of_different_articles_are_not_joined() -> None:
    other = numbered("", FIRST).model_copy(update={"url": "https://jateng.tribunnews.com/lain"})
    with pytest.raises(ValueError, match="one article only"):
        merge_pages([numbered("", FIRST), other])
    with pytest.raises(ValueError, match="at least one"):
        merge_pages([])
