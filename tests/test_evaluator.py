from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import SourceError
from extractor.evaluator import GoldArticle, load_gold, score
from extractor.evaluator.compare import differences
from extractor.evaluator.errors import sentence_of
from extractor.evaluator.floors import fallen, load_floors, measured, raised
from extractor.evaluator.gold import corpus_digest, faults
from extractor.evaluator.matching import found_records, found_view
from extractor.evaluator.names import body_key, near, normal, same_name, same_person
from tests.conftest import ROOT, Command

GOLD = ROOT / "corpus" / "gold"
FLOORS = ROOT / "corpus" / "floors.json"


def as_found(article: GoldArticle, position: int, **changes: Any) -> dict[str, Any]:
    """A gold record in the shape of a found one, with some fields changed."""
    gold = {**article.records[position].model_dump(), **changes}
    score_part = {"value": gold["score"], "previous": gold["previous_score"]}
    return {
        "article": {"url": f"https://a.id/{article.id}", "source": "x"},
        "recipient": {"name": gold["recipient"], "jurisdiction": {"name": gold["jurisdiction"]}},
        "award": {
            "code": gold["award"], "granting_body": gold["granting_body"], "year": gold["year"],
        },
        "score": score_part if gold["score"] else None,
        "predicates": list(gold["predicates"]),
        "rank": {"position": gold["rank"]} if gold["rank"] else None,
        "streak": gold["streak"],
        "event_date": gold["event_date"],
        "speaker": {"name": gold["speaker"]} if gold["speaker"] else None,
    }  # fmt: skip


def all_found(gold: tuple[GoldArticle, ...]) -> list[dict[str, Any]]:
    return [as_found(each, n) for each in gold for n in range(len(each.records))]


def write_records(path: Path, records: list[dict[str, Any]]) -> Path:
    lines = (json.dumps(each, ensure_ascii=False) for each in records)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


SPOILING: list[tuple[float, dict[str, list[Any]]]] = [
    (0.2, {"award": ["other"]}),
    (0.2, {"score": ["12.5", "90", None]}),
    (0.2, {"year": [2019, None]}),
    (0.2, {"predicates": [["A", "Zona Hijau"]]}),
    (0.2, {"granting_body": [None, "BPK RI", "Kemenpan RB"]}),
    (0.1, {"recipient": ["Pemkab Entah"]}),
    (0.1, {"jurisdiction": [None]}),
    (0.2, {"speaker": [None, "Fadli", "Orang Lain"]}),
    (0.2, {"rank": [1], "streak": [3], "event_date": [None], "previous_score": ["1"]}),
]


def spoilt(gold: tuple[GoldArticle, ...], seed: int) -> list[dict[str, Any]]:
    """Found records with every sort of error, the same for the same seed."""
    chance = random.Random(seed)
    found = []
    for article in gold:
        for n in range(len(article.records)):
            changes = {
                field: chance.choice(values)
                for share, fields in SPOILING
                if chance.random() < share
                for field, values in fields.items()
            }
            copies = chance.choices([0, 1, 2], [0.15, 0.75, 0.1])[0]
            found += [as_found(article, n, **changes)] * copies
    negative = next(each for each in gold if not each.records)
    donor = next(each for each in gold if each.records)
    false = as_found(donor, 0)
    false["article"]["url"] = f"https://a.id/{negative.id}"
    return [*found, false]


