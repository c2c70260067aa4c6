"""Printed and structured dates, kept in the zone that the site gives."""

from __future__ import annotations

import pytest

from extractor.models import Page
from extractor.parser import Publishers, parse
from tests.parser.conftest import FIRST, LAST

PRINTED = [
    ("Selasa, 4 Februari 2025 | 15:10 WIB", "2025-02-04T15:10:00+07:00"),
    ("Kamis, 02 Nov 2023 20:59 WIB", "2023-11-02T20:59:00+07:00"),
    ("Kompas.com - 18/12/2020, 13:38 WIB", "2020-12-18T13:38:00+07:00"),
    ("- 6 Maret 2024, 23:12 WIB", "2024-03-06T23:12:00+07:00"),
    ("Rabu, 06 Maret 2024 - 21:37 WITA", "2024-03-06T21:37:00+08:00"),
    ("18 Juni 2025 | 20.04 WIB", "2025-06-18T20:04:00+07:00"),
    ("Diperbarui 18 Jun 2025, 14:05 WIB", "2025-06-18T14:05:00+07:00"),
    ("12 Jul 2026 19:37:24", "2026-07-12T19:37:24"),
    ("Tayang: Selasa, 10 Juni 2025 08:52 WIB", "2025-06-10T08:52:00+07:00"),
    ("Selasa, 3 Juni 2025-  13:35 WIB", "2025-06-03T13:35:00+07:00"),
    ("Jumat, 30/10/2015 17:01 WIB WIB", "2015-10-30T17:01:00+07:00"),
    ("Senin, 9 Jun 2025 - 18:28 WIB_x0000_", "2025-06-09T18:28:00+07:00"),
    ("20/1/2026 18:30", "2026-01-20T18:30:00"),
    ("05 Feb, 2025", "2025-02-05"),
    ("April 7, 2023 3:37 pm", "2023-04-07T15:37:00"),
    ("April 7, 2023 12:05 am", "2023-04-07T00:05:00"),
    ("KABAR JAYAPURA · 29 Jan 2024 13:16 WIT", "2024-01-29T13:16:00+09:00"),
    (", Jurnalis-Jum'at, 20 Juni 2025 |14:55 WIB", "2025-06-20T14:55:00+07:00"),
    ("Mon, 18 Sep 2023 11:40:51 +0700", "2023-09-18T11:40:51+07:00"),
    ("Rabu   18 Jun 2025  21:45 WIB", "2025-06-18T21:45:00+07:00"),
    ("5 Agt 2024", "2024-08-05"),
    ("Selasa, 4 Februari 2025 15:10 GMT+7", "2025-02-04T15:10:00+07:00"),
    ("4 Februari 2025 15:10 (GMT +8)", "2025-02-04T15:10:00+08:00"),
    ("15:10 WIB, 4 Februari 2025", "2025-02-04T15:10:00+07:00"),
    ("15.10 WITA - Selasa, 4 Februari 2025", "2025-02-04T15:10:00+08:00"),
    ("Tanggal: 9 Februari 2025 Waktu: 10:00 WIT", "2025-02-09T10:00:00+09:00"),
    ("Nilai 10.30 4 Februari 2025", "2025-02-04"),
    ("17 Pebruari 2012", "2012-02-17"),
    ("Jumat (80/08/2025)", None),
    ("Senin (17/7)", None),
    ("31 Februari 2025", None),
    ("Nilai 94, 95, dan 2025 poin", None),
]
STRUCTURED = [
    ("2025-02-04T15:10:00+07:00", "2025-02-04T15:10:00+07:00"),
    ("2016-02-16T13:01:52+0700", "2016-02-16T13:01:52+07:00"),
    ("2023-11-02T14:34:00.000Z", "2023-11-02T14:34:00+00:00"),
    ("2025-02-04 15:10:00", "2025-02-04T15:10:00"),
    ("2015-11-05 T10:08:58Z", "2015-11-05T10:08:58+00:00"),
    ("2025-02-04", "2025-02-04"),
    ("24 April 2026 20:05", "2026-04-24T20:05:00"),
    ("2025/02/04 15:10:00", "2025-02-04T15:10:00"),
    ("2025-13-45T99:99:99", None),
    ("kemarin", None),
]


