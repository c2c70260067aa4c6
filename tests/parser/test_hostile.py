"""Hostile pages: no exception but InputRejected, linear time, no text lost in silence."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import InputRejected
from extractor.models import Article, Page
from extractor.parser import Publishers, parse
from extractor.parser.plaintext import text_blocks
from tests.parser.conftest import FIRST, LAST

LD = '<script type="application/ld+json">'
A, B = f"<p>{FIRST}</p>", f"<p>{LAST}</p>"


def page(inner: str) -> str:
    return (
        f"<html><head><title>Judul Uji</title></head><body><h1>Judul Uji</h1>{inner}</body></html>"
    )


CASES = {
    "300 divs": page(A + "<div>" * 300 + B + "</div>" * 300),
    "3,000 divs": page(A + "<div>" * 3_000 + B + "</div>" * 3_000),
    "100,000 divs": page(A + "<div>" * 100_000 + B + "</div>" * 100_000),
    "100,000 bold": page(f"{A}<p>{'<b>' * 100_000}tebal{'</b>' * 100_000}</p>{B}"),
    "3,000 tables": page(A + "<table><tr><td>" * 3_000 + B + "</td></tr></table>" * 3_000),
    "50,000 unclosed": page(A + "<div>" * 50_000 + B),
    "20,000 lists": page(A + "<ul><li>" * 20_000 + B),
    "12 MB of text": page(f"{A}<p>{'kata ' * 2_400_000}</p>{B}"),
    "50,000 attributes": page(f"<div {' '.join(f'a{i}=x' for i in range(50_000))}>{A}{B}</div>"),
    "20,000 comments": f"<html><body>{'<!--' * 20_000}{A}{B}</body></html>",
    "300,000 <": page(A + "<" * 300_000 + B),
    "300,000 >": page(A + ">" * 300_000 + B),
    "NUL": page((A + B).replace("dua", "d\x00ua")),
    "control characters": page((A + B).replace("dua", "d\x01\x02\x7fua")),
    "bad entities": page(f"{A}<p>&#xD800; &#99999999; &#0; &bogus; x</p>{B}"),
    "unclosed quotes": page(A + '<p a="' * 20_000 + B),
    "a script that never ends": page(A + B + "<script>var x = 1;"),
    "huge script": page(f"<script>{'var x=1;' * 300_000}</script>{A}{B}"),
    "data URI": page(f'<img src="data:image/png;base64,{"A" * 2_000_000}">{A}{B}'),
    "JSON-LD of brackets": page(f"{LD}{'[' * 100_000}</script>{A}{B}"),
    "odd JSON-LD": page(
        LD + '{"@type":["NewsArticle"],"headline":["a",{"name":5}],'
        f'"datePublished":9e99,"author":[[[[1]]]],"dateModified":{{"x":1}}}}</script>{A}{B}'
    ),
    "odd metas": f'<meta property="og:title" content="{"x" * 300_000}">'
    f'<meta name=date content="99/99/9999"><h1>Judul</h1>{A}{B}',
    "entities": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaa">]>' + page(f"{A}<p>&a;</p>{B}"),
    "text behind </html>": page(A) + B,
    "30,000 links": page(A + '<a href="/x">Tautan yang cukup panjang</a> ' * 30_000 + B),
    "9,000 rows": page(f"{A}{B}<table>{'<tr><td>Dinas</td><td>94,62</td></tr>' * 9_000}</table>"),
    "blanks": page(f"{A}<p>{' ' * 2_000_000}</p>{B}"),
    "long class": page(f'<div class="{"a b " * 100_000}">{A}{B}</div>'),
}  # fmt: skip


def timed(raw: bytes) -> Article:
    start = time.process_time()
    article = parse(Page(html=raw))
    took = time.process_time() - start
    assert took < 1 + len(raw) / 1_000_000, f"{took:.1f} s for {len(raw):,} bytes"
    return article


@pytest.mark.parametrize("name", CASES)
def test_both_sentences_survive(name: str) -> None:
    text = timed(CASES[name].encode()).text
    assert FIRST in text
    assert LAST in text


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("100,000 divs", "depth-capped"),
        ("50,000 attributes", "tag-shortened"),
        ("20,000 comments", "comment-unclosed"),
        ("12 MB of text", "paragraph-cut: 11999999 characters to 20000"),
        ("a script that never ends", "script-unclosed"),
    ],
)
def test_what_was_done_to_a_page_is_noted(name: str, note: str) -> None:
    assert note in parse(Page(html=CASES[name].encode())).notes


def test_a_text_above_the_limit_is_cut_at_a_paragraph_and_says_so() -> None:
    article = timed(page(A * 3_000).encode())
    assert len(article.text) <= 200_000
    assert article.paragraphs[-1] == FIRST
    assert any(note.startswith("text-truncated: ") for note in article.notes)


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        (page(f"<p>“Kutip” – ½ €</p>{A}{B}").encode(), None),
        (page(f"<p>“Kutip” – ½ €</p>{A}{B}").encode(), "iso-8859-1"),
        (page(f"<p>“Kutip” – ½ €</p>{A}{B}").encode("cp1252"), "iso-8859-1"),
        (page(f"<p>“Kutip” – ½ €</p>{A}{B}").encode("cp1252"), "utf-8"),
        (page(f"<p>“Kutip” – ½ €</p>{A}{B}").encode("utf-16"), None),
        (page(f"<p>“Kutip” – ½ €</p>{A}{B}").encode("utf-16-le"), None),
        (b"\xef\xbb\xbf" + page(f"<p>“Kutip” – ½ €</p>{A}{B}").encode(), "windows-1251"),
    ],
)
def test_charset_bom_then_utf8_then_label(raw: bytes, charset: str | None) -> None:
    assert "“Kutip” – ½ €" in parse(Page(html=raw, charset=charset)).text


def test_broken_utf8_loses_nothing_else() -> None:
    raw = page(f"<p>“Kutip” dan X</p>{A}{B}").encode().replace(b"X", b"\x93lain\x94 \xff")
    assert "“Kutip” dan “lain” ÿ" in parse(Page(html=raw)).text


TAGS = [
    "<div>", "</div>", "<p>", "</p>", "<b>", "<table>", "<tr>", "<td>", "</table>", "<li>", "<br>",
    "<!--", "-->", "<script>", "</script>", "<a href='/x'>", "</a>", "<", ">", "&amp;", "&#0;",
    "\x00", "Baca Juga: ", "Selasa, 4 Februari 2025 ", FIRST, LAST, "<h1>Judul</h1>", "<svg>",
    "<title>", "<form>", "<select>", "<template>", "<math>", "]]>", "<![CDATA[", "\u2028", "“",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=60))
def test_tag_soup_never_raises(pieces: list[str]) -> None:
    try:
        article = parse(Page(url="https://kabar.example.com/a/b", html="".join(pieces).encode()))
    except InputRejected:
        return
    assert len(article.paragraphs) == len(article.blocks)
    assert "\x00" not in article.text


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3_000))
def test_bytes_never_raise(raw: bytes) -> None:
    try:
        parse(Page(html=raw))
    except InputRejected:
        return


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=2_000))
def test_pasted_text_never_raises_and_keeps_words(text: str) -> None:
    try:
        article = parse(Page(text=text))
    except InputRejected:
        return
    shown = [*article.paragraphs, *(block.text for block in article.dropped)]
    assert Counter("".join(shown)) == Counter("".join(block.text for block in text_blocks(text)))


LINES = [
    "a" * 20_000, ")" * 20_000, "Rp" * 10_000, " ." * 10_000, "baca juga " * 5_000,
    "1," * 10_000, "(" * 10_000 + "foto", "#a" * 10_000, "Baca Juga" + ":" * 10_000,
    "2025 " * 5_000, "4 Februari " * 4_000 + "2025", "bagikan ke whatsapp " * 4_000,
    "Editor: " * 5_000, "a.b" * 8_000,
]  # fmt: skip


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_no_rule_backtracks(publishers: Publishers, line: str) -> None:
    chance = random.Random(1)
    cuts = [line, line[:340], line[:200], line[:130], line[:60], *(line[: chance.randint(1, 400)],)]
    start = time.process_time()
    for cut in cuts:
        publishers.rules.cue(cut)
        publishers.rules.rule(cut)
        publishers.rules.bylines(cut)
        publishers.rules.inline_cue.search(cut)
        publishers.dates.find(cut)
        publishers.dates.is_date_line(cut)
        publishers.domain_in(cut[:90])
    assert time.process_time() - start < 0.5