def test_gold_against_itself_is_perfect(tmp_path: Path) -> None:
    gold = load_gold(GOLD)
    path = write_records(tmp_path / "records.jsonl", all_found(gold))
    card = score(gold, found_records(path, (each.id for each in gold)), draws=10)
    assert (card.records.f1, card.figures.f1, card.predicates.f1) == (1, 1, 1)
    assert all(each.value == 1 for each in card.fields.values())
    assert (card.exact.value, card.false_on_negatives, card.mistakes) == (1, 0, ())


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_is_that_of_the_outside_scorer(
    tmp_path: Path, outside: Path, command: Command, seed: int
) -> None:
    gold = load_gold(GOLD)
    path = write_records(tmp_path / "records.jsonl", spoilt(gold, seed))
    other = subprocess.run(
        [sys.executable, str(outside / "tools" / "score.py"), str(GOLD), str(path)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    told = json.loads(command("evaluate", GOLD, "--run", path, "--quiet").out)
    for name in ("records", "figures", "predicates"):
        line = re.search(rf"^{name}\s+P (\S+)\s+R (\S+)\s+F1 (\S+)", other, re.MULTILINE)
        assert line
        ours = tuple(f"{told[name][key]:.3f}" for key in ("precision", "recall", "f1"))
        assert ours == line.groups(), name
    fields = dict(re.findall(r"^  field (\S+)\s+\S+\s+\((\d+/\d+)\)", other, re.MULTILINE))
    for name, each in told["fields"].items():
        assert f"{each['right']}/{each['of']}" == fields.get(name, "0/0"), name
    assert f"false records on them {told['false_on_negatives']}\n" in other
    assert f"({told['exact']['right']} of {told['exact']['of']} gold)" in other


def test_the_same_call_gives_the_same_intervals() -> None:
    gold = load_gold(GOLD, "dev-a")
    found = {each.id: [found_view(as_found(each, 0))] for each in gold if each.records}
    one, two = score(gold, found, draws=50), score(gold, found, draws=50)
    assert one == two
    assert one.records.interval is not None
    low, high = one.records.interval
    assert low <= one.records.f1 <= high
    assert low < high


def test_only_takes_the_articles_of_a_prefix(command: Command) -> None:
    told = json.loads(command("evaluate", GOLD, "--only", "dev-a0", "--quiet").out)
    assert told["articles"] == len(load_gold(GOLD, "dev-a0")) < len(load_gold(GOLD))


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"score": None}, "field-missing"),
        ({"score": "94.26"}, "digits-differ"),
        ({"year": 2020}, "field-differs"),
        ({"rank": 3}, "field-invented"),
        ({"predicates": ("Zona Hijau",)}, "predicate-missing"),
        ({"predicates": ("Zona Hijau", "Kualitas Tertinggi", "A")}, "predicate-invented"),
    ],
)
def test_each_error_has_its_cause_and_its_sentence(changes: dict[str, Any], cause: str) -> None:
    article = next(each for each in load_gold(GOLD, "dev-a01"))
    found = [found_view(as_found(article, n)) for n in range(1, len(article.records))]
    found.append(found_view(as_found(article, 0, **changes)))
    (mistake,) = score((article,), {article.id: found}, draws=1).mistakes
    assert mistake.cause == cause
    assert mistake.sentence is not None
    assert "94, 62" in mistake.sentence


def test_errors_of_whole_records() -> None:
    article = next(each for each in load_gold(GOLD, "dev-a01"))
    negative = next(each for each in load_gold(GOLD) if not each.records)

    def causes(of: GoldArticle, found: list[dict[str, Any]]) -> set[str]:
        views = {of.id: [found_view(each) for each in found]}
        return {each.cause for each in score((of,), views, draws=1).mistakes}

    rest = [as_found(article, n) for n in range(1, len(article.records))]
    elsewhere = as_found(article, 0, recipient="Dinas Perikanan")
    assert causes(article, []) == {"nothing-found"}
    assert causes(article, rest) == {"recipient-missed"}
    assert causes(article, [*rest, elsewhere]) == {"recipient-missed", "false-recipient"}
    assert causes(article, [*rest, as_found(article, 0), as_found(article, 1)]) == {
        "recipient-twice"
    }
    assert causes(negative, [as_found(article, 0)]) == {"false-on-negative"}


def test_against_an_earlier_run_each_change_is_told(tmp_path: Path, command: Command) -> None:
    article = next(each for each in load_gold(GOLD, "dev-a01"))
    before = [as_found(article, 0), as_found(article, 1, score="1.5"), as_found(article, 2)]
    after = [as_found(article, 1), as_found(article, 2), as_found(article, 3)]
    old = write_records(tmp_path / "old.jsonl", before)
    new = write_records(tmp_path / "new.jsonl", after)
    views = [found_records(path, [article.id]) for path in (old, new)]
    changes = list(differences((article,), *views))
    assert [(each.change, each.recipient, each.right) for each in changes] == [
        ("lost", article.records[0].recipient, True),
        ("gained", article.records[3].recipient, True),
        ("changed", article.records[1].recipient, True),
    ]
    assert changes[2].fields == {"score": ("1.5", article.records[1].score)}
    ran = command("evaluate", GOLD, "--run", new, "--against", old, "--only", "dev-a01")
    assert "1 gained, 1 lost, 1 changed" in ran.err
    assert len(json.loads(ran.out)["against"]) == 3