@pytest.mark.parametrize(("text", "iso"), PRINTED)
def test_printed_dates(publishers: Publishers, text: str, iso: str | None) -> None:
    moment = publishers.dates.find(text)
    assert (moment.iso if moment else None) == iso


@pytest.mark.parametrize(("value", "iso"), STRUCTURED)
def test_structured_dates(publishers: Publishers, value: str, iso: str | None) -> None:
    assert publishers.dates.structured(value) == iso


def page(*, head: str = "", above: str = "", below: str = "", url: str | None = None) -> Page:
    html = (
        f"<html><head><title>Judul Berita Uji</title>{head}</head><body><div>Selasa, 24 November"
        f" 2026</div><h1>Judul Berita Uji</h1>{above}<div class='kolom'><p>{FIRST}</p><p>{LAST}</p>"
        f"{below}</div><div class='lain'>Kabar lain 1 Januari 2020 10:00 WIB</div></body></html>"
    )
    return Page(url=url or "https://kabar.example.com/berita/judul-uji", html=html.encode())


LD = (
    '<script type="application/ld+json">'
    '{"@graph":[{"@type":"NewsArticle","headline":"x",%s}]}</script>'
)


@pytest.mark.parametrize(
    ("given", "published", "why"),
    [
        (page(head=LD % '"datePublished":"2025-02-04T15:10:00+07:00"'),
         "2025-02-04T15:10:00+07:00", "JSON-LD in a graph"),
        (page(head='<meta property="article:published_time" content="2025-02-04T15:10:00+08:00">'),
         "2025-02-04T15:10:00+08:00", "meta"),
        (page(above='<time itemprop="datePublished" datetime="2025-02-04T15:10:00+09:00">x</time>'),
         "2025-02-04T15:10:00+09:00", "microdata"),
        (page(above='<time datetime="2025-02-04T15:10:00+07:00">4 jam lalu</time>'),
         "2025-02-04T15:10:00+07:00", "a time element"),
        (page(above="<div>Oleh Rudi · 4 Feb 2025, 15:10 WIT</div>"),
         "2025-02-04T15:10:00+09:00", "the visible line"),
        (page(head=LD % '"datePublished":"2025-02-04T08:10:20Z"',
              above="<div>Selasa, 4 Februari 2025 | 15:10 WIB</div>"),
         "2025-02-04T15:10:20+07:00", "the same moment, in the zone that readers see"),
        (page(head=LD % '"datePublished":"2025-02-04T08:10:20Z"'),
         "2025-02-04T08:10:20+00:00", "UTC where the site gives nothing else"),
        (page(above="<div>Diperbarui 5 Februari 2025 09:00 WIB</div>"
                    "<div>Tayang: 4 Februari 2025 15:10 WIB</div>"),
         "2025-02-04T15:10:00+07:00", "published before changed"),
        (page(below="<p>Rabu, 12 Desember 2018</p>"), "2018-12-12", "below the body"),
        (page(below="<p>Rudi - Rabu, 12 Desember 2018</p>"), "2018-12-12", "beside a name"),
        (page(above='<span property="schema:dateCreated" content="2025-02-04T15:10:00+07:00">'
                    "02/04/2025</span>"),
         "2025-02-04T15:10:00+07:00", "RDFa"),
        (page(above='<time datetime="2025-02-04T15:10:00+07:00">Selasa, 4 Februari 2025</time>'),
         "2025-02-04T15:10:00+07:00", "a time element that prints the day alone"),
        (page(url="https://kabar.example.com/2020/03/11/judul-uji/"), "2020-03-11", "the address"),
    ],
)  # fmt: skip
def test_where_the_date_is_found(given: Page, published: str, why: str) -> None:
    assert parse(given).published == published, why


def test_a_changed_date_is_kept() -> None:
    head = (
        LD
        % '"datePublished":"2025-02-04T15:10:00+07:00","dateModified":"2025-02-05T08:00:00+07:00"'
    )
    assert parse(page(head=head)).modified == "2025-02-05T08:00:00+07:00"


def test_a_date_inside_the_article_is_not_the_publication_date() -> None:
    html = (
        f"<html><body><h1>Judul Berita Uji</h1><div><p>{FIRST}</p>"
        f"<p>Acara berlangsung Selasa, 4 Februari 2025 pukul 09.00 WIB.</p><p>{LAST}</p></div>"
    )
    assert parse(Page(html=html.encode())).published is None
