"""A run over archives: planned, worked on by whoever there is, joined; resumable throughout."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.util import register_after_fork
from pathlib import Path

import orjson

from extractor import __version__
from extractor.archive.join import Joined, join
from extractor.archive.ledger import Ledger
from extractor.archive.planning import Planned, plan, shard_bytes_for
from extractor.archive.slot import InWork, Now
from extractor.archive.task import Method, Shard, Tallied, Task
from extractor.errors import OutputError
from extractor.run_state import Counts, RunState, read_state, write_state
from extractor.runs import locked
from extractor.sources import Inputs

WORK = ".work"
_STATE_SECONDS = 10.0

Driver = Callable[[Sequence[Task], Callable[[list[InWork]], None]], Iterator[Tallied]]
"""Works on tasks; calls back with the shards in work; gives what is done."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a run is asked to do.

    Attributes:
        inputs: as resolved from what the caller named.
        digest: of the patterns in use.
        about: what run.json says of the call.
        shard_bytes: size of the byte ranges that archives are cut into; None fits it to the
            inputs.
    """

    inputs: Inputs
    method: Method
    digest: str
    about: dict[str, object] = field(default_factory=dict)
    shard_bytes: int | None = None

    @property
    def cut(self) -> int:
        """Bytes of a shard."""
        return self.shard_bytes or shard_bytes_for(self.inputs.size)

    def key(self, planned: Planned) -> str:
        """Digest of all that decides the run's output, but not of who works on it."""
        method = self.method
        parts = {
            "version": __version__,
            "patterns": self.digest,
            "inputs": planned.inputs,
            "shard_bytes": self.cut,
            "published": method.published,
            "columns": method.columns.given,
            "prefilter": method.prefilter,
            "filters": [method.filters.hosts, method.filters.since, method.filters.until],
            "settings": method.settings.model_dump(mode="json"),
            "limits": [method.page_seconds, method.deaths],
        }
        return hashlib.sha256(orjson.dumps(parts)).hexdigest()


@dataclass(slots=True)
class Progress:
    """How far a run is: bytes behind and in all, counts so far, shards done and in all."""

    read: int
    total: int
    counts: Counts
    shards: int
    of: int


class ArchiveRun:
    """One run folder, made if absent; ``perform`` completes it from wherever it stands.

    Args:
        folder: of the run.
        job: what to do.
        clock: the time now, with its zone.
    """

    def __init__(self, folder: Path, job: Job, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self._job = job
        self._clock = clock
        self._work = folder.absolute() / WORK
        self._planned = plan(job.inputs.files, job.cut)
        self._key = job.key(self._planned)
        self._state = RunState(call=self._key, about=job.about, started=clock().isoformat())

    def perform(
        self, drive: Driver, on_progress: Callable[[Progress], None] = lambda _: None
    ) -> RunState:
        """Finish the run; an earlier complete one of the same call is left as it is.

        Raises:
            OutputError: the folder cannot be written, or another process is writing it.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with locked(self.folder) as lock:
                # a worker that outlives this process must not hold the folder
                register_after_fork(lock, type(lock).close)
                old = read_state(self.folder)
                if old is not None and old.call == self._key and old.status == "complete":
                    shutil.rmtree(self._work, ignore_errors=True)
                    return old
                return self._perform(drive, on_progress, old)
        except OSError as error:
            why = error.strerror or error
            raise OutputError("trouble-unwritable", path=self.folder, why=why) from error
        except sqlite3.OperationalError as error:
            raise OutputError("trouble-unwritable", path=self.folder, why=error) from error

    def _perform(
        self, drive: Driver, on_progress: Callable[[Progress], None], old: RunState | None
    ) -> RunState:
        if old is not None and old.call == self._key:
            self._state.started, self._state.seconds = old.started, old.seconds
        else:
            shutil.rmtree(self._work, ignore_errors=True)
        self._work.mkdir(exist_ok=True)
        with Ledger(self._work, self._key, self._planned) as ledger:
            watch = _Watch(self, ledger, on_progress)
            watch.write("running")
            try:
                watch.follow(drive, ledger.open_shards())
                watch.write("closing")
                joined = self._join()
            except BaseException:
                watch.write("interrupted")
                raise
        self._complete(joined, watch)
        return self._state

    def tasks(self, numbers: Sequence[int]) -> list[Task]:
        job, shards = self._job, self._planned.shards
        return [
            Task(shards[number], job.method, self._work, self._key, digest=job.digest)
            for number in numbers
        ]

    def _join(self) -> Joined:
        keep = self._job.method.settings.keep_refused
        return join(self._planned.shards, self._work, self.folder, keep_refused=keep)

    def _complete(self, joined: Joined, watch: _Watch) -> None:
        joined.counts.passed = joined.tally.by_reason()
        joined.counts.pages = joined.pages
        watch.complete(joined.counts)
        shutil.rmtree(self._work, ignore_errors=True)

    @property
    def shards(self) -> tuple[Shard, ...]:
        return self._planned.shards

    @property
    def state(self) -> RunState:
        return self._state

    @property
    def work(self) -> Path:
        return self._work

    def now(self) -> datetime:
        return self._clock()


class _Watch:
    """Keeps run.json true while the shards are worked on."""

    def __init__(
        self, run: ArchiveRun, ledger: Ledger, on_progress: Callable[[Progress], None]
    ) -> None:
        self._run = run
        self._ledger = ledger
        self._on_progress = on_progress
        self._total = sum(shard.size for shard in run.shards)
        self._since = time.monotonic()
        self._written = 0.0
        self._before = run.state.seconds
        self._done = 0

    def follow(self, drive: Driver, numbers: list[int]) -> None:
        self._done = len(self._run.shards) - len(numbers)
        tasks = self._run.tasks(numbers)
        if not tasks:
            return
        for tallied in drive(tasks, self._look):
            self._ledger.done(tallied)
            self._done += 1

    def _look(self, in_work: list[InWork]) -> None:
        progress = self._progress(in_work)
        self._on_progress(progress)
        if time.monotonic() - self._written >= _STATE_SECONDS:
            self._store("running", progress)

    def write(self, status: str) -> None:
        self._store(status, self._progress([]))

    def complete(self, counts: Counts) -> None:
        state = self._run.state
        state.counts = counts
        state.read = state.total = self._total
        self._save("complete")

    def _progress(self, in_work: list[InWork]) -> Progress:
        totals = self._ledger.totals
        read = totals["bytes"] + sum(self._behind(number, now) for number, now in in_work)
        counts = Counts(
            inputs=totals["articles"] + totals["rejects"], articles=totals["articles"],
            records=totals["records"], rejects=totals["rejects"], pages=totals["pages"],
        )  # fmt: skip
        return Progress(read, self._total, counts, self._done, len(self._run.shards))

    def _behind(self, number: int, now: Now) -> int:
        """Bytes of a shard in work that its worker has passed."""
        if number < 0 or not now.phase or self._run.shards[number].volume is None:
            return 0
        shard = self._run.shards[number]
        return min(max(0, now.place.member - shard.start), shard.size)

    def _store(self, status: str, progress: Progress) -> None:
        state = self._run.state
        state.read, state.total, state.counts = progress.read, progress.total, progress.counts
        self._save(status)

    def _save(self, status: str) -> None:
        state = self._run.state
        state.status, state.updated = status, self._run.now().isoformat()
        state.seconds = self._before + time.monotonic() - self._since
        write_state(self._run.folder, state)
        self._written = time.monotonic()
