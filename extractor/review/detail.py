"""One record on the page: its article with evidence, its verdict, and the other papers."""

from __future__ import annotations

import sqlite3

import orjson

from extractor.review.store import ReviewStore

Detail = dict[str, object]

_OTHERS = 40


def detail(store: ReviewStore, record_id: str) -> Detail | None:
    """All that the page shows of one record; None for an id that is not there."""
    with store.lock:
        connection = store.dataset.connection
        row = connection.execute(
            """SELECT r.article_id, r.cluster_id, r.conflict, r.review,
                 coalesce(v.payload, r.payload) AS said, w.status, w.reasons
               FROM records r
                 LEFT JOIN versions v ON v.record_id = r.record_id AND v.digest = r.digest
                 LEFT JOIN verdicts w ON w.record_id = r.record_id AND w.run_id = v.run_id
               WHERE r.record_id = ?""",
            (record_id,),
        ).fetchone()
        if row is None:
            return None
        return {
            "record": orjson.loads(row["said"]),
            "article": article(connection, row["article_id"]),
            "verdict": {
                "status": row["status"] or "unsupported",
                "reasons": orjson.loads(row["reasons"] or "[]"),
                "verified": row["status"] is not None,
            },
            "conflict": bool(row["conflict"]),
            "others": _others(connection, row["cluster_id"], record_id),
            "siblings": _siblings(connection, row["article_id"], record_id),
        }


def article(connection: sqlite3.Connection, article_id: str) -> Detail:
    """An article with its dropped lines and the findings that concern it as a whole."""
    row = connection.execute(
        """SELECT page, url, site, title, author, published, modified, sha256, text, dropped
           FROM articles WHERE article_id = ?""",
        (article_id,),
    ).fetchone()
    findings = connection.execute(
        """SELECT f.status, f.reasons FROM findings f JOIN pages p USING (page, run_id)
           WHERE f.page = ? ORDER BY f.position""",
        (row["page"],),
    )
    held = {name: row[name] for name in row.keys() if name != "page"}  # noqa: SIM118 -- a Row
    return held | {
        "dropped": orjson.loads(row["dropped"]),
        "findings": [
            {"status": each["status"], "reasons": orjson.loads(each["reasons"])}
            for each in findings
        ],
    }


def _others(connection: sqlite3.Connection, cluster_id: str, record_id: str) -> list[Detail]:
    """What other articles say of the same recipient, award and year; reprints marked."""
    rows = connection.execute(
        """SELECT r.record_id AS id, r.digits AS score, r.predicates, r.rank,
             r.article_site AS site, r.article_url AS url, r.article_published AS published,
             r.verdict, a.copy_of IS NOT NULL AS copy
           FROM records r JOIN articles a USING (article_id)
           WHERE r.cluster_id = ? AND r.record_id <> ? ORDER BY r.article_published LIMIT ?""",
        (cluster_id, record_id, _OTHERS),
    )
    return [dict(row) for row in rows]


def _siblings(connection: sqlite3.Connection, article_id: str, record_id: str) -> list[Detail]:
    """The other records of the same article."""
    rows = connection.execute(
        """SELECT record_id AS id, recipient, award_code AS award, award_year AS year,
             digits AS score, predicates, recipient_start AS start, recipient_end AS "end"
           FROM records WHERE article_id = ? AND record_id <> ? ORDER BY id LIMIT 200""",
        (article_id, record_id),
    )
    return [dict(row) for row in rows]
