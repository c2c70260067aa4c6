"""The work behind `fetch`: seeds from what was asked, the run or its plan, what is said of it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from extractor.cli.complaints import WrongValue
from extractor.cli.regions import region_code
from extractor.cli.session import Session

if TYPE_CHECKING:
    from extractor.fetcher import FetchSettings, FetchSummary, Plan, Selection, Tools
    from extractor.fetcher.publishers import ListKind
    from extractor.fetcher.seeds import Seed

STOPPED = 130
_SHOWN_HOSTS = 40


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked for on the command line."""

    seeds: tuple[str, ...]
    into: Path | None
    regions: tuple[str, ...]
    awards: tuple[str, ...]
    since: str | None
    until: str | None
    keywords: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    through: tuple[str, ...] | None
    max_pages: int | None
    max_per_host: int | None
    max_depth: int
    max_minutes: float | None
    delay: float
    contact: str | None
    allow_hosts: tuple[str, ...]
    refresh: bool
    dry_run: bool
    discover_only: bool
    patterns: Path | None


def perform(call: Call, session: Session) -> int:
    """Plan or fetch, say what came of it, return the exit status."""
    from extractor.fetcher import Tools, plan

    if not call.seeds and not call.regions:
        raise WrongValue("fetch-nothing-asked")
    if call.into is None and not call.dry_run:
        raise WrongValue("fetch-no-folder")
    try:
        settings, selection = _settings(call), _selection(call)
    except ValidationError as error:
        raise WrongValue(str(error.errors()[0]["msg"]).removeprefix("Value error, ")) from None
    tools = Tools(extra_patterns=call.patterns)
    seeds, names = _seeds(call, tools)
    if call.dry_run:
        _show_plan(
            plan(seeds, call.into, selection=selection, settings=settings, tools=tools),
            names, selection, session,
        )  # fmt: skip
        return 0
    return _fetch(call, seeds, selection, settings, tools, session)


def _fetch(
    call: Call,
    seeds: Sequence[str | Seed],
    selection: Selection,
    settings: FetchSettings,
    tools: Tools,
    session: Session,
) -> int:
    from extractor.cli.fetch_progress import FetchProgress
    from extractor.fetcher import fetch

    folder = call.into
    if folder is None:
        raise WrongValue("fetch-no-folder")
    if settings.contact is None:
        session.streams.console.print(session.text("fetch-no-contact"), soft_wrap=True)
    with FetchProgress(session) as progress:
        tools.watch = progress.watch
        summary = fetch(seeds, folder, selection=selection, settings=settings, tools=tools)
    _show_summary(summary, folder, session)
    if summary.stopped_by == "user":
        session.streams.complain(session.text("fetch-stopped", folder=folder))
        return STOPPED
    return 1 if summary.rejects else 0


def _settings(call: Call) -> FetchSettings:
    from extractor.fetcher import FetchSettings

    return FetchSettings(
        contact=call.contact, delay=call.delay, max_pages=call.max_pages,
        max_pages_per_host=call.max_per_host, max_depth=call.max_depth,
        max_seconds=call.max_minutes * 60 if call.max_minutes else None, refresh=call.refresh,
        discover_only=call.discover_only, allow_hosts=call.allow_hosts,
    )  # fmt: skip


def _selection(call: Call) -> Selection:
    from extractor.fetcher import Selection
    from extractor.fetcher.regions import load_search

    keywords = call.keywords
    if not keywords and (call.awards or call.regions):
        keywords = load_search(call.patterns).headlines(call.awards)
    return Selection(
        since=_day(call.since, "--since", last=False), until=_day(call.until, "--until", last=True),
        include=call.include, exclude=call.exclude, keywords=keywords,
    )  # fmt: skip


def _day(value: str | None, option: str, *, last: bool) -> date | None:
    """A year, month or day as the first or last day that it means."""
    if value is None:
        return None
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", value.strip())
    try:
        if match is not None:
            return _bound(int(match[1]), match[2], match[3], last=last)
    except ValueError:
        pass
    raise WrongValue("trouble-day", option=option, given=repr(value))


def _bound(year: int, month: str | None, day: str | None, *, last: bool) -> date:
    if day is not None:
        return date(year, int(month or 1), int(day))
    if not last:
        return date(year, int(month or 1), 1)
    final = int(month or 12)
    return date(year, final, monthrange(year, final)[1])


