"""Many runs to one dataset: incremental, the same run twice changes nothing, history kept."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from extractor.dataset.clusters import dimensions, renew_clusters
from extractor.dataset.current import Renewal, forget_superseded
from extractor.dataset.decisions import Decision, DecisionLog, Entry, decisions_beside
from extractor.dataset.intake import BadLine, Lines, RunFiles, read_run
from extractor.dataset.store import create_or_open, writing
from extractor.models import Article, AwardRecord
from extractor.patterns.loader import Patterns


@dataclass(slots=True)
class Built:
    """What a build did.

    Attributes:
        added, known: runs taken in, and runs that the dataset had already.
        records, articles: in the dataset now. history: wordings that no longer hold.
        orphans: decisions on records that no longer exist.
        bad: lines of the runs that could not be used.
    """

    added: int = 0
    known: int = 0
    records: int = 0
    articles: int = 0
    history: int = 0
    decisions: int = 0
    orphans: int = 0
    bad: list[BadLine] = field(default_factory=list)


def build(runs: Sequence[Path], into: Path, patterns: Patterns) -> Built:
    """Take the runs, their verdicts and the decisions on them into the dataset.

    All of it happens in one transaction: after a kill the dataset is as it was before.

    Raises:
        SourceError: a run is none or unfinished. OutputError: the dataset cannot be written.
    """
    files = [read_run(folder) for folder in runs]
    logs = [*(run.decisions for run in files), decisions_beside(into)]
    with closing(create_or_open(into)) as connection:
        return fill(connection, files, logs, patterns)


def in_memory(run: Path, patterns: Patterns) -> sqlite3.Connection:
    """One run as a dataset that lives as long as its connection."""
    files = read_run(run)
    connection = create_or_open(None)
    fill(connection, [files], [files.decisions], patterns)
    return connection


def fill(
    connection: sqlite3.Connection,
    runs: Sequence[RunFiles],
    logs: Iterable[Path],
    patterns: Patterns,
) -> Built:
    """Bring the dataset up to the runs and decisions; touches nothing where nothing is new."""
    done = Built()
    read = [DecisionLog(path).read() for path in logs]
    entries: list[Entry] = []
    for made, drawn in read:
        entries += [*made, *drawn]
    with writing(connection):
        stale = _Stale(connection)
        for run in runs:
            if _has(connection, run):
                done.known += 1
            else:
                done.added += 1
                done.bad.extend(_take_in(connection, run, stale))
        fresh = _take_decisions(connection, entries)
        if stale.pages:
            forget_superseded(connection)
        if stale.pages or fresh:
            renewal = Renewal(connection, patterns)
            done.orphans = renewal.renew(stale.pages | renewal.pages_of(fresh))
            renew_clusters(connection, dimensions(patterns))
    done.records, done.articles, done.history, done.decisions = (
        connection.execute(query).fetchone()[0] for query in _COUNTS
    )
    if stale.pages:
        connection.execute("PRAGMA optimize")
    return done


_COUNTS = (
    "SELECT count(*) FROM awards",
    "SELECT count(*) FROM articles a JOIN pages p ON p.page = a.page AND p.run_id = a.run_id",
    "SELECT count(*) FROM history",
    "SELECT count(*) FROM decisions WHERE action NOT IN ('undo', 'sample')",
)


class _Stale:
    """The pages whose current records must be written anew."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.pages: set[str] = set()
        self._connection = connection
        self._order: dict[str, tuple[str, str]] = {
            row["run_id"]: (row["started"], row["run_id"])
            for row in connection.execute("SELECT run_id, started FROM runs")
        }

    def add_run(self, run: RunFiles) -> None:
        self._order[run.run_id] = (run.state.started, run.run_id)

    def newer(self, run_id: str, other: str | None) -> bool:
        """Whether the first run is the later one: by its start, whatever is built first."""
        return other is None or self._order[run_id] > self._order[other]

    def covers(self, run_id: str, page: str) -> bool:
        """Note that the run holds the page; whether it is now the page's latest."""
        row = self._connection.execute(
            "SELECT run_id FROM pages WHERE page = ?", (page,)
        ).fetchone()
        if row is not None and not self.newer(run_id, row["run_id"]):
            return bool(row["run_id"] == run_id)
        self._connection.execute("INSERT OR REPLACE INTO pages VALUES (?, ?)", (page, run_id))
        self.pages.add(page)
        return True


def page_of(url: str | None, sha256: str) -> str:
    """A page is its address, or the digest of a text without one."""
    return url or sha256


def article_id(url: str | None, sha256: str) -> str:
    """Id of one text at one address."""
    return hashlib.sha256(f"{page_of(url, sha256)}\x1f{sha256}".encode()).hexdigest()[:24]


def _has(connection: sqlite3.Connection, run: RunFiles) -> bool:
    row = connection.execute("SELECT verdicts FROM runs WHERE run_id = ?", (run.run_id,)).fetchone()
    return row is not None and row["verdicts"] == run.verdicts_digest


