"""Every pattern file loads; a wrong one fails with file, line, key and what is allowed."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from extractor.errors import PatternError
from extractor.patterns.award_schema import AwardPattern, LadderEntry
from extractor.patterns.loader import Patterns, load
from extractor.patterns.lookup import find_patterns

CODES = [
    "ombudsman-kepatuhan", "sakip", "reformasi-birokrasi", "pelayanan-prima", "zona-integritas",
    "spbe", "wtp", "keterbukaan-informasi", "kla", "ape", "adipura", "proper", "kalpataru", "iga",
    "eppd", "tpid", "tp2dd", "spm-award", "bkn-award", "kearsipan", "mcp", "spi", "pengadaan",
    "uhc", "swasti-saba", "ppd", "paritrana", "adiwiyata", "akreditasi", "lomba-desa", "ikm",
    "stunting", "ipkd", "indeks-desa", "proklim", "nirwasita-tantra", "kinerja-pemda", "sinovik",
    "ikpa", "spip", "statistik", "jdih", "ham", "tpakd", "stbm-odf", "kesehatan-lain",
    "transportasi", "geospasial", "investasi", "perpustakaan", "kebijakan", "keluarga", "pangan",
    "pariwisata", "smart-city", "bumd", "media-award", "kepolisian", "insentif-fiskal",
]  # fmt: skip

AWARD = """\
code = "piala-desa"
name = "Piala Desa"
aliases = ["Piala Desa"]

[[ladders]]
dimension = "tingkat"
entries = [
  { label = "Madya" },
  { label = "Utama", bare = true },
]

[[schemes]]
id = "piala-2020-"
valid_from = 2020
limits = "confirmed"
bands = [
  { labels = ["Madya"], min = 0, max = 79.99 },
  { labels = ["Utama"], min = 80, max = 100 },
]
"""


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return load()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of the package's pattern files, free to be spoilt."""
    return Path(shutil.copytree(find_patterns(), tmp_path / "patterns"))


def user_folder(tmp_path: Path, name: str, content: str) -> Path:
    """A user's folder with one pattern file in it."""
    path = tmp_path / "mine" / name
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    return tmp_path / "mine"


def test_every_award_code_of_the_contract_is_there(patterns: Patterns) -> None:
    assert sorted(patterns.awards) == sorted(CODES)


def test_all_regions_are_there(patterns: Patterns) -> None:
    levels = [region.level for region in patterns.regions]
    assert (levels.count("provinsi"), levels.count("kabupaten"), levels.count("kota")) == (
        38,
        416,
        98,
    )
    assert len({region.code for region in patterns.regions}) == 552


def test_regions_lie_in_provinces(patterns: Patterns) -> None:
    provinces = {region.code for region in patterns.regions if region.level == "provinsi"}
    for region in patterns.regions:
        assert (region.province_code in provinces) == (region.level != "provinsi"), region


def test_no_alias_names_two_awards(patterns: Patterns) -> None:
    owners: dict[str, set[str]] = {}
    for award in patterns.awards.values():
        for alias in (*award.aliases, *award.weak_aliases, *award.misspellings):
            owners.setdefault(" ".join(alias.casefold().split()), set()).add(award.code)
    assert {alias: codes for alias, codes in owners.items() if len(codes) > 1} == {}


def test_no_alias_is_both_strong_and_weak(patterns: Patterns) -> None:
    for award in patterns.awards.values():
        strong = {alias.casefold() for alias in award.aliases}
        assert not strong & {alias.casefold() for alias in award.weak_aliases}, award.code


def test_no_alias_carries_notes_or_placeholders(patterns: Patterns) -> None:
    """What stands here is matched as printed: no "X", no "e.g.", no blanks at the ends."""
    for award in patterns.awards.values():
        for alias in (*award.aliases, *award.weak_aliases, *award.misspellings):
            assert alias == " ".join(alias.split()), alias
            assert not re.search(r"\bX\b|e\.g\.|\.\.|…", alias), alias


