"""Records of one fact from several papers: how many speak, and whether they disagree."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from itertools import groupby

from extractor.dataset.copies import originals, sketch
from extractor.dataset.flat import JOINT, Row
from extractor.patterns.loader import Patterns

# Above so many articles on one fact, reprints are looked for among the first ones only.
_MOST = 60

Dimensions = Mapping[tuple[str, str], str]


def cluster_id(row: Row) -> str:
    """Records agree on this id if they speak of one recipient, award and year."""
    code = row["award_code"]
    named = row["award_name"] if code == "other" else code
    parts = (named, row["award_year"], row["recipient"], row["jurisdiction_code"])
    joined = "\x1f".join(str(part) for part in parts).casefold()
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def dimensions(patterns: Patterns) -> Dimensions:
    """The ladder's dimension of each award's labels: two labels of one dimension exclude."""
    return {
        (code, entry.label): ladder.dimension
        for code, award in patterns.awards.items()
        for ladder in award.ladders
        for entry in ladder.entries
    }


def disagree(
    code: str, members: Iterable[tuple[str | None, str | None]], known: Dimensions
) -> bool:
    """Whether (digits, predicates) of one fact cannot all be true."""
    scores: set[Decimal] = set()
    labels: dict[str, set[str]] = defaultdict(set)
    for digits, predicates in members:
        if digits is not None:
            scores.add(_decimal(digits))
        for label in (predicates or "").split(JOINT):
            dimension = known.get((code, label))
            if dimension is not None:
                labels[dimension].add(label)
    return len(scores) > 1 or any(len(each) > 1 for each in labels.values())


def renew_clusters(connection: sqlite3.Connection, known: Dimensions) -> None:
    """Recompute reprints and clusters from the current records; a function of these alone."""
    _mark_copies(connection)
    connection.execute("DELETE FROM clusters")
    rows = connection.execute(
        """SELECT r.cluster_id, r.award_code, r.award_year, r.recipient, r.jurisdiction_code,
             r.digits, r.predicates, coalesce(o.site, o.page, a.site, a.page) AS paper
           FROM records r JOIN articles a USING (article_id)
             LEFT JOIN articles o ON o.article_id = a.copy_of
           WHERE r.review IS NOT 'rejected' ORDER BY r.cluster_id, r.record_id"""
    )
    for name, group in groupby(rows, key=lambda row: row["cluster_id"]):
        members = list(group)
        first = members[0]
        scores = {_decimal(each["digits"]) for each in members if each["digits"] is not None}
        conflict = disagree(
            first["award_code"], ((e["digits"], e["predicates"]) for e in members), known
        )
        connection.execute(
            "INSERT INTO clusters VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                name, first["award_code"], first["award_year"], first["recipient"],
                first["jurisdiction_code"], len(members), len({e["paper"] for e in members}),
                len(scores), int(conflict),
            ),
        )  # fmt: skip
    # records that were rejected may stand in a cluster of their own
    connection.execute(
        """INSERT OR IGNORE INTO clusters
           SELECT cluster_id, award_code, award_year, recipient, jurisdiction_code, 0, 0, 0, 0
           FROM records WHERE review IS 'rejected' GROUP BY cluster_id"""
    )
    connection.execute(
        """UPDATE records SET conflict = c.conflict FROM clusters c
           WHERE c.cluster_id = records.cluster_id AND records.conflict <> c.conflict"""
    )


def _mark_copies(connection: sqlite3.Connection) -> None:
    rows = connection.execute(
        """SELECT DISTINCT r.cluster_id, a.article_id FROM records r
             JOIN articles a USING (article_id)
           WHERE r.cluster_id IN (
             SELECT cluster_id FROM records GROUP BY cluster_id
             HAVING count(DISTINCT article_id) > 1)
           ORDER BY r.cluster_id, a.published, a.article_id"""
    ).fetchall()
    groups = [
        [row["article_id"] for row in group][:_MOST]
        for _, group in groupby(rows, key=lambda row: row["cluster_id"])
    ]
    wanted = {article for group in groups for article in group}
    sketches = {
        row["article_id"]: sketch(row["text"])
        for row in connection.execute("SELECT article_id, text FROM articles")
        if row["article_id"] in wanted
    }
    found = originals(groups, sketches)
    connection.execute("UPDATE articles SET copy_of = NULL WHERE copy_of IS NOT NULL")
    connection.executemany(
        "UPDATE articles SET copy_of = ? WHERE article_id = ?",
        [(original, article) for article, original in sorted(found.items())],
    )


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits).normalize()
    except InvalidOperation:
        return Decimal("NaN")