def _seeds(call: Call, tools: Tools) -> tuple[list[str | Seed], dict[str, str]]:
    """Seeds as named and those of the regions' publishers, and the publishers' names by host."""
    from extractor.fetcher.regions import cover, load_search

    kinds = _kinds(call.through)
    if not call.regions:
        return list(call.seeds), {}
    today = datetime.now(UTC).date()
    coverage = cover(
        tools.publishers,
        [region_code(each) for each in call.regions],
        call.keywords or load_search(call.patterns).searched(call.awards),
        kinds,
        _day(call.since, "--since", last=False) or today.replace(month=1, day=1),
        min(_day(call.until, "--until", last=True) or today, today),
    )
    names = {outlet.host: outlet.name for outlet in coverage.outlets}
    return [*call.seeds, *coverage.seeds], names


def _kinds(names: Sequence[str] | None) -> tuple[ListKind, ...] | None:
    """The kinds of lists named on the command line."""
    from extractor.fetcher.publishers import LIST_KINDS

    for name in names or ():
        if name not in LIST_KINDS:
            raise WrongValue("trouble-through", given=name, known=", ".join(LIST_KINDS))
    return None if names is None else tuple(kind for kind in LIST_KINDS if kind in names)


def _show_plan(plan: Plan, names: dict[str, str], selection: Selection, session: Session) -> None:
    """Every address as a line of JSON; the hosts as a table for people."""
    from rich import box
    from rich.table import Table

    streams = session.streams
    for address in plan.addresses:
        streams.data(address.model_dump_json().encode())
    table = Table(box=box.ASCII if streams.ascii_only else box.SIMPLE_HEAD, pad_edge=False)
    for code in ("host", "lists", "articles", "hours", "reach", "not"):
        table.add_column(session.text(f"column-fetch-{code}"), overflow="fold")
    for host in plan.hosts:
        hours = session.number(host.hours, decimals=2)
        if host.most_hours > host.hours:
            hours += session.text("fetch-up-to", hours=session.number(host.most_hours))
        table.add_row(
            f"{names[host.host]} ({host.host})" if host.host in names else host.host,
            str(host.lists), str(host.articles), hours, _reach(host.reach, selection, session),
            _reasons(host.skipped, session),
        )  # fmt: skip
        if host.out_of_reach:
            years = f"{host.out_of_reach[0]}-{host.out_of_reach[-1]}"
            streams.console.print(
                session.text("fetch-out-of-reach", host=host.host, years=years), soft_wrap=True
            )
    streams.console.print(table)
    wanted = sum(address.would == "fetch" for address in plan.addresses)
    streams.console.print(
        session.text(
            "fetch-plan",
            requests=wanted,
            hosts=len(plan.hosts),
            hours=session.number(plan.hours, decimals=2),
        ),
        style="bold",
    )


def _reach(reach: int | None, selection: Selection, session: Session) -> str:
    if reach is None:
        return session.text("fetch-reach-unknown") if selection.since else ""
    return str(reach)


def _show_summary(summary: FetchSummary, folder: Path, session: Session) -> None:
    console = session.streams.console
    if console.quiet:
        return
    console.print(
        session.text(
            "fetch-counts", articles=summary.articles, lists=summary.lists, queued=summary.queued
        ),
        style="bold",
    )
    if summary.skipped:
        console.print(
            session.text(
                "fetch-skipped", count=sum(summary.skipped.values()),
                reasons=_reasons(summary.skipped, session),
            )
        )  # fmt: skip
    if summary.rejects:
        console.print(
            session.text(
                "fetch-rejects", count=sum(summary.rejects.values()),
                reasons=_reasons(summary.rejects, session),
            )
        )  # fmt: skip
    for host, facts in list(summary.hosts.items())[:_SHOWN_HOSTS]:
        if "left" in facts:
            console.print(
                session.text(
                    "fetch-host-left", host=host, why=_reason(str(facts["left"]), session),
                    detail=facts["why"], until=facts["until"] or "-",
                ),
                soft_wrap=True,
            )  # fmt: skip
    if summary.stopped_by in ("pages", "time"):
        console.print(session.text(f"fetch-limit-{summary.stopped_by}"))
    console.print(session.text("fetch-folder", folder=folder), soft_wrap=True)


def _reasons(tally: dict[str, int] | object, session: Session) -> str:
    """``12 off topic, 3 too old``: most frequent first, in the reader's words."""
    if not isinstance(tally, dict):
        return ""
    ordered = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{number} {_reason(code, session)}" for code, number in ordered)


def _reason(code: str, session: Session) -> str:
    return session.reject_reason(code) or code
