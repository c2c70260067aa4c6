"""The ledger of a run: which shards are done, in SQLite, written by one process only."""

from __future__ import annotations

import sqlite3
from dataclasses import astuple
from pathlib import Path
from types import TracebackType
from typing import Self

from extractor.archive.parts import part_path
from extractor.archive.planning import Planned
from extractor.archive.task import Tallied

_VERSION = 1
_TABLES = """
CREATE TABLE run (key TEXT NOT NULL);
CREATE TABLE input (number INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL);
CREATE TABLE shard (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL, member TEXT, start INTEGER NOT NULL,
  stop INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0,
  pages INTEGER, articles INTEGER, records INTEGER, rejects INTEGER, seconds REAL, slowest REAL
);
"""


_TOTALS = ("bytes", "pages", "articles", "records", "rejects")


class Ledger:
    """Shards of one run; what is on disk as a whole part counts as done.

    Args:
        folder: the run's working folder.
        key: of inputs, method, version and patterns; a ledger with another key is begun anew.

    Attributes:
        totals: over the shards that are done: bytes, pages, articles, records, rejects.
    """

    def __init__(self, folder: Path, key: str, planned: Planned) -> None:
        self._folder = folder
        self._base = sqlite3.connect(folder / "ledger.db", isolation_level=None)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.execute("PRAGMA busy_timeout = 10000")
        if self._key() != key:
            self._begin(key, planned)
        self.totals = self._sums()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.close()

    def _key(self) -> str | None:
        if self._base.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            return None
        row = self._base.execute("SELECT key FROM run").fetchone()
        return row[0] if row else None

    def _begin(self, key: str, planned: Planned) -> None:
        base = self._base
        base.execute("BEGIN IMMEDIATE")
        for table in ("run", "input", "shard"):
            base.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _TABLES.strip().split(";\n"):
            if statement.strip():
                base.execute(statement)
        base.executemany(
            "INSERT INTO input VALUES (?, ?, ?)",
            ((number, name, digest) for number, (name, digest) in enumerate(planned.inputs)),
        )
        base.executemany(
            "INSERT INTO shard (number, name, member, start, stop) VALUES (?, ?, ?, ?, ?)",
            (
                (each.number, each.name, each.volume and each.volume.member, each.start, each.stop)
                for each in planned.shards
            ),
        )
        base.execute("INSERT INTO run VALUES (?)", (key,))
        base.execute(f"PRAGMA user_version = {_VERSION}")
        base.execute("COMMIT")

    def open_shards(self) -> list[int]:
        """Numbers of the shards still to do; a part that is whole settles its shard."""
        rows = self._base.execute("SELECT number, done FROM shard ORDER BY number").fetchall()
        whole = {number for number, _ in rows if part_path(self._folder, number).exists()}
        self._base.execute("BEGIN IMMEDIATE")
        for number, done in rows:
            if bool(done) != (number in whole):
                self._base.execute(
                    "UPDATE shard SET done = ? WHERE number = ?", (number in whole, number)
                )
        self._base.execute("COMMIT")
        self.totals = self._sums()
        return [number for number, _ in rows if number not in whole]

    def done(self, tallied: Tallied) -> None:
        """The shard's part is whole; what it came to is kept for progress."""
        number, *counts = astuple(tallied)
        self._base.execute(
            "UPDATE shard SET done = 1, pages = ?, articles = ?, records = ?, rejects = ?,"
            " seconds = ?, slowest = ? WHERE number = ?",
            (*counts, number),
        )
        row = self._base.execute(
            "SELECT stop - start FROM shard WHERE number = ?", (number,)
        ).fetchone()
        for name, value in zip(_TOTALS, (int(row[0]), *counts), strict=False):
            self.totals[name] += value

    def _sums(self) -> dict[str, int]:
        """Over the shards that are done."""
        row = self._base.execute(
            "SELECT total(stop - start), total(pages), total(articles), total(records),"
            " total(rejects) FROM shard WHERE done"
        ).fetchone()
        return {name: int(value) for name, value in zip(_TOTALS, row, strict=True)}
