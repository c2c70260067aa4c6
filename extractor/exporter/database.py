"""The flat table as an SQLite file with full-text search, as Datasette opens it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from extractor.dataset import Dataset
from extractor.dataset.columns import ColumnKind
from extractor.errors import OutputError
from extractor.exporter.request import Request

_TYPES: dict[ColumnKind, str] = {
    "text": "TEXT", "decimal": "NUMERIC", "integer": "INTEGER", "date": "TEXT",
}  # fmt: skip
_SEARCHED = "recipient, abbreviation, jurisdiction, award_name, predicates, article_title, speaker"
_INDEXED = ("award_code", "award_year", "jurisdiction_code", "verdict", "article_site")


def write_database(dataset: Dataset, path: Path, request: Request) -> int:
    """Write the table ``awards``; number of rows.

    Raises:
        OutputError: the disk refuses.
    """
    try:
        return _write(dataset, path, request)
    except sqlite3.OperationalError as error:
        raise OutputError("trouble-database", why=error) from error


def _write(dataset: Dataset, path: Path, request: Request) -> int:
    columns = request.columns
    names = ", ".join(column.name for column in columns)
    typed = ", ".join(
        f"{column.name} {_TYPES[column.kind]}{' PRIMARY KEY' if n == 0 else ''}"
        for n, column in enumerate(columns)
    )
    marks = ", ".join("?" * len(columns))
    with closing(sqlite3.connect(path, isolation_level=None)) as out:
        out.execute("PRAGMA journal_mode = OFF")
        out.execute("PRAGMA synchronous = OFF")
        out.execute("BEGIN")
        out.execute(f"CREATE TABLE awards ({typed})")
        out.executemany(
            f"INSERT INTO awards ({names}) VALUES ({marks})",
            (
                [None if request.withheld(c) else row[c.name] for c in columns]
                for row in dataset.rows(request.chosen)
            ),
        )
        for name in _INDEXED:
            out.execute(f"CREATE INDEX awards_{name} ON awards ({name})")
        out.execute(
            f"CREATE VIRTUAL TABLE awards_text USING fts5 ({_SEARCHED}, content = 'awards',"
            " tokenize = 'unicode61 remove_diacritics 2')"
        )
        out.execute("INSERT INTO awards_text (awards_text) VALUES ('rebuild')")
        count = int(out.execute("SELECT count(*) FROM awards").fetchone()[0])
        out.execute("COMMIT")
    return count
