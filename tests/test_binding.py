"""Sentences -> what each recipient gets: score, labels, rank, previous score."""

from __future__ import annotations

import pytest

from extractor.pipeline import Extractor
from tests.conftest import make_article

OMBUDSMAN = "Ombudsman RI mengumumkan hasil Penilaian Kepatuhan 2024 di Kabupaten Serang. "
SAKIP = "Kementerian PANRB mengumumkan hasil evaluasi SAKIP 2024. "

# recipient, score as printed, labels, rank, previous score
Row = tuple[str, str | None, tuple[str, ...], int | None, str | None]

CASES: list[tuple[str, list[Row]]] = [
    # item by item
    (
        OMBUDSMAN + "Dinas Sosial meraih nilai 94,62.",
        [("Dinas Sosial", "94,62", (), None, None)],
    ),
    (
        OMBUDSMAN + "Dinas Sosial meraih nilai 94,62 dengan kategori zona hijau.",
        [("Dinas Sosial", "94,62", ("Zona Hijau",), None, None)],
    ),
    (
        OMBUDSMAN + "Dinas Sosial meraih nilai 94,62 dan Dinas Kesehatan meraih nilai 91,20.",
        [("Dinas Sosial", "94,62", (), None, None), ("Dinas Kesehatan", "91,20", (), None, None)],
    ),
    (
        OMBUDSMAN + "Dinas Sosial meraih zona hijau dan Dinas Kesehatan meraih zona kuning.",
        [
            ("Dinas Sosial", None, ("Zona Hijau",), None, None),
            ("Dinas Kesehatan", None, ("Zona Kuning",), None, None),
        ],
    ),
    (
        OMBUDSMAN + "Dinas Sosial meraih nilai 94,62.\nDinas Kesehatan: 91,20.",
        [("Dinas Sosial", "94,62", (), None, None), ("Dinas Kesehatan", "91,20", (), None, None)],
    ),
    (
        OMBUDSMAN + "Dinas Sosial masuk daftar penerima. Alhamdulillah 95,74.",
        [("Dinas Sosial", "95,74", (), None, None)],
    ),
    # zipped, and one value for all
    (
        OMBUDSMAN + "Dinas Sosial dan Dinas Kesehatan masing-masing meraih nilai 94,62 dan 91,20.",
        [("Dinas Sosial", "94,62", (), None, None), ("Dinas Kesehatan", "91,20", (), None, None)],
    ),
    (
        OMBUDSMAN + "Dinas Sosial, Dinas Kesehatan dan Dinas Pendidikan berturut-turut "
        "memperoleh nilai 94,62, 91,20 dan 88,75.",
        [
            ("Dinas Sosial", "94,62", (), None, None),
            ("Dinas Kesehatan", "91,20", (), None, None),
            ("Dinas Pendidikan", "88,75", (), None, None),
        ],
    ),
    (
        OMBUDSMAN + "Dinas Sosial dan Dinas Kesehatan masing-masing meraih nilai 94,62.",
        [("Dinas Sosial", "94,62", (), None, None), ("Dinas Kesehatan", "94,62", (), None, None)],
    ),
    (
        OMBUDSMAN + "Dinas Sosial dan Dinas Kesehatan meraih zona hijau.",
        [
            ("Dinas Sosial", None, ("Zona Hijau",), None, None),
            ("Dinas Kesehatan", None, ("Zona Hijau",), None, None),
        ],
    ),
    (
        OMBUDSMAN + "Dinas Sosial dan Dinas Kesehatan mendapat nilai 94,62, 91,20 dan 88,75.",
        [],
    ),
    # labels shared, before the names and behind them
    (
        OMBUDSMAN + "Dinas Sosial (94,62), Dinas Kesehatan (91,20), dan Dinas Pendidikan "
        "(88,75) masuk zona hijau.",
        [
            ("Dinas Sosial", "94,62", ("Zona Hijau",), None, None),
            ("Dinas Kesehatan", "91,20", ("Zona Hijau",), None, None),
            ("Dinas Pendidikan", "88,75", ("Zona Hijau",), None, None),
        ],
    ),
    (
        OMBUDSMAN + "Zona hijau diraih Dinas Sosial, Dinas Kesehatan dan Dinas Pendidikan.",
        [
            ("Dinas Sosial", None, ("Zona Hijau",), None, None),
            ("Dinas Kesehatan", None, ("Zona Hijau",), None, None),
            ("Dinas Pendidikan", None, ("Zona Hijau",), None, None),
        ],
    ),
    (
        OMBUDSMAN + "Di zona hijau Dinas Sosial (94,62), di zona kuning Dinas Kesehatan (71,20).",
        [
            ("Dinas Sosial", "94,62", ("Zona Hijau",), None, None),
            ("Dinas Kesehatan", "71,20", ("Zona Kuning",), None, None),
        ],
    ),
    (
        OMBUDSMAN + "Dinas Sosial menggenggam zona hijau, begitu pula Dinas Kesehatan.",
        [
            ("Dinas Sosial", None, ("Zona Hijau",), None, None),
            ("Dinas Kesehatan", None, ("Zona Hijau",), None, None),
        ],
    ),
    (
        OMBUDSMAN
        + "Dinas Sosial terbaik di zona hijau dengan nilai 94,62, disusul Dinas Kesehatan 91,20.",
        [
            ("Dinas Sosial", "94,62", ("Zona Hijau",), None, None),
            ("Dinas Kesehatan", "91,20", ("Zona Hijau",), None, None),
        ],
    ),
    # figures whose owner is on the right
    (
        OMBUDSMAN + "Nilai 94,62 diraih Dinas Sosial.",
        [("Dinas Sosial", "94,62", (), None, None)],
    ),
    (
        OMBUDSMAN
        + "Nilai 94,62 diraih Dinas Sosial, sedangkan nilai 91,20 diraih Dinas Kesehatan.",
        [("Dinas Sosial", "94,62", (), None, None), ("Dinas Kesehatan", "91,20", (), None, None)],
    ),
    # ranks and orders
    (
        OMBUDSMAN + "Peringkat pertama diraih Dinas Sosial dengan nilai 94,62, disusul "
        "Dinas Kesehatan 91,20 dan Dinas Pendidikan 88,75.",
        [
            ("Dinas Sosial", "94,62", (), 1, None),
            ("Dinas Kesehatan", "91,20", (), 2, None),
            ("Dinas Pendidikan", "88,75", (), 3, None),
        ],
    ),
    (
        OMBUDSMAN + "Dinas Sosial menempati peringkat kedua dengan nilai 94,62.",
        [("Dinas Sosial", "94,62", (), 2, None)],
    ),
    (
        OMBUDSMAN
        + "Peringkat pertama Dinas Sosial, kedua Dinas Kesehatan, dan ketiga Dinas Pendidikan.",
        [
            ("Dinas Sosial", None, (), 1, None),
            ("Dinas Kesehatan", None, (), 2, None),
            ("Dinas Pendidikan", None, (), 3, None),
        ],
    ),
    (
        OMBUDSMAN + "Berturut-turut dari peringkat kedua ada Dinas Sosial, Dinas "
        "Kesehatan, dan Dinas Pendidikan.",
        [
            ("Dinas Sosial", None, (), 2, None),
            ("Dinas Kesehatan", None, (), 3, None),
            ("Dinas Pendidikan", None, (), 4, None),
        ],
    ),
    (
        OMBUDSMAN + "Peringkat pertama hingga ketiga adalah Dinas Sosial, Dinas Kesehatan, "
        "dan Dinas Pendidikan.",
        [
            ("Dinas Sosial", None, (), 1, None),
            ("Dinas Kesehatan", None, (), 2, None),
            ("Dinas Pendidikan", None, (), 3, None),
        ],
    ),
    (
        OMBUDSMAN + "Dinas Sosial meraih zona hijau lima kali berturut-turut.",
        [("Dinas Sosial", None, ("Zona Hijau",), None, None)],
    ),
    # earlier values and differences
    (
        OMBUDSMAN + "Dinas Sosial meraih nilai 94,62, naik dari 83,14 pada tahun 2023.",
        [("Dinas Sosial", "94,62", (), None, "83.14")],
    ),
    (
        OMBUDSMAN + "Nilai Dinas Sosial naik dari 83,14 menjadi 94,62.",
        [("Dinas Sosial", "94,62", (), None, "83.14")],
    ),
    (
        OMBUDSMAN + "Dinas Sosial meraih nilai 94,62, naik 3,42 poin dibanding tahun lalu.",
        [("Dinas Sosial", "94,62", (), None, None)],
    ),
    (
        OMBUDSMAN + "Dinas Sosial meraih nilai 94,62, naik 11,48 poin ketimbang 83,14.",
        [("Dinas Sosial", "94,62", (), None, "83.14")],
    ),
    (
        OMBUDSMAN + "Dinas Sosial yang tahun lalu cuma 83,14, meraih nilai 94,62.",
        [("Dinas Sosial", "94,62", (), None, "83.14")],
    ),
    (
        OMBUDSMAN + "Dinas Sosial meraih nilai 94,62 (dari 83,14).",
        [("Dinas Sosial", "94,62", (), None, "83.14")],
    ),
    (
        OMBUDSMAN + "Pada 2022 Dinas Sosial mendapat nilai 71,20.",
        [],
    ),
    (
        OMBUDSMAN + "Dinas Sosial meraih nilai 94,62 dibanding tahun 2022 yang hanya 83,14.",
        [("Dinas Sosial", "94,62", (), None, "83.14")],
    ),
    (
        OMBUDSMAN + "Dinas Sosial naik dari zona kuning ke zona hijau.",
        [("Dinas Sosial", None, ("Zona Hijau",), None, None)],
    ),
    (
        SAKIP + "Pemerintah Kabupaten Serang meraih nilai 74,30 dengan predikat BB, "
        "naik dari predikat B.",
        [("Pemerintah Kabupaten Serang", "74,30", ("BB",), None, None)],
    ),
    # means, parts, targets, hopes, rules, negations
    (
        OMBUDSMAN + "Dinas Sosial meraih nilai 94,62, di atas rata-rata nasional 78,20.",
        [("Dinas Sosial", "94,62", (), None, None)],
    ),
    (
        OMBUDSMAN + "Dinas Sosial meraih nilai 94,62 dengan indikator kompetensi 88,10.",
        [("Dinas Sosial", "94,62", (), None, None)],
    ),
    (
        OMBUDSMAN + "Dinas Sosial menargetkan nilai 95,00 tahun depan.",
        [],
    ),
    (
        OMBUDSMAN + "Dinas Sosial berharap meraih zona hijau.",
        [],
    ),
    (
        OMBUDSMAN + "Zona hijau diberikan bila nilai minimal 78,00.",
        [],
    ),
    (
        OMBUDSMAN + "Dinas Sosial belum meraih zona hijau.",
        [],
    ),
    (
        OMBUDSMAN + "Dinas Sosial tidak meraih zona hijau, tetapi zona kuning dengan nilai 71,20.",
        [("Dinas Sosial", "71,20", ("Zona Kuning",), None, None)],
    ),
    # governments
    (
        SAKIP + "Pemerintah Kabupaten Serang meraih predikat BB dengan nilai 74,30.",
        [("Pemerintah Kabupaten Serang", "74,30", ("BB",), None, None)],
    ),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("text", "expected"), CASES, ids=[text.split(". ", 1)[1] for text, _ in CASES]
)
def test_values_go_to_their_recipients(
    extractor: Extractor, text: str, expected: list[Row]
) -> None:
    found = [
        (
            record.recipient.name,
            record.score.text if record.score else None,
            tuple(record.predicates),
            record.rank.position if record.rank else None,
            record.score.previous if record.score else None,
        )
        for record in extractor.extract(make_article(text))
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "reasons"),
    [
        (
            "Dinas Sosial meraih nilai 94,62, naik 11,48 poin ketimbang 83,14.",
            {"11,48": "difference"},
        ),
        (
            "Dinas Sosial meraih nilai 94,62 dengan indikator kompetensi 88,10.",
            {"88,10": "subscore"},
        ),
        ("Dinas Sosial berharap meraih zona hijau.", {"zona hijau": "hope"}),
        ("Dinas Sosial belum meraih zona hijau.", {"zona hijau": "negated"}),
        ("Dinas Sosial naik dari zona kuning ke zona hijau.", {"zona kuning": "previous"}),
        (
            "Dinas Sosial dan Dinas Kesehatan mendapat nilai 94,62, 91,20 dan 88,75.",
            dict.fromkeys(["94,62", "91,20", "88,75"], "list-length-mismatch"),
        ),
    ],
)
def test_what_is_no_value_is_refused_with_its_reason(
    extractor: Extractor, sentence: str, reasons: dict[str, str]
) -> None:
    refused = extractor.examine(make_article(OMBUDSMAN + sentence)).refused
    assert {each.figure: each.reason for each in refused} == reasons
