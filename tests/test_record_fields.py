"""Ways the press words places, earlier values and streaks, and the value that each must give."""

from __future__ import annotations

import pytest

from tests.matching import records

OMBUDSMAN = "Ombudsman RI merilis hasil Penilaian Kepatuhan Penyelenggaraan Pelayanan Publik 2024."
INNOVATION = "Kementerian Dalam Negeri mengumumkan hasil Innovative Government Award (IGA) 2024."
AUDIT = "BPK RI menyerahkan Laporan Hasil Pemeriksaan atas LKPD tahun 2023."
BOGOR, DEPOK, BEKASI = "Kota Bogor", "Kota Depok", "Kota Bekasi"


def told(lead: str, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The lead in one paragraph with a single sentence, in its own before a list."""
    return (f"{lead} {paragraphs[0]}",) if len(paragraphs) == 1 else (lead, *paragraphs)


@pytest.mark.parametrize(
    ("lead", "paragraphs", "places"),
    [
        (
            OMBUDSMAN,
            ("Tiga teratas secara berurutan ialah Kota Depok (96,48) dan Kota Bogor (95,37).",),
            {DEPOK: 1, BOGOR: 2},
        ),  # the order is told, no place
        (
            OMBUDSMAN,
            (
                (
                    "Kota Depok naik ke posisi kedua lewat 96,70, Kota Bogor, 95,15, melengkapi"
                    " tiga besar."
                ),
            ),
            {DEPOK: 2, BOGOR: 3},
        ),  # whoever makes a number complete is its last
        (
            OMBUDSMAN,
            ("Urutan empat dan lima dipegang Kota Depok dan Kota Bogor.",),
            {DEPOK: 4, BOGOR: 5},
        ),  # cardinals, told of two
        (
            INNOVATION,
            (
                (
                    "Juara I diraih Kota Depok, juara II jatuh ke Kota Bekasi dan juara III ke"
                    " Kota Bogor."
                ),
            ),
            {DEPOK: 1, BEKASI: 2, BOGOR: 3},
        ),  # each place before its holder
        (
            INNOVATION,
            ("Trofi juara I dan II berturut-turut menjadi milik Kota Depok dan Kota Bogor.",),
            {DEPOK: 1, BOGOR: 2},
        ),  # "menjadi milik" names a winner, no owner
        (INNOVATION, ("Kota Bogor menyabet gelar runner-up.",), {BOGOR: 2}),  # in a word
        (
            OMBUDSMAN,
            ("Kota Bogor naik dari peringkat 12 ke peringkat 4 dengan nilai 93,10.",),
            {BOGOR: 4},
        ),  # the place that was left is none
        (
            OMBUDSMAN,
            ("Berikut urutan nilainya:", "1. Kota Depok (96,11)", "2. Kota Bogor (94,90)"),
            {DEPOK: 1, BOGOR: 2},
        ),  # the opening makes the numbers places
        (
            OMBUDSMAN,
            ("Berikut daftar zona hijau:", "1. Kota Depok (96,11)", "2. Kota Bogor (94,90)"),
            {},
        ),  # and this one does not
        (OMBUDSMAN, ("Kota Bogor di peringkat 5 terendah dengan nilai 61,20.",), {}),  # bottom
        (
            OMBUDSMAN,
            ("Zona hijau diraih Kota Bogor 89,10, dan yang tertinggi Kota Depok dengan 96,48.",),
            {DEPOK: 1},
        ),  # a superlative that opens what is told of the next
        (
            INNOVATION,
            ("Kota Bogor ditetapkan Pemerintah Provinsi Jawa Barat sebagai terbaik III.",),
            {BOGOR: 3},
        ),  # whoever names the winner has no place
        (INNOVATION, ("Kota Bogor masuk peringkat 10 besar dengan skor 67,20.",), {}),  # a bound
    ],
)
def test_places(lead: str, paragraphs: tuple[str, ...], places: dict[str, int]) -> None:
    found = records(*told(lead, paragraphs))
    ranks = {name.removeprefix("Pemerintah "): r.rank for name, r in found.items()}
    assert {name: rank.position for name, rank in ranks.items() if rank} == places


@pytest.mark.parametrize(
    ("paragraphs", "values"),
    [
        (
            ("Kota Bogor meraih 91,20 (2023: 84,30) dan Kota Depok 90,10 (2023: 83,20).",),
            {BOGOR: ("91.20", "84.30"), DEPOK: ("90.10", "83.20")},
        ),  # the year opens the bracket
        (
            ("Berikut:", "- Kota Bogor: 84,30 (2023) menjadi 91,20 (2024)"),
            {BOGOR: ("91.20", "84.30")},
        ),  # each figure has its own year behind it
        (
            ("Kota Bogor meraih 91,20 dari 84,30, Kota Depok 90,10 dari 83,20.",),
            {BOGOR: ("91.20", "84.30"), DEPOK: ("90.10", "83.20")},
        ),  # right beside the newer one
        (
            ("Berikut nilainya, dalam kurung nilai tahun lalu:", "- Kota Bogor 91,20 (84,30)"),
            {BOGOR: ("91.20", "84.30")},
        ),  # the opening says what the brackets hold
        (
            (
                (
                    "Kota Bogor dan Kota Depok masing-masing meraih 91,20 dan 90,10, naik"
                    " masing-masing dari 84,30 dan 83,20."
                ),
            ),
            {BOGOR: ("91.20", "84.30"), DEPOK: ("90.10", "83.20")},
        ),  # one each
        (
            (
                (
                    "Kota Bogor meraih 91,20 dan Kota Depok 90,10. Tahun sebelumnya Kota"
                    " Bogor hanya"
                    " 84,30, sedangkan Kota Depok 83,20."
                ),
            ),
            {BOGOR: ("91.20", "84.30"), DEPOK: ("90.10", "83.20")},
        ),  # the past opens a sentence of scores known to be newer
        (
            (
                (
                    "Pada 2022 Kota Bogor meraih nilai 80,10, tahun 2023 naik menjadi 84,30, dan"
                    " tahun 2024 menjadi 91,20."
                ),
            ),
            {BOGOR: ("91.20", "84.30")},
        ),  # of a series the latest earlier one
        (
            (
                (
                    "“Kita dapat 91,20. Padahal tahun sebelumnya 84,30,” kata Wali Kota Bogor"
                    " Rini Sari."
                ),
            ),
            {BOGOR: ("91.20", "84.30")},
        ),  # "we" goes on in the next sentence
        (
            ("Kota Bogor meraih 91,20, melesat 6,90 poin dari penilaian 2023, yakni 84,30.",),
            {BOGOR: ("91.20", "84.30")},
        ),  # what a difference is counted from
        (
            ("Kota Bogor meraih 91,20. Hasil itu lebih tinggi daripada 84,30 pada 2023.",),
            {BOGOR: ("91.20", "84.30")},
        ),  # compared with, not "higher by"
        (
            ("Kota Bogor meraih 91,20. Pada 2023 nilainya 84,30 dan pada 2022 baru 80,10.",),
            {BOGOR: ("91.20", "84.30")},
        ),  # the latest year, whichever stands last
        (
            ("Kota Bogor meraih 91,20, naik 6,90 poin, sedangkan batas zona hijau 78,00.",),
            {BOGOR: ("91.20", None)},
        ),  # a limit is no earlier value
        (
            ("Kota Bogor meraih nilai 91,20, sementara rata-rata tahun lalu 80,10.",),
            {BOGOR: ("91.20", None)},
        ),  # last year's mean is nobody's earlier value
    ],
)
def test_earlier_values(
    paragraphs: tuple[str, ...], values: dict[str, tuple[str, str | None]]
) -> None:
    scores = {n: r.score for n, r in records(*told(OMBUDSMAN, paragraphs)).items()}
    found = {n.removeprefix("Pemerintah "): (s.value, s.previous) for n, s in scores.items() if s}
    assert found == values


@pytest.mark.parametrize(
    ("paragraphs", "times"),
    [
        (("Kota Bogor mencetak hattrick opini WTP.",), {BOGOR: 3}),  # in one word
        (("Kota Bogor meraih opini WTP selama sedekade tanpa jeda.",), {BOGOR: 10}),
        (
            ("Kota Bogor sudah 12 kali memperoleh opini WTP, 10 di antaranya beruntun.",),
            {BOGOR: 10},
        ),  # of the total only a part is in a row
        (("Kota Bogor sudah 12 kali memperoleh opini WTP.",), {}),  # a total is none
        (
            ("Kota Bogor meraih WTP 12 kali berturut-turut, Kota Depok 11 kali.",),
            {BOGOR: 12, DEPOK: 11},
        ),  # told alike beside it
        (
            ("Kota Bogor dan Kota Depok meraih opini WTP. Keduanya sembilan kali beruntun.",),
            {BOGOR: 9, DEPOK: 9},
        ),  # of the group
        (
            ("Berikut daerah dengan WTP berturut-turut:", "- Kota Bogor (12)", "- Kota Depok (11)"),
            {BOGOR: 12, DEPOK: 11},
        ),  # the list counts them
        (("Kota Bogor meraih opini WTP 9 kali beruntun sejak 2015.",), {BOGOR: 9}),
        (
            ("Kota Bogor meraih opini WTP. Ada pula Kota Depok dan Kota Bekasi, 7 kali beruntun.",),
            {DEPOK: 7, BEKASI: 7},
        ),  # of the names that stand together
        (
            ("Opini WTP diraih Kota Bogor dan Kota Depok yang mempertahankannya 7 kali beruntun.",),
            {DEPOK: 7},
        ),  # a relative clause is the last one's
        (("Kota Bogor meraih opini WTP 11 kali, tetapi tidak berturut-turut.",), {}),  # denied
        (("Kota Bogor meraih opini WTP. WTP ini yang kelima berturut-turut.",), {BOGOR: 5}),
    ],
)
def test_streaks(paragraphs: tuple[str, ...], times: dict[str, int]) -> None:
    found = {n: r.streak for n, r in records(*told(AUDIT, paragraphs)).items()}
    assert {n.removeprefix("Pemerintah "): s for n, s in found.items() if s} == times
