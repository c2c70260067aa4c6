"""The small parts on their own: decoders, charsets, feeds, tags, dates, merging."""

from __future__ import annotations

import gzip
import time
import zlib
from datetime import date

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from extractor.fetcher import charsets
from extractor.fetcher.articles import Part, canonical_of, parts_of
from extractor.fetcher.decoding import BodyDecoder, unpacked
from extractor.fetcher.failures import FetchFailure, when_again
from extractor.fetcher.feeds import day_of, read_entries, xml_kind
from extractor.fetcher.merging import merged
from extractor.fetcher.patterns import load_patterns
from extractor.fetcher.retry_after import retry_after
from extractor.fetcher.selection import Selection, date_in_address
from extractor.fetcher.tags import read_tags

PATTERNS = load_patterns()


def deflated(data: bytes) -> bytes:
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    return stream.compress(data) + stream.flush()


CODINGS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": lambda data: zstandard.ZstdCompressor().compress(data),
}


@pytest.mark.parametrize("coding", CODINGS)
@given(data=st.binary(max_size=300_000), step=st.integers(1, 5_000))
def test_what_goes_in_comes_out(coding: str, data: bytes, step: int) -> None:
    packed = CODINGS[coding](data)
    decoder = BodyDecoder((coding,), limit=1 << 20)
    for start in range(0, len(packed), step):
        decoder.feed(packed[start : start + step])
    decoder.finish()
    assert decoder.body == data


@pytest.mark.parametrize("coding", CODINGS)
def test_every_cut_is_seen(coding: str) -> None:
    packed = CODINGS[coding](b"Kabupaten Serang meraih nilai 70,12 " * 50)
    for end in range(1, len(packed)):
        decoder = BodyDecoder((coding,), limit=1 << 20)
        with pytest.raises(FetchFailure) as caught:
            decoder.feed(packed[:end])
            decoder.finish()
        assert caught.value.code == "truncated"


def test_raw_deflate_and_several_members() -> None:
    decoder = BodyDecoder(("deflate",), limit=1000)
    decoder.feed(deflated(b"mentah"))
    decoder.finish()
    assert decoder.body == b"mentah"
    assert unpacked(gzip.compress(b"a") + gzip.compress(b"b") + b"sisa", 100) == b"ab"
    with pytest.raises(FetchFailure, match="members"):
        unpacked(gzip.compress(b"") * 2000, 100)


def test_retry_after_header() -> None:
    assert retry_after("120", 0) == 120
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT", 1_445_412_400) == 80
    for nothing in ("-5", "soon", "", "0", "Wed, 21 Oct 2015 07:28:00 GMT", "9" * 40 + "x", "٣"):
        assert retry_after(nothing, 2_000_000_000) is None


@given(st.text(max_size=60))
def test_retry_after_takes_anything(value: str) -> None:
    seconds = retry_after(value, 0)
    assert seconds is None or seconds > 0


@given(st.binary(max_size=400), st.text(max_size=30))
def test_every_page_has_a_charset(body: bytes, label: str) -> None:
    charset = charsets.detect(body, f"text/html; charset={label}")
    charsets.decode(body, charset.name)


def test_feeds_of_both_kinds_and_broken_ones() -> None:
    rss = (
        b'<?xml version="1.0"?><rss><channel><item><title>A &amp; B</title><link>https://a.id/1'
        b"</link><pubDate>Mon, 05 Feb 2024 10:00:00 +0700</pubDate></item><item><guid>https://a.id/"
        b"2</guid></item><item><title>tanpa alamat</title></item></channel>"
    )
    found = read_entries(rss, "feed")
    assert [(each.url, each.title, each.published) for each in found.entries] == [
        ("https://a.id/1", "A & B", "2024-02-05"), ("https://a.id/2", "", None)
    ]  # fmt: skip
    assert xml_kind(rss) == "feed"
    assert xml_kind(b"<html><body>") is None
    assert xml_kind(b"\xef\xbb\xbf<?xml?>\n<sitemapindex xmlns='x'>") == "sitemap-index"


def test_a_large_sitemap_is_read_in_a_moment() -> None:
    urls = "".join(f"<url><loc>https://a.id/berita/{n}</loc></url>" for n in range(50_000))
    began = time.process_time()
    assert len(read_entries(f"<urlset>{urls}</urlset>".encode(), "sitemap").entries) == 50_000
    assert time.process_time() - began < 5