def test_granting_bodies_of_awards_are_known_bodies(patterns: Patterns) -> None:
    known = {body.name for body in patterns.bodies}
    for award in patterns.awards.values():
        named = [award.granting_body] if award.granting_body else []
        named += [body.name for body in award.earlier_bodies]
        named += [name for scale in award.scales for name in scale.granting_bodies]
        assert set(named) <= known, award.code


def test_titles_name_known_bodies_and_agencies(patterns: Patterns) -> None:
    bodies = {body.name for body in patterns.bodies}
    agencies = {agency.name for agency in patterns.agencies}
    for title in patterns.titles.titles:
        assert title.body is None or title.body in bodies, title
        assert title.agency is None or title.agency in agencies, title


def test_no_body_or_unit_form_has_two_owners(patterns: Patterns) -> None:
    for entries in (patterns.bodies, patterns.units):
        forms = [form.casefold() for entry in entries for form in entry.forms]
        assert len(forms) == len(set(forms))


def test_confirmed_bands_of_one_scheme_do_not_overlap(patterns: Patterns) -> None:
    """Where limits are confirmed, one score has one band."""
    for award in patterns.awards.values():
        for scheme in award.schemes:
            if scheme.limits != "confirmed":
                continue
            bands = sorted(scheme.bands, key=lambda band: band.min or Decimal(0))
            for lower, upper in pairwise(bands):
                if lower.max is None or upper.min is None or lower.max < upper.min:
                    continue
                where = (award.code, scheme.id, upper.labels)
                assert lower.max == upper.min, where
                assert not (lower.max_inclusive and upper.min_inclusive), where


@pytest.mark.parametrize(
    ("code", "year", "score", "label"),
    [
        ("ombudsman-kepatuhan", 2024, "94.62", "Zona Hijau"),  # the seed's first figure
        ("ombudsman-kepatuhan", 2021, "78.88", "Zona Kuning"),  # green began at 81 then
        ("ombudsman-kepatuhan", 2022, "78.88", "Zona Hijau"),
        ("sakip", 2023, "70.00", "B"),  # BB begins above 70
        ("sakip", 2023, "70.01", "BB"),
        ("spbe", 2023, "2.60", "Baik"),  # two papers print another limit
        ("reformasi-birokrasi", 2022, "85", "A"),
        ("reformasi-birokrasi", 2024, "85.92", "A-"),
        ("keterbukaan-informasi", 2017, "96", "Menuju Informatif"),
        ("kla", 2022, "622", "Madya"),
        ("ikm", 2020, "88.31", "Sangat Baik"),
    ],
)
def test_bands_hold_known_scores(
    patterns: Patterns, code: str, year: int, score: str, label: str
) -> None:
    assert label in labels_of(patterns.awards[code], year, Decimal(score))


