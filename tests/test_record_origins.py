"""Who says a figure, when and by whom an award was given, and of which year it is."""

from __future__ import annotations

import pytest

from tests.conftest import make_article
from tests.matching import examine, extractor

OMBUDSMAN = "Ombudsman RI merilis hasil Penilaian Kepatuhan Penyelenggaraan Pelayanan Publik 2024."
FADLI = "Fadli Afriadi"
HEAD = f"Kepala Ombudsman RI Perwakilan Jawa Barat {FADLI}"


@pytest.mark.parametrize(
    ("paragraphs", "speaker"),
    [
        ((f"Menurut {HEAD}, Kota Bogor meraih nilai 91,20.",), FADLI),
        ((f"Kota Bogor, kata {FADLI}, meraih nilai 91,20.",), FADLI),
        ((f"Diungkapkan {HEAD}, Kota Bogor meraih nilai 91,20.",), FADLI),  # in the passive
        ((f"{HEAD} membuka hasil itu.", "Kota Bogor, menurut dia, meraih 91,20."), FADLI),
        ((f"{HEAD} membuka hasil itu.", "“Kota Bogor meraih 91,20,” kata kepala itu."), FADLI),
        ((f"{HEAD} membuka hasil itu.", "BPK mencatat Kota Bogor meraih 91,20."), None),
        ((f"{HEAD} membuka hasil itu.", "Fadli lalu menyebut Kota Bogor meraih 91,20."), FADLI),
        ((f"“Kota Bogor meraih 91,20. Ini bagus,” kata {HEAD}.",), FADLI),  # inside the quotation
        ((f"Kota Bogor meraih nilai 91,20. “Kami lega,” kata {HEAD}.",), None),  # before it
        ((f"Kota Bogor meraih nilai 91,20. {HEAD} menyebut itu kerja bersama.",), None),
        (
            (
                (
                    "Kepala Satgas Koordinasi dan Supervisi Wilayah III KPK, Rini Sari, mengatakan"
                    " Kota Bogor meraih nilai 91,20."
                ),
            ),
            "Rini Sari",
        ),  # an office of several words
    ],
)
def test_speakers(paragraphs: tuple[str, ...], speaker: str | None) -> None:
    first, *rest = paragraphs
    (record,) = examine(f"{OMBUDSMAN} {first}", *rest).records
    assert (record.speaker.name if record.speaker else None) == speaker


CHILD = "Pemkot Bogor menerima penghargaan Kota Layak Anak (KLA) 2024 kategori Nindya"


@pytest.mark.parametrize(
    ("paragraphs", "day"),
    [
        ((f"{CHILD}, Selasa kemarin.",), "2025-02-04"),  # told from the publication, a Wednesday
        ((f"{CHILD} pada Senin lalu.",), "2025-02-03"),
        ((f"{CHILD}.", "“Ini kerja semua,” kata Wali Kota Bogor Rini Sari, Selasa (4/2)."), None),
        ((f"{CHILD}. Surat keputusan bertanggal 20 Januari 2025 memuat namanya.",), None),
        (
            (
                (
                    "Pemkot Bogor meraih Adipura 2024. Piala dikirab keliling kota, Rabu"
                    " (5/2), setelah"
                    " diserahkan di Jakarta, Senin (3/2)."
                ),
            ),
            "2025-02-03",
        ),  # the day beside the verb of handing over
        (
            (
                "Pemkot Bogor menerima Swasti Saba Wistara 2024, Selasa (4/2).",
                (
                    "Pada acara yang sama dibagikan STBM Award 2024. Pemkot Bogor meraih kategori"
                    " Madya."
                ),
            ),
            "2025-02-04",
        ),  # two awards of one event
    ],
)
def test_days_of_awards(paragraphs: tuple[str, ...], day: str | None) -> None:
    article = make_article("\n".join(paragraphs), published="2025-02-05T10:00:00+07:00")
    found = extractor().examine(article).records
    assert {record.event_date for record in found} == {day}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (
            (
                "Kota Bogor meraih Terbaik I JDIH Award 2024 yang diberikan Pemerintah"
                " Provinsi Jawa"
                " Barat."
            ),
            "Pemerintah Provinsi Jawa Barat",
        ),  # the government above it, though the award has a body of its own
        (
            (
                "Pemprov Jawa Barat mengumumkan hasil penilaian kinerja aksi konvergensi"
                " stunting 2024."
                " Kota Bogor peringkat 1 dengan nilai 95,20."
            ),
            "Pemerintah Provinsi Jawa Barat",
        ),  # whoever announces it
        (
            (
                "Dinas Sosial Kota Bogor meraih nilai 75,20 dalam evaluasi SAKIP internal"
                " 2024. SAKIP"
                " kota sendiri dinilai Kementerian PANRB."
            ),
            "Pemerintah Kota Bogor",
        ),  # units are assessed inside
        (
            (
                "Menteri Dalam Negeri Tito Karnavian menyerahkan Paritrana Award 2024 kepada"
                " Kota Bogor"
                " yang meraih peringkat pertama."
            ),
            "BPJS Ketenagakerjaan dan Kemenko PMK",
        ),  # a minister only hands over
        (
            (
                "Puskesmas Merdeka dinyatakan lulus akreditasi paripurna. BPJS Kesehatan"
                " mensyaratkannya."
            ),
            "Kementerian Kesehatan",
        ),  # the body of its kind, not any that is named
        (
            (
                "Kota Bogor meraih Swasti Saba Wistara 2024 yang dikeluarkan Kementerian"
                " Kesehatan dan"
                " Kementerian Dalam Negeri."
            ),
            "Kementerian Kesehatan dan Kementerian Dalam Negeri",
        ),  # two together
        (
            (
                "Kota Bogor meraih predikat BB dengan nilai 71,20 dalam SAKIP 2024. Pemprov"
                " Jawa Barat"
                " memberikan selamat atas penghargaan itu."
            ),
            "Kementerian PANRB",
        ),  # what it gives is no award
    ],
)
def test_granting_bodies(text: str, body: str) -> None:
    (record,) = examine(text).records
    assert record.award.granting_body == body


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "Puskesmas Merdeka lulus akreditasi paripurna. Pada akreditasi 2017 lalu masih dasar.",
            None,
        ),
        ("Kota Bogor meraih nilai SAKIP 71,20. Tahun 2024 SAKIP harus 75.", None),  # to be reached
        ("Kota Bogor meraih nilai 71,20 pada evaluasi SAKIP tahun 2024.", 2024),
    ],
)
def test_years_of_awards(text: str, year: int | None) -> None:
    (record,) = examine(text).records
    assert record.award.year == year
