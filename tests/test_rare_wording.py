"""Ways the press words rarer awards, and what each must give."""

from __future__ import annotations

import pytest

from tests.matching import examine, records

BATANG, KENDAL, TEGAL = (
    "Pemerintah Kabupaten Batang",
    "Pemerintah Kabupaten Kendal",
    "Pemerintah Kota Tegal",
)


def test_the_awards_own_name_is_no_label() -> None:
    told = records(
        "Kementerian HAM menyerahkan penghargaan Kabupaten/Kota Peduli HAM 2024."
        " Pemkab Batang menyandang predikat Peduli HAM dengan nilai 91,25, Pemkot Tegal 70,50"
        " dengan predikat Cukup Peduli HAM."
    )
    assert {name: record.predicates for name, record in told.items()} == {
        BATANG: (), TEGAL: ("Cukup Peduli HAM",),
    }  # fmt: skip


def test_a_place_behind_the_figure_is_the_figures_owners() -> None:
    told = records(
        "Piagam Kabupaten/Kota Peduli HAM 2024 diserahkan Kementerian HAM. Nilai dibuka tiga:"
        " Kota Tegal 98,20 sebagai yang tertinggi se-Jateng, Kabupaten Batang 97,65 dan"
        " Kabupaten Kendal 96,9."
    )
    ranks = {name: record.rank.position if record.rank else None for name, record in told.items()}
    assert ranks == {TEGAL: 1, BATANG: None, KENDAL: None}


def test_places_of_two_categories_make_records_of_their_own() -> None:
    told = examine(
        "SEMARANG - Anugerah Ekonomi Syariah Daerah 2024 diserahkan KNEKS kepada para pemenang.",
        "Pada kategori Keuangan Syariah, juara 1 menjadi milik Kabupaten Batang.",
        "Kategori Industri Halal pun begitu. Kabupaten Batang juara 1, diikuti Kota Tegal sebagai"
        " juara 2.",
    )
    ranks = [(r.recipient.name, r.rank.position) for r in told.records if r.rank is not None]
    assert ranks == [(BATANG, 1), (BATANG, 1), (TEGAL, 2)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            (
                "Bagian Hukum Pemkab Batang ditetapkan Kanwil Kemenkumham Jawa Tengah sebagai"
                " pengelola JDIH terbaik II tingkat Jawa Tengah tahun 2023."
            ),
            ["Bagian Hukum"],
        ),  # who stands inside the verb gives
        (
            (
                "Kementerian PANRB merilis hasil PEKPPP 2024. Dinas Sosial Kabupaten Batang 4,05."
                " Rata-rata kabupaten/kota, merujuk paparan Biro Organisasi Jawa Tengah, 3,92."
            ),
            ["Dinas Sosial"],
        ),  # who is cited has no figure
        (
            (
                "Penghargaan Kovablik 2024 dari Pemprov Jawa Tengah diserahkan, Senin (2/12/2024)."
                " Piagam Top 45 diterima RSUD Kardinah. Kabupaten Batang diwakili Dinas Kesehatan"
                " bersama Desa Tulis."
            ),
            ["RSUD Kardinah", "Dinas Kesehatan", "Desa Tulis"],
        ),
    ],
)
def test_who_has_the_result(text: str, names: list[str]) -> None:
    assert [name.split(" / ")[0] for name in records(text)] == names


def test_a_sentence_turns_to_the_one_with_whom_it_ends() -> None:
    told = records(
        "KENDAL - RSUD Soewondo lulus akreditasi dengan predikat Paripurna dari KARS.",
        "Di luar kesehatan ada Perumda Tirto Panguripan. Pada penilaian kinerja BUMD air minum"
        " 2023, Kementerian PUPR memberinya nilai 3,05 dan menggolongkannya sehat. Setahun"
        " sebelumnya nilai perusahaan itu 2,74.",
    )
    water = told["Perumda Tirto Panguripan / Kabupaten Kendal"]
    assert water.predicates == ("Sehat",)
    assert water.score is not None
    assert (str(water.score.value), str(water.score.previous)) == ("3.05", "2.74")


def test_a_new_award_of_no_one_named_is_the_articles_own_governments() -> None:
    told = records(
        "KENDAL - Pemkab Kendal menerima Anugerah Meritokrasi 2023 dari KASN, kategori baik.",
        "Hanya satu lagi yang naik panggung, yakni Kota Tegal.",
        "Capaian MCP dari KPK untuk tahun 2023 bertengger di 86,4 persen, padahal setahun"
        " sebelumnya cuma 71 persen.",
        title="Rapor Kabupaten Kendal",
    )
    score = told[KENDAL].score
    assert score is not None
    assert (str(score.value), str(score.previous)) == ("86.4", "71")