def labels_of(award: AwardPattern, year: int, score: Decimal) -> set[str]:
    """Labels of every band that holds the score in that year's schemes."""
    found: set[str] = set()
    for scheme in award.schemes:
        if not (scheme.valid_from or 0) <= year <= (scheme.valid_to or 9999):
            continue
        for band in scheme.bands:
            above = band.min is None or score > band.min
            below = band.max is None or score < band.max
            at_min = band.min_inclusive and score == band.min
            at_max = band.max_inclusive and score == band.max
            if (above or at_min) and (below or at_max):
                found.update(band.labels)
    return found


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('name = "Piala Desa"', 'nama = "Piala Desa"', 2, "unknown key nama = 'Piala Desa'"),
        ('limits = "confirmed"', 'limits = "sure"', 15, "'confirmed', 'partial'"),
        ("valid_from = 2020", 'valid_from = "dulu"', 14, "allowed: a whole number"),
        ("bare = true", 'bare = "ya"', 9, "allowed: true or false"),
        ("min = 80", 'min = "delapan"', 18, "allowed: a number"),
        ('labels = ["Utama"]', 'labels = ["Utma"]', 18, "allowed: ['Madya', 'Utama']"),
        ('aliases = ["Piala Desa"]', 'aliases = "Piala Desa"', 3, "allowed: a list"),
        ('dimension = "tingkat"\n', "", 5, "key ladders.0.dimension is missing"),
        ('code = "piala-desa"', 'code = "piala"', 1, "allowed: 'piala-desa'"),
        ("[[ladders]]", "[[ladders]", 5, "no valid TOML"),
    ],
)
def test_a_wrong_award_file_says_where_and_what(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert old in AWARD
    extra = user_folder(tmp_path, "awards/piala-desa.toml", AWARD.replace(old, new))
    with pytest.raises(PatternError) as error:
        load(extra=extra)
    message = str(error.value)
    assert said in message
    assert "piala-desa.toml" in message
    if "no valid TOML" not in said:
        assert f"piala-desa.toml:{line}: " in message
    else:
        assert f"line {line}" in message


def test_unknown_key_lists_the_allowed_keys(tmp_path: Path) -> None:
    spoilt = AWARD.replace("bare = true", "alone = true")
    extra = user_folder(tmp_path, "awards/piala-desa.toml", spoilt)
    with pytest.raises(PatternError, match="allowed: award, bare, cued, label, surfaces"):
        load(extra=extra)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("agencies.jsonl", '{"name": "Dinas Uji", "kind": "dina"}', "jsonl:1: kind = 'dina'"),
        ("agencies.jsonl", '\n{"name": "Dinas Uji"}', "jsonl:2: key kind is missing"),
        ("agencies.jsonl", '{"name": "Dinas Uji"', "jsonl:1: no valid JSON"),
        ("units.jsonl", '{"name": "A", "kind": "desa", "form": []}', "unknown key form"),
        ("bodies.jsonl", '{"name": "A", "forms": "A"}', "forms = 'A'; allowed: a list"),
        ("regions.csv", "code,level\n99,negara\n", "csv:2: level = 'negara'; allowed: 'provinsi'"),
        ("regions.csv", "code,level\n99\n", "csv:2: 1 cells, the header has 2"),
        ("titles.toml", 'titel = ["Bupati"]', "toml:1: unknown key titel"),
        ("agency.jsonl", "{}", "agency.jsonl: nothing reads this file; allowed: "),
    ],
)
def test_a_wrong_gazetteer_says_where_and_what(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    with pytest.raises(PatternError) as error:
        load(extra=user_folder(tmp_path, name, content))
    assert said in str(error.value)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    extra = user_folder(tmp_path, "titles.toml", "")
    (extra / "titles.toml").write_bytes(b"acting = ['P\xe9j']")
    with pytest.raises(PatternError, match="not UTF-8"):
        load(extra=extra)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="no such folder"):
        load(extra=tmp_path / "nowhere")


def test_an_alias_of_two_awards_is_refused(tmp_path: Path) -> None:
    doubled = AWARD.replace('aliases = ["Piala Desa"]', 'aliases = [\n  "SAKIP Award",\n]')
    extra = user_folder(tmp_path, "awards/piala-desa.toml", doubled)
    with pytest.raises(PatternError) as error:
        load(extra=extra)
    message = str(error.value)
    assert "'SAKIP Award' of" in message
    assert "sakip" in message
    assert "allowed: one award an alias" in message


