"""Ways the press words lists, their labels and the places of an event, and what each must give."""

from __future__ import annotations

import pytest

from tests.matching import records

BATANG, KENDAL, TEGAL = (
    "Pemerintah Kabupaten Batang",
    "Pemerintah Kabupaten Kendal",
    "Pemerintah Kota Tegal",
)


@pytest.mark.parametrize(
    ("paragraphs", "labels"),
    [
        (
            (
                (
                    "Ombudsman RI menyerahkan hasil penilaian kepatuhan pelayanan publik tahun"
                    " 2024."
                    " Yang hijau hanya dua, yaitu Pemkab Batang 82,57 dan Pemkot Tegal 80,01."
                ),
            ),
            {BATANG: {"Zona Hijau"}, TEGAL: {"Zona Hijau"}},
        ),
        (
            (
                (
                    "Opini dari BPK dibagikan, Senin (3/2/2025), dengan opini WTP bagi semua."
                    " Pemkab"
                    " Batang, Pemkab Kendal dan Pemkot Tegal baru tiga kali beruntun."
                ),
            ),
            {BATANG: {"WTP"}, KENDAL: {"WTP"}, TEGAL: {"WTP"}},
        ),  # a streak of an opinion is one of WTP
        (
            (
                (
                    "Komisi Informasi Jawa Tengah mengumumkan hasil monitoring keterbukaan"
                    " informasi"
                    " publik 2024. Kualifikasi Cukup Informatif diberikan kepada Kabupaten Batang"
                    " (74,20), Kurang Informatif Kabupaten Kendal (52,30)."
                ),
            ),
            {BATANG: {"Cukup Informatif"}, KENDAL: {"Kurang Informatif"}},
        ),  # each label before its own
        (
            (
                (
                    "Tiga daerah berkualifikasi Informatif dalam Anugerah Keterbukaan Informasi"
                    " Publik"
                    " 2025 yang digelar Komisi Informasi Jawa Tengah di Balai Kota, Senin"
                    " (8/12/2025)."
                ),
                "Berikut nilai ketiga daerah tersebut:",
                "1. Kabupaten Batang, 97,6",
                "2. Kabupaten Kendal, 95,85",
                "3. Kota Tegal, 94,1",
            ),
            {BATANG: {"Informatif"}, KENDAL: {"Informatif"}, TEGAL: {"Informatif"}},
        ),  # the list points back to the class
        (
            ("Piala Adipura 2024 akan diarak keliling, sebab Kabupaten Batang meraihnya di KLHK.",),
            {BATANG: {"Piala Adipura"}},
        ),
        (
            (
                (
                    "Survei Penilaian Integritas (SPI) 2025 dirilis KPK. Pemkab Batang belum keluar"
                    " dari kategori rentan dengan skor 71,80."
                ),
            ),
            {BATANG: {"Rentan"}},
        ),
        (
            (
                (
                    "Kementerian Perhubungan memberikan Wahana Tata Nugraha 2024. Pemkot Tegal"
                    " disebut"
                    " yang terbaik dalam kategori kota sedang, kelas yang juga dihuni Salatiga dan"
                    " Magelang."
                ),
            ),
            {TEGAL: {"Kota Sedang"}},
        ),  # others of the class have won nothing
        (
            (
                (
                    "Kementerian Kesehatan menyerahkan penghargaan Kabupaten/Kota Sehat 2025 di"
                    " Hotel"
                    " Sahid, Surakarta, Jumat (28/11/2025). Tuan rumah masuk kategori Padapa."
                ),
            ),
            {"Pemerintah Kota Surakarta": {"Padapa"}},
        ),
    ],
)
def test_labels_told_of_a_list(paragraphs: tuple[str, ...], labels: dict[str, set[str]]) -> None:
    told = records(*paragraphs)
    assert {name: set(record.predicates) for name, record in told.items()} == labels


def test_figures_in_brackets_are_earlier_ones_where_the_list_says_so() -> None:
    told = records(
        "KPK merilis capaian MCP tahun 2024.",
        "Berikut daftarnya, dengan angka 2023 di dalam kurung:",
        "- Kabupaten Batang: 70 persen (68)",
        "- Kabupaten Kendal: 58 persen (60)",
    )
    scores = {name: record.score for name, record in told.items()}
    assert {n: (str(s.value), str(s.previous)) for n, s in scores.items() if s} == {
        BATANG: ("70", "68"), KENDAL: ("58", "60"),
    }  # fmt: skip


def test_labels_behind_zipped_figures_are_each_ones_own() -> None:
    told = records(
        "Kementerian PANRB merilis hasil PEKPPP 2024. RSUD Kardinah dan Dinas Sosial Kota Tegal"
        " masing-masing memperoleh indeks 4,56 kategori A dan 4,05 kategori A-."
    )
    assert [record.predicates for record in told.values()] == [("A",), ("A-",)]


def test_a_school_keeps_its_number_and_the_part_of_the_city() -> None:
    told = records(
        "BONTANG - Penghargaan Adiwiyata Nasional 2024 diterima SDN 104246 Jati Baru dan"
        " SDN 5 Bontang Barat."
    )
    assert list(told) == [
        "SDN 104246 Jati Baru / Kota Bontang",
        "SDN 5 Bontang Barat / Kota Bontang",
    ]


def test_whoever_holds_the_contest_gives_though_its_level_is_named() -> None:
    told = records(
        "Anugerah Keterbukaan Informasi Publik Tingkat Provinsi Jawa Tengah 2025 yang digelar"
        " Komisi Informasi Jawa Tengah dimenangi Kabupaten Batang dengan nilai 97,6."
    )
    assert told[BATANG].award.granting_body == "Komisi Informasi Provinsi Jawa Tengah"
