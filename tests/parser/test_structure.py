"""HTML bodies: paragraphs, lists, tables, quotes, line breaks, boxes, hidden text."""

from __future__ import annotations

import pytest

from tests.parser.conftest import FIRST, LAST, Within

SHOWN = [
    ("<p>Nilai <b>Dinsos</b> naik.</p>", ["Nilai Dinsos naik."], "marks inside a paragraph"),
    ("<ol><li>Dinsos 94,62</li><li><b>DPMPTSP</b> 91,16</li></ol>",
     ["Dinsos 94,62", "DPMPTSP 91,16"], "one paragraph for each item"),
    ("<table><tr><th>OPD</th><th>Nilai</th></tr><tr><td>Dinsos</td><td>94,62</td></tr></table>",
     ["OPD | Nilai", "Dinsos | 94,62"], "one paragraph for each row"),
    ("<figure><table><tr><td>Dinsos</td><td>94,62</td></tr></table><p>Baca: Lain</p></figure>",
     ["Dinsos | 94,62"], "a figure that holds a table is no picture"),
    ("<blockquote><p>“Ini kerja semua.</p><p>Kita syukuri,” katanya.</p></blockquote>",
     ["“Ini kerja semua.", "Kita syukuri,” katanya."], "a quote over two paragraphs"),
    ("Teks tanpa paragraf.<br><br>Baris kedua juga.",
     ["Teks tanpa paragraf.", "Baris kedua juga."], "text nodes parted by line breaks"),
    ("<p>1. Dinsos<br>2. DPMPTSP</p>", ["1. Dinsos", "2. DPMPTSP"], "lines of one paragraph"),
    ("<p>Nilai dinas itu pada tahun ini<br>naik dua poin.</p>",
     ["Nilai dinas itu pada tahun ini naik dua poin."], "a break in the middle of a sentence"),
    ("<pre>Dinsos 94,62\nDPMPTSP 91,16</pre>",
     ["Dinsos 94,62", "DPMPTSP 91,16"], "preformatted lines"),
    ('<p><span class="dateline">SERANG, KABAR.ID</span> – Empat dinas diganjar.</p>',
     ["SERANG, KABAR.ID – Empat dinas diganjar."], "a dateline in an element of its own"),
    ('<p>Penilaian <a class="tag" href="/tag/o">Ombudsman</a> itu rutin.</p>',
     ["Penilaian Ombudsman itu rutin."], "a word linked to its tag"),
    ("<h3>Zona hijau</h3>", ["Zona hijau"], "a heading of the article"),
    ("<div><div><div>Paragraf dalam tiga kotak, begitu adanya.</div></div></div>",
     ["Paragraf dalam tiga kotak, begitu adanya."], "boxes in boxes"),
    (f'<p><a href="/dokumen">{FIRST} {LAST}</a></p>',
     [f"{FIRST} {LAST}"], "a paragraph of two sentences that is a link as a whole"),
    ("<p>Nilai&nbsp;94,&#8203;62&shy; &amp; naik.</p>", ["Nilai 94,62 & naik."], "entities"),
]  # fmt: skip
CUT = [
    ('<p>Baca Juga: <a href="/a">Kota Raih 91,2</a></p>', "related-link", "paragraph"),
    ('<p><strong>Baca juga: <a href="/a">Kota Raih 91,2</a></strong></p>', "related-link", "bold"),
    ('<table class="linksisip"><tr><td>Baca juga: <a href="/a">Kota 91,2</a></td></tr></table>',
     "related-box", "table"),
    ('<table><tr><td><b>Baca juga:</b> <a href="/a">Kota Raih 91,2</a></td></tr></table>',
     "related-link", "table without a name"),
    ('<p>Baca Juga</p><ul><li><a href="/a">Kota Raih 91,2</a></li></ul>', "related-link", "list"),
    ('<h4>Artikel Terkait</h4><p>Pemkot Serang Raih 95,1</p>', "related-link", "bare headline"),
    ('<div class="kotak"><span>Simak juga:</span> <a href="/a">Kota Raih 91,2</a></div>',
     "related-link", "box without a telling name"),
    ('<p><a href="/a">Kota Serang Raih Nilai 91,2 dari Ombudsman</a></p>', "link-only", "no cue"),
    ('<a href="/a"><h3>Kota Serang Raih Nilai 91,2</h3></a>', "link-only", "a linked heading"),
    ('<figure><img src="a.jpg"><figcaption>Bupati menerima piagam.</figcaption></figure>',
     "caption", "figure"),
    ('<div><img src="a.jpg"><div>Bupati menerima piagam</div></div>', "caption", "unnamed box"),
    ('<div class="share-buttons"><a href="#">Facebook</a></div>', "share-bar", "share bar"),
    ('<div class="ads"><span>Pasang di sini</span></div>', "advertisement", "advertisement"),
    ('<p style="display:none">RAHASIA nilai palsu 99,99</p>', "hidden", "hidden by style"),
    ("<p hidden>RAHASIA nilai palsu 99,99</p>", "hidden", "hidden by attribute"),
    ("<aside><p>Nilai lain 99,99 di kotak samping.</p></aside>", "navigation", "aside"),
    ('<div class="tags"><a href="/t">Ombudsman</a> <a href="/u">Serang</a></div>',
     "tag-list", "tags"),
    ('<div><p>Baca Juga</p><h4><a href="/a">Kota 91,2</a></h4><p>Tarif baru itu berlaku.</p></div>',
     "related-link", "box with a teaser below the headline"),
    ('<p>Jangan sampai terlewat: <a href="/a">Kota Serang Raih Nilai 91,2 dari Ombudsman</a></p>',
     "related-link", "a label that nobody listed"),
    ("<blockquote><h3>Baca Juga</h3><p><a href='/a'>Kota Serang Raih 91,2</a></p></blockquote>",
     "related-link", "quote"),
    ('<p><img src="a.jpg"><br><em>Bupati menyerahkan piagam di pendopo.</em></p>',
     "caption", "a paragraph with a picture and slanted letters"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "paragraphs", "why"), SHOWN)
