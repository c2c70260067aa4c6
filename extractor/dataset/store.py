"""The SQLite file of a dataset: how it is opened, by whom it is written, in which schema."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import OutputError, SourceError

SCHEMA_VERSION = 1
APPLICATION_ID = 0x41574152  # "AWAR": tells a dataset from any other SQLite file

# How long a second writer waits for the first, in seconds.
PATIENCE = 60.0


def create_or_open(path: Path | None) -> sqlite3.Connection:
    """The dataset for writing, made if absent; None gives one in memory.

    Raises:
        OutputError: the file is no dataset, of a later version, or cannot be written.
    """
    try:
        connection = _connect(str(path) if path else ":memory:")
        with writing(connection):
            if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
                _lay(connection, path)
            _require_known(connection, path)
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raise OutputError("trouble-unwritable-dataset", path=path, why=error) from error
    except SourceError as error:
        raise OutputError(error.said, **error.values) from error
    return connection


def open_readonly(path: Path) -> sqlite3.Connection:
    """An existing dataset, for reading only.

    Raises:
        SourceError: the file is absent or no dataset.
    """
    if not path.is_file():
        raise SourceError("trouble-no-such-dataset", path=path)
    address = path.resolve().as_uri()
    try:
        try:
            connection = _connect(f"{address}?mode=ro", uri=True)
            _require_known(connection, path)
        except sqlite3.OperationalError:
            # in a folder nobody may write to, SQLite cannot make its side files
            connection = _connect(f"{address}?immutable=1", uri=True)
            _require_known(connection, path)
    except sqlite3.Error as error:
        raise SourceError("trouble-unreadable-dataset", path=path, why=error) from error
    return connection


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that takes the write lock at once: all of it holds, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def is_dataset(path: Path) -> bool:
    """Whether the file begins like SQLite."""
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\x00"
    except OSError:
        return False


def _connect(name: str, *, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(
        name, timeout=PATIENCE, isolation_level=None, uri=uri, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    if not uri:
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -65536")
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn to the write-ahead log; SQLite does not wait for the lock that this takes."""
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > ends:
                raise
            time.sleep(0.02)
        else:
            return


def _lay(connection: sqlite3.Connection, path: Path | None) -> None:
    """Make the tables, unless the file belongs to something else."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise SourceError("trouble-other-database", path=path)
    script = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    for statement in _statements(script):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: executescript would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _require_known(connection: sqlite3.Connection, path: Path | None) -> None:
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise SourceError("trouble-no-dataset", path=path)
    if found != SCHEMA_VERSION:
        raise SourceError("trouble-schema", path=path, found=found, known=SCHEMA_VERSION)
