"""Articles in which only words hand an award over: who receives, and who does not."""

from __future__ import annotations

import pytest

from extractor.pipeline import Extractor
from tests.conftest import make_article

# title, paragraphs, recipients
CASES: list[tuple[str, list[str], set[str]]] = [
    (
        "Kuningan Bawa Pulang Swasti Saba",
        [
            ("CIREBON – Kabupaten Kuningan dan Kota Cirebon tidak pulang dengan tangan hampa dari "
            "malam anugerah Swasti Saba di Jakarta, Selasa (28/11/2023)."),
            ("Kuningan tidak sendirian. Dari Jawa Barat, piala serupa juga dibawa pulang "
            "Majalengka, Indramayu, Subang, dan Garut."),
        ],
        {
            "Pemerintah Kabupaten Kuningan", "Pemerintah Kota Cirebon",
            "Pemerintah Kabupaten Majalengka", "Pemerintah Kabupaten Indramayu",
            "Pemerintah Kabupaten Subang", "Pemerintah Kabupaten Garut",
        },
    ),
    (
        "UHC Award",
        [
            ("PALEMBANG – Penghargaan UHC Award 2023 diterima Gubernur Sumsel Herman Deru di "
            "Jakarta, Selasa (14/3/2023)."),
            ("Bukan hanya Pemprov Sumsel, sejumlah kabupaten/kota juga kebagian. Ada Kota "
            "Palembang, Kabupaten Musi Banyuasin, dan Muara Enim."),
        ],
        {
            "Pemerintah Provinsi Sumatera Selatan", "Pemerintah Kota Palembang",
            "Pemerintah Kabupaten Musi Banyuasin", "Pemerintah Kabupaten Muara Enim",
        },
    ),
    (
        "Penerima Penghargaan HAM di Riau",
        [
            ("PEKANBARU – Kementerian Hukum dan HAM memberikan penghargaan Kabupaten/Kota Peduli "
            "HAM kepada daerah di Riau, Minggu (10/12/2023). Yang menerima, Siak, Kampar, dan "
            "Kota Dumai. Yang belum: Kuantan Singingi dan Kepulauan Meranti."),
        ],
        {
            "Pemerintah Kabupaten Siak", "Pemerintah Kabupaten Kampar", "Pemerintah Kota Dumai",
        },
    ),
    (
        "Sekolah Adiwiyata",
        [
            ("BLITAR – Dua sekolah di Kabupaten Blitar menerima penghargaan Adiwiyata Nasional "
            "dari KLHK, Rabu (4/10/2023)."),
            "Mereka adalah SMPN 1 Wlingi dan SDN Babadan 01.",
            "Sebelumnya SMAN 1 Talun sudah lebih dulu menjadi Adiwiyata Mandiri.",
        ],
        {"SMPN 1 Wlingi", "SDN Babadan 01"},
    ),
    (
        "Enam Sertifikat Frambusia",
        [
            ("KENDARI – Kementerian Kesehatan membagikan sertifikat bebas frambusia, Kamis "
            "(30/1/2025). Konawe lebih dulu naik ke panggung. Kota Kendari tak ketinggalan."),
        ],
        {"Pemerintah Kabupaten Konawe", "Pemerintah Kota Kendari"},
    ),
    (
        "Lomba Inovasi Daerah Lampung Selatan",
        [
            ("KALIANDA – Bupati Lampung Selatan Nanang Ermanto menyerahkan trofi Lomba Inovasi "
            "Daerah Kabupaten Lampung Selatan Tahun 2021, Kamis (18/11/2021)."),
            ("Dinas Kesehatan keluar sebagai Juara I. Di belakangnya menyusul Disdukcapil sebagai "
            "Juara II."),
        ],
        {"Dinas Kesehatan", "Dinas Kependudukan dan Pencatatan Sipil"},
    ),
    (
        "Opini WTP di Lampung",
        [
            ("BANDAR LAMPUNG – BPK Perwakilan Lampung mencatat keempatnya menerima opini WTP, "
            "Jumat (29/6/2018)."),
            "Siapa saja?",
            "Kota Bandar Lampung, Kabupaten Lampung Barat, Kabupaten Way Kanan, dan Kota Metro.",
        ],
        {
            "Pemerintah Kota Bandar Lampung", "Pemerintah Kabupaten Lampung Barat",
            "Pemerintah Kabupaten Way Kanan", "Pemerintah Kota Metro",
        },
    ),
    (
        "Bhumandala Award",
        [
            ("MAGELANG – Badan Informasi Geospasial menyerahkan Bhumandala Award 2023, Senin "
            "(6/11/2023). Penerimanya tiga provinsi dan dua kota, sebagai berikut."),
            "Pemerintah provinsi: Jawa Timur, Jawa Barat, Kalimantan Selatan.",
            "Pemerintah kota: Tangerang, Batu.",
        ],
        {
            "Pemerintah Provinsi Jawa Timur", "Pemerintah Provinsi Jawa Barat",
            "Pemerintah Provinsi Kalimantan Selatan", "Pemerintah Kota Tangerang",
            "Pemerintah Kota Batu",
        },
    ),
    (
        "Kalsel Bawa Pulang Adipura",
        [
            ("BANJARBARU – Kalimantan Selatan membawa pulang tiga piala Adipura 2023, Selasa "
            "(5/3/2024). Piala Adipura diraih Tabalong, Balangan dan Kota Banjarbaru."),
        ],
        {
            "Pemerintah Kabupaten Tabalong", "Pemerintah Kabupaten Balangan",
            "Pemerintah Kota Banjarbaru",
        },
    ),
    # nobody
    (
        "Jelang Penilaian Ombudsman",
        [
            ("KOLAKA – Kabag Organisasi memasang target tinggi pada penilaian kepatuhan Ombudsman "
            "RI. Disdukcapil harus bisa 92,50, DPMPTSP 90."),
            "Apabila Dinas Sosial memperoleh 85, ia menjadi zona hijau.",
            "“Kalau Dinas Kesehatan sanggup 75,50, kabupaten pasti ikut terangkat,” katanya.",
        ],
        set(),
    ),
    (
        "Penilaian Mandiri SPIP Selesai",
        [
            "LASUSUA – Penilaian mandiri maturitas SPIP Terintegrasi belum dijamin mutunya.",
            "Isian Dinas Kesehatan 3,61, sedangkan BPKAD 3,55.",
        ],
        set(),
    ),
    (
        "Desa Wisata Terima Bantuan",
        [
            ("KARANGANYAR – Kementerian Pariwisata memberikan bantuan dana kepada lima desa wisata "
            "terpilih Anugerah Desa Wisata Indonesia (ADWI), Kamis (14/9/2023). Lima desa terpilih "
            "tersebut ialah Desa Wisata Sumberbulu, Desa Wisata Dieng Kulon, Desa Wisata "
            "Pandanrejo, Desa Wisata Karanganyar, dan Desa Wisata Cikakak, masing-masing "
            "mendapatkan dana sebesar Rp120 juta."),
        ],
        set(),
    ),
    (
        "Klasemen Akhir Piala Gubernur",
        [
            ("SOFIFI – Kota Tidore Kepulauan keluar sebagai juara I Piala Gubernur Maluku Utara "
            "2023 setelah menekuk Halmahera Selatan 3-1 di Stadion Gelora Kie Raha."),
        ],
        set(),
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(("title", "paragraphs", "expected"), CASES, ids=[c[0] for c in CASES])
def test_receivers(
    extractor: Extractor, title: str, paragraphs: list[str], expected: set[str]
) -> None:
    article = make_article("\n".join(paragraphs), title=title, published="2025-02-04")
    assert {record.recipient.name for record in extractor.extract(article)} == expected