def _take_in(connection: sqlite3.Connection, run: RunFiles, stale: _Stale) -> Iterator[BadLine]:
    """Articles, records, rejects and verdicts of one run; yields the lines left out."""
    counts = run.state.counts
    stale.add_run(run)
    connection.execute(
        """INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET verdicts = excluded.verdicts""",
        (
            run.run_id, run.state.started, run.about("version"), run.about("patterns"),
            run.state.status, counts.inputs, counts.articles, counts.records, counts.rejects,
            run.verdicts_digest,
        ),
    )  # fmt: skip
    articles, records, rejects, verdicts = run.articles, run.records, run.rejects, run.verdicts
    pages: dict[str | None, str] = {}
    for article in articles:
        page = _put_article(connection, article, run.run_id, stale)
        pages[article.url or article.source] = page
    yield from articles.bad
    yield from _put_records(connection, records, run.run_id, stale)
    yield from records.bad
    connection.executemany(
        "INSERT OR IGNORE INTO rejects VALUES (?, ?, ?, ?, ?, ?)",
        (
            (run.run_id, position, reject.source, reject.stage, reject.code, reject.message)
            for position, reject in enumerate(rejects)
        ),
    )
    yield from rejects.bad
    for table in ("verdicts", "findings"):
        connection.execute(f"DELETE FROM {table} WHERE run_id = ?", (run.run_id,))
    for position, verdict in enumerate(verdicts):
        reasons = orjson.dumps([each.model_dump() for each in verdict.reasons]).decode()
        if verdict.record_id is not None:
            connection.execute(
                "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?)",
                (verdict.record_id, run.run_id, verdict.status, reasons),
            )
        elif judged := pages.get(verdict.article.url or verdict.article.source):
            connection.execute(
                "INSERT INTO findings VALUES (?, ?, ?, ?, ?)",
                (judged, run.run_id, position, verdict.status, reasons),
            )
    yield from verdicts.bad
    held = connection.execute("SELECT page FROM pages WHERE run_id = ?", (run.run_id,))
    stale.pages.update(row["page"] for row in held)


def _put_article(
    connection: sqlite3.Connection, article: Article, run_id: str, stale: _Stale
) -> str:
    """Store the article, its metadata as the latest run has them; its page."""
    page = page_of(article.url, article.sha256)
    stale.covers(run_id, page)
    key = article_id(article.url, article.sha256)
    known = connection.execute(
        "SELECT run_id FROM articles WHERE article_id = ?", (key,)
    ).fetchone()
    values = (
        page, run_id, article.url, article.site, article.title, article.author,
        article.published, article.modified, article.sha256, article.text,
        orjson.dumps([each.model_dump() for each in article.dropped]).decode(),
    )  # fmt: skip
    if known is None:
        connection.execute(
            """INSERT INTO articles (article_id, page, run_id, url, site, title, author,
                 published, modified, sha256, text, dropped)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (key, *values),
        )
    elif stale.newer(run_id, known["run_id"]):
        connection.execute(
            """UPDATE articles SET page = ?, run_id = ?, url = ?, site = ?, title = ?, author = ?,
                 published = ?, modified = ?, sha256 = ?, text = ?, dropped = ?
               WHERE article_id = ?""",
            (*values, key),
        )
    return page


def _put_records(
    connection: sqlite3.Connection, records: Lines[AwardRecord], run_id: str, stale: _Stale
) -> Iterator[BadLine]:
    for position, record in enumerate(records):
        key = article_id(record.article.url, record.article.sha256)
        page = page_of(record.article.url, record.article.sha256)
        if (
            connection.execute("SELECT 1 FROM articles WHERE article_id = ?", (key,)).fetchone()
            is None
        ):
            yield BadLine(records.path, position + 1, "its article is not in articles.jsonl")
            continue
        # who extracted it and from which copy of the page changes nothing of what it says
        said = record.model_dump_json(exclude={"extractor": True, "article": {"source": True}})
        digest = hashlib.sha256(said.encode()).hexdigest()[:16]
        known = connection.execute(
            "SELECT run_id FROM versions WHERE record_id = ? AND digest = ?",
            (record.record_id, digest),
        ).fetchone()
        if known is not None and not stale.newer(run_id, known["run_id"]):
            continue
        connection.execute(
            "INSERT OR REPLACE INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.record_id, digest, page, key, run_id, position,
                record.extractor.version, record.extractor.patterns, record.model_dump_json(),
            ),
        )  # fmt: skip


def _take_decisions(connection: sqlite3.Connection, entries: Iterable[Entry]) -> list[Decision]:
    """Store decisions and samples; those that are new."""
    fresh: list[Decision] = []
    for entry in entries:
        decision = entry if isinstance(entry, Decision) else None
        stored = connection.execute(
            "INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, ?, ?)",
            (
                entry.id, decision.record_id if decision else None, entry.action, entry.reviewer,
                entry.at, entry.model_dump_json(exclude_unset=decision is not None),
            ),
        )  # fmt: skip
        if stored.rowcount and decision is not None:
            fresh.append(decision)
    return fresh
