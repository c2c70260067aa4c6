"""A run folder: records, articles and rejects in input order, complete or resumable.

While a run goes on its files grow as ``NAME.part`` and run.json says how many bytes of each
are sound and how many inputs they cover. After a kill the next call of the same command cuts
the parts there and goes on; at the end they take their names one by one, by rename.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self

import orjson

from extractor.batch import Outcome
from extractor.errors import OutputError
from extractor.models import Article, AwardRecord, Reject
from extractor.run_state import Counts, RunState, read_state, write_state

RECORDS, ARTICLES, REJECTS, REFUSED = (
    "records.jsonl", "articles.jsonl", "rejects.jsonl", "refused.jsonl",
)  # fmt: skip
_COMMIT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Added:
    """What an outcome added to the run: nothing that was there already."""

    article: Article | None
    records: tuple[AwardRecord, ...]
    reject: Reject | None


class Once:
    """Lets each article (address and text) and each record id through once."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._articles: set[tuple[str | None, str]] = set()
        self._records: set[str] = set()

    def add(self, outcome: Outcome) -> Added:
        self.counts.inputs += 1
        if isinstance(outcome, Reject):
            self.counts.rejects += 1
            self.counts.reject_codes[outcome.code] = (
                self.counts.reject_codes.get(outcome.code, 0) + 1
            )
            return Added(None, (), outcome)
        article = outcome.article
        if not self._new_article(article.url, article.sha256):
            self.counts.duplicate_articles += 1
            return Added(None, (), None)
        records = tuple(each for each in outcome.records if self._new_record(each.record_id))
        self.counts.articles += 1
        self.counts.records += len(records)
        self.counts.duplicate_records += len(outcome.records) - len(records)
        for refused in outcome.refused:
            self.counts.refused[refused.reason] = self.counts.refused.get(refused.reason, 0) + 1
        for dropped in article.dropped:
            self.counts.dropped[dropped.rule] = self.counts.dropped.get(dropped.rule, 0) + 1
        return Added(article, records, None)

    def recall(self, counts: Counts, articles: Iterable[bytes], records: Iterable[bytes]) -> None:
        """Take up what an interrupted run had written: lines of its two files."""
        self.counts = counts
        for line in articles:
            seen = orjson.loads(line)
            self._new_article(seen["url"], seen["sha256"])
        for line in records:
            self._new_record(orjson.loads(line)["record_id"])

    def _new_article(self, url: str | None, sha256: str) -> bool:
        before = len(self._articles)
        self._articles.add((url, sha256))
        return len(self._articles) > before

    def _new_record(self, record_id: str) -> bool:
        before = len(self._records)
        self._records.add(record_id)
        return len(self._records) > before


