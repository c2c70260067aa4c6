"""A rehearsal: what a random sample of the inputs says of the whole."""

from __future__ import annotations

import random
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from pydantic import BaseModel

from extractor.archive.examiner import Outcome, examiner_of
from extractor.archive.planning import plan
from extractor.archive.run import Job
from extractor.archive.task import Shard
from extractor.errors import SourceError
from extractor.gates import Gatekeeper, host_of
from extractor.models import Page, Reject
from extractor.warc import ArchiveReader, Capture, Passed

# Pages in a row taken at each random offset.
_ROW = 8
_SHOWN = 20
_EVERYTHING = 1 << 62
_LONGEST, _SHORTEST = 1 << 20, 1 << 14


class Share(BaseModel):
    """Of ``pages`` sampled under this name (a host, a year), the share that gave records."""

    name: str
    pages: int
    share: float


class Rehearsal(BaseModel):
    """What the sample was, and what follows for the whole.

    Attributes:
        pages: captures read. passed: of them, turned away by filters and gates.
        articles, with_records, records, rejects: what the others gave.
        pages_per_second: of one process, start-up not counted.
        hosts, years: shares of pages with records, the most frequent first.
        whole_pages, whole_records: expected for all inputs.
        whole_hours: of the workers asked for. whole_megabytes: of the run folder, 10**6 bytes.
    """

    pages: int
    passed: int
    articles: int
    with_records: int
    records: int
    rejects: int
    pages_per_second: float
    hosts: tuple[Share, ...]
    years: tuple[Share, ...]
    whole_bytes: int
    whole_pages: int
    whole_records: int
    whole_hours: float
    whole_megabytes: float


@dataclass(slots=True)
class _Found:
    pages: int = 0
    passed: int = 0
    articles: int = 0
    with_records: int = 0
    records: int = 0
    rejects: int = 0
    sampled_bytes: int = 0
    written: int = 0
    hosts: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    rich_hosts: Counter[str] = field(default_factory=Counter)
    rich_years: Counter[str] = field(default_factory=Counter)

    def note(self, url: str | None, date: str, outcome: Outcome | None) -> None:
        host, year = host_of(url), date[:4]
        self.hosts[host] += 1
        self.years[year] += 1
        self.pages += 1
        if outcome is None:
            self.passed += 1
        elif isinstance(outcome, Reject):
            self.rejects += 1
        else:
            self.articles += 1
            self.records += len(outcome.records)
            lines = (outcome.article, *outcome.records)
            self.written += sum(len(line.model_dump_json()) + 1 for line in lines)
            if outcome.records:
                self.with_records += 1
                self.rich_hosts[host] += 1
                self.rich_years[year] += 1


def rehearse(job: Job, sample: int, seed: int, workers: int = 1) -> Rehearsal:
    """Read ``sample`` pages at random offsets of the archives; the same ones for a seed.

    Raises:
        SourceError: there is no archive among the inputs, or none can be read.
    """
    whole = [each for each in plan(job.inputs.files, _EVERYTHING).shards if each.volume is not None]
    total = sum(each.size for each in whole)
    if not total:
        raise SourceError("trouble-sample-no-archive")
    examiner = examiner_of(job.method)
    gatekeeper = Gatekeeper(job.method.filters, examiner.gates)
    found = _Found()
    began = time.process_time()
    chance = random.Random(seed)  # noqa: S311 -- a sample, no secret
    for shard in _stretches(whole, total, sample, chance):
        for page, url, date in _row(shard, job, gatekeeper, found, sample - found.pages):
            found.note(url, date, None if page is None else examiner.examine(page))
        if found.pages >= sample:
            break
    seconds = max(time.process_time() - began, 1e-6)
    if not found.pages:
        raise SourceError("trouble-sample-no-page")
    return _of_whole(found, seconds, total, workers)


def _stretches(
    whole: Sequence[Shard], total: int, sample: int, chance: random.Random
) -> Iterator[Shard]:
    """Stretches in random order, none twice: each byte is as likely as any other."""
    length = min(_LONGEST, max(_SHORTEST, total * _ROW // (4 * sample)))
    ends = list(accumulate(-(-each.size // length) for each in whole))
    for number in chance.sample(range(ends[-1]), min(ends[-1], sample)):
        at = bisect_right(ends, number)
        start = (number - (ends[at - 1] if at else 0)) * length
        yield replace(whole[at], start=start, stop=min(start + length, whole[at].stop))


def _row(
    shard: Shard, job: Job, gatekeeper: Gatekeeper, found: _Found, wanted: int
) -> Iterator[tuple[Page | None, str | None, str]]:
    """A few pages from the beginning of a stretch; None for one that is turned away."""
    volume = shard.volume
    if volume is None or volume.compression is None:
        return
    taken = 0
    first: int | None = None
    with volume.open() as view:
        reader = ArchiveReader(view, volume.compression, job.method.settings.max_page_bytes)
        for item in reader.items(shard.start, shard.stop):
            first = item.spot.member if first is None else first
            if taken == min(_ROW, wanted):
                found.sampled_bytes += item.spot.member - first
                return
            if isinstance(item, Passed):
                taken += 1
                yield None, item.url, ""
            elif isinstance(item, Capture):
                taken += 1
                admitted = gatekeeper.admits(item.url, item.date, item.body)
                source = f"{shard.name}#{item.spot}"
                page = Page(url=item.url, source=source, html=item.body, charset=item.charset)
                yield page if admitted else None, item.url, item.date
        if first is not None:
            found.sampled_bytes += reader.reached - first


def _of_whole(found: _Found, seconds: float, total: int, workers: int) -> Rehearsal:
    times = total / max(found.sampled_bytes, 1)
    rate = found.pages / seconds
    pages = round(found.pages * times)
    return Rehearsal(
        pages=found.pages, passed=found.passed, articles=found.articles,
        with_records=found.with_records, records=found.records, rejects=found.rejects,
        pages_per_second=round(rate, 1),
        hosts=_shares(found.hosts, found.rich_hosts), years=_shares(found.years, found.rich_years),
        whole_bytes=total, whole_pages=pages, whole_records=round(found.records * times),
        whole_hours=round(pages / rate / 3600 / max(workers, 1), 4),
        whole_megabytes=round(found.written * times / 1e6, 3),
    )  # fmt: skip


def _shares(pages: Counter[str], rich: Counter[str]) -> tuple[Share, ...]:
    ordered = sorted(pages.items(), key=lambda each: (-each[1], each[0]))[:_SHOWN]
    return tuple(
        Share(name=name, pages=number, share=round(rich[name] / number, 4))
        for name, number in ordered
    )
