"""What a fetch would do, worked out without a single request."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractor.fetcher import addresses
from extractor.fetcher.client import PRODUCT
from extractor.fetcher.crawl import LISTS
from extractor.fetcher.fetch import Tools, as_seeds
from extractor.fetcher.ledger import Ledger
from extractor.fetcher.libraries import needed
from extractor.fetcher.rows import Address
from extractor.fetcher.seeds import Seed
from extractor.fetcher.selection import Selection
from extractor.fetcher.session import INDEX, begin_run, enter_seeds
from extractor.fetcher.settings import SHORTEST_DELAY, FetchSettings
from extractor.fetcher.vetting import AllowedHosts

# A usual page of a list; only the upper bound of a plan rests on it.
ARTICLES_A_PAGE = 10


class PlannedAddress(BaseModel):
    """One address of a plan, and the reason if it would not be asked for."""

    model_config = ConfigDict(frozen=True)

    url: str
    host: str
    kind: str
    would: Literal["fetch", "skip"]
    reason: str | None = None


class HostPlan(BaseModel):
    """What a fetch would do at one host.

    Attributes:
        lists: lists to read; ``paged`` those of them that may have further pages.
        articles: articles known and wanted.
        skipped: addresses not asked for, by reason.
        delay: seconds between two requests; ``hours`` at that rate for what is known, and
            ``most_hours`` if every paged list is as long as the limit allows and each page
            brings ``ARTICLES_A_PAGE`` new articles.
        reach: earliest year that its lists reach, None where nobody knows.
        out_of_reach: wanted years that its lists do not reach.
    """

    model_config = ConfigDict(frozen=True)

    host: str
    lists: int
    paged: int
    articles: int
    skipped: dict[str, int]
    delay: float
    hours: float
    most_hours: float
    reach: int | None
    out_of_reach: tuple[int, ...]


class Plan(BaseModel):
    """A whole plan, hosts in the order of their first address."""

    model_config = ConfigDict(frozen=True)

    hosts: tuple[HostPlan, ...]
    addresses: tuple[PlannedAddress, ...]

    @property
    def hours(self) -> float:
        """Hours of the longest host: hosts are asked side by side."""
        return max((host.hours for host in self.hosts), default=0.0)


def plan(
    seeds: Iterable[str | Seed],
    into: Path | None,
    *,
    selection: Selection | None = None,
    settings: FetchSettings | None = None,
    tools: Tools | None = None,
) -> Plan:
    """What `fetch` would do with the same arguments; nothing is asked and nothing written.

    Raises:
        SourceError: a seed is neither address nor file, or the folder's index cannot be read.
    """
    tools = tools or Tools()
    settings = settings or FetchSettings()
    selection = selection or Selection()
    known = list(as_seeds(seeds, tools.patterns))
    ledger = Ledger(None)
    try:
        if into is not None and (into / INDEX).is_file():
            before = Ledger(into / INDEX, read_only=True)
            before.copy_into(ledger)
            before.close()
        begin_run(ledger, selection, settings, tools.clock())
        enter_seeds(ledger, known)
        return _planned(ledger, known, selection, settings, tools.clock())
    finally:
        ledger.close()


def _planned(
    ledger: Ledger,
    seeds: Sequence[Seed],
    selection: Selection,
    settings: FetchSettings,
    now: float,
) -> Plan:
    hosts: dict[str, list[PlannedAddress]] = {}
    paged: dict[str, int] = {}
    for address in ledger.select("state IN ('queued', 'skipped', 'failed') ORDER BY id"):
        planned = _address(address, ledger, settings)
        hosts.setdefault(address.host, []).append(planned)
        if planned.would == "fetch" and address.template:
            paged[address.host] = paged.get(address.host, 0) + 1
    plans = tuple(
        _host(
            host, found, paged.get(host, 0), _reach(host, seeds, now), ledger, selection, settings
        )
        for host, found in hosts.items()
    )
    return Plan(hosts=plans, addresses=tuple(each for found in hosts.values() for each in found))


def _address(address: Address, ledger: Ledger, settings: FetchSettings) -> PlannedAddress:
    reason = address.code if address.state != "queued" else None
    closed = ledger.closed_hosts().get(address.host)
    if reason is None and closed is not None:
        reason = closed[0]
    if reason is None and settings.discover_only and address.kind not in LISTS:
        reason = "discover-only"
    robots = ledger.robots(address.host) if reason is None and address.host else None
    if robots is not None:
        rules = needed("protego").Protego.parse(robots.text)
        reason = None if rules.can_fetch(address.url, PRODUCT) else "robots"
    return PlannedAddress(
        url=address.url,
        host=addresses.shown_host(address.url) if address.host else "",
        kind=address.kind,
        would="skip" if reason else "fetch",
        reason=reason,
    )


def _host(
    host: str,
    found: Sequence[PlannedAddress],
    paged: int,
    reach: int | None,
    ledger: Ledger,
    selection: Selection,
    settings: FetchSettings,
) -> HostPlan:
    wanted = [each for each in found if each.would == "fetch"]
    lists = sum(each.kind in LISTS for each in wanted)
    skipped: dict[str, int] = {}
    for each in found:
        if each.reason:
            skipped[each.reason] = skipped.get(each.reason, 0) + 1
    delay = _delay(host, ledger, settings) if host else 0.0
    # robots.txt comes first.
    requests = len(wanted) + 1 if wanted else 0
    further = paged * (settings.max_depth - 1)
    most = requests + further + (lists + further) * ARTICLES_A_PAGE
    return HostPlan(
        host=addresses.shown_host(host) if host else "",
        lists=lists,
        paged=paged,
        articles=len(wanted) - lists,
        skipped=skipped,
        delay=delay,
        hours=_hours(requests, delay),
        most_hours=_hours(most, delay),
        reach=reach,
        out_of_reach=tuple(_missing(reach, selection)),
    )


def _hours(requests: int, delay: float) -> float:
    return math.ceil(requests * delay / 36) / 100


def _missing(reach: int | None, selection: Selection) -> Iterator[int]:
    if reach is not None and selection.since is not None:
        yield from range(selection.since.year, reach)


def _reach(host: str, seeds: Sequence[Seed], now: float) -> int | None:
    """The earliest year that the lists of a host reach; None if one of them tells nothing."""
    years: list[int] = []
    for seed in seeds:
        if seed.problem is not None or addresses.origin(seed.url) != host:
            continue
        if seed.days is not None:
            day = datetime.fromtimestamp(now, tz=UTC) - timedelta(days=seed.days)
            years.append(day.year)
        elif seed.since is not None:
            years.append(seed.since)
        else:
            return None
    return min(years, default=None)


def _delay(host: str, ledger: Ledger, settings: FetchSettings) -> float:
    own = AllowedHosts(settings.allow_hosts).allows(*addresses.host_and_port(host))
    delay = settings.delay if own else max(settings.delay, SHORTEST_DELAY)
    delay *= 1 + settings.jitter / 2
    robots = ledger.robots(host)
    asked = needed("protego").Protego.parse(robots.text).crawl_delay(PRODUCT) if robots else None
    return max(delay, float(asked or 0))
