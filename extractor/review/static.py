"""The page as one file to mail around: all data inside, decisions kept in the browser."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import orjson

from extractor.errors import OutputError
from extractor.exporter.atomic import write_text
from extractor.exporter.matrix import matrices
from extractor.messages import LANGUAGES, Language
from extractor.patterns.loader import Patterns
from extractor.review.detail import article
from extractor.review.listing import ORDERS, facets
from extractor.review.page import html, texts, vocabulary
from extractor.review.pictures import pictures_of, shown
from extractor.review.store import ReviewStore

# A browser opens a larger file only with patience; choose fewer records or serve the page.
MOST_RECORDS = 20_000


def write_static(store: ReviewStore, patterns: Patterns, to: Path, lang: Language) -> int:
    """Write the page with the chosen records (of the sample, where one is drawn).

    Raises:
        OutputError: more records than a file can carry, or the file cannot be written.
    """
    rows = _rows(store)
    if len(rows) > MOST_RECORDS:
        raise OutputError(
            f"{to}: {len(rows)} records are more than one file carries ({MOST_RECORDS});"
            " choose fewer with --award, --region, --year, --verdict or --sample"
        )
    connection = store.dataset.connection
    articles = {
        key: article(connection, key) for key in dict.fromkeys(row["article_id"] for row in rows)
    }
    setup = {
        "mode": "static",
        "lang": lang,
        "texts": texts(),
        "news": False,
        "opening": {
            "facets": facets(store),
            "vocabulary": vocabulary(patterns),
            "reviewer": store.reviewer,
            "name": store.dataset.path.name,
            "sample": store.sample.size if store.sample else None,
        },
        "records": [_record(row) for row in rows],
        "articles": articles,
        "matrices": [shown(each) for each in matrices(store.dataset, store.chosen, patterns)],
        "pictures": {each: pictures_of(store, patterns, "", "", each) for each in LANGUAGES},
        "decisions": [d.model_dump(mode="json", exclude_unset=True) for d in store.decisions],
    }
    write_text(to, html("static", setup, lang))
    return len(rows)


def _rows(store: ReviewStore) -> list[sqlite3.Row]:
    where, values = store.chosen.condition()
    sample = store.sample is not None
    return store.dataset.connection.execute(
        f"""SELECT r.record_id AS id, r.recipient, r.jurisdiction, r.jurisdiction_code AS region,
              r.award_code AS award, r.award_year AS year, r.digits AS score, r.predicates,
              r.rank, r.verdict, r.article_site AS site, r.article_published AS published,
              r.conflict, r.article_id, r.cluster_id, a.copy_of IS NOT NULL AS copy,
              r.article_url AS url, r.recipient_start AS start,
              coalesce(v.payload, r.payload) AS said, w.reasons
            FROM (SELECT * FROM records WHERE {where}) r
              JOIN articles a USING (article_id)
              LEFT JOIN versions v ON v.record_id = r.record_id AND v.digest = r.digest
              LEFT JOIN verdicts w ON w.record_id = r.record_id AND w.run_id = v.run_id
              {"JOIN drawn s ON s.record_id = r.record_id" if sample else ""}
            ORDER BY {"s.position" if sample else ORDERS["conflict"]}""",
        values,
    ).fetchall()


def _record(row: sqlite3.Row) -> dict[str, object]:
    held = {name: row[name] for name in row.keys() if name not in ("said", "reasons")}  # noqa: SIM118 -- a Row
    return held | {
        "record": orjson.loads(row["said"]),
        "reasons": orjson.loads(row["reasons"] or "[]"),
        "verified": row["reasons"] is not None,
    }
