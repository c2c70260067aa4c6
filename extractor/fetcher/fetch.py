"""`fetch`: from what the caller names to a folder with an archive that others can replay."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import SourceError
from extractor.fetcher.crawl import Tally, Watcher
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.patterns import FetchPatterns, load_patterns
from extractor.fetcher.publishers import Publishers, load_publishers
from extractor.fetcher.reporting import (
    FetchSummary,
    summary_of,
    write_reports,
    write_summary,
)  # fmt: skip
from extractor.fetcher.seeds import Seed, seeds_named
from extractor.fetcher.selection import Selection
from extractor.fetcher.session import INDEX, Session, begin_run, enter_seeds, locked, opened
from extractor.fetcher.settings import FetchSettings
from extractor.fetcher.vetting import Resolver

_RENEWED = 2.0


def fetch(
    seeds: Iterable[str | Seed],
    into: Path,
    *,
    selection: Selection | None = None,
    settings: FetchSettings | None = None,
    tools: Tools | None = None,
) -> FetchSummary:
    """Fetch the seeds and what they list into a folder; the same call again goes on.

    Args:
        seeds: addresses, files of addresses, or seeds made from publisher files.
        into: the folder, made if it is not there.
        selection: what is wanted of what is found.
        settings: manners and limits.
        tools: pattern files, clock, network and a watcher, where they are not the usual ones.

    Raises:
        SourceError: a seed is neither address nor file, or another fetch is at work there.
    """
    tools = tools or Tools()
    settings = settings or FetchSettings()
    known = list(as_seeds(seeds, tools.patterns))
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError("trouble-no-folder", path=into, why=error.strerror) from error
    with locked(into):
        ledger = Ledger(into / INDEX)
        try:
            begin_run(ledger, selection or Selection(), settings, tools.clock())
            enter_seeds(ledger, known)
            return asyncio.run(_run(into, ledger, selection or Selection(), settings, tools))
        finally:
            ledger.close()


class Tools:
    """What a fetch works with beside its settings; everything has a sound default."""

    def __init__(
        self,
        *,
        extra_patterns: Path | None = None,
        watch: Watcher | None = None,
        resolver: Resolver | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.patterns: FetchPatterns = load_patterns(extra_patterns)
        self.publishers: Publishers = load_publishers(extra_patterns)
        self.watch = watch
        self.resolver = resolver
        self.clock = clock


def as_seeds(seeds: Iterable[str | Seed], patterns: FetchPatterns) -> Iterator[Seed]:
    """Seeds of addresses, of files of addresses, and seeds that are some already.

    Raises:
        SourceError: a name that is neither.
    """
    for seed in seeds:
        if isinstance(seed, Seed):
            yield seed
        else:
            yield from seeds_named([seed], patterns)


async def _run(
    folder: Path, ledger: Ledger, selection: Selection, settings: FetchSettings, tools: Tools
) -> FetchSummary:
    started = tools.clock()
    async with opened(
        folder, ledger, selection, settings, patterns=tools.patterns,
        publishers=tools.publishers, resolver=tools.resolver, clock=tools.clock,
    ) as session:  # fmt: skip
        keeper = _Reporter(folder, ledger, started, tools)
        crawl = session.crawl(keeper.watch)
        with _stopped_politely(session, crawl.tally, settings.grace):
            try:
                tally = await crawl.run()
            except asyncio.CancelledError:
                # The grace is over or the user insists: what was written counts, no more.
                tally = crawl.tally
        if tally.stopped_by != "user":
            ledger.set_note("state", "done")
        return keeper.finish(tally, "stopped" if tally.stopped_by else "done")


class _Reporter:
    """Renews fetch.json while the run goes on, and writes the reports at its end."""

    def __init__(self, folder: Path, ledger: Ledger, started: float, tools: Tools) -> None:
        self._folder = folder
        self._ledger = ledger
        self._started = started
        self._tools = tools
        self._renewed = 0.0

    def watch(self, tally: Tally) -> None:
        if time.monotonic() - self._renewed >= _RENEWED:
            write_summary(self._folder, self._summary(tally, "running"))
            self._renewed = time.monotonic()
        if self._tools.watch is not None:
            self._tools.watch(tally)

    def finish(self, tally: Tally, state: str) -> FetchSummary:
        summary = self._summary(tally, state)
        write_reports(self._folder, self._ledger, summary)
        return summary

    def _summary(self, tally: Tally, state: str) -> FetchSummary:
        return summary_of(
            self._ledger,
            state=state,
            stopped_by=tally.stopped_by,
            started=self._started,
            now=self._tools.clock(),
            requests={host: each.requests for host, each in tally.hosts.items()},
        )


@contextmanager
def _stopped_politely(session: Session, tally: Tally, grace: float) -> Iterator[None]:
    """First signal: begin nothing new, finish what is in flight within the grace. Second: now."""
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()
    timers: list[asyncio.TimerHandle] = []

    def on_signal() -> None:
        if task is None:
            return
        if tally.stopped_by == "user":
            task.cancel()
        else:
            tally.stopped_by = "user"
            session.stop.set()
            timers.append(loop.call_later(grace, task.cancel))

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {}
    try:
        for number in numbers:
            # Where the loop cannot take signals (Windows), the interpreter hands them over.
            before[number] = signal.signal(number, lambda *_: loop.call_soon_threadsafe(on_signal))
    except ValueError:
        # Not the main thread: whoever runs us there deals with signals.
        pass
    try:
        yield
    finally:
        for timer in timers:
            timer.cancel()
        for number, handler in before.items():
            signal.signal(number, handler)
