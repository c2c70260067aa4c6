"""Tables flattened to lines, nicknames and slips in lists, forms explained in words."""

from __future__ import annotations

import pytest

from extractor.pipeline import Extractor
from tests.conftest import make_article

SAKIP = (
    "Pemkab Bulukumba mengumumkan hasil evaluasi SAKIP 2023.\nTabelnya memuat nilai dan predikat:\n"
)

# text, (recipient, award, score, previous score)
CASES: list[tuple[str, list[tuple[str, str, str | None, str | None]]]] = [
    (
        SAKIP + "No | Perangkat Daerah | 2022 | 2023 | Predikat\n"
        "1 | Inspektorat Daerah | 78,20 | 81,15 | A\n2 | Dinas Kesehatan | 71,04 | 75,30 | BB",
        [
            ("Inspektorat Daerah", "sakip", "81.15", "78.20"),
            ("Dinas Kesehatan", "sakip", "75.30", "71.04"),
        ],
    ),
    (
        (
            "Indeks Reformasi Birokrasi dan Indeks Tata Kelola Pengadaan 2024 diumumkan.\n"
            "Kota | Indeks Reformasi Birokrasi | Indeks Tata Kelola Pengadaan\n"
            "Payakumbuh | 80,33 (A-) | –\nKota Solok | – | 76,89 (Baik)"
        ),
        [
            ("Pemerintah Kota Payakumbuh", "reformasi-birokrasi", "80.33", None),
            ("Pemerintah Kota Solok", "pengadaan", "76.89", None),
        ],
    ),
    (
        (
            "Nilai MCP KPK 2023: Kabupaten Lombok Tengah 91,2, Lombok Tmur 90,1, Lombok Utara 88,1 "
            "dan Kota Mataram 82,2."
        ),
        [
            ("Pemerintah Kabupaten Lombok Tengah", "mcp", "91.2", None),
            ("Pemerintah Kabupaten Lombok Timur", "mcp", "90.1", None),
            ("Pemerintah Kabupaten Lombok Utara", "mcp", "88.1", None),
            ("Pemerintah Kota Mataram", "mcp", "82.2", None),
        ],
    ),
    (
        "Opini WTP atas LKPD 2022 diraih Kabupaten Tapin, Tala, dan Kota Banjarbaru.",
        [
            ("Pemerintah Kabupaten Tapin", "wtp", None, None),
            ("Pemerintah Kabupaten Tanah Laut", "wtp", None, None),
            ("Pemerintah Kota Banjarbaru", "wtp", None, None),
        ],
    ),
    (
        (
            "Ombudsman RI mengumumkan hasil Penilaian Kepatuhan 2024. Dikpora meraih nilai 71,30.\n"
            "Dikpora sendiri kependekan dari Dinas Pendidikan, Kepemudaan, dan Olahraga."
        ),
        [("Dinas Pendidikan, Kepemudaan, dan Olahraga", "ombudsman-kepatuhan", "71.30", None)],
    ),
    (
        (
            "Ombudsman RI mengumumkan hasil Penilaian Kepatuhan 2024 di Medan. RSUD dr. Pirngadi "
            "Medan meraih nilai 91,77, Dinas Penanaman Modal, PTSP dan Tenaga Kerja 90,10."
        ),
        [
            ("RSUD dr. Pirngadi", "ombudsman-kepatuhan", "91.77", None),
            (
                "Dinas Penanaman Modal, PTSP dan Tenaga Kerja",
                "ombudsman-kepatuhan",
                "90.10",
                None,
            ),
        ],
    ),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(("text", "expected"), CASES, ids=range(len(CASES)))
def test_rows_and_names(
    extractor: Extractor, text: str, expected: list[tuple[str, str, str | None, str | None]]
) -> None:
    found = [
        (
            record.recipient.name,
            record.award.code,
            record.score.value if record.score else None,
            record.score.previous if record.score else None,
        )
        for record in extractor.extract(make_article(text))
    ]
    assert found == expected
