"""The SQLite index of a fetch folder: every address, its state, and where its bytes are.

One process writes, the event loop's thread only. Bytes go to the archive first; a transaction
here then makes them count, so that a killed run loses at most the pages in flight.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, cast

from extractor.errors import SourceError
from extractor.fetcher.robots import StoredRobots
from extractor.fetcher.rows import CAPTURE_COLUMNS, COLUMNS, Address, Capture, Kind

VERSION: Final = 1

_SCHEMA: Final = """
CREATE TABLE addresses (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued',
    code TEXT, message TEXT, status INTEGER,
    seed TEXT NOT NULL, via INTEGER, target INTEGER,
    site TEXT, themed INTEGER NOT NULL DEFAULT 0,
    template TEXT, page INTEGER NOT NULL DEFAULT 1, part INTEGER,
    redirects INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    title TEXT, published TEXT,
    fetched REAL, etag TEXT, last_modified TEXT, digest TEXT, charset TEXT, notes TEXT
);
CREATE INDEX work ON addresses (host, state, tries, id);
CREATE INDEX bodies ON addresses (digest) WHERE digest IS NOT NULL;
CREATE INDEX targets ON addresses (target) WHERE target IS NOT NULL;
CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    address INTEGER NOT NULL REFERENCES addresses (id),
    kind TEXT NOT NULL,
    fetched REAL NOT NULL, status INTEGER NOT NULL,
    file TEXT NOT NULL, position INTEGER NOT NULL, length INTEGER NOT NULL,
    record TEXT NOT NULL, digest TEXT NOT NULL, peer TEXT
);
CREATE INDEX of_address ON captures (address);
CREATE TABLE files (name TEXT PRIMARY KEY, length INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE hosts (
    host TEXT PRIMARY KEY, robots TEXT, robots_fetched REAL,
    closed_code TEXT, closed_message TEXT, closed_until REAL
) WITHOUT ROWID;
CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Ledger:
    """Reads and writes of the index.

    Args:
        path: the database file; None keeps it in memory.
        read_only: open a file that is there, on a disk that may be read-only too.

    Raises:
        SourceError: the file is no index of this version.
    """

    def __init__(self, path: Path | None, *, read_only: bool = False) -> None:
        self._base = sqlite3.connect(":memory:", isolation_level=None)
        try:
            self._open(path, read_only=read_only)
        except sqlite3.DatabaseError as error:
            self._base.close()
            raise SourceError("trouble-no-fetch", path=path, why=error) from error
        except SourceError:
            self._base.close()
            raise

    def _open(self, path: Path | None, *, read_only: bool) -> None:
        if path is not None:
            self._base.close()
            self._base = _read_only(path) if read_only else _connected(str(path))
        if not read_only:
            for setting in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000"):
                self._base.execute(f"PRAGMA {setting}")
        version = self._base.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not read_only:
            with self.transaction():
                for statement in _SCHEMA.split(";"):
                    self._base.execute(statement)
                self._base.execute(f"PRAGMA user_version={VERSION}")
        elif version != VERSION:
            raise SourceError("trouble-fetch-version", path=path, found=version, known=VERSION)

    def close(self) -> None:
        self._base.close()

    def copy_into(self, other: Ledger) -> None:
        """Copy everything into another ledger."""
        self._base.backup(other._base)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; a nested one joins the outer."""
        if self._base.in_transaction:
            yield
            return
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    # Addresses

    def add(self, url: str, host: str, kind: Kind, seed: str, **values: object) -> int | None:
        """Put a new address in; None if it is known already."""
        given = {"url": url, "host": host, "kind": kind, "seed": seed, **values}
        names = ", ".join(given)
        marks = ", ".join("?" * len(given))
        statement = f"INSERT OR IGNORE INTO addresses ({names}) VALUES ({marks})"  # noqa: S608
        cursor = self._base.execute(statement, tuple(given.values()))
        return cursor.lastrowid if cursor.rowcount else None

    def update(self, identity: int, **values: object) -> None:
        """Change columns of one address."""
        names = ", ".join(f"{name} = ?" for name in values)
        statement = f"UPDATE addresses SET {names} WHERE id = ?"  # noqa: S608
        self._base.execute(statement, (*values.values(), identity))

    def get(self, identity: int) -> Address:
        """The address of that id; one that is not there is a bug."""
        return next(self.select("id = ?", identity))

    def find(self, url: str) -> Address | None:
        return next(self.select("url = ?", url), None)

    def select(self, condition: str, *values: object) -> Iterator[Address]:
        """Addresses that meet an SQL condition of this package's own making."""
        query = f"SELECT {', '.join(COLUMNS)} FROM addresses WHERE {condition}"  # noqa: S608
        for row in self._base.execute(query, values).fetchall():
            yield Address(*row)

    def next_of(self, host: str, now: float, kinds: Iterable[str]) -> Address | None:
        """The address of a host to ask for next: untried ones first, in the order found."""
        condition = (
            f"host = ? AND state = 'queued' AND not_before <= ? AND kind IN ({_listed(kinds)})"
            " ORDER BY tries, id LIMIT 1"
        )
        return next(self.select(condition, host, now), None)

    def next_time(self, host: str, kinds: Iterable[str]) -> float | None:
        """The earliest moment at which a queued address of the host may be asked for."""
        row = self._base.execute(
            "SELECT min(not_before) FROM addresses WHERE host = ? AND state = 'queued'"  # noqa: S608
            f" AND kind IN ({_listed(kinds)})",
            (host,),
        ).fetchone()
        return cast("float | None", row[0])

    def hosts_at_work(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """Hosts with queued addresses, in the order they were found."""
        rows = self._base.execute(
            "SELECT host FROM addresses WHERE state = 'queued'"  # noqa: S608
            f" AND kind IN ({_listed(kinds)}) GROUP BY host ORDER BY min(id)"
        )
        return tuple(row[0] for row in rows.fetchall())

    def counts(self) -> Mapping[tuple[str, str, str, str], int]:
        """Numbers of addresses by host, kind, state and code."""
        rows = self._base.execute(
            "SELECT host, kind, state, coalesce(code, ''), count(*) FROM addresses"
            " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
        )
        return {(row[0], row[1], row[2], row[3]): row[4] for row in rows.fetchall()}

    # Captures and files

    def add_capture(self, capture: Capture) -> None:
        """Make a record of the archive count, and the archive end behind it."""
        marks = ", ".join("?" * len(CAPTURE_COLUMNS))
        self._base.execute(
            f"INSERT INTO captures ({', '.join(CAPTURE_COLUMNS)}) VALUES ({marks})",  # noqa: S608
            tuple(getattr(capture, name) for name in CAPTURE_COLUMNS),
        )

    def captures(self, address: int) -> tuple[Capture, ...]:
        """Records of one address, oldest first."""
        query = f"SELECT {', '.join(CAPTURE_COLUMNS)} FROM captures WHERE address = ? ORDER BY id"  # noqa: S608
        return tuple(Capture(*row) for row in self._base.execute(query, (address,)).fetchall())

    def files(self) -> dict[str, int]:
        """Archive files and the length in bytes up to which they count."""
        return dict(self._base.execute("SELECT name, length FROM files").fetchall())

    def set_file(self, name: str, length: int) -> None:
        self._base.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (name, length))

    # Hosts and the run

    def robots(self, origin: str) -> StoredRobots | None:
        row = self._base.execute(
            "SELECT robots, robots_fetched FROM hosts WHERE host = ? AND robots IS NOT NULL",
            (origin,),
        ).fetchone()
        return StoredRobots(row[0], row[1]) if row else None

    def keep_robots(self, origin: str, stored: StoredRobots) -> None:
        self._base.execute(
            "INSERT INTO hosts (host, robots, robots_fetched) VALUES (?, ?, ?) ON CONFLICT (host)"
            " DO UPDATE SET robots = excluded.robots, robots_fetched = excluded.robots_fetched",
            (origin, stored.text, stored.fetched),
        )

    def close_host(self, origin: str, code: str, message: str, until: float | None) -> None:
        """Leave a host for the next run, with the reason."""
        self._base.execute(
            "INSERT INTO hosts (host, closed_code, closed_message, closed_until)"
            " VALUES (?, ?, ?, ?) ON CONFLICT (host) DO UPDATE SET closed_code ="
            " excluded.closed_code, closed_message = excluded.closed_message,"
            " closed_until = excluded.closed_until",
            (origin, code, message, until),
        )

    def reopen_hosts(self, now: float) -> None:
        """A new run tries every host again, but for those that named a later time."""
        self._base.execute(
            "UPDATE hosts SET closed_code = NULL, closed_message = NULL, closed_until = NULL"
            " WHERE closed_until IS NULL OR closed_until <= ?",
            (now,),
        )

    def closed_hosts(self) -> dict[str, tuple[str, str, float | None]]:
        """Hosts left for a later run: code, message, time named."""
        rows = self._base.execute(
            "SELECT host, closed_code, closed_message, closed_until FROM hosts"
            " WHERE closed_code IS NOT NULL"
        )
        return {row[0]: (row[1], row[2], row[3]) for row in rows.fetchall()}

    def note(self, key: str) -> str | None:
        """A fact about the run."""
        row = self._base.execute("SELECT value FROM run WHERE key = ?", (key,)).fetchone()
        return cast("str | None", row[0]) if row else None

    def set_note(self, key: str, value: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO run VALUES (?, ?)", (key, value))

    def execute(self, statement: str, *values: Any) -> int:
        """A statement of this package's own making; the number of rows it changed."""
        return self._base.execute(statement, values).rowcount


def _connected(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, isolation_level=None, uri=address.startswith("file:"))


def _read_only(path: Path) -> sqlite3.Connection:
    """A connection for reading; on a disk that may not be written it needs no side files."""
    address = path.resolve().as_uri()
    base = _connected(f"{address}?mode=rw")
    try:
        base.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError:
        base.close()
        return _connected(f"{address}?immutable=1")
    return base


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)
