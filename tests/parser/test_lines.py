"""Pasted text: which lines are the article's, which are dropped by which rule."""

from __future__ import annotations

import pytest

from extractor.errors import InputRejected
from extractor.models import Page
from extractor.parser import parse
from tests.parser.conftest import FIRST, LAST

DROPPED = [
    ("Baca Juga: Realisasi Investasi Banten Capai Rp105,6 Triliun", "related-link", "with colon"),
    ("BACA JUGA:Skor SAKIP Badung 80,02, Tertinggi di Bali", "related-link", "no blank"),
    ("Baca Juga :  Dinsos Raih 91,20", "related-link", "blank before the colon"),
    ("(Baca Juga : Kelurahan Sidorejo Juara)", "related-link", "in parentheses"),
    ("**Baca juga: Pemkab Raih Penghargaan", "related-link", "Markdown left over"),
    ("Baca jugaMendagri Tito Ungkap Alasan", "related-link", "glued to the headline"),
    ("Baca juga: Pemkab Bantul raih penghargaan KLA", "related-link", "headline in sentence case"),
    ("Baca: Kota Serang Raih 98,60", "related-link", "short cue with colon"),
    ("Lihat Juga: Video Penyerahan", "related-link", "another cue"),
    ("TRENDING :  Nilai 99 untuk Dinas Sosial", "related-link", "trending"),
    ("Promosi Mobil Listrik Mulai Rp 189,9 Juta", "related-link", "promotion without colon"),
    ("Simak juga Video Penyerahan Piagam Ombudsman", "related-link", "title case, no colon"),
    ("Pilihan Editor: Rapor Merah Layanan Publik", "related-link", "editor's pick"),
    (
        "KabarPesisir.com | Baca: Padang Panjang Raih 93,17",
        "related-link",
        "behind the site's name",
    ),
    (
        "Artikel Terkait: Angka Pernikahan Dini Turun 12,4 Persen",
        "related-link",
        "related articles",
    ),
    ("ADVERTISEMENT", "advertisement", "advertisement"),
    ("SCROLL TO CONTINUE WITH CONTENT", "advertisement", "scroll"),
    ("Scroll ke bawah untuk melanjutkan", "advertisement", "scroll in Indonesian"),
    ("Bagikan Ke WhatsApp…", "share-bar", "share line"),
    ("Sebarkan artikel ini", "share-bar", "share line"),
    ("Editor: Fajar W. | Sumber: berbagai sumber", "editor-line", "editor and source"),
    ("Penulis : Rudi / Editor : Novel", "byline", "author and editor"),
    ("Redaktur & Reporter : Sinta Maharani", "editor-line", "two labels joined"),
    ("Pewarta: Aldi", "byline", "author"),
    ("151 kali", "counter", "view counter"),
    ("1019 Views", "counter", "view counter in English"),
    ("4 Min Read", "counter", "reading time"),
    ("3786", "counter", "bare number"),
    ("(red)", "sign-off", "sign-off alone"),
    ("[ade]", "sign-off", "in square brackets"),
    ("(**/red)", "sign-off", "with asterisks"),
    ("***", "sign-off", "asterisks"),
    ("■", "sign-off", "end mark"),
    ("-MCAmbon, MP-", "sign-off", "of a government portal"),
    ("COPYRIGHT © ANTARA 2026", "copyright", "copyright"),
    ("Tags: Ombudsman, Zona Hijau", "tag-list", "tags"),
    ("Foto: Dok. Humas Pemkab", "caption", "caption"),
    ("Para penerima piagam berfoto bersama. (Foto: Istimewa)", "caption", "credit at the end"),
    ("1001105272.jpg", "caption", "image file"),
    ("Selasa, 4 Februari 2025 | 15:10 WIB", "date-line", "date alone"),
    ("Simak breaking news dan berita pilihan kami langsung di ponselmu.", "follow-us", "channel"),
    ("■ Update berita Otonomi Kita lainnya di Google News", "follow-us", "behind a mark"),
    ("Artikel ini telah tayang di KabarPesisir.com dengan judul Uji", "republished", "reprint"),
    ("Halaman: 1 2 3", "navigation", "paging"),
    ("Komentar", "comments", "comments"),
    ("→ Baca Juga: Kota Serang Raih 98,60", "related-link", "behind an arrow"),
    ("👉 Tonton Juga: Penyerahan Piagam", "related-link", "behind a picture sign"),
    ("Baca Sebelumnya: Rapor Merah Layanan Publik", "related-link", "a head and a tail"),
    ("Berita Menarik Lainnya: Nilai Serang 91,2", "related-link", "a head and two tails"),
    ("Jangan lupa subscribe kanal YouTube kami", "follow-us", "channel"),
    ("Yuk ikuti Instagram dan TikTok Kabar Pesisir", "follow-us", "channel"),
    ("Dapatkan informasi lainnya di Googlenews, klik: Kabar Pesisir", "follow-us", "channel"),
    ("Nyalakan notifikasi agar tidak ketinggalan kabar", "follow-us", "notifications"),
    ("Berlangganan buletin kami untuk mendapat kabar pilihan", "follow-us", "newsletter"),
    ("Post Views: 321", "counter", "view counter of a plugin"),
    ("Berita ini sudah dibaca 12 kali", "counter", "view counter in a sentence"),
    ("Scroll Untuk Melanjutkan Membaca", "advertisement", "scroll"),
    ("Piala itu tiba di pendopo-Humas Pemkab-", "caption", "credit between dashes"),
    ("Piala itu tiba di pendopo /klatenkab.go.id", "caption", "credit behind a slash"),
    ("Laporan Wartawan Kabar Pesisir, Yulius Leba", "byline", "a reporter's line"),
    ("Tentang Kami", "navigation", "a link of the foot"),
]
KEPT = [
    ("Warga diminta baca juga aturan mainnya di laman resmi.", "a sentence that contains the cue"),
    ("Baca juga menjadi kegiatan wajib siswa setiap pagi di SMPN 1.", "begins like a cue"),
    ("Promosi jabatan itu diserahkan langsung oleh bupati.", "begins like a cue"),
    ("Simak juga bagaimana dinas itu menata antrean, kata Fadli.", "begins like a cue"),
    ("Artikel terkait pelayanan itu dimuat dalam buku tahunan Ombudsman.", "begins like a cue"),
    ("Foto bersama menutup acara penganugerahan itu.", "begins like a caption"),
    ("Editor senior itu menerima piagam dari bupati.", "begins like a byline"),
    ("Penghargaan itu diterima Selasa, 4 Februari 2025 pukul 09.00 WIB di pendopo.", "has a date"),
    ("“Yang penting warga terlayani,” tuturnya.***", "sign-off inside a paragraph stays"),
    ("Acara ditutup doa bersama. (kmb32)", "sign-off inside a paragraph stays"),
    ("1. Dinas Sosial 94,62", "a list item"),
    ("- Kota Palu (79.72 / zona kuning)", "a list item"),
    ("Dinas Sosial", "a short name on a line"),
    ("Zona Hijau", "a label on a line"),
    ("SERANG –", "a dateline alone"),
    ("Berikut daftar nilainya:", "introduces a list"),
    ("“Baca juga rekomendasinya, jangan hanya nilainya,” ujar Fadli.", "quoted"),
    ("Cek kesehatan itu dapat diakses lewat aplikasi Satu Sehat.", "begins like a call"),
    ("Pantau harga, Pemkab Serang kini memakai aplikasi Sigap.", "begins like a call"),
    ("Update data dinas dilakukan melalui aplikasi setiap pekan.", "begins like a call"),
    ("Mari jaga kota, ajak Wali Kota lewat akun Instagram pribadinya.", "begins like a call"),
    ("Jurnalis: mitra penting pemerintah, kata Bupati menutup acara.", "begins like a byline"),
    ("Laporan wartawan di lapangan menyebutkan antrean mengular.", "begins like a byline"),
    ("Lihat: data terakhir memperlihatkan 12 kecamatan tertinggal, ujarnya.", "goes on small"),
    ("Info lain yang diperoleh, penilaian ulang digelar Oktober.", "a head and a tail in prose"),
]  # fmt: skip


