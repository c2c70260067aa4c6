"""`extract` over web archives: a resumable run with many workers, and its rehearsal."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from extractor import __version__
from extractor.archive import ArchiveRun, Job, rehearse
from extractor.archive.pool import work_on
from extractor.archive.task import Method
from extractor.cli.progress import Progress as Bar
from extractor.cli.session import Session
from extractor.gates import Filters, Gatekeeper, engine_for, load_gates
from extractor.models import AwardRecord
from extractor.patterns.knowledge import load_knowledge
from extractor.runs import RECORDS, REJECTS
from extractor.sources import Inputs

if TYPE_CHECKING:
    from extractor.archive.run import Progress
    from extractor.cli.extraction import Call, Done


def is_archive_job(call: Call, inputs: Inputs) -> bool:
    """Whether the call is worked on in shards: any input is an archive, or a cluster is named."""
    return call.scheduler is not None or any(file.kind == "archive" for file in inputs.files)


def gatekeeper_of(call: Call, inputs: Inputs) -> Gatekeeper:
    """What stands before the pages of archives read in this process."""
    filters = _filters(call)
    if not call.prefilter or not any(file.kind == "archive" for file in inputs.files):
        return Gatekeeper(filters)
    knowledge = load_knowledge(extra=call.patterns)
    return Gatekeeper(filters, load_gates(knowledge, engine_for(inputs.size)))


def _filters(call: Call) -> Filters:
    return Filters(tuple(sorted(call.hosts)), call.since, call.until)


def job_of(call: Call, inputs: Inputs) -> Job:
    method = Method(
        patterns=call.patterns,
        settings=call.settings,
        published=call.published,
        columns=call.columns,
        prefilter=call.prefilter,
        filters=_filters(call),
        engine=engine_for(inputs.size),
    )
    digest = load_knowledge(extra=call.patterns).digest
    about: dict[str, object] = {
        "command": "extract", "sources": list(call.sources), "published": call.published,
        "refused": call.refused, "prefilter": call.prefilter, "hosts": list(call.hosts),
        "since": call.since, "until": call.until, "version": __version__, "patterns": digest,
        "skipped": len(inputs.skipped),
    }  # fmt: skip
    return Job(inputs, method, digest, about)


def extract_archives(
    call: Call, inputs: Inputs, folder: Path, session: Session, done: Done
) -> None:
    """Complete the run folder; ``done`` is told what came of it."""
    run = ArchiveRun(folder, job_of(call, inputs), lambda: datetime.now(UTC))
    with Bar(session) as bar:

        def advance(progress: Progress) -> None:
            bar.advance(progress.read, progress.total, progress.counts)

        if call.scheduler is not None:
            from extractor.archive.cluster import work_on_cluster

            scheduler = call.scheduler
            state = run.perform(
                lambda tasks, look: work_on_cluster(tasks, scheduler, look), advance
            )
        else:
            state = run.perform(lambda tasks, look: work_on(tasks, call.workers, look), advance)
    done.counts, done.seconds = state.counts, state.seconds
    done.bugs = state.counts.reject_codes.get("bug", 0)
    with (folder / RECORDS).open("rb") as file:
        done.shown.extend(AwardRecord.model_validate_json(line) for line in islice(file, done.room))
    with (folder / REJECTS).open("rb") as file:
        for line in islice(file, done.room):
            reject = orjson.loads(line)
            text = session.rejection(reject["source"], reject["code"], reject["message"])
            session.streams.console.print(text, soft_wrap=True)


def show_rehearsal(call: Call, inputs: Inputs, sample: int, seed: int, session: Session) -> None:
    """What a sample of the archives says of the whole: JSON on standard output, then for people."""
    found = rehearse(job_of(call, inputs), sample, seed, call.workers)
    session.streams.data(found.model_dump_json().encode("utf-8"))
    console = session.streams.console
    console.print(
        session.text(
            "sample-rate", pages=found.pages, passed=found.passed, articles=found.articles,
            with_records=found.with_records, rate=f"{found.pages_per_second:.0f}",
        )
    )  # fmt: skip
    for code, shares in (("sample-hosts", found.hosts), ("sample-years", found.years)):
        lines = [
            session.text("sample-share", name=each.name or "-",
                         share=session.number(100 * each.share), pages=each.pages)
            for each in shares
        ]  # fmt: skip
        if lines:
            console.print(session.text(code, shares="; ".join(lines)))
    console.print(
        session.text(
            "sample-whole", pages=found.whole_pages,
            hours=session.number(found.whole_hours, decimals=2), workers=call.workers,
            megabytes=session.number(found.whole_megabytes),
        ),
        style="bold",
    )  # fmt: skip
