"""Short sentences and the mentions that they must give, each with the reason."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.matchers.numerals import roman
from extractor.matchers.printed_numbers import number_of
from extractor.matchers.sentences import split_sentences
from extractor.models.mentions import (
    CountMention,
    DateMention,
    Figure,
    Mentions,
    PersonMention,
    RankMention,
    RecipientMention,
    RegionMention,
    StreakMention,
)
from tests.matching import article_of, extractor, found, match

PHRASES = [
    "Pemkot Bogor", "Dinas Sosial (Dinsos)", "Kabupaten Serang", "94,62", "94, 62", "(A)", "zona",
    "hijau", "Ombudsman RI", "peringkat ke-3", "dan", ",", ".", "(", ")", "tahun 2024", "Rp", "%",
    "13 kali berturut-turut", "Selasa (4/2/2025)", "keempat OPD tersebut", "Puskesmas Pontang",
    "ujar", "Bupati Klaten Sri Mulyani", ":", ";", "\n", "  ", "“", "masing-masing", "dari", "ke",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PHRASES)).map(" ".join))


@pytest.mark.parametrize(
    ("printed", "digits", "decimal", "thousands"),
    [
        ("94,62", "94.62", True, False),  # the comma parts decimals
        ("91.01", "91.01", True, False),  # a point before two digits parts decimals too
        ("94, 62", "94.62", True, False),  # a stray blank falls away
        ("14.897", "14897", False, True),  # a point before three digits parts thousands
        ("1.250,5", "1250.5", True, False),  # both signs, the Indonesian way
        ("1,250.5", "1250.5", True, False),  # both signs, the English way
        ("1.250.000", "1250000", False, True),  # several points part thousands
        ("80", "80", False, False),  # a whole number
    ],
)
def test_printed_numbers(printed: str, digits: str, decimal: bool, thousands: bool) -> None:
    assert number_of(printed) == (digits, decimal, thousands)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nilainya 94,62.", [("94.62", "plain")]),  # a score word with its suffix announces
        ("Nilai akhirnya 94, 62 dan masuk zona hijau.", [("94.62", "plain")]),  # torn apart
        (
            "Nilainya 3,5 dan 4, 12 orang pulang.",
            [("3.5", "plain"), ("4", "plain"), ("12", "count")],
        ),  # a counted number is torn from none
        ("Totalnya 14.897 orang hadir.", [("14897", "count")]),  # people are counted
        ("Luasnya 3,5 hektare.", [("3.5", "count")]),  # a measure with decimals
        ("Anggarannya Rp 1.250,5 juta.", [("1250.5", "money")]),  # currency before it
        ("Anggarannya Rp2 miliar.", [("2", "money")]),  # glued to its currency
        ("Capaian UHC 98,4 persen.", [("98.4", "percent")]),  # a percentage in words
        ("Rentang nilai 80 hingga 100.", [("80", "range"), ("100", "range")]),  # limits of a rule
        ("Skor 70-80 masuk kategori baik.", [("70", "range"), ("80", "range")]),  # with a dash
        ("Peserta nomor 12 hadir.", [("12", "ordinal")]),  # a number that names
        ("Pada 2023 ada rapat.", [("2023", "ordinal")]),  # a year is no score
        ("Sebanyak 12 OPD hadir.", [("12", "count")]),  # a counted class
        ("1. Kota Bogor", [("1", "listno")]),  # an item's number
    ],
)  # fmt: skip
def test_figures(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(f.digits, f.kind) for f in found(sentence, Figure)] == expected


def test_what_announces_the_first_figure_announces_the_second() -> None:
    assert all(f.announced for f in found("nilai masing-masing 441 dan 429", Figure))


def test_a_figure_alone_in_brackets_is_marked() -> None:
    (figure,) = found("Kota Bogor (91,2) hadir", Figure)
    assert figure.bracket
    assert not figure.announced


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kota Bogor meraih peringkat ke-3 nasional.", [("rank", 3, None)]),  # in digits
        ("Kota Bogor meraih peringkat kedua dari 34 daerah.", [("rank", 2, 34)]),  # with its size
        ("Kota Bogor juara II.", [("rank", 2, None)]),  # in Roman numerals
        (
            "Kota Bogor menempati peringkat pertama, kedua, dan ketiga.",
            [("rank", 1, None), ("rank.list", 2, None), ("rank.list", 3, None)],
        ),  # each place of an enumeration by itself
        ("Kota Bogor masuk peringkat ketiga hingga kelima.", [("rank.range", 3, 5)]),  # a span
        ("Nilai tertinggi diraih Kota Bogor.", [("rank.top", 1, None)]),  # a superlative
        ("Kota Bogor di peringkat ketiga terendah.", [("rank.bottom", None, None)]),  # no place
        ("Kota Bogor mendapat kategori tertinggi.", []),  # a level, no first place
    ],
)
def test_ranks(sentence: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert [(r.rule, r.position, r.of) for r in found(sentence, RankMention)] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [("VIII", 8), ("IV", 4), ("XL", 40), ("", None), ("ABC", None)],
)
def test_roman_numerals(text: str, value: int | None) -> None:
    assert roman(text) == value


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("WTP 13 kali berturut-turut.", [13]),  # times before the word
        ("WTP ketiga kalinya secara beruntun.", [3]),  # an ordinal with its suffix
        ("WTP selama lima tahun tanpa putus.", [5]),  # years in words
        ("WTP berturut-turut. Ada 12 kali rapat.", []),  # another sentence's number
    ],
)
def test_streaks(sentence: str, expected: list[int]) -> None:
    assert [s.times for s in found(sentence, StreakMention)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Selasa (4/2/2025) siang", [("2025-02-04", True)]),  # the printed weekday fits
        ("Rabu (4/2/2025)", [("2025-02-04", False)]),  # it does not, and that is told
        ("pada 17 Agustus 2024", [("2024-08-17", True)]),  # the month in words
        ("pada Senin, 3 Februari", [("2025-02-03", True)]),  # the year of the publication
        ("pada 31 Februari 2025", []),  # no such day
        ("skor 4/2", []),  # two numbers, no weekday, no brackets
    ],
)
def test_dates(sentence: str, expected: list[tuple[str, bool]]) -> None:
    assert [(d.iso, d.weekday_fits) for d in found(sentence, DateMention)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Sebanyak empat OPD hadir.", [(4, "opd", False)]),  # a number in words
        ("Ada 11 pemda.", [(11, "pemda", False)]),  # in digits
        ("Keempat dinas tersebut hadir.", [(4, "dinas", True)]),  # points to those before
        ("Keempatnya hadir.", [(4, "", True)]),  # the whole of a group
        ("Tiga dari sepuluh puskesmas tersebut hadir.", [(10, "puskesmas", False)]),  # a part
    ],
)
def test_counts(sentence: str, expected: list[tuple[int, str, bool]]) -> None:
    assert [(c.count, c.noun, c.back) for c in found(sentence, CountMention)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Pemkab Bondowoso hadir.", [("name.government", "", ("35.11",))]),  # its own words
        (
            "Pemkot dan Pemkab Magelang hadir.",
            [("name.government", "", ("33.71",)), ("name.government", "", ("33.08",))],
        ),  # one region name for two governments, of two levels
        (
            "Dinas Sosial (Dinsos) Kabupaten Serang hadir.",
            [("name.agency", "Dinas Sosial", ("36.04",))],
        ),  # the bracket and the region belong to one mention
        (
            "Dinas Kebudayaan dan Kearsipan Kota Bogor hadir.",
            [("name.agency", "Dinas Kebudayaan dan Kearsipan", ("32.71",))],
        ),  # an agency that no file names
        ("UPT Puskesmas Pontang hadir.", [("name.unit", "Puskesmas Pontang", ())]),  # no UPT
        ("Polres Bantul hadir.", [("name.unit", "Polres Bantul", ("34.02",))]),  # named by region
        ("SMPN 1 Kebumen hadir.", [("name.unit", "SMPN 1 Kebumen", ("33.05",))]),  # ends with it
        (
            "Desa Peliatan, Kecamatan Ubud, Kabupaten Gianyar hadir.",
            [("name.unit", "Desa Peliatan", ("51.04",))],
        ),  # the chain leads to the region
        (
            "DPMPTSP Jawa Tengah, Jawa Timur, dan DKI Jakarta hadir.",
            [
                ("name.agency", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", code)
                for code in (("33",), ("35",), ("31",))
            ],
        ),  # an agency said once for a list of regions
        ("Acara di Kota Bogor ramai.", []),  # a place, no recipient
    ],
)  # fmt: skip
def test_names(sentence: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    names = [(r.rule, r.name, r.regions) for r in found(sentence, RecipientMention)]
    assert names == expected


def test_a_class_said_once_holds_for_the_offices_of_its_list() -> None:
    offices = found("Polres Batubara (87,18), Langkat (86,66) dan Karo hadir.", RecipientMention)
    assert [r.name for r in offices] == ["Polres Batu Bara", "Polres Langkat", "Polres Karo"]


def test_a_short_form_counts_once_the_article_introduces_it() -> None:
    text = "Inspektorat (Irda) Kota Bogor. Irda bekerja."
    assert [r.name for r in found(text, RecipientMention)] == ["Inspektorat Daerah"] * 2
    assert found("Irda bekerja.", RecipientMention) == []


def test_a_unit_is_known_by_its_own_name_afterwards() -> None:
    text = "Puskesmas Pontang hadir. Selain itu Pontang juga maju."
    assert [r.rule for r in found(text, RecipientMention)] == ["name.unit", "name.short"]


def test_a_head_of_government_names_it_by_title() -> None:
    (recipient,) = found("Bupati Klaten Sri Mulyani hadir.", RecipientMention)
    assert (recipient.strength, recipient.regions) == ("title", ("33.10",))


def test_a_region_after_a_word_of_place_is_a_place() -> None:
    (region,) = found("Acara di Kota Bogor ramai.", RegionMention)
    assert region.role == "place"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Bupati Klaten Sri Mulyani berkata.", ("Sri Mulyani", "Bupati Klaten")),  # title, name
        ("“Alhamdulillah,” ujar Budi Santoso.", ("Budi Santoso", None)),  # behind the verb
        (
            "Kepala Dinas Sosial Kota Bogor, Dr. H. Ahmad Yani, M.Si hadir.",
            ("Dr. H. Ahmad Yani", "Kepala Dinas Sosial Kota Bogor"),
        ),  # the whole complement is the role; degrees do not end the name
        (
            "Rini Sari, Kepala Dinas Sosial Kota Bogor, hadir.",
            ("Rini Sari", "Kepala Dinas Sosial Kota Bogor"),
        ),  # the role follows the name
        (
            "Rini Sari selaku Kepala Dinas Sosial hadir.",
            ("Rini Sari", "Kepala Dinas Sosial"),
        ),  # so it does in office
        ("Wali Kota Bogor Bima Arya hadir.", ("Bima Arya", "Wali Kota Bogor")),  # also a place
        (
            "Kepala Dinas Kesehatan Bogor, dr. Rini Sari, hadir.",
            ("Rini Sari", "Kepala Dinas Kesehatan Bogor"),
        ),  # a doctor's mark in small letters
        (
            "Kepala Dinas Sosial setempat, Rini Sari, hadir.",
            ("Rini Sari", "Kepala Dinas Sosial setempat"),
        ),
        (
            "Sekda Kota Bogor Rini Sari, ST, MT mengatakan begitu.",
            ("Rini Sari", "Sekda Kota Bogor"),
        ),  # a degree speaks for no one
    ],
)
def test_people(sentence: str, expected: tuple[str, str | None]) -> None:
    assert [(p.name, p.role) for p in found(sentence, PersonMention)] == [expected]


def test_a_place_before_a_title_is_no_name() -> None:
    assert not found("Acara digelar di Gedung Sate, Gubernur hadir.", PersonMention)


def test_a_short_name_near_the_full_one_is_read() -> None:
    people = found("Kepala Dinas Sosial Lisa Putri datang. Lisa menyebut itu.", PersonMention)
    assert [p.name for p in people] == ["Lisa Putri", "Lisa"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ia hadir. Nilainya naik.", ["Ia hadir.", "Nilainya naik."]),  # two sentences
        ("Dr. Budi hadir.", ["Dr. Budi hadir."]),  # an abbreviation ends none
        ("1. Kota Bogor", ["1. Kota Bogor"]),  # an item's number ends none
        ("Ia bermutu A. Kota lain B.", ["Ia bermutu A.", "Kota lain B."]),  # a grade is no initial
        ("Nilai 90; Kota Depok 80", ["Nilai 90;", "Kota Depok 80"]),  # a semicolon parts items
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    abbreviated = extractor()._knowledge.frames["abbreviated"]
    assert [text[a:b] for a, b in split_sentences(text, abbreviated)] == expected


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_mentions_lie_in_their_sentence_on_any_text(text: str) -> None:
    for sentence in match(text).sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
        assert list(sentence.mentions) == sorted(sentence.mentions, key=lambda m: (m.start, -m.end))
        for mention in sentence.mentions:
            assert sentence.start <= mention.start < sentence.end
            assert mention.start < mention.end <= len(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_the_same_text_gives_the_same_mentions(text: str) -> None:
    matcher, article = extractor()._matcher, article_of(text)
    assert matcher.match(article) == matcher.match(article)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bupati Serang meninjau banjir di Kecamatan Pontang, Selasa (4/2).", False),
        ("Pemkab Serang meraih opini WTP atas laporan keuangan 2024.", True),
        ("Kota Serang menerima Anugerah Pelayanan Cepat, Selasa (4/2).", True),
        ("Ombudsman RI menilai Kota Serang dengan skor 91,20.", True),
    ],
)
def test_only_what_may_tell_of_an_award_is_read_to_the_end(text: str, told: bool) -> None:
    matcher, article = extractor()._matcher, article_of(text)
    every = matcher.match(article)
    assert every.sentences
    assert matcher.match(article, if_told=True) == (every if told else Mentions((), ()))
