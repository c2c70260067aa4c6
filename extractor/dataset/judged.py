"""Verdicts on a dataset as a whole: its articles to prove by, and the verdicts kept in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import orjson

from extractor.dataset.filters import Filter
from extractor.dataset.flat import JOINT, flat_row
from extractor.dataset.reading import Dataset
from extractor.dataset.store import create_or_open, writing
from extractor.models import Article, AwardRecord
from extractor.models.verdict import Verdict

_JUDGED = frozenset({"verdict", "verdict_reasons"})


def articles_of(dataset: Dataset) -> Iterator[Article]:
    """Every article as its page's latest run read it, in the order of the runs."""
    rows = dataset.connection.execute(
        """SELECT a.* FROM articles a JOIN pages p ON p.page = a.page AND p.run_id = a.run_id
           ORDER BY a.id"""
    )
    for row in rows:
        yield Article(
            url=row["url"], source=row["url"] or "", site=row["site"], title=row["title"],
            author=row["author"], published=row["published"], modified=row["modified"],
            sha256=row["sha256"], text=row["text"],
        )  # fmt: skip


def column_faults(dataset: Dataset, records: Sequence[AwardRecord]) -> dict[str, str]:
    """Records whose row of the flat table says otherwise than they do, with the column."""
    faults: dict[str, str] = {}
    for row, record in zip(dataset.rows(Filter()), records, strict=True):
        wanted = flat_row(record, None)
        for column, cell in wanted.items():
            if column not in _JUDGED and row.get(column) != cell:
                faults[record.record_id] = column
                break
    return faults


def keep_verdicts(path: Path, verdicts: Iterable[Verdict]) -> None:
    """Write the verdicts into the dataset, so that exports and the review page carry them.

    Raises:
        OutputError: the file cannot be written.
    """
    connection = create_or_open(path)
    try:
        with writing(connection):
            connection.execute("DELETE FROM findings")
            for position, verdict in enumerate(verdicts):
                reasons = [reason.model_dump(mode="json") for reason in verdict.reasons]
                if verdict.record_id is None:
                    connection.execute(
                        """INSERT INTO findings SELECT page, run_id, ?, ?, ? FROM pages
                           WHERE page = ?""",
                        (position, verdict.status, orjson.dumps(reasons).decode(),
                         verdict.article.url),
                    )  # fmt: skip
                    continue
                codes = JOINT.join(dict.fromkeys(reason.code for reason in verdict.reasons))
                connection.execute(
                    "UPDATE records SET verdict = ?, verdict_reasons = ? WHERE record_id = ?",
                    (verdict.status, codes or None, verdict.record_id),
                )
                connection.execute(
                    """INSERT OR REPLACE INTO verdicts
                       SELECT v.record_id, v.run_id, ?, ? FROM versions v
                       JOIN records r ON r.record_id = v.record_id AND r.digest = v.digest
                       WHERE v.record_id = ?""",
                    (verdict.status, orjson.dumps(reasons).decode(), verdict.record_id),
                )
    finally:
        connection.close()
