"""Short articles and the records that they must give, each with the reason."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from extractor.models import Evidence
from tests.matching import examine, records
from tests.test_matchers import TEXTS

LEAD = "Ombudsman RI merilis hasil Penilaian Kepatuhan Penyelenggaraan Pelayanan Publik 2024."
BOGOR = "Pemerintah Kota Bogor"
DEPOK = "Pemerintah Kota Depok"
SERANG = "Pemerintah Kabupaten Serang"
GREEN = ("Zona Hijau",)


def scores(*paragraphs: str) -> dict[str, str | None]:
    """Scores by recipient of an article about the compliance survey."""
    first, *rest = paragraphs
    told = records(f"{LEAD} {first}", *rest)
    return {name: r.score.value if r.score else None for name, r in told.items()}


def refusals(sentence: str) -> list[tuple[str | None, str]]:
    extraction = examine(f"{LEAD} {sentence}")
    assert extraction.records == ()
    return [(r.figure, r.reason) for r in extraction.refused]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Pemkot Bogor berharap nilainya mencapai 95,50.", [("95,50", "hope")]),  # hoped for
        ("Pemkot Bogor akan mengejar nilai 95,50.", [("95,50", "target")]),  # aimed at
        (
            "Nilai minimal zona hijau adalah 78,00.",
            [("zona hijau", "rule"), ("78,00", "rule")],
        ),  # the scale is explained
        ("Pemkot Bogor tidak meraih zona hijau.", [("zona hijau", "negated")]),  # taken back
    ],
)
def test_what_is_no_result_makes_no_record(
    sentence: str, expected: list[tuple[str | None, str]]
) -> None:
    assert refusals(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "previous"),
    [
        ("Pemkot Bogor meraih nilai 91,20, sedangkan tahun lalu 88,10.", "88.10"),  # by its cue
        ("Nilai Pemkot Bogor naik dari 88,10 menjadi 91,20.", "88.10"),  # by a change
        ("Pemkot Bogor meraih nilai 91,20, naik 3,10 poin.", None),  # a difference is no value
        ("Pemkot Bogor meraih nilai 91,20, di atas rata-rata nasional 80,50.", None),  # a mean
    ],
)
def test_earlier_values_differences_and_averages(sentence: str, previous: str | None) -> None:
    record = records(f"{LEAD} {sentence}")[BOGOR]
    assert record.score is not None
    assert (record.score.value, record.score.previous) == ("91.20", previous)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            ("Pemkot Bogor 91,20, Pemkot Depok 90,15 dan Pemkab Serang 89,05.",),
            {BOGOR: "91.20", DEPOK: "90.15", SERANG: "89.05"},
        ),  # item by item
        (
            ("Pemkot Bogor dan Pemkot Depok masing-masing meraih nilai 91,20 dan 90,15.",),
            {BOGOR: "91.20", DEPOK: "90.15"},
        ),  # zipped
        (
            ("Pemkot Bogor dan Pemkot Depok sama-sama meraih nilai 91,20.",),
            {BOGOR: "91.20", DEPOK: "91.20"},
        ),  # one figure for all
        (("Nilai 91,20 diraih Pemkot Bogor.",), {BOGOR: "91.20"}),  # bound to the right
        (("Pemkot Bogor meraih nilai 91, 20.",), {BOGOR: "91.20"}),  # torn apart
        (
            (
                "Pemkot Bogor, Pemkot Depok dan Pemkab Serang hadir.",
                "Nilainya masing-masing 91,20, 90,15 dan 89,05.",
            ),
            {BOGOR: "91.20", DEPOK: "90.15", SERANG: "89.05"},
        ),  # the figures of the list told before
        (
            ("Dua daerah disebut:", "1. Pemkot Bogor (91,20)", "2. Pemkot Depok (90,15)"),
            {BOGOR: "91.20", DEPOK: "90.15"},
        ),  # items of a list
    ],
)  # fmt: skip
def test_which_figure_belongs_to_whom(
    paragraphs: tuple[str, ...], expected: dict[str, str]
) -> None:
    assert scores(*paragraphs) == expected


@pytest.mark.parametrize(
    ("paragraphs", "names"),
    [
        (
            ("Zona hijau diraih Pemkot Bogor, Pemkot Depok dan Pemkab Serang.",),
            [BOGOR, DEPOK, SERANG],
        ),  # told before a list
        (
            ("Pemkot Bogor 91,20, Pemkot Depok 90,15 dan Pemkab Serang 89,05 di zona hijau.",),
            [BOGOR, DEPOK, SERANG],
        ),  # told once behind a list of scores
        (
            (
                (
                    "Pemkot Bogor meraih nilai 91,20. Pemkot Depok meraih nilai 90,15."
                    " Keduanya masuk zona hijau."
                ),
            ),
            [BOGOR, DEPOK],
        ),  # a group told back
        (
            ("Dua daerah meraih zona hijau:", "1. Pemkot Bogor (91,20)", "2. Pemkot Depok (90,15)"),
            [BOGOR, DEPOK],
        ),  # carried into the list that it opens
    ],
)  # fmt: skip
def test_labels_told_once_hold_for_each(paragraphs: tuple[str, ...], names: list[str]) -> None:
    first, *rest = paragraphs
    told = records(f"{LEAD} {first}", *rest)
    assert {name: record.predicates for name, record in told.items()} == dict.fromkeys(names, GREEN)


def test_places_follow_one_another() -> None:
    told = records(
        f"{LEAD} Peringkat pertama diraih Pemkot Bogor dengan nilai 91,20,"
        " disusul Pemkot Depok 90,15 dan Pemkab Serang 89,05."
    )
    places = {name: record.rank.position for name, record in told.items() if record.rank}
    assert places == {BOGOR: 1, DEPOK: 2, SERANG: 3}


def test_an_agency_without_a_region_belongs_to_the_articles_government() -> None:
    told = records(f"{LEAD} Dinas Sosial meraih nilai 94,62.", title="Pemkot Bogor hijau")
    (record,) = told.values()
    assert record.recipient.jurisdiction is not None
    assert record.recipient.jurisdiction.code == "32.71"
    assert record.provenance["jurisdiction"] == "context"


def test_fields_of_the_whole_article() -> None:
    told = records(
        "Pemkab Klaten meraih opini WTP dari BPK 13 kali berturut-turut. Penyerahan LHP"
        " berlangsung Senin (3/2/2025), ujar Bupati Klaten Sri Mulyani."
    )
    record = told["Pemerintah Kabupaten Klaten"]
    assert record.award.code == "wtp"
    assert record.award.granting_body == "BPK RI"
    assert record.predicates == ("WTP",)
    assert record.streak == 13
    assert record.event_date == "2025-02-03"
    assert record.speaker is None, "nobody says a figure"


def test_whoever_says_the_figure_is_its_speaker() -> None:
    (record,) = examine(
        f"{LEAD} Pemkot Bogor meraih 91,20, ujar Wali Kota Bogor Rini Sari."
    ).records
    assert record.speaker is not None
    assert (record.speaker.name, record.speaker.role) == ("Rini Sari", "Wali Kota Bogor")


def test_an_article_without_an_award_gives_nothing() -> None:
    extraction = examine("Pemkot Bogor menanam seribu pohon di Kota Bogor, Senin (3/2/2025).")
    assert (extraction.records, extraction.refused) == ((), ())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_evidence_slices_out_of_any_text(text: str) -> None:
    extraction = examine(f"{LEAD} {text}")
    article = extraction.article.text
    for record in extraction.records:
        for spans in record.evidence.values():
            for span in (spans,) if isinstance(spans, Evidence) else spans:
                assert article[span.start : span.end] == span.text != ""
    for refused in extraction.refused:
        assert article[refused.evidence.start : refused.evidence.end] == refused.evidence.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_record_ids_are_unique_and_stable(text: str) -> None:
    first, second = (examine(f"{LEAD} {text}").records for _ in range(2))
    assert first == second
    assert len({record.record_id for record in first}) == len(first)