def test_an_official_means_his_own_region_till_his_words_end() -> None:
    told = records(
        "SEMARANG - BPS merilis Evaluasi Penyelenggaraan Statistik Sektoral (EPSS) 2024: Jawa"
        " Tengah 2,90, Bengkulu dan Sumatera Barat sama-sama mengumpulkan 2,87.",
        "“Tahun 2022 kita tidak ikut. Tahun 2023 ikut, dapatnya 1,76,” ujar Kepala Dinas Kominfo"
        " Jawa Tengah Budi Santoso.",
    )
    earlier = {n: r.score.previous for n, r in told.items() if r.score and r.score.previous}
    assert {n: str(value) for n, value in earlier.items()} == {
        "Pemerintah Provinsi Jawa Tengah": "1.76",
    }  # fmt: skip


def test_the_level_that_was_left_is_no_label() -> None:
    told = records(
        "IETPD semester II 2024 dibacakan Bank Indonesia. Kabupaten Batang pindah dari level Maju"
        " ke level Digital dengan 82,7 persen."
    )
    assert told[BATANG].predicates == ("Digital",)
    assert told[BATANG].award.granting_body == "Bank Indonesia"


def test_an_award_named_only_behind_is_the_one_handed_over() -> None:
    told = examine(
        "BATANG - Hasil SPIP terintegrasi 2024 dari BPKP untuk Pemkab Batang 3,021.",
        "Di luar itu, BKKBN menyerahkan piagam kepada Desa Tulis. Desa tersebut menjadi juara I"
        " Kampung Keluarga Berkualitas tingkat Provinsi Jawa Tengah tahun 2024.",
    )
    village = [r.award for r in told.records if r.recipient.name == "Desa Tulis"]
    assert [(award.code, award.granting_body) for award in village] == [("keluarga", "BKKBN")]


def test_offices_named_after_a_region_give_its_kind() -> None:
    told = records(
        "Kementerian PANRB menyerahkan predikat WBK 2023 kepada Kantah Batang dan Kankemenag"
        " Kendal serta Balai Wilayah Sungai Pemali Juana."
    )
    assert list(told) == [
        "Kantor Pertanahan Kabupaten Batang",
        "Kantor Kementerian Agama Kabupaten Kendal",
        "Balai Wilayah Sungai Pemali Juana",
    ]


def test_labels_behind_a_verb_of_classing_are_told() -> None:
    told = records(
        "BPS merilis EPSS 2024. Kabupaten Batang serta Kota Tegal masing-masing hanya 1,62 dan"
        " 1,48, sehingga digolongkan kurang."
    )
    assert {name: record.predicates for name, record in told.items()} == {
        BATANG: ("Kurang",), TEGAL: ("Kurang",),
    }  # fmt: skip


def test_an_award_in_another_clause_governs_no_label_before_it() -> None:
    told = records(
        "Swasti Saba 2025 dan STBM Award 2025 diserahkan Kementerian Kesehatan.",
        "Kejutan datang dari STBM Award. Dua nama, Kabupaten Batang dan Kabupaten Kendal,"
        " memperoleh Pratama, padahal keduanya absen dalam daftar kota sehat.",
    )
    assert {name: record.award.code for name, record in told.items()} == {
        BATANG: "stbm-odf", KENDAL: "stbm-odf",
    }  # fmt: skip


def test_a_number_of_thousands_that_nothing_announces_is_no_score() -> None:
    told = records(
        "BATANG - IETPD Kabupaten Batang 2024 dari Bank Indonesia sudah di level Digital.",
        "Pedagang pengguna QRIS tercatat 12.760.",
    )
    assert {name: r.score for name, r in told.items()} == {BATANG: None}


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("ia memperoleh penghargaan sebagai pembina daerah peduli HAM", {BATANG, KENDAL}),
        ("ia menjadi pembina daerah peduli HAM", {KENDAL}),
    ],
)
def test_a_weak_name_needs_a_prize_behind_the_verb(told: str, names: set[str]) -> None:
    found = records(
        "Piagam Kabupaten/Kota Peduli HAM 2024 dari Kementerian HAM diterima Pemkab Kendal.",
        f"Pemerintah Kabupaten Batang pun hadir. Karena sebagian desanya lolos, {told}.",
    )
    assert set(found) == names
