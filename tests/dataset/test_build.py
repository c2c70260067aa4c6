"""Building: incremental, idempotent, in any order; history kept; bad lines named."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from extractor.dataset import Dataset, Filter, build, open_source
from extractor.dataset.decisions import Decision, DecisionLog, Fields
from extractor.errors import OutputError, SourceError
from extractor.models import ExtractorStamp
from extractor.patterns.loader import load
from tests.conftest import Command, make_article, make_record
from tests.dataset.gold_runs import article_of, gold_articles, gold_run, record_of, write_run

PATTERNS = load()


def dump(path: Path) -> list[str]:
    """Every row of every table, order and internal numbers left out."""
    connection = sqlite3.connect(path)
    tables = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_text%'"
            " AND name NOT LIKE 'sqlite_%'"
        )
    ]
    found = []
    for table in sorted(tables):
        columns = [
            f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({table})")
            if row[1] != "id" or table == "decisions"
        ]  # fmt: skip
        rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608
        found += sorted(f"{table}{tuple(row)!r}" for row in rows)
    connection.close()
    return found


def records_of(path: Path) -> dict[str, str | None]:
    with open_source(path, load) as dataset:
        return {
            str(row["record_id"]): None if row["score"] is None else str(row["score"])
            for row in dataset.rows(Filter())
        }


def test_the_same_run_twice_changes_nothing(tmp_path: Path) -> None:
    run, into = gold_run(tmp_path / "run"), tmp_path / "d.db"
    first = build([run], into, PATTERNS)
    before = into.read_bytes()
    again = build([run, run], into, PATTERNS)
    assert (first.added, again.added, again.known) == (1, 0, 2)
    assert again.records == first.records > 30
    assert into.read_bytes() == before


def test_a_copied_folder_is_the_same_run(tmp_path: Path) -> None:
    into = tmp_path / "d.db"
    build([gold_run(tmp_path / "one")], into, PATTERNS)
    assert build([gold_run(tmp_path / "other")], into, PATTERNS).added == 0


def test_runs_in_any_order_make_the_same_dataset(tmp_path: Path) -> None:
    gold = gold_articles(12)
    runs = [
        gold_run(tmp_path / "a", gold[:7]),
        gold_run(tmp_path / "b", gold[5:], started="2026-02-01T00:00:00+00:00", patterns="second"),
        gold_run(
            tmp_path / "c", gold[3:8], started="2026-03-01T00:00:00+00:00", patterns="third",
            change={"streak": 7},
        ),
    ]  # fmt: skip
    build(runs, tmp_path / "at-once.db", PATTERNS)
    for run in reversed(runs):
        build([run], tmp_path / "one-by-one.db", PATTERNS)
    assert dump(tmp_path / "at-once.db") == dump(tmp_path / "one-by-one.db")


def test_a_newer_extraction_supersedes_and_keeps_history(tmp_path: Path) -> None:
    gold, into = gold_articles(4), tmp_path / "d.db"
    build([gold_run(tmp_path / "old", gold)], into, PATTERNS)
    old = records_of(into)
    article = article_of(gold[0])
    first = record_of(gold[0].records[0], article, PATTERNS, _stamp("second"))
    changed = first.model_copy(
        update={"score": first.score.model_copy(update={"value": "94.26"}) if first.score else None}
    )
    newer = write_run(
        tmp_path / "new", [article], [changed], started="2026-05-01T00:00:00+00:00",
        patterns="second",
    )  # fmt: skip
    done = build([newer], into, PATTERNS)
    now = records_of(into)
    gone = len(gold[0].records) - 1
    assert len(now) == len(old) - gone
    assert now[changed.record_id] == "94.26"
    # the changed wording and the records that the newer run no longer finds
    assert done.history == gone + 1
    with open_source(into, load) as dataset:
        said = dataset.connection.execute(
            "SELECT payload FROM history WHERE record_id = ?", (changed.record_id,)
        ).fetchone()
    assert '"94.62"' in said["payload"]


def test_an_older_run_built_later_does_not_win(tmp_path: Path) -> None:
    gold, into = gold_articles(3), tmp_path / "d.db"
    build(
        [gold_run(tmp_path / "new", gold, started="2026-05-01T00:00:00+00:00",
                  change={"streak": 9})],
        into, PATTERNS,
    )  # fmt: skip
    build([gold_run(tmp_path / "old", gold)], into, PATTERNS)
    with open_source(into, load) as dataset:
        assert {row["streak"] for row in dataset.rows(Filter())} == {9}


def test_a_page_captured_twice_keeps_both_texts_only_when_they_differ(tmp_path: Path) -> None:
    one = make_article("Dinas Sosial meraih 94,62.", url="https://a.id/1")
    edited = make_article("Dinas Sosial meraih 94,26 (ralat).", url="https://a.id/1")
    run = write_run(
        tmp_path / "run", [one, one, edited],
        [make_record(one, "Dinas Sosial", "94,62"),
         make_record(edited, "Dinas Sosial", "94,26", record_id="f" * 24)],
    )  # fmt: skip
    assert build([run], tmp_path / "d.db", PATTERNS).articles == 2


def test_bad_lines_are_named_and_the_rest_taken(tmp_path: Path, command: Command) -> None:
    run = gold_run(tmp_path / "run", gold_articles(2))
    records = run / "records.jsonl"
    good = records.read_bytes().count(b"\n")
    lost = make_record(make_article("Dinas Sosial 94,62"), "Dinas Sosial", "94,62")
    records.write_bytes(
        records.read_bytes()
        + b'{"cut\n'
        + b'{"record_id": "\\ud800"}\n'
        + lost.model_dump_json().encode()
        + b"\n"
    )
    ran = command("build", run, "--into", tmp_path / "d.db")
    assert ran.status == 1
    assert f"line {good + 1}" in ran.err
    assert "not in articles.jsonl" in ran.err
    assert len(records_of(tmp_path / "d.db")) == good


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\x00" + b"\0" * 200])
def test_a_file_of_something_else_is_left_alone(tmp_path: Path, content: bytes) -> None:
    into = tmp_path / "d.db"
    into.write_bytes(content)
    with pytest.raises(OutputError):
        build([gold_run(tmp_path / "run", gold_articles(1))], into, PATTERNS)
    assert into.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    into = tmp_path / "d.db"
    other = sqlite3.connect(into)
    other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(OutputError, match="something else"):
        build([gold_run(tmp_path / "run", gold_articles(1))], into, PATTERNS)


def test_an_unfinished_run_is_refused(tmp_path: Path) -> None:
    run = gold_run(tmp_path / "run", gold_articles(1))
    (run / "records.jsonl").rename(run / "records.jsonl.part")
    with pytest.raises(SourceError, match="finish the run first"):
        build([run], tmp_path / "d.db", PATTERNS)


def test_reprints_are_one_voice_and_differing_papers_a_conflict(tmp_path: Path) -> None:
    body = " ".join(f"kata{n}" for n in range(60))
    texts = {
        "https://a.id/1": f"Dinas Sosial meraih 94,62. {body}",
        "https://b.id/1": f"JAKARTA – Dinas Sosial meraih 94,62. {body} Selesai.",
        "https://c.id/1": "Lain sekali: Dinas Sosial memperoleh 94,26 kata Ombudsman hari ini.",
    }
    articles = [
        make_article(text, url=url, site=url[8:12], published=f"2025-02-0{n}")
        for n, (url, text) in enumerate(texts.items(), 1)
    ]
    records = [
        make_record(article, "Dinas Sosial", "94,26" if "94,26" in article.text else "94,62")
        for article in articles
    ]
    build([write_run(tmp_path / "run", articles, records)], tmp_path / "d.db", PATTERNS)
    with open_source(tmp_path / "d.db", load) as dataset:
        cluster = dataset.connection.execute("SELECT * FROM clusters").fetchone()
    assert (cluster["records"], cluster["papers"], cluster["scores"]) == (3, 2, 2)
    assert cluster["conflict"] == 1


def test_verdicts_written_after_the_build_are_taken_in(tmp_path: Path) -> None:
    run, into = gold_run(tmp_path / "run", gold_articles(2)), tmp_path / "d.db"
    build([run], into, PATTERNS)
    record_id = next(iter(records_of(into)))
    lines = (
        '{"record_id": "RECORD", "article": {"url": "u", "source": "s"}, "recipient": "x",'
        ' "award": "a", "year": 2024, "score": null, "status": "contradicted", "reasons":'
        ' [{"code": "order-mismatch", "message": "m", "cause": null, "evidence": []}]}\n'
        '{"record_id": null, "article": {"url": "https://bantenraya.com/dev-a01", "source": "s"},'
        ' "recipient": null, "award": null, "year": null, "score": null,'
        ' "status": "contradicted", "reasons": [{"code": "count-mismatch", "message": "m"}]}\n'
    ).replace("RECORD", record_id)
    (run / "verdicts.jsonl").write_text(lines, encoding="utf-8")
    assert build([run], into, PATTERNS).added == 1
    with open_source(into, load) as dataset:
        rows = list(dataset.rows(Filter(verdicts=("contradicted",))))
        findings = dataset.connection.execute("SELECT * FROM findings").fetchall()
    assert [(row["record_id"], row["verdict_reasons"]) for row in rows] == [
        (record_id, "order-mismatch")
    ]
    assert [row["page"] for row in findings] == ["https://bantenraya.com/dev-a01"]


def test_decisions_correct_reject_and_add(tmp_path: Path) -> None:
    gold = gold_articles(1)
    run, into = gold_run(tmp_path / "run", gold), tmp_path / "d.db"
    build([run], into, PATTERNS)
    first, second, *_ = records_of(into)
    article = article_of(gold[0])
    start = article.text.index("Pendopo Bupati")
    log = DecisionLog(into.with_suffix(".decisions.jsonl"))
    log.append(
        _decision("1", "correct", first, fields=Fields(score="94.26", predicates=("Zona Hijau",))),
        _decision("2", "reject", second),
        _decision(
            "3", "add", None,
            article={"url": article.url, "sha256": article.sha256},
            fields=Fields(
                recipient="Dinas Kesehatan", jurisdiction="Kabupaten Serang",
                award="ombudsman-kepatuhan", year=2024, score="80",
            ),
            spans={"recipient": {"start": start, "end": start + 14, "text": "Pendopo Bupati"}},
        ),
        _decision("4", "reject", "0" * 24),
    )  # fmt: skip
    done = build([run], into, PATTERNS)
    assert (done.decisions, done.orphans) == (4, 1)
    with open_source(into, load) as dataset:
        rows = {str(row["record_id"]): row for row in dataset.rows(Filter())}
    assert rows[first]["score"] == "94.26"
    assert rows[first]["predicates"] == "Zona Hijau"
    assert second not in rows
    added = next(row for row in rows.values() if row["recipient"] == "Dinas Kesehatan")
    assert added["recipient_kind"] == "dinas"
    assert added["jurisdiction_code"] == "36.04"
    assert added["recipient_start"] == start
    # taken back again
    log.append(_decision("5", "undo", None, undoes="2"), _decision("6", "undo", None, undoes="3"))
    build([run], into, PATTERNS)
    assert second in records_of(into)
    assert added["record_id"] not in records_of(into)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(regions=("36",)), {"36.04"}),
        (Filter(regions=("36.04",)), {"36.04"}),
        (Filter(regions=("3",)), set()),
        (Filter(awards=("' OR 1=1 --",)), set()),
    ],
)
def test_filters(tmp_path: Path, chosen: Filter, expected: set[str]) -> None:
    build([gold_run(tmp_path / "run", gold_articles(5))], tmp_path / "d.db", PATTERNS)
    with open_source(tmp_path / "d.db", load) as dataset:
        found = {row["jurisdiction_code"] for row in dataset.rows(chosen)}
    assert found == expected


def test_a_run_folder_reads_like_a_dataset(tmp_path: Path) -> None:
    run = gold_run(tmp_path / "run", gold_articles(3))
    build([run], tmp_path / "d.db", PATTERNS)
    with open_source(run, load) as one, open_source(tmp_path / "d.db", load) as other:
        assert list(one.rows(Filter())) == list(other.rows(Filter()))
        assert list(one.records(Filter())) == list(other.records(Filter()))
    assert isinstance(one, Dataset)


@pytest.mark.parametrize("name", ["nothing", "folder", "text.db"])
def test_what_is_neither_is_said_in_one_line(tmp_path: Path, command: Command, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.db").write_text("text")
    ran = command("export", tmp_path / name, "--to", tmp_path / "x.csv")
    assert ran.status == 2
    assert len(ran.err.strip().splitlines()) == 1


def test_the_database_is_sound_and_searchable(tmp_path: Path) -> None:
    build([gold_run(tmp_path / "run", gold_articles(3))], tmp_path / "d.db", PATTERNS)
    connection = sqlite3.connect(tmp_path / "d.db")
    found = connection.execute(
        "SELECT r.recipient FROM records r JOIN records_text t ON r.id = t.rowid"
        " WHERE records_text MATCH 'dinsos'"
    ).fetchall()
    assert [row[0] for row in found] == ["Dinas Sosial"]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    connection.close()


def _decision(number: str, action: str, record_id: str | None, **given: object) -> Decision:
    return Decision.model_validate(
        {
            "id": number, "action": action, "record_id": record_id, "reviewer": "Rina",
            "at": f"2026-01-01T00:00:0{number}Z", **given,
        }
    )  # fmt: skip


def _stamp(patterns: str) -> ExtractorStamp:

    return ExtractorStamp(version="0.1.0", patterns=patterns)
