"""Decisions: the log, samples, agreement, gold, and what takes them in again."""

from __future__ import annotations

import base64
import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from extractor.dataset import build, open_source
from extractor.dataset.decisions import Decision, DecisionLog, SampleDesign, rulings
from extractor.dataset.precision import Share, measure
from extractor.errors import SourceError
from extractor.evaluator.gold import load_gold
from extractor.patterns.loader import load
from extractor.review.sampling import Draw, draw
from tests.conftest import Command
from tests.dataset.gold_runs import gold_articles, gold_run

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def decision(number: int, action: str, record_id: str | None, **given: object) -> Decision:
    return Decision.model_validate(
        {
            "id": f"d{number}", "action": action, "record_id": record_id, "reviewer": "Rina",
            "at": f"2026-01-01T00:00:{number:02d}Z", **given,
        }
    )  # fmt: skip


@pytest.fixture
def built(tmp_path: Path) -> Path:
    build([gold_run(tmp_path / "run", gold_articles(20))], tmp_path / "d.db", load())
    return tmp_path / "d.db"


def ids(path: Path) -> list[str]:
    with open_source(path, load) as dataset:
        rows = dataset.connection.execute("SELECT record_id FROM records ORDER BY id").fetchall()
    return [row[0] for row in rows]


def test_a_line_cut_by_a_kill_is_left_out_and_mended(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "decisions.jsonl")
    log.append(decision(1, "accept", "a"))
    with log.path.open("ab") as file:
        file.write(b'{"id": "d2", "act')
    assert [each.id for each in log.read()[0]] == ["d1"]
    log.append(decision(3, "reject", "b"))
    with pytest.raises(SourceError, match="line 2"):
        log.read()


def test_null_and_absent_fields_are_not_the_same(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "decisions.jsonl")
    log.append(decision(1, "correct", "a", fields={"score": None, "rank": 3}))
    assert log.read()[0][0].fields.given() == {"rank": 3, "score": None}


def test_the_last_standing_decision_counts_and_differing_reviewers_dispute() -> None:
    made = [
        decision(1, "accept", "a"),
        decision(2, "reject", "a"),
        decision(3, "undo", None, undoes="d2"),
        decision(4, "accept", "b"),
        decision(5, "reject", "b", reviewer="Budi"),
    ]
    found = rulings(made)
    assert found["a"].decision.action == "accept"
    assert not found["a"].disputed
    assert found["b"].decision.action == "reject"
    assert found["b"].disputed


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(95, 100, 0.888, 0.978), (10, 10, 0.722, 1.0), (0, 5, 0.0, 0.434)],
)
def test_wilson_interval(right: int, of: int, low: float, high: float) -> None:
    found = Share(right, of).interval
    assert found == pytest.approx((low, high), abs=0.001)


def test_a_sample_is_the_same_whoever_draws_and_covers_every_large_stratum(built: Path) -> None:
    with open_source(built, load) as dataset:
        one = draw(dataset, Draw(20, 7), "Rina", NOW)
        other = draw(dataset, Draw(20, 7), "Budi", NOW)
        another = draw(dataset, Draw(20, 8), "Rina", NOW)
        whole = draw(dataset, Draw(10_000, 7), "Rina", NOW)
    assert one.records == other.records
    assert one.id != other.id
    assert one.records != another.records
    assert len(set(one.records)) == 20
    for *_, population, drawn in one.strata:
        expected = population * 20 / one.population
        assert abs(drawn - expected) < 1
    assert sorted(whole.records) == sorted(ids(built))


def test_precision_and_agreement(built: Path) -> None:
    with open_source(built, load) as dataset:
        sample = draw(dataset, Draw(20, 7), "Rina", NOW)
    made = []
    for number, record_id in enumerate(sample.records):
        made.append(decision(number, "reject" if number < 2 else "accept", record_id))
        made.append(
            decision(
                number + 30, "reject" if number < 3 else "accept", record_id, reviewer="Budi",
                id=f"b{number}",
            )
        )  # fmt: skip
    (found,) = measure(made, [sample])
    assert (found.whole.right, found.whole.of) == (17, 20)
    (agreement,) = found.agreements
    assert (agreement.both, agreement.same) == (20, 19)
    assert agreement.kappa == pytest.approx(0.773, abs=0.01)
    assert agreement.differing == (sample.records[2],)


def test_a_correction_of_a_minor_field_leaves_the_core_right(built: Path) -> None:
    with open_source(built, load) as dataset:
        sample = draw(dataset, Draw(4, 1), "Rina", NOW)
    made = [
        decision(1, "accept", sample.records[0]),
        decision(2, "correct", sample.records[1], fields={"speaker": None}),
        decision(3, "correct", sample.records[2], fields={"score": "1"}),
        decision(4, "reject", sample.records[3]),
    ]
    (found,) = measure(made, [sample])
    assert (found.whole.right, found.core.right) == (1, 2)


