"""The current records of a dataset, written anew from what the runs and reviewers said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import orjson

from extractor.dataset.clusters import cluster_id
from extractor.dataset.columns import ALL_COLUMNS
from extractor.dataset.corrections import Corrector
from extractor.dataset.decisions import Decision, Ruling, rulings
from extractor.dataset.flat import Cell, flat_row
from extractor.dataset.intake import LineArticle, LineReason, VerdictLine
from extractor.models import Article, AwardRecord, Evidence, ExtractorStamp
from extractor.patterns.loader import Patterns

_REVIEWS = {"accept": "accepted", "correct": "corrected", "add": "added", "reject": "rejected"}

_COLUMNS = (
    *(column.name for column in ALL_COLUMNS),
    "digits", "digits_previous", "digest", "article_id", "cluster_id", "review", "disputed",
    "payload",
)  # fmt: skip
_INSERT = f"INSERT INTO records ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"


class Renewal:
    """Writes the current records of pages."""

    def __init__(self, connection: sqlite3.Connection, patterns: Patterns) -> None:
        self._connection = connection
        self._corrector = Corrector(patterns)
        self._all = [
            Decision.model_validate_json(row["payload"])
            for row in connection.execute(
                "SELECT payload FROM decisions WHERE action <> 'sample' ORDER BY at, id"
            )
        ]
        self._rulings = rulings(self._all)

    def pages_of(self, fresh: Iterable[Decision]) -> set[str]:
        """The pages that new decisions are about."""
        by_id = {each.id: each for each in self._all}
        pages: set[str] = set()
        for decision in fresh:
            meant = by_id.get(decision.undoes or "", decision)
            if meant.record_id is not None:
                query, value = "SELECT page FROM versions WHERE record_id = ?", meant.record_id
            elif meant.article is not None:
                query, value = "SELECT page FROM articles WHERE sha256 = ?", meant.article.sha256
            else:
                continue
            pages.update(row["page"] for row in self._connection.execute(query, (value,)))
        return pages

    def renew(self, pages: set[str]) -> int:
        """Write the records of these pages; how many rulings find no record any more."""
        connection = self._connection
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS stale (page TEXT PRIMARY KEY)")
        connection.execute("DELETE FROM stale")
        connection.executemany("INSERT INTO stale VALUES (?)", [(page,) for page in sorted(pages)])
        connection.execute(
            """DELETE FROM records WHERE article_id IN (
                 SELECT article_id FROM articles WHERE page IN (SELECT page FROM stale))"""
        )
        rows: list[tuple[Cell, ...]] = []
        evidence: list[tuple[Cell, ...]] = []
        checks: list[tuple[Cell, ...]] = []
        for record, ruling, digest, article, verdict in self._current():
            rows.append(self._row(record, ruling, digest, article, verdict))
            for name, held in record.evidence.items():
                spans = (held,) if isinstance(held, Evidence) else held
                evidence.extend(
                    (record.record_id, name, position, span.start, span.end, span.text)
                    for position, span in enumerate(spans)
                )
            checks.extend(
                (record.record_id, position, check.code, check.severity, check.message)
                for position, check in enumerate(record.checks)
            )
        connection.executemany(_INSERT, rows)
        connection.executemany("INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)", evidence)
        connection.executemany("INSERT INTO checks VALUES (?, ?, ?, ?, ?)", checks)
        held_now = {row["record_id"] for row in connection.execute("SELECT record_id FROM records")}
        return sum(subject not in held_now for subject in self._rulings)

    def _current(
        self,
    ) -> Iterator[tuple[AwardRecord, Ruling | None, str | None, str, VerdictLine | None]]:
        rows = self._connection.execute(
            """SELECT v.record_id, v.digest, v.article_id, v.payload, w.status, w.reasons
               FROM stale JOIN pages p USING (page)
                 JOIN runs ON runs.run_id = p.run_id
                 JOIN versions v ON v.page = p.page AND v.run_id = p.run_id
                 LEFT JOIN verdicts w ON w.record_id = v.record_id AND w.run_id = v.run_id
               ORDER BY runs.started, p.run_id, v.position"""
        ).fetchall()
        for row in rows:
            record = AwardRecord.model_validate_json(row["payload"])
            yield (
                record, self._rulings.get(record.record_id), row["digest"], row["article_id"],
                _verdict(row),
            )  # fmt: skip
        yield from self._added()

    def _added(self) -> Iterator[tuple[AwardRecord, Ruling, None, str, None]]:
        for ruling in self._rulings.values():
            decision = ruling.decision
            first = next((d for d in ruling.by_reviewer.values() if d.action == "add"), None)
            if first is None or first.article is None:
                continue
            row = self._connection.execute(
                """SELECT a.*, r.version, r.patterns FROM articles a
                     JOIN stale USING (page) JOIN runs r ON r.run_id = a.run_id
                   WHERE a.sha256 = ? ORDER BY a.url IS NOT ? LIMIT 1""",
                (first.article.sha256, first.article.url),
            ).fetchone()
            if row is None:
                continue
            article = Article(
                url=row["url"], source="", site=row["site"], title=row["title"],
                author=row["author"], published=row["published"], modified=row["modified"],
                sha256=row["sha256"], text=row["text"],
            )  # fmt: skip
            stamp = ExtractorStamp(version=row["version"], patterns=row["patterns"])
            record = self._corrector.added(first, article, stamp)
            if decision is not first and decision.action == "correct":
                record = self._corrector.corrected(record, decision)
            yield record, ruling, None, row["article_id"], None

    def _row(
        self,
        record: AwardRecord,
        ruling: Ruling | None,
        digest: str | None,
        article: str,
        verdict: VerdictLine | None,
    ) -> tuple[str | int | None, ...]:
        holds = record
        if ruling is not None and digest is not None and ruling.decision.action == "correct":
            holds = self._corrector.corrected(record, ruling.decision)
        row = flat_row(holds, verdict)
        kept = holds.model_dump_json() if digest is None or holds is not record else None
        return (
            *row.values(),
            row["score"], row["score_previous"], digest, article, cluster_id(row),
            _REVIEWS[ruling.decision.action] if ruling else None,
            int(ruling.disputed) if ruling else 0,
            kept,
        )  # fmt: skip


def forget_superseded(connection: sqlite3.Connection) -> None:
    """Drop verdicts on what no longer holds."""
    connection.execute(
        """DELETE FROM verdicts WHERE NOT EXISTS (
             SELECT 1 FROM versions v JOIN pages p ON p.page = v.page AND p.run_id = v.run_id
             WHERE v.record_id = verdicts.record_id AND v.run_id = verdicts.run_id)"""
    )
    connection.execute(
        """DELETE FROM findings WHERE NOT EXISTS (
             SELECT 1 FROM pages p WHERE p.page = findings.page AND p.run_id = findings.run_id)"""
    )


def _verdict(row: sqlite3.Row) -> VerdictLine | None:
    if row["status"] is None:
        return None
    return VerdictLine(
        record_id=row["record_id"],
        article=LineArticle(),
        status=row["status"],
        reasons=tuple(LineReason.model_validate(each) for each in orjson.loads(row["reasons"])),
    )
