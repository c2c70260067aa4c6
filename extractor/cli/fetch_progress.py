"""The display of a running fetch: what each host gave, what is in the way, how fast it goes."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from extractor.cli.session import Session

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

    from extractor.fetcher.crawl import Tally

_RENEWED = 0.25
_ROWS = 20
_MEGABYTE = 1_000_000


class FetchProgress:
    """Shows nothing where standard error is no terminal, or when quiet."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._live: Live | None = None
        self._began = time.monotonic()
        self._renewed = 0.0

    def __enter__(self) -> Self:
        console = self._session.streams.console
        if console.is_terminal and not console.quiet:
            from rich.live import Live

            self._live = Live(console=console, transient=True, auto_refresh=False)
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def watch(self, tally: Tally) -> None:
        """Renew the display, a few times a second at most."""
        now = time.monotonic()
        if self._live is None or now - self._renewed < _RENEWED:
            return
        self._renewed = now
        self._live.update(self._table(tally, now - self._began), refresh=True)

    def _table(self, tally: Tally, seconds: float) -> Table:
        from rich import box
        from rich.table import Table

        session = self._session
        requests = sum(host.requests for host in tally.hosts.values())
        table = Table(
            box=box.ASCII if session.streams.ascii_only else box.SIMPLE_HEAD,
            title=session.text(
                "fetch-running", articles=tally.articles, requests=requests,
                rate=session.number(requests / max(seconds, 0.1)),
            ),
            title_justify="left", pad_edge=False,
        )  # fmt: skip
        for code in ("host", "requests", "articles", "failures", "megabytes", "last"):
            table.add_column(session.text(f"column-fetch-{code}"))
        hosts = sorted(tally.hosts.items(), key=lambda item: (not item[1].busy, -item[1].requests))
        for host, done in hosts[:_ROWS]:
            table.add_row(
                host.partition("://")[2], str(done.requests), str(done.articles),
                str(done.failures), session.number(done.bytes / _MEGABYTE), done.last,
                style=None if done.busy else "dim",
            )  # fmt: skip
        if len(hosts) > _ROWS:
            table.add_row(session.text("fetch-more-hosts", count=len(hosts) - _ROWS))
        return table
