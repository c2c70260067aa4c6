"""The shard function: the same in this process, in a killable child and on a cluster."""

from __future__ import annotations

import os
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extractor.archive.examiner import Outcome, examiner_of
from extractor.archive.items import ArchiveItems, FileItems, Items, ShardItem, UnopenedItems
from extractor.archive.parts import Entry, PartWriter, Place, part_path
from extractor.archive.slot import READING, WORKING, Slot
from extractor.archive.task import Task
from extractor.errors import SourceError
from extractor.gates import Gatekeeper
from extractor.models import Page, Reject

# A mark of progress after so many items without an entry, or so many seconds.
_MARK_ITEMS = 4096
_MARK_SECONDS = 1.0
_CALLED_OFF = {
    "timeout": "the page took longer than the limit of {seconds:g} seconds",
    "worker-died": "the process that worked on this page died {deaths} times",
}


def run_shard(task: Task, alive: Callable[[], bool] = lambda: True) -> None:
    """Work on one shard from where earlier attempts have come; its output is a file.

    Args:
        task: the shard and how it is worked on.
        alive: whether whoever gave the task is still there; if not, the attempt ends.

    Raises:
        OSError: the output cannot be written, or the input no longer read.
    """
    if part_path(task.folder, task.shard.number).exists():
        return
    examiner = examiner_of(task.method)
    gatekeeper = Gatekeeper(task.method.filters, examiner.gates)
    with _slot(task) as slot:
        part = PartWriter(task.folder, task.shard.number, task.key)
        try:
            attempt = _Attempt(task, slot, part, gatekeeper, alive)
            with _items(task, gatekeeper) as items:
                attempt.work(items, examiner.examine)
        finally:
            part.close()
        slot.idle()
    slot.path.unlink(missing_ok=True)


@contextmanager
def _slot(task: Task) -> Iterator[Slot]:
    slot = Slot(task.folder, task.shard.number)
    try:
        slot.begin(task.attempt, task.method.deaths)
        yield slot
    finally:
        slot.close()


@contextmanager
def _items(task: Task, gatekeeper: Gatekeeper) -> Iterator[Items]:
    if task.shard.volume is None:
        yield FileItems(task)
        return
    try:
        view = task.shard.volume.open()
    except (OSError, SourceError, zipfile.BadZipFile) as error:
        yield UnopenedItems(task, error)
        return
    with view:
        yield ArchiveItems(task, view, gatekeeper)


class _Attempt:
    """State of one attempt at a shard."""

    def __init__(
        self, task: Task, slot: Slot, part: PartWriter, gatekeeper: Gatekeeper,
        alive: Callable[[], bool],
    ) -> None:  # fmt: skip
        self._task = task
        self._slot = slot
        self._part = part
        self._gatekeeper = gatekeeper
        self._alive = alive
        self._started = self._marked = time.monotonic()
        self._unsaid = 0
        self._slowest = 0.0
        self._counts: Counter[str] = Counter()
        for entry in part.kept:
            self._count(entry)
        part.kept.clear()

    def work(self, items: Items, examine: Callable[[Page], Outcome]) -> None:
        after = self._part.last
        while True:
            after, stuck = self._work_from(items, after, examine)
            if not stuck:
                break
            after = self._skip(items, after)
        self._mark(after or Place(-1, 0))
        end = Entry("end", Place(-1, 0), reached=items.reached, work=self._work())
        self._part.add(end)
        self._part.finish()

    def _work_from(
        self, items: Items, after: Place | None, examine: Callable[[Page], Outcome]
    ) -> tuple[Place | None, bool]:
        """Work until the end, or until what follows has killed readers before (True)."""
        attempt, deaths = self._task.attempt, self._task.method.deaths
        slot = self._slot
        if slot.verdict(after or Place(-1, 0), READING, deaths):
            return after, True
        slot.at(attempt, after or Place(-1, 0), READING)
        for item in items.read(after):
            if not self._alive():
                os._exit(1)
            after = item.place
            self._unsaid += 1
            if item.content is not None:
                slot.at(attempt, after, WORKING)
                self._part.add(self._entry(item, examine))
            elif self._unsaid >= _MARK_ITEMS or time.monotonic() - self._marked > _MARK_SECONDS:
                self._mark(after)
            if slot.verdict(after, READING, deaths):
                return after, True
            slot.at(attempt, after, READING)
        return after, False

    def _skip(self, items: Items, after: Place | None) -> Place:
        """Give up what follows ``after`` and go on where the next record can be found."""
        place = items.skip_from(after)
        name = self._task.shard.name
        reject = Reject(
            source=f"{name}#{after.member if after else self._task.shard.start}",
            stage="read",
            code="unreadable",
            message=f"what follows could not be read; reading goes on at {place.member}",
        )
        self._part.add(self._reject_entry(place, reject))
        return place

    def _entry(self, item: ShardItem, examine: Callable[[Page], Outcome]) -> Entry:
        content = item.content
        if isinstance(content, Reject):
            return self._reject_entry(item.place, content)
        assert content is not None  # noqa: S101 -- the caller looked
        method = self._task.method
        verdict = self._slot.verdict(item.place, WORKING, method.deaths)
        if verdict is not None:
            message = _CALLED_OFF[verdict].format(seconds=method.page_seconds, deaths=method.deaths)
            reject = Reject(source=content.source, stage="extract", code=verdict, message=message)
            return self._reject_entry(item.place, reject)
        began = time.process_time()
        outcome = examine(content)
        self._slowest = max(self._slowest, time.process_time() - began)
        if isinstance(outcome, Reject):
            return self._reject_entry(item.place, outcome)
        article = outcome.article
        refused = outcome.refused if method.settings.keep_refused else ()
        lines = [article, *outcome.records, *refused]
        entry = Entry(
            "article", item.place, self._gatekeeper.tally.take(), self._unsaid,
            url=article.url, sha256=article.sha256,
            ids=tuple(record.record_id for record in outcome.records),
            dropped=dict(Counter(each.rule for each in article.dropped)),
            refused=dict(Counter(each.reason for each in outcome.refused)),
            lines=tuple(line.model_dump_json().encode("utf-8") + b"\n" for line in lines),
        )  # fmt: skip
        self._count(entry)
        return entry

    def _reject_entry(self, place: Place, reject: Reject) -> Entry:
        entry = Entry(
            "reject", place, self._gatekeeper.tally.take(), self._unsaid, code=reject.code,
            lines=(reject.model_dump_json().encode("utf-8") + b"\n",),
        )  # fmt: skip
        self._count(entry)
        return entry

    def _mark(self, place: Place) -> None:
        entry = Entry("mark", place, self._gatekeeper.tally.take(), self._unsaid)
        self._part.add(entry)
        self._count(entry)

    def _count(self, entry: Entry) -> None:
        self._counts["pages"] += entry.pages
        self._counts["records"] += len(entry.ids)
        self._counts[entry.kind] += 1
        self._unsaid = 0
        self._marked = time.monotonic()

    def _work(self) -> dict[str, float]:
        counts = self._counts
        return {
            "pages": counts["pages"], "articles": counts["article"], "records": counts["records"],
            "rejects": counts["reject"], "seconds": round(time.monotonic() - self._started, 3),
            "slowest": round(self._slowest, 4),
        }  # fmt: skip
