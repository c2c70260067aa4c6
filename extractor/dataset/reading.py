"""Reading a dataset: rows of the flat table, nested records, articles, counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Self

from extractor.dataset.build import in_memory
from extractor.dataset.columns import NAMES, SPAN_NAMES
from extractor.dataset.filters import Filter
from extractor.dataset.flat import Row
from extractor.dataset.intake import is_run
from extractor.dataset.store import is_dataset, open_readonly
from extractor.errors import SourceError
from extractor.models import AwardRecord
from extractor.patterns.loader import Patterns

# The flat table's cells, decimals as the digits reported.
_CELLS = ", ".join(
    {"score": "digits AS score", "score_previous": "digits_previous AS score_previous"}.get(n, n)
    for n in (*NAMES, *SPAN_NAMES)
)
_PUBLISHED = "review IS NOT 'rejected'"


class Dataset:
    """A dataset open for reading; a run folder looks the same.

    Attributes:
        path: where it was opened from.
        connection: its SQLite connection, for queries of the review page.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ending: object) -> None:
        self.connection.close()

    def count(self, chosen: Filter) -> int:
        """Number of records that the filter leaves, rejected ones not counted."""
        where, values = chosen.condition()
        return self._number(f"SELECT count(*) FROM records WHERE {_PUBLISHED} AND {where}", values)

    def rows(self, chosen: Filter) -> Iterator[Row]:
        """Rows of the flat table with span columns, in the order of the runs."""
        where, values = chosen.condition()
        cursor = self.connection.execute(
            f"SELECT {_CELLS} FROM records WHERE {_PUBLISHED} AND {where} ORDER BY id", values
        )
        for row in cursor:
            yield dict(row)

    def records(self, chosen: Filter) -> Iterator[bytes]:
        """Nested records as JSON, corrections applied, in the same order as the rows."""
        where, values = chosen.condition()
        cursor = self.connection.execute(
            f"""SELECT coalesce(r.payload, v.payload) AS said
                FROM (SELECT * FROM records WHERE {_PUBLISHED} AND {where}) r
                  LEFT JOIN versions v ON v.record_id = r.record_id AND v.digest = r.digest
                ORDER BY r.id""",
            values,
        )
        for row in cursor:
            yield row["said"].encode()

    def record(self, record_id: str) -> AwardRecord | None:
        """One record as the extractor or an adding reviewer gave it, corrections not applied."""
        row = self.connection.execute(
            """SELECT coalesce(v.payload, r.payload) AS said FROM records r
                 LEFT JOIN versions v ON v.record_id = r.record_id AND v.digest = r.digest
               WHERE r.record_id = ?""",
            (record_id,),
        ).fetchone()
        return AwardRecord.model_validate_json(row["said"]) if row else None

    def articles_read(self) -> int:
        """Number of articles read, those without a record included."""
        return self._number(
            "SELECT count(*) FROM articles a JOIN pages p ON p.page = a.page"
            " AND p.run_id = a.run_id"
        )

    def facts(self, chosen: Filter) -> Iterator[sqlite3.Row]:
        """What the matrix and the pictures need of each record, with the paper it counts as."""
        where, values = chosen.condition()
        yield from self.connection.execute(
            f"""SELECT r.record_id, r.cluster_id, r.award_code, r.award_name, r.award_year,
                  r.recipient, r.recipient_kind, r.jurisdiction, r.jurisdiction_code,
                  r.digits, r.predicates, r.rank, r.article_url, r.article_site,
                  r.article_published, r.event_date, r.verdict, r.conflict, r.article_id,
                  coalesce(o.site, o.page, a.site, a.page) AS paper
                FROM (SELECT * FROM records WHERE {_PUBLISHED} AND {where}) r
                  JOIN articles a USING (article_id)
                  LEFT JOIN articles o ON o.article_id = a.copy_of
                ORDER BY r.id""",
            values,
        )

    def fullest_awards(self, chosen: Filter, *, scored: bool = False) -> list[str]:
        """Award codes by their number of records; ``scored``: of records with a figure."""
        where, values = chosen.condition()
        only = "AND digits IS NOT NULL" if scored else ""
        rows = self.connection.execute(
            f"""SELECT award_code FROM records WHERE {_PUBLISHED} AND {where} {only}
                GROUP BY 1 ORDER BY count(*) DESC, 1""",
            values,
        )
        return [row["award_code"] for row in rows]

    def months(self, chosen: Filter) -> dict[str, int]:
        """Records by month (2025-02) of the ceremony, else of publication."""
        where, values = chosen.condition()
        rows = self.connection.execute(
            f"""SELECT substr(coalesce(event_date, article_published), 1, 7) AS month,
                  count(*) AS n
                FROM records WHERE {_PUBLISHED} AND {where} GROUP BY 1 ORDER BY 1""",
            values,
        )
        return {row["month"]: row["n"] for row in rows if row["month"]}

    def told_by_several(self, chosen: Filter) -> Iterator[tuple[str, bool, tuple[str, ...]]]:
        """Each fact that several papers report: award, whether they differ, figures if so."""
        # clusters have no verdict of their own
        where, values = replace(chosen, verdicts=(), within=None).condition()
        if chosen.verdicts or chosen.within:
            among, more = chosen.condition()
            where += f" AND cluster_id IN (SELECT cluster_id FROM records WHERE {among})"
            values += more
        rows = self.connection.execute(
            f"""SELECT award_code, conflict, CASE WHEN conflict THEN (
                  SELECT group_concat(DISTINCT digits) FROM records r
                  WHERE r.cluster_id = c.cluster_id AND {_PUBLISHED}) END AS figures
                FROM clusters c WHERE papers > 1 AND {where}""",
            values,
        )
        for row in rows:
            figures = (row["figures"] or "").split(",")
            yield row["award_code"], bool(row["conflict"]), tuple(f for f in figures if f)

    def _number(self, query: str, values: tuple[str | int, ...] = ()) -> int:
        return int(self.connection.execute(query, values).fetchone()[0])


def open_source(path: Path, patterns: Callable[[], Patterns]) -> Dataset:
    """A dataset file, or a run folder read into memory.

    Raises:
        SourceError: the path is neither.
    """
    if path.is_dir():
        if not is_run(path):
            raise SourceError("trouble-no-run", path=path)
        return Dataset(path, in_memory(path, patterns()))
    if path.is_file() and not is_dataset(path):
        raise SourceError("trouble-no-run-or-dataset", path=path)
    return Dataset(path, open_readonly(path))
