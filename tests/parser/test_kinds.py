"""Pages that are no article are refused with the reason."""

from __future__ import annotations

import pytest

from extractor.errors import InputRejected
from extractor.models import Page
from extractor.parser import parse
from extractor.settings import Settings
from tests.parser.conftest import FIRST, LAST

CARD = (
    '<div class="x"><h3><a href="/b/{n}">Judul berita daerah nomor {n} yang cukup panjang</a></h3>'
    "<p>{t}</p></div>"
)
TEASER = "Cuplikan singkat berita yang mengundang pembaca membuka halaman lain di situs ini."
LIST = "".join(CARD.format(n=n, t=TEASER) for n in range(20))
ARTICLE = f"<h1>Judul Berita Uji</h1><div><p>{FIRST}</p><p>{LAST}</p><p>{FIRST}</p></div>"


def refused(html: str, url: str | None = None) -> str:
    with pytest.raises(InputRejected) as error:
        parse(Page(url=url, html=html.encode()))
    assert error.value.stage == "parse"
    return error.value.code


@pytest.mark.parametrize(
    ("html", "url", "code"),
    [
        (f"<title>Kabar Pesisir</title><body>{LIST}</body>", "https://kabar.example.com/", "index"),
        (f"<title>Indeks</title><body><h1>Indeks Berita</h1>{LIST}</body>", None, "index"),
        (f"<title>Tag</title><body>{LIST}</body>", "https://kabar.example.com/tag/uji", "index"),
        (f"<body>{LIST}</body>", "https://kabar.example.com/?s=ombudsman", "index"),
        ('<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>',
         None, "index"),
        ("<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>",
         "https://kabar.example.com/berita/1", "block"),
        ("<title>404 Not Found</title><p>Halaman yang Anda cari tidak ditemukan di situs ini.</p>",
         None, "block"),
        ("<title>Video</title><h1>Video: Penyerahan Piagam</h1><p>Penyerahan di pendopo.</p>",
         "https://kabar.example.com/video/123/uji", "video"),
        ("<title>Foto</title><h1>Foto: Penyerahan Piagam</h1><p>Bupati menerima piagam.</p>",
         "https://kabar.example.com/foto/123/uji", "gallery"),
        ("<html><body><div></div></body></html>", None, "empty"),
        ("", None, "empty"),
    ],
)  # fmt: skip
def test_no_article(html: str, url: str | None, code: str) -> None:
    assert refused(html, url) == code


@pytest.mark.parametrize("raw", [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n", bytes(range(1, 32)) * 50])
def test_files_that_are_no_page(raw: bytes) -> None:
    with pytest.raises(InputRejected) as error:
        parse(Page(html=raw))
    assert error.value.code == "binary"


def test_a_page_above_the_limit_is_refused_with_its_size() -> None:
    with pytest.raises(InputRejected, match="1,001 bytes") as error:
        parse(Page(html=b"x" * 1001), settings=Settings(max_page_bytes=1000))
    assert error.value.code == "too-large"


@pytest.mark.parametrize(
    ("html", "why"),
    [
        (f"<title>Judul</title><body>{ARTICLE}{LIST}</body>", "an article with twenty teasers"),
        (f"<title>Error dalam Data Bansos</title><body>{ARTICLE}</body>", "a block word"),
        (f"<body><h1>Video: Rapor Ombudsman</h1><div>{f'<p>{FIRST}</p>' * 12}</div></body>",
         "a video beside a long text"),
    ],
)  # fmt: skip
def test_articles_that_look_like_something_else(html: str, why: str) -> None:
    assert (
        FIRST in parse(Page(url="https://kabar.example.com/berita/1", html=html.encode())).text
    ), why


@pytest.mark.parametrize(
    "url",
    [
        "https://kabar.example.com/index.php?mod=berita&id=771",
        "https://kabar.example.com/kategori/daerah/judul-berita-uji",
    ],
)
def test_an_article_below_the_address_of_an_index(url: str) -> None:
    html = (
        "<title>Judul Berita Uji</title><h1>Judul Berita Uji</h1><p>Rabu, 29 Desember 2021</p>"
        f"<div>{f'<p>{FIRST}</p><p>{LAST}</p>' * 3}</div>"
    )
    assert FIRST in parse(Page(url=url, html=html.encode())).text
    assert refused(f"<title>Kategori</title><body>{LIST}</body>", url) == "index"