def test_a_form_of_two_agencies_is_refused(base: Path) -> None:
    with (base / "agencies.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"name": "Dinas Sosial Raya", "kind": "dinas", "forms": ["dinsos"]}\n')
    with pytest.raises(PatternError, match="form 'dinsos' of 'Dinas Sosial Raya'"):
        load(base)


def test_two_entries_of_one_key_are_refused(base: Path) -> None:
    with (base / "agencies.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"name": "Dinas Sosial", "kind": "dinas"}\n')
    with pytest.raises(PatternError, match="'Dinas Sosial' has two entries"):
        load(base)


def test_a_user_adds_an_award(tmp_path: Path, patterns: Patterns) -> None:
    loaded = load(extra=user_folder(tmp_path, "awards/piala-desa.toml", AWARD))
    assert set(loaded.awards) == {*patterns.awards, "piala-desa"}
    assert loaded.awards["piala-desa"].schemes[0].bands[0].max == Decimal("79.99")


def test_a_user_overrides_an_award(tmp_path: Path, patterns: Patterns) -> None:
    mine = 'code = "sakip"\nname = "Nilai Kinerja"\naliases = ["Nilai Kinerja Saya"]\n'
    loaded = load(extra=user_folder(tmp_path, "awards/sakip.toml", mine))
    assert loaded.awards["sakip"].aliases == ("Nilai Kinerja Saya",)
    assert len(loaded.awards) == len(patterns.awards)


def test_a_user_overrides_an_agency_and_adds_another(tmp_path: Path, patterns: Patterns) -> None:
    rows = (
        '{"name": "Dinas Sosial", "kind": "dinas", "forms": ["Dinsosku"]}\n'
        '{"name": "Dinas Uji", "kind": "dinas", "forms": ["Disuji"]}\n'
    )
    loaded = load(extra=user_folder(tmp_path, "agencies.jsonl", rows))
    by_name = {agency.name: agency for agency in loaded.agencies}
    assert by_name["Dinas Sosial"].forms == ("Dinsosku",)
    assert len(loaded.agencies) == len(patterns.agencies) + 1


def test_a_user_overrides_a_region_and_a_title(tmp_path: Path) -> None:
    extra = user_folder(
        tmp_path,
        "regions.csv",
        "code,level,name,short_name,province_code,aliases,risky_aliases\n"
        "36.04,kabupaten,Kabupaten Serang,Serang,36,Serang Raya|Serang Kab,\n",
    )
    (extra / "titles.toml").write_text(
        'acting = ["Pemangku"]\n[[titles]]\nforms = ["Bupati", "Regent"]\nlevel = "kabupaten"\n',
        encoding="utf-8",
    )
    loaded = load(extra=extra)
    region = next(region for region in loaded.regions if region.code == "36.04")
    assert region.aliases == ("Serang Raya", "Serang Kab")
    titles = {title.forms[0]: title for title in loaded.titles.titles}
    assert titles["Bupati"].forms == ("Bupati", "Regent")
    assert "Pemangku" in loaded.titles.acting


def test_the_digest_follows_every_byte(base: Path, patterns: Patterns) -> None:
    assert load(base).digest == patterns.digest
    with (base / "regions.csv").open("ab") as file:
        file.write(b"\n")
    assert load(base).digest != patterns.digest


def test_the_digest_counts_the_users_files(tmp_path: Path, patterns: Patterns) -> None:
    extra = user_folder(tmp_path, "awards/piala-desa.toml", AWARD)
    assert load(extra=extra).digest != patterns.digest


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (LadderEntry(label="A"), [("A", False)]),
        (
            LadderEntry(label="WTP", surfaces=("opini WTP",), bare=True),
            [("WTP", True), ("opini WTP", True)],
        ),
        (
            LadderEntry(label="Zona Hijau", bare=True, cued=("hijau",)),
            [("Zona Hijau", True), ("hijau", False)],  # a colour alone says nothing
        ),
        (
            LadderEntry(label="Mandiri", surfaces=("Desa Mandiri",), bare=True, cued=("Mandiri",)),
            [("Mandiri", False), ("Desa Mandiri", True)],  # a bank is called so too
        ),
    ],
)
def test_spellings_say_which_need_a_cue(
    entry: LadderEntry, expected: list[tuple[str, bool]]
) -> None:
    assert list(entry.spellings()) == expected