def pasted(*lines: str) -> Page:
    return Page(text="\n".join((FIRST, *lines, LAST)))


@pytest.mark.parametrize(("line", "rule", "why"), DROPPED)
def test_boilerplate_lines_are_dropped_by_their_rule(line: str, rule: str, why: str) -> None:
    article = parse(pasted(line))
    assert article.paragraphs == (FIRST, LAST), why
    assert [(block.text, block.rule, block.after) for block in article.dropped] == [
        (" ".join(line.split()), rule, 0)
    ]


@pytest.mark.parametrize(("line", "why"), KEPT)
def test_lines_of_the_article_stay(line: str, why: str) -> None:
    assert parse(pasted(line)).paragraphs == (FIRST, line, LAST), why


def test_headlines_below_a_lone_cue_go_with_it() -> None:
    lines = ("BACA JUGA:", "- Pemkot Raih 91,2", "- Bupati Lantik Pejabat", "- Harga Cabai Turun")
    assert parse(pasted(*lines)).paragraphs == (FIRST, LAST)


def test_the_list_of_the_article_below_a_lone_cue_stays() -> None:
    scores = ("Kabupaten Mesuji 86,90 persen", "Kota Metro 79,52 persen")
    article = parse(pasted("Baca Juga", "Survei: 78,3 Persen Warga Puas", *scores))
    assert article.paragraphs == (FIRST, *scores, LAST)


def test_headlines_that_end_in_a_figure_go_with_the_cue_as_well() -> None:
    lines = ("Artikel Terkait", "Pemkot Raih 91,2", "Stunting Turun ke 21,3 Persen")
    assert parse(pasted(*lines)).paragraphs == (FIRST, LAST)