def test_the_card_tells_the_measured_precision_with_its_design(
    built: Path, command: Command
) -> None:
    with open_source(built, load) as dataset:
        sample = draw(dataset, Draw(20, 7), "Rina", NOW)
    log = DecisionLog(built.with_suffix(".decisions.jsonl"))
    log.append(sample, *(decision(n, "accept", r) for n, r in enumerate(sample.records)))
    assert command("build", built.parent / "run", "--into", built).status == 0
    out = built.parent / "out" / "awards.csv"
    assert command("export", built, "--to", out, "--lang", "en").status == 0
    card = (out.parent / "README.md").read_text(encoding="utf-8")
    assert "every field right 100.0 % (83.9 – 100.0 %)" in card
    assert f"20 of {sample.population} records, seed 7" in card
    assert command("export", built, "--to", out, "--lang", "id").status == 0
    card = (out.parent / "README.md").read_text(encoding="utf-8")
    assert "100,0 % (83,9 – 100,0 %)" in card


def test_static_page_and_apply(built: Path, command: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    ran = command("review", built, "--static", page, "--sample", 5, "--seed", 7, "--as", "Budi")
    assert ran.status == 0
    html = page.read_text(encoding="utf-8")
    assert "connect-src 'none'" in html
    assert "http-equiv" in html
    assert not any(word in html for word in ('src="http', "<link", "@import"))
    packed = re.search(r'id="packed">([A-Za-z0-9+/=]+)</script>', html)
    assert packed is not None
    held = orjson.loads(gzip.decompress(base64.b64decode(packed[1])))
    assert len(held["records"]) == 5
    assert {each["article_id"] for each in held["records"]} == set(held["articles"])
    mailed = tmp_path / "mailed.jsonl"
    made = [decision(n, "accept", r, reviewer="Budi") for n, r in enumerate(ids(built)[:3])]
    DecisionLog(mailed).append(*made)
    first = command("review", built, "--apply", mailed, "--lang", "en")
    again = command("review", built, "--apply", mailed, "--lang", "en")
    assert "3 decisions taken in, 0 already there" in first.err
    assert "0 decisions taken in, 3 already there" in again.err
    decisions, samples = DecisionLog(built.with_suffix(".decisions.jsonl")).read()
    assert len(decisions) == 3
    assert [each.size for each in samples] == [5]
    assert isinstance(samples[0], SampleDesign)


def test_more_than_a_browser_opens_is_refused_in_one_line(
    built: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.review.static.MOST_RECORDS", 3)
    ran = command("review", built, "--static", tmp_path / "page.html", "--lang", "en")
    assert ran.status == 2
    assert "records are more than one file carries (3); choose fewer with --award" in ran.err
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize(
    "content", [b"nonsense\n{}\n", b'{"action": "accept"}\n\n', b'[1]\n{"action":"drop"}\n']
)
def test_applying_what_are_no_decisions(
    built: Path, command: Command, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "mailed.jsonl"
    file.write_bytes(content)
    ran = command("review", built, "--apply", file)
    assert ran.status == 2
    assert "line 1 is no decision" in ran.err


def test_judged_articles_come_out_as_gold(built: Path, command: Command, tmp_path: Path) -> None:
    gold = gold_articles(2)
    with open_source(built, load) as dataset:
        rows = dataset.connection.execute(
            "SELECT record_id, recipient FROM records WHERE article_url LIKE '%dev-a01'"
        ).fetchall()
    made = [decision(n, "accept", row["record_id"]) for n, row in enumerate(rows)]
    made[0] = decision(0, "correct", rows[0]["record_id"], fields={"score": "94.26"})
    made[1] = decision(1, "reject", rows[1]["record_id"])
    log = DecisionLog(built.with_suffix(".decisions.jsonl"))
    log.append(*made)
    folder = tmp_path / "gold"
    assert command("review", built, "--gold", folder).status == 0
    (article,) = load_gold(folder)
    assert article.text == gold[0].text
    assert article.origin == "https://bantenraya.com/dev-a01"
    expected = {record.recipient: record for record in gold[0].records}
    assert len(article.records) == len(expected) - 1
    for record in article.records:
        truth = expected[record.recipient].model_dump()
        found = record.model_dump()
        if record.recipient == rows[0]["recipient"]:
            assert found.pop("score") == "94.26"
            truth.pop("score")
        assert found == truth
    told = command("evaluate", folder, "--run", built.parent / "run", "--quiet")
    assert told.status == 0
    assert orjson.loads(told.out)["gold_records"] == len(article.records)


def test_reviewers_of_one_sample_do_not_see_each_other(built: Path) -> None:
    from extractor.review.store import ReviewStore

    DecisionLog(built.with_suffix(".decisions.jsonl")).append(
        decision(1, "accept", ids(built)[0], reviewer="Budi")
    )
    with open_source(built, load) as dataset:
        store = ReviewStore(dataset, "Rina", draw(dataset, Draw(5, 1), "Rina", NOW))
        assert store.decisions == []
        assert len(store.all_decisions()) == 1