def test_structure_is_kept(within: Within, inner: str, paragraphs: list[str], why: str) -> None:
    assert list(within(inner).paragraphs) == [FIRST, *paragraphs, LAST], why


@pytest.mark.parametrize(("inner", "rule", "why"), CUT)
def test_boxes_are_dropped_by_their_rule(within: Within, inner: str, rule: str, why: str) -> None:
    article = within(inner)
    assert article.paragraphs == (FIRST, LAST), why
    assert {block.rule for block in article.dropped if block.after == 0} == {rule}, why


def test_blocks_tell_the_kind_of_each_paragraph(within: Within) -> None:
    article = within(
        "<h3>Daftar nilai</h3><ul><li>Dinsos 94,62</li></ul>"
        "<table><tr><td>A</td><td>B</td></tr></table><blockquote>“Syukur.”</blockquote>"
    )
    assert article.blocks == ("paragraph", "heading", "item", "row", "quote", "paragraph")


@pytest.mark.parametrize(
    ("inner", "kept", "cut"),
    [
        ('<p>Nilai naik. <strong>Baca juga: <a href="/a">Skor 80,02</a></strong> Itu kata dia.</p>',
         "Nilai naik. Itu kata dia.", "Baca juga: Skor 80,02"),
        ('<p>Nilai naik. (Baca Juga: <a href="/a">Skor 80,02</a>)</p>',
         "Nilai naik.", "(Baca Juga: Skor 80,02)"),
    ],
)  # fmt: skip
def test_a_related_link_inside_a_paragraph_is_cut_out(
    within: Within, inner: str, kept: str, cut: str
) -> None:
    article = within(inner)
    assert article.paragraphs == (FIRST, kept, LAST)
    assert cut in [block.text for block in article.dropped]


def test_a_caption_told_twice_is_dropped_twice(within: Within) -> None:
    caption = "Para penerima piagam berfoto bersama di halaman kantor"
    article = within(
        f'<figure><img src="a.jpg"><figcaption>{caption}</figcaption></figure>'
        f"<p>KABAR.ID - {caption} (Humas).</p>"
    )
    assert article.paragraphs == (FIRST, LAST)
    assert [block.rule for block in article.dropped] == ["caption", "caption"]


def test_the_writer_s_portrait_below_the_article_is_dropped(within: Within) -> None:
    article = within(f"<p>{LAST}</p><p>{FIRST}</p><h4>Tentang Penulis</h4>")
    assert article.paragraphs == (FIRST, LAST, FIRST)
    assert [block.rule for block in article.dropped] == ["about-author", "about-author"]


def test_scripts_are_no_text(within: Within) -> None:
    article = within('<script>document.write("<p>Nilai palsu 99,99</p>")</script>')
    assert article.paragraphs == (FIRST, LAST)


def test_the_title_in_the_body_is_dropped(within: Within) -> None:
    article = within("<h2>Judul Berita Uji</h2>")
    assert article.title == "Judul Berita Uji"
    assert article.paragraphs == (FIRST, LAST)
