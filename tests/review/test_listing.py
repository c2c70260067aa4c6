"""The list of records: what a person should look at first stands first."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from extractor.dataset import build, open_source
from extractor.patterns.loader import load
from extractor.review.listing import Wanted, listing
from extractor.review.store import ReviewStore
from tests.dataset.gold_runs import gold_articles, gold_run


def test_what_is_contradicted_comes_first_then_where_papers_differ(tmp_path: Path) -> None:
    build([gold_run(tmp_path / "run", gold_articles(14))], tmp_path / "d.db", load())
    with sqlite3.connect(tmp_path / "d.db") as base:
        last, before = (
            row[0]
            for row in base.execute(
                "SELECT record_id FROM records ORDER BY article_published, id DESC LIMIT 2"
            )
        )
        base.execute("UPDATE records SET conflict = 0")
        base.execute("UPDATE records SET verdict = 'contradicted' WHERE record_id = ?", (last,))
        base.execute(
            "UPDATE records SET verdict = 'conflicting', conflict = 1 WHERE record_id = ?",
            (before,),
        )
        plan = base.execute(
            "EXPLAIN QUERY PLAN SELECT record_id FROM records r ORDER BY"
            " (r.verdict = 'contradicted') DESC, r.conflict DESC, r.article_published DESC, r.id"
        ).fetchall()
    base.close()
    assert [step[3] for step in plan] == ["SCAN r USING INDEX records_order"]
    with open_source(tmp_path / "d.db", load) as dataset:
        store = ReviewStore(dataset, "Rina")
        shown = [row["id"] for row in listing(store, Wanted())["rows"]]
        store.close()
    assert shown[:2] == [last, before]