def test_a_related_link_behind_the_last_sentence_is_cut_off() -> None:
    link = "BACA JUGA:Skor SAKIP Badung 80,02, Tertinggi di Bali"
    article = parse(pasted(f"Nilai Dinsos naik dua poin tahun ini. {link}"))
    assert article.paragraphs == (FIRST, "Nilai Dinsos naik dua poin tahun ini.", LAST)
    assert [block.text for block in article.dropped] == [link]


RUN_TOGETHER = (
    "Nilai Dinsos naik dua poin tahun ini.",
    "Baca juga: Pemkab siapkan tiga puskesmas untuk penilaian 2026",
    "Baca juga: Wali kota ajak warga menjaga taman",
    "Pewarta: Sari UtamiEditor: Budi Hartono COPYRIGHT © MEDIA 2025",
)


def test_links_and_names_that_were_run_together_are_cut_off() -> None:
    """As scraped texts hold them, all lines in one: headlines in sentence case, names glued."""
    sentence, *ends = RUN_TOGETHER
    article = parse(Page(text=f"{sentence} {ends[0]} {ends[1]}{ends[2]}"))
    assert article.paragraphs == (sentence,)
    dropped = [(block.rule, block.text) for block in article.dropped]
    assert dropped == [("related-link", ends[0]), ("related-link", ends[1]), ("byline", ends[2])]
    assert article.author == "Sari Utami"
    assert article.editor == "Budi Hartono"


@pytest.mark.parametrize(
    "line",
    [
        "Nilai Dinsos naik. Penulis: buku panduan itu sudah lama beredar, kata dia.",
        "Rapat dipimpin Bupati. Editor: jabatan itu kini kosong.",
        "Hasilnya dimuat di situs. Baca juga: aturan pada lampiran",
    ],
)
def test_prose_with_the_words_of_a_label_or_cue_stays(line: str) -> None:
    assert parse(pasted(line)).paragraphs == (FIRST, line, LAST)


def test_advice_behind_the_last_sentence_stays() -> None:
    line = "Nilai Dinsos naik. Baca juga: catatan pada lampiran, kata dia."
    assert parse(pasted(line)).paragraphs == (FIRST, line, LAST)


def test_blanks_are_single_and_nothing_invisible_stays() -> None:
    page = Page(
        text=f"Nilai\u00a0Dinsos \t 94,\u200b62\u2060 \ufeffnaik.\r\n\r\n{LAST}\u2028{FIRST}"
    )
    assert parse(page).paragraphs == ("Nilai Dinsos 94,62 naik.", LAST, FIRST)


def test_offsets_and_digest_belong_to_the_joined_text() -> None:
    article = parse(pasted("Baca Juga: Sesuatu yang Lain"))
    assert article.text == f"{FIRST}\n{LAST}"
    assert article.blocks == ("paragraph", "paragraph")
    assert len(article.sha256) == 64


@pytest.mark.parametrize(
    ("opening", "site"),
    [
        ("BANTENRAYA.COM – Sebanyak empat dinas diganjar.", "bantenraya.com"),
        ("SERANG, KepoinAja79.Com – Empat dinas diganjar.", "kepoinaja79.com"),
        ("REPUBLIKA.CO.ID, BANTEN -- Empat dinas diganjar.", "republika.co.id"),
        ("Medan (ANTARA) - Empat dinas diganjar.", "antaranews.com"),
        ("BATANGHARI (WARTANEWS.CO) – Empat dinas diganjar.", "wartanews.co"),
        ("SERANG - Empat dinas diganjar, kata laman ombudsman.go.id.", None),
        ("KLATENRAYA - Truk bak terbuka disiapkan.", None),
    ],
)  # fmt: skip
def test_the_site_of_a_pasted_text_comes_from_its_dateline(opening: str, site: str | None) -> None:
    assert parse(Page(text=f"{opening}\n{LAST}")).site == site


def test_known_title_and_date_are_used_where_the_text_gives_none() -> None:
    page = Page(text=f"{FIRST}\n{LAST}", title="Judul", published="2025-02-04")
    article = parse(page)
    assert (article.title, article.published) == ("Judul", "2025-02-04")


def test_the_date_of_the_text_wins() -> None:
    article = parse(Page(text=f"Rabu, 12 Desember 2018\n{FIRST}\n{LAST}", published="2025-02-04"))
    assert article.published == "2018-12-12"


@pytest.mark.parametrize("text", ["", "  \n\n ", "Baca Juga: Sesuatu yang Lain\n***"])
def test_a_text_without_a_paragraph_is_refused(text: str) -> None:
    with pytest.raises(InputRejected) as refused:
        parse(Page(text=text))
    assert (refused.value.stage, refused.value.code) == ("parse", "empty")


def test_a_correction_is_noted_and_kept() -> None:
    line = "Ralat: nilai Dinsos semula tertulis 96,42, yang benar 94,62."
    article = parse(pasted(line))
    assert line in article.paragraphs
    assert article.notes == (f"correction: {line}",)