def test_laughs_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url>'
    found = read_entries(bomb, "sitemap")
    assert (found.entries, found.broken) == ([], True)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-02-05T10:00:00+07:00", "2024-02-05"),
        ("2024-02", "2024-02"),
        ("Mon, 05 Feb 2024 23:30:00 +0700", "2024-02-05"),
        ("kemarin", None),
        (None, None),
    ],
)
def test_days_stay_as_the_site_gives_them(value: str | None, day: str | None) -> None:
    assert day_of(value) == day


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2024/03/06/judul", "2024-03-06"),
        ("/berita/2024/03/judul", "2024-03"),
        ("/ekonomi/20240306123456-4-5/judul", "2024-03-06"),
        ("/read/2024/13/06/judul", None),
        ("/serang/14485252/judul", None),
    ],
)
def test_dates_in_addresses(path: str, day: str | None) -> None:
    assert date_in_address(f"https://a.id{path}") == day


def test_selection_by_dates_of_any_precision() -> None:
    wanted = Selection(since=date(2024, 3, 15), until=date(2024, 6, 15))
    inside = ("2024-03-15", "2024-03", "2024", "2024-06-15", None, "kapan")
    outside = ("2024-03-14", "2024-02", "2023", "2024-06-16", "2024-07", "2025")
    assert not any(wanted.outside(day) for day in inside)
    assert all(wanted.outside(day) for day in outside)
    assert wanted.too_old("2024-02-29")
    assert not wanted.too_old("2024-07")


def test_tags_of_hostile_pages_take_no_time() -> None:
    for piece in ("<a ", "<!--", "<script", "<div>", '<a href="', "<meta ", "</", "<a href=x>"):
        began = time.process_time()
        read_tags(piece * 300_000)
        assert time.process_time() - began < 4, piece


def test_links_in_comments_and_scripts_are_none() -> None:
    tags = read_tags(
        "<!-- <a href='/a'>a</a> --><script>'<a href=\"/b\">b</a>'</script>"
        "<noscript><a href='/c'>c</a></noscript><a title='x > y' href=/d>d <b>e</b></a></HTML>"
    )
    assert [(link.href, link.text) for link in tags.links] == [("/c", "c"), ("/d", "d e")]
    assert tags.closed_html


@given(st.text(max_size=500))
def test_tags_take_anything(text: str) -> None:
    read_tags(text)


def test_pages_of_an_article() -> None:
    url = "https://a.id/read/644648/raih-wtp"
    tags = read_tags(
        f'<a href="{url}/2">2</a><a href="{url}/3">3</a><a href="/read/644649/lain/2">x</a>'
        f'<a href="{url}/2#komentar">2</a><a href="{url}?replytocom=7">b</a>'
        f'<a href="{url}/99">z</a>'
    )
    assert parts_of(url, tags, PATTERNS, 20) == [Part(f"{url}/2", 2), Part(f"{url}/3", 3)]
    gap = read_tags(f'<a href="{url}/7">7</a>')
    assert parts_of(url, gap, PATTERNS, 20) == []


@pytest.mark.parametrize(
    ("canonical", "believed"),
    [
        ("https://a.id/berita/1/raih-wtp", True),
        ("/berita/1/raih-wtp?x=1", True),
        ("https://www.a.id/amp/berita/1/raih-wtp", True),
        ("https://b.id/berita/1/raih-wtp", False),
        ("https://a.id/", False),
        ("https://a.id/halaman-lain", False),
        ("javascript:x", False),
    ],
)
def test_canonical_addresses_that_can_be_believed(canonical: str, believed: bool) -> None:
    tags = read_tags(f'<link rel="canonical" href="{canonical}">')
    found = canonical_of("https://a.id/amp/berita/1/raih-wtp", tags, PATTERNS)
    assert (found is not None) is believed


def test_merged_pages_keep_order_and_repeat_nothing() -> None:
    def page(*lines: str) -> bytes:
        body = "".join(f"<p>{line}</p>" for line in lines)
        return f"<html><head></head><div class=isi>{body}</div><p>kaki</p></html>".encode()

    first = page("Satu itu panjang sekali.", "Dua juga begitu.")
    later = [page("Satu itu panjang sekali.", "Tiga “ada”."), page("Empat.")]
    text = merged(first, "utf-8", [(each, "utf-8") for each in later]).decode()
    places = [text.index(word) for word in ("Satu", "Dua", "Tiga “ada”", "Empat", "kaki")]
    assert places == sorted(places)
    assert text.count("Satu") == 1
    assert merged(b"<p>a", "utf-8", []).endswith(b"</html>")


def test_when_to_ask_again() -> None:
    assert when_again("http-503") == "now"
    assert when_again("tls") == "later"
    assert when_again("http-404") == "never"
