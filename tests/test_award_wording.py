"""Ways the press says who takes an award, who does not, and whose name a region ends."""

from __future__ import annotations

import pytest

from tests.matching import records

BATANG = "Pemerintah Kabupaten Batang"
_LEAD = "BATANG - Kabar baik datang lagi. "
_CONTEST = (
    "BATANG - Pemerintah Kabupaten Batang menyerahkan penghargaan Lomba Pelayanan Publik Terbaik"
    " Tahun 2024, Senin (3/2/2025). {name} meraih juara I dengan nilai 91,25."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "UHC Award 2024 tersebut diterima langsung oleh Bupati Batang Lani Dwi Rejeki.",
        "Piagam dan piala UHC Award 2024 diterima Wakil Bupati Batang Suyono.",
        "Kabupaten Batang masuk dalam daftar penerima UHC Award 2024.",
        "Nama Kabupaten Batang masuk daftar daerah penerima UHC Award 2024.",
        "Komitmen Pemkab Batang dalam menjamin kesehatan warganya berbuah UHC Award 2024.",
        "Kabupaten Batang patut berbangga. UHC Award 2024 berhasil diraih.",
        "Kado istimewa bagi Kabupaten Batang, yaitu UHC Award 2024.",
        "Satu lagi penghargaan untuk Kabupaten Batang: UHC Award 2024.",
        "Penghargaan UHC Award 2024 untuk Kabupaten Batang diterima Kepala Dinas Kesehatan.",
        "Raih UHC Award 2024, Bupati Batang ucapkan terima kasih kepada seluruh warga.",
        "Capaian kepesertaan JKN mengantarkan Kabupaten Batang ke panggung UHC Award 2024.",
        "Capaian itu menjadikan Kabupaten Batang sebagai penerima UHC Award 2024.",
        "Lani Dwi Rejeki, Bupati Batang, mengaku bangga atas diraihnya UHC Award 2024.",
        "Bupati mengapresiasi jajarannya atas diterimanya UHC Award 2024 oleh Pemkab Batang.",
        "BPJS Kesehatan mengumumkan Pemkab Batang sebagai penerima UHC Award 2024.",
    ],
)
def test_an_award_is_taken(sentence: str) -> None:
    told = records(_LEAD + sentence)
    assert {name: record.award.code for name, record in told.items()} == {BATANG: "uhc"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Kabupaten Batang menjadi tuan rumah UHC Award 2024.",
        "Rombongan pembawa piala UHC Award 2024 singgah di Kabupaten Batang menuju Kendal.",
        "Wali Kota Tegal hadir dalam malam penganugerahan UHC Award 2024 di Jakarta.",
        "BPS menjadikan Kabupaten Batang percontohan, kata panitia penghargaan Satu Data 2024.",
        "Penghargaan untuk Kabupaten Batang pada UHC Award 2024 baru akan diputuskan Desember.",
        "DPRD Kabupaten Batang meminta Pemkab Batang mempertahankan opini WTP.",
        "Bupati Batang mengajak warga mendukung Kabupaten Batang meraih Adipura 2024.",
        "Menpan RB meminta Pemkab Batang menaikkan nilai SAKIP-nya menjadi 75,00.",
        "Bupati Batang Lani Dwi Rejeki meraih penghargaan Kepala Daerah Inovatif 2024.",
    ],
)
def test_nothing_is_taken(sentence: str) -> None:
    assert records(_LEAD + sentence) == {}


@pytest.mark.parametrize(
    ("name", "recipients"),
    [
        ("PGRI Batang", []),
        ("Karang Taruna Batang", []),
        ("Forum Anak Batang", []),
        ("Mahasiswa Batang", []),
        ("Dispora Kabupaten Batang", ["Dinas Kepemudaan dan Olahraga / Kabupaten Batang"]),
        ("Desa Kedung Segog Kecamatan Tulis", ["Desa Kedung Segog / Kabupaten Batang"]),
        ("SDN 1 Tulis Kecamatan Tulis", ["SDN 1 Tulis / Kabupaten Batang"]),
        ("RSUD Kota Semarang", ["RSUD Kota Semarang"]),
        ("Satlantas Polres Batang", ["Satlantas Polres Batang"]),
        ("Bank Jateng", ["Bank Jateng / Provinsi Jawa Tengah"]),
    ],
)
def test_a_region_ends_a_longer_name(name: str, recipients: list[str]) -> None:
    assert list(records(_CONTEST.format(name=name))) == recipients


def test_those_to_whom_a_government_hands_results_are_not_that_government() -> None:
    told = records(
        "Ombudsman RI menyerahkan hasil penilaian kepatuhan pelayanan publik 2024 kepada perangkat"
        " daerah Kabupaten Batang. Dinas Sosial unggul dengan 85,02, mengalahkan Dinas Kesehatan"
        " (84,10)."
    )
    scores = {name.split(" / ")[0]: r.score and r.score.value for name, r in told.items()}
    assert scores == {"Dinas Sosial": "85.02", "Dinas Kesehatan": "84.10"}


def test_a_value_stands_in_the_line_under_its_recipient() -> None:
    told = records(
        "Ombudsman RI mengumumkan nilai kepatuhan pelayanan publik 2024. Berikut daftarnya:",
        "1. Kabupaten Batang",
        "Nilai: 85,02",
        "2. Kota Tegal",
        "Nilai: 83,55",
    )
    scores = {name: record.score and record.score.value for name, record in told.items()}
    assert scores == {BATANG: "85.02", "Pemerintah Kota Tegal": "83.55"}


def test_an_award_told_once_is_not_earlier_than_itself() -> None:
    told = records(
        "SEMARANG - BPK memberi opini WTP kepada Pemkab Batang, Senin (3/2/2025).",
        "Oktober tahun lalu, Rabu (9/10/2024), pemkab membawa pulang Anugerah Parahita Ekapraya"
        " 2023 kategori Utama dari Kementerian PPPA.",
    )
    assert list(told) == [BATANG]
    ape = told[BATANG]
    assert (ape.award.code, ape.award.year, ape.predicates) == ("ape", 2023, ("Utama",))
    assert ape.event_date == "2024-10-09"


def test_a_label_is_tied_to_the_award_behind_it() -> None:
    told = records(
        "TEGAL - Hasil evaluasi SAKIP dan reformasi birokrasi (RB) 2024 diumumkan Kementerian"
        " PANRB. Pemkot Tegal meraih CC pada RB dan Pemkab Batang: B buat SAKIP."
    )
    assert {name: (r.award.code, r.predicates) for name, r in told.items()} == {
        "Pemerintah Kota Tegal": ("reformasi-birokrasi", ("CC",)),
        BATANG: ("sakip", ("B",)),
    }
