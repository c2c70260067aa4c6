"""The work behind `extract` and `demo`: a call turned into outcomes, written as asked."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import orjson

from extractor import __version__
from extractor.batch import Examiner, Outcome, Plan, outcomes
from extractor.cli.addresses import Manners, check_ready, fetching
from extractor.cli.archives import extract_archives, gatekeeper_of, is_archive_job
from extractor.cli.progress import Progress
from extractor.cli.session import Session
from extractor.errors import SourceError
from extractor.models import AwardRecord
from extractor.run_state import Counts
from extractor.runs import Added, Once, RunFolder
from extractor.settings import Settings
from extractor.sources import Columns, Feed, Fetch, Inputs, Start, resolve

# Records kept in memory to be shown in the summary.
SHOWN_RECORDS = 24


@dataclass(frozen=True, slots=True)
class Call:
    """What `extract` was asked to do."""

    sources: tuple[str, ...]
    into: Path | None = None
    published: str | None = None
    workers: int = 1
    patterns: Path | None = None
    refused: bool = False
    prefilter: bool = True
    scheduler: str | None = None
    hosts: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    columns: Columns = field(default_factory=Columns)
    manners: Manners = field(default_factory=Manners)

    @property
    def settings(self) -> Settings:
        return Settings(keep_refused=self.refused)


@dataclass(slots=True)
class Done:
    """What came of it: counts, the first records, and how long it took in seconds."""

    counts: Counts
    skipped: tuple[str, ...]
    shown: list[AwardRecord] = field(default_factory=list)
    seconds: float = 0.0
    bugs: int = 0

    @property
    def room(self) -> int:
        """How many more records may be shown."""
        return SHOWN_RECORDS - len(self.shown)

    def note(self, added: Added) -> None:
        self.shown.extend(added.records[: self.room])
        self.bugs += added.reject is not None and added.reject.code == "bug"


def extract_to_stdout(call: Call, session: Session) -> Done:
    """Records as lines on standard output, rejects as lines on standard error."""
    inputs = checked_inputs(call)
    plan, examiner = _prepared(call)
    once = Once()
    done = Done(counts=once.counts, skipped=inputs.skipped)
    start = datetime.now(UTC)
    with (
        Progress(session) as progress,
        _asking(call, inputs, session, progress) as fetch,
        closing(_Stream(call, inputs, plan, examiner, fetch)) as stream,
    ):
        for outcome in stream:
            added = once.add(outcome)
            done.note(added)
            for record in added.records:
                session.streams.data(record.model_dump_json().encode("utf-8"))
            if added.reject is not None:
                reject = added.reject
                progress.say(session.rejection(reject.source, reject.code, reject.message))
            progress.advance(stream.feed.behind, stream.feed.total, once.counts)
        once.counts.passed = stream.feed.gatekeeper.tally.by_reason()
    done.seconds = (datetime.now(UTC) - start).total_seconds()
    return done


def extract_into_folder(call: Call, folder: Path, session: Session) -> Done:
    """A run folder, complete or resumable whatever happens."""
    inputs = checked_inputs(call)
    if is_archive_job(call, inputs):
        done = Done(counts=Counts(), skipped=inputs.skipped)
        extract_archives(call, inputs, folder, session, done)
        return done
    plan, examiner = _prepared(call)
    run = RunFolder(
        folder,
        call=_fingerprint(call, inputs, examiner.extractor.digest),
        about={
            "command": "extract", "sources": list(call.sources), "published": call.published,
            "refused": call.refused, "version": __version__, "patterns": examiner.extractor.digest,
            "skipped": len(inputs.skipped),
        },
        keep_refused=call.refused,
        clock=lambda: datetime.now(UTC),
    )  # fmt: skip
    with run:
        done = Done(counts=run.once.counts, skipped=inputs.skipped)
        if run.done:
            session.streams.console.print(session.text("resumed", done=run.done))
        with (
            Progress(session) as progress,
            _asking(call, inputs, session, progress) as fetch,
            closing(_Stream(call, inputs, plan, examiner, fetch, _start(run))) as stream,
        ):
            for number, outcome in enumerate(stream, start=run.done + 1):
                feed = stream.feed
                added = run.add(
                    outcome, read=feed.behind, total=feed.total, place=feed.place_of(number)
                )
                done.note(added)
                progress.advance(stream.feed.behind, stream.feed.total, run.once.counts)
        done.seconds = run.finish().seconds
    return done


def _asking(
    call: Call, inputs: Inputs, session: Session, progress: Progress
) -> AbstractContextManager[Fetch | None]:
    return fetching(
        inputs, call.manners, session, patterns=call.patterns, watch=progress.fetched
    )  # fmt: skip


def _start(run: RunFolder) -> Start:
    """Behind what an interrupted run had done."""
    source, items = run.place
    return Start(source, items, run.done - items, run.told())


class _Stream:
    """The outcomes of a call from its start on, and the feed they come from."""

    def __init__(
        self,
        call: Call,
        inputs: Inputs,
        plan: Plan,
        examiner: Examiner,
        fetch: Fetch | None,
        start: Start | None = None,
    ) -> None:
        self.feed = Feed(
            inputs, settings=call.settings, published=call.published, stdin=sys.stdin.buffer,
            gatekeeper=gatekeeper_of(call, inputs), columns=call.columns, fetch=fetch, start=start,
        )  # fmt: skip
        self._outcomes = outcomes(self.feed, plan, examiner)

    def __iter__(self) -> Iterator[Outcome]:
        return self._outcomes

    def close(self) -> None:
        self._outcomes.close()


def checked_inputs(call: Call) -> Inputs:
    """All that can be wrong with the call shows here, before anything is read."""
    inputs = resolve(call.sources)
    if call.patterns is not None and not call.patterns.is_dir():
        raise SourceError("trouble-no-patterns", path=call.patterns)
    if call.into is not None and call.into.exists() and not call.into.is_dir():
        raise SourceError("trouble-run-is-file", path=call.into)
    if inputs.addresses and call.into is not None and is_archive_job(call, inputs):
        raise SourceError("trouble-addresses-and-archives")
    check_ready(inputs, call.manners)
    return inputs


def _prepared(call: Call) -> tuple[Plan, Examiner]:
    plan = Plan(patterns=call.patterns, settings=call.settings, workers=call.workers)
    return plan, Examiner(plan)


def _fingerprint(call: Call, inputs: Inputs, digest: str) -> str:
    """Digest of all that decides a run's content; standard input makes every call its own."""
    parts = {
        "version": __version__,
        "patterns": digest,
        "published": call.published,
        "refused": call.refused,
        "prefilter": call.prefilter,
        "columns": call.columns.given,
        "files": [[file.name, file.size, file.modified] for file in inputs.files],
        "once": str(datetime.now(UTC)) if any(f.kind == "stdin" for f in inputs.files) else "",
    }
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()