# ---- names

NAMES = [
    ("Dinas Sosial", "Dinas Sosial Kabupaten Serang", "Kabupaten Serang", True, "its region said"),
    ("UPTD Puskesmas Pontang", "Puskesmas Pontang", None, True, "unit words fall away"),
    ("Pemkab Serang", "Pemerintah Kabupaten Serang", None, True, "press form"),
    ("SMPN 1 Kebumen", "SMPN 2 Kebumen", None, False, "a number tells them apart"),
    ("Dinas Koperasi dan UKM", "Dinas Koperasi dan Usaha Kecil Menengah", None, True, "spelt out"),
    ("Dinas Kependudukan dan Pencatatan Sipil", "Dinas Kependudukkan dan Pencatatan Sipil", None,
     True, "one letter in a long name"),
    ("Puskesmas Anyar", "Puskesmas Anyer", None, False, "one letter in a short name"),
    ("Dinas Sosial", "", None, False, "nothing is not a name"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "gold", "region", "same", "reason"), NAMES)
def test_names_of_recipients(
    found: str, gold: str, region: str | None, same: bool, reason: str
) -> None:
    assert same_name(found, gold, region) is same, reason


def test_a_granting_body_has_one_key_whatever_its_form() -> None:
    assert body_key("Kementerian PANRB") == body_key(
        "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi (PANRB)"
    )
    assert body_key("BPK RI") != body_key("KPK")


def test_a_shorter_form_of_a_person_is_the_person() -> None:
    assert same_person("Fadli", "Fadli Afriadi")
    assert not same_person("Fadli", None)


@given(st.text(max_size=60))
def test_a_name_is_near_itself(name: str) -> None:
    assert near(normal(name), normal(name))
    assert normal(normal(name)) == normal(normal(normal(name)))


@given(st.text(max_size=200), st.data())
def test_a_sentence_holds_the_words_it_was_asked_for(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = text[start : start + 10]
    found = sentence_of(text, [words] if words else [])
    if not words:
        assert found is None
    elif "\n" not in words:
        assert found is not None
        assert words[:300] in found


# ---- gold and floors


def test_all_gold_is_sound() -> None:
    from extractor.patterns.loader import load

    codes = frozenset(load().awards) | {"other"}
    for article in load_gold(GOLD):
        assert list(faults(article, codes)) == [], article.id


def test_a_fault_of_gold_names_file_and_key(tmp_path: Path) -> None:
    text = (GOLD / "dev-a01.json").read_text(encoding="utf-8")
    (tmp_path / "x.json").write_text(text.replace('"streak"', '"streek"', 1), encoding="utf-8")
    with pytest.raises(SourceError, match=r"x\.json: records\.0\.stre"):
        load_gold(tmp_path)


def test_pasted_gold_has_its_inserts_in_their_places() -> None:
    article = next(each for each in load_gold(GOLD, "dev-a01"))
    lines = (article.pasted().text or "").split("\n")
    first = article.inserts[0]
    assert lines[first.after + 1] == first.text
    assert len(lines) == len(article.paragraphs) + len(article.inserts)


def test_a_floor_rises_and_never_falls() -> None:
    gold = load_gold(GOLD, "dev-a")
    none = score(gold, {}, draws=1)
    views = {each.id: [found_view(as_found(each, 0))] for each in gold if each.records}
    some = score(gold, views, draws=1)
    pinned = measured(some)
    assert fallen(pinned, some) == []
    assert any(line.startswith("records_f1") for line in fallen(pinned, none))
    assert raised(pinned, none) == pinned
    assert raised(measured(none), some).floors["records_f1"] == pinned.floors["records_f1"]


@pytest.mark.skipif(not FLOORS.exists(), reason="floors are pinned once the rules are written")
def test_no_figure_lies_below_its_floor() -> None:
    floors = load_floors(FLOORS)
    assert floors.corpus == corpus_digest(GOLD), "the corpus changed; see `make floors`"
    from extractor.cli.evaluation import Question, extracted

    for split, pinned in floors.splits.items():
        gold = load_gold(GOLD, split)
        card = score(gold, extracted(gold, Question(gold=GOLD)), draws=1)
        assert fallen(pinned, card) == [], split