class RunFolder:
    """Writes one run; use as a context manager, ``add`` each outcome, then ``finish``.

    Args:
        folder: made if absent; an earlier complete run in it is replaced at the end only.
        call: fingerprint of sources and options; an unfinished run with the same one is resumed.
        about: what run.json says of the call (sources, version, patterns digest).
        keep_refused: write refused.jsonl too.
        clock: the time now, with its zone.
    """

    def __init__(
        self,
        folder: Path,
        *,
        call: str,
        about: dict[str, object],
        keep_refused: bool,
        clock: Callable[[], datetime],
    ) -> None:
        self.folder = folder
        self.once = Once()
        self._names = (RECORDS, ARTICLES, REJECTS, *((REFUSED,) if keep_refused else ()))
        self._clock = clock
        self._files: dict[str, BinaryIO] = {}
        self._lock: BinaryIO | None = None
        self._state = RunState(call=call, about=about, started=clock().isoformat())
        self._committed = clock()

    @property
    def done(self) -> int:
        """Inputs that an interrupted run had finished: the caller skips as many."""
        return self.once.counts.inputs

    @property
    def place(self) -> tuple[int, int]:
        """The source that the last of them is of, and how many of them stand before that source."""
        return self._state.source, self._state.items

    def told(self) -> frozenset[str]:
        """Sources of the articles and rejects that an interrupted run had written."""
        names = [each for each in (ARTICLES, REJECTS) if self.done]
        return frozenset(
            orjson.loads(line)["source"] for name in names for line in self._part_lines(name)
        )

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = locked(self.folder)
            self._take_up()
        except OSError as error:
            raise _cannot_write(self.folder, error) from error
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if self._files and kind is not None:
                self._commit(status="interrupted")
        finally:
            for file in self._files.values():
                file.close()
            if self._lock is not None:
                self._lock.close()

    def add(
        self,
        outcome: Outcome,
        *,
        read: int = 0,
        total: int = 0,
        place: tuple[int, int] = (0, 0),
    ) -> Added:
        """Write what the outcome adds.

        ``read`` of ``total`` bytes of input are behind it; ``place`` is what the property of that
        name gives to a later attempt.
        """
        added = self.once.add(outcome)
        try:
            if added.article is not None and not isinstance(outcome, Reject):
                self._line(ARTICLES, added.article.model_dump_json())
                for record in added.records:
                    self._line(RECORDS, record.model_dump_json())
                if REFUSED in self._files:
                    for refused in outcome.refused:
                        self._line(REFUSED, refused.model_dump_json())
            if added.reject is not None:
                self._line(REJECTS, added.reject.model_dump_json())
            self._state.read, self._state.total = read, total
            self._state.source, self._state.items = place
            if (self._clock() - self._committed).total_seconds() >= _COMMIT_SECONDS:
                self._commit(status="running")
        except OSError as error:
            raise _cannot_write(self.folder, error) from error
        return added

    def finish(self) -> RunState:
        """Give the files their names; the run is complete."""
        try:
            self._commit(status="closing")
            self._rename()
        except OSError as error:
            raise _cannot_write(self.folder, error) from error
        return self._state

    def _take_up(self) -> None:
        """Resume an interrupted run of the same call, else begin anew."""
        old = read_state(self.folder)
        resumed = old is not None and old.call == self._state.call and self._unfinished(old)
        if old is not None and resumed:
            for name in self._names:
                with (self.folder / f"{name}.part").open("r+b") as file:
                    file.truncate(old.written.get(name, 0))
            self._state.started, self._state.seconds = old.started, old.seconds
            self._state.read, self._state.total = old.read, old.total
            self._state.source, self._state.items = old.source, old.items
            self.once.recall(old.counts, self._part_lines(ARTICLES), self._part_lines(RECORDS))
        for name in self._names:
            part = self.folder / f"{name}.part"
            self._files[name] = part.open("ab") if resumed else part.open("wb")
        self._commit(status="running")

    def _unfinished(self, old: RunState) -> bool:
        """Whether the old run can be taken up; files already renamed go back to parts."""
        if old.status == "complete":
            return False
        parts = [(self.folder / name, self.folder / f"{name}.part") for name in self._names]
        if old.status == "closing":
            for named, part in parts:
                if named.exists() and not part.exists():
                    named.replace(part)
        return all(part.exists() for _, part in parts)

    def _part_lines(self, name: str) -> Iterable[bytes]:
        with (self.folder / f"{name}.part").open("rb") as file:
            yield from file

    def _line(self, name: str, line: str) -> None:
        self._files[name].write(line.encode("utf-8") + b"\n")

    def _commit(self, *, status: str) -> None:
        """Data first, then the state that vouches for it."""
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        now = self._clock()
        self._state.seconds += max(0.0, (now - self._committed).total_seconds())
        self._state.updated, self._state.status = now.isoformat(), status
        self._state.counts = self.once.counts
        self._state.written = {name: file.tell() for name, file in self._files.items()}
        write_state(self.folder, self._state)
        self._committed = now

    def _rename(self) -> None:
        for file in self._files.values():
            file.close()
        for name in self._files:
            (self.folder / f"{name}.part").replace(self.folder / name)
        if REFUSED not in self._files:
            (self.folder / REFUSED).unlink(missing_ok=True)
        self._files = {}
        self._state.status = "complete"
        write_state(self.folder, self._state)


def locked(folder: Path) -> BinaryIO:
    """The run's lock, freed by the system whatever ends the process.

    Raises:
        OutputError: another process is writing this run.
    """
    file = (folder / ".lock").open("wb")
    try:
        _lock(file)
    except OSError as error:
        file.close()
        raise OutputError("trouble-run-in-use", path=folder) from error
    return file


def _lock(file: BinaryIO) -> None:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _cannot_write(folder: Path, error: OSError) -> OutputError:
    return OutputError("trouble-unwritable", path=folder, why=error.strerror or error)
