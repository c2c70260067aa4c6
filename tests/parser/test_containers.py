"""Which element is the article's, on pages that hold more than one text."""

from __future__ import annotations

import json

import pytest

from extractor.models import Article, Page
from extractor.parser import parse
from tests.parser.conftest import ADDRESS, FIRST, LAST

HEAD = "<title>Judul Berita Uji Layanan - Kabar</title>"
OTHER = "Cerita lain tentang kapal nelayan yang sama sekali tidak menyebut penilaian itu."
FOOT = "<p>Kabar Pesisir menyajikan berita setiap hari sejak tahun dua ribu lima belas.</p>"


def parsed(body: str, head: str = HEAD) -> Article:
    return parse(Page(url=ADDRESS, html=f"<html><head>{head}</head><body>{body}</body>".encode()))


def article(headline: str, text: str, *, cls: str = "entry-content") -> str:
    return f'<article><h1>{headline}</h1><div class="{cls}">{text}</div></article>'


@pytest.mark.parametrize("cls", ["entry-content", "xk-93", "content-inner jeg_main"])
def test_a_longer_article_below_is_not_the_page_s(cls: str) -> None:
    own = article("Judul Berita Uji Layanan", f"<p>{FIRST}</p><p>{LAST}</p>", cls=cls)
    further = article("Kapal Nelayan Kembali Melaut", f"<p>{OTHER}</p>" * 12, cls=cls)
    assert parsed(own + further).paragraphs == (FIRST, LAST)


def test_the_longest_of_several_parts_below_one_headline_is_taken() -> None:
    parts = f'<div class="entry-content"><p>{OTHER}</p><p>{OTHER}</p></div>'
    whole = f'<div class="entry-content">{f"<p>{FIRST}</p>" * 6}</div>'
    assert FIRST in parsed(f"<h1>Judul Berita Uji Layanan</h1>{parts}{whole}").paragraphs


def test_teasers_with_most_of_the_words_are_no_body() -> None:
    card = f'<div><h3><a href="/k">Kapal Nelayan Melaut</a></h3><p>{OTHER} {OTHER}</p></div>'
    text = f"<p>{FIRST}</p><p>{LAST}</p>" * 2
    body = f'<main><h1>Judul Berita Uji Layanan</h1><div class="k1">{text}</div>'
    assert OTHER not in parsed(f'{body}<div class="lainnya">{card * 8}</div></main>').text


def test_prose_above_the_headline_is_not_the_article_s() -> None:
    side = f"<div class='kiri'><p>{OTHER}</p><p>{OTHER}</p></div>"
    text = f"<div class='isi9'><p>{FIRST}</p><p>{LAST}</p><p>{FIRST}</p></div>"
    page = f"<div class='tengah'><h1>Judul Berita Uji Layanan</h1>{text}</div><div>{FOOT}</div>"
    assert parsed(side + page).paragraphs == (FIRST, LAST, FIRST)


def test_a_text_above_a_headline_that_comes_late_stays() -> None:
    text = f"<div class='isi9'><p>{FIRST}</p><p>{LAST}</p><p>{FIRST}</p></div>"
    assert parsed(f"{text}<h1>Judul Berita Uji Layanan</h1>{FOOT}").paragraphs[0] == FIRST


def test_the_text_in_the_data_of_a_page_that_a_script_builds() -> None:
    content = f'<p>{FIRST}</p><p>Baca Juga: <a href="/k">Kapal Nelayan Melaut</a></p><p>{LAST}</p>'
    data = json.dumps({"props": {"post": {"content": content, "excerpt": FIRST[:60]}}})
    script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
    found = parsed(f'<div id="__next">Memuat...</div>{script}')
    assert found.paragraphs == (FIRST, LAST)
    assert "body-from-app-data" in found.notes


def test_the_data_of_a_script_is_left_alone_where_the_page_shows_its_text() -> None:
    data = json.dumps({"post": {"content": f"<p>{OTHER}</p>" * 9}})
    script = f'<script type="application/json">{data}</script>'
    text = f"<h1>Judul Berita Uji Layanan</h1><div><p>{FIRST}</p><p>{LAST}</p><p>{FIRST}</p></div>"
    assert OTHER not in parsed(text + script).text
